//! What the API server says that an anonymous request may do: a review that stores nothing.
//! Source: <https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/self-subject-rules-review-v1/>

use serde_json::Value;

use crate::service::Service;

pub(crate) const LINE: &str = "POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews";

/// True when one of the verbs is allowed on the resource, by name or by a wildcard.
pub(crate) fn allows(service: &Service, verbs: &[&str], resource: &str) -> bool {
    let Some(review) = service
        .answer(LINE)
        .filter(|a| a.status == 201 || a.status == 200)
        .and_then(crate::http::Answer::json)
    else {
        return false;
    };
    let rules = review.pointer("/status/resourceRules").and_then(Value::as_array);
    let holds = |rule: &Value, field: &str, wanted: &[&str]| {
        let words = rule.get(field).and_then(Value::as_array);
        words
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .any(|word| word == "*" || wanted.contains(&word))
    };
    let unnamed =
        |rule: &Value| rule.get("resourceNames").and_then(Value::as_array).is_none_or(Vec::is_empty);
    rules
        .into_iter()
        .flatten()
        .any(|rule| unnamed(rule) && holds(rule, "verbs", verbs) && holds(rule, "resources", &[resource]))
}
