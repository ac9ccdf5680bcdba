//! What a service is: many weak and strong signs, each with a weight, put together. Never one text alone.
//!
//! Weights are the chance, in percent, that the sign comes from this product and nothing else; they combine as
//! independent chances do: `1 - (1 - a)(1 - b)...`. A port's number is never enough, nor is a status.

use holdfast_model::Confidence;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::http::Answer;
use crate::products::{Product, products};
use crate::service::{Service, reads_as};

/// A sign of a product.
#[derive(Clone, Copy, Debug)]
pub(crate) enum See {
    /// A 200 whose JSON has all these members at the top.
    Keys(&'static str, &'static [&'static str]),
    /// A JSON answer of this status with these values at these pointers.
    Json(&'static str, u16, &'static [(&'static str, &'static str)]),
    /// An answer of this status whose body holds all these texts.
    Body(&'static str, u16, &'static [&'static str]),
    /// The whole body of a 200 is one of these words.
    Exactly(&'static str, &'static [&'static str]),
    /// Any answer has this header, and its value holds this text in any case.
    Header(&'static str, &'static str),
    /// A name of the certificate.
    CertName(&'static str),
    /// A part of the certificate's subject or issuer.
    CertParty(&'static str),
    /// TLS, and the server wants a certificate of the client.
    ClientCertificate,
    Port(u16),
}

/// Where a version stands.
#[derive(Clone, Copy, Debug)]
pub(crate) enum VersionAt {
    /// A JSON pointer into a 200.
    Pointer(&'static str, &'static str),
    /// A label of a metric in the Prometheus text format.
    Label(&'static str, &'static str, &'static str),
    /// What follows a text in a 200.
    After(&'static str, &'static str),
    /// What follows a text in a header of any answer.
    Header(&'static str, &'static str),
}

/// What a service is taken for, and why.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Identity {
    /// A product's slug; empty when nothing was recognised.
    pub product: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distribution: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// 0 to 100.
    pub score: u8,
    pub signals: Vec<String>,
}

/// Below this nothing is claimed.
const LEAST: u8 = 50;

impl Identity {
    pub fn confidence(&self) -> Confidence {
        match self.score {
            90.. => Confidence::High,
            70.. => Confidence::Medium,
            _ => Confidence::Low,
        }
    }
}

/// Says what the service is, from what was seen of it so far.
pub fn identify(service: &Service) -> Identity {
    let scored = products().map(|product| score(product, service));
    let Some(mut best) = scored.max_by_key(|identity| identity.score) else { return Identity::default() };
    best.provider = crate::provider::by_name(service);
    if best.score < LEAST {
        return Identity { provider: best.provider, ..Identity::default() };
    }
    if let Some(product) = products().find(|p| p.slug == best.product) {
        best.version = version(product, service);
    }
    if let Some(version) = &best.version {
        best.distribution = crate::provider::distribution(version).map(ToOwned::to_owned);
        best.provider = best.provider.or_else(|| crate::provider::by_version(version).map(ToOwned::to_owned));
    }
    best
}

fn score(product: &Product, service: &Service) -> Identity {
    let mut missing = 1.0_f64;
    let mut signals = Vec::new();
    // A port and a certificate's party are hints: without any other sign they claim nothing.
    let mut substance = false;
    for (see, weight) in product.signals {
        if holds(see, service) {
            missing *= 1.0 - f64::from((*weight).min(99)) / 100.0;
            substance |= !matches!(see, See::Port(_) | See::ClientCertificate | See::CertParty(_));
            signals.push(told(see));
        }
    }
    let hints_suffice = service.is_tls() && signals.len() >= 2;
    let sum = if substance || hints_suffice { (1.0 - missing) * 100.0 } else { 0.0 };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
    let score = sum.round() as u8;
    Identity { product: product.slug.to_owned(), score, signals, ..Identity::default() }
}

fn holds(see: &See, service: &Service) -> bool {
    match see {
        See::Keys(line, keys) => {
            let has = |value: &Value| keys.iter().all(|key| value.get(key).is_some());
            service.json(line).as_ref().is_some_and(has)
        }
        See::Json(line, status, wanted) => {
            let answer = service.answer(line).filter(|a| a.status == *status);
            let fits = |value: Value| {
                wanted.iter().all(|(pointer, text)| {
                    value.pointer(pointer).is_some_and(|v| text.is_empty() || reads_as(v, text))
                })
            };
            answer.and_then(Answer::json).is_some_and(fits)
        }
        See::Body(line, 200, marks) => service.text(line, marks).is_some(),
        See::Body(line, status, marks) => service
            .answer(line)
            .is_some_and(|a| a.status == *status && marks.iter().all(|mark| a.body.contains(mark))),
        See::Exactly(line, words) => service.ok(line).is_some_and(|a| words.contains(&a.body.trim())),
        See::Header(name, text) => header(service, name, text).is_some(),
        See::CertName(name) => certificate(service).is_some_and(|c| c.names.iter().any(|n| n == name)),
        See::CertParty(text) => {
            certificate(service).is_some_and(|c| c.subject.contains(text) || c.issuer.contains(text))
        }
        See::ClientCertificate => service.tls.as_ref().is_some_and(|t| t.asks_client_certificate),
        See::Port(port) => service.port() == *port,
    }
}

fn certificate(service: &Service) -> Option<&crate::cert::CertFacts> {
    service.tls.as_ref().and_then(|t| t.certificate.as_ref())
}

fn header<'s>(service: &'s Service, name: &str, text: &str) -> Option<&'s str> {
    let answers = service.exchanges.iter().filter_map(|e| e.answer.as_ref().ok());
    let wanted = text.to_ascii_lowercase();
    answers.filter_map(|a| a.header(name)).find(|value| value.to_ascii_lowercase().contains(&wanted))
}

fn told(see: &See) -> String {
    match see {
        See::Keys(line, keys) => format!("{line} is JSON with {}", keys.join(", ")),
        See::Json(line, status, wanted) => {
            let wanted: Vec<String> =
                wanted.iter().map(|(at, text)| format!("{at} {text}").trim().to_owned()).collect();
            format!("{line} answers {status} with {}", wanted.join(", "))
        }
        See::Body(line, status, marks) => format!("{line} answers {status} with {:?}", marks.join(" ... ")),
        See::Exactly(line, _) => format!("{line} answers one of its known words"),
        See::Header(name, "") => format!("header {name}"),
        See::Header(name, text) => format!("header {name} holds {text:?}"),
        See::CertName(name) => format!("the certificate names {name}"),
        See::CertParty(text) => format!("the certificate's subject or issuer holds {text:?}"),
        See::ClientCertificate => "it asks for a client certificate".to_owned(),
        See::Port(port) => format!("port {port}"),
    }
}

fn version(product: &Product, service: &Service) -> Option<String> {
    product.version.iter().find_map(|at| match at {
        VersionAt::Pointer(line, pointer) => {
            service.json(line)?.pointer(pointer).and_then(Value::as_str).and_then(clean)
        }
        VersionAt::Label(line, metric, label) => {
            label_of(&service.ok(line)?.body, metric, label).and_then(clean)
        }
        VersionAt::After(line, text) => {
            let body = &service.ok(line)?.body;
            body.split_once(text).and_then(|(_, rest)| clean(rest))
        }
        VersionAt::Header(name, text) => {
            let value = header(service, name, text)?;
            let at = value.to_ascii_lowercase().find(&text.to_ascii_lowercase())?;
            clean(value.get(at + text.len()..)?)
        }
    })
}

/// The value of a label of the first sample of a metric.
pub(crate) fn label_of<'b>(body: &'b str, metric: &str, label: &str) -> Option<&'b str> {
    let sample = body.lines().find_map(|l| l.strip_prefix(metric)?.strip_prefix('{'))?;
    let key = format!("{label}=\"");
    let at = sample.match_indices(&key).find(|(at, _)| {
        *at == 0 || sample.as_bytes().get(at - 1).is_some_and(|b| matches!(b, b',' | b' '))
    })?;
    sample.get(at.0 + key.len()..)?.split('"').next()
}

/// The version at the start of a text: a digit, with or without `v`, then what versions are made of.
pub(crate) fn clean(text: &str) -> Option<String> {
    let text = text.trim_start_matches([' ', '"', '=', ':']);
    let text = text.strip_prefix(['v', 'V']).unwrap_or(text);
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || ".-+_~".contains(c))).unwrap_or(text.len());
    let version = text.get(..end)?.trim_end_matches(['.', '-']);
    let fine = version.starts_with(|c: char| c.is_ascii_digit()) && version.len() <= 64;
    fine.then(|| version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_cut_out() {
        for (text, expected) in [
            ("v1.30.2+k3s1", Some("1.30.2+k3s1")),
            ("1.22.1 (Debian)", Some("1.22.1")),
            ("\"2.3.4\",", Some("2.3.4")),
            ("unknown", None),
            ("", None),
        ] {
            assert_eq!(clean(text).as_deref(), expected, "{text}");
        }
        let body = "# TYPE a gauge\na_b{x=\"1\"} 1\na{goversion=\"go1.2\",version=\"3.1\"} 1\n";
        assert_eq!(label_of(body, "a", "version"), Some("3.1"));
        assert_eq!(label_of(body, "a", "none"), None);
    }
}
