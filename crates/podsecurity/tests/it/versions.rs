//! In which versions each check forbids what: from the one that brought the rule to the one that lifted it.

use std::ops::Range;

use holdfast_inventory::view::PodTemplate;
use holdfast_podsecurity::{CHECKS, Level, Version, evaluate};

const ALWAYS: Range<u32> = 0..u32::MAX;

const fn since(minor: u32) -> Range<u32> {
    minor..u32::MAX
}

const fn until(minor: u32) -> Range<u32> {
    0..minor
}

/// The pod (JSON of its spec) violates the check at the level in these versions and in no other.
fn check(id: &str, level: Level, spec: &str, versions: Range<u32>) {
    let pod = format!(r#"{{"spec": {spec}}}"#);
    let template: PodTemplate<'_> = serde_json::from_str(&pod).expect("a pod");
    let violates = |version: Version| {
        let found = evaluate(&template.metadata, &template.spec, level, version);
        found.iter().any(|violation| violation.check == id)
    };
    for minor in 0..=40 {
        let expected = versions.contains(&minor);
        assert_eq!(violates(Version::V1(minor)), expected, "{id} at {level}:v1.{minor}: {spec}");
    }
    assert_eq!(violates(Version::Latest), versions.end == u32::MAX, "{id} at {level}:latest: {spec}");
}

/// A container that sets nothing but this.
fn container(fields: &str) -> String {
    format!(r#"{{"containers": [{{"name": "a", {fields}}}]}}"#)
}

fn sysctl(name: &str) -> String {
    format!(r#"{{"securityContext": {{"sysctls": [{{"name": "{name}", "value": "1"}}]}}}}"#)
}

#[test]
fn baseline_checks() {
    let cases = [
        ("hostNamespaces", r#"{"hostIPC": true}"#.to_owned(), ALWAYS),
        ("hostNamespaces", r#"{"hostIPC": false, "hostPID": null}"#.to_owned(), 0..0),
        ("hostPorts", container(r#""ports": [{"containerPort": 1, "hostPort": 1}]"#), ALWAYS),
        ("hostPorts", container(r#""ports": [{"containerPort": 1, "hostPort": 0}]"#), 0..0),
        ("privileged", container(r#""securityContext": {"privileged": true}"#), ALWAYS),
        ("privileged", container(r#""securityContext": {"privileged": false}"#), 0..0),
        ("windowsHostProcess", container(r#""securityContext": {"windowsOptions": {"hostProcess": true}}"#), ALWAYS),
        ("windowsHostProcess", container(r#""securityContext": {"windowsOptions": {"hostProcess": false}}"#), 0..0),
        ("appArmorProfile", container(r#""securityContext": {"appArmorProfile": {"type": "Unconfined"}}"#), ALWAYS),
        ("appArmorProfile", container(r#""securityContext": {"appArmorProfile": {"type": "Localhost"}}"#), 0..0),
        ("seLinuxOptions", container(r#""securityContext": {"seLinuxOptions": {"type": "spc_t"}}"#), ALWAYS),
        ("seLinuxOptions", container(r#""securityContext": {"seLinuxOptions": {"role": "r"}}"#), ALWAYS),
        ("seLinuxOptions", container(r#""securityContext": {"seLinuxOptions": {"level": "s0"}}"#), 0..0),
        ("seLinuxOptions", container(r#""securityContext": {"seLinuxOptions": {"type": "container_engine_t"}}"#), until(31)),
        ("hostProbesAndHostLifecycle", container(r#""startupProbe": {"tcpSocket": {"host": "h", "port": 1}}"#), since(34)),
        ("hostProbesAndHostLifecycle", container(r#""lifecycle": {"preStop": {"httpGet": {"host": "h", "port": 1}}}"#), since(34)),
        ("hostProbesAndHostLifecycle", container(r#""lifecycle": {"preStop": {"httpGet": {"host": "", "port": 1}}}"#), 0..0),
        ("sysctls", sysctl("kernel.msgmax"), ALWAYS),
        ("sysctls", sysctl("net.ipv4.ip_unprivileged_port_start"), 0..0),
        ("sysctls", sysctl("net.ipv4.ip_local_reserved_ports"), until(27)),
        ("sysctls", sysctl("net.ipv4.tcp_keepalive_time"), until(29)),
        ("sysctls", sysctl("net.ipv4.tcp_fin_timeout"), until(29)),
        ("sysctls", sysctl("net.ipv4.tcp_keepalive_intvl"), until(29)),
        ("sysctls", sysctl("net.ipv4.tcp_keepalive_probes"), until(29)),
        ("sysctls", sysctl("net.ipv4.tcp_rmem"), until(32)),
        ("sysctls", sysctl("net.ipv4.tcp_wmem"), until(32)),
        ("sysctls", sysctl("net.ipv4.tcp_slow_start_after_idle"), until(37)),
        ("sysctls", sysctl("net.ipv4.tcp_notsent_lowat"), until(37)),
    ];
    for (id, spec, versions) in cases {
        check(id, Level::Privileged, &spec, 0..0);
        check(id, Level::Baseline, &spec, versions.clone());
        check(id, Level::Restricted, &spec, versions);
    }
}

/// Restricted checks that say a baseline one more strictly stand in for it once they exist.
#[test]
fn replaced_checks() {
    let unconfined = container(r#""securityContext": {"seccompProfile": {"type": "Unconfined"}}"#);
    let raw = container(r#""securityContext": {"capabilities": {"add": ["NET_RAW"]}}"#);
    let unmasked = container(r#""securityContext": {"procMount": "Unmasked"}"#);
    let host_path = r#"{"volumes": [{"name": "v", "hostPath": {"path": "/"}}]}"#.to_owned();
    for (weaker, begins, stricter, replaced, spec) in [
        ("seccompProfile_baseline", 19, "seccompProfile_restricted", 19, unconfined),
        ("capabilities_baseline", 0, "capabilities_restricted", 22, raw),
        ("procMount", 0, "procMount_restricted", 35, unmasked),
        ("hostPathVolumes", 0, "restrictedVolumes", 0, host_path),
    ] {
        check(weaker, Level::Baseline, &spec, since(begins));
        check(weaker, Level::Restricted, &spec, begins..replaced);
        check(stricter, Level::Baseline, &spec, 0..0);
        check(stricter, Level::Restricted, &spec, since(replaced));
    }
}

#[test]
fn restricted_checks() {
    let plain = r#"{"containers": [{"name": "a"}]}"#;
    let windows = r#"{"os": {"name": "windows"}, "containers": [{"name": "a"}]}"#;
    let linux = r#"{"os": {"name": "linux"}, "containers": [{"name": "a"}]}"#;
    let zero = r#"{"securityContext": {"runAsUser": 0}, "containers": [{"name": "a"}]}"#;
    let own_users = r#"{"hostUsers": false, "securityContext": {"runAsUser": 0}, "containers": [{"name": "a"}]}"#;
    let host_users = r#"{"hostUsers": true, "securityContext": {"runAsUser": 0}, "containers": [{"name": "a"}]}"#;
    for (id, spec, versions) in [
        ("allowPrivilegeEscalation", plain, since(8)),
        ("allowPrivilegeEscalation", linux, since(8)),
        ("allowPrivilegeEscalation", windows, 8..25),
        ("allowPrivilegeEscalation", own_users, since(8)),
        ("capabilities_restricted", plain, since(22)),
        ("capabilities_restricted", linux, since(22)),
        ("capabilities_restricted", windows, 22..25),
        ("capabilities_restricted", own_users, since(22)),
        ("seccompProfile_restricted", plain, since(19)),
        ("seccompProfile_restricted", linux, since(19)),
        ("seccompProfile_restricted", windows, 19..25),
        ("seccompProfile_restricted", own_users, since(19)),
        ("runAsNonRoot", plain, ALWAYS),
        ("runAsNonRoot", windows, ALWAYS),
        ("runAsNonRoot", host_users, ALWAYS),
        ("runAsNonRoot", own_users, until(35)),
        ("runAsUser", plain, 0..0),
        ("runAsUser", zero, since(23)),
        ("runAsUser", host_users, since(23)),
        ("runAsUser", own_users, 23..35),
    ] {
        check(id, Level::Restricted, spec, versions);
        check(id, Level::Baseline, spec, 0..0);
    }
}

#[test]
fn an_unmasked_proc_needs_its_own_users_and_baseline() {
    let spec = r#"{"hostUsers": false, "containers": [{"name": "a", "securityContext": {"procMount": "Unmasked"}}]}"#;
    check("procMount", Level::Baseline, spec, until(35));
    check("procMount", Level::Restricted, spec, until(35));
    check("procMount_restricted", Level::Restricted, spec, since(35));
    let masked = r#"{"hostUsers": true, "containers": [{"name": "a", "securityContext": {"procMount": "Default"}}]}"#;
    check("procMount", Level::Baseline, masked, 0..0);
    check("procMount_restricted", Level::Restricted, masked, 0..0);
}

#[test]
fn volumes_by_source() {
    let spec = |source: &str| format!(r#"{{"volumes": [{{"name": "v", "{source}": {{}}}}]}}"#);
    for allowed in [
        "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret",
    ] {
        check("restrictedVolumes", Level::Restricted, &spec(allowed), 0..0);
    }
    for refused in ["nfs", "iscsi", "gitRepo", "flexVolume", "cephfs", "storageos", "photonPersistentDisk", "brandNew"] {
        check("restrictedVolumes", Level::Restricted, &spec(refused), ALWAYS);
        check("hostPathVolumes", Level::Baseline, &spec(refused), 0..0);
    }
}

/// `id level: minors`, as the reference implementation registers its revisions (Kubernetes 1.37).
#[test]
fn every_revision_begins_where_upstream_registers_it() {
    let found: Vec<String> = CHECKS
        .iter()
        .map(|check| {
            let minors: Vec<String> = check.since().map(|minor| minor.to_string()).collect();
            format!("{} {}: {}", check.id, check.level, minors.join(" "))
        })
        .collect();
    let expected = [
        "appArmorProfile baseline: 0",
        "capabilities_baseline baseline: 0",
        "hostNamespaces baseline: 0",
        "hostPathVolumes baseline: 0",
        "hostPorts baseline: 0",
        "hostProbesAndHostLifecycle baseline: 34",
        "privileged baseline: 0",
        "procMount baseline: 0 35",
        "seLinuxOptions baseline: 0 31",
        "seccompProfile_baseline baseline: 0 19",
        "sysctls baseline: 0 27 29 32 37",
        "windowsHostProcess baseline: 0",
        "allowPrivilegeEscalation restricted: 8 25",
        "capabilities_restricted restricted: 22 25",
        "procMount_restricted restricted: 35",
        "restrictedVolumes restricted: 0",
        "runAsNonRoot restricted: 0 35",
        "runAsUser restricted: 23 35",
        "seccompProfile_restricted restricted: 19 25",
    ];
    assert_eq!(found, expected);
}
