//! Findings that an advisory makes, and facts about services for others.

use holdfast_inventory::Exposure;
use holdfast_model::{Confidence, Evidence, Finding, Fingerprint, Outcome, Remediation, Severity};

use crate::hunter::{Hunter, Judge, Verdict};
use crate::inside::Inside;
use crate::judge::{Hunted, rfc3339, subject};
use crate::service::Service;

/// An advisory that the caller matched with a service's version.
#[derive(Clone, Copy, Debug)]
pub struct Known<'k> {
    pub id: &'k str,
    pub severity: Severity,
    pub summary: &'k str,
    pub url: &'k str,
    /// The version that has the fix; absent when there is none.
    pub fixed: Option<&'k str>,
    pub confidence: Confidence,
    /// Why the match is in doubt; empty when it is not.
    pub doubt: &'k str,
}

/// The finding of one advisory on one service.
pub fn known_vulnerability(hunter: &Hunter, service: &Service, known: &Known<'_>) -> Finding {
    let subject = subject(service);
    let identity = &service.identity;
    let version = identity.version.as_deref().unwrap_or_default();
    let doubt = if known.doubt.is_empty() { String::new() } else { format!(" ({})", known.doubt) };
    let text = match known.fixed {
        Some(fixed) => format!("Update to {fixed} or later."),
        None => "There is no fixed version: see the advisory for what to do instead.".to_owned(),
    };
    Finding {
        check: hunter.id.into(),
        outcome: Outcome::Fail,
        severity: known.severity,
        confidence: known.confidence.min(identity.confidence()),
        message: format!(
            "{} runs {} {version}: {}, {}{doubt}",
            service.name(),
            identity.product,
            known.id,
            known.summary
        ),
        evidence: vec![
            Evidence::Fact {
                text: format!("{} {version} by {}", identity.product, identity.signals.join("; ")),
            },
            Evidence::Fact { text: known.url.to_owned() },
        ],
        remediation: Remediation { text: text.into(), ..Remediation::default() },
        techniques: hunter.techniques.iter().map(|t| (*t).into()).collect(),
        controls: [].as_slice().into(),
        fingerprint: Fingerprint::of(hunter.id, &subject, known.id),
        exception: None,
        rank: None,
        subject,
    }
}

/// What was seen, as facts that others can use.
pub fn exposures(services: &[Service]) -> Vec<Exposure> {
    let each = services.iter().map(|service| {
        let certificate = service.tls.as_ref().and_then(|t| t.certificate.as_ref());
        let identity = &service.identity;
        Exposure {
            address: service.ip().to_string(),
            port: service.port(),
            host: service.host.clone(),
            tls: service.is_tls(),
            product: identity.product.clone(),
            version: identity.version.clone(),
            distribution: identity.distribution.clone(),
            provider: identity.provider.clone(),
            score: identity.score,
            signals: identity.signals.clone(),
            names: certificate.map(|c| c.names.clone()).unwrap_or_default(),
            source: "scan".to_owned(),
        }
    });
    each.collect()
}

impl Hunted {
    /// Judges the pod this process runs in.
    pub fn judge_inside(&mut self, hunters: &[&'static Hunter], pod: &Inside, at: u64) {
        use holdfast_model::{CheckTally, ResourceRef, Subject};
        let name = pod.token.as_ref().map_or("this pod", |t| t.subject.as_str());
        let subject = Subject::of(ResourceRef::new("", "Pod", "", name));
        for hunter in hunters {
            let Judge::Inside(judge) = hunter.judge else { continue };
            let mut tally = CheckTally { check: hunter.id, ..CheckTally::default() };
            match judge(pod) {
                Verdict::NotApplicable => {}
                Verdict::Clear => tally.passed = 1,
                Verdict::NotAssessed(_) => tally.not_assessed = 1,
                Verdict::Found(hit) => {
                    tally.failed = 1;
                    self.findings.push(Finding {
                        check: hunter.id.into(),
                        outcome: Outcome::Fail,
                        severity: hunter.severity,
                        confidence: hunter.confidence,
                        message: format!("this pod {}", hit.message),
                        evidence: hit
                            .facts
                            .iter()
                            .map(|text| Evidence::Fact { text: format!("{text} (seen {})", rfc3339(at)) })
                            .collect(),
                        remediation: Remediation { text: hunter.fix.into(), ..Remediation::default() },
                        techniques: hunter.techniques.iter().map(|t| (*t).into()).collect(),
                        controls: [].as_slice().into(),
                        fingerprint: Fingerprint::of(hunter.id, &subject, ""),
                        exception: None,
                        rank: None,
                        subject: subject.clone(),
                    });
                }
            }
            self.tallies.retain(|t| t.check != hunter.id);
            self.tallies.push(tally);
        }
        self.tallies.sort_by_key(|t| t.check);
    }
}
