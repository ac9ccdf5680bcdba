//! Asks every hunter about every service: answers in, findings and gaps out.

use std::collections::BTreeMap;
use std::sync::Arc;

use holdfast_model::{
    CheckTally, Coverage, Evidence, Finding, Fingerprint, Gap, Outcome, Remediation, ResourceRef, Subject,
};
use sha2::{Digest as _, Sha256};

use crate::cert::hex;
use crate::each::each;
use crate::http::{Ask, NoAnswer};
use crate::hunter::{Hit, Hunter, Judge, Verdict};
use crate::mask::excerpt;
use crate::probe::Prober;
use crate::scan::{Bounds, Counts};
use crate::service::{Exchange, Service};

/// What hunters said.
#[derive(Debug, Default)]
pub struct Hunted {
    pub findings: Vec<Finding>,
    pub gaps: Vec<Gap>,
    pub tallies: Vec<CheckTally>,
    pub coverage: Coverage,
    /// What active hunters announced, in order.
    pub actions: Vec<String>,
}

/// How a hunt goes.
pub struct Hunt<'h> {
    pub hunters: &'h [&'static Hunter],
    pub bounds: Bounds,
    /// The word of this run, when requests that change something may be sent.
    pub active: Option<&'h str>,
    /// Told what an active hunter is about to do.
    pub announce: &'h dyn Fn(&str),
}

/// The requests a passive run sends to one product, besides those that recognise it.
pub fn passive_asks(hunters: &[&'static Hunter], service: &Service) -> Vec<Ask> {
    let mut asks: Vec<Ask> = hunters
        .iter()
        .filter(|h| !h.is_active() && h.applies(service))
        .flat_map(|h| h.asks.iter().cloned())
        .filter(|ask| ask.reads_only)
        .collect();
    asks.sort();
    asks.dedup();
    asks
}

/// Asks the services what the hunters need, and judges. Services keep what they answered.
///
/// What only reads is asked of many services at a time. Active hunters act one after another, in the order of the
/// services, so that each is announced before it acts and nothing runs beside it.
pub async fn hunt(services: &mut Vec<Service>, hunt: &Hunt<'_>, counts: &Arc<Counts>) -> Hunted {
    let prober = Arc::new(Prober { bounds: hunt.bounds, counts: Arc::clone(counts) });
    // Whoever looked at the services has told already what was cut off there.
    let told = counts.kept.was_cut();
    *services = each(std::mem::take(services).into_iter(), hunt.bounds, |mut service| {
        let asks = if service.silent.is_some() { Vec::new() } else { passive_asks(hunt.hunters, &service) };
        let prober = Arc::clone(&prober);
        async move {
            prober.ask_all(&mut service, asks.into_iter()).await;
            service
        }
    })
    .await;
    let mut said = Said::default();
    for service in services.iter_mut().filter(|s| s.silent.is_none()) {
        for hunter in hunt.hunters.iter().filter(|h| !h.is_active() && h.applies(service)) {
            said.note(hunter, service, judge(hunter, service));
        }
        if let Some(run) = hunt.active {
            let chosen: Vec<_> =
                hunt.hunters.iter().filter(|h| h.is_active() && h.applies(service)).copied().collect();
            for hunter in chosen {
                let asked = service.exchanges.len();
                let verdict = act(hunter, service, run, hunt, &prober, &mut said).await;
                said.note(hunter, service, verdict);
                // Only now: a hunter undoes what it did by what it was answered.
                prober.settle(service, asked);
            }
        }
        said.unanswered(service);
    }
    said.0.gaps.extend(counts.kept.gap(hunt.bounds.most_kept).filter(|_| !told));
    said.finish(hunt.hunters, services)
}

/// Judges one service by one passive hunter, from what was seen.
pub fn judge(hunter: &Hunter, service: &Service) -> Verdict {
    let Judge::Service(judge) = hunter.judge else { return Verdict::NotApplicable };
    let verdict = judge(service);
    let whole = |exchange: &Exchange| exchange.answer.as_ref().is_ok_and(|answer| !answer.truncated);
    let lost = |ask: &Ask| !service.exchange(&ask.line()).is_some_and(whole);
    // Without its answers, whole, a hunter cannot say that all is well.
    if verdict == Verdict::Clear && !hunter.asks.is_empty() && hunter.asks.iter().any(lost) {
        return Verdict::NotAssessed("a request it needs was not answered, or not kept whole");
    }
    verdict
}

/// Requests of one active hunter at most.
const MOST_STEPS: usize = 8;

async fn act(
    hunter: &Hunter,
    service: &mut Service,
    run: &str,
    hunt: &Hunt<'_>,
    prober: &Prober,
    said: &mut Said,
) -> Verdict {
    let Judge::Active(action) = hunter.judge else { return Verdict::NotApplicable };
    prober.ask_all(service, hunter.asks.iter().cloned()).await;
    let Some(mut ask) = (action.next)(service, run, 0) else { return Verdict::NotApplicable };
    let says = format!("{} on {}: {}", hunter.id, service.name(), action.says);
    (hunt.announce)(&says);
    said.0.actions.push(says);
    for step in 1..=MOST_STEPS {
        let answer = prober.send(service, &ask).await;
        service.exchanges.push(Exchange { ask, answer });
        let Some(following) = (action.next)(service, run, step) else { break };
        ask = following;
    }
    (action.judge)(service, run)
}

/// Puts what hunters say together.
#[derive(Debug, Default)]
pub(crate) struct Said(Hunted, BTreeMap<&'static str, CheckTally>);

impl Said {
    pub(crate) fn note(&mut self, hunter: &Hunter, service: &Service, verdict: Verdict) {
        let tally = self
            .1
            .entry(hunter.id)
            .or_insert_with(|| CheckTally { check: hunter.id, ..CheckTally::default() });
        match verdict {
            Verdict::NotApplicable => {}
            Verdict::Clear => tally.passed += 1,
            Verdict::NotAssessed(_) => tally.not_assessed += 1,
            Verdict::Found(hit) => {
                tally.failed += 1;
                self.0.findings.push(finding(hunter, service, &hit));
            }
        }
    }

    fn unanswered(&mut self, service: &Service) {
        let lost = service.unanswered();
        if lost.is_empty() || service.tls.as_ref().is_some_and(|t| t.asks_client_certificate) {
            return;
        }
        let whys: Vec<String> =
            lost.iter().take(3).map(|(line, why)| format!("{line}: {}", why.as_str())).collect();
        // Something that never speaks HTTP is no gap: nothing there was to be read.
        if service.identity.product.is_empty() && lost.iter().all(|(_, why)| *why != NoAnswer::TimedOut) {
            return;
        }
        self.0.gaps.push(Gap::new(
            service.name(),
            format!("{} of its requests were not answered ({})", lost.len(), whys.join("; ")),
            "what it would have shown is unknown",
        ));
    }

    pub(crate) fn finish(mut self, hunters: &[&'static Hunter], services: &[Service]) -> Hunted {
        let mut tallies: Vec<CheckTally> = self.1.into_values().collect();
        for hunter in hunters.iter().filter(|h| !tallies.iter().any(|t| t.check == h.id)).collect::<Vec<_>>()
        {
            tallies.push(CheckTally { check: hunter.id, ..CheckTally::default() });
        }
        tallies.sort_by_key(|t| t.check);
        let judged: usize = tallies.iter().map(|t| t.passed + t.failed).sum();
        let lost: usize = tallies.iter().map(|t| t.not_assessed).sum();
        let percent = (judged * 100).checked_div(judged + lost).unwrap_or(100);
        self.0.coverage = Coverage {
            resources: BTreeMap::from([("Endpoint".to_owned(), services.len())]),
            judged,
            unreadable: services.iter().filter(|s| s.silent == Some(NoAnswer::TimedOut)).count(),
            percent: u32::try_from(percent).unwrap_or(100),
            ..Coverage::default()
        };
        self.0.findings.sort_by(|a, b| {
            (b.severity, &a.check, &a.subject, &a.message)
                .cmp(&(a.severity, &b.check, &b.subject, &b.message))
        });
        self.0.tallies = tallies;
        self.0
    }
}

/// The subject of findings about a service.
pub fn subject(service: &Service) -> Subject {
    Subject::of(ResourceRef::new("", "Endpoint", "", &service.name()))
}

fn finding(hunter: &Hunter, service: &Service, hit: &Hit) -> Finding {
    let subject = subject(service);
    let exchanges = hit.lines.iter().filter_map(|line| service.exchange(line));
    let time = rfc3339(service.seen_at);
    let mut evidence: Vec<Evidence> = exchanges.map(|e| exchanged(e, hit, &time)).collect();
    evidence.extend(hit.facts.iter().map(|text| Evidence::Fact { text: text.clone() }));
    // A finding about a product is no surer than the product.
    let confidence = if hunter.products.is_empty() {
        hunter.confidence
    } else {
        hunter.confidence.min(service.identity.confidence())
    };
    Finding {
        check: hunter.id.into(),
        outcome: Outcome::Fail,
        severity: hunter.severity,
        confidence,
        message: format!("{} {}", service.name(), hit.message),
        evidence,
        remediation: Remediation { text: hunter.fix.into(), ..Remediation::default() },
        techniques: hunter.techniques.iter().map(|t| (*t).into()).collect(),
        controls: [].as_slice().into(),
        fingerprint: Fingerprint::of(hunter.id, &subject, ""),
        exception: None,
        rank: None,
        subject,
    }
}

fn exchanged(exchange: &Exchange, hit: &Hit, time: &str) -> Evidence {
    let (status, excerpt, body) = match &exchange.answer {
        Ok(answer) => (answer.status, excerpt(&answer.body, &hit.marks), answer.body.as_str()),
        Err(why) => (0, why.as_str().to_owned(), ""),
    };
    Evidence::Exchange {
        request: exchange.ask.line(),
        status,
        excerpt,
        sha256: hex(&Sha256::digest(body.as_bytes())),
        time: time.to_owned(),
    }
}

/// Seconds since 1970 as a date and time, by the civil calendar.
/// Source: <https://howardhinnant.github.io/date_algorithms.html#civil_from_days>
pub fn rfc3339(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_right() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_764_086_399, "2025-11-25T15:59:59Z"),
        ] {
            assert_eq!(rfc3339(seconds), expected);
        }
    }
}
