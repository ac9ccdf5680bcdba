//! One run: who is there, what is open, what it is. Blocks of addresses in order, so that a long run can be taken up again.

use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use holdfast_model::Gap;
use serde::Serialize;

use crate::each::each;
use crate::expand::Plan;
use crate::probe::Prober;
use crate::resume::State;
use crate::scan::{Bounds, Counts, FIRST_KNOCKS, SMALL, knock};
use crate::service::Service;

/// Addresses whose state is written down at a time.
const BLOCK: usize = 16_384;

/// Numbers of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Statistics {
    pub addresses: u64,
    pub ports: usize,
    /// Addresses where anything answered, open or closed.
    pub answered: usize,
    pub connects: u64,
    pub open: u64,
    pub refused: u64,
    pub silent: u64,
    /// Connects this machine could not even try.
    pub failed: u64,
    pub requests: u64,
    pub seconds: f64,
    pub rate_limit: u32,
    pub concurrency: usize,
}

/// What a run found.
#[derive(Debug, Default)]
pub struct Found {
    /// Sorted by address.
    pub services: Vec<Service>,
    pub gaps: Vec<Gap>,
    pub notes: Vec<String>,
    pub statistics: Statistics,
}

/// What a run may do besides looking at ports.
#[derive(Clone, Debug)]
pub struct Options {
    pub bounds: Bounds,
    /// Try every port of every address of a large range too, not only where somebody answers.
    pub every_port: bool,
    /// Where to keep the state of a long run, and to take it up from.
    pub resume: Option<std::path::PathBuf>,
}

/// Finds the open ports of the plan and looks at each.
pub async fn discover(plan: &Plan, options: &Options, counts: &Arc<Counts>) -> Found {
    let started = Instant::now();
    let mut found = Found { gaps: plan.gaps.clone(), ..Found::default() };
    let (open, answered, addresses) = open_ports(plan, options, counts, &mut found).await;
    found.services = look_at(plan, &open, options.bounds, counts).await;
    let count = |n: &std::sync::atomic::AtomicU64| n.load(Ordering::Relaxed);
    found.statistics = Statistics {
        addresses,
        ports: plan.ports.len(),
        answered,
        connects: count(&counts.connects),
        open: count(&counts.open),
        refused: count(&counts.refused),
        silent: count(&counts.silent),
        failed: count(&counts.failed),
        requests: count(&counts.requests),
        seconds: (started.elapsed().as_secs_f64() * 1000.0).round() / 1000.0,
        rate_limit: options.bounds.rate,
        concurrency: options.bounds.concurrency,
    };
    if found.statistics.failed > 0 {
        let what = format!("{} of {} connections", found.statistics.failed, found.statistics.connects);
        found.gaps.push(Gap::new(
            what,
            "this machine could not open them (no route or no socket left)",
            "ports there may be open",
        ));
    }
    found.gaps.extend(counts.kept.gap(options.bounds.most_kept));
    found
}

async fn open_ports(
    plan: &Plan,
    options: &Options,
    counts: &Arc<Counts>,
    found: &mut Found,
) -> (Vec<SocketAddr>, usize, u64) {
    let large = plan.addresses() > SMALL as u128 && !options.every_port;
    if large {
        found.notes.push(format!(
            "large range: an address is tried on every port only when it answers on one of {FIRST_KNOCKS:?}; --every-port tries all"
        ));
    }
    let mut state = match options.resume.as_deref().map(|path| State::load(path, plan)) {
        None => State::new(plan),
        Some(Ok(state)) => state,
        Some(Err(why)) => {
            found.gaps.push(why);
            State::new(plan)
        }
    };
    let mut hosts = plan.hosts().skip(state.done).peekable();
    let mut answered = 0;
    while hosts.peek().is_some() {
        let block: Vec<(IpAddr, Option<u16>)> = hosts.by_ref().take(BLOCK).collect();
        let (open, there) = if large {
            two_steps(plan, &block, options, counts).await
        } else {
            let sockets = block.iter().flat_map(|host| plan.sockets_of(*host));
            knock(sockets, &options.bounds, counts).await
        };
        answered += there.len();
        state.done += block.len();
        state.open.extend(open);
        if let Some(path) = &options.resume
            && let Err(error) = state.save(path)
        {
            found.gaps.push(Gap::new(
                path.display().to_string(),
                error.to_string(),
                "the run cannot be taken up again",
            ));
        }
    }
    state.open.sort_unstable();
    state.open.dedup();
    (state.open, answered, state.done as u64)
}

/// First a few ports everywhere, then all ports where anybody answered.
async fn two_steps(
    plan: &Plan,
    block: &[(IpAddr, Option<u16>)],
    options: &Options,
    counts: &Arc<Counts>,
) -> (Vec<SocketAddr>, BTreeSet<IpAddr>) {
    let first: Vec<u16> = FIRST_KNOCKS.iter().copied().filter(|port| plan.ports.contains(port)).collect();
    let first = if first.is_empty() { plan.ports.iter().copied().take(2).collect() } else { first };
    let knocks = block.iter().flat_map(|(ip, _)| first.iter().map(move |port| SocketAddr::new(*ip, *port)));
    let (mut open, there) = knock(knocks, &options.bounds, counts).await;
    let rest = block
        .iter()
        .filter(|(ip, _)| there.contains(ip))
        .flat_map(|host| plan.sockets_of(*host))
        .filter(|socket| !first.contains(&socket.port()));
    let (more, _) = knock(rest, &options.bounds, counts).await;
    open.extend(more);
    (open, there)
}

async fn look_at(plan: &Plan, open: &[SocketAddr], bounds: Bounds, counts: &Arc<Counts>) -> Vec<Service> {
    let prober = Arc::new(Prober { bounds, counts: Arc::clone(counts) });
    let services = open.iter().map(|socket| {
        let mut service = Service::at(*socket, now());
        service.host = plan.names.get(&socket.ip()).cloned();
        service
    });
    each(services, bounds, |mut service| {
        let prober = Arc::clone(&prober);
        async move {
            prober.look(&mut service).await;
            service
        }
    })
    .await
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs()
}
