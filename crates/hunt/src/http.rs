//! Requests we send and answers we keep: HTTP/1.1, one exchange per connection, everything bounded.
//!
//! Redirects are never followed: an answer speaks for the address it came from and for no other.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// Bytes of a head at most.
pub(crate) const MOST_HEAD: usize = 16 * 1024;
/// Bytes of a body kept at most; the rest is not read.
pub(crate) const MOST_BODY: usize = 512 * 1024;
const MOST_HEADERS: usize = 96;

/// A request of a hunter or a fingerprint. `GET` unless it says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ask {
    pub method: &'static str,
    pub path: std::borrow::Cow<'static, str>,
    /// Besides those every request has.
    pub headers: &'static [(&'static str, &'static str)],
    /// JSON, for the methods that have a body.
    pub body: std::borrow::Cow<'static, str>,
    /// True when it changes nothing on the server, whatever its method.
    pub reads_only: bool,
}

impl Ask {
    pub const fn get(path: &'static str) -> Self {
        Self {
            method: "GET",
            path: std::borrow::Cow::Borrowed(path),
            headers: &[],
            body: std::borrow::Cow::Borrowed(""),
            reads_only: true,
        }
    }

    /// The same request with headers of its own.
    #[must_use]
    pub const fn with(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// A query that its protocol asks with POST.
    pub const fn query(path: &'static str, body: &'static str) -> Self {
        Self {
            method: "POST",
            path: std::borrow::Cow::Borrowed(path),
            headers: &[],
            body: std::borrow::Cow::Borrowed(body),
            reads_only: true,
        }
    }

    /// A request that changes something: sent by active hunters only.
    pub fn write(method: &'static str, path: impl Into<String>, body: impl Into<String>) -> Self {
        Self { method, path: path.into().into(), headers: &[], body: body.into().into(), reads_only: false }
    }

    /// `GET /path`: how exchanges are named.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    pub(crate) fn bytes(&self, host: &str) -> Vec<u8> {
        let mut text = format!(
            "{} {} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: holdfast/{}\r\nAccept: */*\r\nConnection: close\r\n",
            self.method,
            self.path,
            env!("CARGO_PKG_VERSION")
        );
        for (name, value) in self.headers {
            let _ = write!(text, "{name}: {value}\r\n");
        }
        if !self.body.is_empty() || self.method == "POST" || self.method == "PUT" {
            let _ = write!(text, "Content-Type: application/json\r\nContent-Length: {}\r\n", self.body.len());
        }
        text.push_str("\r\n");
        text.push_str(&self.body);
        text.into_bytes()
    }
}

/// What came back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: String,
    /// More body came than is kept.
    #[serde(default)]
    pub truncated: bool,
}

impl Answer {
    /// The value of a header; the name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON, when it is whole and its nesting is sane.
    pub fn json(&self) -> Option<serde_json::Value> {
        let starts = self.body.trim_start().starts_with(['{', '[', '"']);
        (starts && !self.truncated).then(|| serde_json::from_str(&self.body).ok()).flatten()
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoAnswer {
    /// The connection or the answer took longer than its deadline.
    TimedOut,
    /// The peer closed, reset or refused.
    Closed,
    /// Bytes came, and they are not HTTP.
    NotHttp,
    /// The TLS handshake failed.
    NoTls,
    /// The server wants a certificate of the client.
    ClientCertificate,
}

impl NoAnswer {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TimedOut => "no answer in time",
            Self::Closed => "the connection was closed",
            Self::NotHttp => "the answer is not HTTP",
            Self::NoTls => "the TLS handshake failed",
            Self::ClientCertificate => "the server asks for a client certificate",
        }
    }
}

/// Sends one request and reads the answer. The caller holds the deadline.
pub(crate) async fn exchange<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut S,
    ask: &Ask,
    host: &str,
) -> Result<Answer, NoAnswer> {
    let closed = |error: std::io::Error| refusal(&error);
    stream.write_all(&ask.bytes(host)).await.map_err(closed)?;
    stream.flush().await.map_err(closed)?;
    let mut bytes = Vec::with_capacity(2048);
    let (mut answer, body_at) = loop {
        let before = bytes.len();
        let read = read_some(stream, &mut bytes, MOST_HEAD).await?;
        match head(&bytes)? {
            Some(found) if (100..200).contains(&found.0.status) && found.0.status != 101 => {
                bytes.drain(..found.1);
            }
            Some(found) => break found,
            None if read == 0 && before == 0 => return Err(NoAnswer::Closed),
            None if read == 0 || bytes.len() >= MOST_HEAD => return Err(NoAnswer::NotHttp),
            None => {}
        }
    };
    let mut rest = bytes.split_off(body_at);
    let chunked =
        answer.header("transfer-encoding").is_some_and(|v| v.to_ascii_lowercase().contains("chunked"));
    let length = answer.header("content-length").and_then(|v| v.parse::<usize>().ok());
    let none = matches!(answer.status, 204 | 304) || ask.method == "HEAD";
    let want = if none { 0 } else { length.filter(|_| !chunked).unwrap_or(usize::MAX) };
    while rest.len() < want.min(MOST_BODY) && !(chunked && ends(&rest)) {
        // A body that breaks off is kept as it is: half an answer is told as such.
        match read_some(stream, &mut rest, MOST_BODY).await {
            Ok(0) | Err(_) => break,
            Ok(_) => {}
        }
    }
    answer.truncated = rest.len() < want && (want != usize::MAX || rest.len() >= MOST_BODY);
    rest.truncate(want.min(MOST_BODY));
    let body = if chunked { unchunk(&rest) } else { rest };
    answer.body = String::from_utf8_lossy(&body).into_owned();
    Ok(answer)
}

fn ends(chunked: &[u8]) -> bool {
    chunked.ends_with(b"0\r\n\r\n")
}

async fn read_some<S: AsyncRead + Unpin>(
    stream: &mut S,
    into: &mut Vec<u8>,
    most: usize,
) -> Result<usize, NoAnswer> {
    let mut buffer = [0u8; 8192];
    let room = most.saturating_sub(into.len()).clamp(1, buffer.len());
    let Some(part) = buffer.get_mut(..room) else { return Ok(0) };
    let read = stream.read(part).await.map_err(|error| refusal(&error))?;
    into.extend_from_slice(buffer.get(..read).unwrap_or_default());
    Ok(read)
}

/// What an I/O error means; alerts of TLS come wrapped in one.
pub(crate) fn refusal(error: &std::io::Error) -> NoAnswer {
    use tokio_rustls::rustls::{AlertDescription, Error};
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
        Some(Error::AlertReceived(
            AlertDescription::CertificateRequired
            | AlertDescription::BadCertificate
            | AlertDescription::CertificateUnknown
            | AlertDescription::UnknownCA,
        )) => NoAnswer::ClientCertificate,
        Some(_) => NoAnswer::NoTls,
        None => NoAnswer::Closed,
    }
}

/// Reads a head; `None` when it is not complete yet. Gives the answer without its body and where that starts.
pub(crate) fn head(bytes: &[u8]) -> Result<Option<(Answer, usize)>, NoAnswer> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut parsed = httparse::Response::new(&mut headers);
    match parsed.parse(bytes) {
        Ok(httparse::Status::Complete(at)) => {
            let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
            let headers =
                parsed.headers.iter().map(|h| (h.name.to_ascii_lowercase(), text(h.value))).collect();
            let status = parsed.code.unwrap_or_default();
            Ok(Some((Answer { status, headers, ..Answer::default() }, at)))
        }
        Ok(httparse::Status::Partial) => Ok(None),
        Err(_) => Err(NoAnswer::NotHttp),
    }
}

/// Takes chunked coding apart; stops at the first chunk that is not whole, keeping what there is of it.
pub(crate) fn unchunk(mut bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(httparse::Status::Complete((at, size))) = httparse::parse_chunk_size(bytes) {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let rest = bytes.get(at..).unwrap_or_default();
        if size == 0 {
            break;
        }
        body.extend_from_slice(rest.get(..size.min(rest.len())).unwrap_or_default());
        match rest.get(size.saturating_add(2)..) {
            Some(next) => bytes = next,
            None => break,
        }
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_and_broken_ones_kept() {
        for (coded, expected) in [
            ("4\r\nWiki\r\n5\r\npedia\r\n0\r\n\r\n", "Wikipedia"),
            ("4\r\nWi", "Wi"),
            ("ffffffffffffffff\r\nx", "x"),
            ("zz\r\nx", ""),
            ("", ""),
        ] {
            assert_eq!(String::from_utf8(unchunk(coded.as_bytes())).unwrap(), expected, "{coded:?}");
        }
    }

    #[test]
    fn heads_are_whole_partial_or_refused() {
        assert!(
            head(b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody")
                .unwrap()
                .is_some_and(|(a, at)| a.header("a") == Some("b") && at == 25)
        );
        assert!(head(b"HTTP/1.1 200 OK\r\nA: b").unwrap().is_none());
        assert_eq!(head(b"SSH-2.0-OpenSSH_9.2\r\n").unwrap_err(), NoAnswer::NotHttp);
    }

    #[test]
    fn bodies_only_where_there_is_one() {
        let get = String::from_utf8(Ask::get("/version").bytes("h:1")).unwrap();
        assert!(
            get.starts_with("GET /version HTTP/1.1\r\nHost: h:1\r\n") && get.ends_with("\r\n\r\n"),
            "{get}"
        );
        let post = String::from_utf8(Ask::query("/v3/kv/range", "{}").bytes("h")).unwrap();
        assert!(post.ends_with("Content-Length: 2\r\n\r\n{}"), "{post}");
    }
}
