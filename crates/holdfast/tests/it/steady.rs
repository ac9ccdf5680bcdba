//! What must not change: answers with the order of files or with repeated objects, files with a second fix, and the
//! silence about secrets.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{Dir, Ran};

/// A copy of the demo estate, and its manifests in order.
fn harbor() -> (Dir, Vec<String>) {
    let (dir, mut files) = (Dir::new(&[]), Vec::new());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/harbor");
    let mut left = vec![root.clone()];
    while let Some(folder) = left.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(&root).unwrap().display().to_string();
            if path.is_dir() {
                left.push(path);
            } else if path.extension().is_some_and(|end| end == "yaml") && name != "holdfast.yaml" {
                dir.put(&name, fs::read(&path).unwrap());
                files.push(name);
            }
        }
    }
    files.sort();
    (dir, files)
}

#[track_caller]
fn scan(dir: &Dir, files: &[String], more: &[&str]) -> Ran {
    let mut args = vec!["scan", "--severity", "info", "--format", "json"];
    args.extend(files.iter().flat_map(|file| ["-f", file.as_str()]));
    dir.run(&[&args, more].concat())
}

#[test]
fn findings_do_not_depend_on_the_order_of_files() {
    let (dir, mut files) = harbor();
    let first = scan(&dir, &files, &[]).json();
    assert!(first["findings"].as_array().unwrap().len() > 200);
    let of = |report: &Value| -> Vec<String> {
        let mut all = report["findings"].as_array().unwrap().clone();
        // Who holds a right is told binding by binding, in the order in which they were read.
        let facts = all.iter_mut().filter_map(|finding| finding["evidence"].as_array_mut());
        facts.for_each(|facts| facts.sort_by_key(ToString::to_string));
        all.iter().map(ToString::to_string).collect()
    };
    for turn in [1, files.len() / 2, files.len() - 1] {
        files.rotate_left(turn);
        files.reverse();
        let other = scan(&dir, &files, &[]).json();
        let (first, other) = (of(&first), of(&other));
        for (a, b) in first.iter().zip(&other) {
            assert_eq!(a, b, "order {files:?}");
        }
        assert_eq!(first.len(), other.len());
    }
}

#[test]
fn fixing_twice_is_fixing_once() {
    let (dir, files) = harbor();
    let safe = |report: &Value| -> BTreeSet<String> {
        let all = report["findings"].as_array().unwrap().iter();
        let open = all.filter(|f| f["remediation"]["safe"] == true && f.get("exception").is_none());
        open.map(|f| f["fingerprint"].to_string()).collect()
    };
    let before = scan(&dir, &files, &[]).json();
    let ran = scan(&dir, &files, &["--fix=write"]);
    assert!(ran.stderr.contains("safe changes in") && !ran.stderr.contains("could not be made"), "{ran:#?}");
    let after = scan(&dir, &files, &[]).json();
    assert!(safe(&before).len() > 10, "{}", safe(&before).len());
    assert_eq!(safe(&after), BTreeSet::new(), "every safe fix was made");
    assert_eq!(before["gaps"], after["gaps"]);
    let texts = || files.iter().map(|file| fs::read_to_string(dir.path(file)).unwrap()).collect::<Vec<_>>();
    let fixed = texts();
    let again = dir.run(
        &[&["scan", "--fix=write"][..], &files.iter().flat_map(|f| ["-f", f]).collect::<Vec<_>>()].concat(),
    );
    assert!(again.stderr.contains("0 safe changes"), "{again:#?}");
    assert_eq!(texts(), fixed);
    let comments = |text: &str| text.lines().filter(|line| line.trim_start().starts_with('#')).count();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/harbor");
    for (file, text) in files.iter().zip(&fixed) {
        assert_eq!(comments(text), comments(&fs::read_to_string(root.join(file)).unwrap()), "{file}");
    }
}

const LEAKY: &str = "\
# password: obviously-fake-0
apiVersion: apps/v1
kind: Deployment
metadata:
  name: leaky
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{\"x\":\"obviously-fake-1\"}'
spec:
  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: b}}
    spec:
      containers:
        - name: c
          image: registry.example.com/c:1
          args:
            - --db-password=obviously-fake-2
          env:
            - name: API_TOKEN
              value: obviously-fake-3
            - {name: DB_PASSWORD, value: obviously-fake-4}
          securityContext: {runAsUser: 7}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: leaky}
data:
  password: obviously-fake-5
  url: |
    postgres://user:obviously-fake-6@db/x
---
apiVersion: v1
kind: Secret
metadata: {name: leaky}
stringData: {key: obviously-fake-7}
data:
  other: b2J2aW91c2x5LWZha2U=
";

#[test]
fn secrets_are_found_and_told_nowhere() {
    let dir = Dir::new(&[("in.yaml", LEAKY)]);
    let ran = scan(&dir, &["in.yaml".to_owned()], &["--checks", "plaintext-*"]);
    let open = ran.open();
    let expected = ["plaintext-credential-configmap leaky", "plaintext-credential-env leaky"];
    assert_eq!(open.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    let places: BTreeSet<u64> = ran.json()["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|f| f["evidence"][0]["place"]["line"].as_u64())
        .collect();
    assert_eq!(places, BTreeSet::from([20, 21, 28, 29]));
    dir.run(&["snapshot", "save", "s.snap", "-f", "in.yaml"]).assert_code(0);
    for args in [
        vec!["scan", "-f", "in.yaml", "--verbose"],
        vec!["scan", "-f", "in.yaml", "--fix"],
        vec!["scan", "-f", "in.yaml", "--severity", "info", "--format", "html"],
        vec!["scan", "--snapshot", "s.snap", "--severity", "info", "--format", "json"],
        vec!["snapshot", "diff", "s.snap", "s.snap"],
        vec!["pod-security", "-f", "in.yaml", "--format", "json"],
    ] {
        let ran = dir.run(&args);
        for leak in ["obviously-fake", "b2J2aW91c2x5LWZha2U"] {
            assert!(
                !ran.stdout.contains(leak) && !ran.stderr.contains(leak),
                "{args:?} tells {leak}: {ran:#?}"
            );
        }
    }
    let diff = dir.run(&["scan", "-f", "in.yaml", "--fix"]).stdout;
    assert!(diff.contains("allowPrivilegeEscalation: false"), "{diff}");
    assert!(diff.contains("# a line with a credential, not shown"), "{diff}");
}

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop}\nspec:\n  containers:\n    - name: c\n      image: registry.example.com/c:1\n      securityContext: {privileged: true}\n";

#[test]
fn an_object_given_twice_is_judged_once_and_in_each_file_it_stands_in() {
    let other = POD.replace("c:1", "c:2");
    let dir = Dir::new(&[("twice.yaml", &format!("{POD}---\n{POD}---\n{other}")), ("b/same.yaml", POD)]);
    let args = ["--checks", "privileged-container,host-pid", "--format", "json"];
    let places = |ran: &Ran| -> Vec<String> {
        let report = ran.json();
        let all =
            report["findings"].as_array().unwrap().iter().map(|f| f["evidence"][0]["place"]["file"].clone());
        all.map(|file| file.as_str().unwrap().to_owned()).collect()
    };
    let once = dir.run(&[&["scan", "-f", "twice.yaml"][..], &args].concat());
    assert_eq!(places(&once), ["twice.yaml"]);
    assert_eq!(once.json()["summary"]["failed"], 1, "{once:#?}");
    let both = dir.run(&[&["scan", "-f", "twice.yaml", "-f", "b"][..], &args].concat());
    assert_eq!(
        places(&both).into_iter().collect::<BTreeSet<_>>(),
        BTreeSet::from(["twice.yaml".to_owned(), "b/same.yaml".to_owned()])
    );
}

#[test]
fn a_million_of_one_name_are_bounded() {
    let pod = |label: usize| {
        format!(r#"{{"apiVersion":"v1","kind":"Pod","metadata":{{"name":"a","labels":{{"n":"{label}"}}}}}}"#)
    };
    for (count, differ) in [(200_000, false), (2_000, true)] {
        let items: Vec<String> = (0..count).map(|n| pod(if differ { n } else { 0 })).collect();
        let dir = Dir::new(&[]);
        dir.put("a.json", format!(r#"{{"apiVersion":"v1","kind":"List","items":[{}]}}"#, items.join(",")));
        let ran =
            dir.run_within(768 << 10, &["scan", "-f", "a.json", "--format", "json", "--fail-on", "never"]);
        let found = ran.assert_code(0).json()["findings"].as_array().unwrap().len();
        assert!((1..20).contains(&found), "{found} findings about one pod");
    }
}
