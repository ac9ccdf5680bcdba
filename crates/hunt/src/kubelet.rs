//! What several hunters ask of a kubelet's answers.

use serde_json::Value;

use crate::http::Answer;
use crate::service::Service;

/// True when a kubelet looked for the pod that was named: it had let the request in.
/// Source: `pkg/kubelet/server/server.go` of Kubernetes ("pod does not exist"), and the same text in JSON.
pub(crate) fn is_past_the_door(answer: &Answer) -> bool {
    matches!(answer.status, 400 | 404 | 500)
        && ["pod does not exist", "pod not found", "pod \"none\" not found", "container not found"]
            .iter()
            .any(|text| answer.body.contains(text))
}

/// Containers of the pods the kubelet lists, each with its pod as `namespace/name`.
pub(crate) fn containers(service: &Service) -> impl Iterator<Item = (String, Value)> {
    let list = service.json("/pods").filter(|v| v.get("kind").and_then(Value::as_str) == Some("PodList"));
    let items = list.and_then(|mut v| v.get_mut("items").map(Value::take));
    let pods = match items {
        Some(Value::Array(pods)) => pods,
        _ => Vec::new(),
    };
    pods.into_iter().flat_map(|pod| {
        let text =
            |pointer: &str| pod.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
        let name = format!("{}/{}", text("/metadata/namespace"), text("/metadata/name"));
        let found = pod.pointer("/spec/containers").and_then(Value::as_array).cloned().unwrap_or_default();
        found.into_iter().map(move |container| (name.clone(), container))
    })
}

/// Variables of a container that hold a credential as a literal, by their names.
pub(crate) fn credential_names(pod: &str, container: &Value) -> Vec<String> {
    const WORDS: &[&str] =
        &["PASSWORD", "PASSWD", "SECRET", "TOKEN", "API_KEY", "APIKEY", "ACCESS_KEY", "PRIVATE_KEY"];
    let variables = container.get("env").and_then(Value::as_array);
    let literal = |v: &&Value| v.get("value").and_then(Value::as_str).is_some_and(|text| !text.is_empty());
    let names = variables.into_iter().flatten().filter(literal).filter_map(|v| v.get("name")?.as_str());
    let telling = names.filter(|name| {
        let upper = name.to_ascii_uppercase();
        WORDS.iter().any(|word| upper.contains(word))
            && !upper.ends_with("_FILE")
            && !upper.ends_with("_PATH")
    });
    telling.map(|name| format!("{pod}: {name}")).collect()
}

/// `namespace/pod/container` of a container that runs, for requests that run something harmless in it.
pub(crate) fn some_container(service: &Service) -> Option<String> {
    let plain = |text: &str| {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-./".contains(&b))
    };
    containers(service).find_map(|(pod, container)| {
        let path = format!("{pod}/{}", container.get("name")?.as_str()?);
        plain(&path).then_some(path)
    })
}
