//! Fifty servers that are nothing, or mean harm: no finding, no hang, bounded memory.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use holdfast_model::Severity;

use crate::server::{Behave, Server, line, quick, request, respond, run};

fn always(status: u16, headers: &'static str, body: impl Into<String>) -> Box<Behave> {
    let body = body.into();
    Box::new(move |mut stream| {
        request(&mut stream);
        respond(&mut stream, status, headers, &body);
    })
}

fn raw(bytes: impl Into<Vec<u8>>) -> Box<Behave> {
    let bytes = bytes.into();
    Box::new(move |mut stream| {
        request(&mut stream);
        let _ = stream.write_all(&bytes);
    })
}

/// Sends a byte now and then until the peer has had enough.
fn drip(start: &'static str) -> Box<Behave> {
    Box::new(move |mut stream| {
        let _ = stream.write_all(start.as_bytes());
        let mut part = [0u8; 64];
        let _ = stream.set_read_timeout(Some(Duration::from_millis(50)));
        for _ in 0..200 {
            if stream.write_all(b"x").is_err() || matches!(stream.read(&mut part), Ok(0)) {
                break;
            }
        }
    })
}

/// Waits until the peer leaves.
fn mute(stream: TcpStream) {
    let mut stream = stream;
    let _ = stream.read_to_end(&mut Vec::new());
}

/// Writes without end.
fn flood(head: &'static str, part: &'static [u8]) -> Box<Behave> {
    Box::new(move |mut stream| {
        request(&mut stream);
        let _ = stream.write_all(head.as_bytes());
        let block = part.repeat(65_536 / part.len());
        for _ in 0..1_600 {
            if stream.write_all(&block).is_err() {
                break;
            }
        }
    })
}

const OK: &str = "HTTP/1.1 200 OK\r\n";

fn servers() -> Vec<Box<Behave>> {
    let mut all: Vec<Box<Behave>> = vec![
        // Echoes.
        Box::new(|mut stream| {
            let text = request(&mut stream);
            let _ = stream.write_all(text.as_bytes());
        }),
        Box::new(|mut stream| {
            let text = request(&mut stream);
            respond(&mut stream, 200, "", &text);
        }),
        Box::new(|mut stream| {
            let text = request(&mut stream);
            respond(&mut stream, 200, "Content-Type: text/html\r\n", &format!("<pre>{}</pre>", line(&text)));
        }),
        Box::new(|mut stream| {
            let text = request(&mut stream);
            let path = line(&text);
            respond(
                &mut stream,
                200,
                "Content-Type: application/json\r\n",
                &format!("{{\"path\":\"{path}\"}}"),
            );
        }),
        // The same to everything.
        always(200, "", ""),
        always(200, "", "OK"),
        always(200, "", "ok"),
        always(200, "", "{}"),
        always(200, "", "[]"),
        always(200, "", "null"),
        always(200, "", "true"),
        always(200, "", "\"x\""),
        always(200, "Content-Type: text/html\r\n", "<html><title>Kubernetes Dashboard</title></html>"),
        always(200, "", r#"{"kind":"PodList","items":[]}"#),
        always(200, "", r#"{"kind":"APIVersions","versions":["v1"]}"#),
        always(
            200,
            "",
            r#"{"etcdserver":"3.5.9","etcdcluster":"3.5.0","action":"get","node":{},"header":{"cluster_id":"1","revision":"2"}}"#,
        ),
        always(
            200,
            "",
            r#"{"major":"1","minor":"20","gitVersion":"v1.20.0","gitCommit":"0","goVersion":"go1","platform":"x","kind":"Status"}"#,
        ),
        always(200, "", r#"[{"Id":"0","RepoTags":["a:1"]}]"#),
        always(200, "", "kubelet_ etcd_server_ apiserver_request_total kube_pod_info prometheus_build_info"),
        always(200, "", "goroutine heap profile"),
        always(200, "", "ref: refs/heads/main"),
        always(201, "", r#"{"kind":"SelfSubjectRulesReview"}"#),
        always(204, "", ""),
        always(400, "", "bad"),
        always(401, "WWW-Authenticate: Basic\r\n", "Unauthorized"),
        always(403, "", "Forbidden"),
        always(404, "", "pod does not exist"),
        always(418, "", "teapot"),
        always(500, "", "pod does not exist"),
        always(503, "Retry-After: 1\r\n", ""),
        // Redirects.
        always(301, "Location: http://192.0.2.1:6443/version\r\n", ""),
        always(302, "Location: /\r\n", ""),
        always(307, "Location: //192.0.2.1/\r\n", ""),
        // Not HTTP.
        raw("SSH-2.0-OpenSSH_9.2\r\n"),
        raw("220 mail ESMTP\r\n"),
        raw([0u8; 64]),
        raw([0xffu8; 20_000]),
        raw([21, 3, 1, 0, 2, 2, 40]),
        raw([22, 3, 3, 0xff, 0xff, 2, 0, 0, 1]),
        // Broken HTTP.
        raw("HTTP/1.1 200"),
        raw("HTTP/1.1 abc OK\r\n\r\n"),
        raw("HTTP/9.9 200 OK\r\n\r\n"),
        raw(format!("{OK}Content-Length: 99999999999999999999\r\n\r\nx")),
        raw(format!("{OK}Content-Length: -1\r\n\r\nx")),
        raw(format!("{OK}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx")),
        raw(format!("{OK}{}\r\n", "A: b\r\n".repeat(5_000))),
        raw(format!("{OK}Content-Length: 1000\r\n\r\n{}", "[".repeat(1_000))),
        // Silence and tar.
        Box::new(drop),
        Box::new(mute),
        drip("HTTP/1.1 200 OK\r\nX-A: "),
        drip("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{"),
        // Floods of a hundred megabytes.
        flood("HTTP/1.1 200 OK\r\n\r\n", b"{\"a\":"),
        flood("HTTP/1.1 200 OK\r\nX: ", b"a"),
        flood("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n[\r\n"),
    ];
    all.push(flood("", b"HTTP/1.1 100 Continue\r\n\r\n"));
    all
}

#[test]
fn fifty_decoys_give_no_finding_and_no_hang() {
    let servers: Vec<Server> = servers().into_iter().map(Server::start).collect();
    assert!(servers.len() >= 50, "{}", servers.len());
    let before = memory();
    let started = Instant::now();
    let addresses: Vec<_> = servers.iter().map(|s| s.address).collect();
    let (found, hunted) = run(&addresses, None, quick());
    let took = started.elapsed();
    let serious: Vec<String> =
        hunted.findings.iter().filter(|f| f.severity >= Severity::Info).map(|f| f.message.clone()).collect();
    assert!(serious.is_empty(), "{}", serious.join("\n"));
    assert_eq!(found.services.len(), servers.len());
    assert!(took < Duration::from_mins(1), "{took:?}");
    let grown = memory().saturating_sub(before);
    assert!(grown < 150 * 1024, "grew by {grown} KiB");
}

/// The most memory this process has held, in KiB.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or("0");
    line.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or_default()
}
