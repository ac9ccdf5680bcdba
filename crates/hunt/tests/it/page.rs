//! Reads the examples out of a hunter's page.

use std::net::SocketAddr;

use holdfast_hunt::{Answer, Ask, Exchange, Identity, Inside, NoAnswer, Service, TlsFacts};

/// What an example holds.
pub(crate) enum Facts {
    Service(Box<Service>),
    Pod(Box<Inside>),
}

pub(crate) struct Example {
    pub(crate) line: usize,
    pub(crate) fails: bool,
    pub(crate) facts: Facts,
}

pub(crate) fn examples(page: &str) -> Vec<Example> {
    let mut found = Vec::new();
    let mut open: Option<(usize, String, String)> = None;
    for (at, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(_)) => {
                let (line, head, body) = open.take().unwrap();
                found.extend(example(line, &head, &body));
            }
            (Some((_, _, body)), None) => {
                body.push_str(line);
                body.push('\n');
            }
            (None, Some(head)) => open = Some((at + 1, head.to_owned(), String::new())),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a fence is not closed");
    found
}

fn example(line: usize, head: &str, body: &str) -> Option<Example> {
    let mut words = head.split_whitespace();
    let kind = words.next()?;
    let words: Vec<&str> = words.collect();
    let fails = words.contains(&"fail");
    assert!(fails || words.contains(&"pass") || kind != "http", "line {line}: pass or fail");
    match kind {
        "http" => Some(Example { line, fails, facts: Facts::Service(Box::new(service(&words, body))) }),
        "pod" => {
            Some(Example { line, fails, facts: Facts::Pod(Box::new(serde_json::from_str(body).unwrap())) })
        }
        _ => None,
    }
}

fn service(words: &[&str], body: &str) -> Service {
    let word = |name: &str| words.iter().find_map(|w| w.strip_prefix(name)?.strip_prefix('='));
    let port: u16 = word("port").unwrap_or("80").parse().unwrap();
    let mut service = Service::at(SocketAddr::from(([10, 0, 0, 7], port)), 1_764_086_400);
    if let Some(product) = word("product") {
        service.identity = Identity { product: product.to_owned(), score: 95, ..Identity::default() };
        service.identity.version = word("version").map(ToOwned::to_owned);
    }
    for part in body.split("> ").filter(|part| !part.trim().is_empty()) {
        if part.starts_with('~') {
            facts(&mut service, part);
            continue;
        }
        service.exchanges.push(exchange(part));
    }
    service
}

fn facts(service: &mut Service, text: &str) {
    for line in text.lines().filter_map(|line| line.strip_prefix("~ ")) {
        let (name, value) = line.split_once(' ').unwrap();
        match name {
            "tls" => service.tls = Some(serde_json::from_str::<TlsFacts>(value).unwrap()),
            "host" => service.host = Some(value.to_owned()),
            "at" => service.seen_at = value.parse().unwrap(),
            "address" => service.address = SocketAddr::new(value.parse().unwrap(), service.port()),
            other => panic!("unknown fact {other:?}"),
        }
    }
}

/// One exchange: the request's line, then `< status`, `< header: value`, and the body.
pub(crate) fn exchange(part: &str) -> Exchange {
    let mut lines = part.lines();
    let (method, path) = lines.next().unwrap().split_once(' ').unwrap();
    let mut ask = Ask::get("/");
    ask.method = match method {
        "GET" => "GET",
        "POST" => "POST",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        other => panic!("unknown method {other:?}"),
    };
    ask.path = path.split(' ').next().unwrap().to_owned().into();
    let mut answer = Answer::default();
    let mut none = None;
    let mut body = String::new();
    for line in lines {
        match line.strip_prefix("< ") {
            Some("no answer") => none = Some(NoAnswer::TimedOut),
            Some(status) if answer.status == 0 => answer.status = status.parse().unwrap(),
            Some(header) if body.is_empty() => {
                let (name, value) = header.split_once(": ").unwrap();
                answer.headers.push((name.to_ascii_lowercase(), value.to_owned()));
            }
            _ => {
                body.push_str(line);
                body.push('\n');
            }
        }
    }
    body.trim_end_matches('\n').clone_into(&mut answer.body);
    Exchange { ask, answer: none.map_or(Ok(answer), Err) }
}
