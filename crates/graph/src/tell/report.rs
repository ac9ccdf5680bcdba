use std::fmt;

use holdfast_inventory::Snapshot;
use holdfast_model::{Cluster, Evidence, Gap, PatchOp};
use serde::Serialize;

use super::story::sentence;
use crate::answer::{Answers, Path};
use crate::edge::Family;
use crate::graph::{EdgeId, Graph, Label};
use crate::vertex::VertexId;

/// `holdfast.paths/v1`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report<'r> {
    pub schema: &'static str,
    pub cluster: &'r Cluster,
    /// How far network policies were followed.
    pub network: &'static str,
    /// Where an attacker may begin.
    pub entries: usize,
    /// Of those, how many reach some jewel.
    pub entries_reaching: usize,
    pub jewels: Vec<JewelRow>,
    pub paths_total: usize,
    /// The worst first; as many as asked for.
    pub paths: Vec<PathRow>,
    pub choke_points: Vec<ChokeRow>,
    pub fixes: Vec<FixRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof: Option<ProofRow>,
    pub notes: Vec<String>,
    pub gaps: &'r [Gap],
}

#[derive(Clone, Debug, Serialize)]
pub struct JewelRow {
    pub vertex: Label,
    /// Entries that reach it.
    pub entries: usize,
    /// In percent of all entries, rounded down, and never 0 when there is one.
    pub share: usize,
}

#[derive(Clone, Debug, Serialize)]
pub struct PathRow {
    pub entry: Label,
    pub exposed: bool,
    pub target: Label,
    pub cost: u32,
    pub steps: Vec<StepRow>,
}

#[derive(Clone, Debug, Serialize)]
pub struct StepRow {
    pub kind: &'static str,
    pub from: Label,
    pub to: Label,
    pub technique: &'static str,
    /// The step in plain words.
    pub text: String,
    pub evidence: Vec<Evidence>,
    /// Bookkeeping: no deed of the attacker's.
    pub structure: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct ChokeRow {
    pub vertex: Label,
    pub entries: usize,
}

#[derive(Clone, Debug, Serialize)]
pub struct FixRow {
    pub text: String,
    /// `Kind/name -n namespace`.
    pub object: String,
    pub effort: u32,
    pub patch: Vec<PatchOp>,
    /// Kinds of the steps it takes away.
    pub stops: Vec<&'static str>,
    /// Pairs of entry and jewel left once this and the changes before it are made, but for ways they open themselves.
    pub left: usize,
    /// 0; above it, the ways it stops are opened by changes of the rounds before.
    pub round: usize,
}

/// The changes were made to the facts, and everything was judged anew.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ProofRow {
    pub before: usize,
    pub after: usize,
}

impl fmt::Display for ProofRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Judged again with these changes made: {} paths before, {} after.",
            self.before, self.after
        )?;
        match self.after {
            0 => Ok(()),
            _ => f.write_str(" Those left take ways that no known change with a patch stops."),
        }
    }
}

impl Report<'_> {
    /// What the changes do, as a heading.
    pub fn fixes_heading(&self) -> String {
        heading(self.proof, self.fixes.iter().any(|fix| fix.round > 0))
    }
}

/// Each round is the smallest for what it stops; several of them together need not be.
fn heading(proof: Option<ProofRow>, rounds: bool) -> String {
    match proof {
        Some(ProofRow { before, after }) if after > 0 => {
            format!("Changes against these paths: {after} are left of {before}")
        }
        _ if rounds => "Changes that stop these paths, and those they open".to_owned(),
        _ => "The smallest set of changes that stops these paths".to_owned(),
    }
}

impl FixRow {
    /// The first of a round that stops what the rounds before it opened.
    pub fn begins_round(&self, before: Option<&Self>) -> bool {
        before.is_some_and(|before| before.round < self.round)
    }
}

/// Said before the changes of a later round.
pub const NEXT_ROUND: &str = "These changes make other ways count. To stop those too:";

/// The answers with their evidence, at most so many paths.
pub fn report<'r>(graph: &Graph, answers: &Answers, snapshot: &'r Snapshot, most: usize) -> Report<'r> {
    let mut order: Vec<&Path> = answers.paths.iter().collect();
    let exposed = |path: &Path| answers.entries.get(path.entry).is_some_and(|e| e.exposed);
    order.sort_by_key(|path| (!exposed(path), path.target, path.cost, path.entry));
    let paths = order.into_iter().take(most).filter_map(|path| path_row(graph, answers, snapshot, path));
    let entries = answers.entries.len();
    Report {
        schema: "holdfast.paths/v1",
        cluster: &snapshot.cluster,
        network: "not followed: every pod is taken to reach every address",
        entries,
        entries_reaching: answers.reaching(),
        jewels: (answers.targets.iter().zip(&answers.reach))
            .map(|(target, reach)| jewel(graph, *target, *reach, entries))
            .collect(),
        paths_total: answers.paths.len(),
        paths: paths.collect(),
        choke_points: answers
            .chokes
            .iter()
            .map(|choke| ChokeRow { vertex: graph.label(choke.vertex), entries: choke.entries })
            .collect(),
        fixes: fixes(answers, snapshot),
        proof: answers.after.map(|after| ProofRow { before: answers.paths.len(), after }),
        notes: notes(answers),
        gaps: &snapshot.gaps,
    }
}

fn jewel(graph: &Graph, target: VertexId, reach: usize, entries: usize) -> JewelRow {
    let share = (reach * 100).checked_div(entries).unwrap_or_default();
    JewelRow { vertex: graph.label(target), entries: reach, share: share.max(usize::from(reach > 0)) }
}

fn path_row(graph: &Graph, answers: &Answers, snapshot: &Snapshot, path: &Path) -> Option<PathRow> {
    let entry = answers.entries.get(path.entry)?;
    Some(PathRow {
        entry: entry.label.clone(),
        exposed: entry.exposed,
        target: graph.label(path.target),
        cost: path.cost,
        steps: path.steps.iter().map(|step| step_row(graph, snapshot, *step)).collect(),
    })
}

fn step_row(graph: &Graph, snapshot: &Snapshot, step: EdgeId) -> StepRow {
    let edge = graph.edge(step);
    let kind = graph.kind(edge);
    StepRow {
        kind: kind.id,
        from: graph.label(edge.from),
        to: graph.label(edge.to),
        technique: kind.techniques.first().copied().unwrap_or_default(),
        text: sentence(graph, edge),
        evidence: graph.proof(edge).evidence(snapshot),
        structure: kind.family == Family::Structure,
    }
}

fn fixes(answers: &Answers, snapshot: &Snapshot) -> Vec<FixRow> {
    let row = |chosen: &crate::answer::Chosen| {
        let object = snapshot.object(chosen.fix.object);
        FixRow {
            text: chosen.fix.text.to_string(),
            object: object.map(|o| o.reference().to_string()).unwrap_or_default(),
            effort: chosen.fix.effort,
            patch: chosen.fix.ops.clone(),
            stops: chosen.stops.clone(),
            left: chosen.left,
            round: chosen.round,
        }
    };
    answers.fixes.chosen.iter().map(row).collect()
}

fn notes(answers: &Answers) -> Vec<String> {
    let mut notes = Vec::new();
    let firm = answers.fixes.firm.len();
    if firm > 0 {
        let names: Vec<String> = answers
            .fixes
            .firm
            .iter()
            .take(3)
            .filter_map(|at| answers.entries.get(*at))
            .map(|entry| entry.label.to_string())
            .collect();
        let more = if firm > 3 { format!(" and {} more", firm - 3) } else { String::new() };
        notes.push(format!(
            "no single change is known that keeps {}{more} from the jewels: what they are is built so; they are left out of the fixes",
            names.join(", ")
        ));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_says_when_paths_are_left() {
        let proof = |after| Some(ProofRow { before: 17, after });
        assert_eq!(heading(proof(5), true), "Changes against these paths: 5 are left of 17");
        assert_eq!(heading(proof(0), true), "Changes that stop these paths, and those they open");
        for whole in [None, proof(0)] {
            assert_eq!(heading(whole, false), "The smallest set of changes that stops these paths");
        }
    }
}
