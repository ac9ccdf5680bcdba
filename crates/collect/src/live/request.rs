use std::time::{Duration, Instant};

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
    /// No whole answer in time.
    Late(String),
}

impl Failure {
    /// One line for a gap.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Status(code, words) => format!("{words} (HTTP {code})"),
            Self::Connection(words) | Self::Late(words) => words.clone(),
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

/// Requests to one server, until the reading has taken too long.
pub(super) struct Session<'o> {
    client: Client,
    pub(super) options: &'o Options,
    end: Instant,
}

impl<'o> Session<'o> {
    pub(super) fn new(client: Client, options: &'o Options) -> Self {
        Self { client, options, end: Instant::now() + options.total_timeout }
    }

    /// One GET, tried again where that can help: 429 and 5xx (as `Retry-After` says), and broken connections. A server
    /// that does not answer in time is asked once more.
    pub(super) async fn get(&self, path: &str, accept: &str) -> Result<Vec<u8>, Failure> {
        let options = self.options;
        let mut attempt = 0;
        loop {
            let left = self.end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let total = options.total_timeout;
                return Err(Failure::Late(format!("not asked: reading the cluster took {total:?} already")));
            }
            let timeout = options.request_timeout.min(left);
            let (failure, wait) = match once(&self.client, path, accept, timeout).await {
                Ok(body) => return Ok(body),
                Err(failed) => failed,
            };
            attempt += 1;
            let most = match &failure {
                Failure::Status(code, _) if *code == 429 || *code >= 500 => options.attempts,
                Failure::Connection(words) if !is_lasting(words) => options.attempts,
                Failure::Late(_) => options.attempts.min(2),
                Failure::Status(..) | Failure::Connection(_) => 1,
            };
            if attempt >= most {
                return Err(failure);
            }
            let backoff = options.backoff.saturating_mul(1 << attempt.min(6));
            tokio::time::sleep(wait.unwrap_or(backoff).min(options.longest_wait)).await;
        }
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
    tokio::time::timeout(timeout, exchange).await.unwrap_or_else(|_| {
        let words =
            format!("no whole answer within {timeout:?}: is the server overloaded? See --request-timeout");
        Err((Failure::Late(words), None))
    })
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

/// What to say first of errors people meet often: a part of the error's text, and the next step.
const HINTS: &[(&str, &str)] = &[
    (
        "UnknownIssuer",
        "the server's certificate is not signed by the CA in the kubeconfig: check certificate-authority",
    ),
    (
        "CaUsedAsEndEntity",
        "the server shows a CA's certificate as its own: check certificate-authority and the server",
    ),
    (
        "not valid for name",
        "the server's certificate is not for this address: check server or tls-server-name",
    ),
    ("certificate expired", "the server's certificate has expired"),
    ("certificate not valid yet", "the server's certificate is not valid yet: is the clock right?"),
    ("invalid peer certificate", "the server's certificate is not accepted: check certificate-authority"),
    (
        "alert: CertificateRequired",
        "the server wants a client certificate: check client-certificate and client-key",
    ),
    ("fatal alert", "the server does not accept the client certificate, or the TLS version"),
    ("tls handshake eof", "the server does not speak TLS there, or hung up: check server"),
    ("InvalidContentType", "the server does not speak TLS there: check server"),
    ("tunnel error", "the proxy does not connect us: check proxy-url, HTTPS_PROXY and NO_PROXY"),
    ("Connection refused", "nothing listens there: is the cluster up, and the server address right?"),
    ("dns error", "the server's name does not resolve: check server and your VPN"),
    ("lookup address", "the server's name does not resolve: check server and your VPN"),
];

/// Errors that asking again does not mend.
const LASTING: &[&str] = &[
    "certificate",
    "fatal alert",
    "tls handshake eof",
    "InvalidContentType",
    "tunnel error",
    "cannot log in",
];

fn is_lasting(words: &str) -> bool {
    LASTING.iter().any(|part| words.contains(part))
}

fn explain(words: &str) -> String {
    match HINTS.iter().find(|(part, _)| words.contains(part)) {
        Some((_, hint)) => format!("{hint} ({words})"),
        None => words.to_owned(),
    }
}
