//! Patches written into text: what else is there stays to the letter.

use holdfast_inventory::edit::edit;
use holdfast_model::PatchOp;

fn add(path: &str, value: serde_json::Value) -> PatchOp {
    PatchOp::Add { path: path.to_owned(), value }
}

fn remove(path: &str) -> PatchOp {
    PatchOp::Remove { path: path.to_owned() }
}

fn check(text: &str, ops: &[PatchOp], expected: &str) {
    let first = text.lines().position(|l| l.contains("apiVersion")).unwrap_or(0) + 1;
    let edited = edit(text, &[(u32::try_from(first).unwrap(), ops)]);
    assert_eq!(edited.refused, [], "in\n{text}");
    assert_eq!(edited.text, expected);
}

const POD: &str = "\
# a web server
apiVersion: v1
kind: Pod
metadata: {name: web}  # short
spec:
  containers:
    - name: web   # the only one
      image: web:1

      # who it runs as
      securityContext:
        privileged: true   # deliberate
        # keep this
        runAsUser: 7
    - image: side:1
      name: side
status: {phase: Running}
";

#[test]
fn values_are_replaced_beside_their_comments() {
    check(
        POD,
        &[add("/spec/containers/0/securityContext/privileged", false.into())],
        &POD.replace("privileged: true ", "privileged: false "),
    );
}

#[test]
fn members_are_added_at_the_end_of_their_map() {
    check(
        POD,
        &[add("/spec/containers/0/securityContext/allowPrivilegeEscalation", false.into())],
        &POD.replace("runAsUser: 7\n", "runAsUser: 7\n        allowPrivilegeEscalation: false\n"),
    );
    check(
        POD,
        &[add("/spec/containers/1/securityContext/seccompProfile/type", "RuntimeDefault".into())],
        &POD.replace(
            "      name: side\n",
            "      name: side\n      securityContext:\n        seccompProfile:\n          type: RuntimeDefault\n",
        ),
    );
    check(
        POD,
        &[add("/metadata/labels/app", "web".into())],
        &POD.replace("{name: web}", "{name: web, labels: {app: web}}"),
    );
}

#[test]
fn members_are_removed_with_their_line() {
    check(
        POD,
        &[remove("/spec/containers/0/securityContext/privileged")],
        &POD.replace("        privileged: true   # deliberate\n", ""),
    );
    check(POD, &[remove("/spec/containers/1/image")], &POD.replace("- image: side:1\n      name", "- name"));
}

#[test]
fn a_map_that_becomes_empty_goes_too() {
    let text = "apiVersion: v1\nkind: Pod\nspec:\n  hostPID: true\n  securityContext:\n    runAsUser: 0\n  hostname: x\n";
    check(
        text,
        &[remove("/spec/securityContext/runAsUser")],
        &text.replace("  securityContext:\n    runAsUser: 0\n", ""),
    );
}

#[test]
fn lists_grow_in_their_own_style() {
    let block = "apiVersion: v1\nkind: Pod\nspec:\n  drop:\n  - A\n  - B\n  x: 1\n";
    check(block, &[add("/spec/drop/-", "ALL".into())], &block.replace("  - B\n", "  - B\n  - ALL\n"));
    let flow = "apiVersion: v1\nkind: Pod\nspec: {drop: [A, B], x: 1}\n";
    check(flow, &[add("/spec/drop/-", "ALL".into())], &flow.replace("[A, B]", "[A, B, ALL]"));
    check(flow, &[remove("/spec/x")], &flow.replace(", x: 1", ""));
    check(flow, &[remove("/spec/drop")], &flow.replace("drop: [A, B], ", ""));
}

#[test]
fn json_stays_json() {
    let text =
        "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"Pod\",\n  \"spec\": {\n    \"hostPID\": true\n  }\n}\n";
    check(text, &[add("/spec/hostPID", false.into())], &text.replace("true", "false"));
    check(
        text,
        &[add("/spec/hostIPC", false.into())],
        &text.replace("\"hostPID\": true", "\"hostPID\": true, \"hostIPC\": false"),
    );
}

#[test]
fn documents_are_told_apart_and_empty_values_filled() {
    let text = "apiVersion: v1\nkind: Pod\nspec:\n---\napiVersion: v1\nkind: Pod\nspec:\n  a: |\n    # not a comment\n";
    let edited = edit(text, &[(5, &[add("/spec/hostPID", false.into())])]);
    assert_eq!(edited.refused, []);
    assert_eq!(edited.text, format!("{text}  hostPID: false\n"));
    let edited = edit(text, &[(1, &[add("/spec/hostPID", false.into())])]);
    assert_eq!(edited.text, text.replacen("spec:\n", "spec: {hostPID: false}\n", 1));
    assert_eq!(edit(text, &[(3, &[add("/spec/x", 1.into())])]).refused.len(), 1, "no object begins there");
}
