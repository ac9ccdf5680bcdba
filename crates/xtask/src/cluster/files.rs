//! Texts the parts are configured with.

use anyhow::{Context as _, Result};

use super::instance::Instance;
use super::pki;

/// What the API server writes to its audit log.
pub(super) const AUDIT_POLICY: &str = include_str!("../../../../e2e/cluster/audit-policy.yaml");

/// A kubeconfig `<file>.kubeconfig` that acts with the certificate of the same name.
pub(super) fn kubeconfig(instance: &Instance, file: &str, server: &str) -> Result<()> {
    let text = format!(
        "apiVersion: v1\nkind: Config\ncurrent-context: holdfast\n\
         clusters:\n- name: {cluster}\n  cluster: {{server: {server:?}, certificate-authority: {authority:?}}}\n\
         users:\n- name: {file}\n  user: {{client-certificate: {certificate:?}, client-key: {key:?}}}\n\
         contexts:\n- name: holdfast\n  context: {{cluster: {cluster}, user: {file}}}\n",
        cluster = instance.name(),
        authority = pki::certificate(instance, "ca"),
        certificate = pki::certificate(instance, file),
        key = pki::key(instance, file),
    );
    instance.write(&format!("{file}.kubeconfig"), &text)
}

/// Encryption at rest with a key of 32 random bytes.
pub(super) fn encryption(instance: &Instance) -> Result<String> {
    let key = super::tools::output(super::tools::command("openssl").args(["rand", "-base64", "32"]))?;
    let text = format!(
        "apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources:\n\
         - resources: [secrets]\n  providers:\n  - secretbox: {{keys: [{{name: key1, secret: {:?}}}]}}\n  - identity: {{}}\n",
        key.trim()
    );
    let file = "encryption.yaml";
    instance.write(file, &text)?;
    Ok(instance.text(file))
}

/// Free ports of loopback, all different.
pub(super) fn free_ports<const N: usize>() -> Result<[u16; N]> {
    let mut held = Vec::with_capacity(N);
    let mut ports = [0; N];
    for port in &mut ports {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).context("no free port on loopback")?;
        *port = listener.local_addr().context("a listener without an address")?.port();
        held.push(listener);
    }
    Ok(ports)
}
