//! The facts of every captured host are those kept beside it.

use std::path::Path;

use holdfast_inventory::node::{Fact, NodeFacts, role};
use holdfast_node::{Options, gather_from};
use holdfast_testkit::hosts::{self, HOSTS};
use serde_json::Value;

use crate::memory::Memory;

pub(crate) fn facts(name: &str) -> NodeFacts {
    gather_from(&Memory::new(hosts::tree(name)), &Options::default())
}

/// With `HOLDFAST_BLESS` set the kept facts are written anew, to be read before they are committed.
#[test]
fn facts_are_those_kept() {
    let bless = std::env::var_os("HOLDFAST_BLESS").is_some();
    let mut stale = Vec::new();
    for host in HOSTS {
        let text = serde_json::to_string_pretty(&facts(host.name)).unwrap();
        if bless {
            let path =
                Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../testkit/hosts/{}.json", host.name));
            std::fs::write(path, format!("{text}\n")).unwrap();
        } else if text != host.facts.trim_end() {
            stale.push(host.name);
        }
    }
    assert!(stale.is_empty(), "{stale:?}: look at what changed, then run again with HOLDFAST_BLESS=1");
}

#[test]
fn hosts_are_sorted_and_hold_no_gap() {
    assert!(HOSTS.is_sorted_by(|a, b| a.name < b.name));
    for host in HOSTS {
        assert_eq!(facts(host.name).gaps, [], "{}", host.name);
    }
}

/// What is in force under the name, whatever says so.
fn setting(name: &str, component: &str, setting: &str, expected: &str) {
    let found = facts(name).component(component).setting(setting);
    let text = match &found {
        Fact::Value { value: Value::String(text), .. } => text.clone(),
        Fact::Value { value, .. } => value.to_string(),
        Fact::Absent { .. } => "absent".to_owned(),
        Fact::Unknown { .. } => "unknown".to_owned(),
    };
    assert_eq!(text, expected, "{name}: {component} {setting}: {found:?}");
}

#[test]
fn settings_of_kubeadm() {
    let (default, hard) = ("kubeadm-default", "kubeadm-hardened");
    setting(default, "apiserver", "profiling", "absent");
    setting(hard, "apiserver", "profiling", "false");
    setting(hard, "apiserver", "anonymous-auth", "false");
    setting(default, "kubelet", "authentication.anonymous.enabled", "false");
    setting(default, "kubelet", "readOnlyPort", "0");
    setting(default, "kubelet", "protectKernelDefaults", "false");
    setting(hard, "kubelet", "featureGates.RotateKubeletServerCertificate", "true");
    setting(default, "etcd", "auto-tls", "false");
    setting(hard, "etcd", "client-cert-auth", "true");
    setting(hard, "kubeProxy", "metricsBindAddress", "127.0.0.1:10249");
}

/// `mode owner` of each file of the role, by path.
fn role(name: &str, role: &str, expected: &[&str]) {
    let found = facts(name).files(role);
    let Fact::Value { value, .. } = &found else { panic!("{name}: {role}: {found:?}") };
    let told: Vec<String> = value
        .iter()
        .map(|file| match &file.stat {
            Fact::Value { value, .. } => {
                format!("{} {} {}:{}", file.path, value.octal, value.owner, value.group)
            }
            other => format!("{} {other:?}", file.path),
        })
        .collect();
    assert_eq!(told, expected, "{name}: {role}");
}

#[test]
fn files_lie_where_the_process_sees_them() {
    // Mounted from elsewhere on the host.
    let policy = "/etc/kubernetes/apiserver-policy/audit.yaml 0600 root:root";
    role("kubeadm-hardened", role::AUDIT_POLICY, &[policy]);
    // In the container's own root.
    let proxy = "/proc/1305/root/var/lib/kube-proxy/kubeconfig.conf 0644 root:root";
    role("kubeadm-default", role::KUBE_PROXY_KUBECONFIG, &[proxy]);
    role("kubeadm-hardened", role::ETCD_DATA_DIR, &["/var/lib/etcd 0700 etcd:etcd"]);
    role("kubeadm-default", role::KUBELET_CONFIG, &["/var/lib/kubelet/config.yaml 0644 root:root"]);
}

#[test]
fn key_material_of_configurations_is_gone() {
    for host in HOSTS {
        for word in ["bm90LWEta2V5", "not a key"] {
            assert!(!host.facts.contains(word), "{}: {word}", host.name);
        }
    }
}
