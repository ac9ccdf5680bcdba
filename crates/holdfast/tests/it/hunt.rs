//! `recon` and `hunt` as a person runs them: on loopback, and in a network namespace of the test's own.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::process::Command;
use std::thread;

use serde_json::Value;

use crate::run::Dir;

/// A server that says it is etcd, open to anybody, until the test ends.
fn open_etcd() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut part = [0u8; 4096];
            let read = stream.read(&mut part).unwrap_or(0);
            let request = String::from_utf8_lossy(&part[..read]).into_owned();
            let (status, body) = match request.split(' ').nth(1) {
                Some("/version") => (200, r#"{"etcdserver":"3.4.0","etcdcluster":"3.4.0"}"#),
                _ => (404, "404 page not found"),
            };
            let length = body.len();
            let _ = write!(
                stream,
                "HTTP/1.1 {status} X\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            );
        }
    });
    address
}

#[test]
fn recon_and_hunt_tell_what_an_endpoint_is_and_what_is_wrong() {
    let folder = Dir::new(&[]);
    let address = open_etcd().to_string();
    let ran = folder.run(&["recon", &address, "--format", "json"]);
    ran.assert_code(0);
    let report = ran.json();
    assert_eq!(report["schema"], "holdfast.recon/v1");
    assert_eq!(report["services"][0]["product"], "etcd", "{report:#}");
    assert_eq!(report["services"][0]["version"], "3.4.0");

    let ran = folder.run(&["hunt", &address, "--format", "json", "--fail-on", "high"]);
    ran.assert_code(1);
    let report = ran.json();
    let checks: Vec<&str> =
        report["findings"].as_array().unwrap().iter().filter_map(|f| f["check"].as_str()).collect();
    assert!(checks.contains(&"etcd-plain-http"), "{checks:?}");
    assert!(checks.contains(&"known-vulnerability"), "{checks:?}");
    assert_eq!(report["cluster"]["input"], "network");

    for format in ["sarif", "junit", "markdown", "csv", "html", "table", "ocsf"] {
        let ran = folder.run(&["hunt", &address, "--format", format, "--fail-on", "never"]);
        ran.assert_code(0);
        assert!(ran.stdout.contains("etcd-plain-http"), "{format}: {}", ran.stdout);
    }
}

#[test]
fn foreign_addresses_need_a_reason_and_bad_targets_are_gaps() {
    let folder = Dir::new(&[]);
    folder.run(&["hunt", "198.51.100.7"]).assert_code(2).assert_says(&["--authorized"]);
    folder.run(&["recon", "198.51.100.0/24"]).assert_code(2).assert_says(&["--authorized"]);
    let ran = folder.run(&["recon", "198.51.100.7", "--authorized", "ours", "--dry-run"]);
    ran.assert_code(0);
    assert!(ran.stdout.contains("would look at 1 addresses"), "{}", ran.stdout);

    let address = open_etcd().to_string();
    let bad = ["recon", &address, "10.0.0.0/99", "::/0", "198.51.100.7", "no such name", "--format", "json"];
    let ran = folder.run(&bad);
    ran.assert_code(3);
    let report = ran.json();
    assert_eq!(report["services"][0]["product"], "etcd", "{report:#}");
    assert_eq!(report["gaps"].as_array().unwrap().len(), 4, "{report:#}");
    folder.run(&["recon"]).assert_code(2).assert_says(&["no target"]);
    folder.run(&["recon", "127.0.0.1", "--ports", "0"]).assert_code(2).assert_says(&["is no port"]);
}

/// The gaps of a run over one good target and others, and that the good one was looked at all the same.
fn check_gaps(more: &[&str], expected: &[(&str, &str)]) {
    let folder = Dir::new(&[
        ("cut.json", r#"[{"ip":"192.0.2.7","ports":[{"port":443,"status":"open"}]},{"ip":"192.0"#),
        ("other.json", "holdfast"),
    ]);
    let address = open_etcd().to_string();
    let args = [&["recon", &address, "--format", "json"], more].concat();
    let ran = folder.run(&args);
    ran.assert_code(3);
    let report = ran.json();
    let services = report["services"].as_array().unwrap();
    assert!(services.iter().any(|s| s["product"] == "etcd"), "{report:#}");
    let gaps = report["gaps"].as_array().unwrap();
    assert_eq!(gaps.len(), expected.len(), "{gaps:#?}");
    for (what, why) in expected {
        let tells = |gap: &Value| {
            gap["what"].as_str().unwrap().contains(what) && gap["why"].as_str().unwrap().contains(why)
        };
        assert!(gaps.iter().any(tells), "{what}: {gaps:#?}");
    }
    if more.contains(&"cut.json") {
        assert!(services.iter().any(|s| s["address"] == "192.0.2.7"), "{report:#}");
    }
}

#[test]
fn what_cannot_be_looked_at_is_a_gap_and_the_rest_goes_on() {
    check_gaps(&["no-such-host.invalid"], &[("no-such-host.invalid", "")]);
    check_gaps(&["10.0.0.0/x"], &[("10.0.0.0/x", "expected 0 to 32")]);
    check_gaps(&["10.0.0/24"], &[("10.0.0/24", "neither an address, a range")]);
    check_gaps(&["fd00::/64"], &[("fd00::/64", "18446744073709551616 addresses")]);
    check_gaps(
        &["--import", "cut.json", "--import", "other.json", "--import", "none.json"],
        &[("cut.json:1", "EOF"), ("other.json:1", "expected value"), ("none.json", "cannot read it")],
    );
}

/// Nothing but what cannot be looked at: the report is empty, and says why.
#[test]
fn a_run_of_nothing_but_gaps_is_not_a_clean_one() {
    let folder = Dir::new(&[]);
    for target in ["no-such-host.invalid", "10.0.0.0/x", "fd00::/64"] {
        let ran = folder.run(&["hunt", target, "--format", "json"]);
        ran.assert_code(3);
        assert_eq!(ran.json()["gaps"].as_array().unwrap().len(), 1, "{target}");
    }
}

/// Half of the addresses refuse, half drop everything; the rate is kept. `HOLDFAST_BIG_SCAN=1` makes it a /16.
#[test]
fn a_large_range_keeps_its_rate_and_its_bounds() {
    let big = std::env::var_os("HOLDFAST_BIG_SCAN").is_some();
    let (prefix, half, second, rate) = if big { (16, 17, "128", 40_000) } else { (23, 24, "1", 8_000) };
    // What the loopback route brings in and no local route takes is dropped without a word.
    let setup = format!(
        "ip link set lo up && ip route add local 10.77.0.0/{half} dev lo && ip route add 10.77.{second}.0/{half} dev lo && \
         exec \"$0\" recon 10.77.0.0/{prefix} --rate {rate} --concurrency 20000 --connect-timeout 300 --format json \
         --ports 22,80,443,2375,2376,2379,2380,3000,4194,5000,6443,8001,8080,8081,8200,8443,8500,9000,9090,9091,9093,9100,9153,9200,9345,9443,9901,10248,10249,10250,10251,10252,10255,10256,10257,10259,15000,15014,16443,30000"
    );
    let out = Command::new("unshare")
        .args(["-rn", "sh", "-c", &setup])
        .arg(env!("CARGO_BIN_EXE_holdfast"))
        .output();
    let Some(out) = out.ok().filter(|out| out.stdout.starts_with(b"{")) else {
        eprintln!("NOT TESTED: no network namespace could be made (unshare, ip)");
        return;
    };
    let report: Value = serde_json::from_slice(&out.stdout).unwrap();
    let numbers = &report["statistics"];
    eprintln!("{numbers}");
    let (connects, seconds) = (numbers["connects"].as_f64().unwrap(), numbers["seconds"].as_f64().unwrap());
    assert!(connects / seconds <= f64::from(rate) * 1.05, "{numbers}");
    assert_eq!(report["services"].as_array().unwrap().len(), 0, "{numbers}");
    assert!(
        numbers["answered"].as_u64().unwrap() > 0 && numbers["silent"].as_u64().unwrap() > 0,
        "{numbers}"
    );
}
