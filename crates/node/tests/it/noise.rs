//! Hosts whose every file is damaged: nothing panics, nothing takes long, and facts stay facts.

use std::cell::Cell;

use holdfast_inventory::node::{FileKind, NodeFacts};
use holdfast_node::host::{Host, HostError, Meta, View};
use holdfast_node::{Options, gather_from};
use holdfast_testkit::hosts::{self, HOSTS};

use crate::memory::Memory;

/// A captured host whose texts come back cut, repeated or with bytes changed.
struct Noise {
    host: Memory,
    state: Cell<u64>,
}

impl Noise {
    /// xorshift64: the same numbers for the same seed.
    fn next(&self, below: usize) -> usize {
        let mut x = self.state.get();
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        self.state.set(x);
        usize::try_from(x % u64::try_from(below.max(1)).unwrap()).unwrap()
    }

    fn damage(&self, mut bytes: Vec<u8>) -> Vec<u8> {
        for _ in 0..self.next(4) {
            if bytes.is_empty() {
                break;
            }
            let at = self.next(bytes.len());
            match self.next(5) {
                0 => bytes.truncate(at),
                1 => bytes[at] = [b'\n', b'{', b'-', b'=', 0, 0xff, b'"', b':', b'$', b'\\'][self.next(10)],
                2 => bytes.splice(at..at, b"${A}=<<: *x &x [{".iter().copied()).for_each(drop),
                3 => {
                    let end = (at + self.next(40)).min(bytes.len());
                    let part = bytes[at..end].to_vec();
                    bytes.extend(part.repeat(self.next(20)));
                }
                _ => {
                    bytes.remove(at);
                }
            }
        }
        bytes
    }
}

impl Host for Noise {
    fn stat(&self, view: View, path: &str) -> Result<Meta, HostError> {
        match self.next(40) {
            0 => Err(HostError::Permission),
            1 => Ok(Meta { kind: FileKind::Other, mode: 0o7777, uid: u32::MAX, gid: 7 }),
            _ => self.host.stat(view, path),
        }
    }

    fn read(&self, view: View, path: &str, limit: usize) -> Result<Vec<u8>, HostError> {
        match self.next(30) {
            0 => Err(HostError::Gone),
            _ => self.host.read(view, path, limit).map(|bytes| self.damage(bytes)),
        }
    }

    fn list(&self, view: View, path: &str) -> Result<Vec<String>, HostError> {
        match self.next(30) {
            0 => Err(HostError::Io("input/output error".to_owned())),
            _ => self.host.list(view, path),
        }
    }

    fn link(&self, view: View, path: &str) -> Result<Option<String>, HostError> {
        self.host.link(view, path)
    }

    fn is_live(&self) -> bool {
        self.next(2) == 0
    }
}

/// `HOLDFAST_CASES` damaged hosts, 300 by default.
#[test]
fn damaged_hosts_give_facts_all_the_same() {
    let cases: u64 = std::env::var("HOLDFAST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(300);
    for seed in 1..=cases {
        let host = HOSTS[usize::try_from(seed).unwrap() % HOSTS.len()];
        let noise = Noise {
            host: Memory::new(hosts::tree(host.name)),
            state: Cell::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
        };
        let facts = gather_from(&noise, &Options::default());
        let text = serde_json::to_string(&facts).unwrap();
        assert_eq!(serde_json::from_str::<NodeFacts>(&text).unwrap(), facts, "{}: seed {seed}", host.name);
    }
}
