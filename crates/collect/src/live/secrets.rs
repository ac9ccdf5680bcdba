//! Objects known by their metadata: Secrets from the server's table, others from `PartialObjectMetadata`.

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// Annotation that carries the number of keys of a Secret, as the server's table tells it.
const KEYS: &str = "holdfast.dev/keys";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    // The API server writes an empty list of metadata as `null`, so no field may insist on a list.
    column_definitions: Option<Vec<Column>>,
    #[serde(borrow)]
    rows: Option<Vec<Row<'a>>>,
    #[serde(borrow)]
    items: Option<Vec<Item<'a>>>,
}

#[derive(Deserialize)]
struct Column {
    name: String,
}

#[derive(Deserialize)]
struct Row<'a> {
    cells: Vec<Value>,
    #[serde(borrow)]
    object: Item<'a>,
}

#[derive(Deserialize)]
struct Item<'a> {
    #[serde(borrow)]
    metadata: &'a RawValue,
}

/// Rewrites a table or a metadata list as a list of objects of the kind, without data.
pub(super) fn objects(
    body: &[u8],
    group: &str,
    version: &str,
    kind: &str,
) -> Result<Vec<u8>, serde_json::Error> {
    let answer: Answer<'_> = serde_json::from_slice(body)?;
    let api = if group.is_empty() { version.to_owned() } else { format!("{group}/{version}") };
    let column = |name: &str| answer.column_definitions.iter().flatten().position(|c| c.name == name);
    let (type_at, data_at) = (column("Type"), column("Data"));
    let mut list = Vec::new();
    for row in answer.rows.iter().flatten() {
        let cell = |at: Option<usize>| at.and_then(|at| row.cells.get(at));
        let mut object = bare(&api, kind, row.object.metadata)?;
        if let Some(Value::String(text)) = cell(type_at) {
            object.insert("type".to_owned(), text.as_str().into());
        }
        if let Some(keys) = cell(data_at) {
            annotate(&mut object, keys);
        }
        list.push(Value::Object(object));
    }
    for item in answer.items.iter().flatten() {
        list.push(Value::Object(bare(&api, kind, item.metadata)?));
    }
    serde_json::to_vec(&serde_json::json!({"apiVersion": "v1", "kind": "List", "items": list}))
}

fn bare(api: &str, kind: &str, metadata: &RawValue) -> Result<Map<String, Value>, serde_json::Error> {
    let mut object = Map::new();
    object.insert("apiVersion".to_owned(), api.into());
    object.insert("kind".to_owned(), kind.into());
    object.insert("metadata".to_owned(), serde_json::from_str(metadata.get())?);
    Ok(object)
}

fn annotate(object: &mut Map<String, Value>, keys: &Value) {
    let Some(Value::Object(metadata)) = object.get_mut("metadata") else { return };
    let annotations = metadata.entry("annotations").or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(annotations) = annotations {
        annotations.insert(KEYS.to_owned(), keys.to_string().trim_matches('"').into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_becomes_secrets_without_values() {
        let table = br#"{"kind":"Table","columnDefinitions":[{"name":"Name"},{"name":"Type"},{"name":"Data"},{"name":"Age"}],
            "rows":[{"cells":["db","Opaque",2,"5d"],"object":{"kind":"PartialObjectMetadata","metadata":{"name":"db","namespace":"shop"}}}]}"#;
        let list: Value = serde_json::from_slice(&objects(table, "", "v1", "Secret").unwrap()).unwrap();
        let expected = serde_json::json!([{"apiVersion": "v1", "kind": "Secret", "type": "Opaque",
            "metadata": {"name": "db", "namespace": "shop", "annotations": {"holdfast.dev/keys": "2"}}}]);
        assert_eq!(list["items"], expected);
    }

    #[test]
    fn a_list_without_objects_may_be_null() {
        for body in [
            r#"{"kind":"PartialObjectMetadataList","metadata":{"resourceVersion":"7"},"items":null}"#,
            r#"{"kind":"Table","columnDefinitions":null,"rows":null}"#,
        ] {
            let list: Value =
                serde_json::from_slice(&objects(body.as_bytes(), "", "v1", "Secret").unwrap()).unwrap();
            assert_eq!(list["items"], serde_json::json!([]), "{body}");
        }
    }

    #[test]
    fn metadata_lists_take_the_kind_asked_for() {
        let items =
            br#"{"kind":"PartialObjectMetadataList","items":[{"metadata":{"name":"a.example.dev"}}]}"#;
        let list = objects(items, "apiextensions.k8s.io", "v1", "CustomResourceDefinition").unwrap();
        let list: Value = serde_json::from_slice(&list).unwrap();
        assert_eq!(list["items"][0]["kind"], "CustomResourceDefinition");
        assert_eq!(list["items"][0]["apiVersion"], "apiextensions.k8s.io/v1");
    }
}
