//! What two pods of one controller must have in common to be one class.

use std::hash::{DefaultHasher, Hasher as _};

use holdfast_inventory::json;

/// Fields that tell replicas apart and open nothing by themselves.
const OWN: [&[u8]; 5] = [b"nodeName", b"hostname", b"affinity", b"tolerations", b"topologySpreadConstraints"];
/// The volume admission adds to each pod, with five letters of its own behind it.
const ACCESS: &[u8] = b"kube-api-access-";
const LETTERS: usize = 5;
const APPARMOR: &[u8] = b"container.apparmor.security.beta.kubernetes.io";

/// A hash over the pod spec, and over the annotations where they hold a profile.
pub(super) fn shape(pod: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    if let Some(spec) = json::at(pod, "/spec") {
        let _ = json::members(spec, |key, value| {
            if !OWN.contains(&key) {
                hasher.write(key);
                masked(value, &mut hasher);
            }
            true
        });
    }
    if let Some(annotations) =
        json::at(pod, "/metadata/annotations").filter(|a| position(a, APPARMOR).is_some())
    {
        hasher.write(annotations);
    }
    hasher.finish()
}

fn masked(mut text: &[u8], hasher: &mut DefaultHasher) {
    while let Some(at) = position(text, ACCESS) {
        let (before, after) = text.split_at(at + ACCESS.len());
        hasher.write(before);
        text = after.get(LETTERS..).unwrap_or_default();
    }
    hasher.write(text);
    hasher.write_u8(0);
}

fn position(text: &[u8], word: &[u8]) -> Option<usize> {
    memchr::memmem::find(text, word)
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn replicas_are_equal_and_others_are_not() {
        let pod = |node: &str, letters: &str, user: u32| {
            format!(
                r#"{{"spec":{{"nodeName":"{node}","volumes":[{{"name":"kube-api-access-{letters}"}}],"securityContext":{{"runAsUser":{user}}}}}}}"#
            )
        };
        let one = shape(pod("a", "x7k2p", 0).as_bytes());
        assert_eq!(one, shape(pod("b", "99zzz", 0).as_bytes()));
        assert_ne!(one, shape(pod("a", "x7k2p", 1).as_bytes()));
    }
}
