use holdfast_model::Severity;

/// The severity of a CVSS 3.0 or 3.1 vector's base score; `None` for other vectors.
///
/// Formula and weights: <https://www.first.org/cvss/v3.1/specification-document>, sections 7.1 and 7.4.
pub(crate) fn severity(vector: &str) -> Option<Severity> {
    let score = base_score(vector)?;
    Some(match score {
        s if s >= 9.0 => Severity::Critical,
        s if s >= 7.0 => Severity::High,
        s if s >= 4.0 => Severity::Medium,
        s if s > 0.0 => Severity::Low,
        _ => Severity::Info,
    })
}

fn base_score(vector: &str) -> Option<f64> {
    let metrics = vector.strip_prefix("CVSS:3.0/").or_else(|| vector.strip_prefix("CVSS:3.1/"))?;
    let value = |name: &str| {
        metrics.split('/').find_map(|m| m.split_once(':').filter(|(n, _)| *n == name)).map(|(_, v)| v)
    };
    let changed = value("S")? == "C";
    let weight = |name: &str, table: &[(&str, f64)]| {
        let wanted = value(name)?;
        table.iter().find(|(v, _)| *v == wanted).map(|(_, w)| *w)
    };
    let impact_weights = [("H", 0.56), ("L", 0.22), ("N", 0.0)];
    let mut untouched = 1.0;
    for name in ["C", "I", "A"] {
        untouched *= 1.0 - weight(name, &impact_weights)?;
    }
    let lost: f64 = 1.0 - untouched;
    let impact = if changed { 7.52 * (lost - 0.029) - 3.25 * (lost - 0.02).powi(15) } else { 6.42 * lost };
    let rights = if changed {
        [("N", 0.85), ("L", 0.68), ("H", 0.5)]
    } else {
        [("N", 0.85), ("L", 0.62), ("H", 0.27)]
    };
    let exploitability = 8.22
        * weight("AV", &[("N", 0.85), ("A", 0.62), ("L", 0.55), ("P", 0.2)])?
        * weight("AC", &[("L", 0.77), ("H", 0.44)])?
        * weight("PR", &rights)?
        * weight("UI", &[("N", 0.85), ("R", 0.62)])?;
    if impact <= 0.0 {
        return Some(0.0);
    }
    let sum = impact + exploitability;
    let scaled = if changed { 1.08 * sum } else { sum };
    Some((scaled.min(10.0) * 10.0 - 1e-6).ceil() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores() {
        let check = |vector: &str, expected: f64| {
            let score = base_score(vector).unwrap();
            assert!((score - expected).abs() < 0.01, "{vector}: {score}");
        };
        check("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8);
        check("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", 8.8);
        check("CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:C/C:H/I:H/A:H", 8.6);
        check("CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:L/I:N/A:N", 3.7);
        check("CVSS:3.0/AV:A/AC:H/PR:N/UI:N/S:U/C:L/I:N/A:N", 3.1);
        check("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0.0);
        assert_eq!(base_score("CVSS:4.0/AV:N/AC:L"), None);
        assert_eq!(base_score("CVSS:3.1/AV:N"), None);
    }
}
