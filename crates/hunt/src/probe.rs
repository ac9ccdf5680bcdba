//! Asks an open port what it is: a handshake, a few requests, each on its own connection and with its own deadline.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::fingerprint::identify;
use crate::http::{Answer, Ask, NoAnswer, exchange};
use crate::ports::{Speaks, port_info};
use crate::products::product;
use crate::scan::{Bounds, Counts};
use crate::service::{Exchange, NOWHERE, Service};
use crate::tls::{TlsFacts, handshake, is_legacy_hello, legacy_hello};

/// Sends requests to one service, within bounds.
pub(crate) struct Prober {
    pub(crate) bounds: Bounds,
    pub(crate) counts: Arc<Counts>,
}

/// What is asked where the port tells nothing: the paths that tell most products apart.
const GENERAL: &[&str] = &[
    "/version",
    "/api",
    "/metrics",
    "/pods",
    "/healthz",
    "/v2/",
    "/api/version",
    "/api/health",
    "/api/status",
    "/api/v1/version",
    "/api/v1/status/buildinfo",
    "/api/v1/login/status",
    "/api/v2/status",
    "/api/v2.0/systeminfo",
    "/v1/sys/seal-status",
    "/v1/agent/self",
    "/rancherversion",
    "/server_info",
    "/minio/health/live",
];

/// Bytes of bodies kept of one service at most; after that nothing more is asked.
const MOST_KEPT: usize = 4 * 1024 * 1024;

/// After this many requests without an answer a service is left alone.
const PATIENCE: usize = 3;

impl Prober {
    /// Looks at the service until it is recognised, or until all that might recognise it has been asked.
    pub(crate) async fn look(&self, service: &mut Service) {
        self.greet(service).await;
        if service.silent.is_some() {
            service.identity = identify(service);
            return;
        }
        let hinted = port_info(service.port()).map(|info| info.products).unwrap_or_default();
        let mut asks: Vec<&'static str> =
            hinted.iter().filter_map(|slug| product(slug)).flat_map(|p| p.asks).copied().collect();
        self.ask_all(service, asks.drain(..).map(Ask::get)).await;
        service.identity = identify(service);
        if service.identity.score < 85 {
            self.ask_all(service, GENERAL.iter().copied().map(Ask::get)).await;
            service.identity = identify(service);
        }
    }

    /// Sends what was not sent yet.
    pub(crate) async fn ask_all(&self, service: &mut Service, asks: impl Iterator<Item = Ask>) {
        for ask in asks {
            if service.was_asked(&ask.line()) {
                continue;
            }
            let kept: usize =
                service.exchanges.iter().filter_map(|e| e.answer.as_ref().ok()).map(|a| a.body.len()).sum();
            if service.unanswered().len() >= PATIENCE || kept > MOST_KEPT {
                break;
            }
            let answer = self.send(service, &ask).await;
            self.keep(service, ask, answer);
        }
    }

    /// Keeps what came of a request, as far as the run has room.
    fn keep(&self, service: &mut Service, ask: Ask, answer: Result<Answer, NoAnswer>) {
        service.exchanges.push(Exchange { ask, answer });
        self.settle(service, service.exchanges.len().saturating_sub(1));
    }

    /// Counts exchanges from a place on into what the run keeps.
    pub(crate) fn settle(&self, service: &mut Service, from: usize) {
        let late = service.exchanges.iter_mut().skip(from).filter_map(|e| e.answer.as_mut().ok());
        late.for_each(|answer| self.counts.kept.fit(answer, self.bounds.most_kept));
    }

    /// Finds out whether it speaks TLS, and how it answers to a path that does not exist.
    async fn greet(&self, service: &mut Service) {
        let speaks = port_info(service.port()).map_or(Speaks::Plain, |info| info.speaks);
        let plain_first = speaks == Speaks::Plain;
        let nowhere = Ask::get(NOWHERE);
        if plain_first && let Some(answer) = self.plain(service, &nowhere).await {
            self.keep(service, nowhere, Ok(answer));
        } else {
            match self.shake(service).await {
                Ok(facts) => service.tls = Some(facts),
                Err(why) if plain_first => service.silent = Some(why),
                Err(why) => match self.plain(service, &nowhere).await {
                    Some(answer) => self.keep(service, nowhere, Ok(answer)),
                    None => service.silent = Some(why),
                },
            }
        }
        if service.silent.is_none() && speaks != Speaks::Other {
            self.ask_all(service, [Ask::get(NOWHERE), Ask::get("/")].into_iter()).await;
        }
    }

    /// An answer in the clear that is not a TLS server's complaint.
    async fn plain(&self, service: &Service, ask: &Ask) -> Option<Answer> {
        let answer = self.send(service, ask).await.ok()?;
        let complains = answer.status == 400
            && (answer.body.contains("HTTP request to an HTTPS server")
                || answer.body.contains("plain HTTP request was sent to HTTPS port"));
        (!complains).then_some(answer)
    }

    async fn connect(&self, service: &Service) -> Result<TcpStream, NoAnswer> {
        self.counts.connects.fetch_add(1, Ordering::Relaxed);
        match timeout(self.bounds.connect, TcpStream::connect(service.address)).await {
            Ok(stream) => stream.map_err(|_| NoAnswer::Closed),
            Err(_) => Err(NoAnswer::TimedOut),
        }
    }

    async fn shake(&self, service: &Service) -> Result<TlsFacts, NoAnswer> {
        let name = service.host.clone().unwrap_or_else(|| service.ip().to_string());
        let run = async {
            let stream = self.connect(service).await?;
            handshake(stream, &name).await.map(|(_, facts)| facts)
        };
        let mut facts = timeout(self.bounds.exchange, run).await.map_err(|_| NoAnswer::TimedOut)??;
        for (minor, name) in [(1, "TLS 1.0"), (2, "TLS 1.1")] {
            if self.speaks_old(service, minor).await {
                facts.legacy = Some(name.to_owned());
                break;
            }
        }
        Ok(facts)
    }

    async fn speaks_old(&self, service: &Service, minor: u8) -> bool {
        let run = async {
            let mut stream = self.connect(service).await.ok()?;
            stream.write_all(&legacy_hello(minor)).await.ok()?;
            let mut start = [0u8; 11];
            stream.read_exact(&mut start).await.ok()?;
            Some(is_legacy_hello(&start, minor))
        };
        timeout(self.bounds.exchange, run).await.ok().flatten().unwrap_or(false)
    }

    pub(crate) async fn send(&self, service: &Service, ask: &Ask) -> Result<Answer, NoAnswer> {
        self.counts.requests.fetch_add(1, Ordering::Relaxed);
        let host = service.name();
        let run = async {
            let mut stream = self.connect(service).await?;
            if service.is_tls() {
                let name = service.host.clone().unwrap_or_else(|| service.ip().to_string());
                let (mut stream, _) = handshake(stream, &name).await?;
                exchange(&mut stream, ask, &host).await
            } else {
                exchange(&mut stream, ask, &host).await
            }
        };
        timeout(self.bounds.exchange, run).await.unwrap_or(Err(NoAnswer::TimedOut))
    }
}
