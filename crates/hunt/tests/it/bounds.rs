//! What a run costs: many services at a time, in an order that does not depend on who answers first.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use holdfast_hunt::{Bounds, Found, Hunted, Service};

use crate::server::{Server, line, quick, request, respond, run};

const ETCD: &str = r#"{"etcdserver":"3.4.0","etcdcluster":"3.4.0"}"#;

/// An etcd that says what it is, and leaves one question of the hunters without an answer.
fn stalling() -> Server {
    Server::start(|mut stream| {
        let request = request(&mut stream);
        match line(&request).as_str() {
            "GET /version" => respond(&mut stream, 200, "", ETCD),
            // The peer leaves at its deadline.
            "POST /v3/kv/range" => drop(std::io::Read::read_to_end(&mut stream, &mut Vec::new())),
            _ => respond(&mut stream, 404, "", "404 page not found\n"),
        }
    })
}

/// What a report shows of a run, in its order.
fn told((found, hunted): &(Found, Hunted)) -> Vec<String> {
    let services = found.services.iter().map(Service::name);
    let findings = hunted.findings.iter().map(|f| format!("{} {}", f.check, f.message));
    let gaps = hunted.gaps.iter().map(|g| format!("{} {}", g.what, g.why));
    services.chain(findings).chain(gaps).collect()
}

#[test]
fn forty_stalling_services_cost_little_more_than_one() {
    let servers: Vec<Server> = (0..40).map(|_| stalling()).collect();
    let addresses: Vec<SocketAddr> = servers.iter().map(|s| s.address).collect();
    let bounds = Bounds { exchange: Duration::from_millis(500), ..quick() };
    let started = Instant::now();
    let all = run(&addresses, None, bounds);
    let took = started.elapsed();
    eprintln!("forty stalling services: {took:?}");
    assert_eq!(all.1.gaps.len(), 40, "{:?}", all.1.gaps);
    // One after another they would take forty deadlines.
    assert!(took < bounds.exchange * 10, "{took:?}");

    let few = addresses.get(..4).unwrap();
    let alone = run(few, None, Bounds { concurrency: 1, ..bounds });
    assert_eq!(told(&run(few, None, bounds)), told(&alone));
}

/// Bytes kept of all answers.
fn kept(found: &Found) -> usize {
    let answers = found.services.iter().flat_map(|s| &s.exchanges).filter_map(|e| e.answer.as_ref().ok());
    answers.map(|a| a.body.len() + a.headers.iter().map(|(n, v)| n.len() + v.len()).sum::<usize>()).sum()
}

#[test]
fn a_run_keeps_no_more_than_its_bound_and_says_so_once() {
    let large = "x".repeat(200 * 1024);
    let mut servers: Vec<Server> = (0..6)
        .map(|_| {
            let body = large.clone();
            Server::start(move |mut stream| {
                request(&mut stream);
                respond(&mut stream, 200, "X-Filler: aaaaaaaaaaaaaaaa\r\n", &body);
            })
        })
        .collect();
    servers.push(stalling());
    let addresses: Vec<SocketAddr> = servers.iter().map(|s| s.address).collect();
    let cut = |g: &&holdfast_model::Gap| g.what == "answers of this run";
    for (most, gaps) in [(1024 * 1024, 1), (4 * 1024 * 1024, 1), (usize::MAX, 0)] {
        let (found, hunted) = run(&addresses, None, Bounds { most_kept: most, ..quick() });
        assert!(kept(&found) <= most, "{} of {most}", kept(&found));
        assert_eq!(found.gaps.iter().chain(&hunted.gaps).filter(cut).count(), gaps, "{most}");
        let bodies = found.services.iter().flat_map(|s| &s.exchanges).filter_map(|e| e.answer.as_ref().ok());
        assert_eq!(bodies.filter(|a| a.truncated).count() > 0, gaps > 0, "{most}");
    }
}

/// Those that send much leave room for the one that has something to say.
#[test]
fn floods_do_not_hide_an_open_service() {
    let large = "x".repeat(200 * 1024);
    let flood = || {
        let body = large.clone();
        Server::start(move |mut stream| {
            request(&mut stream);
            respond(&mut stream, 200, "", &body);
        })
    };
    let servers: Vec<Server> = (0..4).map(|_| flood()).chain([stalling()]).collect();
    let addresses: Vec<SocketAddr> = servers.iter().map(|s| s.address).collect();
    let (_, hunted) = run(&addresses, None, Bounds { most_kept: 4 * 1024 * 1024, ..quick() });
    assert!(hunted.findings.iter().any(|f| f.check == "etcd-plain-http"), "{:?}", hunted.findings);
}
