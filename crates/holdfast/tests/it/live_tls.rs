//! What lies between a kubeconfig and the first answer: certificates, login plugins, proxies, and servers too slow.

use std::sync::Arc;

use holdfast_testkit::api::{Api, Manners};
use holdfast_testkit::proxy::Proxy;
use holdfast_testkit::tls::{Authority, Identity, Validity, self_signed, server};
use serde_json::{Value, json};

use crate::live::{findings, objects};
use crate::run::{Dir, Ran};

/// A server with a certificate, and the directory in which it is asked.
struct Setting {
    dir: Dir,
    api: Api,
    authority: Authority,
}

impl Setting {
    fn new(certificate: impl Fn(&Authority) -> Identity, clients: bool, manners: Manners) -> Self {
        let authority = Authority::new("test authority").unwrap();
        let tls = server(&certificate(&authority), clients.then_some(&authority)).unwrap();
        let api = Api::start(objects(), Manners { tls: Some(Arc::clone(&tls)), ..manners }).unwrap();
        let dir = Dir::new(&[("ca.pem", authority.certificate())]);
        Self { dir, api, authority }
    }

    #[track_caller]
    fn scan(&self, cluster: Value, user: Value) -> Ran {
        self.dir.put("config", self.api.kubeconfig_with(cluster, user));
        let checks = "privileged-container,host-pid";
        self.dir.run(&["scan", "--kubeconfig", "config", "--checks", checks, "--format", "json"])
    }

    /// The whole cluster was read.
    #[track_caller]
    fn check_read(&self, cluster: Value, user: Value) {
        let ran = self.scan(cluster, user);
        ran.assert_code(1);
        assert_eq!(ran.json()["gaps"], json!([]));
        assert_eq!(findings(&ran).len(), 1, "{ran:#?}");
    }

    /// Nothing was read, and this is said.
    #[track_caller]
    fn check_refused(&self, cluster: Value, user: Value, code: i32, words: &[&str]) {
        let ran = self.scan(cluster, user);
        ran.assert_code(code).assert_says(words);
        assert_eq!(ran.stdout, "");
        let secret =
            ["obviously-fake-token", "obviously-fake-env"].into_iter().find(|s| ran.stderr.contains(s));
        assert_eq!(secret, None, "{ran:#?}");
    }
}

fn valid(authority: &Authority) -> Identity {
    authority.issue(&["127.0.0.1", "localhost"], Validity::Now).unwrap()
}

fn trusted() -> Value {
    json!({"certificate-authority": "ca.pem"})
}

#[test]
fn a_certificate_of_the_clusters_own_authority_is_accepted_and_no_other() {
    let setting = Setting::new(valid, false, Manners::default());
    setting.check_read(trusted(), json!({}));
    setting.check_read(json!({"insecure-skip-tls-verify": true}), json!({}));
    let hint = "not signed by the CA in the kubeconfig: check certificate-authority";
    setting.check_refused(json!({}), json!({}), 3, &["cannot read the cluster", hint]);
    setting.dir.put("other.pem", Authority::new("another").unwrap().certificate());
    setting.check_refused(json!({"certificate-authority": "other.pem"}), json!({}), 3, &[hint]);
    setting.check_refused(json!({"certificate-authority": "none.pem"}), json!({}), 2, &["none.pem"]);
    setting.dir.put("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n");
    setting.check_refused(json!({"certificate-authority": "broken.pem"}), json!({}), 2, &["kubeconfig"]);
    assert!(setting.api.requests().len() > 40, "both trusted scans asked");
}

#[test]
fn wrong_certificates_are_told_apart() {
    let issue = |names: &'static [&'static str], when| move |a: &Authority| a.issue(names, when).unwrap();
    let own = |_: &Authority| self_signed(&["127.0.0.1"]).unwrap();
    let stranger = Setting::new(own, false, Manners::default());
    stranger.check_refused(trusted(), json!({}), 3, &["certificate-authority"]);
    let elsewhere = Setting::new(issue(&["k8s.example.com"], Validity::Now), false, Manners::default());
    elsewhere.check_refused(
        trusted(),
        json!({}),
        3,
        &["not for this address: check server or tls-server-name"],
    );
    elsewhere.check_read(
        json!({"certificate-authority": "ca.pem", "tls-server-name": "k8s.example.com"}),
        json!({}),
    );
    let old = Setting::new(issue(&["127.0.0.1"], Validity::Past), false, Manners::default());
    old.check_refused(trusted(), json!({}), 3, &["has expired"]);
    let early = Setting::new(issue(&["127.0.0.1"], Validity::Future), false, Manners::default());
    early.check_refused(trusted(), json!({}), 3, &["is not valid yet"]);
    for setting in [stranger, old, early] {
        assert_eq!(
            setting.api.requests(),
            Vec::<String>::new(),
            "nothing is said to a server that is not trusted"
        );
    }
}

#[test]
fn http_and_https_are_not_mixed_up() {
    let plain = Api::start(objects(), Manners::default()).unwrap();
    let setting = Setting::new(valid, false, Manners::default());
    let url = plain.url.replace("http:", "https:");
    setting.check_refused(
        json!({"server": url, "certificate-authority": "ca.pem"}),
        json!({}),
        3,
        &["does not speak TLS"],
    );
    let url = setting.api.url.replace("https:", "http:");
    setting.check_refused(json!({"server": url}), json!({}), 3, &["cannot read the cluster"]);
}

#[test]
fn a_client_certificate_is_shown() {
    let setting = Setting::new(valid, true, Manners::default());
    let mine = setting.authority.issue(&["me"], Validity::Now).unwrap();
    setting.dir.put("me.pem", &mine.certificate);
    setting.dir.put("me.key", &mine.key);
    setting.check_read(trusted(), json!({"client-certificate": "me.pem", "client-key": "me.key"}));
    let none = "the server wants a client certificate";
    setting.check_refused(trusted(), json!({}), 3, &[none]);
    let foreign = Authority::new("another").unwrap().issue(&["me"], Validity::Now).unwrap();
    setting.dir.put("foreign.pem", &foreign.certificate);
    setting.dir.put("foreign.key", &foreign.key);
    let user = json!({"client-certificate": "foreign.pem", "client-key": "foreign.key"});
    setting.check_refused(trusted(), user, 3, &["the server does not accept the client certificate"]);
    let user = json!({"client-certificate": "me.pem", "client-key": "foreign.key"});
    setting.check_refused(trusted(), user, 2, &["kubeconfig"]);
}

/// A user whose credentials come from a script.
fn plugin(dir: &Dir, script: &str) -> Value {
    dir.tool("login", script);
    json!({"exec": {"apiVersion": "client.authentication.k8s.io/v1", "interactiveMode": "Never",
        "command": dir.path("bin/login"), "args": ["get-token"], "env": [{"name": "LOGIN_PASSWORD", "value": "obviously-fake-env"}]}})
}

fn credential(status: Value) -> String {
    let credential =
        json!({"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": status});
    format!("echo '{credential}'")
}

#[test]
fn a_login_plugin_gives_the_token() {
    let manners = Manners { token: Some("obviously-fake-token".to_owned()), ..Manners::default() };
    let setting = Setting::new(valid, false, manners);
    let good = credential(json!({"token": "obviously-fake-token"}));
    let script = format!("test \"$1 $LOGIN_PASSWORD\" = 'get-token obviously-fake-env' || exit 9\n{good}");
    setting.check_read(trusted(), plugin(&setting.dir, &script));
    setting.dir.put("token", "obviously-fake-token\n");
    setting.check_read(trusted(), json!({"tokenFile": "token"}));
    for (script, words) in [
        (credential(json!({"token": "obviously-fake-token-2"})), "log in again"),
        (
            format!("{good}\necho 'session expired: run login first' >&2\nexit 1"),
            "session expired: run login first",
        ),
        ("echo obviously-fake-token: [".to_owned(), "no ExecCredential"),
        (credential(json!({})), "log in again"),
        ("exit 0".to_owned(), "login"),
        ("kill -9 $$".to_owned(), "signal"),
    ] {
        let user = plugin(&setting.dir, &script);
        setting.check_refused(trusted(), user, 3, &[words]);
    }
    let mut missing = plugin(&setting.dir, "exit 0");
    missing["exec"]["command"] = "no-such-login-plugin".into();
    setting.check_refused(trusted(), missing, 3, &["no-such-login-plugin", "cannot be started"]);
}

#[test]
fn a_broken_kubeconfig_is_told_by_its_place_alone() {
    let dir = Dir::new(&[(
        "config",
        "apiVersion: v1\nkind: Config\nusers:\n- name: u\n  user:\n    token: obviously-fake-token\n    password: [obviously-fake-token\n",
    )]);
    let ran = dir.run(&["scan", "--kubeconfig", "config"]);
    ran.assert_code(2).assert_says(&["no usable kubeconfig", "line 7"]);
    assert!(!ran.stderr.contains("obviously-fake"), "{ran:#?}");
}

#[test]
fn a_proxy_is_used_as_the_kubeconfig_says() {
    let setting = Setting::new(valid, false, Manners::default());
    let (open, shut) = (Proxy::start(false).unwrap(), Proxy::start(true).unwrap());
    let through = |proxy: &str| json!({"certificate-authority": "ca.pem", "proxy-url": proxy});
    setting.check_read(through(&open.url), json!({}));
    let target = setting.api.url.trim_start_matches("https://");
    let connections = open.connections();
    assert!(!connections.is_empty() && connections.iter().all(|c| c == target), "{connections:?}");
    setting.check_refused(through(&shut.url), json!({}), 3, &["the proxy"]);
    setting.check_refused(through("http://127.0.0.1:1"), json!({}), 3, &["cannot read the cluster"]);
    setting.check_refused(through("gopher://127.0.0.1:1"), json!({}), 2, &["kubeconfig"]);
}

#[test]
fn slow_servers_are_gaps_and_do_not_hold_the_run_up() {
    let slow = |stall: &[&str]| Manners {
        stall: stall.iter().map(|s| (*s).to_owned()).collect(),
        ..Manners::default()
    };
    let setting = Setting::new(valid, false, slow(&["services"]));
    setting.dir.put("config", setting.api.kubeconfig_with(trusted(), json!({})));
    let args = ["scan", "--kubeconfig", "config", "--request-timeout", "700ms", "--format", "json"];
    let ran = setting.dir.run(&args);
    let report = ran.json();
    assert_eq!(report["gaps"].as_array().map(Vec::len), Some(1), "{}", report["gaps"]);
    let gap = report["gaps"][0].to_string();
    assert!(gap.contains("LIST services") && gap.contains("no whole answer within 700ms"), "{gap}");
    assert_eq!(setting.api.requests().iter().filter(|r| r.contains("/services?")).count(), 2);
    let dead = Setting::new(valid, false, slow(&["version"]));
    dead.dir.put("config", dead.api.kubeconfig_with(trusted(), json!({})));
    dead.dir.run(&args).assert_code(3).assert_says(&["cannot read the cluster", "no whole answer within"]);
    dead.dir.run(&["scan", "--request-timeout", "soon"]).assert_code(2).assert_says(&["30s"]);
}
