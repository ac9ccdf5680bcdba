use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "custom-workload-create",
    title: "Grant lets make pods through a custom resource",
    family: Family::Workload,
    story: "has an operator make pods that are or become",
    fix: "Take the writing of the custom resource out of the role, or bound what its operator may make.",
    cost: 3,
    techniques: &["T1610"],
    aliases: &[],
    page: include_str!("custom_workload_create.md"),
    find: &[Find::Grant(find)],
};

use crate::workloads::make_pods;

/// Custom kinds that embed a pod template, by API group.
const MAKERS: &[(&str, &str)] = &[
    ("apps.kruise.io", "clonesets"),
    ("apps.kruise.io", "daemonsets"),
    ("apps.kruise.io", "statefulsets"),
    ("argoproj.io", "rollouts"),
    ("kubeflow.org", "notebooks"),
    ("ray.io", "rayclusters"),
    ("ray.io", "rayjobs"),
    ("serving.knative.dev", "services"),
    ("sparkoperator.k8s.io", "sparkapplications"),
];

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let written =
        MAKERS.iter().find_map(|(group, resource)| g.may(&["create", "patch", "update"], group, resource));
    if let Some(allowed) = written {
        make_pods(g, &allowed, emit);
    }
}
