use std::io::{self, Write};
use std::net::IpAddr;

use anyhow::{Result, bail};
use holdfast_model::{Place, ResourceRef};
use holdfast_reach::{Action, Decision, End, Engine, Reason, Verdict, WorkloadId};
use serde::Serialize;

use super::args::CheckArgs;
use super::{gaps, gather, options, tell};
use crate::cli::PlainFormat;
use crate::exit::Exit;

/// `holdfast.reach-check/v1`.
#[derive(Serialize)]
struct Report<'r> {
    schema: &'static str,
    from: String,
    to: String,
    protocol: &'static str,
    port: u16,
    allowed: bool,
    egress: Told<'r>,
    ingress: Told<'r>,
    gaps: &'r [holdfast_model::Gap],
}

#[derive(Serialize)]
struct Told<'r> {
    allowed: bool,
    /// `rule`, `no-rule`, `default` or `outside`.
    because: &'static str,
    policies: Vec<By<'r>>,
}

#[derive(Serialize)]
struct By<'r> {
    policy: &'r ResourceRef,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'r Place>,
}

pub(super) fn run(args: &CheckArgs) -> Result<Exit> {
    let snapshot = gather(&args.input)?;
    let engine = Engine::new(&snapshot, options(&args.setting, false));
    let gaps = gaps(&snapshot, &engine);
    let (from, to) = (end(&engine, &args.from)?, end(&engine, &args.to)?);
    let (protocol, port) = args.port;
    let decision = engine.allowed(from, to, protocol, u32::from(port));
    tell(&engine, &gaps);
    let label = |end| engine.label(end, 0);
    let mut out = io::stdout().lock();
    let written = match args.format {
        PlainFormat::Json => {
            let report = Report {
                schema: "holdfast.reach-check/v1",
                from: label(from),
                to: label(to),
                protocol: protocol.as_str(),
                port,
                allowed: decision.allowed,
                egress: told(&decision.egress),
                ingress: told(&decision.ingress),
                gaps: &gaps,
            };
            serde_json::to_writer_pretty(&mut out, &report)
                .map_err(io::Error::from)
                .and_then(|()| writeln!(out))
        }
        PlainFormat::Table => {
            let word = if decision.allowed { "allowed" } else { "denied" };
            writeln!(out, "{} => {} : {protocol} {port} {word}", label(from), label(to))
                .and_then(|()| explain(&decision, &mut out))
        }
    };
    match (written, decision.allowed, gaps.is_empty()) {
        (Err(error), ..) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        (_, false, _) => Ok(Exit::Findings),
        (_, true, false) => Ok(Exit::Incomplete),
        (_, true, true) => Ok(Exit::Clean),
    }
}

fn told(verdict: &Verdict) -> Told<'_> {
    let (because, policies) = match &verdict.reason {
        Reason::Rule { policy, rule, place, .. } => {
            ("rule", vec![By { policy, rule: Some(rule), place: place.as_ref() }])
        }
        Reason::NoRule { policies } => {
            let by = policies.iter().map(|(policy, place)| By { policy, rule: None, place: place.as_ref() });
            ("no-rule", by.collect())
        }
        Reason::Default => ("default", Vec::new()),
        Reason::Outside => ("outside", Vec::new()),
    };
    Told { allowed: verdict.allowed, because, policies }
}

fn explain(decision: &Decision, to: &mut dyn Write) -> io::Result<()> {
    if !decision.connected {
        writeln!(to, "  they share no network")?;
    }
    for (name, verdict) in [("egress", &decision.egress), ("ingress", &decision.ingress)] {
        let word = if verdict.allowed { "allowed" } else { "denied" };
        let at = |place: &Option<Place>| {
            place.as_ref().map(|p| format!(" ({}:{})", p.file, p.line)).unwrap_or_default()
        };
        match &verdict.reason {
            Reason::Rule { policy, rule, action, place } => {
                let how = if *action == Action::Allow { "allows" } else { "denies" };
                writeln!(to, "  {name} {word}: {policy} {how} it by {rule}{}", at(place))?;
            }
            Reason::NoRule { policies } => {
                for (policy, place) in policies {
                    writeln!(
                        to,
                        "  {name} {word}: {policy} selects the pod and has no rule for this{}",
                        at(place)
                    )?;
                }
            }
            Reason::Default => writeln!(to, "  {name} {word}: no policy speaks about it")?,
            Reason::Outside => writeln!(to, "  {name} {word}: nothing is enforced outside the cluster")?,
        }
    }
    Ok(())
}

/// Finds the end a person means: an address, or a workload by `namespace/name[Kind]` with parts left out.
fn end(engine: &Engine<'_>, text: &str) -> Result<End> {
    if let Ok(address) = text.parse::<IpAddr>() {
        return engine.external(address).ok_or_else(|| anyhow::anyhow!("{text}: no such address"));
    }
    let (name, kind) = match text.strip_suffix(']').and_then(|t| t.split_once('[')) {
        Some((name, kind)) => (name, Some(kind)),
        None => (text, None),
    };
    let (namespace, name) = match name.split_once('/') {
        Some((namespace, name)) => (Some(namespace), name),
        None => (None, name),
    };
    let fits = |w: &holdfast_reach::Workload<'_>| {
        w.name == name && namespace.is_none_or(|n| n == w.namespace) && kind.is_none_or(|k| k == w.kind)
    };
    let found: Vec<_> = engine.workloads().iter().enumerate().filter(|(_, w)| fits(w)).collect();
    match found.as_slice() {
        [(at, _)] => Ok(End::Workload(WorkloadId(u32::try_from(*at)?))),
        [] => {
            bail!("no workload {text:?}; `holdfast reach list` shows the names, such as shop/web[Deployment]")
        }
        many => {
            let names: Vec<String> = many.iter().take(5).map(|(_, w)| w.label()).collect();
            bail!("{text:?} is {} workloads: say which: {}", many.len(), names.join(", "))
        }
    }
}
