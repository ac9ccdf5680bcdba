use crate::read_support::read;

/// Reads `v: TEXT` and gives the JSON of `v`, or the gap.
#[track_caller]
fn check(text: &str, expected: &str) {
    let outcome = read(format!("apiVersion: v1\nkind: Test\nv: {text}\n"));
    let got = match outcome.documents.first() {
        Some(document) => {
            let json = std::str::from_utf8(&document.json).unwrap();
            json.strip_prefix(r#"{"apiVersion":"v1","kind":"Test","v":"#)
                .unwrap()
                .strip_suffix('}')
                .unwrap()
                .to_owned()
        }
        None => outcome.gaps[0].why.clone(),
    };
    assert_eq!(got, expected, "{text}");
}

#[test]
fn booleans_and_null() {
    for text in
        ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON", "!!bool yes", "!!bool 'on'"]
    {
        check(text, "true");
    }
    for text in ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"] {
        check(text, "false");
    }
    for text in ["", "~", "null", "Null", "NULL", "# comment", "!!null ''"] {
        check(text, "null");
    }
    for text in ["yEs", "tRUE", "nO", "oN", "nULL", "'yes'", "\"no\"", "!!str yes", "!yes yes"] {
        let plain = text.trim_start_matches("!!str ").trim_start_matches("!yes ").trim_matches(['\'', '"']);
        check(text, &format!("\"{plain}\""));
    }
}

#[test]
fn numbers() {
    for (text, expected) in [
        ("0", "0"),
        ("-0", "0"),
        ("+1", "1"),
        ("-12", "-12"),
        ("1_000", "1000"),
        ("0777", "511"),
        ("0o777", "511"),
        ("-0o17", "-15"),
        ("0644", "420"),
        ("0x1F", "31"),
        ("0XfF", "255"),
        ("0b101", "5"),
        ("-0b1_1", "-3"),
        ("08", "8"),
        ("18446744073709551616", "18446744073709551616"),
        ("-9223372036854775809", "-9223372036854775809"),
        ("0xFFFFFFFFFFFFFFFFF", "295147905179352825855"),
        ("1.5", "1.5"),
        ("1.0", "1"),
        ("1.10", "1.1"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1e3", "1000"),
        ("1e21", "1e21"),
        ("-1.5E-7", "-1.5e-7"),
        ("1_0.5", "10.5"),
        ("!!float 5", "5"),
        ("!!int '5'", "5"),
        ("1e400", "\"1e400\""),
        ("._5", "\"._5\""),
        ("_1", "\"_1\""),
        ("0x", "\"0x\""),
        ("0b2", "\"0b2\""),
        ("1.2.3", "\"1.2.3\""),
        ("190:20:30", "\"190:20:30\""),
        ("+", "\"+\""),
        (".", "\".\""),
        ("1 2", "\"1 2\""),
        ("2001-12-14", "\"2001-12-14\""),
        ("2001-12-14T21:59:43Z", "\"2001-12-14T21:59:43Z\""),
        ("500m", "\"500m\""),
        ("1Gi", "\"1Gi\""),
        ("!!str 5", "\"5\""),
        ("'0777'", "\"0777\""),
    ] {
        check(text, expected);
    }
}

#[test]
fn what_json_cannot_say() {
    check(".inf", ".inf is no number JSON can hold");
    check("-.Inf", "-.Inf is no number JSON can hold");
    check(".NaN", ".NaN is no number JSON can hold");
    check("!!int abc", "the value does not fit its tag !!int");
    check("!!bool 5", "the value does not fit its tag !!bool");
    check("!!binary '*'", "!!binary value is no valid base64");
}

#[test]
fn texts() {
    check("!!binary aGVsbG8=", "\"hello\"");
    check("!custom text", "\"text\"");
    check("\"a\\tb\\u0001\\\"\\\\\"", r#""a\tb\u0001\"\\""#);
    check("'it''s'", "\"it's\"");
    check("|\n  a\n  b", "\"a\\nb\\n\"");
    check(">-\n  a\n  b", "\"a b\"");
    check("\u{fc}nic\u{f6}de \u{1f600}", "\"\u{fc}nic\u{f6}de \u{1f600}\"");
}

#[test]
fn keys_become_text() {
    for (key, expected) in [
        ("1", "1"),
        ("0x10", "16"),
        ("yes", "true"),
        ("n", "false"),
        ("1.5", "1.5"),
        ("1e6", "1e+06"),
        ("0.00001", "1e-05"),
        (".inf", ".inf"),
        ("'1'", "1"),
        ("on", "true"),
    ] {
        check(&format!("{{{key}: x}}"), &format!("{{\"{expected}\":\"x\"}}"));
    }
    check("{~: x}", "a key is neither text, number nor boolean");
    check("{[a]: x}", "a key is neither text, number nor boolean");
}
