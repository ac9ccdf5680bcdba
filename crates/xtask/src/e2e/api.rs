//! Plain HTTP to the API server, through `kubectl proxy` on loopback: keep-alive, one request at a time per client.

use std::fs;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use crate::cluster::{self, Instance};

/// No answer of a test is longer.
const LONGEST: usize = 64 << 20;

/// The proxy; it ends with the cluster.
pub(super) struct Api {
    port: u16,
}

/// One connection.
pub(super) struct Client {
    stream: BufReader<TcpStream>,
}

#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// Names in lower case.
    headers: Vec<(String, String)>,
    pub(super) body: String,
}

impl Api {
    pub(super) fn start(instance: &Instance) -> Result<Self> {
        cluster::start_proxy(instance)?;
        let log = instance.path("logs/proxy.log");
        let mut port = None;
        let came = cluster::wait_for(Duration::from_secs(20), || {
            port = fs::read_to_string(&log).ok().as_deref().and_then(port_of);
            port.is_some()
        });
        ensure!(came, "kubectl proxy does not start: see {}", log.display());
        Ok(Self { port: port.context("kubectl proxy named no port")? })
    }

    pub(super) fn client(&self) -> Result<Client> {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).context("cannot reach kubectl proxy")?;
        stream.set_read_timeout(Some(Duration::from_mins(1))).context("cannot bound a read")?;
        stream.set_nodelay(true).context("cannot send without delay")?;
        Ok(Client { stream: BufReader::new(stream) })
    }
}

/// `Starting to serve on 127.0.0.1:40001`
fn port_of(log: &str) -> Option<u16> {
    let line = log.lines().find(|line| line.starts_with("Starting to serve on "))?;
    line.rsplit_once(':')?.1.trim().parse().ok()
}

impl Client {
    pub(super) fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Result<Answer> {
        let body = body.unwrap_or_default();
        let mut request =
            format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n");
        for (name, value) in headers {
            request.extend([name, ": ", value, "\r\n"]);
        }
        if !body.is_empty() && !headers.iter().any(|(name, _)| *name == "Content-Type") {
            request.push_str("Content-Type: application/json\r\n");
        }
        request.extend(["Content-Length: ", &body.len().to_string(), "\r\n\r\n", body]);
        self.stream
            .get_mut()
            .write_all(request.as_bytes())
            .with_context(|| format!("cannot send {method} {path}"))?;
        self.receive().with_context(|| format!("no answer to {method} {path}"))
    }

    pub(super) fn get(&mut self, path: &str) -> Result<Value> {
        let answer = self.send("GET", path, &[], None)?;
        ensure!(answer.status == 200, "GET {path}: {} {}", answer.status, answer.body);
        serde_json::from_str(&answer.body).with_context(|| format!("GET {path} gave no JSON"))
    }

    fn receive(&mut self) -> Result<Answer> {
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status = status.with_context(|| format!("{first:?} is no status line"))?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut answer = Answer { status, headers, body: String::new() };
        let body = match answer.header("content-length") {
            Some(length) => self.bytes(length.parse().context("a length that is no number")?)?,
            None if answer.header("transfer-encoding") == Some("chunked") => self.chunks()?,
            None => Vec::new(),
        };
        answer.body = String::from_utf8(body).context("an answer that is not UTF-8")?;
        Ok(answer)
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        ensure!(self.stream.read_line(&mut line)? > 0, "the connection was closed");
        Ok(line.trim_end().to_owned())
    }

    fn chunks(&mut self) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = self.line()?;
            let length = usize::from_str_radix(line.split(';').next().unwrap_or_default(), 16)
                .with_context(|| format!("{line:?} is no length of a chunk"))?;
            body.extend(self.bytes(length)?);
            self.line()?;
            if length == 0 {
                return Ok(body);
            }
            if body.len() > LONGEST {
                bail!("an answer of more than {LONGEST} bytes");
            }
        }
    }

    fn bytes(&mut self, length: usize) -> Result<Vec<u8>> {
        ensure!(length <= LONGEST, "an answer of {length} bytes");
        let mut bytes = vec![0; length];
        self.stream.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

impl Answer {
    /// The first header of this name, given in lower case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn json(&self) -> Result<Value> {
        serde_json::from_str(&self.body).with_context(|| format!("no JSON: {}", self.body))
    }
}
