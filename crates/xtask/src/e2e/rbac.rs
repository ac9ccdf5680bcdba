//! RBAC against the real authorizer: random roles and bindings, and the same questions to both.

use std::fs;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use super::api::Client;
use super::random::{Random, count};
use super::{Context, End, diff, rights};
use crate::cluster;

const SEED: u64 = 20_260_101;

pub(super) fn run(context: &Context<'_>) -> Result<End> {
    let mut random = Random::new(SEED);
    let (roles, bindings) = (count("HOLDFAST_E2E_ROLES", 250), count("HOLDFAST_E2E_BINDINGS", 250));
    for namespace in rights::NAMESPACES {
        let object = json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": namespace}});
        context.put("/api/v1/namespaces", &object)?;
    }
    let objects = rights::objects(&mut random, roles, bindings);
    applied(context, &objects)?;
    let questions: Vec<Value> =
        (0..count("HOLDFAST_E2E_QUESTIONS", 20_000)).map(|_| rights::question(&mut random)).collect();
    let theirs = reviews(context, &questions)?;
    let ours = batch(context, &questions)?;
    let mut differ = Vec::new();
    for ((question, theirs), ours) in questions.iter().zip(&theirs).zip(&ours) {
        if *ours != if *theirs { "yes" } else { "no" } {
            differ.push(format!("Kubernetes allows: {theirs}, Holdfast says {ours}: {question}"));
        }
    }
    let by_self = itself(context, &mut random)?;
    tidy(context)?;
    diff::none(&differ, "answers about rights")?;
    let allowed = theirs.iter().filter(|allowed| **allowed).count();
    Ok(End::Passed(format!(
        "{} roles and bindings; {} questions, {allowed} allowed, and {by_self} asked by the subject itself: all agree",
        objects.len(),
        questions.len(),
    )))
}

/// Takes the random rights away again: other tests know who may do what.
fn tidy(context: &Context<'_>) -> Result<()> {
    let label = format!("{}=true", rights::ANY);
    for kind in ["clusterrolebindings", "rolebindings", "clusterroles", "roles"] {
        context.kubectl(&["delete", kind, "-A", "-l", &label, "--wait=false"])?;
    }
    Ok(())
}

/// Roles that join each other may be written to and fro by the controller for ever, or come to rest, as its luck has it.
const ATTEMPTS: usize = 3;

/// Applies the roles and bindings, until they are at rest.
fn applied(context: &Context<'_>, objects: &[(String, Value)]) -> Result<()> {
    let mut end = Ok(());
    for _ in 0..ATTEMPTS {
        for (collection, object) in objects {
            context.put(collection, object)?;
        }
        end = settled(context);
        if end.is_ok() {
            return end;
        }
        tidy(context)?;
    }
    end
}

/// The controller joins roles into others; the authorizer sees that a moment later.
fn settled(context: &Context<'_>) -> Result<()> {
    let mut before = Value::Null;
    let mut client = context.api.client()?;
    let settled = cluster::wait_for(Duration::from_mins(1), || {
        thread::sleep(Duration::from_millis(500));
        let now = client.get(&format!("/apis/{}/v1/clusterroles", rights::API)).unwrap_or_default();
        let now = now.get("items").cloned().unwrap_or_default();
        let same = !now.is_null() && now == before;
        before = now;
        same
    });
    ensure!(settled, "the roles do not come to rest");
    Ok(())
}

/// What the API server answers to each question, in order.
fn reviews(context: &Context<'_>, questions: &[Value]) -> Result<Vec<bool>> {
    let at_once = thread::available_parallelism().map_or(2, usize::from) * 2;
    let chunk = questions.len().div_ceil(at_once).max(1);
    thread::scope(|scope| {
        let workers: Vec<_> = questions
            .chunks(chunk)
            .map(|part| {
                scope.spawn(|| {
                    let mut client = context.api.client()?;
                    part.iter().map(|question| review(&mut client, question)).collect::<Result<Vec<bool>>>()
                })
            })
            .collect();
        let mut all = Vec::with_capacity(questions.len());
        for worker in workers {
            all.extend(worker.join().map_err(|_| anyhow::anyhow!("a client panicked"))??);
        }
        Ok(all)
    })
}

fn review(client: &mut Client, spec: &Value) -> Result<bool> {
    let body = json!({"apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview", "spec": spec});
    let path = "/apis/authorization.k8s.io/v1/subjectaccessreviews";
    allowed(client, path, &[], &body)
}

fn allowed(client: &mut Client, path: &str, headers: &[(&str, &str)], body: &Value) -> Result<bool> {
    let answer = client.send("POST", path, headers, Some(&body.to_string()))?;
    ensure!(answer.status == 201, "{path}: {} {} to {body}", answer.status, answer.body);
    answer.json()?.pointer("/status/allowed").and_then(Value::as_bool).context("a review without a verdict")
}

/// What Holdfast answers to each question: `yes`, `no` or `unknown`.
fn batch(context: &Context<'_>, questions: &[Value]) -> Result<Vec<String>> {
    let file = context.scratch("rbac")?.join("questions.jsonl");
    let lines: Vec<String> = questions.iter().map(Value::to_string).collect();
    fs::write(&file, lines.join("\n") + "\n").with_context(|| format!("cannot write {}", file.display()))?;
    let file = file.to_string_lossy();
    let kubeconfig = context.instance.kubeconfig();
    let (_, out) = context.holdfast.run([
        "rbac",
        "can",
        "--batch",
        &file,
        "--kubeconfig",
        &kubeconfig.to_string_lossy(),
    ])?;
    let answers: Result<Vec<String>> = out.lines().map(answer_of).collect();
    let answers = answers?;
    ensure!(answers.len() == questions.len(), "{} answers to {} questions", answers.len(), questions.len());
    Ok(answers)
}

fn answer_of(line: &str) -> Result<String> {
    let line: Value = serde_json::from_str(line).with_context(|| format!("no verdict: {line}"))?;
    Ok(line.get("answer").and_then(Value::as_str).context("a verdict without an answer")?.to_owned())
}

/// A second route to the same answer, so that the questions are known to be put well: what a subject is told about
/// itself (impersonated, so with `system:authenticated` added) must be what others are told about it.
fn itself(context: &Context<'_>, random: &mut Random) -> Result<usize> {
    let mut client = context.api.client()?;
    let (mut asked, mut differ) = (0, Vec::new());
    for _ in 0..count("HOLDFAST_E2E_SELF", 300) {
        let mut spec = rights::question(random);
        let fields = spec.as_object_mut().context("a question that is no object")?;
        let user = fields.get("user").and_then(Value::as_str).unwrap_or_default().to_owned();
        // The groups of these follow from their names.
        if user.starts_with("system:") {
            continue;
        }
        fields.insert("groups".to_owned(), json!(["devs", "system:authenticated"]));
        let about = review(&mut client, &spec)?;
        let fields = spec.as_object_mut().context("a question that is no object")?;
        fields.remove("user");
        fields.remove("groups");
        let body =
            json!({"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview", "spec": spec});
        let headers = [("Impersonate-User", user.as_str()), ("Impersonate-Group", "devs")];
        let path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
        let by = allowed(&mut client, path, &headers, &body)?;
        asked += 1;
        if about != by {
            differ.push(format!("about {user}: {about}, by {user}: {by}: {spec}"));
        }
    }
    diff::none(&differ, "answers of two routes")?;
    Ok(asked)
}
