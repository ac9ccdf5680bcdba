//! `holdfast reach`: who reaches whom, under all network policies.

pub(crate) mod args;
mod check;
mod diff;
mod explain;
mod generate;
mod isolated;
mod lint;
mod list;
mod map;
mod map_html;
mod map_svg;
mod text;

use std::io::{self, Write};

use anyhow::Result;
use holdfast_inventory::Snapshot;
use holdfast_model::Gap;
use holdfast_model::InputKind;
use holdfast_reach::{Enforcer, Engine, HostNetwork, Options, enforcer};

use crate::exit::Exit;
use crate::input;

use self::args::{HostNetworkArg, ReachAction, ReachArgs, SettingArgs};

pub(crate) fn run(args: &ReachArgs) -> Result<Exit> {
    match &args.action {
        ReachAction::List(args) => list::run(args, list::Rows::All),
        ReachAction::Internet(args) => list::run(args, list::Rows::Outside),
        ReachAction::Isolated(args) => isolated::run(args),
        ReachAction::Explain(args) => explain::run(args),
        ReachAction::Diff(args) => diff::run(args),
        ReachAction::Check(args) => check::run(args),
        ReachAction::Generate(args) => generate::run(args),
        ReachAction::Lint(args) => lint::run(args),
    }
}

/// Reads the input, whole: a policy of another namespace may decide.
fn gather(input: &crate::cli::InputArgs) -> Result<Snapshot> {
    input::gather(&crate::cli::InputArgs { namespace: Vec::new(), ..input.clone() })
}

fn options(setting: &SettingArgs, exposure: bool) -> Options {
    let host_network = match setting.host_network {
        HostNetworkArg::LikePods => HostNetwork::LikePods,
        HostNetworkArg::Exempt => HostNetwork::Exempt,
    };
    Options { host_network, exposure }
}

/// All that is missing from the answer, of the input and of the policies in it.
fn gaps(snapshot: &Snapshot, engine: &Engine<'_>) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = snapshot.gaps.iter().chain(engine.gaps()).cloned().collect();
    gaps.sort();
    gaps.dedup();
    gaps
}

/// Notes and gaps go to standard error, so that the answer itself stays what other programs read.
fn tell(snapshot: &Snapshot, engine: &Engine<'_>, gaps: &[Gap]) {
    let mut to = io::stderr().lock();
    // Without an enforcer policies are paper: said before anything else.
    if let Some(warning) = warning(snapshot) {
        let _ = writeln!(to, "warning: {warning}");
    }
    for note in engine.notes() {
        let _ = writeln!(to, "note: {note}");
    }
    for gap in gaps {
        let _ = writeln!(to, "gap: {}: {} ({})", gap.what, gap.why, gap.effect);
    }
}

/// Why no policy may hold at all.
fn warning(snapshot: &Snapshot) -> Option<String> {
    match enforcer(snapshot) {
        Enforcer::Ignores(set, what) => Some(format!(
            "the network plugin {}/{} {what}: no policy below holds",
            set.namespace(),
            set.name()
        )),
        Enforcer::Unknown if snapshot.cluster.input == InputKind::Cluster => {
            Some("no network plugin was recognised: policies hold only if it enforces them".to_owned())
        }
        Enforcer::Unknown | Enforcer::Enforces(_) => None,
    }
}

fn finish(written: io::Result<()>, gaps: &[Gap]) -> Result<Exit> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(if gaps.is_empty() { Exit::Clean } else { Exit::Incomplete }),
    }
}
