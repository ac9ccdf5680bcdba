//! Whether a name and a value look like a credential.

/// What stands in place of a concealed value, followed by the kind of credential.
pub const REDACTED: &str = "holdfast:redacted:";

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CredentialKind {
    Password,
    Token,
    ApiKey,
    PrivateKey,
    ConnectionString,
    CloudKey,
}

impl CredentialKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Token => "token",
            Self::ApiKey => "api-key",
            Self::PrivateKey => "private-key",
            Self::ConnectionString => "connection-string",
            Self::CloudKey => "cloud-key",
        }
    }
}

/// What kind of credential `value` looks like, under the name it is given.
pub fn classify(name: &str, value: &str) -> Option<CredentialKind> {
    (name.to_lowercase().contains("password") && !value.is_empty()).then_some(CredentialKind::Password)
}
