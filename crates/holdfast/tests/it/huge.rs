//! 200 MB: read within bounded memory, or refused with a gap.

use std::fs::File;
use std::io::{BufWriter, Write};

use crate::run::{Dir, Ran};

const SIZE: usize = 200 << 20;

/// KiB of address space: what the program, its threads and the reader's limits need, and far from the file's size times a few.
const MOST: usize = 768 << 10;

/// Writes a prologue, then one piece over and over up to the size, then an end.
fn write(dir: &Dir, name: &str, parts: [&str; 3]) {
    let mut to = BufWriter::with_capacity(1 << 20, File::create(dir.path(name)).unwrap());
    let [start, piece, end] = parts;
    let many = piece.repeat((64 << 10) / piece.len() + 1);
    to.write_all(start.as_bytes()).unwrap();
    for _ in 0..=SIZE / many.len() {
        to.write_all(many.as_bytes()).unwrap();
    }
    to.write_all(end.as_bytes()).unwrap();
}

#[track_caller]
fn check(name: &str, parts: [&str; 3], code: i32, why: &str) -> Ran {
    let dir = Dir::new(&[]);
    write(&dir, name, parts);
    let ran = dir.run_within(MOST, &["scan", "-f", name, "--checks", "host-pid", "--format", "json"]);
    ran.assert_code(code);
    let gap = ran.json()["gaps"][0].to_string();
    assert!(gap.contains(why) && (why.is_empty() || gap.contains(name)), "{ran:#?}");
    ran
}

#[test]
fn yaml_of_200_mb_is_a_gap() {
    check("a.yaml", ["# long\n", "# nothing\n", "kind: Pod\n"], 3, "larger than");
    check("a.yaml", ["kind: Pod\napiVersion: v1\nx: \"", "aaaaaaaa", "\"\n"], 3, "larger than");
}

#[test]
fn one_value_of_200_mb_is_a_gap_and_what_follows_is_judged() {
    let after = r#""}
{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"hostPID":true}}"#;
    let start = r#"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"big"},"x":""#;
    let ran = check("a.json", [start, "aaaaaaaa", after], 1, "larger than");
    assert!(ran.open().contains("host-pid a"), "{ran:#?}");
}

#[test]
fn white_space_of_200_mb_before_an_object_is_passed_over() {
    let pod = r#"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"hostPID":true}}"#;
    let start = format!("{pod}\n");
    let ran = check("a.json", [&start, "        \n", &pod.replace("\"a\"", "\"b\"")], 1, "");
    assert_eq!(ran.open().len(), 2, "{ran:#?}");
}
