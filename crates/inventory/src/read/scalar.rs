//! What a YAML scalar means to Kubernetes: YAML 1.1 as the Go library behind every Kubernetes tool resolves it.
//!
//! The rules are those of sigs.k8s.io/yaml: `goyaml.v2/resolve.go` for values, `yaml.go` (`convertToJSONableObject`) for keys.
//! So `yes`, `on` and `y` are true, `0777` and `0o777` are octal, `_` may group digits, dates stay strings, base 60 does not exist.

use std::borrow::Cow;

/// A scalar as JSON knows it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'t> {
    Null,
    Bool(bool),
    /// Decimal digits, with a sign when negative.
    Int(String),
    Float(f64),
    Text(Cow<'t, str>),
}

/// The tag of a scalar, as far as it decides what the scalar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScalarTag {
    /// Plain and untagged: the text decides.
    Implicit,
    Text,
    Bool,
    Int,
    Float,
    Null,
    Binary,
}

/// The value of `text` under `tag`, or why it has none.
pub(super) fn resolve<'t>(text: &'t str, tag: ScalarTag) -> Result<Value<'t>, String> {
    let value = match tag {
        ScalarTag::Text => return Ok(Value::Text(Cow::Borrowed(text))),
        ScalarTag::Binary => {
            return match decode_base64(text) {
                Some(bytes) => Ok(Value::Text(Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()))),
                None => Err("!!binary value is no valid base64".to_owned()),
            };
        }
        _ => implicit(text),
    };
    match (tag, value) {
        (ScalarTag::Float, Value::Int(digits)) => {
            let number = digits.parse().map_err(|_| mismatch(tag))?;
            Ok(Value::Float(number))
        }
        (ScalarTag::Implicit, value)
        | (ScalarTag::Bool, value @ Value::Bool(_))
        | (ScalarTag::Int, value @ Value::Int(_))
        | (ScalarTag::Float, value @ Value::Float(_))
        | (ScalarTag::Null, value @ Value::Null) => Ok(value),
        _ => Err(mismatch(tag)),
    }
}

/// The key a scalar makes: JSON has string keys only. `None` for null and for numbers JSON cannot hold.
pub(super) fn key<'t>(value: Value<'t>) -> Option<Cow<'t, str>> {
    match value {
        Value::Text(text) => Some(text),
        Value::Int(digits) => Some(Cow::Owned(digits)),
        Value::Bool(true) => Some(Cow::Borrowed("true")),
        Value::Bool(false) => Some(Cow::Borrowed("false")),
        Value::Float(number) if number.is_nan() => Some(Cow::Borrowed(".nan")),
        Value::Float(number) if number == f64::INFINITY => Some(Cow::Borrowed(".inf")),
        Value::Float(number) if number == f64::NEG_INFINITY => Some(Cow::Borrowed("-.inf")),
        Value::Float(number) => Some(Cow::Owned(short_float(number))),
        Value::Null => None,
    }
}

/// A float as JSON; `None` for infinities and not-a-number, which JSON cannot say.
pub(super) fn float_json(number: f64) -> Option<String> {
    if !number.is_finite() {
        return None;
    }
    let size = number.abs();
    let plain = size == 0.0 || (1e-6..1e21).contains(&size);
    Some(if plain { format!("{number}") } else { format!("{number:e}") })
}

fn mismatch(tag: ScalarTag) -> String {
    let name = match tag {
        ScalarTag::Bool => "!!bool",
        ScalarTag::Int => "!!int",
        ScalarTag::Float => "!!float",
        ScalarTag::Null => "!!null",
        ScalarTag::Binary => "!!binary",
        ScalarTag::Implicit | ScalarTag::Text => "!!str",
    };
    format!("the value does not fit its tag {name}")
}

fn implicit(text: &str) -> Value<'_> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            return Value::Bool(true);
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            return Value::Bool(false);
        }
        ".nan" | ".NaN" | ".NAN" => return Value::Float(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => return Value::Float(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => return Value::Float(f64::NEG_INFINITY),
        _ => {}
    }
    let number = match text.as_bytes().first() {
        // A leading dot: no grouping with underscores there.
        Some(b'.') => float(text),
        Some(b'+' | b'-' | b'0'..=b'9') => number(&text.replace('_', "")),
        _ => None,
    };
    number.unwrap_or(Value::Text(Cow::Borrowed(text)))
}

fn number(plain: &str) -> Option<Value<'static>> {
    integer(plain).map(Value::Int).or_else(|| float(plain))
}

/// An integer in Go's notation with an optional base prefix, as decimal digits. Of any size when decimal, else up to 128 bits.
fn integer(plain: &str) -> Option<String> {
    let (negative, digits) = match plain.as_bytes().first()? {
        b'-' => (true, plain.get(1..)?),
        b'+' => (false, plain.get(1..)?),
        _ => (false, plain),
    };
    let (radix, digits) = match digits.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("0x") => (16, digits.get(2..)?),
        Some("0o") => (8, digits.get(2..)?),
        Some("0b") => (2, digits.get(2..)?),
        _ if digits.len() > 1 && digits.starts_with('0') => (8, digits.get(1..)?),
        _ => (10, digits),
    };
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    let decimal = match u128::from_str_radix(digits, radix) {
        Ok(number) => number.to_string(),
        Err(_) if radix == 10 && digits.len() < 300 => digits.to_owned(),
        Err(_) => return None,
    };
    Some(if negative && decimal != "0" { format!("-{decimal}") } else { decimal })
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, within the range of a 64-bit float.
fn float(plain: &str) -> Option<Value<'static>> {
    let unsigned = plain.strip_prefix(['-', '+']).unwrap_or(plain);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let shaped = all_digits(whole)
        && all_digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|digits| !digits.is_empty() && all_digits(digits));
    let number: f64 = shaped.then(|| plain.parse().ok())??;
    number.is_finite().then_some(Value::Float(number))
}

/// Go's `strconv.FormatFloat(number, 'g', -1, 32)`.
fn short_float(number: f64) -> String {
    #[allow(clippy::cast_possible_truncation)] // the rule is defined on 32 bits
    let number = number as f32;
    let scientific = format!("{number:e}");
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific };
    let power: i32 = exponent.parse().unwrap_or(0);
    if (-4..6).contains(&power) {
        return format!("{number}");
    }
    let sign = if power < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", power.abs())
}

fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut bits, mut held) = (Vec::with_capacity(text.len() / 4 * 3), 0_u32, 0_u32);
    for byte in text.bytes().filter(|b| !b.is_ascii_whitespace() && *b != b'=') {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(digit)) & 0xFFFF;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xFF).ok()?);
        }
    }
    Some(bytes)
}
