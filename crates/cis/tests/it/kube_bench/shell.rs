use holdfast_cis::kube_bench::Audit;
use holdfast_cis::kube_bench::shell::audit;

use super::host::Machine;

fn machine() -> Machine {
    Machine::default()
        .process("kube-apiserver --authorization-mode=Node,RBAC --encryption-provider-config=/etc/enc.yaml --profiling=false")
        .process("/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml --client-ca-file=/etc/kubernetes/pki/ca.crt")
        .process("etcd --data-dir=/var/lib/etcd --name=a")
        .directory("/etc/kubernetes/pki", 0o755)
        .file("/etc/kubernetes/pki/ca.crt", 0o644, "certificate")
        .file("/etc/kubernetes/pki/ca.key", 0o600, "obviously fake")
        .directory("/etc/kubernetes/pki/etcd", 0o755)
        .file("/etc/kubernetes/pki/etcd/server.key", 0o640, "obviously fake")
        .file("/etc/kubernetes/admin.conf", 0o600, "x")
        .file("/etc/enc.yaml", 0o600, "resources:\n- resources: [secrets]\n  providers:\n  - aescbc:\n      keys: []\n")
        .directory("/var/lib/etcd", 0o700)
}

fn check(script: &str, expected: &str) {
    match audit(script, &machine()) {
        Audit::Output { text, .. } => assert_eq!(text, expected, "{script}"),
        other => panic!("{script}: {other:?}"),
    }
}

#[test]
fn files() {
    check("stat -c permissions=%a /etc/kubernetes/admin.conf", "permissions=600\n");
    check(
        "/bin/sh -c 'if test -e /etc/kubernetes/admin.conf; then stat -c %U:%G /etc/kubernetes/admin.conf; fi'",
        "root:root\n",
    );
    check(
        "/bin/sh -c 'if test -e /nowhere; then stat -c %a /nowhere; else echo \"not there\"; fi'",
        "not there\n",
    );
    check(
        "find /etc/kubernetes/pki/ -name '*.key' | xargs stat -c permissions=%a",
        "permissions=600\npermissions=640\n",
    );
    check(
        "find /etc/kubernetes/pki -maxdepth 1 -type f | sort",
        "/etc/kubernetes/pki/ca.crt\n/etc/kubernetes/pki/ca.key\n",
    );
    check("find /nowhere -type f 2> /dev/null | xargs --no-run-if-empty stat -c %a", "");
    check("stat -c '%n %a' /etc/kubernetes/pki/*.crt", "/etc/kubernetes/pki/ca.crt 644\n");
    check("cat /etc/kubernetes/admin.conf /nowhere", "x");
    check("ls /etc/kubernetes/pki", "ca.crt\nca.key\netcd\n");
}

#[test]
fn quotes_inside_quotes() {
    check(
        "/bin/sh -c 'if test -e /etc/kubernetes/pki; then find /etc/kubernetes/pki -name '*ca*' | xargs stat -c permissions=%a; fi'",
        "permissions=644\npermissions=600\n",
    );
}

#[test]
fn processes() {
    check(
        "/bin/ps -ef | grep kube-apiserver | grep -v grep | grep -o -- '--profiling=[a-z]*'",
        "--profiling=false\n",
    );
    check("ps -fC kubelet | grep -c kubelet", "1\n");
    check(
        "ps -ef | grep etcd | grep -- --data-dir | sed 's%.*data-dir[= ]\\([^ ]*\\).*%\\1%' | tail -n1",
        "/var/lib/etcd\n",
    );
    check(
        "ps -ef | grep kubelet | grep -- --client-ca-file= | awk -F '--client-ca-file=' '{print $2}' | awk '{print $1}' | uniq",
        "/etc/kubernetes/pki/ca.crt\n",
    );
}

#[test]
fn variables_and_loops() {
    check(
        "DATA_DIR=''\nfor d in $(ps -ef | grep etcd | grep -- --data-dir | sed 's%.*data-dir[= ]\\([^ ]*\\).*%\\1%'); do\n  if test -d \"$d\"; then DATA_DIR=\"$d\"; fi\ndone\nif ! test -d \"$DATA_DIR\"; then DATA_DIR=/default; fi\nstat -c permissions=%a \"$DATA_DIR\"\n",
        "permissions=700\n",
    );
    check(
        "for f in /etc/kubernetes/admin.conf /etc/kubernetes/super-admin.conf; do if test -e $f; then stat -c \"permissions=%a %n\" $f; fi; done",
        "permissions=600 /etc/kubernetes/admin.conf\n",
    );
    check(
        "C=$(ps -ef | grep kube-apiserver | grep -- --encryption-provider-config | sed 's%.*encryption-provider-config[= ]\\([^ ]*\\).*%\\1%')\nif test -e $C; then grep -A1 'providers:' $C | tail -n1 | grep -o \"[A-Za-z]*\" | sed 's/^/provider=/'; fi",
        "provider=aescbc\n",
    );
    check("A=\"a  b\"; echo $A; echo \"$A\"; echo '$A' ${A}c", "a b\na  b\n$A a bc\n");
    check("test -z \"$NONE\" && echo empty || echo full", "empty\n");
    check("false || false && echo no; echo yes # a comment", "yes\n");
}

#[test]
fn text() {
    check("printf 'a\\n\\nb'", "a\n\nb");
    check("echo -n one; echo two", "onetwo\n");
    check("echo 'b\na\nb' | sort -u | head -n 1", "a\n");
    check("echo a:b:c | cut -d: -f2", "b\n");
    check("echo a,b | tr ',' '\\n' | wc -l", "2\n");
    check("echo 'A(b)' | grep 'A(b)' | grep -E 'A\\(' | grep -i 'a(B)'", "A(b)\n");
    check("echo 'x y' | sed -E 's/(x) (y)/\\2 \\1 &/'", "y x x y\n");
}

#[test]
fn what_is_not_known_is_refused() {
    for script in [
        "kubectl get pods",
        "echo $(kubectl auth can-i list secrets)",
        "cat /etc/passwd > /tmp/x",
        "rm -rf /",
        "while read -r a; do echo $a; done",
        "ps -ef | while read -r a; do echo $a; done",
        "f() { echo; }",
        "echo `id`",
        "echo $?",
        "find / -exec rm {} +",
        "find / -delete",
        "if true; then echo",
        "echo 'open",
        "eval echo",
        "a & b",
        "stat -c %z /x",
    ] {
        assert!(
            matches!(audit(script, &machine()), Audit::NeedsShell(_)),
            "{script}: {:?}",
            audit(script, &machine())
        );
    }
}

#[test]
fn bounded() {
    let nested = format!("{}true{}", "if ".repeat(500), "; then true; fi".repeat(500));
    assert!(matches!(audit(&nested, &machine()), Audit::NeedsShell(_)));
    let deep = format!("{}true{}", "echo $(".repeat(500), ")".repeat(500));
    assert!(matches!(audit(&deep, &machine()), Audit::NeedsShell(_)));
    let list = (0..200).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
    let loops =
        format!("for a in {list}; do for b in {list}; do for c in {list}; do echo x; done; done; done");
    assert!(matches!(audit(&loops, &machine()), Audit::NeedsShell(_)));
    assert!(matches!(audit(&"a".repeat(100_000), &machine()), Audit::NeedsShell(_)));
    let swelling = format!("A=xxxxxxxxxx; for a in {list}; do A=$A$A; done; echo $A");
    assert!(matches!(audit(&swelling, &machine()), Audit::NeedsShell(_)));
}

#[test]
fn unreadable_is_unknown() {
    let machine = machine().unreadable();
    assert!(matches!(audit("stat -c %a /etc/kubernetes/admin.conf", &machine), Audit::Unknown(_)));
    assert!(matches!(audit("if test -e /x; then echo; fi", &machine), Audit::Unknown(_)));
}

#[test]
fn a_process_that_does_not_run_is_told() {
    let without = |script| match audit(script, &machine()) {
        Audit::Output { without_process, .. } => without_process,
        other => panic!("{other:?}"),
    };
    assert!(without("ps -ef | grep kube-scheduler | grep -v grep"));
    assert!(!without("ps -ef | grep kubelet | grep -v grep"));
    assert!(!without("stat -c %a /nowhere"));
}
