/// The exact value of a Kubernetes quantity in billionths (`500m` is 500,000,000), rounded up as the API server does.
/// `None` when it is no quantity or too large to tell.
///
/// Grammar: <https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/>.
pub(crate) fn nanos(text: &str) -> Option<i128> {
    let end = text.find(|c: char| !matches!(c, '0'..='9' | '.' | '+' | '-')).unwrap_or(text.len());
    let (number, suffix) = (text.get(..end)?, text.get(end..)?);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let (negative, whole) = match whole.strip_prefix('-') {
        Some(whole) => (true, whole),
        None => (false, whole.strip_prefix('+').unwrap_or(whole)),
    };
    let mut digits: i128 = 0;
    let mut any = false;
    for digit in whole.chars().chain(fraction.chars()) {
        digits = digits.checked_mul(10)?.checked_add(i128::from(digit.to_digit(10)?))?;
        any = true;
    }
    if !any {
        return None;
    }
    let (tens, twos) = scale(suffix)?;
    let digits = digits.checked_mul(1_i128.checked_shl(twos)?)?;
    let power = 9 + tens - i32::try_from(fraction.len()).ok()?;
    let factor = 10_i128.checked_pow(power.unsigned_abs())?;
    let value = if power >= 0 { digits.checked_mul(factor)? } else { round_up(digits, factor)? };
    Some(if negative { -value } else { value })
}

/// True for a quantity of nothing, which the kubelet reads as not set.
pub(crate) fn is_zero(text: &str) -> bool {
    nanos(text) == Some(0)
}

fn round_up(value: i128, factor: i128) -> Option<i128> {
    value.checked_add(factor - 1)?.checked_div(factor)
}

/// A suffix as powers of ten and of two.
fn scale(suffix: &str) -> Option<(i32, u32)> {
    Some(match suffix {
        "n" => (-9, 0),
        "u" => (-6, 0),
        "m" => (-3, 0),
        "" => (0, 0),
        "k" => (3, 0),
        "M" => (6, 0),
        "G" => (9, 0),
        "T" => (12, 0),
        "P" => (15, 0),
        "E" => (18, 0),
        "Ki" => (0, 10),
        "Mi" => (0, 20),
        "Gi" => (0, 30),
        "Ti" => (0, 40),
        "Pi" => (0, 50),
        "Ei" => (0, 60),
        _ => {
            let exponent: i32 = suffix.strip_prefix(['e', 'E'])?.parse().ok()?;
            // Beyond this nothing fits anyway.
            return (-30..=30).contains(&exponent).then_some((exponent, 0));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_exact() {
        let one = 1_000_000_000;
        let cases = [
            ("1", Some(one)),
            ("1000m", Some(one)),
            ("0.5", Some(one / 2)),
            ("1e3", Some(1000 * one)),
            ("1E3", Some(1000 * one)),
            ("1E", Some(1_000_000_000_000_000_000 * one)),
            ("1Gi", Some((1 << 30) * one)),
            ("1.5Ki", Some(1536 * one)),
            ("0Mi", Some(0)),
            ("-1", Some(-one)),
            ("0.1n", Some(1)),
            (".5", Some(one / 2)),
            ("", None),
            ("m", None),
            ("1.2.3", None),
            ("1-2", None),
            ("10xyz", None),
            ("99999999999999999999999999999999999999999", None),
            ("1e999999", None),
        ];
        for (text, expected) in cases {
            assert_eq!(nanos(text), expected, "{text}");
        }
    }
}
