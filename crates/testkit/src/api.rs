//! An API server of the tests' own on loopback: it replays LISTs of given objects, and misbehaves as told.

use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::{Value, json};

/// How the server misbehaves. Resources are plural names such as `pods`.
#[derive(Clone, Debug, Default)]
pub struct Manners {
    /// LISTs answered with 403.
    pub deny: Vec<String>,
    /// The first continued page of this LIST is answered with 410 Gone.
    pub gone: Option<String>,
    /// The first request of this LIST is answered with 429 and `Retry-After: 0`.
    pub throttle: Option<String>,
    /// The first answer of this LIST breaks off in the middle.
    pub cut: Option<String>,
    /// Requests for these never get more than half an answer; the connection stays open.
    pub stall: Vec<String>,
    /// Requests without this bearer token are answered with 401.
    pub token: Option<String>,
    /// Talks TLS by these rules (see [`crate::tls::server`]) instead of plain HTTP.
    pub tls: Option<Arc<ServerConfig>>,
}

/// A running server. It ends with the process.
#[derive(Debug)]
pub struct Api {
    pub url: String,
    seen: Arc<Mutex<Vec<String>>>,
}

struct Server {
    objects: Vec<Value>,
    manners: Manners,
    /// Misbehaviour that was shown already.
    done: Mutex<BTreeSet<String>>,
    seen: Arc<Mutex<Vec<String>>>,
}

/// Objects of one page.
const PAGE: usize = 2;

impl Api {
    pub fn start(objects: Vec<Value>, manners: Manners) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let scheme = if manners.tls.is_some() { "https" } else { "http" };
        let url = format!("{scheme}://{}", listener.local_addr()?);
        let seen = Arc::new(Mutex::new(Vec::new()));
        let server = Arc::new(Server { objects, manners, done: Mutex::default(), seen: Arc::clone(&seen) });
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let server = Arc::clone(&server);
                thread::spawn(move || server.accept(stream));
            }
        });
        Ok(Self { url, seen })
    }

    /// Each request: method, path and Accept header.
    pub fn requests(&self) -> Vec<String> {
        self.seen.lock().map(|seen| seen.clone()).unwrap_or_default()
    }

    /// A kubeconfig for this server, with one context `test`.
    pub fn kubeconfig(&self) -> String {
        self.kubeconfig_with(json!({}), json!({}))
    }

    /// The same with further fields of the cluster and of the user.
    pub fn kubeconfig_with(&self, mut cluster: Value, user: Value) -> String {
        if let Some(fields) = cluster.as_object_mut() {
            fields.entry("server").or_insert_with(|| self.url.as_str().into());
        }
        let config = json!({"apiVersion": "v1", "kind": "Config", "current-context": "test",
            "clusters": [{"name": "c", "cluster": cluster}], "users": [{"name": "u", "user": user}],
            "contexts": [{"name": "test", "context": {"cluster": "c", "user": "u"}}]});
        config.to_string()
    }
}

impl Server {
    fn accept(&self, stream: TcpStream) -> Option<()> {
        let raw = stream.try_clone().ok()?;
        match &self.manners.tls {
            None => self.talk(stream, &raw),
            Some(config) => {
                let connection = ServerConnection::new(Arc::clone(config)).ok()?;
                self.talk(StreamOwned::new(connection, stream), &raw)
            }
        }
    }

    /// Answers one request after the other; `raw` is the connection below.
    fn talk(&self, stream: impl Read + Write, raw: &TcpStream) -> Option<()> {
        let mut stream = BufReader::new(stream);
        loop {
            let mut first = String::new();
            stream.read_line(&mut first).ok().filter(|n| *n > 0)?;
            let (mut accept, mut token, mut line) = (String::new(), None, String::new());
            while stream.read_line(&mut line).ok()? > 2 {
                if let Some((name, value)) = line.split_once(':') {
                    match name.to_ascii_lowercase().as_str() {
                        "accept" => value.trim().to_ascii_lowercase().clone_into(&mut accept),
                        "authorization" => token = value.trim().strip_prefix("Bearer ").map(str::to_owned),
                        _ => {}
                    }
                }
                line.clear();
            }
            let mut words = first.split_whitespace();
            let (method, target) = (words.next()?, words.next()?);
            self.seen.lock().ok()?.push(format!("{method} {target} {accept}"));
            let is_known = self.manners.token.is_none() || self.manners.token == token;
            let (status, headers, body) = if is_known {
                self.answer(target, &accept)
            } else {
                ("401 Unauthorized", "", json!({"kind": "Status", "message": "Unauthorized", "code": 401}))
            };
            let body = body.to_string();
            let length = body.len();
            let to = stream.get_mut();
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Type: application/json\r\n{headers}Content-Length: {length}\r\n\r\n"
            );
            to.write_all(head.as_bytes()).ok()?;
            let plural = plural_of(target);
            let cut =
                self.manners.cut.as_deref() == Some(plural) && self.first_time(&format!("cut {plural}"));
            let stalled = self.manners.stall.iter().any(|stall| stall == plural);
            if cut || stalled {
                to.write_all(body.as_bytes().get(..length / 2)?).ok()?;
                to.flush().ok()?;
                if stalled {
                    // Until the client has enough and hangs up.
                    let _ = io::copy(&mut stream, &mut io::sink());
                }
                let _ = raw.shutdown(Shutdown::Both);
                return None;
            }
            to.write_all(body.as_bytes()).ok()?;
            to.flush().ok()?;
        }
    }

    fn first_time(&self, what: &str) -> bool {
        self.done.lock().is_ok_and(|mut done| done.insert(what.to_owned()))
    }

    fn answer(&self, target: &str, accept: &str) -> (&'static str, &'static str, Value) {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let plural = plural_of(target);
        let status = |code: u16, words: String| json!({"kind": "Status", "apiVersion": "v1", "message": words, "code": code});
        match path {
            "/version" => return ("200 OK", "", json!({"gitVersion": "v1.34.2"})),
            "/apis" => return ("200 OK", "", self.groups()),
            _ => {}
        }
        if self.manners.deny.iter().any(|d| d == plural) {
            let words = format!("{plural} is forbidden: User \"test\" cannot list resource \"{plural}\"");
            return ("403 Forbidden", "", status(403, words));
        }
        if self.manners.throttle.as_deref() == Some(plural) && self.first_time(&format!("throttle {plural}"))
        {
            return ("429 Too Many Requests", "Retry-After: 0\r\n", status(429, "slow down".to_owned()));
        }
        let from = query.split('&').find_map(|part| part.strip_prefix("continue="));
        if from.is_some()
            && self.manners.gone.as_deref() == Some(plural)
            && self.first_time(&format!("gone {plural}"))
        {
            return ("410 Gone", "", status(410, "the provided continue parameter is too old".to_owned()));
        }
        ("200 OK", "", self.list(path, plural, from.and_then(|n| n.parse().ok()).unwrap_or(0), accept))
    }

    fn groups(&self) -> Value {
        let mut names: BTreeSet<(String, String)> = BTreeSet::new();
        for object in &self.objects {
            if let Some((group, version)) = text(object, "/apiVersion").split_once('/') {
                names.insert((group.to_owned(), version.to_owned()));
            }
        }
        let groups: Vec<_> = names
            .iter()
            .map(|(group, version)| json!({"name": group, "versions": [{"version": version}]}))
            .collect();
        json!({"kind": "APIGroupList", "groups": groups})
    }

    fn list(&self, path: &str, plural: &str, from: usize, accept: &str) -> Value {
        let api = path.trim_start_matches("/apis/").trim_start_matches("/api/");
        let api = api.strip_suffix(plural).unwrap_or(api).trim_end_matches('/');
        let of_kind = |o: &&Value| text(o, "/apiVersion") == api && plural_name(text(o, "/kind")) == plural;
        let all: Vec<&Value> = self.objects.iter().filter(of_kind).collect();
        let page: Vec<&Value> = all.iter().skip(from).take(PAGE).copied().collect();
        let next = if from + PAGE < all.len() { (from + PAGE).to_string() } else { String::new() };
        let metadata = json!({"resourceVersion": "1", "continue": next});
        if accept.contains("as=table") {
            let rows: Vec<_> = page
                .iter()
                .map(|o| {
                    json!({"cells": [text(o, "/metadata/name"), text(o, "/type"),
                o.pointer("/data").and_then(Value::as_object).map_or(0, serde_json::Map::len), "1d"],
                "object": {"kind": "PartialObjectMetadata", "metadata": o.pointer("/metadata")}})
                })
                .collect();
            return json!({"kind": "Table", "metadata": metadata, "rows": rows,
                "columnDefinitions": [{"name": "Name"}, {"name": "Type"}, {"name": "Data"}, {"name": "Age"}]});
        }
        let bare = |o: &Value| {
            let mut item = o.clone();
            if let Some(item) = item.as_object_mut() {
                item.remove("apiVersion");
                item.remove("kind");
            }
            item
        };
        let kind = all.first().map_or("", |o| text(o, "/kind"));
        let items: Vec<Value> = page.into_iter().map(bare).collect();
        json!({"kind": format!("{kind}List"), "apiVersion": api, "metadata": metadata, "items": items})
    }
}

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

fn plural_of(target: &str) -> &str {
    target.split('?').next().unwrap_or_default().rsplit('/').next().unwrap_or_default()
}

/// The plural the API uses for a kind.
pub fn plural_name(kind: &str) -> String {
    let lower = kind.to_ascii_lowercase();
    match lower.strip_suffix('y') {
        Some(stem) if !stem.ends_with('a') => format!("{stem}ies"),
        _ if lower.ends_with('s') => format!("{lower}es"),
        _ => format!("{lower}s"),
    }
}
