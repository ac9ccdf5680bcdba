//! Finding things in minified, well-formed JSON without building a tree.
//!
//! The input was written by [`crate::read`], so syntax is not checked again; malformed input gives `None`, never a panic.

/// The bytes of the value a JSON pointer (RFC 6901) names. The empty pointer is the whole value.
pub fn at<'a>(json: &'a [u8], pointer: &str) -> Option<&'a [u8]> {
    let mut here = json;
    for part in parts(pointer) {
        here = child(here, &part)?;
    }
    Some(here)
}

/// The unescaped segments of a pointer.
pub fn parts(pointer: &str) -> impl Iterator<Item = String> + '_ {
    pointer.split('/').skip(1).map(|part| part.replace("~1", "/").replace("~0", "~"))
}

/// One pointer segment, escaped.
pub fn escape(part: &str) -> String {
    part.replace('~', "~0").replace('/', "~1")
}

/// Calls `visit` with the key text (still JSON-escaped) and the value of each member of an object.
/// Stops early when `visit` gives false.
pub fn members<'a>(object: &'a [u8], mut visit: impl FnMut(&'a [u8], &'a [u8]) -> bool) -> Option<()> {
    let mut rest = object.strip_prefix(b"{")?;
    while rest.first() == Some(&b'"') {
        let (key, after) = split_value(rest)?;
        let (value, after) = split_value(after.strip_prefix(b":")?)?;
        let key = key.get(1..key.len().checked_sub(1)?)?;
        if !visit(key, value) {
            return Some(());
        }
        rest = after.strip_prefix(b",").unwrap_or(after);
    }
    Some(())
}

/// Calls `visit` with each item of an array. Stops early when `visit` gives false.
pub fn items<'a>(array: &'a [u8], mut visit: impl FnMut(&'a [u8]) -> bool) -> Option<()> {
    let mut rest = array.strip_prefix(b"[")?;
    while !matches!(rest.first(), None | Some(b']')) {
        let (value, after) = split_value(rest)?;
        if !visit(value) {
            return Some(());
        }
        rest = after.strip_prefix(b",").unwrap_or(after);
    }
    Some(())
}

fn child<'a>(value: &'a [u8], part: &str) -> Option<&'a [u8]> {
    let mut found = None;
    match value.first()? {
        b'{' => {
            members(value, |key, member| {
                if key_is(key, part) {
                    found = Some(member);
                }
                found.is_none()
            })?;
        }
        b'[' => {
            let wanted: usize = part.parse().ok()?;
            let mut index = 0;
            items(value, |item| {
                if index == wanted {
                    found = Some(item);
                }
                index += 1;
                found.is_none()
            })?;
        }
        _ => {}
    }
    found
}

/// Compares a raw (escaped) JSON key with plain text.
pub fn key_is(raw: &[u8], plain: &str) -> bool {
    if !raw.contains(&b'\\') {
        return raw == plain.as_bytes();
    }
    let quoted: Vec<u8> = [b"\"", raw, b"\""].concat();
    serde_json::from_slice::<String>(&quoted).is_ok_and(|key| key == plain)
}

/// Splits the first value from the rest.
fn split_value(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = match bytes.first()? {
        b'"' => string_end(bytes)?,
        b'{' | b'[' => nested_end(bytes)?,
        _ => bytes.iter().position(|b| matches!(b, b',' | b'}' | b']' | b':')).unwrap_or(bytes.len()),
    };
    bytes.split_at_checked(end)
}

/// Offset after the closing quote; `bytes` starts at the opening one.
fn string_end(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        let rest = bytes.get(at..)?;
        let step = rest.iter().position(|b| matches!(b, b'"' | b'\\'))?;
        at += step + 1;
        if rest.get(step) == Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
}

/// Offset after the bracket that closes the first one.
fn nested_end(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut at) = (0usize, 0usize);
    loop {
        match bytes.get(at)? {
            b'"' => at += string_end(bytes.get(at..)?)?,
            b'{' | b'[' => {
                depth += 1;
                at += 1;
            }
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                at += 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_the_pointer_names() {
        let json = br#"{"a":{"b":[1,{"c":"x\"}y"},[]]},"k~/\u0041":true,"e":{}}"#;
        let cases: &[(&str, Option<&str>)] = &[
            ("/a/b/0", Some("1")),
            ("/a/b/1/c", Some(r#""x\"}y""#)),
            ("/a/b/2", Some("[]")),
            ("/a/b/3", None),
            ("/k~0~1A", Some("true")),
            ("/e", Some("{}")),
            ("/e/x", None),
            ("/a/b/1/c/d", None),
        ];
        for (pointer, expected) in cases {
            let found = at(json, pointer).map(|v| std::str::from_utf8(v).unwrap());
            assert_eq!(found, *expected, "{pointer}");
        }
    }

    #[test]
    fn broken_json_gives_nothing() {
        for broken in ["{\"a", "{\"a\":", "[[", "{\"a\":\"x\\", "", "{\"a\":[}"] {
            assert_eq!(at(broken.as_bytes(), "/a/0/b"), None, "{broken}");
        }
    }
}
