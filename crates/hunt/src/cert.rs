//! What a certificate says of the server that shows it.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use x509_cert::Certificate;
use x509_cert::der::{Decode as _, Encode as _};
use x509_cert::ext::pkix::SubjectAltName;
use x509_cert::ext::pkix::name::GeneralName;

/// The largest certificate looked at, in bytes.
const MOST_BYTES: usize = 64 * 1024;
/// Names of one certificate at most.
const MOST_NAMES: usize = 256;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CertFacts {
    pub subject: String,
    pub issuer: String,
    /// DNS names and addresses it is made out to.
    pub names: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<String>,
    /// Seconds since 1970.
    pub not_before: u64,
    pub not_after: u64,
    /// Subject and issuer are the same.
    pub self_signed: bool,
    /// Object identifier of the signature's algorithm.
    pub signature: String,
    /// Bits of an RSA modulus; 0 for other keys.
    pub rsa_bits: usize,
    /// SHA-256 of the certificate, in hexadecimal.
    pub sha256: String,
}

/// Signature algorithms that can be forged: MD5 and SHA-1 with RSA, SHA-1 with ECDSA.
pub(crate) const BROKEN_SIGNATURES: &[&str] =
    &["1.2.840.113549.1.1.4", "1.2.840.113549.1.1.5", "1.2.840.10045.4.1"];
const RSA: &str = "1.2.840.113549.1.1.1";

/// Reads a certificate in DER; `None` when it is broken.
pub(crate) fn read(der: &[u8]) -> Option<CertFacts> {
    if der.is_empty() || der.len() > MOST_BYTES {
        return None;
    }
    let certificate = Certificate::from_der(der).ok()?;
    let body = certificate.tbs_certificate();
    let (mut names, mut emails) = (Vec::new(), Vec::new());
    if let Ok(Some((_, SubjectAltName(general)))) = body.get_extension::<SubjectAltName>() {
        for name in general.iter().take(MOST_NAMES) {
            match name {
                GeneralName::DnsName(dns) => names.push(dns.as_str().to_owned()),
                GeneralName::Rfc822Name(mail) => emails.push(mail.as_str().to_owned()),
                GeneralName::IpAddress(ip) => names.extend(address(ip.as_bytes())),
                _ => {}
            }
        }
    }
    if let Ok(Some(mail)) = body.subject().email_address() {
        emails.push(mail.as_str().to_owned());
    }
    let key = body.subject_public_key_info();
    let rsa_bits = if key.algorithm.oid.to_string() == RSA {
        modulus_bits(key.subject_public_key.raw_bytes())
    } else {
        0
    };
    Some(CertFacts {
        subject: body.subject().to_string(),
        issuer: body.issuer().to_string(),
        names,
        emails,
        not_before: body.validity().not_before.to_unix_duration().as_secs(),
        not_after: body.validity().not_after.to_unix_duration().as_secs(),
        self_signed: body.subject().to_der().ok() == body.issuer().to_der().ok(),
        signature: certificate.signature_algorithm().oid.to_string(),
        rsa_bits,
        sha256: hex(&Sha256::digest(der)),
    })
}

fn address(bytes: &[u8]) -> Option<String> {
    if let Ok(v4) = <[u8; 4]>::try_from(bytes) {
        return Some(std::net::Ipv4Addr::from(v4).to_string());
    }
    <[u8; 16]>::try_from(bytes).ok().map(|v6| std::net::Ipv6Addr::from(v6).to_string())
}

/// Bits of the modulus in `RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }` (RFC 8017).
fn modulus_bits(key: &[u8]) -> usize {
    let Some((0x30, rest)) = key.split_first().map(|(tag, rest)| (*tag, rest)) else { return 0 };
    let Some((_, rest)) = length(rest) else { return 0 };
    let Some((0x02, rest)) = rest.split_first().map(|(tag, rest)| (*tag, rest)) else { return 0 };
    let Some((size, rest)) = length(rest) else { return 0 };
    let number = rest.get(..size.min(rest.len())).unwrap_or_default();
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    let significant = number.get(zeros..).unwrap_or_default();
    significant.first().map_or(0, |first| significant.len() * 8 - first.leading_zeros() as usize)
}

/// A DER length and what follows it.
fn length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    if *first < 0x80 {
        return Some((usize::from(*first), rest));
    }
    let count = usize::from(*first & 0x7f);
    if count > 4 {
        return None;
    }
    let number = rest.get(..count)?.iter().fold(0usize, |sum, byte| (sum << 8) | usize::from(*byte));
    Some((number, rest.get(count..)?))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_certificates_are_nothing() {
        for bad in [&b""[..], b"\x30\x82", &[0x30; 300], &[0xff; 10_000]] {
            assert!(read(bad).is_none());
        }
    }

    #[test]
    fn modulus_is_measured() {
        let mut key = vec![0x30, 0x82, 1, 10, 0x02, 0x82, 1, 1, 0];
        key.extend([0x80; 256]);
        assert_eq!(modulus_bits(&key), 2048);
        assert_eq!(modulus_bits(&[0x30, 0x84, 1]), 0);
    }
}
