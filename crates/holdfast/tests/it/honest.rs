//! Inputs that are broken, hostile or odd: a clear word, the right exit code, nothing silently passed.

use crate::run::Dir;

const BAD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: bad}\nspec:\n  containers:\n  - name: c\n    image: x:1\n    securityContext: {privileged: true}\n";

/// Scans one file for privileged containers; expects the exit code, and words on either output.
fn check(text: &[u8], code: i32, words: &[&str]) {
    let folder = Dir::new(&[]);
    std::fs::write(folder.path("in.yaml"), text).unwrap();
    let ran = folder.run(&["scan", "-f", "in.yaml", "--checks", "privileged-container"]);
    let said = format!("{}{}", ran.stdout, ran.stderr);
    let start = String::from_utf8_lossy(&text[..text.len().min(80)]).into_owned();
    assert_eq!(ran.code, code, "{start}: {said}");
    for word in words {
        assert!(said.contains(word), "{start}: expected {word:?} in {said}");
    }
}

#[test]
fn broken_input_is_a_gap_and_the_rest_is_judged() {
    check(BAD.as_bytes(), 1, &["privileged-container", "in.yaml:8"]);
    let list = format!("[{}", "[".repeat(10_000));
    check(list.as_bytes(), 3, &["in.yaml:1"]);
    check(format!("apiVersion: v1\nkind: Pod\nx: {}", "[".repeat(10_000)).as_bytes(), 3, &["nested deeper"]);
    check(
        format!("{BAD}---\napiVersion: v1\nkind: Pod\nmetadata: {{name: a\n").as_bytes(),
        1,
        &["in.yaml:", "privileged-container"],
    );
    check(b"apiVersion: v1\nkind: Pod\nmetadata: {name: a\xff}\n", 3, &["invalid UTF-8"]);
    check(b"\xff\xfea\0p\0i\0", 3, &["UTF-16"]);
    check(br#"{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Po"#, 3, &["truncated"]);
    check(
        b"kind: Deployment\nmetadata: {name: {{ .Release.Name }}}\napiVersion: apps/v1\n",
        3,
        &["helm template"],
    );
    check(
        BAD.replace("true", "\"true\"").as_bytes(),
        3,
        &["/spec/containers/0/securityContext/privileged", "expected a boolean"],
    );
    check(BAD.replace("image: x:1", "image: x:1\n    image: y:2").as_bytes(), 1, &["duplicate key"]);
}

#[test]
fn a_yaml_bomb_is_refused() {
    let mut bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for n in 1..12 {
        let aliases = vec![format!("*a{}", n - 1); 9].join(",");
        bomb = format!("{bomb}a{n}: &a{n} [{aliases}]\n");
    }
    check(format!("{bomb}apiVersion: v1\nkind: Pod\n").as_bytes(), 3, &["YAML bomb"]);
}

#[test]
fn two_hundred_megabytes_of_yaml_are_a_gap() {
    let mut big = b"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: big}\ndata:\n  a: ".to_vec();
    big.resize(200 << 20, b'x');
    check(&big, 3, &["in.yaml"]);
}

#[test]
fn nothing_to_read_and_wrong_words_are_usage_errors() {
    let folder = Dir::new(&[]);
    folder.put("note.txt", "hello");
    folder.put("values.yaml", "replicas: 3\n");
    for (args, word) in [
        (vec!["scan", "-f", "none.yaml"], "none.yaml"),
        (vec!["scan", "-f", "."], "no Kubernetes objects"),
        (vec!["scan", "-f", ".", "--checks", "privileged-pod"], "did you mean"),
        (vec!["scan", "-f", ".", "--framework", "nist"], "nist-800-190"),
        (vec!["scan", "-f", ".", "--severity", "urgent"], "urgent"),
        (vec!["scan", "-f", ".", "--format", "json", "--format", "csv"], "standard output"),
        (vec!["scan", "--snapshot", "values.yaml"], "not a snapshot"),
        (vec!["pod-security", "-f", ".", "--level", "strict"], "restricted"),
    ] {
        let ran = folder.run(&args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(word), "{args:?}: {}", ran.stderr);
    }
}

#[test]
fn secrets_reach_no_format() {
    let folder = Dir::new(&[]);
    let text = format!(
        "{}---\napiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\nstringData: {{k: obviously-fake-1}}\ndata: {{j: b2J2aW91c2x5LWZha2U=}}\n\
         ---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: m}}\ndata: {{password: obviously-fake-2, url: 'postgres://u:obviously-fake-3@db/x'}}\n",
        BAD.replace("    image: x:1\n", "    image: x:1\n    env: [{name: DB_PASSWORD, value: obviously-fake-4}]\n    args: ['--password=obviously-fake-5']\n")
    );
    folder.put("in.yaml", &text);
    for format in holdfast_report::Format::ALL {
        let ran = folder.run(&["scan", "-f", "in.yaml", "--format", format.as_str(), "--severity", "info"]);
        assert!(!ran.stdout.is_empty(), "{format}");
        for leak in ["obviously-fake", "b2J2aW91c2x5LWZha2U"] {
            assert!(!ran.stdout.contains(leak) && !ran.stderr.contains(leak), "{format} shows {leak}");
        }
    }
}

#[test]
fn a_baseline_of_the_same_input_leaves_nothing() {
    let folder = Dir::new(&[]);
    folder.put("in.yaml", BAD);
    assert_eq!(folder.run(&["scan", "-f", "in.yaml", "--format", "json", "-o", "old.json"]).code, 1);
    let again = folder.run(&["scan", "-f", "in.yaml", "--baseline", "old.json", "--format", "json"]);
    assert_eq!((again.code, again.json()["findings"].as_array().map(Vec::len)), (0, Some(0)));
    folder.put("in.yaml", format!("{BAD}---\n{}", BAD.replace("name: bad", "name: worse")));
    let more = folder.run(&["scan", "-f", "in.yaml", "--baseline", "old.json", "--format", "json"]);
    assert!(more.json()["findings"].as_array().unwrap().iter().all(|f| f["subject"]["name"] == "worse"));
}

#[test]
fn fixes_are_written_once_and_keep_comments() {
    let folder = Dir::new(&[]);
    folder.put(
        "in.yaml",
        BAD.replace(
            "    securityContext: {privileged: true}\n",
            "    # who it runs as\n    securityContext: {runAsUser: 7}\n",
        ),
    );
    assert_eq!(folder.run(&["scan", "-f", "in.yaml", "--fix=write"]).code, 1);
    let fixed = std::fs::read_to_string(folder.path("in.yaml")).unwrap();
    assert!(
        fixed.contains("# who it runs as") && fixed.contains("allowPrivilegeEscalation: false"),
        "{fixed}"
    );
    let again = folder.run(&["scan", "-f", "in.yaml", "--fix"]);
    assert!(
        again.stderr.contains("0 safe changes") && again.stdout.is_empty(),
        "{}{}",
        again.stdout,
        again.stderr
    );
}

#[test]
fn snapshots_are_judged_as_their_source() {
    let folder = Dir::new(&[]);
    folder.put("in.yaml", BAD);
    assert_eq!(folder.run(&["snapshot", "save", "s.snap", "-f", "in.yaml"]).code, 0);
    let ids = |args: &[&str]| -> Vec<String> {
        let report = folder.run(args).json();
        report["findings"].as_array().unwrap().iter().map(|f| f["fingerprint"].to_string()).collect()
    };
    let direct = ids(&["scan", "-f", "in.yaml", "--format", "json"]);
    assert_eq!(ids(&["scan", "--snapshot", "s.snap", "--format", "json"]), direct);
    let bytes = std::fs::read(folder.path("s.snap")).unwrap();
    std::fs::write(folder.path("cut.snap"), &bytes[..bytes.len() / 2]).unwrap();
    assert!([2, 3].contains(&folder.run(&["snapshot", "show", "cut.snap"]).code));
}
