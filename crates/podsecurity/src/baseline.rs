//! The rules of the baseline level. Each says since which version it holds where that is not 1.0.

use holdfast_inventory::view::{Probe, SeLinuxOptions};

use crate::checks::Found;
use crate::subject::Subject;
use crate::words::{containers, plural, quoted, set};

pub(crate) fn privileged(pod: Subject<'_, '_>) -> Found {
    let (names, fields) = offenders(pod, "/securityContext/privileged", |c| c.privileged == Some(true));
    some(&names, fields, "privileged", |who| format!("{who} must not set securityContext.privileged=true"))
}

/// Containers whose security context is wrong, with the field.
fn offenders<'p>(
    pod: Subject<'p, '_>,
    field: &str,
    wrong: impl Fn(&holdfast_inventory::view::SecurityContext<'_>) -> bool,
) -> (Vec<&'p str>, Vec<String>) {
    pod.containers()
        .filter(|c| c.container.security_context.as_ref().is_some_and(&wrong))
        .map(|c| (c.name(), c.at(field)))
        .unzip()
}

fn some(
    names: &[&str],
    fields: Vec<String>,
    reason: &'static str,
    detail: impl Fn(String) -> String,
) -> Found {
    if names.is_empty() { None } else { Some((reason, detail(containers(names)), fields)) }
}

pub(crate) fn host_namespaces(pod: Subject<'_, '_>) -> Found {
    let spec = pod.spec;
    let flags = [("hostNetwork", spec.host_network), ("hostPID", spec.host_pid), ("hostIPC", spec.host_ipc)];
    if flags.iter().all(|(_, set)| *set != Some(true)) {
        return None;
    }
    let set = flags.iter().filter(|(_, set)| *set == Some(true));
    let (detail, fields): (Vec<_>, Vec<_>) =
        set.map(|(name, _)| (format!("{name}=true"), format!("/{name}"))).unzip();
    Some(("host namespaces", detail.join(", "), fields))
}

pub(crate) fn host_path_volumes(pod: Subject<'_, '_>) -> Found {
    let (names, fields): (Vec<&str>, Vec<String>) = pod
        .spec
        .volumes
        .iter()
        .enumerate()
        .filter(|(_, v)| v.host_path.is_some())
        .map(|(at, v)| (v.name.as_str(), format!("/volumes/{at}/hostPath")))
        .unzip();
    if names.is_empty() {
        return None;
    }
    Some((
        "hostPath volumes",
        format!("{} {}", plural("volume", "volumes", names.len()), quoted(&names)),
        fields,
    ))
}

pub(crate) fn host_ports(pod: Subject<'_, '_>) -> Found {
    let (mut names, mut ports, mut fields) = (Vec::new(), Vec::new(), Vec::new());
    for c in pod.containers() {
        let used = c
            .container
            .ports
            .iter()
            .enumerate()
            .filter_map(|(at, p)| Some((at, p.host_port.filter(|n| *n != 0)?)));
        let before = ports.len();
        for (at, port) in used {
            ports.push(port.to_string());
            fields.push(c.at(&format!("/ports/{at}/hostPort")));
        }
        if ports.len() > before {
            names.push(c.name());
        }
    }
    if names.is_empty() {
        return None;
    }
    // Sorted as text, as upstream does.
    let ports = set(ports.iter().map(String::as_str).collect());
    let verb = plural("uses", "use", names.len());
    let noun = plural("hostPort", "hostPorts", ports.len());
    Some(("hostPort", format!("{} {verb} {noun} {}", containers(&names), ports.join(", ")), fields))
}

/// Since 1.34.
pub(crate) fn probe_hosts(pod: Subject<'_, '_>) -> Found {
    let (mut names, mut hosts, mut fields) = (Vec::new(), Vec::new(), Vec::new());
    for c in pod.containers() {
        let own = c.container;
        let lifecycle = own.lifecycle.as_ref();
        let handlers = [
            ("/livenessProbe", own.liveness_probe.as_ref()),
            ("/readinessProbe", own.readiness_probe.as_ref()),
            ("/startupProbe", own.startup_probe.as_ref()),
            ("/lifecycle/postStart", lifecycle.and_then(|l| l.post_start.as_ref())),
            ("/lifecycle/preStop", lifecycle.and_then(|l| l.pre_stop.as_ref())),
        ];
        for (place, handler) in handlers {
            for (action, host) in handler.into_iter().flat_map(hosts_of) {
                names.push(c.name());
                hosts.push(host);
                fields.push(c.at(&format!("{place}/{action}/host")));
            }
        }
    }
    if names.is_empty() {
        return None;
    }
    let (names, hosts) = (set(names), set(hosts));
    let verb = plural("uses", "use", names.len());
    let noun = plural("probe or lifecycle host", "probe or lifecycle hosts", hosts.len());
    Some((
        "probe or lifecycle host",
        format!("{} {verb} {noun} {}", containers(&names), quoted(&hosts)),
        fields,
    ))
}

fn hosts_of<'p>(handler: &'p Probe<'_>) -> impl Iterator<Item = (&'static str, &'p str)> {
    let http = handler.http_get.as_ref().and_then(|h| h.host.as_deref()).map(|host| ("httpGet", host));
    let tcp = handler.tcp_socket.as_ref().and_then(|t| t.host.as_deref()).map(|host| ("tcpSocket", host));
    [http, tcp].into_iter().flatten().filter(|(_, host)| !host.is_empty())
}

const DEFAULT_CAPABILITIES: &[&str] = &[
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

pub(crate) fn capabilities(pod: Subject<'_, '_>) -> Found {
    let (names, added, fields) = added_beyond(pod, DEFAULT_CAPABILITIES);
    some(&names, fields, "non-default capabilities", |who| {
        format!("{who} must not include {} in securityContext.capabilities.add", quoted(&added))
    })
}

/// Containers that add capabilities outside a list, the capabilities, and the fields.
pub(crate) fn added_beyond<'p>(
    pod: Subject<'p, '_>,
    allowed: &[&str],
) -> (Vec<&'p str>, Vec<&'p str>, Vec<String>) {
    let (mut names, mut added, mut fields) = (Vec::new(), Vec::new(), Vec::new());
    for c in pod.containers() {
        let before = added.len();
        let capabilities = c.security(|s| s.capabilities.as_ref());
        for (at, name) in capabilities.into_iter().flat_map(|c| c.add.iter().enumerate()) {
            if !allowed.contains(&name.as_str()) {
                added.push(name.as_str());
                fields.push(c.at(&format!("/securityContext/capabilities/add/{at}")));
            }
        }
        if added.len() > before {
            names.push(c.name());
        }
    }
    (names, set(added), fields)
}

pub(crate) fn proc_mount(pod: Subject<'_, '_>) -> Found {
    let wrong = |mount: Option<&str>| mount.is_some_and(|m| m != "Default");
    let (names, fields) = offenders(pod, "/securityContext/procMount", |c| wrong(c.proc_mount.as_deref()));
    let types =
        pod.containers().filter_map(|c| c.security(|s| s.proc_mount.as_deref())).filter(|m| wrong(Some(m)));
    let types = set(types.collect());
    some(&names, fields, "procMount", |who| {
        format!("{who} must not set securityContext.procMount to {}", quoted(&types))
    })
}

/// Since 1.35 a pod in a user namespace may unmask /proc.
pub(crate) fn proc_mount_1_35(pod: Subject<'_, '_>) -> Found {
    if pod.has_user_namespace() { None } else { proc_mount(pod) }
}

pub(crate) fn se_linux_options(pod: Subject<'_, '_>) -> Found {
    se_linux(pod, &["", "container_t", "container_init_t", "container_kvm_t"])
}

pub(crate) fn se_linux_options_1_31(pod: Subject<'_, '_>) -> Found {
    se_linux(pod, &["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"])
}

fn se_linux(pod: Subject<'_, '_>, allowed: &[&str]) -> Found {
    const FIELD: &str = "/securityContext/seLinuxOptions";
    let (mut types, mut user, mut role) = (Vec::new(), false, false);
    let wrong = |options: &SeLinuxOptions<'_>| {
        let named = |field: &Option<holdfast_inventory::view::Str<'_>>| {
            field.as_deref().is_some_and(|v| !v.is_empty())
        };
        let kind = !allowed.contains(&options.kind.as_deref().unwrap_or_default());
        (kind, named(&options.user), named(&options.role))
    };
    let mut note = |options: &'_ SeLinuxOptions<'_>| {
        let (bad_type, bad_user, bad_role) = wrong(options);
        if bad_type {
            types.push(options.kind.as_deref().unwrap_or_default().to_owned());
        }
        user |= bad_user;
        role |= bad_role;
        bad_type || bad_user || bad_role
    };
    let own = pod.security(|s| s.se_linux_options.as_ref()).is_some_and(&mut note);
    let (mut names, mut fields) = (Vec::new(), Vec::new());
    for c in pod.containers() {
        if c.security(|s| s.se_linux_options.as_ref()).is_some_and(&mut note) {
            names.push(c.name());
            fields.push(c.at(FIELD));
        }
    }
    let (who, fields) = setters(own, FIELD, &names, fields)?;
    let types = set(types.iter().map(String::as_str).collect());
    let mut what = Vec::new();
    if !types.is_empty() {
        what.push(format!("{} {}", plural("type", "types", types.len()), quoted(&types)));
    }
    what.extend(user.then(|| "user may not be set".to_owned()));
    what.extend(role.then(|| "role may not be set".to_owned()));
    Some((
        "seLinuxOptions",
        format!("{who} set forbidden securityContext.seLinuxOptions: {}", what.join("; ")),
        fields,
    ))
}

/// `pod`, `container "a"`, or both joined by `and`; `None` when nobody offends.
pub(crate) fn setters(
    pod: bool,
    field: &str,
    names: &[&str],
    fields: Vec<String>,
) -> Option<(String, Vec<String>)> {
    let who: Vec<String> = pod
        .then(|| "pod".to_owned())
        .into_iter()
        .chain((!names.is_empty()).then(|| containers(names)))
        .collect();
    if who.is_empty() {
        return None;
    }
    let own = pod.then(|| field.to_owned());
    Some((who.join(" and "), own.into_iter().chain(fields).collect()))
}

const SYSCTLS: &[&str] = &[
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.ping_group_range",
    "net.ipv4.ip_unprivileged_port_start",
];
const SYSCTLS_1_27: &[&str] = &["net.ipv4.ip_local_reserved_ports"];
const SYSCTLS_1_29: &[&str] = &[
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
];
const SYSCTLS_1_32: &[&str] = &["net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"];
const SYSCTLS_1_37: &[&str] = &["net.ipv4.tcp_slow_start_after_idle", "net.ipv4.tcp_notsent_lowat"];

pub(crate) fn sysctls(pod: Subject<'_, '_>) -> Found {
    sysctls_beyond(pod, &[SYSCTLS])
}

pub(crate) fn sysctls_1_27(pod: Subject<'_, '_>) -> Found {
    sysctls_beyond(pod, &[SYSCTLS, SYSCTLS_1_27])
}

pub(crate) fn sysctls_1_29(pod: Subject<'_, '_>) -> Found {
    sysctls_beyond(pod, &[SYSCTLS, SYSCTLS_1_27, SYSCTLS_1_29])
}

pub(crate) fn sysctls_1_32(pod: Subject<'_, '_>) -> Found {
    sysctls_beyond(pod, &[SYSCTLS, SYSCTLS_1_27, SYSCTLS_1_29, SYSCTLS_1_32])
}

pub(crate) fn sysctls_1_37(pod: Subject<'_, '_>) -> Found {
    sysctls_beyond(pod, &[SYSCTLS, SYSCTLS_1_27, SYSCTLS_1_29, SYSCTLS_1_32, SYSCTLS_1_37])
}

fn sysctls_beyond(pod: Subject<'_, '_>, allowed: &[&[&str]]) -> Found {
    let context = pod.spec.security_context.as_ref();
    let set = context.into_iter().flat_map(|s| s.sysctls.iter().enumerate());
    let wrong = set.filter(|(_, s)| !allowed.iter().any(|list| list.contains(&s.name.as_str())));
    let (names, fields): (Vec<&str>, Vec<String>) =
        wrong.map(|(at, s)| (s.name.as_str(), format!("/securityContext/sysctls/{at}/name"))).unzip();
    if names.is_empty() { None } else { Some(("forbidden sysctls", names.join(", "), fields)) }
}

pub(crate) fn windows_host_process(pod: Subject<'_, '_>) -> Found {
    const FIELD: &str = "/securityContext/windowsOptions/hostProcess";
    let on = |options: Option<&holdfast_inventory::view::WindowsOptions<'_>>| {
        options.is_some_and(|w| w.host_process == Some(true))
    };
    let (names, fields) = offenders(pod, FIELD, |s| on(s.windows_options.as_ref()));
    let own = pod.security(|s| s.windows_options.as_ref());
    let (who, fields) = setters(on(own), FIELD, &names, fields)?;
    Some((
        "hostProcess",
        format!("{who} must not set securityContext.windowsOptions.hostProcess=true"),
        fields,
    ))
}
