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
