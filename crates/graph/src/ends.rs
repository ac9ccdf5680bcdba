//! Ends that several edge kinds lead to or from.

use holdfast_inventory::view::ServiceAccount;

use crate::emit::{Emit, End};
use crate::facts::{Facts, PodCx, ServicePort};
use crate::proof::Proof;
use crate::vertex::VertexKind;

impl Emit<'_, '_> {
    /// The identity of a cloud's machines.
    pub(crate) fn cloud_role(&mut self, cloud: &str) -> End {
        self.vertex(VertexKind::CloudRole, "", &format!("{cloud}-instance-role"))
    }

    /// Edges from service accounts to the cloud identities an annotation of theirs names.
    pub(crate) fn cloud_identities(&mut self, facts: &Facts<'_>, annotation: &str) {
        for account in facts.estate.service_accounts() {
            let view: &ServiceAccount<'_> = &account.view;
            let Some(name) = view.metadata.annotations.value(annotation).filter(|name| !name.is_empty())
            else {
                continue;
            };
            let from = self.account(account.object.namespace(), account.object.name());
            let to = self.vertex(VertexKind::CloudRole, "", name);
            let pointer =
                format!("/metadata/annotations/{}", annotation.replace('~', "~0").replace('/', "~1"));
            let says = "tokens of the account are exchanged for credentials of the cloud";
            self.edge(from, to, Proof::field(account.object.id(), pointer, says).value(name));
        }
    }

    /// From outside to a port of a Service.
    pub(crate) fn way_in(&mut self, pod: &PodCx<'_, '_>, port: &ServicePort<'_>) -> (End, End) {
        let name = format!("{}:{}", port.service.name(), port.number);
        let from = self.vertex(VertexKind::Internet, "", "internet");
        (from, self.vertex(VertexKind::Endpoint, pod.namespace(), &name))
    }

    /// From outside to a port that a container has on its node.
    pub(crate) fn node_port(&mut self, pod: &PodCx<'_, '_>, port: i64) -> (End, End) {
        let workload = pod.class.workload;
        let name = format!("{}/{}:{port}", workload.kind(), workload.name());
        let from = self.vertex(VertexKind::Internet, "", "internet");
        (from, self.vertex(VertexKind::Endpoint, pod.namespace(), &name))
    }

    /// Edges to the accounts of controllers that act for whoever writes their objects, where they are.
    pub(crate) fn deputies(&mut self, names: &[&str], proof: &Proof) {
        let facts = self.facts;
        for (namespace, name) in facts.accounts.iter().filter(|(_, name)| names.contains(&name.as_str())) {
            let to = self.account(namespace, name);
            self.to(to, proof.clone());
        }
    }

    /// The namespaces in which a right to an account of that name counts: the one granted, or those that have it.
    pub(crate) fn namespaces_of_account(&self, namespace: &str, name: &str) -> Vec<String> {
        if !namespace.is_empty() {
            return vec![namespace.to_owned()];
        }
        self.facts
            .accounts
            .iter()
            .filter(|(_, n)| n == name)
            .map(|(namespace, _)| namespace.clone())
            .collect()
    }
}
