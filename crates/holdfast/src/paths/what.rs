use anyhow::{Result, bail};
use holdfast_graph::{Graph, VertexId, VertexKind};

/// The vertices a person means: `cluster-admin`, `Deployment/shop/web`, `sa:shop/web`, `user:alice`, `node:n1`.
pub(super) fn vertices(graph: &Graph, text: &str) -> Result<Vec<VertexId>> {
    let found = match text.split_once(':') {
        Some(("sa" | "serviceaccount", name)) => global(graph, VertexKind::ServiceAccount, name),
        Some(("user", name)) => named(graph, VertexKind::User, name),
        Some(("group", name)) => named(graph, VertexKind::Group, name),
        Some(("node", name)) => named(graph, VertexKind::Node, name),
        Some(("secret", name)) => global(graph, VertexKind::Secret, name),
        _ => plain(graph, text),
    };
    if found.is_empty() {
        bail!(
            "{text:?} is nothing in this graph: expected internet, cluster-admin, every-node, every-secret, Kind/namespace/name \
             (Deployment/shop/web), sa:namespace/name, user:NAME, group:NAME, node:NAME or secret:namespace/name"
        );
    }
    Ok(found)
}

fn plain(graph: &Graph, text: &str) -> Vec<VertexId> {
    match text {
        "cluster-admin" => named(graph, VertexKind::ClusterAdmin, text),
        "every-node" => named(graph, VertexKind::EveryNode, text),
        "every-secret" => named(graph, VertexKind::Secrets, text),
        "internet" => named(graph, VertexKind::Internet, text),
        _ => {
            let parts: Vec<&str> = text.split('/').collect();
            match parts.as_slice() {
                [kind, namespace, name] => graph.workload(kind, namespace, name),
                [namespace, name] => graph.workload("", namespace, name),
                _ => Vec::new(),
            }
        }
    }
}

fn named(graph: &Graph, kind: VertexKind, name: &str) -> Vec<VertexId> {
    graph.find(kind, "", name).into_iter().collect()
}

fn global(graph: &Graph, kind: VertexKind, name: &str) -> Vec<VertexId> {
    let (namespace, name) = name.split_once('/').unwrap_or(("default", name));
    graph.find(kind, namespace, name).into_iter().collect()
}
