//! Certificates: the public part only. Private keys are never opened.

use holdfast_inventory::node::Certificate;
use x509_cert::Certificate as X509;
use x509_cert::der::{Decode as _, Encode as _};
use x509_cert::ext::pkix::BasicConstraints;

/// Certificates of one file.
const MOST: usize = 1000;

/// The first certificate of a PEM file or of plain DER, and how many there are; what is wrong otherwise.
pub fn parse(bytes: &[u8]) -> Result<Certificate, &'static str> {
    let blocks = if bytes.first() == Some(&0x30) { vec![bytes.to_vec()] } else { pem_blocks(bytes) };
    let first = blocks.first().ok_or("no certificate in it")?;
    let parsed = X509::from_der(first).map_err(|_| "not a certificate of X.509")?;
    let fields = parsed.tbs_certificate();
    let validity = fields.validity();
    let seconds =
        |time: &x509_cert::time::Time| i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
    let (key_type, key_bits) = key(fields.subject_public_key_info());
    let constraints = fields.get_extension::<BasicConstraints>();
    Ok(Certificate {
        subject: fields.subject().to_string(),
        issuer: fields.issuer().to_string(),
        key_type,
        key_bits,
        not_before: seconds(&validity.not_before),
        not_after: seconds(&validity.not_after),
        is_ca: constraints.is_ok_and(|found| found.is_some_and(|(_, constraints)| constraints.ca)),
        certificates: u32::try_from(blocks.len()).unwrap_or(u32::MAX),
    })
}

/// Key type and size by algorithm and curve (RFC 3279, RFC 5480, RFC 8410).
fn key(info: &x509_cert::spki::SubjectPublicKeyInfoOwned) -> (String, Option<u32>) {
    let oid = info.algorithm.oid.to_string();
    match oid.as_str() {
        "1.2.840.113549.1.1.1" => ("RSA".to_owned(), rsa_bits(info.subject_public_key.raw_bytes())),
        "1.2.840.10045.2.1" => {
            let curve = info.algorithm.parameters.as_ref().and_then(|any| any.to_der().ok());
            let bits = curve.and_then(|der| match der.get(2..)? {
                [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07] => Some(256),
                [0x2b, 0x81, 0x04, 0x00, 0x22] => Some(384),
                [0x2b, 0x81, 0x04, 0x00, 0x23] => Some(521),
                _ => None,
            });
            ("ECDSA".to_owned(), bits)
        }
        "1.3.101.112" => ("Ed25519".to_owned(), Some(256)),
        _ => (oid, None),
    }
}

/// Bits of the modulus: `SEQUENCE { INTEGER n, INTEGER e }`.
fn rsa_bits(der: &[u8]) -> Option<u32> {
    let (sequence, _) = element(der, 0x30)?;
    let (modulus, _) = element(sequence, 0x02)?;
    let modulus = modulus.iter().position(|byte| *byte != 0).and_then(|at| modulus.get(at..))?;
    let top = modulus.first()?.leading_zeros();
    u32::try_from(modulus.len()).ok()?.checked_mul(8)?.checked_sub(top)
}

/// Content of the first element when it has that tag, and what follows it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&first, rest) = der.split_first()?;
    let (&length, rest) = rest.split_first()?;
    let (length, rest) = if length < 0x80 {
        (usize::from(length), rest)
    } else {
        let (digits, rest) = rest.split_at_checked(usize::from(length & 0x7f))?;
        let length = digits
            .iter()
            .try_fold(0usize, |sum, digit| sum.checked_mul(256)?.checked_add(usize::from(*digit)));
        (length?, rest)
    };
    (first == tag).then(|| rest.split_at_checked(length))?
}

/// The `CERTIFICATE` blocks of a PEM text (RFC 7468); other blocks are passed over.
fn pem_blocks(bytes: &[u8]) -> Vec<Vec<u8>> {
    const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
    let text = String::from_utf8_lossy(bytes);
    let blocks = text.split(BEGIN).skip(1).take(MOST);
    blocks.filter_map(|block| base64(block.split_once("-----END CERTIFICATE-----")?.0)).collect()
}

fn base64(text: &str) -> Option<Vec<u8>> {
    let (mut out, mut buffer, mut bits) = (Vec::with_capacity(text.len() / 4 * 3), 0u32, 0u32);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=') {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        buffer = (buffer << 6 | u32::from(six)) & 0x00ff_ffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(buffer >> bits & 0xff).unwrap_or(0));
        }
    }
    Some(out)
}
