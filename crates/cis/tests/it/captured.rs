//! Captured nodes with their clusters, judged by the whole of their benchmark.

use std::sync::Arc;

use holdfast_cis::{Judged, Outcome, Request, Selection, assess, benchmark};
use holdfast_inventory::node::NodeFacts;
use holdfast_model::InputKind;
use holdfast_testkit::hosts::HOSTS;

use crate::facts;

/// A cluster as its API server gives it: a plugin that enforces policies, a fenced namespace, one sound workload.
const CLUSTER: &str = "
{apiVersion: v1, kind: Node, metadata: {name: cp-1}, status: {nodeInfo: {kubeletVersion: v1.34.1}}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: kube-system}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {pod-security.kubernetes.io/enforce: restricted}}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: restricted}}}
---
{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: default}, automountServiceAccountToken: false}
---
{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: shop}, automountServiceAccountToken: false}
---
{apiVersion: v1, kind: ServiceAccount, metadata: {name: web, namespace: shop}, automountServiceAccountToken: false}
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny, namespace: default}, spec: {podSelector: {}, policyTypes: [Ingress, Egress]}}
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny, namespace: shop}, spec: {podSelector: {}, policyTypes: [Ingress, Egress]}}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: cluster-admin}, rules: [{apiGroups: ['*'], resources: ['*'], verbs: ['*']}]}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: cluster-admin}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}, subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'system:masters'}]}
---
{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: calico-node, namespace: kube-system}, spec: {selector: {matchLabels: {app: calico-node}}, template: {metadata: {labels: {app: calico-node}}, spec: {hostNetwork: true, containers: [{name: calico-node, image: 'registry.example.com/calico/node:v3', securityContext: {privileged: true}}]}}}}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec:
  serviceAccountName: web
  automountServiceAccountToken: false
  securityContext: {runAsNonRoot: true, runAsUser: 10001, seccompProfile: {type: RuntimeDefault}}
  containers:
    - name: web
      image: registry.example.com/web:1
      securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
";

fn judged(host: &str, id: &str) -> Judged {
    let host = HOSTS.iter().find(|h| h.name == host).unwrap();
    let node: NodeFacts = serde_json::from_str(host.facts).unwrap();
    assess(&Request {
        benchmark: benchmark(id).unwrap(),
        nodes: vec![Arc::new(node)],
        cluster: Some(facts::cluster(CLUSTER, InputKind::Cluster)),
        cloud: None,
        selection: Selection::default(),
    })
}

/// The numbers whose answer is such.
fn numbers(judged: &Judged, wanted: impl Fn(&Outcome) -> bool) -> Vec<&str> {
    judged.answers.iter().filter(|a| wanted(&a.outcome)).map(|a| a.entry.number).collect()
}

#[test]
fn nearly_all_of_a_hardened_node_is_decided_by_machine() {
    let judged = judged("kubeadm-hardened", "cis-2.0.1");
    assert_eq!(judged.answers.len(), 131);
    let decided = numbers(&judged, |o| matches!(o, Outcome::Pass | Outcome::Fail));
    assert!(decided.len() >= 118, "{} decided", decided.len());
    // Why people hold certificates and tokens, and how they use groups, secrets and namespaces, no object says.
    let left = numbers(&judged, |o| !matches!(o, Outcome::Pass | Outcome::Fail));
    assert_eq!(left, ["3.1.1", "3.1.2", "3.1.3", "5.1.7", "5.4.2", "5.6.1"]);
    assert_eq!(numbers(&judged, |o| *o == Outcome::Manual), left, "nothing is unread or left out");
    assert_eq!(numbers(&judged, |o| *o == Outcome::Fail), ["5.5.1"], "nothing verifies images");
}
