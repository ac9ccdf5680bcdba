//! TLS handshakes that look at what is offered. The certificate is recorded and not verified: nothing secret is ever
//! sent over such a connection.

use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::client::{ClientConfig, ResolvesClientCert};
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::{DigitallySignedStruct, Error, SignatureScheme};

use crate::cert::{CertFacts, read};
use crate::http::{NoAnswer, refusal};

/// What a handshake showed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TlsFacts {
    /// `TLSv1.3` or `TLSv1.2`.
    pub version: String,
    pub cipher: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alpn: Option<String>,
    /// Certificates the server sent.
    pub chain: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<CertFacts>,
    /// The server asked for a certificate of the client.
    pub asks_client_certificate: bool,
    /// It answers a client that knows nothing newer than TLS 1.0 or 1.1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legacy: Option<String>,
}

/// What the callbacks of one handshake saw.
#[derive(Debug, Default)]
struct Seen {
    leaf: Vec<u8>,
    chain: usize,
    asked: bool,
}

#[derive(Debug)]
struct Recorder {
    seen: Mutex<Seen>,
    provider: Arc<CryptoProvider>,
}

impl Recorder {
    fn note(&self, write: impl FnOnce(&mut Seen)) {
        if let Ok(mut seen) = self.seen.lock() {
            write(&mut seen);
        }
    }
}

impl ServerCertVerifier for Recorder {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.note(|seen| {
            seen.leaf = leaf.to_vec();
            seen.chain = intermediates.len() + 1;
        });
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

impl ResolvesClientCert for Recorder {
    fn resolve(&self, _: &[&[u8]], _: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        self.note(|seen| seen.asked = true);
        None
    }

    fn has_certs(&self) -> bool {
        true
    }
}

/// Shakes hands on an open connection. The caller holds the deadline.
pub(crate) async fn handshake(
    stream: TcpStream,
    name: &str,
) -> Result<(TlsStream<TcpStream>, TlsFacts), NoAnswer> {
    let provider = Arc::new(ring::default_provider());
    let recorder = Arc::new(Recorder { seen: Mutex::default(), provider: Arc::clone(&provider) });
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| NoAnswer::NoTls)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::clone(&recorder) as Arc<dyn ServerCertVerifier>)
        .with_client_cert_resolver(Arc::clone(&recorder) as Arc<dyn ResolvesClientCert>);
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    let name = ServerName::try_from(name.to_owned()).map_err(|_| NoAnswer::NoTls)?;
    let stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await.map_err(|error| {
        match refusal(&error) {
            NoAnswer::Closed => NoAnswer::NoTls,
            other => other,
        }
    })?;
    let (_, session) = stream.get_ref();
    let mut facts = TlsFacts {
        version: session.protocol_version().and_then(|v| v.as_str()).unwrap_or_default().replace('_', "."),
        cipher: session
            .negotiated_cipher_suite()
            .and_then(|suite| suite.suite().as_str())
            .unwrap_or_default()
            .to_owned(),
        alpn: session.alpn_protocol().map(|p| String::from_utf8_lossy(p).into_owned()),
        ..TlsFacts::default()
    };
    recorder.note(|seen| {
        facts.chain = seen.chain;
        facts.asks_client_certificate = seen.asked;
        facts.certificate = read(&seen.leaf);
    });
    Ok((stream, facts))
}

/// The hello of a client that knows TLS 1.0 (`minor` 1) or 1.1 (`minor` 2) and nothing newer (RFC 2246, RFC 4346).
pub(crate) fn legacy_hello(minor: u8) -> Vec<u8> {
    const SUITES: [u16; 8] = [0xc013, 0xc014, 0xc009, 0xc00a, 0x002f, 0x0035, 0x000a, 0x0005];
    let mut hello = vec![3, minor];
    hello.extend([0x48; 32]);
    hello.push(0);
    hello.extend([0, 16]);
    hello.extend(SUITES.iter().flat_map(|suite| suite.to_be_bytes()));
    hello.extend([1, 0]);
    // Curves and point formats: without them servers that only have elliptic keys cannot answer.
    let extensions: [u8; 18] = [0, 10, 0, 8, 0, 6, 0, 29, 0, 23, 0, 24, 0, 11, 0, 2, 1, 0];
    hello.extend([0, 18]);
    hello.extend(extensions);
    let mut record = vec![22, 3, 1];
    let length = u16::try_from(hello.len() + 4).unwrap_or(u16::MAX).to_be_bytes();
    record.extend(length);
    record.push(1);
    record.push(0);
    record.extend(u16::try_from(hello.len()).unwrap_or(u16::MAX).to_be_bytes());
    record.extend(hello);
    record
}

/// True when the bytes are the start of a server's hello in that old version.
pub(crate) fn is_legacy_hello(bytes: &[u8], minor: u8) -> bool {
    matches!(bytes, [22, 3, record, _, _, 2, _, _, _, 3, version, ..] if *record == minor && *version == minor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_hello_is_well_formed() {
        let hello = legacy_hello(1);
        let record = usize::from(u16::from_be_bytes([hello[3], hello[4]]));
        assert_eq!(hello.len(), record + 5);
        assert_eq!(usize::from(u16::from_be_bytes([hello[7], hello[8]])), record - 4);
        assert!(is_legacy_hello(&[22, 3, 1, 0, 50, 2, 0, 0, 46, 3, 1, 9], 1));
        assert!(!is_legacy_hello(&[21, 3, 1, 0, 2, 2, 70], 1));
    }
}
