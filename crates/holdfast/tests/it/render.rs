//! Charts and kustomizations, rendered by tools that the tests play themselves.

use serde_json::Value;

use crate::run::{Dir, Ran};

const TEMPLATE: &str = "\
{{- if .Values.on }}
apiVersion: v1
kind: Pod
metadata:
  name: {{ .Release.Name }}-web
spec:
  containers:
    - name: web
      image: {{ .Values.image }}
      securityContext:
        privileged: {{ .Values.privileged }}
{{- end }}
";

const RENDERED: &str = "\
---
# Source: shop/templates/web.yaml
apiVersion: v1
kind: Pod
metadata:
  name: release-name-web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1
      securityContext:
        privileged: true
";

fn pod(name: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {name}\nspec:\n  containers:\n    - name: c\n      image: i:1\n      securityContext:\n        privileged: true\n"
    )
}

/// `helm` that tells its arguments in `calls`, then prints what is in `rendered`.
fn helm(dir: &Dir, rendered: &str) {
    dir.put("rendered", rendered);
    let here = dir.path("").display().to_string();
    let script = format!("echo \"$@\" >> {here}/calls\n/bin/cat\nexec /bin/cat {here}/rendered");
    dir.tool("helm", &script);
}

fn chart() -> Dir {
    Dir::new(&[
        ("chart/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n"),
        ("chart/values.yaml", "on: true\n"),
        ("chart/templates/web.yaml", TEMPLATE),
        ("chart/templates/plain.yaml", &pod("plain")),
        ("chart/templates/_helpers.tpl", "{{- define \"x\" }}{{ end }}"),
        ("chart/ci/extra.yaml", &pod("extra")),
    ])
}

#[track_caller]
fn scan(dir: &Dir, more: &[&str]) -> Ran {
    dir.run_with_tools(&[&["scan", "--checks", "privileged-container", "--format", "json"], more].concat())
}

/// `name file:line` of every finding.
#[track_caller]
fn places(ran: &Ran) -> Vec<String> {
    let report = ran.json();
    let mut all: Vec<String> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| {
            let place = &f["evidence"][0]["place"];
            format!(
                "{} {}:{}",
                f["subject"]["name"].as_str().unwrap(),
                place["file"].as_str().unwrap(),
                place["line"]
            )
        })
        .collect();
    all.sort();
    all
}

#[track_caller]
fn gaps(ran: &Ran) -> Vec<Value> {
    ran.json()["gaps"].as_array().unwrap().clone()
}

#[test]
fn a_chart_is_rendered_and_its_evidence_stands_in_the_template() {
    let dir = chart();
    helm(&dir, RENDERED);
    for input in ["chart", ".", "chart/Chart.yaml"] {
        let ran = scan(&dir, &["-f", input]);
        ran.assert_code(1);
        let (found, here) = (places(&ran), if input == "." { "./" } else { "" });
        assert!(found.contains(&format!("release-name-web {here}chart/templates/web.yaml:11")), "{found:?}");
        // What helm does not read is read as it is; what it has read is not read again.
        let others = usize::from(input != "chart/Chart.yaml");
        assert_eq!(found.len(), 1 + others, "{found:?}");
        assert_eq!(gaps(&ran), Vec::<Value>::new());
    }
    let calls = std::fs::read_to_string(dir.path("calls")).unwrap();
    let real = dir.path("chart").canonicalize().unwrap().display().to_string();
    assert!(calls.lines().all(|line| line == format!("template --include-crds {real}")), "{calls}");
    assert_eq!(calls.lines().count(), 3, "once each: {calls}");
    let fix =
        dir.run_with_tools(&["scan", "-f", "chart", "--checks", "allow-privilege-escalation", "--fix=write"]);
    assert_eq!(std::fs::read_to_string(dir.path("chart/templates/web.yaml")).unwrap(), TEMPLATE, "{fix:#?}");
}

#[test]
fn a_chart_within_a_chart_is_rendered_once_and_a_library_never() {
    let dir = chart();
    dir.put("chart/charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n");
    dir.put("lib/Chart.yaml", "apiVersion: v2\nname: lib\ntype: library\nversion: 1.0.0\n");
    dir.put("lib/templates/_x.yaml", "{{- define \"x\" }}{{ end }}");
    helm(&dir, &RENDERED.replace("shop/templates", "shop/charts/sub/templates"));
    let ran = scan(&dir, &["-f", "."]);
    assert_eq!(gaps(&ran), Vec::<Value>::new());
    assert_eq!(std::fs::read_to_string(dir.path("calls")).unwrap().lines().count(), 1);
    assert!(places(&ran).iter().any(|p| p.ends_with("./chart/Chart.yaml:1")), "{:?}", places(&ran));
}

#[test]
fn what_a_template_says_of_its_source_leads_nowhere_else() {
    let dir = chart();
    dir.put("other.txt", RENDERED);
    helm(&dir, &RENDERED.replace("shop/templates/web.yaml", "shop/../other.txt"));
    assert!(
        places(&scan(&dir, &["-f", "chart"])).contains(&"release-name-web chart/Chart.yaml:1".to_owned())
    );
}

#[test]
fn without_helm_the_gap_says_how_to_render() {
    let dir = chart();
    for (broken, why) in [(false, "helm is not installed"), (true, "chart requires kubeVersion")] {
        if broken {
            dir.tool("helm", "echo 'Error: chart requires kubeVersion: >=1.99' >&2; exit 1");
        }
        let ran = scan(&dir, &["-f", "chart"]);
        ran.assert_code(1);
        let gaps = gaps(&ran);
        assert_eq!(gaps.len(), 1, "{gaps:#?}");
        assert_eq!(gaps[0]["what"], "chart (Helm chart)");
        assert!(gaps[0]["why"].as_str().unwrap().contains(why), "{gaps:#?}");
        let effect = gaps[0]["effect"].as_str().unwrap();
        assert!(effect.contains("helm template --include-crds chart | holdfast scan -f -"), "{effect}");
        // What is no template is judged all the same.
        assert_eq!(places(&ran), ["extra chart/ci/extra.yaml:10", "plain chart/templates/plain.yaml:10"]);
    }
    let quiet = dir.run_with_tools(&["scan", "-f", "chart", "--fail-on", "never"]);
    quiet.assert_code(3);
}

#[test]
fn rendering_can_be_switched_off() {
    let dir = chart();
    helm(&dir, RENDERED);
    let ran = scan(&dir, &["-f", "chart", "--no-render"]);
    assert!(!dir.path("calls").exists());
    assert!(gaps(&ran)[0]["why"].as_str().unwrap().contains("helm template"), "{ran:#?}");
}

fn overlays() -> Dir {
    let kustomization = "resources:\n  - web.yaml\n";
    Dir::new(&[
        ("k/base/kustomization.yaml", kustomization),
        ("k/base/web.yaml", &format!("# the shop\n{}---\n{}", pod("web"), pod("other"))),
        ("k/prod/kustomization.yml", "resources: [../base]\npatches:\n  - path: patch.yaml\n"),
        ("k/prod/patch.yaml", &pod("patch")),
        ("k/stray.yaml", &pod("stray")),
    ])
}

#[test]
fn a_kustomization_is_rendered_from_its_top_and_evidence_stands_in_the_resource() {
    for (tool, arguments) in [("kustomize", "build"), ("kubectl", "kustomize")] {
        let dir = overlays();
        let here = dir.path("").display().to_string();
        dir.put("rendered", format!("{}---\n{}", pod("other"), pod("prod-web")));
        dir.tool(tool, &format!("echo \"$@\" >> {here}/calls\nexec /bin/cat {here}/rendered"));
        let ran = scan(&dir, &["-f", "k"]);
        assert_eq!(gaps(&ran), Vec::<Value>::new());
        let expected =
            ["other k/base/web.yaml:22", "prod-web k/prod/kustomization.yml:1", "stray k/stray.yaml:10"];
        assert_eq!(places(&ran), expected);
        let real = dir.path("k/prod").canonicalize().unwrap().display().to_string();
        assert_eq!(std::fs::read_to_string(dir.path("calls")).unwrap(), format!("{arguments} {real}\n"));
    }
}

#[test]
fn without_kustomize_resources_are_read_and_patches_are_not() {
    let dir = overlays();
    let ran = scan(&dir, &["-f", "k"]);
    let gaps = gaps(&ran);
    assert_eq!(gaps.len(), 1, "{gaps:#?}");
    assert_eq!(gaps[0]["what"], "k/prod (kustomization)");
    assert!(
        gaps[0]["why"].as_str().unwrap().contains("kustomize and kubectl are not installed"),
        "{gaps:#?}"
    );
    let names: Vec<_> = places(&ran).iter().map(|p| p.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(names, ["other", "stray", "web"]);
}

#[test]
fn nothing_is_fetched_and_no_password_is_told() {
    for remote in [
        "https://user:obviously-fake@git.example.com/base?ref=main",
        "git@git.example.com:base",
        "github.com/example/base?ref=v1",
        "../gone",
    ] {
        let dir = Dir::new(&[("k/kustomization.yaml", &format!("resources:\n- \"{remote}\"\n"))]);
        dir.tool("kustomize", &format!("echo ran > {}", dir.path("ran").display()));
        let ran = scan(&dir, &["-f", "k"]);
        ran.assert_code(3);
        assert!(!dir.path("ran").exists(), "{remote}");
        let why = gaps(&ran)[0]["why"].as_str().unwrap().to_owned();
        assert!(why.contains("nothing is fetched") && !ran.stdout.contains("obviously-fake"), "{why}");
    }
}

#[test]
fn a_snapshot_remembers_that_objects_were_rendered() {
    let dir = chart();
    helm(&dir, RENDERED);
    dir.run_with_tools(&["snapshot", "save", "s.snap", "-f", "chart"]).assert_code(0);
    let args = ["scan", "--snapshot", "s.snap", "--checks", "allow-privilege-escalation", "--fix=write"];
    let ran = dir.run_with_tools(&args);
    assert_eq!(std::fs::read_to_string(dir.path("chart/templates/web.yaml")).unwrap(), TEMPLATE, "{ran:#?}");
}
