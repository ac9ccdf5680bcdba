//! `bench --kube-bench-dir`: a benchmark that a person brings, judged on the host without starting a process.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use holdfast_cis::kube_bench::{Controls, Host, Judged, RealShell, Settings, Trouble, judge};
use holdfast_inventory::read::{Limits, values};
use holdfast_model::{
    Assessment, Cluster, Confidence, ControlRef, Coverage, Evidence, Finding, Fingerprint, Gap, NotAssessed,
    Outcome, Remediation, ResourceRef, Severity, Subject, Tool,
};

use super::args::BenchArgs;
use super::host::Machine;
use crate::exit::Exit;
use crate::output::{self, Targets};
use crate::{cli::FailOn, scan};

/// Largest file of a benchmark that is read.
const MOST_BYTES: u64 = 16 << 20;

/// A benchmark as it was loaded.
struct Loaded {
    name: String,
    settings: Settings,
    controls: Vec<Controls>,
    gaps: Vec<Gap>,
}

pub(super) fn run(args: &BenchArgs, directory: &Path, targets: &Targets) -> Result<Exit> {
    let loaded = load(directory, args.select.benchmark.as_deref())?;
    let root = args.node.host_root.as_deref().unwrap_or(Path::new("/"));
    let machine =
        Machine::open(root).map_err(|why| anyhow!("cannot read the host at {}: {why}", root.display()))?;
    if args.allow_shell {
        if args.node.host_root.is_some() {
            bail!("--allow-shell runs commands on this machine, not in --host-root: leave one of them out");
        }
        eprintln!("--allow-shell: audits that are not known here run as shell commands on this machine");
    }
    let shell: RealShell<'_> = if args.allow_shell { Some(&super::host::shell) } else { None };
    let host: &dyn Host = &machine;
    let judged: Vec<Judged<'_>> =
        loaded.controls.iter().flat_map(|controls| judge(controls, &loaded.settings, host, shell)).collect();
    let assessment = assessment(&loaded, &judged, &machine.name());
    output::write(&assessment, &args.output, targets)?;
    Ok(exit(&assessment, args.output.fail_on))
}

/// A directory of benchmarks with its `config.yaml`, or the directory of one.
fn load(directory: &Path, wanted: Option<&str>) -> Result<Loaded> {
    let (general, own) = if has_controls(directory)? {
        (directory.parent().unwrap_or(directory).join("config.yaml"), directory.to_owned())
    } else {
        (directory.join("config.yaml"), directory.join(choice(directory, wanted)?))
    };
    let mut loaded = Loaded {
        name: own.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        settings: Settings::default(),
        controls: Vec::new(),
        gaps: Vec::new(),
    };
    for file in [general, own.join("config.yaml")].iter().filter(|file| file.is_file()) {
        for value in documents(file)? {
            loaded.settings.merge(&value).map_err(|why| anyhow!("{}: {why}", file.display()))?;
        }
    }
    for file in yaml_files(&own)? {
        match documents(&file) {
            Ok(read) => {
                for controls in read.iter().filter_map(Controls::from_value) {
                    match controls {
                        Ok(controls) => loaded.controls.push(controls),
                        Err(why) => loaded.gaps.push(gap(&file, &why)),
                    }
                }
            }
            Err(error) => loaded.gaps.push(gap(&file, &format!("{error:#}"))),
        }
    }
    if loaded.controls.is_empty() && loaded.gaps.is_empty() {
        bail!("{}: holds no controls file (a YAML file with `groups` of `checks`)", own.display());
    }
    Ok(loaded)
}

fn gap(file: &Path, why: &str) -> Gap {
    Gap::new(file.display().to_string(), why, "its checks were not judged")
}

fn choice(directory: &Path, wanted: Option<&str>) -> Result<String> {
    let mut names = Vec::new();
    let entries = fs::read_dir(directory).with_context(|| format!("cannot read {}", directory.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() && has_controls(&path)? {
            names.extend(path.file_name().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    names.sort();
    match (wanted, names.as_slice()) {
        (Some(wanted), _) if names.iter().any(|name| name == wanted) => Ok(wanted.to_owned()),
        (None, [only]) => Ok(only.clone()),
        (_, []) => bail!("{}: holds no benchmark in the format of kube-bench", directory.display()),
        (Some(wanted), _) => {
            bail!("{}: has no benchmark {wanted:?}: choose one of {}", directory.display(), names.join(", "))
        }
        (None, _) => bail!(
            "{}: holds several benchmarks: name one with --benchmark: {}",
            directory.display(),
            names.join(", ")
        ),
    }
}

fn yaml_files(directory: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(directory).with_context(|| format!("cannot read {}", directory.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let yaml = path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
        if yaml && path.is_file() && path.file_stem().is_some_and(|stem| stem != "config") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn has_controls(directory: &Path) -> Result<bool> {
    Ok(!yaml_files(directory)?.is_empty())
}

fn documents(file: &Path) -> Result<Vec<serde_json::Value>> {
    let size = fs::metadata(file).with_context(|| format!("cannot read {}", file.display()))?.len();
    if size > MOST_BYTES {
        bail!("{}: larger than {MOST_BYTES} bytes", file.display());
    }
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    values(&bytes, &Limits::default()).with_context(|| file.display().to_string())
}

fn assessment(loaded: &Loaded, judged: &[Judged<'_>], node: &str) -> Assessment {
    let count = |wanted: fn(&Outcome) -> bool| judged.iter().filter(|row| wanted(&row.outcome)).count();
    let decided = count(|o| matches!(o, Outcome::Pass | Outcome::Fail | Outcome::Warn));
    let lost = count(|o| matches!(o, Outcome::Error(_)));
    let open = judged.iter().filter_map(|row| match &row.outcome {
        Outcome::Skip(why) => Some(NotAssessed { check: id(row), why: why.clone() }),
        _ => None,
    });
    let not_assessed: Vec<NotAssessed> = open.collect();
    let unread = judged.iter().filter(|row| matches!(row.outcome, Outcome::Error(_)));
    let mut gaps = loaded.gaps.clone();
    gaps.extend(unread.map(|row| Gap::new(&row.check.id, &row.reason, "it was not judged")));
    let summary = format!(
        "{}: {} pass, {} fail, {} warn, {} for a person, {} not assessed, {lost} not readable",
        loaded.name,
        count(|o| matches!(o, Outcome::Pass)),
        count(|o| matches!(o, Outcome::Fail)),
        count(|o| matches!(o, Outcome::Warn)),
        count(|o| matches!(o, Outcome::Manual)),
        not_assessed.len(),
    );
    Assessment {
        tool: Tool { name: "holdfast".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        cluster: Cluster { name: node.to_owned(), ..Cluster::default() },
        time: scan::now(),
        coverage: Coverage {
            resources: std::iter::once(("host".to_owned(), 1)).collect(),
            judged: decided,
            not_assessed: not_assessed.len(),
            unreadable: lost,
            percent: u32::try_from((decided * 100).checked_div(decided + lost).unwrap_or(100)).unwrap_or(0),
            not_assessed_checks: not_assessed,
        },
        gaps,
        findings: judged.iter().map(|row| finding(loaded, row, node)).collect(),
        tallies: Vec::new(),
        checks: Vec::new(),
        frameworks: Vec::new(),
        requirements: Vec::new(),
        notes: vec![summary],
    }
}

fn id(row: &Judged<'_>) -> String {
    format!("kube-bench-{}", row.check.id)
}

/// The person's own texts, as they stand in the person's files.
fn finding(loaded: &Loaded, row: &Judged<'_>, node: &str) -> Finding {
    let subject = Subject::of(ResourceRef::new("v1", "Node", "", node));
    let reason = if row.reason.is_empty() { String::new() } else { format!(" ({})", row.reason) };
    let seen = row.seen.iter().filter(|value| !value.is_empty());
    Finding {
        check: id(row).into(),
        outcome: row.outcome.clone(),
        severity: if row.check.scored { Severity::High } else { Severity::Medium },
        confidence: Confidence::Medium,
        message: format!("{} {}{reason}", row.check.id, row.check.text),
        evidence: seen.map(|value| Evidence::Fact { text: format!("seen: {value}") }).collect(),
        remediation: Remediation {
            text: row.check.remediation.trim().to_owned().into(),
            ..Remediation::default()
        },
        techniques: Vec::new(),
        controls: vec![ControlRef { framework: loaded.name.clone().into(), id: row.check.id.clone().into() }]
            .into(),
        fingerprint: Fingerprint::of(&id(row), &subject, row.node_type),
        subject,
        exception: None,
        rank: None,
    }
}

fn exit(assessment: &Assessment, fail_on: FailOn) -> Exit {
    let counts = |f: &&Finding| match fail_on {
        FailOn::Never => false,
        FailOn::At(level) => f.outcome == Outcome::Fail && f.severity >= level,
    };
    if assessment.findings.iter().any(|f| counts(&f)) {
        Exit::Findings
    } else if assessment.gaps.is_empty() {
        Exit::Clean
    } else {
        Exit::Incomplete
    }
}

/// The reason of an audit that could not be run.
pub(super) fn trouble(why: impl std::fmt::Display) -> Trouble {
    Trouble(why.to_string())
}
