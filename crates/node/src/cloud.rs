//! What a cloud says of its managed cluster, as its own command prints it.

use holdfast_inventory::node::Cloud;
use holdfast_inventory::read::{self, Limits};
use serde_json::Value;
use thiserror::Error;

use crate::text::conceal;

/// Why a file is no cloud's description of a cluster.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CloudError {
    #[error("not JSON or YAML: {0}")]
    Malformed(String),
    #[error(
        "not a description of one cluster: expected the JSON of `aws eks describe-cluster --name NAME`, \
         `az aks show --name NAME --resource-group GROUP` or `gcloud container clusters describe NAME --format json`"
    )]
    Unrecognised,
}

/// Reads the output of `aws eks describe-cluster`, `az aks show` or `gcloud container clusters describe`.
///
/// # Errors
///
/// The text is none of the three.
pub fn cloud_facts(bytes: &[u8]) -> Result<Cloud, CloudError> {
    let limits = Limits { yaml_bytes: crate::cx::FILE * 4, ..Limits::default() };
    let documents = read::values(bytes, &limits).map_err(|error| CloudError::Malformed(error.to_string()))?;
    let mut description = documents.into_iter().next().ok_or(CloudError::Unrecognised)?;
    conceal("", &mut description);
    eks(&description)
        .or_else(|| aks(&description))
        .or_else(|| gke(&description))
        .ok_or(CloudError::Unrecognised)
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// <https://docs.aws.amazon.com/cli/latest/reference/eks/describe-cluster.html>
fn eks(description: &Value) -> Option<Cloud> {
    let cluster = description.get("cluster")?;
    text(cluster, "arn").filter(|arn| arn.contains(":eks:"))?;
    Some(cloud("eks", text(cluster, "name")?, text(cluster, "version"), cluster))
}

/// <https://learn.microsoft.com/en-us/cli/azure/aks#az-aks-show>
fn aks(description: &Value) -> Option<Cloud> {
    let kind = text(description, "type").unwrap_or_default();
    let id = text(description, "id").unwrap_or_default();
    let is = |text: &str| text.to_ascii_lowercase().contains("microsoft.containerservice/managedclusters");
    if !is(&kind) && !is(&id) {
        return None;
    }
    let version =
        text(description, "currentKubernetesVersion").or_else(|| text(description, "kubernetesVersion"));
    Some(cloud("aks", text(description, "name")?, version, description))
}

/// <https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters>
fn gke(description: &Value) -> Option<Cloud> {
    text(description, "selfLink").filter(|link| link.contains("container.googleapis.com"))?;
    Some(cloud("gke", text(description, "name")?, text(description, "currentMasterVersion"), description))
}

fn cloud(provider: &str, cluster: String, version: Option<String>, description: &Value) -> Cloud {
    let mut description = description.clone();
    redact(&mut description);
    Cloud { provider: provider.to_owned(), cluster, version, description }
}

/// Members that hold key material or passwords in a cloud's own answer.
const CREDENTIALS: &[&str] = &[
    "adminPassword",
    "clientKey",
    "clientSecret",
    "keyData",
    "password",
    "secret",
    "servicePrincipalSecret",
];

/// Their values go; that they are there stays to be seen.
fn redact(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(text) if CREDENTIALS.contains(&name.as_str()) && !text.is_empty() => {
                        *text = format!("{}secret", read::REDACTED);
                    }
                    member => redact(member),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(redact),
        _ => {}
    }
}
