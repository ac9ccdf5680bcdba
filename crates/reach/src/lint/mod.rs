//! Policies that do not do what they seem to.

mod dns;
mod rules;
mod subjects;
mod written;

use holdfast_inventory::Snapshot;
use holdfast_model::{Place, ResourceRef};

use crate::enforcer::enforcer;
use crate::engine::Engine;
use crate::policy::Policy;

use self::subjects::Subjects;

/// What is wrong, read as such.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    AllowsEveryone,
    CidrOverlaps,
    DnsBlocked,
    DuplicateRule,
    EgressNotTyped,
    IngressNotTyped,
    KindNotEnforced,
    PeerSelectsNothing,
    PolicyTypesMissing,
    PortNotListened,
    SelectsAllPods,
    SelectsNothing,
    ShadowedRule,
}

impl Code {
    pub const ALL: [Self; 13] = [
        Self::AllowsEveryone,
        Self::CidrOverlaps,
        Self::DnsBlocked,
        Self::DuplicateRule,
        Self::EgressNotTyped,
        Self::IngressNotTyped,
        Self::KindNotEnforced,
        Self::PeerSelectsNothing,
        Self::PolicyTypesMissing,
        Self::PortNotListened,
        Self::SelectsAllPods,
        Self::SelectsNothing,
        Self::ShadowedRule,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::AllowsEveryone => "allows-everyone",
            Self::CidrOverlaps => "cidr-overlaps",
            Self::DnsBlocked => "dns-blocked",
            Self::DuplicateRule => "duplicate-rule",
            Self::EgressNotTyped => "egress-not-typed",
            Self::IngressNotTyped => "ingress-not-typed",
            Self::KindNotEnforced => "kind-not-enforced",
            Self::PeerSelectsNothing => "peer-selects-nothing",
            Self::PolicyTypesMissing => "policy-types-missing",
            Self::PortNotListened => "port-not-listened",
            Self::SelectsAllPods => "selects-all-pods",
            Self::SelectsNothing => "selects-nothing",
            Self::ShadowedRule => "shadowed-rule",
        }
    }

    /// What to do about it.
    pub fn next(self) -> &'static str {
        match self {
            Self::AllowsEveryone => "Name the peers that are meant, or remove the rule.",
            Self::CidrOverlaps => "Keep the wider block, or narrow it.",
            Self::DnsBlocked => {
                "Allow UDP and TCP port 53 to the pods labelled k8s-app: kube-dns in kube-system."
            }
            Self::DuplicateRule => "Remove one of the two.",
            Self::EgressNotTyped => {
                "Add Egress to policyTypes, or remove the egress rules: they are ignored."
            }
            Self::IngressNotTyped => {
                "Add Ingress to policyTypes, or remove the ingress rules: they are ignored."
            }
            Self::KindNotEnforced => "Install the plugin that reads this kind, or write a NetworkPolicy.",
            Self::PeerSelectsNothing => {
                "Correct the labels, or remove the peer; remember that a new pod with them would be let in."
            }
            Self::PolicyTypesMissing => {
                "Write policyTypes: without it the egress rules decide which directions are closed."
            }
            Self::PortNotListened => {
                "Correct the port to one that the pods declare (containerPort), not the Service's."
            }
            Self::SelectsAllPods => {
                "Select the workload that is meant by its labels; keep the empty selector for denials."
            }
            Self::SelectsNothing => "Correct the selector's labels or the namespace, or remove the policy.",
            Self::ShadowedRule => "Remove the rule, or narrow the one that says more.",
        }
    }
}

/// One finding about one policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lint {
    pub policy: ResourceRef,
    /// Where in the policy; empty for the policy as a whole.
    pub pointer: String,
    pub code: Code,
    pub message: String,
    pub place: Option<Place>,
}

/// Looks at every policy that was understood, of every kind. Sorted by policy and place.
pub fn lint(engine: &Engine<'_>, snapshot: &Snapshot) -> Vec<Lint> {
    let mut found = Found(Vec::new());
    let (subjects, plugin) = (Subjects::of(engine), enforcer(snapshot));
    for (at, policy) in engine.plan.policies.iter().enumerate() {
        rules::subject(&subjects, at, policy, &mut found);
        rules::rules(engine, &subjects, at, policy, &mut found);
        written::policy(policy, &mut found);
        written::enforced(policy, &plugin, &mut found);
    }
    dns::blocked(engine, &mut found);
    let mut found = found.0;
    found.sort_by(|a, b| {
        let key = |l: &Lint| (l.policy.clone(), l.pointer.clone(), l.code);
        key(a).cmp(&key(b))
    });
    found.dedup();
    found
}

/// Collects findings.
struct Found(Vec<Lint>);

impl Found {
    fn add(&mut self, policy: &Policy<'_>, pointer: &str, code: Code, message: impl Into<String>) {
        let object = policy.object;
        self.0.push(Lint {
            policy: object.reference(),
            pointer: pointer.to_owned(),
            code,
            message: message.into(),
            place: object.place(pointer),
        });
    }
}
