use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use anyhow::{Context as _, Result};
use holdfast_inventory::read::{Document, Marks};
use holdfast_inventory::{Builder, Object, Snapshot, yaml};
use holdfast_model::Gap;
use holdfast_reach::Engine;
use holdfast_reach::generate::{Counts, Language, Observed, Plan, Proof, Wish, observed_flows};
use serde::Serialize;
use serde_json::Value;

use super::args::{GenerateArgs, GenerateFormat, LanguageArg};
use super::{gaps, gather, options, tell};
use crate::exit::Exit;

/// Bytes of observed flows that are read.
const MOST_FLOW_BYTES: u64 = 512 << 20;

/// `holdfast.reach-generate/v1`.
#[derive(Serialize)]
struct Report<'r> {
    schema: &'static str,
    flows: Vec<Told>,
    policies: &'r [Value],
    proof: ProofTold<'r>,
    /// Policies of the same names: applying the new ones overwrites them.
    overwritten: &'r [String],
    /// NetworkPolicies that the proof took away.
    replaced: &'r [String],
    notes: &'r [String],
    gaps: &'r [Gap],
}

#[derive(Serialize)]
struct Told {
    from: String,
    to: String,
    protocol: &'static str,
    port: u32,
    why: String,
}

#[derive(Serialize)]
struct ProofTold<'r> {
    needed: usize,
    pass: usize,
    /// Peers are names: their addresses are known while the cluster runs only.
    unproven: usize,
    blocked: &'r [String],
    before: CountsTold,
    after: CountsTold,
}

/// Pairs of workloads, workloads reached from outside, workloads that reach outside.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CountsTold {
    pairs: usize,
    from_outside: usize,
    to_outside: usize,
}

impl From<Counts> for CountsTold {
    fn from(counts: Counts) -> Self {
        Self { pairs: counts.inside, from_outside: counts.from_outside, to_outside: counts.to_outside }
    }
}

pub(super) fn run(args: &GenerateArgs) -> Result<Exit> {
    let snapshot = gather(&args.input)?;
    let engine = Engine::new(&snapshot, options(&args.setting, false));
    let gaps = gaps(&snapshot, &engine);
    tell(&snapshot, &engine, &gaps);
    let language = match args.language {
        LanguageArg::Kubernetes => Language::Kubernetes,
        LanguageArg::Cilium => Language::Cilium,
    };
    let observed = args.flows.as_deref().map(read_flows).transpose()?;
    let wish = Wish { namespaces: args.input.namespace.clone(), language, observed };
    let plan = engine.generate(&snapshot, &wish);
    let (after, old) = applied(&snapshot, &plan, args.replace);
    let proof = Engine::new(&after, options(&args.setting, false)).prove(&engine, &plan.flows);
    let mut out = io::stdout().lock();
    let written = match (args.format, &args.output) {
        (GenerateFormat::Json, _) => json(&engine, &plan, &proof, &old, &gaps, &mut out),
        (GenerateFormat::Yaml, None) => {
            plan.policies.iter().try_for_each(|policy| document(policy, &mut out))
        }
        (GenerateFormat::Yaml, Some(folder)) => files(&plan.policies, folder)
            .map(|()| eprintln!("wrote {} policies to {}", plan.policies.len(), folder.display())),
    };
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            return Err(anyhow::Error::from(error).context("cannot write the policies"));
        }
        _ => {}
    }
    summary(&plan, &proof, &old);
    Ok(match (proof.blocked.is_empty(), gaps.is_empty()) {
        (false, _) => Exit::Findings,
        (true, false) => Exit::Incomplete,
        (true, true) => Exit::Clean,
    })
}

fn read_flows(path: &Path) -> Result<Vec<Observed>> {
    let name = || format!("cannot read flows from {}", path.display());
    let mut bytes = Vec::new();
    let source: Box<dyn Read> = if path == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(path).with_context(name)?)
    };
    // One byte more than may be: the reader says what is wrong with that.
    source.take(MOST_FLOW_BYTES + 1).read_to_end(&mut bytes).with_context(name)?;
    observed_flows(&bytes).with_context(name)
}

/// Policies that make way, `namespace/name`.
#[derive(Default)]
struct Old {
    /// For one of the same name.
    overwritten: Vec<String>,
    /// Because the person asked for it.
    replaced: Vec<String>,
}

/// The estate with the policies applied, and the policies that made way for them.
fn applied(snapshot: &Snapshot, plan: &Plan, replace: bool) -> (Snapshot, Old) {
    let text = |policy: &Value, pointer: &str| {
        policy.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let key = |policy: &Value| {
        (text(policy, "/kind"), text(policy, "/metadata/namespace"), text(policy, "/metadata/name"))
    };
    let keys: BTreeSet<_> = plan.policies.iter().map(key).collect();
    let namespaces: BTreeSet<&str> = keys.iter().map(|(_, namespace, _)| namespace.as_str()).collect();
    let is_same = |o: &Object<'_>| {
        let own = (o.kind().to_owned(), o.namespace().to_owned(), o.name().to_owned());
        o.kind().ends_with("NetworkPolicy") && keys.contains(&own)
    };
    let is_replaced = |o: &Object<'_>| {
        let kind = matches!((o.group(), o.kind()), ("networking.k8s.io" | "extensions", "NetworkPolicy"));
        replace && kind && namespaces.contains(o.namespace())
    };
    let mut builder = Builder::new(snapshot.cluster.clone());
    let mut old = Old::default();
    for object in snapshot.objects() {
        let name = || format!("{}/{}", object.namespace(), object.name());
        if is_same(&object) {
            old.overwritten.push(name());
            continue;
        }
        if is_replaced(&object) {
            old.replaced.push(name());
            continue;
        }
        let document =
            Document { json: object.json().to_vec(), line: object.line(), marks: Marks::default() };
        builder.add(document, object.file());
    }
    for policy in &plan.policies {
        let json = policy.to_string().into_bytes();
        builder.add(Document { json, line: 1, marks: Marks::default() }, "generated");
    }
    old.replaced.sort();
    old.overwritten.sort();
    (builder.finish(), old)
}

fn document(policy: &Value, to: &mut dyn Write) -> io::Result<()> {
    let mut text = String::from("---\n");
    yaml::write(policy, &mut text);
    to.write_all(text.as_bytes())
}

fn files(policies: &[Value], folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for policy in policies {
        let text = |pointer| policy.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        // Names of namespaces and policies hold nothing that a file's name may not.
        let name = format!("{}.{}.yaml", text("/metadata/namespace"), text("/metadata/name"));
        let safe: String = name.chars().map(|c| if c == '/' || c == '\\' { '_' } else { c }).collect();
        document(policy, &mut File::create(folder.join(safe))?)?;
    }
    Ok(())
}

fn json(
    engine: &Engine<'_>,
    plan: &Plan,
    proof: &Proof,
    old: &Old,
    gaps: &[Gap],
    to: &mut dyn Write,
) -> io::Result<()> {
    let flows = plan.flows.iter().map(|flow| Told {
        from: engine.told(&flow.from),
        to: engine.told(&flow.to),
        protocol: flow.protocol.as_str(),
        port: flow.port,
        why: flow.why.clone(),
    });
    let report = Report {
        schema: "holdfast.reach-generate/v1",
        flows: flows.collect(),
        policies: &plan.policies,
        proof: ProofTold {
            needed: plan.flows.len(),
            pass: passing(plan, proof),
            unproven: proof.unproven,
            blocked: &proof.blocked,
            before: proof.before.into(),
            after: proof.after.into(),
        },
        overwritten: &old.overwritten,
        replaced: &old.replaced,
        notes: &plan.notes,
        gaps,
    };
    serde_json::to_writer_pretty(&mut *to, &report)?;
    writeln!(to)
}

fn passing(plan: &Plan, proof: &Proof) -> usize {
    plan.flows.len() - proof.blocked.len() - proof.unproven
}

/// To people, beside the policies.
fn summary(plan: &Plan, proof: &Proof, old: &Old) {
    let mut to = io::stderr().lock();
    for note in &plan.notes {
        let _ = writeln!(to, "note: {note}");
    }
    let unproven = match proof.unproven {
        0 => String::new(),
        n => format!(", {n} lead to names that only the running cluster can resolve"),
    };
    let _ = writeln!(
        to,
        "proof: {} of {} needed flows pass{unproven}; pairs of workloads {} -> {}, workloads reached from outside {} -> {}, reaching outside {} -> {}",
        passing(plan, proof),
        plan.flows.len(),
        proof.before.inside,
        proof.after.inside,
        proof.before.from_outside,
        proof.after.from_outside,
        proof.before.to_outside,
        proof.after.to_outside,
    );
    if proof.after.from_outside > proof.before.from_outside {
        let _ = writeln!(
            to,
            "warning: more workloads would be reached from outside than today: look at the flows from anyone (--format json) before you apply"
        );
    }
    for blocked in &proof.blocked {
        let _ =
            writeln!(to, "blocked: {blocked}: a policy that is kept denies it; see `holdfast reach explain`");
    }
    if !old.overwritten.is_empty() {
        let names = old.overwritten.join(", ");
        let _ = writeln!(to, "warning: policies of these names are there and would be overwritten: {names}");
    }
    if !old.replaced.is_empty() {
        let _ = writeln!(
            to,
            "the proof holds once these NetworkPolicies are deleted (kubectl delete networkpolicy -n NAMESPACE NAME): {}",
            old.replaced.join(", ")
        );
    }
}
