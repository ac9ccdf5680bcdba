//! The words every policy language compiles to: policies of rules, in tiers.
//!
//! A packet is judged per direction. Tiers are walked in order; inside a tier the first rule that matches decides:
//! allow and deny are final, pass goes on to the next tier. At the end of a tier that isolates the pod, what is left is
//! denied; otherwise it goes on. What no tier decides is allowed.

use holdfast_inventory::Object;
use holdfast_model::Gap;

use crate::ip::IpRange;
use crate::ports::{PortSet, Protocol};
use crate::selector::Selector;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    Allow,
    Deny,
    Pass,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    Ingress,
    Egress,
}

impl Direction {
    pub const BOTH: [Self; 2] = [Self::Ingress, Self::Egress];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ingress => "Ingress",
            Self::Egress => "Egress",
        }
    }
}

/// Place of a tier among tiers: lower first. The numbers are Calico's, whose tiers stand between the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Tier(pub(crate) i64);

impl Tier {
    pub(crate) const ADMIN: Self = Self(1_000);
    /// NetworkPolicy and what ranks with it.
    pub(crate) const NAMESPACED: Self = Self(1_000_000);
    pub(crate) const BASELINE: Self = Self(10_000_000);
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Namespaces {
    Named(String),
    Matching(Selector),
}

impl Namespaces {
    /// Selecting by nothing but the name is naming.
    pub(crate) fn matching(selector: Selector) -> Self {
        match selector.only_name() {
            Some(name) => Self::Named(name.to_owned()),
            None => Self::Matching(selector),
        }
    }

    pub(crate) fn any() -> Self {
        Self::Matching(Selector::all())
    }
}

/// Pods by namespace and label.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Pods {
    pub(crate) namespaces: Namespaces,
    pub(crate) pods: Selector,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Peer {
    Anyone,
    Pods(Pods),
    /// Addresses outside the cluster.
    Net {
        block: IpRange,
        except: Vec<IpRange>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PortMatch {
    Exact(PortSet),
    /// The port that the destination pod declares under this name; any protocol when none is given.
    Named {
        protocol: Option<Protocol>,
        name: String,
    },
}

#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) action: Action,
    pub(crate) peers: Vec<Peer>,
    /// `None` is every port.
    pub(crate) ports: Option<Vec<PortMatch>>,
    /// As its author calls it.
    pub(crate) name: Option<String>,
    /// Where it stands in the policy.
    pub(crate) pointer: String,
}

/// What a policy says about one direction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Side {
    /// The policy speaks about this direction at all.
    pub(crate) applies: bool,
    /// What the tier leaves undecided is denied.
    pub(crate) isolates: bool,
    pub(crate) rules: Vec<Rule>,
}

#[derive(Clone, Debug)]
pub(crate) struct Policy<'s> {
    pub(crate) object: Object<'s>,
    pub(crate) tier: Tier,
    /// Place in the tier: lower first; ties by name.
    pub(crate) order: i64,
    pub(crate) subject: Pods,
    /// Pods on the host's network are never its subject.
    pub(crate) skips_host_network: bool,
    /// Names of the secondary networks it is for; empty: the primary network.
    pub(crate) networks: Vec<String>,
    pub(crate) ingress: Side,
    pub(crate) egress: Side,
}

impl Policy<'_> {
    pub(crate) fn side(&self, direction: Direction) -> &Side {
        match direction {
            Direction::Ingress => &self.ingress,
            Direction::Egress => &self.egress,
        }
    }
}

/// `NetworkPolicy shop/web`.
pub(crate) fn title(object: Object<'_>) -> String {
    let (namespace, slash) = (object.namespace(), if object.namespace().is_empty() { "" } else { "/" });
    format!("{} {namespace}{slash}{}", object.kind(), object.name())
}

/// A part of an object that cannot be understood.
pub(crate) fn gap(object: Object<'_>, pointer: &str, why: impl Into<String>, effect: &str) -> Gap {
    let place = object.place(pointer).map(|p| format!("{}:{}: ", p.file, p.line)).unwrap_or_default();
    let at = if pointer.is_empty() { String::new() } else { format!(" {pointer}") };
    Gap::new(format!("{place}{}{at}", title(object)), why, effect)
}

/// Why a rule that cannot be understood is left out, and what that means.
pub(crate) const LEFT_OUT: &str = "the API server would refuse it; this part is left out of the answer";
