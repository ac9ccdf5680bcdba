//! The flows that the objects themselves declare: published services, hosts that workloads are configured with,
//! webhooks, scraping.

use holdfast_inventory::view::{
    ApiService, ConfigMap, Container, PodTemplate, ServiceAccount, ServiceMonitor, WebhookConfiguration,
};
use holdfast_inventory::{Object, PodFacts, Snapshot};
use rustc_hash::{FxHashMap, FxHashSet};

use super::host::{self, Named};
use super::services::{Services, Target};
use super::{Flow, Party};
use crate::engine::Engine;
use crate::ip::IpRange;
use crate::ports::Protocol;
use crate::who::WorkloadId;

/// Parts of the images of controllers that hand requests from outside to services.
static ENTRY_IMAGES: &[&str] = &[
    "ingress-nginx/controller",
    "nginx-ingress",
    "nginx/kubernetes-ingress",
    "traefik",
    "haproxy-ingress",
    "haproxytech/kubernetes-ingress",
    "projectcontour/contour",
    "envoyproxy/envoy",
    "envoyproxy/gateway",
    "istio/proxyv2",
    "kong",
    "apache/apisix",
    "emissary",
];

pub(super) fn flows(engine: &Engine<'_>, snapshot: &Snapshot, notes: &mut Vec<String>) -> Vec<Flow> {
    let services = Services::read(engine, snapshot);
    let pods = templates(engine, snapshot);
    let mut reader = Reader { engine, snapshot, services: &services, found: Vec::new(), notes };
    reader.published(&pods);
    reader.callbacks();
    reader.scraped(&pods);
    for (id, facts) in &pods {
        reader.configured(*id, facts);
    }
    reader.found
}

/// One template for each workload: its own, or that of the first of its pods.
fn templates<'s>(engine: &Engine<'_>, snapshot: &'s Snapshot) -> Vec<(WorkloadId, &'s PodFacts)> {
    let mut seen = FxHashSet::default();
    let mut found = Vec::new();
    let own = |facts: &&PodFacts| {
        let object = facts.object(snapshot);
        object.workload() == object
    };
    for facts in snapshot.pods().iter().filter(own) {
        let Some(id) = engine.workload_of(facts.object(snapshot)) else { continue };
        if facts.is_custom() || seen.insert(id) {
            found.push((id, facts));
        }
    }
    found
}

struct Reader<'r, 's> {
    engine: &'r Engine<'s>,
    snapshot: &'r Snapshot,
    services: &'r Services<'r, 's>,
    found: Vec<Flow>,
    notes: &'r mut Vec<String>,
}

impl Reader<'_, '_> {
    fn need(&mut self, from: &Party, to: Target, why: &str) {
        let (id, protocol, port) = to;
        let to = Party::Workload(id);
        self.found.push(Flow { from: from.clone(), to, protocol, port, why: why.to_owned() });
    }

    fn containers(&self, facts: &PodFacts) -> Vec<String> {
        let template = facts.template(self.snapshot);
        let images = template.iter().flat_map(|t| containers(t)).filter_map(|c| c.image.as_deref());
        images.map(str::to_owned).collect()
    }

    fn with_image(&self, pods: &[(WorkloadId, &PodFacts)], fits: impl Fn(&str) -> bool) -> Vec<WorkloadId> {
        let has = |facts: &PodFacts| self.containers(facts).iter().any(|image| fits(repository(image)));
        pods.iter().filter(|(_, facts)| has(facts)).map(|(id, _)| *id).collect()
    }

    /// Load balancers, node ports, ingresses and routes.
    fn published(&mut self, pods: &[(WorkloadId, &PodFacts)]) {
        for (namespace, name, service) in self.services.iter() {
            let kind = service.spec.kind.as_deref().unwrap_or_default();
            if !matches!(kind, "LoadBalancer" | "NodePort") && service.spec.external_ips.is_empty() {
                continue;
            }
            for target in self.services.all_targets(namespace, service) {
                self.need(&Party::Anyone, target, &format!("Service {namespace}/{name} is published"));
            }
        }
        let controllers =
            self.with_image(pods, |image| ENTRY_IMAGES.iter().any(|known| image.contains(known)));
        let on_host = |id: &WorkloadId| self.engine.workload(*id).is_some_and(|w| w.host_network);
        let mut callers: Vec<Party> =
            controllers.iter().filter(|id| !on_host(id)).map(|id| Party::Workload(*id)).collect();
        if callers.is_empty() && !self.engine.entries.is_empty() {
            self.notes.push(
                "no ingress controller was recognised among the workloads: what is published by ingresses and routes accepts connections from anyone".to_owned(),
            );
            callers.push(Party::Anyone);
        }
        for entry in &self.engine.entries {
            let ports = Protocol::ALL.into_iter().flat_map(|p| {
                entry.ports.ranges(p).take(8).flat_map(move |(a, b)| (a..=b).take(8).map(move |n| (p, n)))
            });
            for (protocol, port) in ports {
                for id in self.services.workloads_of_class(entry.class) {
                    for caller in &callers {
                        self.need(caller, (*id, protocol, port), "an ingress or route leads to it");
                    }
                }
            }
        }
    }

    /// Services that the API server calls.
    fn callbacks(&mut self) {
        let mut called: Vec<(String, String, String)> = Vec::new();
        for kind in ["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"] {
            for object in self.snapshot.of_kind(kind) {
                let view = object.view::<WebhookConfiguration<'_>>().unwrap_or_default();
                let services = view.webhooks.iter().filter_map(|w| w.client_config.service.as_ref());
                called.extend(services.map(|s| named(s.namespace.as_deref(), &s.name, object)));
            }
        }
        for object in self.snapshot.of_kind("APIService") {
            let view = object.view::<ApiService<'_>>().unwrap_or_default();
            called.extend(view.spec.service.iter().map(|s| named(s.namespace.as_deref(), &s.name, object)));
        }
        for (namespace, name, by) in called {
            let Some(service) = self.services.get(&namespace, &name) else { continue };
            for target in self.services.all_targets(&namespace, service) {
                self.need(&Party::Anyone, target, &format!("the API server calls it: {by}"));
            }
        }
    }

    /// Prometheus reads what ServiceMonitors and annotations name.
    fn scraped(&mut self, pods: &[(WorkloadId, &PodFacts)]) {
        let readers = self.with_image(pods, |image| image.rsplit('/').next() == Some("prometheus"));
        let mut targets: Vec<(Target, String)> = Vec::new();
        for object in self.snapshot.of_kind("ServiceMonitor") {
            let Some(view) = object.view::<ServiceMonitor<'_>>() else { continue };
            let choice = &view.spec.namespace_selector;
            let in_scope = |namespace: &str| match (choice.any, choice.match_names.is_empty()) {
                (Some(true), _) => true,
                (_, true) => namespace == object.namespace(),
                (_, false) => choice.match_names.iter().any(|name| *name == namespace),
            };
            for (namespace, name, service) in self.services.iter().filter(|(n, ..)| in_scope(n)) {
                let own = self.snapshot.find("Service", namespace, name);
                if own.is_some_and(|o| view.spec.selector.matches(|key| o.label(key))) {
                    let why = format!("ServiceMonitor {}/{} names it", object.namespace(), object.name());
                    let all = self.services.all_targets(namespace, service);
                    targets.extend(all.into_iter().map(|target| (target, why.clone())));
                }
            }
        }
        for (id, facts) in pods {
            let template = facts.template(self.snapshot);
            let annotations = template.as_ref().map(|t| &t.metadata.annotations);
            let value =
                |key| annotations.and_then(|a| a.value(key)).map(holdfast_inventory::view::Str::as_str);
            if value("prometheus.io/scrape") == Some("true")
                && let Some(port) = value("prometheus.io/port").and_then(|p| p.parse().ok())
            {
                targets.push(((*id, Protocol::Tcp, port), "its annotations ask for scraping".to_owned()));
            }
        }
        for (target, why) in targets {
            for reader in &readers {
                self.need(&Party::Workload(*reader), target, &why);
            }
        }
    }

    /// Hosts in the environment, arguments and configuration files of a workload, and the API server for those with an
    /// account of their own.
    fn configured(&mut self, id: WorkloadId, facts: &PodFacts) {
        let Some(template) = facts.template(self.snapshot) else { return };
        let namespace = self.engine.workload(id).map(|w| w.namespace).unwrap_or_default();
        let from = Party::Workload(id);
        let mut texts = Texts { snapshot: self.snapshot, namespace, found: Vec::new() };
        containers(&template).for_each(|container| texts.container(container));
        texts.volumes(&template);
        let texts = texts.found;
        for (setting, text, place) in &texts {
            for asked in host::hosts(setting, text) {
                self.host(&from, namespace, &asked, place);
            }
        }
        let spec = &template.spec;
        let account = spec.service_account_name.as_deref().unwrap_or_default();
        if !matches!(account, "" | "default")
            && self.has_token(spec.automount_service_account_token, namespace, account)
        {
            for port in [443, 6443] {
                let why = format!("runs with the account {account} and its token");
                self.found.push(Flow {
                    from: from.clone(),
                    to: Party::ApiServer,
                    protocol: Protocol::Tcp,
                    port,
                    why,
                });
            }
        }
    }

    /// The pod's word counts before its account's.
    fn has_token(&self, pod: Option<bool>, namespace: &str, account: &str) -> bool {
        let object = self.snapshot.find("ServiceAccount", namespace, account);
        let own = || object.and_then(Object::view::<ServiceAccount<'_>>)?.automount_service_account_token;
        pod.or_else(own).unwrap_or(true)
    }

    fn host(&mut self, from: &Party, namespace: &str, asked: &Named<'_>, place: &str) {
        if let Some((space, name)) = self.services.resolve(namespace, asked.host) {
            let Some(service) = self.services.get(space, name).filter(|_| !asked.bare) else { return };
            if let Some(external) = service.spec.external_name.as_deref() {
                let outside = Named { host: external, ..asked.clone() };
                return self.outside(from, &outside, place);
            }
            let targets = self.services.targets(space, service, asked);
            if targets.is_empty() {
                self.notes
                    .push(format!("{place} names {space}/{name}, behind which no pod answers on that port"));
            }
            for target in targets {
                self.need(from, target, place);
            }
        } else if asked.host.contains(".svc") {
            self.notes.push(format!("{place} names {}: that service is not in the input", asked.host));
        } else {
            self.outside(from, asked, place);
        }
    }

    fn outside(&mut self, from: &Party, asked: &Named<'_>, place: &str) {
        let Some(port) = asked.port.or_else(|| asked.scheme.and_then(host::default_port)) else { return };
        let to = match host::address(asked.host) {
            Some(address) => Party::Block(IpRange::from(address)),
            None if host::is_public(asked.host) => Party::Name(asked.host.to_ascii_lowercase()),
            None => return,
        };
        let flow = Flow {
            from: from.clone(),
            to,
            protocol: Protocol::Tcp,
            port: u32::from(port),
            why: place.to_owned(),
        };
        self.found.push(flow);
    }
}

fn named(namespace: Option<&str>, name: &str, by: Object<'_>) -> (String, String, String) {
    let namespace = namespace.filter(|n| !n.is_empty()).unwrap_or("default");
    (namespace.to_owned(), name.to_owned(), format!("{} {}", by.kind(), by.name()))
}

fn containers<'t, 'a>(template: &'t PodTemplate<'a>) -> impl Iterator<Item = &'t Container<'a>> {
    let spec = &template.spec;
    spec.containers.iter().chain(spec.init_containers.iter()).chain(spec.ephemeral_containers.iter())
}

/// An image without its tag and digest.
fn repository(image: &str) -> &str {
    let image = image.split('@').next().unwrap_or_default();
    match image.rsplit_once(':') {
        Some((repository, tag)) if !tag.contains('/') => repository,
        _ => image,
    }
}

/// Settings of a workload: name, text, and where it stands.
struct Texts<'s> {
    snapshot: &'s Snapshot,
    namespace: &'s str,
    found: Vec<(String, String, String)>,
}

impl Texts<'_> {
    fn container(&mut self, container: &Container<'_>) {
        for variable in &container.env {
            let place = format!("variable {} of container {}", variable.name, container.name);
            if let Some(value) = &variable.value {
                self.found.push((variable.name.to_string(), value.to_string(), place));
            } else if let Some(key) =
                variable.value_from.as_ref().and_then(|from| from.config_map_key_ref.as_ref())
                && let Some(value) = self.config(&key.name).remove(key.key.as_str())
            {
                self.found.push((variable.name.to_string(), value, place));
            }
        }
        for from in container.env_from.iter().filter_map(|from| from.config_map_ref.as_ref()) {
            self.whole(&from.name);
        }
        for word in container.command.iter().chain(&container.args) {
            let place = format!("arguments of container {}", container.name);
            let (flag, value) = word.split_once('=').unwrap_or(("", word));
            self.found.push((flag.to_owned(), value.to_owned(), place));
        }
    }

    fn volumes(&mut self, template: &PodTemplate<'_>) {
        for volume in &template.spec.volumes {
            if let Some(source) = &volume.config_map {
                self.whole(&source.name);
            }
            for source in volume.projected.iter().flat_map(|projected| projected.sources.iter()) {
                if let Some(source) = &source.config_map {
                    self.whole(&source.name);
                }
            }
        }
    }

    fn whole(&mut self, name: &str) {
        for (key, value) in self.config(name) {
            let place = format!("{key} of ConfigMap {name}");
            self.found.push((key, value, place));
        }
    }

    fn config(&self, name: &str) -> FxHashMap<String, String> {
        let object = self.snapshot.find("ConfigMap", self.namespace, name);
        let view = object.and_then(Object::view::<ConfigMap<'_>>).unwrap_or_default();
        view.data.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect()
    }
}
