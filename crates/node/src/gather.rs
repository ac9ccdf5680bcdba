//! One node, whole: what runs, what is in force, what lies where.

use std::collections::BTreeMap;
use std::path::Path;

use holdfast_inventory::node::{
    Cloud, Component, Fact, FileFact, Kubeconfig, NodeFacts, NodeRole, PlatformKind, SCHEMA, SourceKind,
    Unit, Why, role,
};

use crate::component::{Start, start, text_of};
use crate::cx::{Cx, viewed};
use crate::embedded;
use crate::files::{self, Part};
use crate::given::{config_map, given};
use crate::host::{Dir, Host, HostError, View};
use crate::kubelet::Kubelet;
use crate::layout::{self, Layout};
use crate::manifest::StaticPods;
use crate::process::Processes;
use crate::unit::{self, Service};
use crate::{
    cni, configs, control, etcd, flags, kubeconfig, kubelet, kubeproxy, pki, platform, runtime, system,
    versions,
};

/// What the user gives besides the host.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The kubelet's answer to `/configz`, as JSON.
    pub configz: Option<Vec<u8>>,
    /// kube-proxy's configuration, or the ConfigMap that holds it.
    pub kube_proxy_config: Option<Vec<u8>>,
    pub cloud: Option<Cloud>,
    /// The version of Kubernetes, when it is known from elsewhere (the API server).
    pub kubernetes_version: Option<String>,
}

/// Gathers the facts of the host whose root is that directory.
///
/// # Errors
///
/// The directory itself cannot be opened; everything below it that cannot be read is a gap instead.
pub fn gather(root: &Path, options: &Options) -> Result<NodeFacts, HostError> {
    Ok(gather_from(&Dir::open(root)?, options))
}

/// The same of any host.
pub fn gather_from(host: &dyn Host, options: &Options) -> NodeFacts {
    let cx = Cx::new(host);
    let mut facts = NodeFacts { schema: SCHEMA.to_owned(), ..NodeFacts::unread() };
    let node = Node::look(&cx, options);
    node.tell(&cx, options, &mut facts);
    facts.gaps = cx.into_gaps();
    facts
}

/// The components of a node and what starts them.
struct Node {
    platform: Fact<holdfast_inventory::node::Platform>,
    release: Fact<BTreeMap<String, String>>,
    layout: &'static Layout,
    pods: StaticPods,
    manifest_directories: Vec<String>,
    services: BTreeMap<String, Service>,
    starts: BTreeMap<&'static str, Start>,
    components: BTreeMap<&'static str, Component>,
    kubelet: Option<Kubelet>,
    kube_proxy: Option<kubeproxy::KubeProxy>,
}

/// Component, program, service of an installation without static pods.
const CONTROL: &[(&str, &str, &str)] = &[
    ("apiserver", "kube-apiserver", "kube-apiserver.service"),
    ("controllerManager", "kube-controller-manager", "kube-controller-manager.service"),
    ("scheduler", "kube-scheduler", "kube-scheduler.service"),
    ("etcd", "etcd", "etcd.service"),
    ("kubeProxy", "kube-proxy", "kube-proxy.service"),
];

impl Node {
    fn look(cx: &Cx<'_>, options: &Options) -> Self {
        let processes = Processes::read(cx);
        let release = platform::os_release(cx);
        let platform = platform::detect(cx, &processes, &release);
        let kind = platform.get().map_or(PlatformKind::Vanilla, |platform| platform.kind);
        let mut node = Self {
            platform,
            release,
            layout: layout::of(kind),
            pods: StaticPods { containers: Vec::new(), files: Vec::new(), unread: Vec::new() },
            manifest_directories: Vec::new(),
            services: BTreeMap::new(),
            starts: embedded::gather(cx, &processes, kind),
            components: BTreeMap::new(),
            kubelet: None,
            kube_proxy: None,
        };
        node.kubelet(cx, &processes, options);
        node.static_pods(cx);
        node.control(cx, &processes, options);
        node.runtimes(cx, &processes);
        node
    }

    fn service(&mut self, cx: &Cx<'_>, name: &str) -> Option<Service> {
        let service = unit::read(cx, name)?;
        self.services.insert(name.to_owned(), service.clone());
        Some(service)
    }

    fn kubelet(&mut self, cx: &Cx<'_>, processes: &Processes, options: &Options) {
        let names = self.layout.kubelet_services;
        let service = names.iter().find_map(|name| self.service(cx, name));
        let none = StaticPods { containers: Vec::new(), files: Vec::new(), unread: Vec::new() };
        // A distribution's own service starts the distribution, not the kubelet.
        let direct = service.filter(|_| names.contains(&"kubelet.service"));
        let start = self
            .starts
            .remove("kubelet")
            .unwrap_or_else(|| start(cx, processes, &none, &["kubelet"], direct));
        let configz = given(cx, "the answer of /configz", options.configz.as_deref());
        let defaults = (self.layout.kubelet_config, self.layout.kubelet_config_dir);
        let found = kubelet::gather(cx, &start, defaults, configz.as_ref());
        self.components.insert("kubelet", found.component.clone());
        self.kubelet = Some(found);
        self.starts.insert("kubelet", start);
    }

    fn static_pods(&mut self, cx: &Cx<'_>) {
        let mut directories: Vec<String> = Vec::new();
        if let (Some(kubelet), Some(start)) = (self.components.get("kubelet"), self.starts.get("kubelet"))
            && let Some(path) = text_of(&kubelet.settings, "staticPodPath")
        {
            let place = start.locate(path);
            directories.extend(
                Some(place.shown)
                    .filter(|_| place.view == View::Host)
                    .map(|path| path.trim_end_matches('/').to_owned()),
            );
        }
        for path in self.layout.manifests {
            if !directories.iter().any(|known| known == path) && cx.exists(path) {
                directories.push((*path).to_owned());
            }
        }
        self.pods = StaticPods::read(cx, &directories);
        self.manifest_directories = directories;
    }

    fn control(&mut self, cx: &Cx<'_>, processes: &Processes, options: &Options) {
        let given = given(cx, "the configuration of kube-proxy", options.kube_proxy_config.as_deref());
        let given = given.map(config_map);
        for (name, program, service) in CONTROL {
            let start = self.starts.remove(name).unwrap_or_else(|| {
                let service = self.service(cx, service);
                start(cx, processes, &self.pods, &[*program], service)
            });
            let component = match *name {
                "etcd" => etcd::gather(cx, &start),
                "kubeProxy" => {
                    let found = kubeproxy::gather(cx, &start, given.as_ref());
                    self.kube_proxy.insert(found).component.clone()
                }
                "apiserver" => control::gather(cx, &start, program, flags::APISERVER),
                "scheduler" => control::gather(cx, &start, program, flags::SCHEDULER),
                _ => control::gather(cx, &start, program, flags::CONTROLLER_MANAGER),
            };
            self.components.insert(name, component);
            self.starts.insert(name, start);
        }
    }

    fn runtimes(&mut self, cx: &Cx<'_>, processes: &Processes) {
        for (name, program, ..) in runtime::RUNTIMES {
            let start = start(cx, processes, &self.pods, &[*program], None);
            self.components.insert(name, runtime::gather(cx, start));
        }
    }

    fn part(&self, name: &str) -> Option<Part<'_>> {
        Some(Part { component: self.components.get(name)?, start: self.starts.get(name)? })
    }

    fn tell(self, cx: &Cx<'_>, options: &Options, facts: &mut NodeFacts) {
        facts.versions = versions::gather(cx, &self.pods, &self.platform, &self.release, options);
        facts.node = versions::node_name(cx, self.components.get("kubelet"));
        facts.sysctls = system::sysctls(cx);
        self.files(cx, facts);
        kubeconfigs(cx, facts);
        if let Some(apiserver) = self.part("apiserver") {
            facts.configs = configs::gather(cx, apiserver.start, apiserver.component);
        }
        facts.units =
            self.services.iter().map(|(name, service)| (name.clone(), unit_fact(service))).collect();
        facts.cloud = match &options.cloud {
            Some(cloud) => Fact::value(cloud.clone(), SourceKind::Given, "--cloud-facts"),
            None => Fact::unknown(Why::NotGiven, "give the cloud's description with --cloud-facts FILE"),
        };
        facts.roles = self.roles();
        facts.platform = self.platform;
        facts
            .components
            .extend(self.components.into_iter().map(|(name, component)| (name.to_owned(), component)));
    }

    fn roles(&self) -> Vec<NodeRole> {
        let runs =
            |name: &str| self.components.get(name).is_some_and(|component| component.argv.get().is_some());
        let all =
            [("apiserver", NodeRole::ControlPlane), ("etcd", NodeRole::Etcd), ("kubelet", NodeRole::Worker)];
        all.into_iter().filter(|(name, _)| runs(name)).map(|(_, role)| role).collect()
    }

    fn files(&self, cx: &Cx<'_>, facts: &mut NodeFacts) {
        let layout = self.layout;
        let mut put = |role: &str, fact: Fact<Vec<FileFact>>| {
            facts.files.insert(role.to_owned(), fact);
        };
        put(role::ADMIN_KUBECONFIG, files::usual(cx, layout.admin_kubeconfig));
        let manifests = [
            (role::APISERVER_MANIFEST, "kube-apiserver"),
            (role::CONTROLLER_MANAGER_MANIFEST, "kube-controller-manager"),
            (role::ETCD_MANIFEST, "etcd"),
            (role::SCHEDULER_MANIFEST, "kube-scheduler"),
        ];
        for (role, program) in manifests {
            put(role, files::manifest(cx, &self.pods, &[program]));
        }
        put(role::STATIC_PODS, files::trees(cx, &self.manifest_directories));
        let named: &[(&str, &str, &[&str], &[&str])] = &[
            (role::AUDIT_LOG, "apiserver", &["audit-log-path"], &[]),
            (role::AUDIT_POLICY, "apiserver", &["audit-policy-file"], &[]),
            (
                role::CONTROLLER_MANAGER_KUBECONFIG,
                "controllerManager",
                &["kubeconfig"],
                layout.controller_kubeconfig,
            ),
            (role::ENCRYPTION_CONFIG, "apiserver", &["encryption-provider-config"], &[]),
            (role::ETCD_DATA_DIR, "etcd", &["data-dir"], layout.etcd_data),
            (
                role::KUBE_PROXY_KUBECONFIG,
                "kubeProxy",
                &["clientConnection.kubeconfig"],
                layout.proxy_kubeconfig,
            ),
            (
                role::KUBELET_CLIENT_CA,
                "kubelet",
                &["authentication.x509.clientCAFile"],
                layout.kubelet_client_ca,
            ),
            (role::KUBELET_KUBECONFIG, "kubelet", &["kubeconfig"], layout.kubelet_kubeconfig),
            (role::SCHEDULER_KUBECONFIG, "scheduler", &["kubeconfig"], layout.scheduler_kubeconfig),
        ];
        for (role, component, settings, defaults) in named {
            if let Some(part) = self.part(component) {
                put(role, files::one(cx, &part, settings, defaults));
            }
        }
        put(role::KUBELET_SERVICE, self.kubelet_service(cx));
        self.config_files(cx, &mut put);
        let cni =
            files::cni_directories(layout, self.components.get("kubelet").unwrap_or(&Component::unread()));
        put(role::CNI, files::contents(cx, &cni));
        if let Some(part) = self.part("kubelet") {
            let runtimes: Vec<(&'static str, &Component)> = runtime::RUNTIMES
                .iter()
                .filter_map(|(name, ..)| Some((*name, self.components.get(name)?)))
                .collect();
            files::add_runtime(cx, &part, &runtimes, &mut facts.files);
        }
        facts.cni = cni::gather(cx, &cni);
        let part = |name: &str| self.part(name);
        (facts.certificates, facts.files) = pki::add(cx, layout, &part, std::mem::take(&mut facts.files));
    }

    fn kubelet_service(&self, cx: &Cx<'_>) -> Fact<Vec<FileFact>> {
        let names = self.layout.kubelet_services;
        match names.iter().find_map(|name| self.services.get(*name)) {
            Some(service) => {
                let found = service.unit.files.iter().map(|path| cx.file(path)).collect();
                Fact::value(found, SourceKind::Unit, service.unit.files.join(", "))
            }
            None => Fact::absent(if names.is_empty() {
                "no unit of systemd".to_owned()
            } else {
                names.join(", ")
            }),
        }
    }

    fn config_files(&self, cx: &Cx<'_>, put: &mut impl FnMut(&str, Fact<Vec<FileFact>>)) {
        if let Some(kubelet) = &self.kubelet {
            let config = match &kubelet.config_file {
                Some(file) => Fact::value(vec![files::located(cx, file)], SourceKind::Argv, "--config"),
                None => unknown_or_absent(&kubelet.component, "--config"),
            };
            put(role::KUBELET_CONFIG, config);
            let drop_ins: Vec<FileFact> = kubelet.drop_ins.iter().map(|path| cx.shown_file(path)).collect();
            let drop_ins = if drop_ins.is_empty() {
                unknown_or_absent(&kubelet.component, "--config-dir")
            } else {
                Fact::value(drop_ins, SourceKind::DropIn, "--config-dir")
            };
            put(role::KUBELET_CONFIG_DROP_INS, drop_ins);
        }
        let proxy = match self.kube_proxy.as_ref().map(|proxy| (&proxy.config_file, &proxy.component)) {
            Some((Some(file), _)) => {
                Fact::value(vec![files::located(cx, file)], SourceKind::Argv, "--config")
            }
            Some((None, component)) if component.argv.get().is_some() => Fact::absent("--config"),
            Some((None, component)) if !component.unread.is_empty() => {
                unknown_or_absent(component, "--config")
            }
            _ => files::usual(cx, self.layout.proxy_config),
        };
        put(role::KUBE_PROXY_CONFIG, proxy);
    }
}

fn kubeconfigs(cx: &Cx<'_>, facts: &mut NodeFacts) {
    let roles = [
        role::ADMIN_KUBECONFIG,
        role::CONTROLLER_MANAGER_KUBECONFIG,
        role::KUBE_PROXY_KUBECONFIG,
        role::KUBELET_KUBECONFIG,
        role::SCHEDULER_KUBECONFIG,
    ];
    let mut found: BTreeMap<String, Fact<Kubeconfig>> = BTreeMap::new();
    for role in roles {
        for file in facts.files(role).get().into_iter().flatten() {
            let (view, path) = viewed(&file.path);
            let fact = kubeconfig::read(cx, view, path, &file.path);
            found.insert(file.path.clone(), fact);
        }
    }
    facts.kubeconfigs = found;
}

fn unknown_or_absent(component: &Component, looked: &str) -> Fact<Vec<FileFact>> {
    match component.unread.first() {
        Some(why) => Fact::unknown(Why::Missing, why.clone()),
        None => Fact::absent(looked),
    }
}

fn unit_fact(service: &Service) -> Fact<Unit> {
    let mut unit = service.unit.clone();
    unit.exec_start = crate::text::conceal_words(&unit.exec_start);
    Fact::value(unit, SourceKind::Unit, service.unit.files.first().cloned().unwrap_or_default())
}
