use super::flaw::{FLAWS, Flaw, OBJECT_FLAWS, ObjectFlaw};
use super::rng::Rng;

/// How large an estate is, and which of that size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub pods: usize,
    pub nodes: usize,
    pub seed: u64,
}

/// Which part an app plays in its namespace's network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tier {
    Frontend,
    Backend,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Controller {
    Deployment,
    StatefulSet,
}

impl Controller {
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Deployment => "Deployment",
            Self::StatefulSet => "StatefulSet",
        }
    }
}

/// A way in from outside that ends in more than the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Published, and its container is as good as root on its node.
    ToNode,
    /// Published, and its account holds every right.
    ToAdmin,
}

/// One workload.
#[derive(Clone, Debug)]
pub(super) struct App {
    pub(super) index: usize,
    pub(super) namespace: usize,
    pub(super) name: String,
    pub(super) tier: Tier,
    pub(super) controller: Controller,
    pub(super) replicas: usize,
    pub(super) flaw: Option<&'static Flaw>,
    pub(super) way: Option<Way>,
    /// The number of its first pod.
    pub(super) first_pod: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Namespace {
    pub(super) name: String,
    /// Without a network policy.
    pub(super) open: bool,
    pub(super) flaws: Vec<&'static ObjectFlaw>,
}

/// Everything about an estate but its objects: grows with the apps, not with the pods.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) size: Size,
    pub(super) namespaces: Vec<Namespace>,
    pub(super) apps: Vec<App>,
}

/// Replicas of the apps of one namespace, over and over.
const LARGE: &[usize] = &[250, 30, 30, 30, 30, 5, 5, 5, 5, 5, 5];
const SMALL: &[usize] = &[30, 5, 5, 1, 1];

const TEAMS: &[&str] = &[
    "berth",
    "cargo",
    "crane",
    "customs",
    "dock",
    "ferry",
    "harbour",
    "ledger",
    "lighthouse",
    "mooring",
    "pilot",
    "quay",
    "tide",
    "tug",
    "vessel",
    "yard",
];
const PARTS: &[&str] = &[
    "api", "archive", "auth", "billing", "booking", "cache", "gateway", "index", "ingest", "mailer",
    "planner", "pricing", "queue", "report", "search", "sync", "tracker", "worker",
];

impl Plan {
    pub(super) fn new(size: Size) -> Self {
        let pattern = if size.pods < 2000 { SMALL } else { LARGE };
        let mut plan = Self { size, namespaces: Vec::new(), apps: Vec::new() };
        let mut placed = 0;
        while placed < size.pods {
            let at = plan.apps.len() % pattern.len();
            if at == 0 {
                plan.add_namespace();
            }
            let replicas = pattern[at].min(size.pods - placed);
            plan.add_app(at, replicas, placed);
            placed += replicas;
        }
        plan.set_ways();
        plan.set_object_flaws();
        plan
    }

    fn add_namespace(&mut self) {
        let index = self.namespaces.len();
        let team = TEAMS[(index + usize::try_from(self.size.seed % 16).unwrap_or(0)) % TEAMS.len()];
        let open = index % 5 == 3;
        self.namespaces.push(Namespace { name: format!("{team}-{index:03}"), open, flaws: Vec::new() });
    }

    fn add_app(&mut self, at: usize, replicas: usize, first_pod: usize) {
        let index = self.apps.len();
        let mut rng = Rng::of(self.size.seed, 1, index);
        let name = format!("{}-{index}", rng.pick(PARTS));
        // Every third app has a flaw, each kind as often as the others.
        let turn = index / 3 + usize::try_from(self.size.seed % 1000).unwrap_or(0);
        let flaw = (index % 3 == 2).then(|| &FLAWS[turn % FLAWS.len()]);
        self.apps.push(App {
            index,
            namespace: self.namespaces.len() - 1,
            name,
            tier: if at % 2 == 0 { Tier::Frontend } else { Tier::Backend },
            controller: if at % 4 == 3 { Controller::StatefulSet } else { Controller::Deployment },
            replicas,
            flaw,
            way: None,
            first_pod,
        });
    }

    /// Some frontends without a flaw become ways in: of every forty apps one of each kind, at least one.
    fn set_ways(&mut self) {
        let wanted = 1 + self.apps.len() / 40;
        let sound = self.apps.iter_mut().filter(|app| app.index % 3 == 0 && app.tier == Tier::Frontend);
        for (at, app) in sound.skip(1).step_by(2).take(2 * wanted).enumerate() {
            app.way = Some(if at % 2 == 0 { Way::ToNode } else { Way::ToAdmin });
        }
    }

    fn set_object_flaws(&mut self) {
        let count = self.namespaces.len();
        for round in 0..=count / 50 {
            for (at, flaw) in OBJECT_FLAWS.iter().enumerate() {
                self.namespaces[(at + round * 50) % count].flaws.push(flaw);
            }
        }
    }

    pub(super) fn namespace(&self, app: &App) -> &Namespace {
        &self.namespaces[app.namespace]
    }

    /// The apps of a namespace.
    pub(super) fn apps_of(&self, namespace: usize) -> impl Iterator<Item = &App> {
        let from = self.apps.partition_point(|app| app.namespace < namespace);
        self.apps[from..].iter().take_while(move |app| app.namespace == namespace)
    }
}
