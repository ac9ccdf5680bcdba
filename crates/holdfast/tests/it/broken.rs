//! Input that cannot be read, in part or at all: said with file and line, the rest judged, nothing passed in silence.

use std::fs;

use crate::run::{Dir, Ran};

/// A pod that fails, to see that the rest is judged.
const ANCHOR: &str = "\
apiVersion: v1
kind: Pod
metadata: {name: anchor, namespace: shop}
spec:
  containers:
    - name: c
      image: registry.example.com/c:1
      securityContext: {privileged: true}
";

const POD_JSON: &str = r#"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"whole","namespace":"shop"}}"#;

/// `what: why` of every gap.
#[track_caller]
fn gaps(ran: &Ran) -> Vec<String> {
    let report = ran.json();
    let all = report["gaps"].as_array().expect("gaps");
    all.iter().map(|g| format!("{}: {}", g["what"].as_str().unwrap(), g["why"].as_str().unwrap())).collect()
}

/// Scans the directory: the anchor is judged, and each gap starts and goes on as expected.
#[track_caller]
fn check_dir(dir: &Dir, expected: &[(&str, &str)]) {
    dir.put("m/anchor.yaml", ANCHOR);
    let ran = dir.run(&["scan", "-f", "m", "--format", "json"]);
    ran.assert_code(1);
    assert!(ran.open().contains("privileged-container anchor"), "{ran:#?}");
    let seen = gaps(&ran);
    let fits = |(seen, (what, why)): (&String, &(&str, &str))| seen.starts_with(what) && seen.contains(why);
    assert!(
        seen.len() == expected.len() && seen.iter().zip(expected).all(fits),
        "expected {expected:#?}, got {seen:#?}"
    );
    let percent = ran.json()["coverage"]["percent"].as_u64();
    assert_eq!(percent == Some(100), expected.is_empty(), "{ran:#?}");
    let table = dir.run(&["scan", "-f", "m", "--fail-on", "never"]);
    table.assert_code(if expected.is_empty() { 0 } else { 3 });
    for (what, _) in expected {
        assert!(table.stdout.contains(what), "the table names {what}: {table:#?}");
    }
}

/// One broken file beside the anchor.
#[track_caller]
fn check(name: &str, bytes: impl AsRef<[u8]>, expected: &[(&str, &str)]) {
    let dir = Dir::new(&[]);
    dir.put(&format!("m/{name}"), bytes);
    check_dir(&dir, expected);
}

#[test]
fn truncated_files_are_gaps_and_whole_objects_before_the_cut_are_judged() {
    check("a.json", r#"{"apiVersion":"v1","kind":"Pod","metadata":{"na"#, &[("m/a.json:1", "truncated")]);
    check(
        "a.json",
        format!("{{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[\n{POD_JSON},\n{{\"apiV"),
        &[("m/a.json:3", "truncated")],
    );
    check("a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: x\n", &[("m/a.yaml:", "flow mapping")]);
    check(
        "a.yaml",
        format!("---\n{ANCHOR}---\napiVersion: v1\nkind: Pod\nspec: \"cut"),
        &[("m/a.yaml:1", "quoted")],
    );
    check("a.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n\tname: x\n", &[("m/a.yaml:4", "tab")]);
}

#[test]
fn encodings_other_than_utf_8_are_gaps() {
    check("a.yaml", b"apiVersion: v1\nkind: Pod\nmetadata: {name: a\xff}\n", &[("m/a.yaml:3", "UTF-8")]);
    check("a.json", b"{\"apiVersion\":\"v1\",\"kind\":\"P\xffd\"}", &[("m/a.json:1", "UTF-8")]);
    let utf16: Vec<u8> = "\u{feff}kind: Pod\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    check("a.yaml", utf16, &[("m/a.yaml", "UTF-16")]);
    check("a.yaml", b"\x1f\x8b\x08\x00\x00", &[("m/a.yaml", "compressed")]);
    check("a.yaml", format!("\u{feff}{}", ANCHOR.replace("anchor", "marked")), &[]);
}

#[test]
fn bombs_and_deep_nesting_are_gaps() {
    let mut bomb =
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a0: &a0 [x, x, x]\n".to_owned();
    for level in 1..40 {
        let below = format!("*a{}", level - 1);
        bomb = format!("{bomb}  a{level}: &a{level} [{}]\n", [below.as_str(); 9].join(", "));
    }
    check("a.yaml", bomb, &[("m/a.yaml:", "bomb")]);
    let lists = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    check(
        "a.yaml",
        format!("apiVersion: v1\nkind: Pod\nspec: {lists}\n"),
        &[("m/a.yaml:3", "nested deeper")],
    );
    check(
        "a.json",
        format!(r#"{{"apiVersion":"v1","kind":"Pod","spec":{lists}}}"#),
        &[("m/a.json:1", "nested deeper")],
    );
    check("a.json", lists, &[("m/a.json:1", "expected an object")]);
    check("a.yaml", "- ".repeat(10_000), &[("m/a.yaml:1", "nested deeper")]);
}

#[test]
fn fields_that_cannot_be_trusted_are_gaps_and_their_checks_do_not_pass() {
    let pod =
        |body: &str| format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: odd, namespace: shop}}\n{body}\n");
    let quoted =
        pod("spec:\n  containers:\n    - {name: c, image: i, securityContext: {privileged: \"true\"}}");
    check(
        "a.yaml",
        &quoted,
        &[("m/a.yaml:1: /spec/containers/0/securityContext/privileged", "expected a boolean")],
    );
    check("a.yaml", pod("spec: {containers: 7}"), &[("m/a.yaml:1: /spec/containers", "type integer")]);
    for (spec, place) in [
        ("spec: []", "/spec"),
        ("spec: {securityContext: []}", "/spec/securityContext"),
        ("spec: {containers: [[]]}", "/spec/containers/0"),
        ("spec: {containers: [{name: c, securityContext: [true]}]}", "/spec/containers/0/securityContext"),
    ] {
        check(
            "a.yaml",
            pod(spec),
            &[(&format!("m/a.yaml:1: {place}"), "expected an object, got a value of type list")],
        );
    }
    check(
        "a.yaml",
        "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: []\n",
        &[("m/a.yaml:1: /spec", "type list")],
    );
    check(
        "a.yaml",
        "apiVersion: v1\nkind: Pod\nmetadata: none\n",
        &[("m/a.yaml:1: /metadata", "type string"), ("m/a.yaml:1: object", "cannot be read")],
    );
    check(
        "a.yaml",
        pod("spec: {hostPID: true, hostPID: false}"),
        &[("m/a.yaml:4", "duplicate key \"hostPID\"")],
    );
    check(
        "a.json",
        r#"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"odd"},"kind":"Pod"}"#,
        &[("m/a.json:1", "duplicate key \"kind\"")],
    );
    let dir = Dir::new(&[("a.yaml", &quoted)]);
    let ran = dir.run(&["scan", "-f", "a.yaml", "--checks", "privileged-container", "--format", "json"]);
    ran.assert_code(3);
    let report = ran.json();
    assert_eq!(report["summary"]["passed"], 0, "{ran:#?}");
    assert_eq!(report["coverage"]["notAssessed"], 1, "{ran:#?}");
}

#[test]
fn templates_are_gaps_that_say_how_to_render_them() {
    let value = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n";
    check("a.yaml", value, &[("m/a.yaml:", "helm template")]);
    check("a.yaml", "{{- if .Values.on }}\nkind: Pod\n{{- end }}\n", &[("m/a.yaml:1", "helm template")]);
    check(
        "a.yaml",
        "kind: Pod\nmetadata:\n  {{- include \"x\" . | nindent 2 }}\n",
        &[("m/a.yaml:", "helm template")],
    );
}

#[test]
fn files_without_objects_take_nothing_from_the_rest() {
    check("a.yaml", "", &[]);
    check("a.json", " \n", &[]);
    check("a.yaml", "# nothing\n---\n---\n", &[]);
    check("values.yaml", "replicas: 3\nimage: {tag: 1}\n", &[]);
    check("a.yaml", "kind: Pod\nmetadata: {name: x}\n", &[("m/a.yaml:1", "no apiVersion")]);
    check("notes.txt", "\u{0}\u{1}{{", &[]);
}

#[test]
fn owners_in_a_circle_hide_nothing() {
    let set = |name: &str, owner: &str| {
        format!(
            "---\napiVersion: apps/v1\nkind: ReplicaSet\nmetadata:\n  name: {name}\n  namespace: shop\n  ownerReferences:\n    - {{apiVersion: apps/v1, kind: ReplicaSet, name: {owner}, uid: u, controller: true}}\nspec:\n  template:\n    spec:\n      containers: [{{name: c, image: i, securityContext: {{privileged: true}}}}]\n"
        )
    };
    let dir =
        Dir::new(&[("a.yaml", &[set("a", "b"), set("b", "c"), set("c", "a"), set("self", "self")].concat())]);
    let ran = dir.run(&["scan", "-f", "a.yaml", "--checks", "privileged-container", "--format", "json"]);
    let found = ran.assert_code(1).open();
    assert_eq!(found.len(), 4, "{found:?}");
}

#[test]
fn inputs_without_any_object_are_refused() {
    let dir = Dir::new(&[("empty.yaml", ""), ("values.yaml", "a: 1\n"), ("d/readme.txt", "words")]);
    for input in ["empty.yaml", "values.yaml", "d"] {
        dir.run(&["scan", "-f", input]).assert_code(2).assert_says(&[input, "no Kubernetes objects"]);
    }
    dir.run(&["scan", "-f", "-"]).assert_code(2).assert_says(&["stdin", "no Kubernetes objects"]);
    dir.run(&["scan", "-f", "gone.yaml"]).assert_code(2).assert_says(&["cannot read gone.yaml"]);
    assert_eq!(dir.run(&["scan", "-f", "gone.yaml"]).stderr.matches("No such file").count(), 1);
}

#[test]
fn every_format_tells_the_gap() {
    let dir = Dir::new(&[("m/anchor.yaml", ANCHOR), ("m/cut.json", r#"{"apiVersion":"v1","ki"#)]);
    for format in holdfast_report::Format::ALL {
        let ran = dir.run(&["scan", "-f", "m", "--format", format.as_str()]);
        ran.assert_code(1);
        assert!(ran.stdout.contains("cut.json"), "{format} tells the gap");
    }
    let ran = dir.run(&["scan", "-f", "m/cut.json", "-f", "m/anchor.yaml", "--checks", "host-pid"]);
    ran.assert_code(3);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::process::Command;

    use super::*;

    #[test]
    fn links_are_followed_once_and_dead_ones_are_gaps() {
        let dir = Dir::new(&[
            ("m/real.yaml", &ANCHOR.replace("anchor", "linked")),
            ("away/far.yaml", &ANCHOR.replace("anchor", "far")),
        ]);
        symlink("nowhere.yaml", dir.path("m/dead.yaml")).unwrap();
        symlink("circle.yaml", dir.path("m/circle.yaml")).unwrap();
        symlink("nowhere", dir.path("m/README")).unwrap();
        symlink("real.yaml", dir.path("m/again.yaml")).unwrap();
        fs::create_dir(dir.path("m/sub.yaml")).unwrap();
        symlink("..", dir.path("m/sub.yaml/up")).unwrap();
        symlink("../away", dir.path("m/away")).unwrap();
        check_dir(&dir, &[("m/circle.yaml", "leads nowhere"), ("m/dead.yaml", "leads nowhere")]);
        let ran = dir.run(&["scan", "-f", "m", "--checks", "privileged-container", "--format", "json"]);
        let report = ran.json();
        assert_eq!(report["coverage"]["resources"]["Pod"], 3, "{ran:#?}");
        assert_eq!(report["findings"].as_array().map(Vec::len), Some(3), "{ran:#?}");
    }

    #[test]
    fn pipes_and_devices_do_not_hang_the_scan() {
        let dir = Dir::new(&[]);
        fs::create_dir(dir.path("m")).unwrap();
        let made = Command::new("mkfifo").arg(dir.path("m/pipe.yaml")).status().expect("mkfifo");
        assert!(made.success());
        symlink("/dev/zero", dir.path("m/zero.yaml")).unwrap();
        check_dir(&dir, &[("m/pipe.yaml", "expected a file"), ("m/zero.yaml", "expected a file")]);
        dir.run(&["scan", "-f", "/dev/null"]).assert_code(2);
        dir.run(&["scan", "-f", "/dev/zero"]).assert_code(3);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_that_fails_while_it_is_read_is_a_gap() {
        let dir = Dir::new(&[("anchor.yaml", ANCHOR)]);
        let ran = dir.run(&["scan", "-f", "/proc/self/mem", "-f", "anchor.yaml", "--format", "json"]);
        ran.assert_code(1);
        assert!(gaps(&ran)[0].starts_with("/proc/self/mem: reading failed"), "{ran:#?}");
    }

    #[test]
    fn files_without_permission_are_gaps() {
        let dir = Dir::new(&[("m/shut.yaml", ANCHOR)]);
        let shut = dir.path("m/shut.yaml");
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o000)).unwrap();
        // The superuser reads it all the same.
        if fs::File::open(&shut).is_err() {
            check_dir(&dir, &[("m/shut.yaml", "ermission denied")]);
            dir.run(&["scan", "-f", "m/shut.yaml"]).assert_code(3);
        }
    }
}
