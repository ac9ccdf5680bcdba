//! JSON strings: escaping and unescaping, in one canonical form, so that equal strings are equal bytes.

/// Appends `text` as the inside of a JSON string: only what RFC 8259 section 7 requires is escaped.
pub(super) fn escape(text: &str, out: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    // Most of a text stands for itself: taken over in one go.
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F)) {
        let (plain, tail) = rest.split_at(at);
        out.extend_from_slice(plain);
        let Some((&byte, after)) = tail.split_first() else { break };
        rest = after;
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            0x08 => out.extend_from_slice(b"\\b"),
            0x0C => out.extend_from_slice(b"\\f"),
            _ => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
        }
    }
    out.extend_from_slice(rest);
}

/// The text inside a JSON string, or what is wrong with it. A lone surrogate reads as U+FFFD, as in Go's `encoding/json`.
pub(super) fn unescape(inside: &str) -> Result<String, String> {
    let mut text = String::with_capacity(inside.len());
    let mut rest = inside;
    while let Some(at) = rest.find('\\') {
        text.push_str(rest.get(..at).unwrap_or_default());
        let tail = rest.get(at + 1..).unwrap_or_default();
        let (decoded, used) = escape_sequence(tail)?;
        text.push(decoded);
        rest = tail.get(used..).unwrap_or_default();
    }
    text.push_str(rest);
    Ok(text)
}

/// The character an escape stands for and the bytes it takes after its backslash.
fn escape_sequence(tail: &str) -> Result<(char, usize), String> {
    let Some(letter) = tail.chars().next() else {
        return Err("a string ends in a backslash".to_owned());
    };
    let simple = match letter {
        '"' | '\\' | '/' => letter,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return unicode(tail),
        other => {
            return Err(format!("invalid escape \\{} in a string", other.escape_default()));
        }
    };
    Ok((simple, 1))
}

fn unicode(tail: &str) -> Result<(char, usize), String> {
    let first = hex4(tail, 1).ok_or("invalid \\u escape in a string: expected four hexadecimal digits")?;
    if !(0xD800..0xDC00).contains(&first) {
        return Ok((char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), 5));
    }
    let second = tail.get(5..7).filter(|mark| *mark == "\\u").and_then(|_| hex4(tail, 7));
    match second {
        Some(low) if (0xDC00..0xE000).contains(&low) => {
            let code = 0x10000 + ((first - 0xD800) << 10) + (low - 0xDC00);
            Ok((char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 11))
        }
        _ => Ok((char::REPLACEMENT_CHARACTER, 5)),
    }
}

fn hex4(text: &str, at: usize) -> Option<u32> {
    let digits = text.get(at..at + 4)?;
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

/// Whether `number` follows JSON's grammar (RFC 8259 section 6) and fits a 64-bit float.
pub(super) fn is_number(number: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let unsigned = number.strip_prefix('-').unwrap_or(number);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let plain = whole.len() < 300 && exponent.is_none();
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
        && (plain || number.parse::<f64>().is_ok_and(f64::is_finite))
}

/// `text` cut to a length fit for a message, control characters made visible.
pub(super) fn shorten(text: &str) -> String {
    let mut short = String::new();
    for c in text.chars().take(60) {
        if c.is_control() {
            short.extend(c.escape_default());
        } else {
            short.push(c);
        }
    }
    if text.chars().nth(60).is_some() {
        short.push_str("...");
    }
    short
}
