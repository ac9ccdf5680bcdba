//! Any bytes as an export, as a target, and as the answer of a server: no panic, and nothing found in noise.
#![no_main]

use std::net::SocketAddr;

use holdfast_hunt::{Answer, Ask, Exchange, Service, Target, all, identify, import, judge};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = import("export", bytes);
    let text = String::from_utf8_lossy(bytes);
    let _ = Target::parse(&text);
    let mut service = Service::at(SocketAddr::from(([127, 0, 0, 1], 2379)), 0);
    for path in ["/version", "/pods", "/metrics", "/v2/"] {
        let answer = Answer { status: 200, body: text.clone().into_owned(), ..Answer::default() };
        service.exchanges.push(Exchange { ask: Ask::get(path), answer: Ok(answer) });
    }
    service.identity = identify(&service);
    for hunter in all().iter().filter(|h| h.applies(&service)) {
        let _ = judge(hunter, &service);
    }
});
