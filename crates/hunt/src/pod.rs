//! Reads what a process sees of its pod. Values of tokens and variables are not kept.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::inside::{Inside, Mount, Token};

const TOKEN: &str = "/var/run/secrets/kubernetes.io/serviceaccount/token";
const SOCKETS: &[&str] = &[
    "/var/run/docker.sock",
    "/run/docker.sock",
    "/run/containerd/containerd.sock",
    "/run/k3s/containerd/containerd.sock",
    "/var/run/crio/crio.sock",
    "/run/podman/podman.sock",
    "/var/run/cri-dockerd.sock",
];
/// Mounts looked at.
const MOST: usize = 4_096;

/// The facts of the pod this process runs in.
pub fn inside() -> Inside {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let status = read("/proc/self/status");
    let token = read(TOKEN);
    let mounts = mounts(&read("/proc/self/mountinfo"));
    let environment: Vec<(String, String)> = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect();
    let field =
        |name: &str| status.lines().find_map(|l| l.strip_prefix(name)?.strip_prefix(':')).map(str::trim);
    let in_pod = !token.is_empty() || environment.iter().any(|(name, _)| name == "KUBERNETES_SERVICE_HOST");
    let first = read("/proc/1/comm");
    let writable = |path: &str| mounts.iter().rev().find(|m| m.path == path).is_some_and(|m| m.writable);
    Inside {
        in_pod,
        token: claims(&token),
        uid: field("Uid").and_then(|u| u.split_whitespace().nth(1)?.parse().ok()).unwrap_or_default(),
        capabilities: field("CapEff").and_then(|c| u64::from_str_radix(c, 16).ok()).unwrap_or_default(),
        seccomp: field("Seccomp").and_then(|s| s.parse().ok()),
        no_new_privileges: field("NoNewPrivs").map(|n| n == "1"),
        apparmor: Some(read("/proc/self/attr/current").trim_matches(['\0', '\n']).to_owned())
            .filter(|a| !a.is_empty()),
        kernel: read("/proc/sys/kernel/osrelease").trim().to_owned(),
        sockets: SOCKETS.iter().filter(|path| Path::new(path).exists()).map(|p| (*p).to_owned()).collect(),
        processes: entries("/proc").iter().filter(|name| name.bytes().all(|b| b.is_ascii_digit())).count(),
        credential_names: credentials(&environment),
        devices: entries("/dev")
            .into_iter()
            .filter(|name| is_disk(name))
            .map(|name| format!("/dev/{name}"))
            .collect(),
        services: services(&environment),
        host_pid: in_pod && matches!(first.trim(), "systemd" | "init"),
        host_network: in_pod
            && entries("/sys/class/net")
                .iter()
                .any(|n| n == "cni0" || n == "docker0" || n.starts_with("veth") || n.starts_with("cali")),
        cgroup_writable: writable("/sys/fs/cgroup"),
        root_writable: writable("/"),
        mounts,
    }
}

/// Where to look from inside: the API server, the node behind the gateway with its /24, and the metadata address.
pub fn pod_targets() -> Vec<String> {
    let mut targets = vec!["169.254.169.254:80".to_owned()];
    if let (Ok(host), Ok(port)) =
        (std::env::var("KUBERNETES_SERVICE_HOST"), std::env::var("KUBERNETES_SERVICE_PORT"))
    {
        targets.push(if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") });
    }
    let table = fs::read_to_string("/proc/net/route").unwrap_or_default();
    targets.extend(gateway(&table).map(|gateway| format!("{gateway}/24")));
    targets
}

/// The default gateway in the kernel's routing table.
fn gateway(table: &str) -> Option<std::net::Ipv4Addr> {
    table.lines().skip(1).find_map(|line| {
        let mut fields = line.split_whitespace().skip(1);
        let to = fields.next()?;
        let gateway = u32::from_str_radix(fields.next()?, 16).ok()?.swap_bytes();
        (to == "00000000" && gateway != 0).then(|| gateway.into())
    })
}

fn entries(folder: &str) -> Vec<String> {
    let listed = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> =
        listed.filter_map(|e| e.ok()?.file_name().into_string().ok()).take(MOST).collect();
    names.sort();
    names
}

fn is_disk(name: &str) -> bool {
    ["sda", "sdb", "vda", "vdb", "xvda", "nvme0n1"].iter().any(|disk| name.starts_with(disk))
}

/// Subject, issuer and end of a service account token (RFC 7519): its payload only.
fn claims(token: &str) -> Option<Token> {
    let payload = token.trim().split('.').nth(1)?;
    let claims: Value = serde_json::from_slice(&decode(payload)?).ok()?;
    let text = |pointer: &str| claims.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    Some(Token {
        subject: text("/sub"),
        issuer: text("/iss"),
        bound: claims.pointer("/kubernetes.io/pod").is_some(),
        expires: claims.get("exp").and_then(Value::as_u64),
    })
}

/// Base64 for URLs without padding (RFC 4648, section 5).
fn decode(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0u32, 0u32);
    for byte in text.bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => return None,
        };
        held = (held << 6) | u32::from(digit);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).ok()?);
            held &= (1 << bits) - 1;
        }
    }
    Some(bytes)
}

fn credentials(environment: &[(String, String)]) -> Vec<String> {
    const WORDS: &[&str] = &["PASSWORD", "PASSWD", "SECRET", "TOKEN", "API_KEY", "ACCESS_KEY", "PRIVATE_KEY"];
    let telling = environment.iter().filter(|(name, value)| {
        let upper = name.to_ascii_uppercase();
        !value.is_empty()
            && WORDS.iter().any(|w| upper.contains(w))
            && !upper.ends_with("_FILE")
            && !upper.ends_with("_PATH")
    });
    telling.map(|(name, _)| name.clone()).collect()
}

fn services(environment: &[(String, String)]) -> BTreeMap<String, String> {
    let hosts =
        environment.iter().filter_map(|(name, value)| Some((name.strip_suffix("_SERVICE_HOST")?, value)));
    hosts.map(|(name, value)| (name.to_ascii_lowercase(), value.clone())).take(MOST).collect()
}

/// Rows of `/proc/self/mountinfo` (<https://www.kernel.org/doc/html/latest/filesystems/proc.html>, section 3.5).
fn mounts(table: &str) -> Vec<Mount> {
    let row = |line: &str| {
        let (left, right) = line.split_once(" - ")?;
        let mut left = left.split(' ').skip(3);
        let (root, path, options) = (left.next()?, left.next()?, left.next()?);
        let mut right = right.split(' ');
        let (kind, source) = (right.next()?, right.next()?);
        Some(Mount {
            path: path.to_owned(),
            root: root.to_owned(),
            source: source.to_owned(),
            kind: kind.to_owned(),
            writable: options.split(',').any(|o| o == "rw"),
        })
    };
    table.lines().filter_map(row).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mounts_and_claims_are_read() {
        let rows =
            mounts("36 35 98:0 /var/log /host/log rw,noatime master:1 - ext4 /dev/vda1 rw\nnonsense\n");
        assert_eq!(rows.len(), 1);
        assert_eq!(
            (rows[0].root.as_str(), rows[0].path.as_str(), rows[0].writable),
            ("/var/log", "/host/log", true)
        );
        // {"sub":"a"} in base64
        assert_eq!(claims("x.eyJzdWIiOiJhIn0.y").unwrap().subject, "a");
        assert!(claims("no token").is_none());
        let table = "h\neth0\t00000000\t0102A8C0\t3\t0\t0\t0\t00000000\n";
        assert_eq!(gateway(table).unwrap().to_string(), "192.168.2.1");
    }
}
