use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde::Serialize as _;
use serde_json::Value;
use serde_json::ser::{PrettyFormatter, Serializer};

use super::plan::{App, Controller, Plan, Tier};
use super::pod::Pods;
use super::{Form, Written, access, infra, net, truth, workload};

/// Objects of one kind, made one at a time.
type Objects<'p> = Box<dyn Iterator<Item = Value> + 'p>;

pub(super) fn write(plan: &Plan, form: Form, to: &Path) -> io::Result<Written> {
    std::fs::create_dir_all(to)?;
    let mut sum = Written::default();
    let (ending, print): (_, fn(&Value) -> String) = match form {
        Form::Lists => ("json", pretty),
        Form::Lines => ("ndjson", Value::to_string),
    };
    for (name, kind) in KINDS {
        let texts = kind(plan).map(|object| print(&object));
        one(to, &format!("{name}.{ending}"), form, texts, &mut sum)?;
    }
    let pods = plan.apps.iter().flat_map(|app| {
        let pods = Pods::new(plan, app, print);
        (0..app.replicas).map(move |at| pods.text(at))
    });
    one(to, &format!("pods.{ending}"), form, pods, &mut sum)?;
    let mut file = BufWriter::new(File::create(to.join("truth.json"))?);
    serde_json::to_writer_pretty(&mut file, &truth::truth(plan))?;
    file.write_all(b"\n")?;
    file.flush()?;
    Ok(sum)
}

/// One file of objects that are printed already.
fn one(
    to: &Path,
    name: &str,
    form: Form,
    texts: impl Iterator<Item = String>,
    sum: &mut Written,
) -> io::Result<()> {
    let file = BufWriter::with_capacity(1 << 20, File::create(to.join(name))?);
    let mut file = Counted { to: file, bytes: 0 };
    let (head, between, end) = match form {
        Form::Lists => (HEAD, ",\n", END),
        Form::Lines => ("", "\n", "\n"),
    };
    file.write_all(head.as_bytes())?;
    for (at, text) in texts.enumerate() {
        file.write_all(if at == 0 { "" } else { between }.as_bytes())?;
        file.write_all(text.as_bytes())?;
        sum.objects += 1;
    }
    file.write_all(end.as_bytes())?;
    file.flush()?;
    sum.bytes += file.bytes;
    Ok(())
}

/// A list as `kubectl get -A -o json` prints it.
const HEAD: &str = "{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n";
const END: &str =
    "\n    ],\n    \"kind\": \"List\",\n    \"metadata\": {\n        \"resourceVersion\": \"\"\n    }\n}\n";

fn pretty(object: &Value) -> String {
    let mut text = Vec::new();
    let mut to = Serializer::with_formatter(&mut text, PrettyFormatter::with_indent(b"    "));
    // Values have text for keys and are written to memory: neither fails.
    let _ = object.serialize(&mut to);
    String::from_utf8(text).unwrap_or_default()
}

struct Counted<W> {
    to: W,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.to.write(bytes)?;
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

type Make = for<'p> fn(&'p Plan) -> Objects<'p>;

/// One object of each app.
fn each<'p>(plan: &'p Plan, make: fn(&'p Plan, &'p App) -> Value) -> Objects<'p> {
    Box::new(plan.apps.iter().map(move |app| make(plan, app)))
}

/// One object of each team's namespace.
fn every<'p>(plan: &'p Plan, make: fn(&'p Plan, usize) -> Value) -> Objects<'p> {
    Box::new((0..plan.namespaces.len()).map(move |index| make(plan, index)))
}

fn of(plan: &Plan, controller: Controller) -> impl Iterator<Item = &App> {
    plan.apps.iter().filter(move |app| app.controller == controller)
}

/// The injected objects of a kind.
fn flaws<'p>(plan: &'p Plan, kind: &'static str) -> impl Iterator<Item = Value> + 'p {
    let all = plan
        .namespaces
        .iter()
        .flat_map(|namespace| namespace.flaws.iter().map(|flaw| (flaw.object)(&namespace.name)));
    all.filter(move |object| object["kind"] == kind)
}

/// Every kind but pods, of which there are too many to be made one by one.
const KINDS: &[(&str, Make)] = &[
    ("clusterrolebindings", |plan| {
        let admins = plan.apps.iter().filter_map(|app| access::admin_binding(plan, app));
        Box::new(admins.chain(flaws(plan, "ClusterRoleBinding")))
    }),
    ("clusterroles", |plan| Box::new(access::cluster_roles().into_iter().chain(flaws(plan, "ClusterRole")))),
    ("configmaps", |plan| Box::new(each(plan, workload::config_map).chain(flaws(plan, "ConfigMap")))),
    ("cronjobs", |plan| every(plan, infra::job)),
    ("customresourcedefinitions", |_| Box::new(infra::resource_definitions().into_iter())),
    ("deployments", |plan| {
        Box::new(of(plan, Controller::Deployment).map(|app| workload::controller(plan, app)))
    }),
    ("ingresses", |plan| {
        let published =
            plan.apps.iter().filter(|app| app.tier == Tier::Frontend).map(|app| net::ingress(plan, app));
        Box::new(published.chain(flaws(plan, "Ingress")))
    }),
    ("limitranges", |plan| every(plan, infra::limits)),
    ("namespaces", |plan| Box::new(infra::namespaces(plan))),
    ("networkpolicies", |plan| {
        let all = plan
            .namespaces
            .iter()
            .enumerate()
            .flat_map(|(index, namespace)| net::policies(plan, index, namespace));
        Box::new(all.chain(flaws(plan, "NetworkPolicy")))
    }),
    ("nodes", |plan| Box::new((0..plan.size.nodes).map(|index| infra::node(plan, index)))),
    ("poddisruptionbudgets", |plan| {
        Box::new(each(plan, workload::disruption_budget).chain(flaws(plan, "PodDisruptionBudget")))
    }),
    ("replicasets", |plan| {
        Box::new(of(plan, Controller::Deployment).map(|app| workload::replica_set(plan, app)))
    }),
    ("resourcequotas", |plan| every(plan, infra::quota)),
    ("rolebindings", |plan| Box::new(each(plan, access::binding).chain(flaws(plan, "RoleBinding")))),
    ("roles", |plan| each(plan, access::role)),
    ("secrets", |plan| each(plan, workload::secret)),
    ("serviceaccounts", |plan| each(plan, access::account)),
    ("services", |plan| {
        let public =
            plan.apps.iter().filter(|app| app.way.is_some()).map(|app| net::public_service(plan, app));
        Box::new(each(plan, net::service).chain(public).chain(flaws(plan, "Service")))
    }),
    ("statefulsets", |plan| {
        Box::new(of(plan, Controller::StatefulSet).map(|app| workload::controller(plan, app)))
    }),
    ("validatingwebhookconfigurations", |_| Box::new(infra::webhooks().into_iter())),
];
