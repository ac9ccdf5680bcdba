//! Texts that are credentials by their shape alone, whatever they are called.

use super::credential::CredentialKind;

/// A fixed beginning, and how many characters of the credential's alphabet follow at least.
struct Prefix(&'static str, usize, CredentialKind);

/// Formats as their issuers document them.
const PREFIXES: &[Prefix] = &[
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
    Prefix("AKIA", 16, CredentialKind::CloudKey),
    Prefix("ASIA", 16, CredentialKind::CloudKey),
    // https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
    Prefix("ghp_", 20, CredentialKind::Token),
    Prefix("gho_", 20, CredentialKind::Token),
    Prefix("ghu_", 20, CredentialKind::Token),
    Prefix("ghs_", 20, CredentialKind::Token),
    Prefix("ghr_", 20, CredentialKind::Token),
    Prefix("github_pat_", 20, CredentialKind::Token),
    // https://docs.gitlab.com/security/tokens/#token-prefixes
    Prefix("glpat-", 16, CredentialKind::Token),
    // https://docs.slack.dev/authentication/tokens
    Prefix("xoxa-", 10, CredentialKind::Token),
    Prefix("xoxb-", 10, CredentialKind::Token),
    Prefix("xoxp-", 10, CredentialKind::Token),
    Prefix("xoxr-", 10, CredentialKind::Token),
    Prefix("xoxs-", 10, CredentialKind::Token),
    Prefix("npm_", 30, CredentialKind::Token),
    Prefix("dckr_pat_", 20, CredentialKind::Token),
    Prefix("hvs.", 20, CredentialKind::Token),
    Prefix("ya29.", 20, CredentialKind::Token),
    Prefix("AIza", 30, CredentialKind::ApiKey),
    Prefix("SG.", 40, CredentialKind::ApiKey),
    // https://docs.stripe.com/keys
    Prefix("sk_live_", 16, CredentialKind::ApiKey),
    Prefix("sk_test_", 16, CredentialKind::ApiKey),
    Prefix("rk_live_", 16, CredentialKind::ApiKey),
    Prefix("sk-", 32, CredentialKind::ApiKey),
    // Password hashes: bcrypt and the Apache variant, as in htpasswd files.
    Prefix("$2a$", 40, CredentialKind::Password),
    Prefix("$2b$", 40, CredentialKind::Password),
    Prefix("$2y$", 40, CredentialKind::Password),
    Prefix("$apr1$", 20, CredentialKind::Password),
];

/// What kind of credential `value` is by its shape.
pub(super) fn of(value: &str) -> Option<CredentialKind> {
    // All of them are longer, most values are not.
    if value.len() < 10 {
        return None;
    }
    if value.len() > 40 && value.contains("-----BEGIN ") && value.contains("PRIVATE KEY-----") {
        return Some(CredentialKind::PrivateKey);
    }
    prefixed(value)
        .or_else(|| is_jwt(value).then_some(CredentialKind::Token))
        .or_else(|| authorization(value))
        .or_else(|| user_info(value).map(|_| CredentialKind::ConnectionString))
        .or_else(|| has_account_key(value).then_some(CredentialKind::ConnectionString))
}

fn prefixed(value: &str) -> Option<CredentialKind> {
    let first = value.bytes().next();
    let fits = |Prefix(prefix, least, _): &&Prefix| {
        prefix.bytes().next() == first
            && value
                .strip_prefix(prefix)
                .is_some_and(|rest| rest.len() >= *least && rest.chars().all(is_token_char))
    };
    PREFIXES.iter().find(fits).map(|Prefix(_, _, kind)| *kind)
}

/// Where `user:password` stands in a URL like `scheme://user:password@host`, when the password is written out.
pub(super) fn user_info(text: &str) -> Option<std::ops::Range<usize>> {
    memchr::memchr(b'@', text.as_bytes())?;
    let mut from = 0;
    while let Some(at) = text.get(from..)?.find("://") {
        let start = from + at + 3;
        let rest = text.get(start..)?;
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>'))
            .unwrap_or(rest.len());
        // The last @ ends the user info even when the password holds one; a slash or question mark ends the host.
        let authority = rest.get(..end)?;
        let limit = authority.find(['/', '?']).unwrap_or(authority.len());
        let at_sign = authority.get(..limit)?.rfind('@').or_else(|| late_at_sign(authority));
        if let Some((user, password)) =
            at_sign.and_then(|at| authority.get(..at)).and_then(|info| info.split_once(':'))
            && is_written_out(password)
        {
            return Some(start..start + user.len() + 1 + password.len());
        }
        from = start;
    }
    None
}

/// A password with an unescaped slash or question mark in it still ends in an `@` before a host.
fn late_at_sign(authority: &str) -> Option<usize> {
    let (info, _) = authority.split_once('@')?;
    let (_, password) = info.split_once(':')?;
    let port = password.split(['/', '?']).next().unwrap_or_default();
    (!port.bytes().all(|b| b.is_ascii_digit())).then_some(info.len())
}

fn is_written_out(password: &str) -> bool {
    let variable = password.starts_with("$(") || password.starts_with("${") || password.starts_with("{{");
    let variable = variable
        || (password.starts_with('$')
            && password.bytes().skip(1).all(|b| b == b'_' || b.is_ascii_uppercase()));
    let placeholder = password.starts_with('<') || password.starts_with('%') && password.ends_with('%');
    let masked = password.chars().all(|c| matches!(c, '*' | 'x' | 'X' | '.'));
    !(password.is_empty() || variable || placeholder || masked || password.contains(super::REDACTED))
}

/// Whether the text is long, of one of the usual alphabets, and varied enough to be random.
pub(super) fn is_random(value: &str) -> bool {
    let alphabet =
        value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '-' | '_'));
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let letters = value.bytes().filter(u8::is_ascii_alphabetic).count();
    let mut seen = [false; 128];
    for byte in value.bytes() {
        if let Some(flag) = seen.get_mut(usize::from(byte)) {
            *flag = true;
        }
    }
    value.len() >= 32
        && alphabet
        && digits >= 3
        && letters >= 3
        && seen.iter().filter(|flag| **flag).count() >= 10
}

fn is_token_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '$' | '+' | '=')
}

/// Three base64url parts, the first a JSON object (RFC 7519).
fn is_jwt(value: &str) -> bool {
    if !value.starts_with("eyJ") {
        return false;
    }
    let mut parts = value.split('.');
    let base64 = |part: &str| part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '='));
    let (Some(header), Some(claims), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    header.len() >= 12 && claims.len() >= 8 && [header, claims, signature].into_iter().all(base64)
}

/// The value of an `Authorization` header (RFC 7617, RFC 6750).
fn authorization(value: &str) -> Option<CredentialKind> {
    if !value.starts_with(['b', 'B']) {
        return None;
    }
    let (scheme, credential) = value.split_once(' ')?;
    let plain = credential.len() >= 8 && credential.chars().all(is_token_char);
    match scheme.to_ascii_lowercase().as_str() {
        "basic" if plain => Some(CredentialKind::Password),
        "bearer" if plain && credential.len() >= 16 => Some(CredentialKind::Token),
        _ => None,
    }
}

/// `AccountKey=` and its like in a storage or message bus connection string.
fn has_account_key(value: &str) -> bool {
    const FIELDS: &[&str] = &["accountkey", "sharedaccesskey", "password", "pwd"];
    memchr::memchr(b';', value.as_bytes()).is_some()
        && value.split(';').filter_map(|field| field.split_once('=')).any(|(field, text)| {
            FIELDS.contains(&field.trim().to_ascii_lowercase().as_str()) && is_written_out(text.trim())
        })
}
