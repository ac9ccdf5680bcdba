//! `recon` and `hunt`: arguments to one run over a network, and its answer to a report.

pub(crate) mod args;
mod db;
mod join;
mod recon;

use std::fmt::Write as _;
use std::io::{self, Read as _};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use clap::ArgMatches;
use holdfast_hunt::{
    Bounds, Counts, Found, Hunt, Hunted, Hunter, Judge, Options, Plan, Range, all, discover, hunt, inside,
    known_vulnerability, most_sockets, parse_ports, plan, pod_targets, resolve, rfc3339,
};
use holdfast_model::{Assessment, Cluster, Gap, InputKind, Tool};

use crate::exit::Exit;
use crate::output;
use crate::progress::Progress;
use args::{HuntArgs, TargetArgs};

pub(crate) use recon::run as recon;

/// The most bytes of targets read from standard input.
const MOST_INPUT: u64 = 16 * 1024 * 1024;

pub(crate) fn run(args: &HuntArgs, matches: &ArgMatches) -> Result<Exit> {
    if let Some(action) = &args.action {
        let args::HuntAction::Db(action) = action;
        return db::run(action);
    }
    let targets = output::targets(&args.output, matches)?;
    let hunters = select(args)?;
    let database = db::load(args.db.as_deref())?;
    let mut lines = lines(&args.targets)?;
    if args.pod {
        lines.extend(pod_targets());
    }
    let snapshot = args.snapshot.as_deref().map(holdfast_collect::load).transpose()?;
    if let Some(snapshot) = snapshot.as_ref().filter(|_| lines.is_empty()) {
        lines = join::nodes(snapshot);
    }
    if lines.is_empty() {
        bail!(
            "no target: give addresses, ranges, names or -, --pod from inside a pod, or a --snapshot that has nodes"
        );
    }
    let runtime = runtime()?;
    let plan = runtime.block_on(prepare(&lines, &args.targets))?;
    if args.targets.dry_run {
        tell_plan(&plan, &args.targets, &hunters, args.active);
        return Ok(Exit::Clean);
    }
    let (mut found, mut hunted) = runtime.block_on(look(&plan, args, &hunters));
    if args.pod {
        let pod = inside();
        hunted.judge_inside(&hunters, &pod, now());
    }
    for service in &found.services {
        hunted.findings.extend(known(service, &database, &hunters));
    }
    if let Some(snapshot) = &snapshot {
        found.notes.extend(join::join(&found.services, snapshot, &mut hunted.findings));
    }
    let assessment = assessment(args, &hunters, found, hunted, &lines);
    output::write(&assessment, &args.output, &targets)?;
    Ok(output::exit(&assessment, args.output.fail_on))
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start the scan")
}

/// The targets as written: arguments, then standard input where there is a `-`.
fn lines(args: &TargetArgs) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for target in &args.targets {
        if target != "-" {
            lines.push(target.clone());
            continue;
        }
        let mut text = String::new();
        io::stdin()
            .lock()
            .take(MOST_INPUT)
            .read_to_string(&mut text)
            .context("cannot read targets from standard input")?;
        let given = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
        lines.extend(given.filter(|line| !line.is_empty()).map(ToOwned::to_owned));
    }
    Ok(lines)
}

/// Reads the targets; addresses outside private ranges need a reason.
async fn prepare(lines: &[String], args: &TargetArgs) -> Result<Plan> {
    let ports = parse_ports(&args.ports).map_err(anyhow::Error::msg)?;
    let mut plan = plan(lines, ports).await;
    for text in &args.exclude {
        plan.exclude(Range::parse(text)?);
    }
    let foreign = plan.foreign();
    let reason = args.authorized.as_deref().map(str::trim).unwrap_or_default();
    if !foreign.is_empty() && reason.is_empty() {
        let shown: Vec<&str> = foreign.iter().take(5).map(String::as_str).collect();
        let why = "outside loopback and private ranges: say why you may look there with --authorized REASON";
        if plan.only_foreign() {
            bail!("{}: {why}", shown.join(", "));
        }
        plan.gaps.push(Gap::new(shown.join(", "), why, "they were not looked at"));
        plan.drop_foreign();
    }
    Ok(plan)
}

fn options(args: &TargetArgs) -> Options {
    let concurrency = most_sockets(args.concurrency as usize);
    Options {
        bounds: Bounds {
            rate: args.rate,
            concurrency,
            connect: Duration::from_millis(args.connect_timeout),
            exchange: Duration::from_millis(args.timeout),
            ..Bounds::default()
        },
        every_port: args.every_port,
        resume: args.resume.clone(),
    }
}

/// Runs the discovery with a progress line.
async fn watched(plan: &Plan, options: &Options, counts: &Arc<Counts>) -> Found {
    let (watched, bounds) = (Arc::clone(counts), options.bounds);
    let line = tokio::spawn(async move {
        let mut progress = Progress::new();
        loop {
            tokio::time::sleep(Duration::from_millis(200)).await;
            let count = |n: &std::sync::atomic::AtomicU64| n.load(Ordering::Relaxed);
            progress.say(&format!(
                "{} connections, {} open, {} requests (at most {}/s, {} at once)",
                count(&watched.connects),
                count(&watched.open),
                count(&watched.requests),
                bounds.rate,
                bounds.concurrency
            ));
        }
    });
    let found = discover(plan, options, counts).await;
    line.abort();
    found
}

async fn look(plan: &Plan, args: &HuntArgs, hunters: &[&'static Hunter]) -> (Found, Hunted) {
    let options = options(&args.targets);
    let counts = Arc::new(Counts::default());
    let mut found = watched(plan, &options, &counts).await;
    let word = std::process::id().to_string();
    let announce = |text: &str| eprintln!("active: {text}");
    let hunters: Vec<_> = hunters.iter().copied().filter(|h| !matches!(h.judge, Judge::Inside(_))).collect();
    let asked = Hunt {
        hunters: &hunters,
        bounds: options.bounds,
        active: args.active.then_some(word.as_str()),
        announce: &announce,
    };
    let hunted = hunt(&mut found.services, &asked, &counts).await;
    found.statistics.requests = counts.requests.load(Ordering::Relaxed);
    (found, hunted)
}

fn select(args: &HuntArgs) -> Result<Vec<&'static Hunter>> {
    let resolve_all = |names: &[String]| -> Result<Vec<&'static Hunter>> {
        let found = names.iter().map(|name| resolve(name.trim()).map_err(anyhow::Error::msg));
        Ok(found.collect::<Result<Vec<_>>>()?.concat())
    };
    let mut chosen = if args.checks.is_empty() { all().to_vec() } else { resolve_all(&args.checks)? };
    let skipped = resolve_all(&args.skip)?;
    chosen.retain(|h| !skipped.iter().any(|s| s.id == h.id));
    chosen.retain(|h| args.severity.is_none_or(|least| h.severity >= least));
    chosen.retain(|h| args.pod || !matches!(h.judge, Judge::Inside(_)));
    chosen.retain(|h| args.active || !h.is_active());
    chosen.sort_by_key(|h| h.id);
    chosen.dedup_by_key(|h| h.id);
    Ok(chosen)
}

/// Advisories for the version of a service.
fn known(
    service: &holdfast_hunt::Service,
    database: &holdfast_vuln::Database,
    hunters: &[&'static Hunter],
) -> Vec<holdfast_model::Finding> {
    let Some(hunter) = hunters.iter().find(|h| matches!(h.judge, Judge::Advisories)) else {
        return Vec::new();
    };
    let Some(version) = &service.identity.version else { return Vec::new() };
    let product = match service.identity.product.as_str() {
        "kubernetes" | "kubectl-proxy" => "kube-apiserver",
        other => other,
    };
    let matches = database.matches(product, version);
    let found = matches.iter().map(|m| {
        known_vulnerability(
            hunter,
            service,
            &holdfast_hunt::Known {
                id: &m.advisory.id,
                severity: m.advisory.severity,
                summary: &m.advisory.summary,
                url: &m.advisory.url,
                fixed: m.fixed,
                confidence: m.confidence,
                doubt: &m.doubt,
            },
        )
    });
    found.collect()
}

fn assessment(
    args: &HuntArgs,
    hunters: &[&'static Hunter],
    found: Found,
    hunted: Hunted,
    lines: &[String],
) -> Assessment {
    let mut notes = found.notes;
    if let Some(reason) = &args.targets.authorized {
        notes.push(format!("authorised: {reason}"));
    }
    notes.extend(hunted.actions.iter().map(|action| format!("active: {action}")));
    if args.targets.statistics {
        let numbers = serde_json::to_string(&found.statistics).unwrap_or_default();
        notes.push(format!("statistics: {numbers}"));
    }
    let mut gaps = found.gaps;
    gaps.extend(hunted.gaps);
    gaps.sort();
    gaps.dedup();
    let mut findings = hunted.findings;
    findings.retain(|f| args.severity.is_none_or(|least| f.severity >= least));
    findings.sort_by(|a, b| (b.severity, &a.check, &a.subject).cmp(&(a.severity, &b.check, &b.subject)));
    let name = lines.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
    Assessment {
        tool: Tool { name: "holdfast".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        cluster: Cluster { input: InputKind::Network, name, version: None },
        time: rfc3339(now()),
        coverage: hunted.coverage,
        gaps,
        findings,
        tallies: hunted.tallies,
        checks: hunters.iter().map(|h| h.info()).collect(),
        frameworks: Vec::new(),
        requirements: Vec::new(),
        notes,
    }
}

/// The moment of the run; `SOURCE_DATE_EPOCH` makes reports reproducible.
fn now() -> u64 {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|s| s.parse().ok());
    fixed.unwrap_or_else(|| u64::try_from(jiff::Timestamp::now().as_second()).unwrap_or_default())
}

/// What a run would send.
fn tell_plan(plan: &Plan, args: &TargetArgs, hunters: &[&'static Hunter], active: bool) {
    let mut text = format!(
        "would look at {} addresses on {} ports, at most {} connections per second and {} at once\n\
         to each open port: a TLS or HTTP greeting, GET /, GET of a path that does not exist, and requests that recognise products\n",
        plan.addresses(),
        plan.ports().len(),
        args.rate,
        args.concurrency
    );
    let mut requests: Vec<String> = hunters
        .iter()
        .filter(|h| !h.is_active())
        .flat_map(|h| h.asks.iter().map(move |ask| (h, ask)))
        .map(|(h, ask)| {
            let to = if h.products.is_empty() { "any".to_owned() } else { h.products.join(", ") };
            format!("  {to}: {}", ask.line())
        })
        .collect();
    requests.sort();
    requests.dedup();
    let _ = write!(
        text,
        "to what is recognised, {} requests that only read:\n{}\n",
        requests.len(),
        requests.join("\n")
    );
    if active {
        for hunter in hunters.iter().filter(|h| h.is_active()) {
            if let Judge::Active(action) = hunter.judge {
                let _ = writeln!(text, "active, {}: {}", hunter.id, action.says);
            }
        }
    }
    for gap in &plan.gaps {
        let _ = writeln!(text, "gap: {}: {}", gap.what, gap.why);
    }
    // A closed pipe has nobody left to tell.
    let _ = io::Write::write_all(&mut io::stdout().lock(), text.as_bytes());
}
