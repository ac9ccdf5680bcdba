use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use holdfast_inventory::read::{Document, Marks};
use holdfast_inventory::{Builder, Snapshot};
use holdfast_model::{Cluster, InputKind};
use holdfast_reach::{End, Engine, Options, PortSet, Protocol};
use serde_json::Value;

use crate::estates::{Dice, Kinds, estate, port};
use crate::oracle::{Packet, Point, passes};

const ADDRESSES: &[Ipv4Addr] = &[
    Ipv4Addr::new(10, 0, 0, 1),
    Ipv4Addr::new(10, 1, 0, 1),
    Ipv4Addr::new(10, 1, 2, 3),
    Ipv4Addr::new(192, 0, 2, 7),
    Ipv4Addr::new(192, 0, 2, 8),
    Ipv4Addr::new(127, 255, 255, 255),
];

fn snapshot(objects: &[Value]) -> Snapshot {
    let cluster = Cluster { input: InputKind::Files, name: "test".to_owned(), version: None };
    let mut builder = Builder::new(cluster);
    for object in objects {
        let json = serde_json::to_vec(object).expect("JSON");
        builder.add(Document { json, line: 1, marks: Marks::default() }, "");
    }
    builder.finish()
}

/// Packets judged in an ordinary run; `HOLDFAST_CASES` asks for more.
const CASES: usize = 6_000;
const PER_ESTATE: usize = 120;

fn check(kinds: Kinds, seed: u64) {
    let cases = std::env::var("HOLDFAST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(CASES);
    let mut dice = Dice(seed);
    for number in 0..cases.div_ceil(PER_ESTATE) {
        let objects = estate(&mut dice, kinds);
        let snapshot = snapshot(&objects);
        let engine = Engine::new(&snapshot, Options::default());
        let listed = listing(&engine);
        let pods: Vec<&Value> = objects.iter().filter(|o| o["kind"] == "Pod").collect();
        for _ in 0..PER_ESTATE {
            let packet = packet(&mut dice, &pods);
            judge(&engine, &listed, &packet, &objects, number);
        }
    }
}

type Listed = BTreeMap<(End, End), PortSet>;

fn listing(engine: &Engine<'_>) -> Listed {
    let mut listed = Listed::new();
    engine.connections(0, &mut |c, _, _| {
        listed.insert((c.from, c.to), c.ports.clone());
    });
    listed
}

fn packet<'p>(dice: &mut Dice, pods: &[&'p Value]) -> Packet<'p> {
    let (from, to) = (pods[dice.roll(pods.len())], pods[dice.roll(pods.len())]);
    let address = Point::Address(ADDRESSES[dice.roll(ADDRESSES.len())]);
    let (from, to) = match dice.roll(4) {
        0 => (address, Point::Pod(to)),
        1 => (Point::Pod(from), address),
        _ => (Point::Pod(from), Point::Pod(to)),
    };
    let protocol = ["TCP", "UDP", "SCTP"][dice.roll(3)];
    Packet { from, to, protocol, port: port(dice) }
}

fn judge(engine: &Engine<'_>, listed: &Listed, packet: &Packet<'_>, objects: &[Value], number: usize) {
    let protocol = Protocol::parse(packet.protocol).expect("a protocol");
    let port = u32::try_from(packet.port).expect("a port");
    let (from, to) = (end(engine, packet.from), end(engine, packet.to));
    let expected = passes(objects, packet);
    let told =
        || format!("estate {number}, {packet:?} of {}", serde_json::to_string_pretty(objects).expect("JSON"));
    assert_eq!(engine.allowed(from, to, protocol, port).allowed, expected, "decision of {}", told());
    if from != to {
        // The list cuts addresses per direction: one of its ranges holds the address.
        let holds = |range: End, one: End| match (range, one) {
            (End::External(range), End::External(one)) => range.contains(&one),
            _ => range == one,
        };
        let row = listed.iter().find(|((a, b), _)| holds(*a, from) && holds(*b, to));
        let found = row.is_some_and(|(_, ports)| ports.contains(protocol, port));
        assert_eq!(found, expected, "list of {}", told());
    }
    if let (End::Workload(from), End::Workload(to)) = (from, to) {
        assert_eq!(engine.reaches(from, to).contains(protocol, port), expected, "reach of {}", told());
    }
}

fn end(engine: &Engine<'_>, point: Point<'_>) -> End {
    match point {
        Point::Address(address) => engine.external(address.into()).expect("an address"),
        Point::Pod(pod) => {
            let text = |field: &str| pod["metadata"][field].as_str().expect("text");
            End::Workload(engine.find(text("namespace"), text("name"), "Pod").expect("the pod"))
        }
    }
}

#[test]
fn network_policies_agree_with_the_plain_reading() {
    check(Kinds::Network, 1);
}

#[test]
fn admin_policies_agree_with_the_plain_reading() {
    check(Kinds::Admin, 2);
}

#[test]
fn cluster_policies_agree_with_the_plain_reading() {
    check(Kinds::Cluster, 3);
}

#[test]
fn cilium_policies_agree_with_the_plain_reading() {
    check(Kinds::Cilium, 5);
}

#[test]
fn calico_policies_agree_with_the_plain_reading() {
    check(Kinds::Calico, 6);
}

#[test]
fn mixtures_agree_with_the_plain_reading() {
    check(Kinds::Mixed, 4);
}

/// One policy of many estates gets the rules of another: the edited engine answers as a new one does.
#[test]
fn an_edited_policy_answers_as_a_new_engine() {
    let mut dice = Dice(7);
    let mut in_place = 0;
    for number in 0..200 {
        let objects = estate(&mut dice, Kinds::Network);
        let policies: Vec<usize> =
            (0..objects.len()).filter(|at| objects[*at]["kind"] == "NetworkPolicy").collect();
        if policies.is_empty() {
            continue;
        }
        let (at, other) = (policies[dice.roll(policies.len())], policies[dice.roll(policies.len())]);
        let mut changed = objects.clone();
        changed[at]["spec"] = objects[other]["spec"].clone();
        if dice.roll(2) == 0 {
            changed[at]["spec"]["podSelector"] = serde_json::json!({});
        }
        let (before, after) = (snapshot(&objects), snapshot(&changed));
        let mut engine = Engine::new(&before, Options::default());
        let old = listing(&engine);
        let name = |field: &str| objects[at]["metadata"][field].as_str().expect("text");
        let edited = after.find("NetworkPolicy", name("namespace"), name("name")).expect("the policy");
        let Some(touched) = engine.edit(edited) else { continue };
        in_place += 1;
        let fresh = Engine::new(&after, Options::default());
        let new = listing(&fresh);
        let told = || {
            format!(
                "estate {number}, policy {at} of {}",
                serde_json::to_string_pretty(&changed).expect("JSON")
            )
        };
        assert_eq!(listing(&engine), new, "{}", told());
        assert_eq!((engine.gaps(), engine.notes()), (fresh.gaps(), fresh.notes()), "{}", told());
        let is_touched = |end: &End| end.workload().is_some_and(|id| touched.contains(&id));
        let rest = |all: &Listed| -> Listed {
            all.iter()
                .filter(|((a, b), _)| !is_touched(a) && !is_touched(b))
                .map(|(k, v)| (*k, v.clone()))
                .collect()
        };
        assert_eq!(rest(&old), rest(&new), "{}", told());
        let mut of_touched = Listed::new();
        engine.connections_of(&touched, 0, &mut |from, to, ports| {
            of_touched.insert((from, to), ports);
        });
        let inside = |((a, b), _): &(&(End, End), &PortSet)| {
            a.workload().is_some() && b.workload().is_some() && (is_touched(a) || is_touched(b))
        };
        let expected: Listed = new.iter().filter(inside).map(|(k, v)| (*k, v.clone())).collect();
        assert_eq!(of_touched, expected, "{}", told());
    }
    assert!(in_place > 60, "{in_place} edits in place");
}
