//! The cluster's own certificates: one authority, and one key and certificate per part.

use anyhow::Result;

use super::instance::Instance;
use super::node::Network;
use super::tools;

/// A certificate signed by the cluster's authority.
struct Certificate {
    /// Its files are `pki/<file>.crt` and `pki/<file>.key`.
    file: &'static str,
    /// User name in Kubernetes.
    name: &'static str,
    /// Group in Kubernetes.
    group: &'static str,
    /// Names and addresses it serves.
    serves: &'static str,
}

const LOCAL: &str = "DNS:localhost,IP:127.0.0.1";

const CERTIFICATES: &[Certificate] = &[
    Certificate { file: "etcd", name: "etcd", group: "", serves: LOCAL },
    Certificate { file: "etcd-client", name: "kube-apiserver", group: "", serves: "" },
    Certificate {
        file: "apiserver",
        name: "kube-apiserver",
        group: "",
        serves: "DNS:localhost,IP:127.0.0.1,IP:10.96.0.1,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc",
    },
    Certificate {
        file: "kubelet-client",
        name: "kube-apiserver-kubelet-client",
        group: "holdfast:kubelet-clients",
        serves: "",
    },
    Certificate { file: "admin", name: "admin", group: "system:masters", serves: "" },
    Certificate {
        file: "controller-manager",
        name: "system:kube-controller-manager",
        group: "",
        serves: LOCAL,
    },
    Certificate { file: "scheduler", name: "system:kube-scheduler", group: "", serves: LOCAL },
    Certificate { file: "front-proxy-client", name: "front-proxy-client", group: "", serves: "" },
];

/// Days every certificate is valid: no cluster of tests lives as long.
const DAYS: &str = "365";

/// Writes `pki/`, the authority first.
pub(super) fn write(instance: &Instance, network: Option<&Network>) -> Result<()> {
    for authority in ["ca", "front-proxy-ca"] {
        openssl(
            instance,
            &["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
            &[
                "-days",
                DAYS,
                "-subj",
                &format!("/CN=holdfast-{authority}"),
                "-addext",
                "keyUsage=critical,keyCertSign,cRLSign,digitalSignature",
                "-keyout",
                &key(instance, authority),
                "-out",
                &certificate(instance, authority),
            ],
        )?;
    }
    let account = key(instance, "service-account");
    openssl(
        instance,
        &["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
        &["-out", &account],
    )?;
    openssl(
        instance,
        &["pkey", "-pubout"],
        &["-in", &account, "-out", &instance.text("pki/service-account.pub")],
    )?;
    for wanted in CERTIFICATES {
        sign(instance, wanted, wanted.serves)?;
    }
    if let Some(network) = network {
        let serves = format!("DNS:{},IP:{},IP:127.0.0.1", super::node::NAME, network.address);
        let name = "system:node:node-1";
        sign(instance, &Certificate { file: "kubelet", name, group: "system:nodes", serves: "" }, &serves)?;
    }
    Ok(())
}

pub(super) fn key(instance: &Instance, file: &str) -> String {
    instance.text(&format!("pki/{file}.key"))
}

pub(super) fn certificate(instance: &Instance, file: &str) -> String {
    instance.text(&format!("pki/{file}.crt"))
}

fn sign(instance: &Instance, wanted: &Certificate, serves: &str) -> Result<()> {
    let authority = if wanted.file.starts_with("front-proxy") { "front-proxy-ca" } else { "ca" };
    let request = instance.text(&format!("pki/{}.csr", wanted.file));
    let group = if wanted.group.is_empty() { String::new() } else { format!("/O={}", wanted.group) };
    let subject = format!("{group}/CN={}", wanted.name);
    openssl(
        instance,
        &["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
        &["-subj", &subject, "-keyout", &key(instance, wanted.file), "-out", &request],
    )?;
    let mut extensions =
        "keyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth,serverAuth\n".to_owned();
    if !serves.is_empty() {
        extensions.extend(["subjectAltName=", serves, "\n"]);
    }
    let file = format!("pki/{}.ext", wanted.file);
    instance.write(&file, &extensions)?;
    openssl(
        instance,
        &["x509", "-req", "-days", DAYS, "-CAcreateserial"],
        &[
            "-in",
            &request,
            "-CA",
            &certificate(instance, authority),
            "-CAkey",
            &key(instance, authority),
            "-extfile",
            &instance.text(&file),
            "-out",
            &certificate(instance, wanted.file),
        ],
    )
}

/// Key files are made readable by their owner alone: openssl does so for keys it generates.
fn openssl(instance: &Instance, what: &[&str], with: &[&str]) -> Result<()> {
    tools::output(tools::command("openssl").args(what).args(with).current_dir(instance.home())).map(drop)
}
