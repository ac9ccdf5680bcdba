//! k3s: one program, arguments from its configuration file, drop-ins and service
//! (<https://docs.k3s.io/installation/configuration>), on top of what it tells the components itself
//! (<https://docs.k3s.io/security/hardening-guide>).

use super::{
    BTreeMap, Cx, Embedded, Processes, Service, SourceKind, Value, View, absent, embedded, host_process, unit,
};

const CONFIG: &str = "/etc/rancher/k3s/config.yaml";
const CIPHERS: &str = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,\
TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,\
TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305,TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305";

/// What the user asks of k3s.
#[derive(Default)]
struct Options {
    values: BTreeMap<String, Vec<String>>,
    unread: Vec<String>,
}

pub(super) fn gather(cx: &Cx<'_>, processes: &Processes) -> Embedded {
    let service = unit::read(cx, "k3s.service").or_else(|| unit::read(cx, "k3s-agent.service"));
    let options = options(cx, service.as_ref());
    let running = host_process(cx, processes, &["k3s", "k3s-server", "k3s-agent"]);
    let data = options.one("data-dir").unwrap_or("/var/lib/rancher/k3s").to_owned();
    let agent_only = is_agent(cx, processes, service.as_ref(), &data);
    let mut found = Embedded::new();
    let mut add = |name: &'static str, program: &str, option: &str, built_in: Vec<(&str, String)>| {
        let argv = command(program, &built_in, options.all(option));
        let place = format!("k3s with {CONFIG}");
        found.insert(name, embedded(&running, argv, SourceKind::BuiltIn, &place, &options.unread));
    };
    add("kubelet", "kubelet", "kubelet-arg", kubelet(cx, &data, &options));
    if !options.is_true("disable-kube-proxy") {
        add("kubeProxy", "kube-proxy", "kube-proxy-arg", proxy(&data));
    }
    let etcd = cx.exists(&format!("{data}/server/db/etcd"));
    if !agent_only {
        add("apiserver", "kube-apiserver", "kube-apiserver-arg", apiserver(&data, &options, etcd));
        add("controllerManager", "kube-controller-manager", "kube-controller-manager-arg", controller(&data));
        add("scheduler", "kube-scheduler", "kube-scheduler-arg", scheduler(&data));
        if etcd {
            let file = format!("{data}/server/db/etcd/config");
            add("etcd", "etcd", "etcd-arg", vec![("config-file", file)]);
        }
    }
    let why = if agent_only { "this k3s is an agent" } else { "k3s runs without it" };
    for name in ["apiserver", "controllerManager", "etcd", "kubeProxy", "scheduler"] {
        let why = if name == "etcd" && !agent_only {
            "k3s keeps its data in SQLite or an outside database"
        } else {
            why
        };
        found.entry(name).or_insert_with(|| absent(why));
    }
    found
}

fn is_agent(cx: &Cx<'_>, processes: &Processes, service: Option<&Service>, data: &str) -> bool {
    let mut words: Vec<String> = Vec::new();
    if let Some(process) = processes.first(cx, |argv| super::program(argv).starts_with("k3s")) {
        words.extend(process.argv.iter().flat_map(|word| word.split(' ')).map(str::to_owned));
    }
    words.extend(service.into_iter().flat_map(|service| service.unit.exec_start.iter().cloned()));
    let says = |name: &str| words.iter().any(|word| word == name || word.ends_with(&format!("k3s-{name}")));
    says("agent") || !says("server") && !cx.exists(&format!("{data}/server"))
}

/// Arguments of the user replace the built-in ones of the same name.
fn command(program: &str, built_in: &[(&str, String)], own: &[String]) -> Vec<String> {
    let own: Vec<String> = own.iter().map(|word| format!("--{}", word.trim_start_matches('-'))).collect();
    let named =
        |name: &str| own.iter().any(|word| word.trim_start_matches('-').split('=').next() == Some(name));
    let mut words = vec![program.to_owned()];
    words.extend(
        built_in.iter().filter(|(name, _)| !named(name)).map(|(name, value)| format!("--{name}={value}")),
    );
    words.extend(own);
    words
}

impl Options {
    fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    fn one(&self, name: &str) -> Option<&str> {
        self.all(name).last().map(String::as_str)
    }

    fn is_true(&self, name: &str) -> bool {
        self.one(name) == Some("true")
    }

    /// A later file replaces an earlier one's value; a name that ends in `+` adds to it.
    fn merge(&mut self, document: &Value) {
        for (name, value) in document.as_object().into_iter().flatten() {
            let values: Vec<String> = match value {
                Value::Array(items) => items.iter().map(plain).collect(),
                value => vec![plain(value)],
            };
            match name.strip_suffix('+') {
                Some(name) => self.values.entry(name.to_owned()).or_default().extend(values),
                None => {
                    self.values.insert(name.clone(), values);
                }
            }
        }
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn options(cx: &Cx<'_>, service: Option<&Service>) -> Options {
    let mut options = Options::default();
    let mut files = vec![CONFIG.to_owned()];
    let directory = format!("{CONFIG}.d");
    let names = cx.list(&directory, "the options in it are not known").into_iter();
    files.extend(
        names
            .filter(|name| [".yaml", ".yml"].iter().any(|end| name.ends_with(end)))
            .map(|name| format!("{directory}/{name}")),
    );
    for file in files {
        match cx.document(View::Host, &file) {
            Ok(document) => options.merge(&document),
            Err(fault) if matches!(fault.why, super::Why::Missing) => {}
            Err(fault) => {
                cx.gap(&file, &fault.detail, "the options in it are not known");
                options.unread.push(fault.detail);
            }
        }
    }
    let words = service.map_or(&[][..], |service| service.unit.exec_start.as_slice());
    let mut words = words.iter().skip(2).peekable();
    while let Some(word) = words.next() {
        let Some(body) = word.strip_prefix("--") else { continue };
        let (name, value) = match body.split_once('=') {
            Some((name, value)) => (name, value.to_owned()),
            None if words.peek().is_some_and(|next| !next.starts_with('-')) => {
                (body, words.next().cloned().unwrap_or_default())
            }
            None => (body, "true".to_owned()),
        };
        options.values.entry(name.to_owned()).or_default().push(value);
    }
    options
}

fn apiserver<'n>(data: &str, options: &Options, etcd: bool) -> Vec<(&'n str, String)> {
    let tls = |name: &str| format!("{data}/server/tls/{name}");
    let mut flags = vec![
        ("allow-privileged", "true".to_owned()),
        ("anonymous-auth", "false".to_owned()),
        ("authorization-mode", "Node,RBAC".to_owned()),
        ("bind-address", "127.0.0.1".to_owned()),
        ("client-ca-file", tls("client-ca.crt")),
        ("enable-admission-plugins", "NodeRestriction".to_owned()),
        ("kubelet-certificate-authority", tls("server-ca.crt")),
        ("kubelet-client-certificate", tls("client-kube-apiserver.crt")),
        ("kubelet-client-key", tls("client-kube-apiserver.key")),
        ("profiling", "false".to_owned()),
        ("proxy-client-cert-file", tls("client-auth-proxy.crt")),
        ("proxy-client-key-file", tls("client-auth-proxy.key")),
        ("requestheader-client-ca-file", tls("request-header-ca.crt")),
        ("service-account-key-file", tls("service.key")),
        ("service-account-signing-key-file", tls("service.current.key")),
        ("storage-backend", "etcd3".to_owned()),
        ("tls-cert-file", tls("serving-kube-apiserver.crt")),
        ("tls-cipher-suites", CIPHERS.to_owned()),
        ("tls-private-key-file", tls("serving-kube-apiserver.key")),
    ];
    if etcd {
        flags.push(("etcd-servers", "https://127.0.0.1:2379".to_owned()));
        flags.push(("etcd-cafile", tls("etcd/server-ca.crt")));
        flags.push(("etcd-certfile", tls("etcd/client.crt")));
        flags.push(("etcd-keyfile", tls("etcd/client.key")));
    } else {
        let endpoint = options.one("datastore-endpoint").map(|_| "outside database".to_owned());
        flags.push(("etcd-servers", endpoint.unwrap_or_else(|| "unix://kine.sock".to_owned())));
        let files = [
            ("etcd-cafile", "datastore-cafile"),
            ("etcd-certfile", "datastore-certfile"),
            ("etcd-keyfile", "datastore-keyfile"),
        ];
        flags
            .extend(files.iter().filter_map(|(flag, option)| Some((*flag, options.one(option)?.to_owned()))));
    }
    if options.is_true("secrets-encryption") {
        flags.push(("encryption-provider-config", format!("{data}/server/cred/encryption-config.json")));
        flags.push(("encryption-provider-config-automatic-reload", "true".to_owned()));
    }
    flags
}

fn controller<'n>(data: &str) -> Vec<(&'n str, String)> {
    let tls = |name: &str| format!("{data}/server/tls/{name}");
    vec![
        ("allocate-node-cidrs", "true".to_owned()),
        ("bind-address", "127.0.0.1".to_owned()),
        ("kubeconfig", format!("{data}/server/cred/controller.kubeconfig")),
        ("profiling", "false".to_owned()),
        ("root-ca-file", tls("server-ca.crt")),
        ("service-account-private-key-file", tls("service.current.key")),
        ("use-service-account-credentials", "true".to_owned()),
    ]
}

fn scheduler<'n>(data: &str) -> Vec<(&'n str, String)> {
    vec![
        ("bind-address", "127.0.0.1".to_owned()),
        ("kubeconfig", format!("{data}/server/cred/scheduler.kubeconfig")),
        ("profiling", "false".to_owned()),
    ]
}

/// Up to 1.31 k3s told the kubelet everything by flags; since then by a file in its drop-in directory.
fn kubelet<'n>(cx: &Cx<'_>, data: &str, options: &Options) -> Vec<(&'n str, String)> {
    let agent = |name: &str| format!("{data}/agent/{name}");
    let mut flags = vec![("kubeconfig", agent("kubelet.kubeconfig")), ("read-only-port", "0".to_owned())];
    flags.extend(options.one("node-name").map(|name| ("hostname-override", name.to_owned())));
    if cx.exists(&agent("etc/kubelet.conf.d")) {
        flags.push(("config-dir", agent("etc/kubelet.conf.d")));
    } else {
        flags.push(("anonymous-auth", "false".to_owned()));
        flags.push(("authentication-token-webhook", "true".to_owned()));
        flags.push(("authorization-mode", "Webhook".to_owned()));
        flags.push(("client-ca-file", agent("client-ca.crt")));
        flags.push(("pod-manifest-path", agent("pod-manifests")));
        flags.push(("tls-cert-file", agent("serving-kubelet.crt")));
        flags.push(("tls-private-key-file", agent("serving-kubelet.key")));
    }
    if options.is_true("protect-kernel-defaults") {
        flags.push(("protect-kernel-defaults", "true".to_owned()));
    }
    flags
}

fn proxy<'n>(data: &str) -> Vec<(&'n str, String)> {
    vec![
        ("healthz-bind-address", "127.0.0.1".to_owned()),
        ("kubeconfig", format!("{data}/agent/kubeproxy.kubeconfig")),
        ("proxy-mode", "iptables".to_owned()),
    ]
}
