use std::io::{self, Write};

use anyhow::Result;
use holdfast_model::Place;
use holdfast_reach::{Action, Engine, Part, Reason};

use super::args::ExplainArgs;
use super::check::end;
use super::{finish, gaps, gather, options, tell};
use crate::exit::Exit;

pub(super) fn run(args: &ExplainArgs) -> Result<Exit> {
    let snapshot = gather(&args.input)?;
    let engine = Engine::new(&snapshot, options(&args.setting, false));
    let gaps = gaps(&snapshot, &engine);
    let (a, b) = (end(&engine, &args.from)?, end(&engine, &args.to)?);
    tell(&snapshot, &engine, &gaps);
    let mut out = io::stdout().lock();
    let mut written = Ok(());
    for (from, to) in [(a, b), (b, a)] {
        let explanation = engine.explain(from, to);
        written = written
            .and_then(|()| {
                writeln!(
                    out,
                    "{} => {} : {}",
                    engine.label(from, 0),
                    engine.label(to, 0),
                    explanation.allowed
                )
            })
            .and_then(|()| side("egress", &explanation.egress, &mut out))
            .and_then(|()| side("ingress", &explanation.ingress, &mut out));
    }
    finish(written, &gaps)
}

fn side(name: &str, parts: &[Part], to: &mut dyn Write) -> io::Result<()> {
    if parts.is_empty() {
        return writeln!(to, "  {name}: they share no network");
    }
    for part in parts {
        let word = if part.verdict.allowed { "allowed" } else { "denied" };
        let at = |place: &Option<Place>| {
            place.as_ref().map(|p| format!(" ({}:{})", p.file, p.line)).unwrap_or_default()
        };
        let why = match &part.verdict.reason {
            Reason::Rule { policy, rule, action, place } => {
                let how = if *action == Action::Allow { "allows" } else { "denies" };
                format!("{policy} {how} it by {rule}{}", at(place))
            }
            Reason::NoRule { policies } => {
                let told = policies.iter().map(|(policy, place)| format!("{policy}{}", at(place)));
                format!("no rule of {}", told.collect::<Vec<_>>().join(", "))
            }
            Reason::Default => "no policy speaks about it".to_owned(),
            Reason::Outside => "nothing is enforced outside the cluster".to_owned(),
        };
        writeln!(to, "  {name} {word}: {}: {why}", part.ports)?;
    }
    Ok(())
}
