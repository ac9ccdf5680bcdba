use std::time::{Duration, Instant};

use holdfast_inventory::read::Limits;

use crate::read_support::{check, read, read_with};

const POD: &str = r#"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}"#;

/// Reading took no longer than a machine under load may need; what is quadratic or exponential takes far longer.
#[track_caller]
fn quick<T>(work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    assert!(start.elapsed() < Duration::from_secs(20), "took {:?}", start.elapsed());
    result
}

#[test]
fn nesting_is_bounded() {
    let lists = "[".repeat(10_000);
    let cut = "the input ends in the middle of an object: truncated";
    let array = "an item of the list is an array, expected an object";
    quick(|| check(&lists, &format!("gap in:1: {array}\ngap in:1: {cut}")));
    let deep = format!("{lists}{}", "]".repeat(10_000));
    let deep = format!("{{\"apiVersion\":\"v1\",\"kind\":\"A\",\"x\":{deep}}}{POD}");
    quick(|| check(&deep, &format!("1: {POD}\ngap in:1: nested deeper than 100 levels")));
    let mut nested = POD.to_owned();
    for _ in 0..10_000 {
        nested = format!("{{\"kind\":\"List\",\"items\":[{nested}]}}");
    }
    quick(|| check(&nested, "gap in:1: nested deeper than 100 levels"));
    quick(|| check(format!("a: {lists}"), "gap in:1: line 1 column 259: nested deeper than 255 levels"));
    let blocks = "- ".repeat(10_000);
    quick(|| check(&blocks, "gap in:1: line 1 column 201: nested deeper than 100 levels"));
    let mut maps = String::new();
    for level in 0..3000 {
        maps.push_str(&" ".repeat(level));
        maps.push_str("a:\n");
    }
    quick(|| check(&maps, "gap in:101: line 101 column 101: nested deeper than 100 levels"));
}

#[test]
fn aliases_are_bounded() {
    let mut bomb =
        "apiVersion: v1\nkind: Bomb\na0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..30 {
        let below = format!("*a{}", level - 1);
        bomb.push_str(
            &[
                "a",
                &level.to_string(),
                ": &a",
                &level.to_string(),
                " [",
                &[below.as_str(); 9].join(", "),
                "]\n",
            ]
            .concat(),
        );
    }
    bomb.push_str("---\napiVersion: v1\nkind: Pod\n");
    let outcome = quick(|| read(&bomb));
    assert_eq!(
        outcome.text(),
        "34: {\"apiVersion\":\"v1\",\"kind\":\"Pod\"}\ngap in:8: aliases expand to more than the limit for this input: a YAML bomb?"
    );
    let mut merges = "apiVersion: v1\nkind: Bomb\nm0: &m0 {}\n".to_owned();
    for level in 1..60 {
        let line = format!("m{level}: &m{level} {{<<: [*m{0}, *m{0}]}}\n", level - 1);
        merges.push_str(&line);
    }
    let outcome = quick(|| read(&merges));
    assert!(outcome.documents.is_empty() && outcome.gaps[0].why.contains("YAML bomb"), "{}", outcome.text());
    check("apiVersion: v1\nkind: A\na: &a [*a]\n", "gap in:3: an anchor's value contains itself");
    check(
        "apiVersion: v1\nkind: A\na: &a {<<: *a}\n",
        "gap in:3: << needs a mapping, or a list of mappings, that does not contain it",
    );
}

#[test]
fn sizes_are_bounded() {
    let limits = Limits { object_bytes: 1000, yaml_bytes: 3000, objects: 3, ..Limits::default() };
    let big = format!(r#"{{"apiVersion":"v1","kind":"A","x":"{}"}}"#, "y".repeat(2000));
    let text = read_with(format!("{big}{POD}").as_bytes(), &limits).text();
    assert_eq!(text, format!("1: {POD}\ngap in:1: object larger than 1000 bytes of JSON"));
    let text = read_with(format!(r#"{{"kind":"List","items":[{big},{POD}]}}"#).as_bytes(), &limits).text();
    assert_eq!(text, format!("1: {POD}\ngap in:1: object larger than 1000 bytes of JSON"));
    let text = read_with(format!("a: {}", "y".repeat(4000)).as_bytes(), &limits).text();
    assert_eq!(
        text,
        "gap in: larger than 3000 bytes of YAML: split it, or give it as JSON, which is streamed"
    );
    let text = read_with(format!("{POD}\n").repeat(5).as_bytes(), &limits).text();
    assert!(text.ends_with("gap in:3: more than 3 objects in one input: the rest was not read"), "{text}");
    let outcome = read("[1,".to_owned() + &"1,".repeat(200_000) + "1]");
    assert_eq!(outcome.gaps.len(), 1001);
    assert_eq!(outcome.gaps[1000].why, "199002 more gaps like the 1000 listed");
}

#[test]
fn a_long_dump_is_streamed() {
    struct Dump(usize, Vec<u8>);
    impl std::io::Read for Dump {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            while self.1.len() < buffer.len() && self.0 > 0 {
                self.0 -= 1;
                let end = if self.0 == 0 { "],\"kind\":\"List\"}" } else { "," };
                self.1.extend_from_slice(POD.as_bytes());
                self.1.extend_from_slice(end.as_bytes());
            }
            let count = buffer.len().min(self.1.len());
            buffer[..count].copy_from_slice(&self.1[..count]);
            self.1.drain(..count);
            Ok(count)
        }
    }
    let mut dump = Dump(50_000, b"{\"apiVersion\":\"v1\",\"items\":[".to_vec());
    let (mut objects, mut with_marks, mut gaps) = (0, 0, Vec::new());
    let limits = Limits { object_bytes: 1000, marks_bytes: 1024 * 1024, ..Limits::default() };
    let stats = holdfast_inventory::read::read(
        &mut dump,
        "in",
        &limits,
        &mut |document| {
            objects += 1;
            with_marks += usize::from(!document.marks.is_empty());
            assert!(document.json.capacity() < 1000);
        },
        &mut gaps,
    );
    assert_eq!((objects, stats.objects, gaps), (50_000, 50_000, vec![]));
    assert!((15_000..25_000).contains(&with_marks), "{with_marks}");
}

#[test]
fn broken_json() {
    let list = |items: &str| format!("{{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[\n{items}]}}");
    check(
        &list(&format!("{POD},\n{POD},\n"))[..150],
        &format!("2: {POD}\ngap in:3: the input ends in the middle of an object: truncated"),
    );
    check(
        list(&format!("{POD},\n\"x\",3,[{POD}],\n{POD}")),
        &format!(
            "2: {POD}\n4: {POD}\ngap in:3: an item of the list is a string, expected an object\ngap in:3: an item of the list is a number or boolean, expected an object\ngap in:3: an item of the list is an array, expected an object"
        ),
    );
    check(
        list(&format!("{{\"a\":1}},\n{POD}")),
        &format!(
            "3: {POD}\ngap in:2: an item of the list has no apiVersion or kind, and the list's kind does not tell"
        ),
    );
    check(
        format!("{POD}\n{{\"a\": ]}}\n{POD}\n"),
        &format!("1: {POD}\n3: {POD}\ngap in:2: line 2 column 7: expected a value, got ']'"),
    );
    check(
        list(&format!("{{\"kind\":\"A\\q\"}},\n{POD}")),
        &format!("3: {POD}\ngap in:2: invalid escape \\q in a string"),
    );
    check(
        list(&format!("{{\"kind\":\"A\tb\"}},\n{POD}")),
        &format!("3: {POD}\ngap in:2: a control character in a string: expected it escaped"),
    );
    check(
        "{\"kind\": tru}\n{}\n",
        "gap in:1: line 1 column 10: expected a value, got tru\nskipped 2: neither apiVersion nor kind",
    );
    check(
        "{\"a\": 01}\n{\"a\": 1e999}\n",
        "gap in:1: line 1 column 7: expected a value, got 01\ngap in:2: line 2 column 7: expected a value, got 1e999",
    );
}

#[test]
fn invalid_utf8() {
    let mut json = b"{\"kind\":\"List\",\"items\":[{\"kind\":\"A\xFF\"},\n".to_vec();
    json.extend_from_slice(POD.as_bytes());
    json.extend_from_slice(b"]}");
    check(&json, &format!("2: {POD}\ngap in:1: invalid UTF-8 after byte 1 of a string"));
    check(
        b"a: \xFF\n---\nkind: A\napiVersion: v1\n",
        "3: {\"kind\":\"A\",\"apiVersion\":\"v1\"}\ngap in:1: invalid UTF-8 at byte 3",
    );
    check(b"kind: A\napiVersion: v1\nx: \0\n", "gap in:3: NUL byte at byte 26: not a text file");
    check(b"\xFF\xFEk\0", "gap in: UTF-16 text, expected UTF-8: convert it, e.g. iconv -f UTF-16 -t UTF-8");
    check(b"\x1F\x8B\x08\0", "gap in: compressed data, expected YAML or JSON text: decompress it first");
}

#[test]
fn a_failing_source() {
    struct Cut<'t>(&'t [u8]);
    impl std::io::Read for Cut<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            if self.0.is_empty() {
                return Err(std::io::Error::other("connection reset"));
            }
            self.0.read(buffer)
        }
    }
    let check = |input: &str, count: usize, why: &str| {
        let (mut objects, mut gaps) = (0, Vec::new());
        let mut source = Cut(input.as_bytes());
        holdfast_inventory::read::read(
            &mut source,
            "in",
            &Limits::default(),
            &mut |_| objects += 1,
            &mut gaps,
        );
        assert_eq!((objects, gaps.len(), gaps[0].why.as_str()), (count, 1, why));
    };
    check(&format!("{POD}\n"), 1, "reading failed: connection reset");
    check(&format!("{POD}\n{{"), 1, "reading failed: connection reset");
    check(&format!("{POD}\n").repeat(30_000), 30_000, "reading failed: connection reset");
    check("apiVersion: v1\nkind: Pod\n", 0, "reading failed: connection reset");
}
