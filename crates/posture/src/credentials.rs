//! Credentials that the reader took out of the objects, leaving a marker that says what was there.

use holdfast_inventory::read::{CredentialKind, REDACTED};

/// What kind of credential stood in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Concealed {
    id: &'static str,
    /// `a password`, `an API key` ...
    pub(crate) words: &'static str,
}

impl Concealed {
    /// What stands in the text now: safe to show.
    pub(crate) fn marker(self) -> String {
        format!("{REDACTED}{}", self.id)
    }
}

const KINDS: &[(CredentialKind, &str)] = &[
    (CredentialKind::Password, "a password"),
    (CredentialKind::Token, "a token"),
    (CredentialKind::ApiKey, "an API key"),
    (CredentialKind::PrivateKey, "a private key"),
    (CredentialKind::ConnectionString, "a connection string with a password"),
    (CredentialKind::CloudKey, "a cloud access key"),
];

/// The first credential that was taken out of the text, if any was.
pub(crate) fn kind(text: &str) -> Option<Concealed> {
    let (_, marked) = text.split_once(REDACTED)?;
    let known = KINDS.iter().find(|(kind, _)| marked.starts_with(kind.as_str()));
    Some(known.map_or(Concealed { id: "credential", words: "a credential" }, |(kind, words)| Concealed {
        id: kind.as_str(),
        words,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_found_and_named() {
        for (known, words) in KINDS {
            let text = format!("user=web;x={REDACTED}{};tls=on", known.as_str());
            assert_eq!(kind(&text).map(|c| c.words), Some(*words));
            assert_eq!(kind(&text).map(Concealed::marker), Some(format!("{REDACTED}{}", known.as_str())));
        }
        assert_eq!(kind("info"), None);
    }
}
