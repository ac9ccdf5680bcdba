//! Whether a name and a value look like a credential.
//!
//! Two questions, either is enough: does the value have the shape of a known credential, and does the name say so while
//! the value could be one (no reference, path, placeholder or switch). Names are compared word by word.

/// What stands in place of a concealed value, followed by [`CredentialKind::as_str`].
pub const REDACTED: &str = "holdfast:redacted:";

/// What a credential opens, as far as its looks tell.
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
    /// The kind in kebab-case.
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

/// What kind of credential `value` looks like under the name it is given, if any.
pub fn classify(name: &str, value: &str) -> Option<CredentialKind> {
    let value = value.trim().trim_matches(['"', '\'', '`']).trim();
    let kind = super::shape::of(value).or_else(|| {
        let words = hints(name).then(|| words(name))?;
        by_name(&words).filter(|kind| could_be(*kind, value)).or_else(|| random_key(&words, value))
    })?;
    (!is_harmless(value)).then_some(kind)
}

/// Whether any word of a credential can be in the name: most names are done with here, without taking them apart.
fn hints(name: &str) -> bool {
    name.as_bytes().windows(2).any(|pair| {
        let [first, second] = pair else { return false };
        let (first, second) = (first | 0x20, second | 0x20);
        match first {
            b'p' => matches!(second, b'a' | b'w' | b's'),
            b's' => matches!(second, b'e' | b'a' | b'i'),
            b'c' => matches!(second, b'r' | b'o'),
            b't' => second == b'o',
            b'k' | b'b' => second == b'e',
            b'a' => second == b'u',
            b'j' => second == b'w',
            b'h' => second == b'm',
            _ => false,
        }
    })
}

/// Last words of names that speak about a credential instead of holding it.
const ABOUT: &[&str] = &[
    "age",
    "alg",
    "algorithm",
    "arn",
    "attempts",
    "audience",
    "bucket",
    "class",
    "config",
    "count",
    "days",
    "dir",
    "directory",
    "disabled",
    "duration",
    "email",
    "enable",
    "enabled",
    "endpoint",
    "env",
    "expiration",
    "expires",
    "expiry",
    "field",
    "file",
    "filename",
    "format",
    "header",
    "hint",
    "host",
    "id",
    "interval",
    "issuer",
    "label",
    "len",
    "length",
    "lifetime",
    "limit",
    "location",
    "max",
    "method",
    "min",
    "mount",
    "name",
    "namespace",
    "path",
    "policy",
    "port",
    "prefix",
    "provider",
    "ref",
    "reference",
    "refs",
    "region",
    "required",
    "reset",
    "rotation",
    "scope",
    "scopes",
    "selector",
    "service",
    "size",
    "source",
    "store",
    "suffix",
    "timeout",
    "ttl",
    "type",
    "uri",
    "url",
    "user",
    "username",
    "uses",
    "validity",
    "version",
    "volume",
];

/// Words before `secret` that make it the name of a Secret object.
const NAMING: &[&str] = &["ca", "cert", "certificate", "existing", "from", "image", "kube", "pull", "tls"];

/// Words before `key` that make it a credential.
const KEYS: &[&str] = &[
    "access",
    "account",
    "api",
    "app",
    "auth",
    "deploy",
    "encryption",
    "license",
    "master",
    "secret",
    "service",
    "session",
    "shared",
    "signing",
    "storage",
];

const CLOUDS: &[&str] = &["aws", "azure", "gcp", "google", "digitalocean", "alicloud", "aliyun"];

fn by_name(words: &[String]) -> Option<CredentialKind> {
    let last = words.last()?;
    let before = words.iter().rev().nth(1).map(String::as_str).unwrap_or_default();
    let about = ABOUT.contains(&last.as_str())
        || (last == "secret" && NAMING.contains(&before))
        || (last == "key" && (NAMING.contains(&before) || is_password(before) || before.ends_with("token")))
        || words.iter().any(|word| matches!(word.as_str(), "public" | "existing"));
    if about {
        return None;
    }
    let cloud = words.iter().any(|word| CLOUDS.contains(&word.as_str()));
    let pairs = words.iter().zip(words.iter().skip(1));
    let key = pairs.filter(|(_, second)| *second == "key").map(|(first, _)| first.as_str()).next_back();
    match key {
        Some("private" | "ssh" | "rsa" | "tls") => return Some(CredentialKind::PrivateKey),
        Some(first) if KEYS.contains(&first) && cloud => return Some(CredentialKind::CloudKey),
        Some(first) if KEYS.contains(&first) => return Some(CredentialKind::ApiKey),
        _ => {}
    }
    words.iter().rev().find_map(|word| by_word(word))
}

fn by_word(word: &str) -> Option<CredentialKind> {
    let ends = |suffixes: &[&str]| suffixes.iter().any(|suffix| word.ends_with(suffix));
    if is_password(word) || matches!(word, "secret" | "creds" | "credential" | "credentials") {
        Some(CredentialKind::Password)
    } else if ends(&["token", "secret"]) || matches!(word, "jwt" | "bearer") {
        Some(CredentialKind::Token)
    } else if ends(&["privatekey"]) {
        Some(CredentialKind::PrivateKey)
    } else if ends(&["apikey", "accesskey", "secretkey", "authkey"]) {
        Some(CredentialKind::ApiKey)
    } else {
        None
    }
}

fn is_password(word: &str) -> bool {
    const OTHER: &[&str] = &["bypass", "compass", "encompass", "surpass", "trespass"];
    let ends = ["password", "passwd", "passphrase", "passcode", "pwd", "pass"];
    (ends.iter().any(|end| word.ends_with(end)) && !OTHER.contains(&word))
        || matches!(word, "pw" | "psw" | "pswd")
}

/// Whether a value that a name speaks for may be the credential itself.
fn could_be(kind: CredentialKind, value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let letters = value.trim_start_matches(|c: char| c.is_ascii_digit());
    let duration = digits > 0 && matches!(letters, "ms" | "s" | "m" | "h" | "d" | "w" | "y");
    let number = digits == value.len();
    !value.contains("://")
        && !value.ends_with([':', '{', '[', '|', '>'])
        && value.split_whitespace().nth(3).is_none()
        && !is_path(value)
        && (kind == CredentialKind::Password || !(number || duration))
}

/// A long random text under a name that has to do with keys.
fn random_key(words: &[String], value: &str) -> Option<CredentialKind> {
    const SUSPICIOUS: &[&str] =
        &["auth", "cookie", "cred", "hmac", "key", "salt", "seed", "session", "sign", "signature"];
    let about = words.last().is_none_or(|last| {
        ABOUT.contains(&last.as_str()) || matches!(last.as_str(), "checksum" | "digest" | "sha")
    });
    let named = words.iter().any(|word| SUSPICIOUS.contains(&word.as_str()));
    let public = words.iter().any(|word| word == "public");
    (named && !about && !public && super::shape::is_random(value)).then_some(CredentialKind::ApiKey)
}

/// Values that are switches, references, masks or placeholders.
fn is_harmless(value: &str) -> bool {
    const SWITCHES: &[&str] = &[
        "",
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "null",
        "nil",
        "none",
        "~",
        "n/a",
        "undefined",
        "enabled",
        "disabled",
        "required",
        "optional",
        "{}",
        "[]",
    ];
    const REFERENCES: &[&str] = &[
        super::REDACTED,
        "arn:",
        "vault:",
        "ref+",
        "op://",
        "sm://",
        "env:",
        "file:",
        "secret://",
        "akv://",
        "kms:",
        "{{",
        "%(",
        "valueFrom",
        "secretKeyRef",
    ];
    let lower = value.to_ascii_lowercase();
    SWITCHES.contains(&lower.as_str())
        || REFERENCES.iter().any(|prefix| value.starts_with(prefix))
        || (value.starts_with('<') && value.ends_with('>'))
        || value.chars().all(|c| matches!(c, '*' | 'x' | 'X' | '.' | '-' | '_'))
        || is_variable(value)
}

/// `$NAME`, `${NAME}` or `$(NAME)`, and nothing else. A default inside the braces (`${NAME:-text}`) may be a credential.
fn is_variable(value: &str) -> bool {
    let Some(rest) = value.strip_prefix('$') else { return false };
    let inner = rest
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
        .or_else(|| rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')))
        .unwrap_or(rest);
    let mut chars = inner.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | ' '))
}

fn is_path(value: &str) -> bool {
    let rooted = ["/", "./", "../", "~/"].iter().any(|root| value.starts_with(root));
    let plain =
        value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '~' | ':'));
    rooted && plain && (value.matches('/').count() > 1 || value.contains('.'))
}

/// The words of a name in lower case: `dbPassword`, `DB_PASSWORD` and `db.password2` are all `db`, `password`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut chars = name.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let next_is_lower = chars.peek().is_some_and(char::is_ascii_lowercase);
        let starts = c.is_ascii_uppercase()
            && (before.is_ascii_lowercase() || (before.is_ascii_uppercase() && next_is_lower));
        if starts || !c.is_ascii_alphabetic() {
            words.push(String::new());
        }
        if c.is_ascii_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.push(c.to_ascii_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}
