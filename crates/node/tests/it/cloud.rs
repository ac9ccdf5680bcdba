//! Descriptions of managed clusters, as the clouds' own commands print them.

use holdfast_node::{CloudError, cloud_facts};
use serde_json::json;

fn check(text: &str, expected: (&str, &str, Option<&str>)) {
    let cloud = cloud_facts(text.as_bytes()).unwrap();
    assert_eq!((cloud.provider.as_str(), cloud.cluster.as_str(), cloud.version.as_deref()), expected);
}

#[test]
fn each_cloud_is_known_by_its_own_answer() {
    check(
        r#"{"cluster": {"name": "demo", "arn": "arn:aws:eks:eu-west-1:111122223333:cluster/demo", "version": "1.34",
            "logging": {"clusterLogging": [{"types": ["api"], "enabled": false}]}}}"#,
        ("eks", "demo", Some("1.34")),
    );
    check(
        r#"{"name": "demo", "type": "Microsoft.ContainerService/ManagedClusters", "kubernetesVersion": "1.34",
            "currentKubernetesVersion": "1.34.1", "enableRbac": true}"#,
        ("aks", "demo", Some("1.34.1")),
    );
    check(
        "name: demo\nselfLink: https://container.googleapis.com/v1/projects/p/locations/l/clusters/demo\n\
         currentMasterVersion: 1.34.1-gke.1431000\n",
        ("gke", "demo", Some("1.34.1-gke.1431000")),
    );
}

#[test]
fn anything_else_is_refused_with_the_commands_that_give_it() {
    let refused = |text: &str| cloud_facts(text.as_bytes()).unwrap_err();
    assert_eq!(refused(r#"{"items": []}"#), CloudError::Unrecognised);
    assert_eq!(refused(""), CloudError::Unrecognised);
    assert!(refused("{}").to_string().contains("aws eks describe-cluster"));
    assert!(matches!(refused("{\"a\": "), CloudError::Malformed(_)));
}

#[test]
fn credentials_of_the_answer_are_replaced() {
    let text = json!({
        "name": "demo", "selfLink": "https://container.googleapis.com/v1/x",
        "masterAuth": {"username": "admin", "password": "example-not-a-password", "clientKey": "bm90LWEta2V5"},
    });
    let cloud = cloud_facts(text.to_string().as_bytes()).unwrap();
    let told = cloud.description.to_string();
    assert!(!told.contains("example-not") && !told.contains("bm90"), "{told}");
    assert!(cloud.description.pointer("/masterAuth/password").is_some());
}
