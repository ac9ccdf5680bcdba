//! Time in the notations that formats ask for. Nothing here asks a clock.

/// Milliseconds since 1970 of an RFC 3339 time in UTC. 0 when there is none: the caller wanted reproducible bytes.
pub(crate) fn epoch_millis(time: &str) -> i64 {
    seconds(time).map_or(0, |seconds| seconds * 1000)
}

/// The time, if it is one: RFC 3339 in UTC.
pub(crate) fn known(time: &str) -> Option<&str> {
    seconds(time).map(|_| time)
}

/// The time, or the epoch where a format insists on one and there is none.
pub(crate) fn required(time: &str) -> &str {
    known(time).unwrap_or("1970-01-01T00:00:00Z")
}

fn seconds(time: &str) -> Option<i64> {
    let (date, clock) = time.strip_suffix('Z')?.split_once('T')?;
    let clock = clock.split('.').next()?;
    let [year, month, day] = numbers(date, '-')?;
    let [hour, minute, second] = numbers(clock, ':')?;
    let sane = (1970..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    (sane && hour < 24 && minute < 60 && second < 60)
        .then(|| days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second)
}

fn numbers(text: &str, separator: char) -> Option<[i64; 3]> {
    let mut parts = text.split(separator).map(|part| {
        let digits = !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse().ok()).flatten()
    });
    let all = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(all)
}

/// Days since 1970-01-01 in the Gregorian calendar; the year begins in March, so that the leap day is its last.
/// Source: <https://howardhinnant.github.io/date_algorithms.html#days_from_civil>
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year / 400, year % 400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_model_writes() {
        for (time, expected) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2000-02-29T12:00:00Z", 951_825_600_000),
            ("2026-11-23T10:00:00.5Z", 1_795_428_000_000),
            ("", 0),
            ("2026-13-23T10:00:00Z", 0),
            ("2026-11-23T10:00:00+01:00", 0),
        ] {
            assert_eq!(epoch_millis(time), expected, "{time}");
        }
        assert_eq!(required("yesterday"), "1970-01-01T00:00:00Z");
    }
}
