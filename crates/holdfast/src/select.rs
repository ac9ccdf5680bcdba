use anyhow::{Result, bail};
use holdfast_model::{Framework, Settings, Severity};
use holdfast_posture::{Check, all, framework, frameworks, resolve};

use crate::cli::SelectArgs;

/// What the person asked to be judged.
pub(crate) struct Selection {
    pub(crate) checks: Vec<&'static Check>,
    pub(crate) severity: Severity,
    pub(crate) frameworks: Vec<&'static Framework>,
}

pub(crate) fn select(args: &SelectArgs, settings: &Settings) -> Result<Selection> {
    let frameworks = args.framework.iter().map(|id| known(id)).collect::<Result<Vec<_>>>()?;
    let mut checks = if args.checks.is_empty() { all().to_vec() } else { resolve_all(&args.checks)? };
    let skipped = resolve_all(&args.skip)?;
    let settled: Vec<_> = settings.skip.iter().filter_map(|name| resolve(name).ok()).flatten().collect();
    checks.retain(|c| !skipped.iter().chain(&settled).any(|s| s.id == c.id));
    if !frameworks.is_empty() {
        let behind =
            |id: &str| frameworks.iter().flat_map(|f| f.requirements).any(|r| r.checks.contains(&id));
        checks.retain(|c| behind(c.id));
    }
    checks.sort_by_key(|c| c.id);
    checks.dedup_by_key(|c| c.id);
    let named = !args.checks.is_empty() || !frameworks.is_empty();
    let severity = args.severity.unwrap_or(if named { Severity::Info } else { Severity::Low });
    checks.retain(|c| named || c.severity >= severity.min(Severity::Low));
    Ok(Selection { checks, severity, frameworks })
}

fn resolve_all(names: &[String]) -> Result<Vec<&'static Check>> {
    let mut found = Vec::new();
    for name in names {
        match resolve(name.trim()) {
            Ok(checks) => found.extend(checks),
            Err(error) => bail!("{error} (`holdfast explain --list` shows all)"),
        }
    }
    Ok(found)
}

fn known(id: &str) -> Result<&'static Framework> {
    if let Some(framework) = framework(id) {
        Ok(framework)
    } else {
        let ids: Vec<&str> = frameworks().iter().map(|f| f.id).collect();
        bail!("no framework is called {id:?}: choose one of {}", ids.join(", "))
    }
}
