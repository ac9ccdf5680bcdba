//! Finding things in minified, well-formed JSON without building a tree.
//!
//! The input was written by [`crate::read`], so syntax is not checked again; malformed input gives `None`, never a panic.

use crate::walk::Entries;

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
/// Stops early when `visit` gives false; `None` for what is no object.
pub fn members<'a>(object: &'a [u8], mut visit: impl FnMut(&'a [u8], &'a [u8]) -> bool) -> Option<()> {
    let mut entries = Entries::new(object, 0).filter(|entries| !entries.is_array())?;
    let part = |range| object.get(range).unwrap_or_default();
    let _ = entries.all(|entry| visit(part(entry.key), part(entry.value)));
    Some(())
}

/// Calls `visit` with each item of an array. Stops early when `visit` gives false; `None` for what is no array.
pub fn items<'a>(array: &'a [u8], mut visit: impl FnMut(&'a [u8]) -> bool) -> Option<()> {
    let mut entries = Entries::new(array, 0).filter(Entries::is_array)?;
    let _ = entries.all(|entry| visit(array.get(entry.value).unwrap_or_default()));
    Some(())
}

fn child<'a>(value: &'a [u8], part: &str) -> Option<&'a [u8]> {
    let mut entries = Entries::new(value, 0)?;
    let found = if entries.is_array() {
        entries.nth(part.parse().ok()?)
    } else {
        entries.find(|entry| value.get(entry.key.clone()).is_some_and(|key| key_is(key, part)))
    };
    value.get(found?.value)
}

/// Compares a raw (escaped) JSON key with plain text.
pub fn key_is(raw: &[u8], plain: &str) -> bool {
    if !raw.contains(&b'\\') {
        return raw == plain.as_bytes();
    }
    let quoted: Vec<u8> = [b"\"", raw, b"\""].concat();
    serde_json::from_slice::<String>(&quoted).is_ok_and(|key| key == plain)
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
