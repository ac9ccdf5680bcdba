//! Who runs a cluster: from the names it is reached by, its certificate's names, and the suffix of its version.

use crate::service::Service;

/// Ends of host names that managed services give, as their documentation shows them.
const NAMES: &[(&str, &str)] = &[
    (".eks.amazonaws.com", "eks"),
    (".api.aws", "eks"),
    (".azmk8s.io", "aks"),
    (".gke.goog", "gke"),
    (".k8s.ondigitalocean.com", "doks"),
    (".clusters.oci.oraclecloud.com", "oke"),
    (".linodelke.net", "lke"),
    (".scw.cloud", "scaleway"),
    (".k8s.civo.com", "civo"),
    (".vultr-k8s.com", "vultr"),
    (".k8s.ovh.net", "ovh"),
    (".containers.cloud.ibm.com", "ibm"),
    (".containers.appdomain.cloud", "ibm"),
    (".openshiftapps.com", "openshift"),
    (".alikubernetes.com", "ack"),
    (".tencentcloudcr.com", "tke"),
];

/// The provider that a name of the service or of its certificate belongs to.
pub(crate) fn by_name(service: &Service) -> Option<String> {
    let certificate = service.tls.as_ref().and_then(|t| t.certificate.as_ref());
    let names = certificate.map(|c| c.names.as_slice()).unwrap_or_default();
    let all = service.host.iter().chain(names);
    let mut all = all;
    all.find_map(|name| {
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        NAMES.iter().find(|(end, _)| name.ends_with(end)).map(|(_, provider)| (*provider).to_owned())
    })
}

/// The provider whose builds carry this version.
pub(crate) fn by_version(version: &str) -> Option<&'static str> {
    const MARKS: &[(&str, &str)] =
        &[("-gke.", "gke"), ("-eks-", "eks"), ("-aliyun", "ack"), ("-tke.", "tke"), ("+IKS", "ibm")];
    MARKS.iter().find(|(mark, _)| version.contains(mark)).map(|(_, provider)| *provider)
}

/// The distribution whose builds carry this version.
pub(crate) fn distribution(version: &str) -> Option<&'static str> {
    const MARKS: &[(&str, &str)] = &[
        ("-gke.", "gke"),
        ("-eks-", "eks"),
        ("+k3s", "k3s"),
        ("-k3s", "k3s"),
        ("+rke2", "rke2"),
        ("+k0s", "k0s"),
        ("-aliyun", "ack"),
        ("-tke.", "tke"),
        ("+IKS", "iks"),
        ("+vmware", "tkg"),
        ("-mirantis", "mke"),
        ("-openshift", "openshift"),
        ("+deb", "debian"),
    ];
    MARKS.iter().find(|(mark, _)| version.contains(mark)).map(|(_, name)| *name)
}
