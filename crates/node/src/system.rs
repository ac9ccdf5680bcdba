//! Kernel settings and versions.

use std::collections::BTreeMap;

use holdfast_inventory::node::{Fact, SourceKind};

use crate::cx::Cx;
use crate::host::{HostError, View};

/// The kernel settings that kubelets and hardening guides speak of.
const SYSCTLS: &[&str] = &[
    "fs.protected_fifos",
    "fs.protected_hardlinks",
    "fs.protected_regular",
    "fs.protected_symlinks",
    "fs.suid_dumpable",
    "kernel.dmesg_restrict",
    "kernel.keys.root_maxbytes",
    "kernel.keys.root_maxkeys",
    "kernel.kptr_restrict",
    "kernel.panic",
    "kernel.panic_on_oops",
    "kernel.randomize_va_space",
    "kernel.unprivileged_bpf_disabled",
    "kernel.yama.ptrace_scope",
    "net.bridge.bridge-nf-call-iptables",
    "net.ipv4.conf.all.accept_redirects",
    "net.ipv4.conf.all.rp_filter",
    "net.ipv4.ip_forward",
    "net.ipv4.tcp_syncookies",
    "user.max_user_namespaces",
    "vm.overcommit_memory",
    "vm.panic_on_oom",
];

pub(crate) fn sysctls(cx: &Cx<'_>) -> BTreeMap<String, Fact<String>> {
    SYSCTLS.iter().map(|name| ((*name).to_owned(), sysctl(cx, name))).collect()
}

fn sysctl(cx: &Cx<'_>, name: &str) -> Fact<String> {
    line(cx, &format!("/proc/sys/{}", name.replace('.', "/")))
}

pub(crate) fn kernel(cx: &Cx<'_>) -> Fact<String> {
    line(cx, "/proc/sys/kernel/osrelease")
}

/// The first line of a file of the kernel.
pub(crate) fn line(cx: &Cx<'_>, path: &str) -> Fact<String> {
    match cx.host.read(View::Host, path, 4096) {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            let first = text.lines().next().unwrap_or_default().trim().to_owned();
            Fact::value(first, SourceKind::Kernel, path)
        }
        Err(HostError::NotFound) => Fact::absent(path),
        Err(error) => {
            cx.gap(path, &error.to_string(), "the kernel setting is not known");
            Fact::unknown(error.why(), format!("{path}: {error}"))
        }
    }
}
