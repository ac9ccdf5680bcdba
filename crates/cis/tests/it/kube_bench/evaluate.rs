use holdfast_cis::kube_bench::{Controls, Outputs, State, evaluate};
use holdfast_inventory::read::{Limits, values};

/// Judges one check, given as its YAML, by what its audits print.
fn judge(check: &str, flags: &str, config: &str, environment: &str) -> (State, String) {
    let indented = check.replace('\n', "\n      ");
    let file =
        format!("id: 1\ntype: master\ngroups:\n- id: 1.1\n  checks:\n    - id: 1.1.1\n      {indented}\n");
    let value = values(file.as_bytes(), &Limits::default()).unwrap().remove(0);
    let controls = Controls::from_value(&value).unwrap().unwrap();
    let (group, check) = controls.checks().next().unwrap();
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let outputs = Outputs { flags: some(flags), config: some(config), environment: some(environment) };
    let verdict = evaluate(check, group.mode, &outputs);
    (verdict.state, verdict.reason)
}

/// One item on the command line.
fn item(item: &str, output: &str, passes: bool) {
    let check = format!("scored: true\naudit: x\ntests:\n  test_items:\n    - {item}");
    let (state, reason) = judge(&check, output, "", "");
    assert_eq!(state == State::Pass, passes, "{item} on {output:?}: {reason}");
    assert_eq!(reason.is_empty(), passes, "{item} on {output:?}");
}

#[test]
fn flags() {
    item("flag: --allow-privileged", "x --allow-privileged=false", true);
    item("flag: --allow-privileged", "x --allow", false);
    item("{flag: --basic-auth, set: false}", "x --other", true);
    item("{flag: --basic-auth, set: false}", "x --basic-auth=y", false);
    item("{flag: --insecure-port, compare: {op: eq, value: 0}}", "x --insecure-port=0 --y", true);
    item("{flag: --insecure-port, compare: {op: eq, value: 0}}", "x --insecure-port 0", false);
    item("{flag: some-arg, compare: {op: eq, value: some-val}}", "some-arg: some-val", true);
    item("{flag: --peer-auth, compare: {op: eq, value: true}}", "x --peer-auth", true);
    item("{flag: --peer-auth, compare: {op: eq, value: false}}", "x --peer-auth=false", true);
    item("{flag: 'root:root'}", "root:root", true);
    item("{flag: 'root:root'}", "root:etcd", false);
    item("{flag: --a, set: false, compare: {op: eq, value: 1}}", "x --b", true);
}

#[test]
fn comparisons() {
    let compare = |op: &str, value: &str, seen: &str, holds: bool| {
        item(&format!("{{flag: v, compare: {{op: {op}, value: '{value}'}}}}"), &format!("v={seen}"), holds);
    };
    compare("eq", "true", "TRUE", true);
    compare("eq", "Abc", "abc", false);
    compare("noteq", "None", "none", true);
    compare("noteq", "false", "False", false);
    for (op, below, same, above) in [
        ("gt", false, false, true),
        ("gte", false, true, true),
        ("lt", true, false, false),
        ("lte", true, true, false),
    ] {
        compare(op, "30", "29", below);
        compare(op, "30", "30", same);
        compare(op, "30", "31", above);
        compare(op, "30", "many", false);
    }
    compare("has", "RBAC", "Node,RBAC", true);
    compare("has", "ABAC", "Node,RBAC", false);
    compare("nothave", "ABAC", "Node,RBAC", true);
    compare("nothave", "RBAC", "Node,RBAC", false);
    compare("regex", "^1\\.12.*$", "1.12.3", true);
    compare("regex", "^1\\.12.*$", "1.13.3", false);
    compare("regex", "(", "x", false);
    compare("valid_elements", "a,b,c", "a,c", true);
    compare("valid_elements", "a,b,c", "a,c,", true);
    compare("valid_elements", "a,b,c", "a,d", false);
    compare("bitmask", "644", "600", true);
    compare("bitmask", "644", "640", true);
    compare("bitmask", "644", "700", false);
    compare("bitmask", "644", "x", false);
    compare("noteqx", "1", "2", false);
}

#[test]
fn every_line_of_several() {
    let check = "scored: true\naudit: x\nuse_multiple_values: true\ntests:\n  test_items:\n    - {flag: permissions, compare: {op: bitmask, value: '600'}}";
    let state = |output: &str| judge(check, output, "", "").0;
    assert_eq!(state("permissions=600\npermissions=400\n"), State::Pass);
    assert_eq!(state("permissions=600\npermissions=644\n"), State::Fail);
    assert_eq!(state("permissions=644\npermissions=600\n"), State::Fail);
    assert_eq!(state("permissions=600\n\npermissions=600"), State::Fail);
    assert_eq!(state(""), State::Fail);
}

#[test]
fn flags_then_file_then_environment() {
    let check = "scored: true\naudit: x\naudit_config: y\naudit_env: z\ntests:\n  test_items:\n    - {flag: --f, path: '{.f}', env: F, compare: {op: eq, value: good}}";
    let state = |flags: &str, config: &str, environment: &str| judge(check, flags, config, environment).0;
    assert_eq!(state("--f=good", "f: bad", "F=bad"), State::Pass);
    assert_eq!(state("--f=bad", "f: good", "F=good"), State::Fail);
    assert_eq!(state("--g", "f: good", "F=bad"), State::Pass);
    assert_eq!(state("--g", "f: bad", "F=good"), State::Fail);
    assert_eq!(state("--g", "g: good", "G=1\nF=good\n"), State::Pass);
    assert_eq!(state("", "", "F="), State::Fail);
}

#[test]
fn and_or() {
    let check = |join: &str| {
        format!(
            "scored: true\naudit: x\ntests:\n  bin_op: {join}\n  test_items:\n    - flag: --a\n    - flag: --b"
        )
    };
    let state = |join: &str, output: &str| judge(&check(join), output, "", "").0;
    assert_eq!(state("and", "--a --b"), State::Pass);
    assert_eq!(state("and", "--a"), State::Fail);
    assert_eq!(state("or", "--b"), State::Pass);
    assert_eq!(state("or", "--c"), State::Fail);
    assert_eq!(state("''", "--a"), State::Fail);
}

#[test]
fn paths() {
    let config = "kind: K\nport: 15000\ntext: A,b\non: true\nauthentication: {anonymous: {enabled: false}}\nlist: [a, b]\na.b: c\nempty: ''\nitems: [{at: 1}, {at: 2}]\n";
    let path = |path: &str, compare: &str, passes: bool| {
        let check = format!(
            "scored: true\naudit_config: y\ntests:\n  test_items:\n    - {{path: \"{path}\"{compare}}}"
        );
        for config in [
            config.to_owned(),
            serde_json::to_string(&values(config.as_bytes(), &Limits::default()).unwrap()[0]).unwrap(),
        ] {
            let (state, reason) = judge(&check, "", &config, "");
            assert_eq!(state == State::Pass, passes, "{path}{compare}: {reason}");
        }
    };
    path("{.port}", ", compare: {op: gt, value: 14999}", true);
    path("{.text}", ", compare: {op: eq, value: 'a,b'}", false);
    path("{.authentication.anonymous.enabled}", ", compare: {op: eq, value: 'false'}", true);
    path("{.missing.deep}", ", set: false", true);
    path("{.missing}", "", false);
    path("{.empty}", "", false);
    path("{.list[0]}", ", compare: {op: eq, value: a}", true);
    path("{.list[-1]}", ", compare: {op: eq, value: b}", true);
    path("{.list[9]}", ", set: false", true);
    path("{.list}", ", compare: {op: has, value: b}", true);
    path("{.items[*].at}", ", compare: {op: eq, value: '1 2'}", true);
    path("{range .list[:]}{}{','}{end}", ", compare: {op: eq, value: 'a,b,'}", true);
    path("{range .missing[:]}{}{','}{end}", ", set: false", true);
    path("{.a\\\\.b}", ", compare: {op: eq, value: c}", true);
    path("{['a.b']}", ", compare: {op: eq, value: c}", true);
    path("{.port", "", false);
    path("{.port", ", set: false", false);
}

#[test]
fn a_broken_file_fails() {
    let check = "scored: true\naudit_config: y\ntests:\n  test_items:\n    - {path: '{.a}', set: false}";
    assert_eq!(judge(check, "", "a: [", "").0, State::Fail);
}

#[test]
fn states() {
    assert_eq!(judge("type: manual\nscored: true", "", "", "").0, State::Warn);
    assert_eq!(judge("type: skip\nscored: true", "", "", "").0, State::Info);
    assert_eq!(judge("scored: true", "", "", "").0, State::Warn);
    assert_eq!(
        judge("scored: false\naudit: x\ntests: {test_items: [{flag: --a}]}", "--b", "", "").0,
        State::Warn
    );
    assert_eq!(judge("audit: x\ntests: {test_items: [{flag: --a}]}", "--a", "", "").0, State::Pass);
}
