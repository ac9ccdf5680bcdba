use std::sync::{Arc, LazyLock, Mutex};

use holdfast_cel::{CompileError, Expr, Facts, Verdict};
use holdfast_inventory::node::{Cloud, Component, Fact, NodeFacts, Why};
use holdfast_model::{Confidence, Subject};

use crate::answer::{Answer, Outcome, cluster_subject, node_subject};
use crate::benchmark::{Benchmark, Entry};
use crate::catalogue::{Control, controls};
use crate::cluster::ClusterFacts;
use crate::facts::{Log, Scene};
use crate::node_facts::component;

/// What is judged, and by what.
#[derive(Clone, Debug)]
pub struct Request {
    pub benchmark: &'static Benchmark,
    pub nodes: Vec<Arc<NodeFacts>>,
    pub cluster: Option<Arc<ClusterFacts>>,
    pub cloud: Option<Arc<Cloud>>,
    pub selection: Selection,
}

/// Which numbers are judged. Empty lists select everything.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Highest level wanted, 1 or 2.
    pub level: Option<u8>,
    /// `5` or `5.2`.
    pub sections: Vec<String>,
    /// Numbers or slugs.
    pub controls: Vec<String>,
    /// Numbers or slugs left out, and why.
    pub skip: Vec<(String, String)>,
}

/// Every answer, in the benchmark's order.
#[derive(Clone, Debug)]
pub struct Judged {
    pub benchmark: &'static Benchmark,
    pub answers: Vec<Answer>,
}

/// Judges every selected number on every subject it is about.
pub fn assess(request: &Request) -> Judged {
    let mut answers = Vec::new();
    for entry in request.benchmark.entries.iter().filter(|e| request.selection.wants(e)) {
        let Some(control) = entry.control() else { continue };
        match request.selection.skipped(entry) {
            Some(why) => answers.push(plain(request, entry, control, Outcome::Skipped(why.to_owned()))),
            None => answers.extend(control_on(request, entry, control)),
        }
    }
    Judged { benchmark: request.benchmark, answers }
}

impl Selection {
    fn wants(&self, entry: &Entry) -> bool {
        let in_section = |wanted: &String| {
            entry.number == wanted
                || entry.number.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.starts_with('.'))
        };
        self.level.is_none_or(|level| entry.level <= level)
            && (self.sections.is_empty() || self.sections.iter().any(in_section))
            && (self.controls.is_empty() || self.controls.iter().any(|name| is(entry, name)))
    }

    fn skipped(&self, entry: &Entry) -> Option<&str> {
        self.skip.iter().find(|(name, _)| is(entry, name)).map(|(_, why)| why.as_str())
    }
}

/// True when the name is the entry's number or its control's slug.
pub(crate) fn is(entry: &Entry, name: &str) -> bool {
    entry.number == name || entry.control == name
}

fn control_on(request: &Request, entry: &'static Entry, control: &'static Control) -> Vec<Answer> {
    match control.about {
        "cluster" | "cloud" | "openshift" => vec![on_cluster(request, entry, control)],
        _ if request.nodes.is_empty() => {
            let why = "no facts of a node were given: run on the node, or give --host-root or --node-facts";
            vec![plain(request, entry, control, Outcome::NotAssessed(why.to_owned()))]
        }
        about => request.nodes.iter().map(|node| on_node(request, entry, control, about, node)).collect(),
    }
}

/// An answer about the cluster as a whole, without evidence.
fn plain(request: &Request, entry: &'static Entry, control: &'static Control, outcome: Outcome) -> Answer {
    let subject = cluster_subject(request.cluster.as_ref().map_or("", |c| c.name.as_str()));
    bare(entry, control, subject, outcome)
}

fn bare(entry: &'static Entry, control: &'static Control, subject: Subject, outcome: Outcome) -> Answer {
    Answer {
        entry,
        control,
        subject,
        outcome,
        confidence: Confidence::High,
        seen: Vec::new(),
        offenders: Arc::default(),
    }
}

fn on_cluster(request: &Request, entry: &'static Entry, control: &'static Control) -> Answer {
    if control.expr.is_empty() {
        return plain(request, entry, control, Outcome::Manual);
    }
    // What the API server is told at its start matters to the cluster too.
    let server = request.nodes.iter().find(|n| component(n, "apiserver").argv.get().is_some());
    let answer = plain(request, entry, control, Outcome::Manual);
    ask(request, answer, server.cloned())
}

fn on_node(
    request: &Request,
    entry: &'static Entry,
    control: &'static Control,
    about: &str,
    node: &Arc<NodeFacts>,
) -> Answer {
    let name = node.node.get().map_or("", String::as_str);
    let mut answer = bare(entry, control, node_subject(name), Outcome::Manual);
    if let Some(outcome) = idle(about, &component(node, about)).or_else(|| fileless(control, node)) {
        answer.outcome = outcome;
        return answer;
    }
    ask(request, answer, Some(Arc::clone(node)))
}

/// The outcome when the component does not run here, or when that is not known.
fn idle(about: &str, component: &Component) -> Option<Outcome> {
    if about == "node" || component.argv.get().is_some() {
        return None;
    }
    match &component.running {
        Fact::Value { .. } => None,
        Fact::Absent { .. } => Some(Outcome::NotApplicable(format!("{about} does not run on this node"))),
        Fact::Unknown { why: Why::NotGiven, detail } => {
            Some(Outcome::NotAssessed(format!("whether {about} runs here is not known: {detail}")))
        }
        Fact::Unknown { detail, .. } => {
            Some(Outcome::Unread(format!("whether {about} runs here is not known: {detail}")))
        }
    }
}

/// The outcome when none of the files the control is about is on this node.
fn fileless(control: &Control, node: &NodeFacts) -> Option<Outcome> {
    let roles = roles(control.expr);
    let none = |role: &&str| match node.files(role) {
        Fact::Absent { .. } => true,
        Fact::Value { value, .. } => value.iter().all(|file| file.stat.is_absent()),
        Fact::Unknown { .. } => false,
    };
    (!roles.is_empty() && roles.iter().all(none))
        .then(|| Outcome::NotApplicable("this node has no such file".to_owned()))
}

/// Roles of files the expression asks about.
fn roles(expr: &str) -> Vec<&str> {
    let calls = ["modes(\"", "owned(\""].into_iter().flat_map(|call| expr.split(call).skip(1));
    calls.filter_map(|rest| rest.split('"').next()).collect()
}

/// Every expression of the catalogue, compiled once.
static COMPILED: LazyLock<Vec<Result<Option<Expr>, CompileError>>> = LazyLock::new(|| {
    let compile = |c: &Control| if c.expr.is_empty() { Ok(None) } else { c.compile().map(Some) };
    controls().iter().map(compile).collect()
});

fn expression(control: &Control) -> Result<&'static Expr, String> {
    let at = controls().binary_search_by(|c| c.slug.cmp(control.slug)).unwrap_or(usize::MAX);
    match COMPILED.get(at) {
        Some(Ok(Some(expr))) => Ok(expr),
        Some(Err(error)) => Err(error.to_string()),
        Some(Ok(None)) | None => Err("the control has no expression".to_owned()),
    }
}

/// Evaluates the control's expression over the facts of the scene.
fn ask(request: &Request, mut answer: Answer, node: Option<Arc<NodeFacts>>) -> Answer {
    let expr = match expression(answer.control) {
        Ok(expr) => expr,
        Err(error) => {
            answer.outcome = Outcome::Unread(error);
            return answer;
        }
    };
    let cloud =
        request.cloud.clone().or_else(|| node.as_ref().and_then(|n| n.cloud.get().cloned()).map(Arc::new));
    let scene = Arc::new(Scene {
        entry: answer.entry,
        node,
        cluster: request.cluster.clone(),
        cloud,
        log: Mutex::default(),
    });
    let facts: Arc<dyn Facts> = Arc::<Scene>::clone(&scene);
    let verdict = expr.evaluate(&facts);
    let log: Log = scene.log.lock().map(|mut log| std::mem::take(&mut *log)).unwrap_or_default();
    answer.outcome = outcome(answer.control, verdict, log.not_held);
    answer.seen = log.seen;
    if answer.outcome == Outcome::Fail {
        answer.offenders = log.offenders;
    }
    answer.confidence = if log.partial { Confidence::Medium } else { Confidence::High };
    answer
}

fn outcome(control: &Control, verdict: Verdict, not_held: bool) -> Outcome {
    match (verdict, control.decides()) {
        (Verdict::True, "fail") | (Verdict::False, "pass") => Outcome::Manual,
        (Verdict::True, _) => Outcome::Pass,
        (Verdict::False, _) => Outcome::Fail,
        (Verdict::Unknown(why), _) if not_held => Outcome::NotAssessed(format!("{why}{}", hint(control))),
        (Verdict::Unknown(why) | Verdict::Broken(why), _) => Outcome::Unread(why),
    }
}

/// How to get facts that were not given.
fn hint(control: &Control) -> &'static str {
    match control.about {
        "cloud" if control.slug.starts_with("eks-") => {
            ": aws eks describe-cluster --name NAME > cluster.json, then --cloud-facts cluster.json"
        }
        "cloud" if control.slug.starts_with("aks-") => {
            ": az aks show --resource-group GROUP --name NAME > cluster.json, then --cloud-facts cluster.json"
        }
        "cloud" => {
            ": gcloud container clusters describe NAME --format json > cluster.json, then --cloud-facts cluster.json"
        }
        _ => "",
    }
}
