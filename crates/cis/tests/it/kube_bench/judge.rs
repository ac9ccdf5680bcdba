use holdfast_cis::kube_bench::{Controls, Settings, judge};
use holdfast_inventory::read::{Limits, values};
use holdfast_model::Outcome;

use super::host::Machine;

const SETTINGS: &str = "master:\n  components: [apiserver]\n  apiserver: {bins: [kube-apiserver], confs: [/m/a.yaml], defaultconf: /m/a.yaml}\n";
const CONTROLS: &str = r#"
id: 1
type: master
groups:
- id: 1.1
  checks:
  - {id: 1.1.1, scored: true, audit: "/bin/sh -c 'if test -e $apiserverconf; then stat -c permissions=%a $apiserverconf; fi'", tests: {test_items: [{flag: permissions, compare: {op: bitmask, value: '600'}}]}}
  - {id: 1.1.2, scored: true, audit: "/bin/ps -ef | grep $apiserverbin | grep -v grep", tests: {test_items: [{flag: --profiling, compare: {op: eq, value: false}}]}}
  - {id: 1.1.3, scored: true, audit: "kubectl get pods", tests: {test_items: [{flag: x}]}}
  - {id: 1.1.4, type: manual, scored: false}
  - {id: 1.1.5, scored: false, audit: "echo a", tests: {test_items: [{flag: b}]}}
  - {id: 1.1.6, type: skip, scored: true}
"#;

fn check(machine: &Machine, allow_shell: bool, expected: [&str; 6]) {
    let value = |text: &str| values(text.as_bytes(), &Limits::default()).unwrap().remove(0);
    let mut settings = Settings::default();
    settings.merge(&value(SETTINGS)).unwrap();
    let controls = Controls::from_value(&value(CONTROLS)).unwrap().unwrap();
    let run = |script: &str| Ok(if script.starts_with("kubectl") { "x".to_owned() } else { String::new() });
    let judged = judge(&controls, &settings, machine, if allow_shell { Some(&run) } else { None });
    let words: Vec<&str> = judged.iter().map(|row| row.outcome.as_str()).collect();
    assert_eq!(words, expected, "{judged:?}");
    for row in &judged {
        let decided = matches!(row.outcome, Outcome::Pass);
        assert_eq!(row.reason.is_empty(), decided, "{row:?}");
    }
}

fn hardened() -> Machine {
    Machine::default().process("kube-apiserver --profiling=false").file("/m/a.yaml", 0o600, "")
}

#[test]
fn outcomes() {
    check(&hardened(), false, ["pass", "pass", "skip", "manual", "warn", "skip"]);
    check(&hardened(), true, ["pass", "pass", "pass", "manual", "warn", "skip"]);
    let weak = Machine::default().process("kube-apiserver --profiling=true").file("/m/a.yaml", 0o644, "");
    check(&weak, false, ["fail", "fail", "skip", "manual", "warn", "skip"]);
}

#[test]
fn what_does_not_run_is_not_assessed() {
    let nothing = Machine::default().file("/m/a.yaml", 0o600, "");
    check(&nothing, false, ["skip", "skip", "skip", "manual", "skip", "skip"]);
}

#[test]
fn what_cannot_be_read_never_passes() {
    check(&hardened().unreadable(), false, ["error", "error", "error", "error", "error", "error"]);
}
