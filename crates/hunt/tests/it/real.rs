//! Real services on loopback, where their programs are installed: what is weak is found, what is hardened is not.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use holdfast_hunt::Bounds;

use crate::server::{checks, quick, run};

/// A child that ends with the test, and its directory with it.
struct Daemon {
    child: Child,
    folder: PathBuf,
    address: SocketAddr,
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = (self.child.kill(), self.child.wait());
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Where a program is, or `None` after saying loudly that its test is not run.
fn program(name: &str) -> Option<PathBuf> {
    let folders = ["/usr/bin", "/usr/sbin", "/usr/local/bin"];
    let found = folders.iter().map(|folder| Path::new(folder).join(name)).find(|path| path.exists());
    if found.is_none() {
        eprintln!("NOT TESTED: {name} is not installed; .ci/run installs it");
    }
    found
}

/// A daemon opens its port before it serves.
fn patient() -> Bounds {
    Bounds { exchange: Duration::from_secs(20), ..quick() }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("holdfast-hunt-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Starts a daemon and waits until its port opens.
fn start(folder: PathBuf, port: u16, command: &mut Command) -> Daemon {
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let mut daemon = Daemon { child, folder, address };
    let until = Instant::now() + Duration::from_secs(30);
    while TcpStream::connect_timeout(&address, Duration::from_millis(100)).is_err() {
        assert!(daemon.child.try_wait().unwrap().is_none(), "the daemon ended");
        assert!(Instant::now() < until, "the daemon's port did not open");
        std::thread::yield_now();
    }
    daemon
}

fn etcd(name: &str, scheme: &str, more: &dyn Fn(&Path) -> Vec<String>) -> Option<Daemon> {
    let program = program("etcd")?;
    let (folder, port, peer) = (folder(name), free_port(), free_port());
    let client = format!("{scheme}://127.0.0.1:{port}");
    let mut command = Command::new(program);
    command.current_dir(&folder).env_clear().args([
        "--name",
        "a",
        "--data-dir",
        "data",
        "--log-outputs",
        "stderr",
    ]);
    command.args(["--listen-client-urls", &client, "--advertise-client-urls", &client]);
    command.args(["--listen-peer-urls", &format!("http://127.0.0.1:{peer}")]);
    command.args(["--initial-advertise-peer-urls", &format!("http://127.0.0.1:{peer}")]);
    command.args(["--initial-cluster", &format!("a=http://127.0.0.1:{peer}")]);
    command.args(more(&folder));
    Some(start(folder, port, &mut command))
}

/// A certificate made for this test; also its own authority.
fn certificate(folder: &Path) {
    let made =
        rcgen::generate_simple_self_signed(vec!["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
    std::fs::write(folder.join("cert.pem"), made.cert.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
}

fn with_tls(folder: &Path) -> Vec<String> {
    certificate(folder);
    ["--cert-file", "cert.pem", "--key-file", "key.pem"].map(ToOwned::to_owned).to_vec()
}

#[test]
fn open_etcd_is_found() {
    let Some(etcd) = etcd("etcd-open", "http", &|_| vec!["--enable-v2=true".to_owned()]) else { return };
    let (found, hunted) = run(&[etcd.address], Some("real"), patient());
    assert_eq!(found.services[0].identity.product, "etcd", "{:?}", found.services[0].identity);
    assert!(found.services[0].identity.version.is_some());
    let checks = checks(&hunted);
    for wanted in
        ["etcd-plain-http", "etcd-v2-readable", "etcd-v2-writable", "etcd-v3-readable", "etcd-v3-writable"]
    {
        assert!(checks.iter().any(|c| c == wanted), "{wanted} in {checks:?}");
    }
}

#[test]
fn etcd_behind_tls_is_found() {
    let Some(etcd) = etcd("etcd-tls", "https", &with_tls) else { return };
    let (found, hunted) = run(&[etcd.address], None, patient());
    assert!(found.services[0].is_tls());
    let checks = checks(&hunted);
    for wanted in ["etcd-no-client-certificate", "etcd-v3-readable"] {
        assert!(checks.iter().any(|c| c == wanted), "{wanted} in {checks:?}");
    }
    assert!(!checks.iter().any(|c| c == "etcd-plain-http"), "{checks:?}");
}

#[test]
fn nothing_is_invented_on_a_hardened_etcd() {
    let mutual = |folder: &Path| {
        let mut more = with_tls(folder);
        more.extend(["--client-cert-auth", "--trusted-ca-file", "cert.pem"].map(ToOwned::to_owned));
        more
    };
    let Some(etcd) = etcd("etcd-mutual", "https", &mutual) else { return };
    let (found, hunted) = run(&[etcd.address], Some("real"), patient());
    assert!(
        found.services[0].tls.as_ref().is_some_and(|t| t.asks_client_certificate),
        "{:?}",
        found.services[0].tls
    );
    assert!(checks(&hunted).is_empty(), "{:?}", checks(&hunted));
}

#[test]
fn open_registry_is_found() {
    let Some(program) = program("docker-registry") else { return };
    let (folder, port) = (folder("registry"), free_port());
    let config = format!(
        "version: 0.1\nlog: {{level: error}}\nstorage: {{filesystem: {{rootdirectory: {}}}, delete: {{enabled: true}}}}\nhttp: {{addr: '127.0.0.1:{port}'}}\n",
        folder.join("data").display()
    );
    std::fs::write(folder.join("config.yml"), config).unwrap();
    let mut command = Command::new(program);
    command.current_dir(&folder).env_clear().args(["serve", "config.yml"]);
    let registry = start(folder, port, &mut command);
    let (found, hunted) = run(&[registry.address], Some("real"), patient());
    assert_eq!(found.services[0].identity.product, "registry", "{:?}", found.services[0].identity);
    let checks = checks(&hunted);
    for wanted in ["registry-catalog-open", "registry-open", "registry-writable"] {
        assert!(checks.iter().any(|c| c == wanted), "{wanted} in {checks:?}");
    }
}

#[test]
fn open_prometheus_is_found() {
    let Some(program) = program("prometheus") else { return };
    let (folder, port) = (folder("prometheus"), free_port());
    std::fs::write(folder.join("p.yml"), "global: {scrape_interval: 1h}\n").unwrap();
    let mut command = Command::new(program);
    command.current_dir(&folder).env_clear().args([
        "--config.file=p.yml",
        "--storage.tsdb.path=data",
        "--web.enable-admin-api",
    ]);
    command.arg(format!("--web.listen-address=127.0.0.1:{port}"));
    let prometheus = start(folder, port, &mut command);
    let (found, hunted) = run(&[prometheus.address], None, patient());
    assert_eq!(found.services[0].identity.product, "prometheus", "{:?}", found.services[0].identity);
    assert!(found.services[0].identity.version.is_some());
    let checks = checks(&hunted);
    for wanted in ["prometheus-admin-api", "prometheus-config-open", "prometheus-open"] {
        assert!(checks.iter().any(|c| c == wanted), "{wanted} in {checks:?}");
    }
}

#[test]
fn nothing_is_invented_on_nginx() {
    let Some(program) = program("nginx") else { return };
    let (folder, port) = (folder("nginx"), free_port());
    let config = format!(
        "daemon off; master_process off; pid nginx.pid; error_log stderr; events {{}}\n\
         http {{ access_log off; client_body_temp_path t; proxy_temp_path t; fastcgi_temp_path t; uwsgi_temp_path t; scgi_temp_path t;\n\
         server {{ listen 127.0.0.1:{port}; location / {{ return 200 'hello'; }} }} }}\n"
    );
    std::fs::write(folder.join("nginx.conf"), config).unwrap();
    let mut command = Command::new(program);
    command.env_clear().arg("-p").arg(&folder).args(["-c", "nginx.conf"]);
    let nginx = start(folder, port, &mut command);
    let (found, hunted) = run(&[nginx.address], None, patient());
    assert_eq!(found.services[0].identity.product, "nginx", "{:?}", found.services[0].identity);
    assert!(checks(&hunted).is_empty(), "{:?}", checks(&hunted));
}
