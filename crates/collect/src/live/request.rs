use std::time::Duration;

use http::header::{ACCEPT, RETRY_AFTER};
use http_body_util::BodyExt;
use kube::Client;
use kube::client::Body;
use serde::Deserialize;

use super::Options;
use super::connect::chain;

/// Largest body of one answer: 500 objects at the API server's own limit would be more, but no real page is.
const BODY: usize = 256 << 20;

/// Why a GET gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The server answered, and not with what was asked: status and its words.
    Status(u16, String),
    /// No answer, or half of one.
    Connection(String),
}

impl Failure {
    /// One line for a gap.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Status(code, words) => format!("{words} (HTTP {code})"),
            Self::Connection(words) => words.clone(),
        }
    }
}

/// The words of a `metav1.Status`, and the token some 410 answers offer to go on with.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Status {
    message: String,
    metadata: StatusMeta,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct StatusMeta {
    #[serde(rename = "continue")]
    next: String,
}

/// The server's continue token in an error's words, kept apart from them by this mark.
const TOKEN: &str = "\u{0}continue=";

/// Splits an error's words from the token to go on with, if the server gave one.
pub(super) fn split_token(words: &str) -> (&str, Option<&str>) {
    words.split_once(TOKEN).map_or((words, None), |(words, token)| (words, Some(token)))
}

/// One GET, tried again where that can help: 429 and 5xx (as `Retry-After` says), and broken connections.
pub(super) async fn get(
    client: &Client,
    path: &str,
    accept: &str,
    options: &Options,
) -> Result<Vec<u8>, Failure> {
    let mut attempt = 0;
    loop {
        let (failure, wait) = match once(client, path, accept, options.request_timeout).await {
            Ok(body) => return Ok(body),
            Err(failed) => failed,
        };
        attempt += 1;
        let again = match &failure {
            Failure::Status(code, _) => *code == 429 || *code >= 500,
            Failure::Connection(words) => !words.contains("certificate"),
        };
        if !again || attempt >= options.attempts {
            return Err(failure);
        }
        let backoff = options.backoff.saturating_mul(1 << attempt.min(6));
        tokio::time::sleep(wait.unwrap_or(backoff).min(options.longest_wait)).await;
    }
}

type Failed = (Failure, Option<Duration>);

async fn once(client: &Client, path: &str, accept: &str, timeout: Duration) -> Result<Vec<u8>, Failed> {
    let connection = |words: String| (Failure::Connection(words), None);
    let request = http::Request::get(path).header(ACCEPT, accept).body(Body::empty());
    let request = request.map_err(|error| connection(error.to_string()))?;
    let exchange = async {
        let response = client.send(request).await.map_err(|error| connection(explain(&chain(&error))))?;
        let status = response.status().as_u16();
        let wait =
            response.headers().get(RETRY_AFTER).and_then(|v| v.to_str().ok()).and_then(|v| v.parse().ok());
        let body = body(response.into_body()).await.map_err(connection)?;
        if status == 200 { Ok(body) } else { Err((refusal(status, &body), wait.map(Duration::from_secs))) }
    };
    match tokio::time::timeout(timeout, exchange).await {
        Ok(done) => done,
        Err(_) => Err(connection(format!("no answer within {} s", timeout.as_secs()))),
    }
}

async fn body(mut body: Body) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame =
            frame.map_err(|error| format!("the answer broke off after {} bytes: {error}", bytes.len()))?;
        if let Some(data) = frame.data_ref() {
            bytes.extend_from_slice(data);
        }
        if bytes.len() > BODY {
            return Err(format!("the answer is larger than {} MiB", BODY >> 20));
        }
    }
    Ok(bytes)
}

fn refusal(status: u16, body: &[u8]) -> Failure {
    let parsed: Status = serde_json::from_slice(body).unwrap_or_default();
    let words = match (status, parsed.message.is_empty()) {
        (_, false) => parsed.message,
        (401, true) => "the credentials were not accepted".to_owned(),
        (_, true) => format!("the server answered {status}"),
    };
    let token = if parsed.metadata.next.is_empty() {
        String::new()
    } else {
        format!("{TOKEN}{}", parsed.metadata.next)
    };
    Failure::Status(status, format!("{words}{token}"))
}

/// Adds the next step to errors people meet often.
fn explain(words: &str) -> String {
    let hint = match words {
        w if w.contains("UnknownIssuer") => {
            "the server's certificate is not signed by the CA in the kubeconfig: check certificate-authority"
        }
        w if w.contains("NotValidForName") => {
            "the server's certificate is not for this address: check server or tls-server-name"
        }
        w if w.contains("Expired") => "the server's certificate has expired",
        w if w.contains("Connection refused") => {
            "nothing listens there: is the cluster up, and the server address right?"
        }
        w if w.contains("dns error") || w.contains("lookup address") => {
            "the server's name does not resolve: check server and your VPN"
        }
        _ => return words.to_owned(),
    };
    format!("{hint} ({words})")
}
