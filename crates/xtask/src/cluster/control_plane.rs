//! etcd, the API server, the controllers and the scheduler, on free ports of loopback.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result};

use super::instance::Instance;
use super::options::Options;
use super::process::{Started, wait_ready};
use super::releases::Binaries;
use super::{files, pki, tools};

/// A cold machine under load needs longer than anybody likes to wait.
const PATIENCE: Duration = Duration::from_mins(2);

/// Where each part listens.
pub(super) struct Plan {
    etcd: u16,
    etcd_peer: u16,
    server: u16,
    controllers: u16,
    scheduler: u16,
    etcd_scheme: &'static str,
}

impl Plan {
    pub(super) fn new(instance: &Instance, options: &Options) -> Result<Self> {
        let [etcd, etcd_peer, server, controllers, scheduler] = files::free_ports()?;
        let etcd_scheme = if options.weak.plain_etcd { "http" } else { "https" };
        let plan = Self { etcd, etcd_peer, server, controllers, scheduler, etcd_scheme };
        instance.describe(&format!(
            "Kubernetes {}, API server {}, etcd {etcd_scheme}://127.0.0.1:{etcd}, {}",
            options.release.version,
            plan.server_url(),
            options.weak
        ))?;
        Ok(plan)
    }

    fn server_url(&self) -> String {
        format!("https://127.0.0.1:{}", self.server)
    }
}

/// Starts all four and waits until each is ready.
pub(super) fn start(instance: &Instance, options: &Options, binaries: &Binaries, plan: &Plan) -> Result<()> {
    for who in ["admin", "controller-manager", "scheduler", "kubelet"] {
        if Path::new(&pki::key(instance, who)).exists() {
            files::kubeconfig(instance, who, &plan.server_url())?;
        }
    }
    link_kubectl(instance, binaries)?;
    instance.write("audit-policy.yaml", files::AUDIT_POLICY)?;
    let etcd = etcd(instance, plan)?;
    wait_ready(&etcd, instance.home(), PATIENCE, || listens(plan.etcd))?;
    let server = server(instance, options, binaries, plan)?;
    wait_ready(&server, instance.home(), PATIENCE, || {
        kubectl(instance, &["get", "--raw", "/readyz"]).is_ok()
    })?;
    // A kubelet's API may be asked by the API server, and by nobody else.
    kubectl(
        instance,
        &[
            "create",
            "clusterrolebinding",
            "holdfast:kubelet-clients",
            "--clusterrole=system:kubelet-api-admin",
            "--group=holdfast:kubelet-clients",
        ],
    )?;
    let controllers = controllers(instance, binaries, plan)?;
    let scheduler = scheduler(instance, binaries, plan)?;
    wait_ready(&controllers, instance.home(), PATIENCE, || listens(plan.controllers))?;
    wait_ready(&scheduler, instance.home(), PATIENCE, || listens(plan.scheduler))?;
    // Pods are refused until the controllers have made the account they run as.
    wait_ready(&controllers, instance.home(), PATIENCE, || {
        kubectl(instance, &["get", "serviceaccount", "default"]).is_ok()
    })
}

/// The instance's own kubectl, so that people need no other.
fn link_kubectl(instance: &Instance, binaries: &Binaries) -> Result<()> {
    std::os::unix::fs::symlink(binaries.path("kubectl"), instance.path("kubectl"))
        .context("cannot link kubectl")
}

/// Asks the cluster as its administrator.
pub(crate) fn kubectl(instance: &Instance, args: &[&str]) -> Result<String> {
    let kubeconfig = instance.kubeconfig();
    tools::output(
        Command::new(instance.path("kubectl"))
            .arg("--kubeconfig")
            .arg(kubeconfig)
            .arg("--request-timeout=20s")
            .args(args)
            // The cache of discovery belongs to the cluster.
            .env("KUBECACHEDIR", instance.path("kubectl-cache")),
    )
}

fn listens(port: u16) -> bool {
    std::net::TcpStream::connect(("127.0.0.1", port)).is_ok()
}

fn etcd(instance: &Instance, plan: &Plan) -> Result<Started> {
    let scheme = plan.etcd_scheme;
    let client = format!("{scheme}://127.0.0.1:{}", plan.etcd);
    let peer = format!("{scheme}://127.0.0.1:{}", plan.etcd_peer);
    let mut command = tools::command("etcd");
    command
        .args(["--name", "holdfast", "--data-dir", &instance.text("etcd")])
        .args(["--listen-client-urls", &client, "--advertise-client-urls", &client])
        .args(["--listen-peer-urls", &peer, "--initial-advertise-peer-urls", &peer])
        .args(["--initial-cluster", &format!("holdfast={peer}")])
        .args(["--quota-backend-bytes", "1073741824", "--log-level", "warn", "--logger", "zap"]);
    if scheme == "https" {
        for prefix in ["", "peer-"] {
            command
                .arg(format!("--{prefix}cert-file={}", pki::certificate(instance, "etcd")))
                .arg(format!("--{prefix}key-file={}", pki::key(instance, "etcd")))
                .arg(format!("--{prefix}trusted-ca-file={}", pki::certificate(instance, "ca")))
                .arg(format!("--{prefix}client-cert-auth=true"));
        }
    }
    // Reads nobody's settings but ours.
    command.env_remove("ETCD_CONFIG_FILE");
    instance.spawn("etcd", &mut command)
}

fn server(instance: &Instance, options: &Options, binaries: &Binaries, plan: &Plan) -> Result<Started> {
    let weak = options.weak;
    let mut flags = vec![
        ("bind-address", "127.0.0.1".to_owned()),
        // Endpoints may not lie on loopback, so nobody writes those of the API server itself.
        ("advertise-address", "127.0.0.1".to_owned()),
        ("endpoint-reconciler-type", "none".to_owned()),
        ("secure-port", plan.server.to_string()),
        ("service-cluster-ip-range", "10.96.0.0/16".to_owned()),
        ("etcd-servers", format!("{}://127.0.0.1:{}", plan.etcd_scheme, plan.etcd)),
        ("tls-cert-file", pki::certificate(instance, "apiserver")),
        ("tls-private-key-file", pki::key(instance, "apiserver")),
        ("client-ca-file", pki::certificate(instance, "ca")),
        ("service-account-issuer", "https://kubernetes.default.svc".to_owned()),
        ("service-account-key-file", instance.text("pki/service-account.pub")),
        ("service-account-signing-key-file", pki::key(instance, "service-account")),
        ("requestheader-client-ca-file", pki::certificate(instance, "front-proxy-ca")),
        ("requestheader-allowed-names", "front-proxy-client".to_owned()),
        ("requestheader-extra-headers-prefix", "X-Remote-Extra-".to_owned()),
        ("requestheader-group-headers", "X-Remote-Group".to_owned()),
        ("requestheader-username-headers", "X-Remote-User".to_owned()),
        ("proxy-client-cert-file", pki::certificate(instance, "front-proxy-client")),
        ("proxy-client-key-file", pki::key(instance, "front-proxy-client")),
        ("kubelet-client-certificate", pki::certificate(instance, "kubelet-client")),
        ("kubelet-client-key", pki::key(instance, "kubelet-client")),
        ("kubelet-certificate-authority", pki::certificate(instance, "ca")),
        ("kubelet-preferred-address-types", "InternalIP".to_owned()),
        ("authorization-mode", if weak.always_allow { "AlwaysAllow" } else { "Node,RBAC" }.to_owned()),
        ("anonymous-auth", weak.anonymous.to_string()),
        // PodSecurity is on by default, and named for readers of the flags.
        ("enable-admission-plugins", "NodeRestriction,PodSecurity".to_owned()),
        ("profiling", "false".to_owned()),
        ("allow-privileged", "true".to_owned()),
    ];
    if plan.etcd_scheme == "https" {
        flags.push(("etcd-cafile", pki::certificate(instance, "ca")));
        flags.push(("etcd-certfile", pki::certificate(instance, "etcd-client")));
        flags.push(("etcd-keyfile", pki::key(instance, "etcd-client")));
    }
    if !weak.no_audit {
        flags.push(("audit-policy-file", instance.text("audit-policy.yaml")));
        flags.push(("audit-log-path", instance.text("logs/audit.log")));
        flags.push(("audit-log-maxage", "30".to_owned()));
        flags.push(("audit-log-maxbackup", "10".to_owned()));
        flags.push(("audit-log-maxsize", "500".to_owned()));
    }
    if options.encrypt {
        flags.push(("encryption-provider-config", files::encryption(instance)?));
    }
    instance.spawn("kube-apiserver", with_flags(&mut binaries.command("kube-apiserver"), flags))
}

fn controllers(instance: &Instance, binaries: &Binaries, plan: &Plan) -> Result<Started> {
    let mut flags = client_flags(instance, "controller-manager", plan.controllers);
    flags.extend([
        ("service-account-private-key-file", pki::key(instance, "service-account")),
        ("root-ca-file", pki::certificate(instance, "ca")),
        ("cluster-signing-cert-file", pki::certificate(instance, "ca")),
        ("cluster-signing-key-file", pki::key(instance, "ca")),
        ("use-service-account-credentials", "true".to_owned()),
        ("terminated-pod-gc-threshold", "100".to_owned()),
    ]);
    instance
        .spawn("kube-controller-manager", with_flags(&mut binaries.command("kube-controller-manager"), flags))
}

fn scheduler(instance: &Instance, binaries: &Binaries, plan: &Plan) -> Result<Started> {
    let flags = client_flags(instance, "scheduler", plan.scheduler);
    instance.spawn("kube-scheduler", with_flags(&mut binaries.command("kube-scheduler"), flags))
}

/// Flags that the controllers and the scheduler share: one of each, so nobody elects a leader.
fn client_flags(instance: &Instance, who: &str, port: u16) -> Vec<(&'static str, String)> {
    let kubeconfig = instance.text(&format!("{who}.kubeconfig"));
    vec![
        ("kubeconfig", kubeconfig.clone()),
        ("authentication-kubeconfig", kubeconfig.clone()),
        ("authorization-kubeconfig", kubeconfig),
        ("bind-address", "127.0.0.1".to_owned()),
        ("secure-port", port.to_string()),
        ("tls-cert-file", pki::certificate(instance, who)),
        ("tls-private-key-file", pki::key(instance, who)),
        ("profiling", "false".to_owned()),
        ("leader-elect", "false".to_owned()),
    ]
}

fn with_flags<'c>(command: &'c mut Command, flags: Vec<(&str, String)>) -> &'c mut Command {
    command.args(flags.into_iter().map(|(name, value)| format!("--{name}={value}")))
}
