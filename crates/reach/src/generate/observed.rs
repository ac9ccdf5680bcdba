//! Flows that somebody saw: Hubble's and Cilium's JSON lines, and CSV.
//! Shapes: <https://docs.cilium.io/en/stable/_api/v1/flow/README/> as `hubble observe -o json` prints it.

use std::collections::BTreeSet;
use std::net::IpAddr;

use serde::Deserialize;

use super::{Flow, Party, csv::csv};
use crate::engine::Engine;
use crate::ip::IpRange;
use crate::ports::Protocol;
use crate::who::WorkloadId;

/// Bytes of flows that are read; more is refused.
const MOST_BYTES: usize = 512 << 20;
/// Different flows that are kept; more is refused.
const MOST_FLOWS: usize = 1_000_000;

/// One end as it was seen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seen {
    /// A pod's or a workload's name.
    Pod {
        namespace: String,
        name: String,
    },
    Address(IpAddr),
    /// A name outside the cluster.
    Name(String),
    ApiServer,
    /// The node itself, which no policy keeps out.
    Node,
}

/// A connection that was seen, once however often it was.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Observed {
    pub from: Seen,
    pub to: Seen,
    pub protocol: Protocol,
    pub port: u32,
}

/// What is wrong with a list of flows.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ObservedError {
    #[error("more than {MOST_BYTES} bytes: give a shorter time span")]
    TooLong,
    #[error("more than {MOST_FLOWS} different flows: give a shorter time span or one namespace")]
    TooMany,
    #[error("line {0}: {1}")]
    Line(usize, String),
    #[error(
        "no flow in it: expected JSON lines of `hubble observe -o json`, or CSV with the columns from, to, protocol, port"
    )]
    Nothing,
}

/// Reads flows, sorted and without repeats: JSON lines when the first line is an object, else CSV.
///
/// # Errors
/// When a line is neither, or there is nothing or too much of it.
pub fn flows(bytes: &[u8]) -> Result<Vec<Observed>, ObservedError> {
    if bytes.len() > MOST_BYTES {
        return Err(ObservedError::TooLong);
    }
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    let mut found = BTreeSet::new();
    if text.trim_start().starts_with('{') {
        json(text, &mut found)?;
    } else {
        csv(text, &mut found)?;
    }
    if found.is_empty() { Err(ObservedError::Nothing) } else { Ok(found.into_iter().collect()) }
}

pub(super) fn keep(found: &mut BTreeSet<Observed>, flow: Observed) -> Result<(), ObservedError> {
    found.insert(flow);
    if found.len() > MOST_FLOWS { Err(ObservedError::TooMany) } else { Ok(()) }
}

#[derive(Deserialize)]
struct Line {
    flow: Option<Hubble>,
    #[serde(flatten)]
    own: Hubble,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Hubble {
    verdict: Option<String>,
    is_reply: Option<bool>,
    l4: Option<Transport>,
    #[serde(rename = "IP")]
    ip: Option<Addresses>,
    source: Option<HubbleEnd>,
    destination: Option<HubbleEnd>,
    destination_names: Option<Vec<String>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Transport {
    #[serde(rename = "TCP")]
    tcp: Option<Ports>,
    #[serde(rename = "UDP")]
    udp: Option<Ports>,
    #[serde(rename = "SCTP")]
    sctp: Option<Ports>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Ports {
    destination_port: u32,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Addresses {
    source: Option<String>,
    destination: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct HubbleEnd {
    namespace: Option<String>,
    pod_name: Option<String>,
    labels: Option<Vec<String>>,
    workloads: Option<Vec<HubbleWorkload>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct HubbleWorkload {
    name: String,
}

fn json(text: &str, found: &mut BTreeSet<Observed>) -> Result<(), ObservedError> {
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let read: Line =
            serde_json::from_str(line).map_err(|error| ObservedError::Line(at + 1, error.to_string()))?;
        if let Some(flow) = observed(&read.flow.unwrap_or(read.own)) {
            keep(found, flow)?;
        }
    }
    Ok(())
}

/// The start of a connection that went through; answers and what was dropped are none.
fn observed(flow: &Hubble) -> Option<Observed> {
    let went_through = !matches!(flow.verdict.as_deref(), Some("DROPPED" | "ERROR"));
    if !went_through || flow.is_reply == Some(true) {
        return None;
    }
    let l4 = flow.l4.as_ref()?;
    let (protocol, ports) = match (&l4.tcp, &l4.udp, &l4.sctp) {
        (Some(ports), ..) => (Protocol::Tcp, ports),
        (_, Some(ports), _) => (Protocol::Udp, ports),
        (.., ports) => (Protocol::Sctp, ports.as_ref()?),
    };
    let port = Some(ports.destination_port).filter(|port| (1..=65_535).contains(port))?;
    let address = |text: Option<&String>| text.and_then(|t| t.parse().ok());
    let ip = flow.ip.as_ref();
    let from = hubble_end(flow.source.as_ref(), None, address(ip.and_then(|ip| ip.source.as_ref())))?;
    let name = flow.destination_names.as_ref().and_then(|names| names.first());
    let to = hubble_end(flow.destination.as_ref(), name, address(ip.and_then(|ip| ip.destination.as_ref())))?;
    Some(Observed { from, to, protocol, port })
}

fn hubble_end(end: Option<&HubbleEnd>, name: Option<&String>, address: Option<IpAddr>) -> Option<Seen> {
    let reserved = |word: &str| {
        let labels = end.and_then(|e| e.labels.as_ref());
        labels.is_some_and(|all| all.iter().any(|l| l.strip_prefix("reserved:") == Some(word)))
    };
    if let Some(end) = end
        && let Some(namespace) = end.namespace.as_ref().filter(|n| !n.is_empty())
    {
        let workload = end.workloads.as_ref().and_then(|w| w.first()).map(|w| w.name.clone());
        let name = workload.filter(|n| !n.is_empty()).or_else(|| end.pod_name.clone())?;
        return Some(Seen::Pod { namespace: namespace.clone(), name });
    }
    if reserved("kube-apiserver") {
        return Some(Seen::ApiServer);
    }
    if reserved("host") || reserved("remote-node") || reserved("health") {
        return Some(Seen::Node);
    }
    match (name, address) {
        (Some(name), _) => Some(Seen::Name(name.trim_end_matches('.').to_ascii_lowercase())),
        (None, address) => address.map(Seen::Address),
    }
}

/// Puts workloads of the estate to what was seen. What belongs to none of them is counted in a note.
pub(super) fn resolve(engine: &Engine<'_>, seen: &[Observed], notes: &mut Vec<String>) -> Vec<Flow> {
    let mut found = Vec::new();
    let mut unknown = BTreeSet::new();
    for flow in seen {
        let (from, to) = (party(engine, &flow.from), party(engine, &flow.to));
        for (end, party) in [(&flow.from, &from), (&flow.to, &to)] {
            if let (Seen::Pod { namespace, name }, None) = (end, party) {
                unknown.insert(format!("{namespace}/{name}"));
            }
        }
        let (Some(from), Some(to)) = (from, to) else { continue };
        let why = "it was seen".to_owned();
        found.push(Flow { from, to, protocol: flow.protocol, port: flow.port, why });
    }
    if !unknown.is_empty() {
        let names: Vec<&str> = unknown.iter().take(5).map(String::as_str).collect();
        notes.push(format!(
            "{} names in the flows belong to no workload of the input and are left out: {}",
            unknown.len(),
            names.join(", ")
        ));
    }
    found
}

fn party(engine: &Engine<'_>, end: &Seen) -> Option<Party> {
    match end {
        Seen::Pod { namespace, name } => workload(engine, namespace, name).map(Party::Workload),
        Seen::Address(address) => Some(Party::Block(IpRange::from(*address))),
        Seen::Name(name) => Some(Party::Name(name.clone())),
        Seen::ApiServer => Some(Party::ApiServer),
        // Traffic from and to the pod's own node always passes.
        Seen::Node => None,
    }
}

/// The workload of that name, or the one whose pod has it: the longest name that the pod's begins with.
fn workload(engine: &Engine<'_>, namespace: &str, name: &str) -> Option<WorkloadId> {
    let all = engine.workloads().iter().zip((0u32..).map(WorkloadId));
    let fits = |own: &str| own == name || name.strip_prefix(own).is_some_and(|rest| rest.starts_with('-'));
    let here = all.filter(|(w, _)| w.namespace == namespace && fits(w.name));
    here.max_by_key(|(w, _)| w.name.len()).map(|(_, id)| id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(end: &Seen) -> String {
        match end {
            Seen::Pod { namespace, name } => format!("{namespace}/{name}"),
            Seen::Address(address) => address.to_string(),
            Seen::Name(name) => name.clone(),
            Seen::ApiServer => "api".to_owned(),
            Seen::Node => "node".to_owned(),
        }
    }

    fn check(text: &str, expected: &[&str]) {
        let found = flows(text.as_bytes()).unwrap();
        let lines: Vec<String> = found
            .iter()
            .map(|f| format!("{} > {} {}/{}", told(&f.from), told(&f.to), f.protocol.as_str(), f.port))
            .collect();
        assert_eq!(lines, expected, "{text}");
    }

    #[test]
    fn hubble() {
        check(
            concat!(
                r#"{"flow":{"verdict":"FORWARDED","l4":{"TCP":{"source_port":40000,"destination_port":8080}},"source":{"namespace":"shop","pod_name":"web-5d8-x","workloads":[{"name":"web","kind":"Deployment"}]},"destination":{"namespace":"shop","pod_name":"cart-0"},"is_reply":false}}"#,
                "\n",
                r#"{"flow":{"verdict":"FORWARDED","is_reply":true,"l4":{"TCP":{"destination_port":40000}},"source":{"namespace":"shop","pod_name":"cart-0"},"destination":{"namespace":"shop","pod_name":"web-5d8-x"}}}"#,
                "\n",
                r#"{"flow":{"verdict":"DROPPED","l4":{"TCP":{"destination_port":22}},"source":{"namespace":"shop","pod_name":"web"},"destination":{"namespace":"shop","pod_name":"db"}}}"#,
                "\n",
                r#"{"verdict":"FORWARDED","l4":{"UDP":{"destination_port":443}},"IP":{"source":"10.0.0.1","destination":"198.51.100.7"},"source":{"namespace":"shop","pod_name":"web"},"destination":{"labels":["reserved:world"]},"destination_names":["API.example.com."]}"#,
            ),
            &["shop/web > shop/cart-0 TCP/8080", "shop/web > api.example.com UDP/443"],
        );
    }

    #[test]
    fn comma_separated() {
        check(
            "from,to,protocol,port\nshop/web[Deployment],shop/cart,tcp,8080\n\"shop/web\",203.0.113.9,UDP,53\n",
            &["shop/web > shop/cart TCP/8080", "shop/web > 203.0.113.9 UDP/53"],
        );
        check(
            "source_namespace,source_workload,destination_namespace,destination_workload,destination_port\nshop,web,shop,db,5432\n",
            &["shop/web > shop/db TCP/5432"],
        );
    }

    #[test]
    fn wrong_input_is_refused() {
        for (text, expected) in [
            ("", ObservedError::Nothing),
            ("a,b\n1,2\n", ObservedError::Nothing),
            (
                "from,to,port\nshop/web,shop/db,0\n",
                ObservedError::Line(2, "port \"0\": expected 1 to 65535".into()),
            ),
        ] {
            assert_eq!(flows(text.as_bytes()).unwrap_err(), expected, "{text:?}");
        }
        assert!(matches!(flows(b"{\"flow\":"), Err(ObservedError::Line(1, _))));
    }
}
