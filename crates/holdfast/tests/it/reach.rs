//! `holdfast reach generate`, `lint` and the map of `list` on the demonstration estate.

use std::collections::{BTreeMap, BTreeSet};

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
    ran.assert_says(&["would be overwritten: shop/cart", "shop/checkout"]);
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

/// Connections as the page's table has them: from, to, ports, network.
fn table(page: &str) -> BTreeSet<[String; 4]> {
    let mut found = BTreeSet::new();
    for row in page.lines().filter(|line| line.starts_with("<tr><td>")) {
        let cells: Vec<&str> = row.split("<td>").skip(1).map(|c| c.split("</td>").next().unwrap()).collect();
        let ends = |cell: &str| {
            let list = cell.split("<li>").skip(1);
            list.map(|li| li.split("</li>").next().unwrap().to_owned()).collect::<Vec<String>>()
        };
        for from in ends(cells[0]) {
            for to in ends(cells[1]) {
                found.insert([from.clone(), to, cells[2].to_owned(), cells[3].to_owned()]);
            }
        }
    }
    found
}

/// The same of `--format json`, its protocols put together.
fn listed(report: &Value) -> BTreeSet<[String; 4]> {
    let mut found: BTreeMap<[&str; 3], Vec<String>> = BTreeMap::new();
    for one in report["connections"].as_array().unwrap() {
        let text = |key: &str| one[key].as_str().unwrap();
        let ports = format!("{} {}", text("protocol"), text("ports"));
        found.entry([text("from"), text("to"), text("network")]).or_default().push(ports);
    }
    let all = "SCTP 1-65535,TCP 1-65535,UDP 1-65535";
    let row = |([from, to, network], ports): ([&str; 3], Vec<String>)| {
        let mut sorted = ports.clone();
        sorted.sort();
        let ports = if sorted.join(",") == all { "All Connections".to_owned() } else { ports.join(",") };
        [from.to_owned(), to.to_owned(), ports, network.to_owned()]
    };
    found.into_iter().map(row).collect()
}

#[test]
fn page_has_every_connection_and_drawing_every_name() {
    let dir = Dir::new(&[]);
    let report = dir.run(&["reach", "list", "-f", HARBOR, "--format", "json"]).json();
    let page = dir.run(&["reach", "list", "-f", HARBOR, "--format", "html"]).stdout;
    let (shown, expected) = (table(&page), listed(&report));
    assert!(expected.len() > 800, "{}", expected.len());
    assert_eq!(shown.difference(&expected).collect::<Vec<_>>(), Vec::<&[String; 4]>::new());
    assert_eq!(expected.difference(&shown).collect::<Vec<_>>(), Vec::<&[String; 4]>::new());
    for loads in [" src=", " href=", "@import", "url(h", "<link", "fetch("] {
        assert!(!page.contains(loads), "{loads}");
    }
    assert!(page.contains("default-src 'none'") && !page.contains("script-src 'unsafe"));

    let draw = || dir.run(&["reach", "list", "-f", HARBOR, "--format", "svg"]).stdout;
    let drawing = draw();
    assert_eq!(drawing, draw());
    for [from, ..] in expected.iter().filter(|[from, ..]| from.contains('/') && from.contains('[')) {
        let name = from.split_once('/').unwrap().1;
        assert!(drawing.contains(name), "{name}");
    }
}

#[test]
fn hostile_names_are_text() {
    let pod = |namespace: &str, name: &str| {
        serde_json::json!({ "apiVersion": "v1", "kind": "Pod", "metadata": { "name": name, "namespace": namespace },
            "spec": { "containers": [{ "name": "a", "image": "a" }] } })
    };
    let (script, long) = ("<script>alert(1)</script>", "n".repeat(253));
    let quotes = "a\" onload='x' \u{202e}evil\u{2066}";
    let items = [
        pod(script, "</script><img src=x onerror=alert(1)>"),
        pod(quotes, "]]><svg/onload=alert(1)>"),
        pod("plain", &long),
        pod("plain", quotes),
    ];
    let list = serde_json::json!({ "apiVersion": "v1", "kind": "List", "items": items });
    let dir = Dir::new(&[("pods.json", &list.to_string())]);
    for (format, scripts) in [("html", 2), ("svg", 0)] {
        let ran = dir.run(&["reach", "list", "-f", "pods.json", "--format", format]);
        assert!(ran.stdout.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{ran:#?}");
        assert!(ran.stdout.contains(&long), "{format}");
        assert!(ran.stdout.contains("\\u{202e}evil\\u{2066}"), "{format}");
        assert_eq!(ran.stdout.matches("<script").count(), scripts, "{format}");
        for bad in ["<img", "<svg/", "onload='", "\u{202e}", "\u{2066}", "]]>"] {
            assert!(!ran.stdout.contains(bad), "{format}: {bad:?}");
        }
    }
}

#[test]
fn exposure_keeps_to_the_namespaces_asked_for() {
    let dir = Dir::new(&[]);
    let ran =
        dir.run(&["reach", "list", "-f", HARBOR, "-n", "payments", "--exposure", "--format", "json"]).json();
    let rows = ran["exposure"].as_array().unwrap();
    assert!(!rows.is_empty());
    assert!(rows.iter().all(|r| r["workload"].as_str().unwrap().starts_with("payments/")), "{rows:?}");
}
