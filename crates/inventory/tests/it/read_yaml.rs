use crate::read_support::{check, read};

#[test]
fn documents() {
    check(
        "# top\napiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n---\n# nothing\n---\n\n---\napiVersion: v1\nkind: Pod\n...\n",
        "2: {\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"}}\n11: {\"apiVersion\":\"v1\",\"kind\":\"Pod\"}",
    );
}

#[test]
fn a_broken_document_leaves_its_neighbours() {
    check(
        "kind: A\napiVersion: v1\n---\na: [\n---\nkind: B\napiVersion: v1\n",
        "1: {\"kind\":\"A\",\"apiVersion\":\"v1\"}\n6: {\"kind\":\"B\",\"apiVersion\":\"v1\"}\ngap in:5: line 5 column 1: while parsing a node, did not find expected node content",
    );
}

#[test]
fn positions() {
    let outcome =
        read("apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n  - name: b\n    image: x\n");
    let document = &outcome.documents[0];
    let at = |pointer| document.marks.at(&document.json, pointer);
    assert_eq!(at(""), Some((1, 1)));
    assert_eq!(at("/spec/containers"), Some((4, 3)));
    assert_eq!(at("/spec/containers/1"), Some((6, 5)));
    assert_eq!(at("/spec/containers/1/image"), Some((7, 5)));
    assert_eq!(at("/spec/containers/1/nothing"), Some((6, 5)));
}

#[test]
fn line_ends_marks_and_directives() {
    let pod = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\"}";
    check(
        "\u{feff}apiVersion: v1\r\nkind: Pod\r\n---\r\napiVersion: v1\r\nkind: Pod\r\n",
        &format!("1: {pod}\n4: {pod}"),
    );
    check(
        "%YAML 1.1\n---\napiVersion: v1\nkind: Pod\n...\n# more\n%YAML 1.1\n---\napiVersion: v1\nkind: Pod\n",
        &format!("3: {pod}\n9: {pod}"),
    );
    check(
        "--- {apiVersion: v1, kind: Pod}\n--- # two\napiVersion: v1\nkind: Pod\n",
        &format!("1: {pod}\n3: {pod}"),
    );
    check("apiVersion: v1\nkind: Pod\n...\napiVersion: v1\nkind: Pod\n", &format!("1: {pod}\n4: {pod}"));
    check("\u{feff}{\"apiVersion\":\"v1\",\"kind\":\"Pod\"}", &format!("1: {pod}"));
    check("", "");
    check("\n# only a comment\n---\n---\n", "");
    check(
        "apiVersion: v1\nkind: Pod\nspec:\n\tx: 1\n",
        "gap in:4: line 4 column 2: tabs disallowed within this context (block indentation)",
    );
}

#[test]
fn flow_mappings_that_look_like_json() {
    check("{apiVersion: v1, kind: Pod}\n", "1: {\"apiVersion\":\"v1\",\"kind\":\"Pod\"}");
    check("{\"apiVersion\": \"v1\", \"kind\": \"Pod\",}\n", "1: {\"apiVersion\":\"v1\",\"kind\":\"Pod\"}");
    check("[{apiVersion: v1, kind: Pod}]\n", "1: {\"apiVersion\":\"v1\",\"kind\":\"Pod\"}");
}

#[test]
fn lists() {
    check(
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n- apiVersion: v1\n  kind: List\n  items:\n  - apiVersion: v1\n    kind: Secret\n    data: {a: hunter2}\n",
        "4: {\"apiVersion\":\"v1\",\"kind\":\"Pod\"}\n9: {\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"data\":{\"a\":\"\"}}",
    );
    check(
        "- {apiVersion: v1, kind: Pod}\n- text\n",
        "1: {\"apiVersion\":\"v1\",\"kind\":\"Pod\"}\ngap in:2: an item of the list is a string, expected an object",
    );
    check("apiVersion: v1\nkind: PodList\nitems:\n", "");
}

#[test]
fn duplicates() {
    check(
        "apiVersion: v1\nkind: Pod\nspec:\n  a: 1\n  b: {x: [1, 2]}\n  a: [3]\nkind: Job\n",
        "1: {\"apiVersion\":\"v1\",\"spec\":{\"b\":{\"x\":[1,2]},\"a\":[3]},\"kind\":\"Job\"}\ngap in:6: duplicate key \"a\" (first at line 4): the last value counts\ngap in:7: duplicate key \"kind\" (first at line 2): the last value counts",
    );
    let outcome = read("apiVersion: v1\nkind: Pod\nspec:\n  a: {x: 1}\n  b: 2\n  a: 3\n");
    let document = &outcome.documents[0];
    assert_eq!(document.marks.at(&document.json, "/spec/a"), Some((6, 3)));
    assert_eq!(document.marks.at(&document.json, "/spec/b"), Some((5, 3)));
    let many = (0..100).map(|n| format!("  k{}: {n}", n % 60)).collect::<Vec<_>>().join("\n");
    assert_eq!(read(format!("apiVersion: v1\nkind: Pod\nspec:\n{many}")).gaps.len(), 40);
}

#[test]
fn anchors_and_merges() {
    check(
        "apiVersion: v1\nkind: A\nx: &x {a: 1, b: 2}\nv: {<<: *x, b: 3}\nz: *x\nw: {<<: [{a: 9}, *x]}\n",
        "1: {\"apiVersion\":\"v1\",\"kind\":\"A\",\"x\":{\"a\":1,\"b\":2},\"v\":{\"a\":1,\"b\":3},\"z\":{\"a\":1,\"b\":2},\"w\":{\"b\":2,\"a\":9}}",
    );
    check(
        "apiVersion: v1\nkind: A\nv: {'<<': 1}\n",
        "1: {\"apiVersion\":\"v1\",\"kind\":\"A\",\"v\":{\"<<\":1}}",
    );
    check(
        "apiVersion: v1\nkind: A\nv: {<<: 1}\n",
        "gap in:3: << needs a mapping, or a list of mappings, that does not contain it",
    );
    check(
        "apiVersion: v1\nkind: A\nv: *x\n",
        "gap in:3: line 3 column 4: while parsing node, found unknown anchor",
    );
}

#[test]
fn what_is_no_object() {
    check("replicas: 1\n", "skipped 1: neither apiVersion nor kind");
    check("apiVersion: v2\nname: chart\n", "skipped 1: no kind");
    check("kind: Deployment\nimage: x\n", "skipped 1: no apiVersion");
    check(
        "kind: Deployment\nmetadata: {name: x}\n",
        "gap in:1: no apiVersion: expected both apiVersion and kind",
    );
    check("just text\n", "skipped 1: a string, not an object");
    check("42\n", "skipped 1: a number or boolean, not an object");
}

#[test]
fn helm_templates() {
    let hint = "looks like a Helm template: render it first, e.g. helm template DIR | holdfast scan -f -";
    for template in [
        "{{- if .Values.a }}\napiVersion: v1\n{{- end }}\n",
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n",
        "apiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n    {{- include \"x\" . | nindent 4 }}\n",
    ] {
        let outcome = read(template);
        assert!(outcome.documents.is_empty() && outcome.gaps[0].why.ends_with(hint), "{}", outcome.text());
    }
}

/// What the Go library takes although YAML 1.2 does not.
#[test]
fn loose_white_space() {
    let head = "{\"apiVersion\":\"v1\",\"kind\":\"A\"";
    check(
        "apiVersion: v1\nkind: A\nspec:\n  config: '{\n  \"a\": 1,\n\n}'\n  b: \"x\n  y\n z\"\nc: d\n",
        &format!("1: {head},\"spec\":{{\"config\":\"{{ \\\"a\\\": 1,\\n}}\",\"b\":\"x y z\"}},\"c\":\"d\"}}"),
    );
    check(
        "apiVersion: v1\nkind: A\nspec:\n  args:\n    [\n\t  \"a\",\n\t  b\n    ]\n",
        &format!("1: {head},\"spec\":{{\"args\":[\"a\",\"b\"]}}}}"),
    );
    let why = "tabs disallowed within this context (block indentation)";
    check("apiVersion: v1\nkind: A\nspec:\n\tb: 2\n", &format!("gap in:4: line 4 column 2: {why}"));
    check(
        "a: {}\n...\na:\n\t- 2\n",
        &format!("gap in:4: line 4 column 2: {why}\nskipped 1: neither apiVersion nor kind"),
    );
}
