use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Subject;

/// Identity of a finding across runs and formats: 32 hexadecimal digits of a SHA-256 over
/// check, resource identity and place in the resource. Files, lines, versions and messages do not count,
/// so that a moved manifest or a reworded message stays the same finding.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// `place` tells apart several findings of one check on one subject: a pointer or a name, stable under reordering where possible.
    pub fn of(check: &str, subject: &Subject, place: &str) -> Self {
        let mut hash = Sha256::new();
        let group = subject.resource.group();
        for part in
            [check, group, &subject.resource.kind, &subject.resource.namespace, &subject.resource.name]
        {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        hash.update(subject.container.as_deref().unwrap_or_default().as_bytes());
        hash.update([0]);
        hash.update(place.as_bytes());
        let digest = hash.finalize();
        let mut hex = String::with_capacity(32);
        for byte in digest.iter().take(16) {
            let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
            hex.extend([digit(byte >> 4), digit(byte & 15)]);
        }
        Self(hex)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ResourceRef;

    #[test]
    fn is_stable_and_ignores_the_api_version_but_not_the_group() {
        let subject = |api: &str| Subject::of(ResourceRef::new(api, "Deployment", "shop", "cart"));
        let a = Fingerprint::of("privileged-container", &subject("apps/v1"), "c");
        assert_eq!(a, Fingerprint::of("privileged-container", &subject("apps/v1beta2"), "c"));
        assert_ne!(a, Fingerprint::of("privileged-container", &subject("example.dev/v1"), "c"));
        assert_eq!(a.as_str().len(), 32);
    }
}
