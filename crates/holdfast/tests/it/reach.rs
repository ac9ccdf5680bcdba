//! `holdfast reach generate` and `lint` on the demonstration estate.

use serde_json::Value;

use crate::run::Dir;

const HARBOR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/harbor");

#[test]
fn generate_keeps_what_harbor_needs_and_closes_the_rest() {
    let dir = Dir::new(&[]);
    let ran = dir.run(&["reach", "generate", "-f", HARBOR, "--format", "json"]);
    ran.assert_code(0);
    let report = ran.json();
    let number = |pointer: &str| report.pointer(pointer).and_then(Value::as_u64).unwrap();
    assert_eq!(report["schema"], "holdfast.reach-generate/v1");
    assert_eq!(number("/proof/needed"), number("/proof/pass"), "{}", report["proof"]);
    assert!(number("/proof/needed") > 40, "{}", report["proof"]);
    assert!(number("/proof/before/pairs") > 800 && number("/proof/after/pairs") < 30, "{}", report["proof"]);
    assert!(ran.stderr.contains("needed flows pass"), "{}", ran.stderr);
    let needs = |from: &str, to: &str, port: u64| {
        let flows = report["flows"].as_array().unwrap();
        assert!(
            flows.iter().any(|f| f["from"] == from && f["to"] == to && f["port"] == port),
            "{from} => {to}: {port}"
        );
    };
    needs("shop/checkout[Deployment]", "payments/payment-gateway[Deployment]", 8443);
    needs("payments/ledger[Deployment]", "payments/ledger-db[StatefulSet]", 5432);
    needs("edge/ingress-controller[Deployment]", "shop/storefront[Deployment]", 8080);
    needs("anyone", "edge/ingress-controller[Deployment]", 8443);
}

/// What was written is what was proven: applied with the estate, the same pairs are left.
#[test]
fn generated_files_read_back_as_what_was_proven() {
    let dir = Dir::new(&[]);
    let folder = dir.path("policies").to_string_lossy().into_owned();
    let ran = dir.run(&["reach", "generate", "-f", HARBOR, "-n", "shop", "-o", &folder]);
    ran.assert_code(0);
    let files = std::fs::read_dir(&folder).unwrap().count();
    assert!(files > 4, "{files} files");
    let listed = dir.run(&["reach", "list", "-f", HARBOR, "-f", &folder]);
    let line = "shop/storefront[Deployment] => shop/cart[Deployment] : TCP 8080";
    assert!(listed.stdout.lines().any(|l| l == line), "{}", listed.stdout);
    assert!(
        !listed.stdout.contains("dev/sample-api[Deployment] => shop/cart[Deployment]"),
        "{}",
        listed.stdout
    );
}

#[test]
fn lint_names_the_forgotten_policy() {
    let dir = Dir::new(&[]);
    let ran = dir.run(&["reach", "lint", "-f", HARBOR]);
    ran.assert_code(1);
    assert!(ran.stdout.contains("selects-nothing NetworkPolicy/loyalty -n shop"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("dns-blocked"), "{}", ran.stdout);
}

#[test]
fn flows_that_cannot_be_read_are_told() {
    let dir = Dir::new(&[]);
    dir.put("flows.csv", "from,to,port\nshop/cart,shop/cart-cache,none\n");
    let flows = "flows.csv";
    let ran = dir.run(&["reach", "generate", "-f", HARBOR, "--flows", flows]);
    ran.assert_code(2);
    assert!(ran.stderr.contains("line 2: port \"none\": expected 1 to 65535"), "{}", ran.stderr);
}
