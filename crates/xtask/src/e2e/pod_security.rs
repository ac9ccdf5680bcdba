//! Pod Security against the admission plugin itself: the same pods, the same verdicts, the same words.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::thread;

use anyhow::{Context as _, Result, anyhow, ensure};
use serde_json::{Value, json};

use super::api::{Answer, Client};
use super::pods::Walk;
use super::random::{Random, count};
use super::{Context, End, diff};

const SEED: u64 = 34;
const WALKERS: usize = 4;
/// Each version that brought or changed a check has an older neighbour here.
const OLDER: &[&str] =
    &["v1.0", "v1.8", "v1.18", "v1.21", "v1.24", "v1.26", "v1.28", "v1.30", "v1.31", "v1.32", "v1.33"];
const LEVELS: [&str; 2] = ["baseline", "restricted"];
/// Labels of namespaces begin so.
const LABEL: &str = "pod-security.kubernetes.io";

/// What the plugin said of one pod, or of the template of one controller.
struct Said {
    pod: Value,
    /// Level, version, and the words it refused or would refuse the pod with; empty when it would not.
    verdicts: Vec<(&'static str, String, String)>,
    /// Requests whose words stand in the audit log, and the level that was audited.
    audits: Vec<(String, &'static str)>,
}

pub(super) fn run(context: &Context<'_>) -> Result<End> {
    let version = format!("v{}", context.minor);
    namespaces(context, &version)?;
    let mut said = walks(context, &version)?;
    let walked = said.len();
    let (fixtures, refused) = fixtures(context, &version)?;
    let from_suite = fixtures.len();
    said.extend(fixtures);
    let heard = audit(context, &said)?;
    let audited = hear(&mut said, &heard, &version)?;
    let ours = judge(context, &said)?;
    let (mut differ, mut compared, mut violating) = (Vec::new(), 0, 0);
    for Said { pod, verdicts, .. } in &said {
        let before = differ.len();
        let name = pod["metadata"]["name"].as_str().unwrap_or_default();
        for (level, version, theirs) in verdicts {
            let ours = ours.get(&(*level, version.as_str())).and_then(|judged| judged.get(name));
            compared += 1;
            violating += usize::from(!theirs.is_empty());
            // One difference of a pod is enough to see why.
            if ours.map(String::as_str) != Some(theirs.as_str()) && differ.len() == before {
                let ours = ours.map_or("not judged", String::as_str);
                differ.push(format!(
                    "{level}:{version}\n    Kubernetes: {theirs}\n    Holdfast:   {ours}\n    {pod}"
                ));
            }
        }
    }
    diff::none(&differ, "verdicts of Pod Security")?;
    Ok(End::Passed(format!(
        "{walked} generated pods and {from_suite} of the suite ({refused} more are refused by validation): \
         {compared} verdicts ({violating} violations, {audited} of the audit log) agree in every word"
    )))
}

/// For each level a namespace that enforces it, one that warns of it while the other level is audited, and one per older
/// version that enforces the strictest.
fn namespaces(context: &Context<'_>, version: &str) -> Result<()> {
    let mut wanted = Vec::new();
    for (at, level) in LEVELS.iter().enumerate() {
        let other = LEVELS.iter().rev().nth(at).copied().unwrap_or_default();
        wanted.push((format!("enforce-{level}"), vec![("enforce", *level, version)]));
        wanted.push((format!("warn-{level}"), vec![("warn", *level, version), ("audit", other, version)]));
    }
    for older in OLDER {
        wanted.push((format!("older-{}", older.replace('.', "-")), vec![("enforce", "restricted", *older)]));
    }
    for (name, modes) in wanted {
        let mut labels = serde_json::Map::new();
        for (mode, level, version) in modes {
            labels.insert(format!("{LABEL}/{mode}"), json!(level));
            labels.insert(format!("{LABEL}/{mode}-version"), json!(version));
        }
        let object =
            json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "labels": labels}});
        context.put("/api/v1/namespaces", &object)?;
        let account = json!({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "default"}});
        context.put(&format!("/api/v1/namespaces/{name}/serviceaccounts"), &account)?;
    }
    Ok(())
}

/// Walks until enough pods were taken by the API server's validation.
fn walks(context: &Context<'_>, version: &str) -> Result<Vec<Said>> {
    let each = count("HOLDFAST_E2E_PODS", 2000).div_ceil(WALKERS);
    thread::scope(|scope| {
        let walkers: Vec<_> =
            (0..WALKERS).map(|walker| scope.spawn(move || walk(context, version, walker, each))).collect();
        let mut all = Vec::new();
        for walker in walkers {
            all.extend(walker.join().map_err(|_| anyhow!("a walker panicked"))??);
        }
        Ok(all)
    })
}

fn walk(context: &Context<'_>, version: &str, walker: usize, wanted: usize) -> Result<Vec<Said>> {
    let seed = SEED + walker as u64;
    let (mut walk, mut random) = (Walk::new(seed), Random::new(seed));
    let mut client = context.api.client()?;
    let mut taken: Vec<Said> = Vec::with_capacity(wanted);
    let (mut pods, mut last) = (0, None);
    for step in 0.. {
        if pods == wanted {
            break;
        }
        ensure!(step < wanted * 20, "only {pods} of {step} pods are valid");
        let pod = walk.step(&format!("w{walker}-{step}"));
        match ask(&mut client, pod, version, &mut random)? {
            Some(said) => {
                last = said.first().map(|said| said.pod.clone());
                pods += 1;
                taken.extend(said);
            }
            None => walk.back(last.as_ref()),
        }
    }
    Ok(taken)
}

/// Every pod of the suite, once. Also how many the API server does not take for other reasons.
fn fixtures(context: &Context<'_>, version: &str) -> Result<(Vec<Said>, usize)> {
    let Some(folder) = context.suites().map(|suites| suites.join("pod-security")).filter(|f| f.is_dir())
    else {
        println!("the suite of pods is not here; the generated ones alone are compared");
        return Ok((Vec::new(), 0));
    };
    let list = context.kubectl(&[
        "create",
        "--dry-run=client",
        "-o",
        "json",
        "-R",
        "-f",
        &folder.to_string_lossy(),
    ])?;
    let mut pods = BTreeSet::new();
    for item in serde_json::Deserializer::from_str(&list).into_iter::<Value>() {
        let item = item.context("kubectl printed no JSON")?;
        let items = item.get("items").and_then(Value::as_array).cloned().unwrap_or_else(|| vec![item]);
        for mut pod in items.into_iter().filter(|item| item["kind"] == "Pod") {
            pod["metadata"] =
                json!({"annotations": pod["metadata"]["annotations"], "labels": pod["metadata"]["labels"]});
            pods.insert(pod.to_string());
        }
    }
    let (mut taken, mut refused) = (Vec::new(), 0);
    let (mut client, mut random) = (context.api.client()?, Random::new(SEED));
    for (at, text) in pods.iter().enumerate() {
        let mut pod: Value = serde_json::from_str(text)?;
        pod["metadata"]["name"] = json!(format!("f{at}"));
        match ask(&mut client, pod, version, &mut random)? {
            Some(said) => taken.extend(said),
            None => refused += 1,
        }
    }
    Ok((taken, refused))
}

/// Asks the API server to take the pod into each namespace, without doing it. `None` when the pod is not valid at all.
fn ask(client: &mut Client, pod: Value, version: &str, random: &mut Random) -> Result<Option<Vec<Said>>> {
    let body = pod.to_string();
    let mut said = Said { pod, verdicts: Vec::new(), audits: Vec::new() };
    for (at, level) in LEVELS.into_iter().enumerate() {
        let answer = create(client, &format!("/api/v1/namespaces/warn-{level}/pods"), &body)?;
        if answer.status != 201 {
            ensure!(matches!(answer.status, 400 | 422), "{} {} to {body}", answer.status, answer.body);
            return Ok(None);
        }
        said.verdicts.push((level, version.to_owned(), warned(&answer, level, version)?));
        let other = LEVELS.iter().rev().nth(at).copied().unwrap_or_default();
        let id = answer.header("audit-id").context("an answer without an Audit-Id")?;
        said.audits.push((id.to_owned(), other));
        let answer = create(client, &format!("/api/v1/namespaces/enforce-{level}/pods"), &body)?;
        said.verdicts.push((level, version.to_owned(), refusal(&answer, level, version)?));
    }
    let older = random.pick(OLDER);
    let answer =
        create(client, &format!("/api/v1/namespaces/older-{}/pods", older.replace('.', "-")), &body)?;
    said.verdicts.push(("restricted", older.to_owned(), refusal(&answer, "restricted", older)?));
    let mut all = vec![said];
    if random.chance(1, 10)
        && let Some(pod) = all.first().map(|said| &said.pod)
    {
        let deployment = deployment(pod);
        let path = "/apis/apps/v1/namespaces/warn-restricted/deployments";
        let answer = create(client, path, &deployment.to_string())?;
        if answer.status == 201 {
            let words = warned(&answer, "restricted", version)?;
            let verdicts = vec![("restricted", version.to_owned(), words)];
            all.push(Said { pod: deployment, verdicts, audits: Vec::new() });
        }
    }
    Ok(Some(all))
}

fn create(client: &mut Client, path: &str, body: &str) -> Result<Answer> {
    client.send("POST", &format!("{path}?dryRun=All"), &[], Some(body))
}

/// The pod as the template of a controller, which is warned of as well, and which nobody fills in.
fn deployment(pod: &Value) -> Value {
    let name = format!("{}-deployment", pod["metadata"]["name"].as_str().unwrap_or_default());
    let labels = json!({"app": "e2e"});
    let metadata = json!({"labels": labels, "annotations": pod["metadata"]["annotations"]});
    json!({
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": name},
        "spec": {
            "selector": {"matchLabels": labels}, "template": {"metadata": metadata, "spec": pod["spec"]},
        },
    })
}

/// The violations in a refusal; empty when the pod was taken.
fn refusal(answer: &Answer, level: &str, version: &str) -> Result<String> {
    if answer.status == 201 {
        return Ok(String::new());
    }
    let message = answer.json()?["message"].as_str().unwrap_or_default().to_owned();
    let mark = format!("is forbidden: violates PodSecurity \"{level}:{version}\": ");
    let words = message.split_once(&mark).with_context(|| format!("{} {message}", answer.status))?;
    Ok(words.1.to_owned())
}

/// The violations in a warning; empty when there is none.
fn warned(answer: &Answer, level: &str, version: &str) -> Result<String> {
    let mark = format!("would violate PodSecurity \"{level}:{version}\": ");
    for header in answer.all("warning") {
        // 299 - "text", in which quotes and backslashes are escaped.
        let text = header.splitn(3, ' ').nth(2).unwrap_or_default();
        let text = text.trim_matches('"').replace("\\\"", "\"").replace("\\\\", "\\");
        if let Some(words) = text.strip_prefix(&mark) {
            return Ok(words.to_owned());
        }
        ensure!(!text.contains("PodSecurity"), "an unexpected warning: {text}");
    }
    Ok(String::new())
}

/// What the audit log says of the wanted requests: id to violations.
fn audit(context: &Context<'_>, said: &[Said]) -> Result<BTreeMap<String, String>> {
    let wanted: BTreeSet<&str> =
        said.iter().flat_map(|said| &said.audits).map(|(id, _)| id.as_str()).collect();
    let mut heard = BTreeMap::new();
    let folder = context.instance.path("logs");
    for entry in fs::read_dir(&folder).context("cannot list the logs")? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !name.starts_with("audit") {
            continue;
        }
        let file = File::open(&path).with_context(|| format!("cannot open {name}"))?;
        for line in BufReader::new(file).lines() {
            // The last line may be half written.
            let Ok(event) = serde_json::from_str::<Value>(&line.context("cannot read the audit log")?) else {
                continue;
            };
            let id = event["auditID"].as_str().unwrap_or_default();
            if wanted.contains(id) {
                let words =
                    event["annotations"][format!("{LABEL}/audit-violations")].as_str().unwrap_or_default();
                heard.insert(id.to_owned(), words.to_owned());
            }
        }
    }
    Ok(heard)
}

/// Adds the verdicts of the audit log to those of the answers; how many there are.
fn hear(said: &mut [Said], heard: &BTreeMap<String, String>, version: &str) -> Result<usize> {
    let mut audited = 0;
    for Said { verdicts, audits, .. } in said.iter_mut() {
        for (id, level) in audits {
            // The log is written a moment after the answer, so the very last may be missing.
            let Some(words) = heard.get(id.as_str()) else { continue };
            let mark = format!("would violate PodSecurity \"{level}:{version}\": ");
            let words = match words.strip_prefix(&mark) {
                Some(words) => words,
                None if words.is_empty() => "",
                None => return Err(anyhow!("an unexpected audit annotation: {words}")),
            };
            verdicts.push((*level, version.to_owned(), words.to_owned()));
            audited += 1;
        }
    }
    ensure!(audited > 0 || said.is_empty(), "the audit log names none of the requests");
    Ok(audited)
}

type Judged<'a> = BTreeMap<(&'static str, &'a str), BTreeMap<String, String>>;

/// Holdfast's words on every pod, for each level and version that was asked about.
fn judge<'a>(context: &Context<'_>, said: &'a [Said]) -> Result<Judged<'a>> {
    let file = context.scratch("pod-security")?.join("pods.json");
    let pods: Vec<&Value> = said.iter().map(|said| &said.pod).collect();
    let list = json!({"apiVersion": "v1", "kind": "List", "items": pods});
    fs::write(&file, list.to_string()).with_context(|| format!("cannot write {}", file.display()))?;
    let file = file.to_string_lossy();
    let asked: BTreeSet<(&'static str, &'a str)> = said
        .iter()
        .flat_map(|said| said.verdicts.iter().map(|(level, version, _)| (*level, version.as_str())))
        .collect();
    let mut judged = BTreeMap::new();
    for (level, version) in asked {
        let report: Value =
            context.holdfast.json(["pod-security", "-f", &file, "--level", level, "--version", version])?;
        let results = report["results"].as_array().context("a report without results")?;
        judged.insert((level, version), results.iter().map(words).collect());
    }
    Ok(judged)
}

/// A pod's name and its violations as the plugin would join them.
fn words(result: &Value) -> (String, String) {
    let violations = result["violations"].as_array().map(Vec::as_slice).unwrap_or_default();
    let messages: Vec<&str> =
        violations.iter().filter_map(|violation| violation["message"].as_str()).collect();
    (result["name"].as_str().unwrap_or_default().to_owned(), messages.join(", "))
}
