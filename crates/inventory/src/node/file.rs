//! Files, certificates and kubeconfigs of a node.

use serde::{Deserialize, Serialize};

use super::Fact;

/// The parts files play: the keys of `NodeFacts::files`.
pub mod role {
    /// kubeconfigs of people: `admin.conf`, `super-admin.conf`.
    pub const ADMIN_KUBECONFIG: &str = "adminKubeconfig";
    pub const APISERVER_MANIFEST: &str = "apiserverManifest";
    pub const AUDIT_LOG: &str = "auditLog";
    pub const AUDIT_POLICY: &str = "auditPolicy";
    /// The CNI configurations, by the directories they lie in; not the directories.
    pub const CNI: &str = "cni";
    pub const CONTROLLER_MANAGER_KUBECONFIG: &str = "controllerManagerKubeconfig";
    pub const CONTROLLER_MANAGER_MANIFEST: &str = "controllerManagerManifest";
    pub const ENCRYPTION_CONFIG: &str = "encryptionConfig";
    pub const ETCD_DATA_DIR: &str = "etcdDataDir";
    pub const ETCD_MANIFEST: &str = "etcdManifest";
    /// Certificates of the PKI directories, and the private keys, and the directories themselves.
    pub const PKI_CERTIFICATES: &str = "pkiCertificates";
    pub const PKI_DIRECTORIES: &str = "pkiDirectories";
    pub const PKI_KEYS: &str = "pkiKeys";
    /// CA file the kubelet trusts clients by.
    pub const KUBELET_CLIENT_CA: &str = "kubeletClientCa";
    pub const KUBELET_CONFIG: &str = "kubeletConfig";
    pub const KUBELET_CONFIG_DROP_INS: &str = "kubeletConfigDropIns";
    pub const KUBELET_KUBECONFIG: &str = "kubeletKubeconfig";
    /// The kubelet's systemd unit and its drop-ins.
    pub const KUBELET_SERVICE: &str = "kubeletService";
    pub const KUBE_PROXY_CONFIG: &str = "kubeProxyConfig";
    pub const KUBE_PROXY_KUBECONFIG: &str = "kubeProxyKubeconfig";
    pub const RUNTIME_CONFIG: &str = "runtimeConfig";
    pub const RUNTIME_SOCKET: &str = "runtimeSocket";
    pub const SCHEDULER_KUBECONFIG: &str = "schedulerKubeconfig";
    pub const SCHEDULER_MANIFEST: &str = "schedulerManifest";
    /// The directory of static pod manifests and every manifest in it.
    pub const STATIC_PODS: &str = "staticPods";

    /// All of them, sorted.
    pub const ALL: &[&str] = &[
        ADMIN_KUBECONFIG,
        APISERVER_MANIFEST,
        AUDIT_LOG,
        AUDIT_POLICY,
        CNI,
        CONTROLLER_MANAGER_KUBECONFIG,
        CONTROLLER_MANAGER_MANIFEST,
        ENCRYPTION_CONFIG,
        ETCD_DATA_DIR,
        ETCD_MANIFEST,
        KUBE_PROXY_CONFIG,
        KUBE_PROXY_KUBECONFIG,
        KUBELET_CLIENT_CA,
        KUBELET_CONFIG,
        KUBELET_CONFIG_DROP_INS,
        KUBELET_KUBECONFIG,
        KUBELET_SERVICE,
        PKI_CERTIFICATES,
        PKI_DIRECTORIES,
        PKI_KEYS,
        RUNTIME_CONFIG,
        RUNTIME_SOCKET,
        SCHEDULER_KUBECONFIG,
        SCHEDULER_MANIFEST,
        STATIC_PODS,
    ];
}

/// One file of a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FileFact {
    /// On the host.
    pub path: String,
    /// Of what the path leads to when it is a symbolic link. Absent: a process names it and it is not there.
    pub stat: Fact<Stat>,
}

/// Metadata of a file, as `stat` tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Stat {
    pub kind: FileKind,
    /// Permission bits as a number, set-id and sticky bits included: `0o600` is 384.
    pub mode: u32,
    /// The same as people write it: `0600`.
    pub octal: String,
    pub uid: u32,
    pub gid: u32,
    /// Names of the host's own `/etc/passwd` and `/etc/group`; without an entry there, the number as text.
    pub owner: String,
    pub group: String,
    /// Where the path leads, when the path itself is a symbolic link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FileKind {
    File,
    Directory,
    Socket,
    Symlink,
    Other,
}

/// A certificate's public part. A bundle is told by its first certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Certificate {
    pub subject: String,
    pub issuer: String,
    /// `RSA`, `ECDSA`, `Ed25519`, or the algorithm's object identifier.
    pub key_type: String,
    /// Bits of the key, when the type has sizes.
    pub key_bits: Option<u32>,
    /// Seconds since 1970.
    pub not_before: i64,
    pub not_after: i64,
    pub is_ca: bool,
    /// Certificates in the file.
    pub certificates: u32,
}

/// What a kubeconfig points to; its credentials are never kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kubeconfig {
    pub server: Option<String>,
    pub certificate_authority: Option<String>,
    /// The authority's certificate is written into the file.
    pub certificate_authority_inline: bool,
    pub insecure_skip_tls_verify: bool,
    pub user: Option<String>,
    pub client_certificate: Option<String>,
    pub client_key: Option<String>,
    /// A client key, token or password is written into the file.
    pub inline_credential: bool,
    /// Program that gives the credential.
    pub exec: Option<String>,
}
