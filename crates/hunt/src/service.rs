//! One open port and everything that was seen there: what hunters and fingerprints look at.

use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};

use serde_json::Value;

use crate::fingerprint::Identity;
use crate::http::{Answer, Ask, NoAnswer};
use crate::tls::TlsFacts;

/// A path no server has: what it answers there, it answers to everything.
pub(crate) const NOWHERE: &str = "/holdfast-a-path-no-server-has";

/// One request and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    pub ask: Ask,
    pub answer: Result<Answer, NoAnswer>,
}

/// An open port.
#[derive(Clone, Debug)]
pub struct Service {
    pub address: SocketAddr,
    /// The name it was asked for by, when it was asked by name.
    pub host: Option<String>,
    /// Absent when it speaks in the clear.
    pub tls: Option<TlsFacts>,
    pub exchanges: Vec<Exchange>,
    /// Why nothing could be asked at all.
    pub silent: Option<NoAnswer>,
    /// What it is, once the fingerprints have been asked.
    pub identity: Identity,
    /// When it was looked at, in seconds since 1970.
    pub seen_at: u64,
}

impl Service {
    pub fn at(address: SocketAddr, seen_at: u64) -> Self {
        Self {
            address,
            host: None,
            tls: None,
            exchanges: Vec::new(),
            silent: None,
            identity: Identity::default(),
            seen_at,
        }
    }

    pub fn ip(&self) -> IpAddr {
        self.address.ip()
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// `host:port`, as reports name it.
    pub fn name(&self) -> String {
        match &self.host {
            Some(host) => format!("{host}:{}", self.port()),
            None => self.address.to_string(),
        }
    }

    pub fn is_tls(&self) -> bool {
        self.tls.is_some()
    }

    pub fn is(&self, product: &str) -> bool {
        self.identity.product == product
    }

    pub(crate) fn exchange(&self, line: &str) -> Option<&Exchange> {
        let (method, path) = line.split_once(' ').unwrap_or(("GET", line));
        self.exchanges.iter().find(|e| e.ask.method == method && e.ask.path == path)
    }

    /// True when the request went out, whatever came of it.
    pub fn was_asked(&self, line: &str) -> bool {
        self.exchange(line).is_some()
    }

    /// The answer to `GET /path` (or `/path` for short), unless the server gives the same one to a path that does not exist.
    pub fn answer(&self, line: &str) -> Option<&Answer> {
        let answer = self.raw(line)?;
        let same = |nowhere: &Answer| {
            nowhere.status == answer.status
                && (200..300).contains(&answer.status)
                && same_body(nowhere, answer, line)
        };
        if line != NOWHERE && line != "/" && self.raw(NOWHERE).is_some_and(same) {
            return None;
        }
        Some(answer)
    }

    fn raw(&self, line: &str) -> Option<&Answer> {
        self.exchange(line).and_then(|e| e.answer.as_ref().ok())
    }

    /// The answer, when it is a plain 200.
    pub fn ok(&self, line: &str) -> Option<&Answer> {
        self.answer(line).filter(|a| a.status == 200)
    }

    /// The body of a plain 200, when it is JSON.
    pub fn json(&self, line: &str) -> Option<Value> {
        self.ok(line).and_then(Answer::json)
    }

    /// The body of a plain 200, when it holds every one of these texts and the request itself does not explain them.
    pub fn text(&self, line: &str, marks: &[&str]) -> Option<&str> {
        let body = self.ok(line)?.body.as_str();
        let is_echo = body.contains("User-Agent: holdfast/") || body.contains("holdfast/0");
        (!is_echo && marks.iter().all(|mark| body.contains(mark))).then_some(body)
    }

    /// The status of a plain answer.
    pub fn status(&self, line: &str) -> Option<u16> {
        self.answer(line).map(|a| a.status)
    }

    /// Requests to which no answer came.
    pub fn unanswered(&self) -> BTreeSet<(String, NoAnswer)> {
        self.exchanges
            .iter()
            .filter_map(|e| e.answer.as_ref().err().map(|why| (e.ask.line(), *why)))
            .collect()
    }
}

/// True when the value, written as plain text, is this text.
pub(crate) fn reads_as(value: &Value, text: &str) -> bool {
    match value {
        Value::String(own) => own == text,
        Value::Bool(own) => text == if *own { "true" } else { "false" },
        Value::Number(own) => own.to_string() == text,
        _ => false,
    }
}

/// Two bodies are the same answer when they differ at most by the path that was asked for.
fn same_body(nowhere: &Answer, answer: &Answer, line: &str) -> bool {
    let path = line.split_once(' ').map_or(line, |(_, path)| path);
    nowhere.body == answer.body || nowhere.body.replace(NOWHERE, path) == answer.body
}
