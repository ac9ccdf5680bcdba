//! What comes of rights over pods and over what makes them.

use holdfast_model::PatchOp;
use holdfast_podsecurity::Level;

use crate::emit::{Emit, End};
use crate::facts::{GrantCx, Scoped};
use crate::proof::{Fix, Proof};

/// Kinds whose controllers make pods, by API group.
pub(crate) const MAKERS: &[(&str, &str)] = &[
    ("apps", "daemonsets"),
    ("apps", "deployments"),
    ("apps", "replicasets"),
    ("apps", "statefulsets"),
    ("batch", "cronjobs"),
    ("batch", "jobs"),
    ("", "replicationcontrollers"),
];

/// Pods can be made: with any service account of the namespace, and as root of any node where the namespace lets them.
pub(crate) fn make_pods(g: &GrantCx<'_, '_>, allowed: &Scoped<'_>, emit: &mut Emit<'_, '_>) {
    let accounts = emit.accounts(allowed.namespace);
    emit.to(accounts, allowed.proof.clone());
    if let Some(proof) = on_nodes(g, allowed) {
        let nodes = emit.every_node();
        emit.to(nodes, proof);
    }
}

/// The namespace lets pods be privileged.
fn on_nodes(g: &GrantCx<'_, '_>, allowed: &Scoped<'_>) -> Option<Proof> {
    if allowed.namespace.is_empty() {
        let any = g.facts.namespaces.values().any(|n| n.level == Level::Privileged);
        return any.then(|| allowed.proof.clone());
    }
    let namespace = g.facts.namespace(allowed.namespace);
    if namespace.level != Level::Privileged {
        return None;
    }
    let mut proof = allowed.proof.clone();
    proof.says = format!("{}; namespace {} lets pods be privileged", proof.says, allowed.namespace).into();
    if let Some(object) = namespace.object {
        let path = "/metadata/labels/pod-security.kubernetes.io~1enforce".to_owned();
        let text = format!("Enforce Pod Security level baseline in namespace {}", allowed.namespace);
        proof.fix = Some(Fix::patch(object, text, vec![PatchOp::Add { path, value: "baseline".into() }], 2));
    }
    Some(proof)
}

impl Emit<'_, '_> {
    /// Edges to the pods a right is about: all of a namespace or of the cluster, or those named.
    pub(crate) fn pods_of(&mut self, allowed: &Scoped<'_>) {
        if allowed.names.is_empty() {
            let pods = self.pods(allowed.namespace);
            self.to(pods, allowed.proof.clone());
            return;
        }
        for namespace in self.namespaces(allowed.namespace) {
            for name in &allowed.names {
                let pod = self.facts.snapshot.find("Pod", &namespace, name);
                if let Some(class) = pod.and_then(|pod| self.facts.class_of_pod.get(&pod.id())) {
                    self.to(End::Class(*class), allowed.proof.clone());
                }
            }
        }
    }

    /// Edges to the Secrets a right is about.
    pub(crate) fn secrets_of(&mut self, allowed: &Scoped<'_>) {
        if allowed.names.is_empty() {
            let secrets = self.secrets(allowed.namespace);
            self.to(secrets, allowed.proof.clone());
            return;
        }
        for namespace in self.namespaces(allowed.namespace) {
            for name in &allowed.names {
                let known = self.facts.snapshot.find("Secret", &namespace, name).is_some();
                // Files often leave Secrets out; a right to one by name says that it is there.
                if known || !allowed.namespace.is_empty() {
                    let secret = self.secret(&namespace, name);
                    self.to(secret, allowed.proof.clone());
                }
            }
        }
    }

    /// Everything namespaced: pods, accounts and Secrets.
    pub(crate) fn namespace_admin(&mut self, namespace: &str, proof: &Proof) {
        for to in [self.pods(namespace), self.accounts(namespace), self.secrets(namespace)] {
            self.to(to, proof.clone());
        }
    }

    /// The one named, or all there are.
    pub(crate) fn namespaces(&self, namespace: &str) -> Vec<String> {
        if namespace.is_empty() {
            return self.facts.namespaces.keys().map(|name| (*name).to_owned()).collect();
        }
        vec![namespace.to_owned()]
    }

    pub(crate) fn users(&mut self) -> End {
        self.vertex(crate::vertex::VertexKind::Users, "", "*")
    }
}
