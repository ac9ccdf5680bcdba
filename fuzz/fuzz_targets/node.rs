//! Facts of a node from a host whose every file holds bytes of the input: command lines, units, manifests, kubeconfigs,
//! configurations, certificates.

#![no_main]

use holdfast_inventory::node::FileKind;
use holdfast_node::host::{Host, HostError, Meta, View};
use holdfast_node::{Options, gather_from};
use libfuzzer_sys::fuzz_target;

/// Answers each question with the next part of the input.
struct Input<'i> {
    parts: Vec<&'i [u8]>,
}

impl Input<'_> {
    /// The same path always gives the same part.
    fn part(&self, path: &str) -> Option<&[u8]> {
        let hash = path.bytes().fold(7usize, |hash, byte| hash.wrapping_mul(31).wrapping_add(usize::from(byte)));
        self.parts.get(hash.checked_rem(self.parts.len())?).copied()
    }
}

impl Host for Input<'_> {
    fn stat(&self, _: View, path: &str) -> Result<Meta, HostError> {
        let part = self.part(path).ok_or(HostError::NotFound)?;
        match part.len() % 4 {
            0 => Err(HostError::NotFound),
            1 => Ok(Meta { kind: FileKind::Directory, mode: 0o755, uid: 0, gid: 0 }),
            _ => Ok(Meta { kind: FileKind::File, mode: 0o600, uid: 0, gid: 0 }),
        }
    }

    fn read(&self, _: View, path: &str, limit: usize) -> Result<Vec<u8>, HostError> {
        let part = self.part(path).ok_or(HostError::NotFound)?;
        if part.len() > limit { Err(HostError::TooLarge(limit)) } else { Ok(part.to_vec()) }
    }

    fn list(&self, _: View, path: &str) -> Result<Vec<String>, HostError> {
        if path.matches('/').count() > 8 {
            return Err(HostError::NotFound);
        }
        let names = ["1", "10-x.conf", "2", "config.yaml", "ca.crt", "x.key", "x.conflist", "below"];
        Ok(names.iter().map(|name| (*name).to_owned()).collect())
    }

    fn link(&self, _: View, _: &str) -> Result<Option<String>, HostError> {
        Ok(None)
    }

    fn is_live(&self) -> bool {
        self.parts.len() % 2 == 0
    }
}

fuzz_target!(|data: &[u8]| {
    let parts: Vec<&[u8]> = data.split(|byte| *byte == 0xfe).collect();
    let facts = gather_from(&Input { parts }, &Options::default());
    let text = serde_json::to_vec(&facts).expect("facts are JSON");
    assert!(serde_json::from_slice::<holdfast_inventory::node::NodeFacts>(&text).is_ok_and(|again| again == facts));
});
