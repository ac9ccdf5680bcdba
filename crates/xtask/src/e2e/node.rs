//! The node is real: pods start, answer, are exec'd into and restarted, and the kubelet has an API of its own.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use super::{Context, End};
use crate::cluster;

const POD: &str = "/api/v1/namespaces/default/pods";

pub(super) fn run(context: &Context<'_>) -> Result<End> {
    if !context.instance.has_node() {
        return Ok(End::Skipped("this cluster has no node (it needs root)".to_owned()));
    }
    let mut client = context.api.client()?;
    context.put(POD, &pod("e2e-web", &[]))?;
    context.put(POD, &pod("e2e-fails", &["/bin/false"]))?;
    context.kubectl(&["wait", "--for=condition=Ready", "pod/e2e-web", "--timeout=15s"])?;
    let web = client.get(&format!("{POD}/e2e-web"))?;
    let address = web.pointer("/status/podIP").and_then(Value::as_str).context("a pod without an address")?;
    ensure!(page(address)?.contains("holdfast test server"), "the pod does not serve its page");
    let who = context.kubectl(&["exec", "e2e-web", "--", "id", "-u"])?;
    ensure!(who.trim() == "65534", "a command in the pod runs as {who}");
    let restarted = cluster::wait_for(Duration::from_mins(1), || {
        let pod = client.get(&format!("{POD}/e2e-fails")).unwrap_or_default();
        pod.pointer("/status/containerStatuses/0/restartCount").and_then(Value::as_u64) > Some(0)
    });
    ensure!(restarted, "a container that fails is not started again");
    let seen = client.get(&format!("/api/v1/nodes/{}/proxy/pods", cluster::NODE))?;
    let names: Vec<&str> = seen["items"]
        .as_array()
        .map(|items| items.iter().filter_map(|pod| pod["metadata"]["name"].as_str()).collect())
        .unwrap_or_default();
    ensure!(names.contains(&"e2e-web"), "the kubelet's own API knows only {names:?}");
    for name in ["e2e-web", "e2e-fails"] {
        context.kubectl(&["delete", "pod", name, "--now", "--timeout=15s"])?;
    }
    Ok(End::Passed(
        "pods start, serve, are exec'd into, restart and go; the kubelet's API answers".to_owned(),
    ))
}

fn pod(name: &str, command: &[&str]) -> Value {
    let container =
        json!({"name": "web", "image": cluster::WEB_IMAGE, "imagePullPolicy": "Never", "command": command});
    json!({
        "apiVersion": "v1", "kind": "Pod", "metadata": {"name": name},
        "spec": {"containers": [container], "terminationGracePeriodSeconds": 1},
    })
}

/// What the web server in a pod says.
fn page(address: &str) -> Result<String> {
    let mut stream =
        TcpStream::connect((address, 8080)).with_context(|| format!("cannot reach {address}:8080"))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.write_all(b"GET / HTTP/1.0\r\n\r\n")?;
    let mut text = String::new();
    stream.take(1 << 16).read_to_string(&mut text)?;
    Ok(text)
}
