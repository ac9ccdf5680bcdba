//! Linux capabilities of containers, <https://man7.org/linux/man-pages/man7/capabilities.7.html>.
//!
//! Runtimes disagree on a capability that is both added and dropped, and on `add: [ALL]` beside `drop: [ALL]`:
//! what is added counts as held.

use crate::prelude::*;

/// What the Pod Security Standards' baseline level lets a container add: the runtimes' default set without `NET_RAW`.
/// Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline>.
pub(crate) static BASELINE: &[&str] = &[
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

/// Known ways out of a container, or into the kernel's memory or other containers' traffic.
/// `SYS_ADMIN` and `SYS_MODULE` have checks of their own.
pub(crate) static ESCAPE_PRONE: &[&str] = &[
    "ALL",
    "BPF",
    "CHECKPOINT_RESTORE",
    "DAC_READ_SEARCH",
    "MAC_ADMIN",
    "MAC_OVERRIDE",
    "NET_ADMIN",
    "PERFMON",
    "SYSLOG",
    "SYS_BOOT",
    "SYS_PTRACE",
    "SYS_RAWIO",
];

pub(crate) fn listed(list: &[&str], capability: &str) -> bool {
    list.iter().any(|c| c.eq_ignore_ascii_case(capability))
}

/// Fails once for each added capability that is wrong.
pub(crate) fn judge_added(
    c: &ContainerCx<'_, '_>,
    wrong: impl Fn(&str) -> bool,
    says: impl Fn(&str) -> String,
) -> Verdict {
    if c.pod.is_windows() {
        return Verdict::NotApplicable;
    }
    let added = c.added_capabilities().enumerate().filter(|(_, name)| wrong(name));
    let hits = added.map(|(at, name)| {
        let pointer = format!("/securityContext/capabilities/add/{at}");
        Hit::at(pointer.as_str(), says(name)).value(name).key(name.to_ascii_uppercase()).remove(pointer)
    });
    Verdict::of(hits.collect())
}

/// Fails when this capability is added, by name or with all others.
pub(crate) fn judge_named(c: &ContainerCx<'_, '_>, capability: &str, lets: &str) -> Verdict {
    let is_all = |name: &str| name.eq_ignore_ascii_case("ALL");
    judge_added(
        c,
        |name| is_all(name) || name.eq_ignore_ascii_case(capability),
        |name| {
            let how = if is_all(name) { "adds every capability, " } else { "adds " };
            let which = if is_all(name) { format!("{capability} among them") } else { capability.to_owned() };
            format!("{how}{which}: {lets}")
        },
    )
}
