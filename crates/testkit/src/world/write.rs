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
    for (name, kind) in KINDS {
        let ending = if form == Form::Lists { "json" } else { "ndjson" };
        let mut file = Counted {
            to: BufWriter::with_capacity(1 << 20, File::create(to.join(format!("{name}.{ending}")))?),
            bytes: 0,
        };
        sum.objects += match form {
            Form::Lists => list(&mut file, kind(plan))?,
            Form::Lines => lines(&mut file, kind(plan))?,
        };
        file.to.flush()?;
        sum.bytes += file.bytes;
    }
    let mut file = BufWriter::new(File::create(to.join("truth.json"))?);
    serde_json::to_writer_pretty(&mut file, &truth::truth(plan))?;
    file.write_all(b"\n")?;
    file.flush()?;
    Ok(sum)
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

/// As `kubectl get -A -o json` prints it.
fn list(to: &mut impl Write, objects: Objects<'_>) -> io::Result<usize> {
    to.write_all(b"{\n    \"apiVersion\": \"v1\",\n    \"items\": [")?;
    let mut count = 0;
    for object in objects {
        to.write_all(if count == 0 { b"\n" } else { b",\n" })?;
        object.serialize(&mut Serializer::with_formatter(&mut *to, PrettyFormatter::with_indent(b"    ")))?;
        count += 1;
    }
    to.write_all(b"\n    ],\n    \"kind\": \"List\",\n    \"metadata\": {\n        \"resourceVersion\": \"\"\n    }\n}\n")?;
    Ok(count)
}

fn lines(to: &mut impl Write, objects: Objects<'_>) -> io::Result<usize> {
    let mut count = 0;
    for object in objects {
        serde_json::to_writer(&mut *to, &object)?;
        to.write_all(b"\n")?;
        count += 1;
    }
    Ok(count)
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
    ("pods", |plan| {
        Box::new(plan.apps.iter().flat_map(|app| {
            let pods = Pods::new(plan, app);
            (0..app.replicas).map(move |at| pods.pod(at))
        }))
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
