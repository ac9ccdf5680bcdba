//! Resources as people write them: `pods`, `deploy`, `deployments.apps/scale`, `widgets`.
//!
//! Source of the table: the API reference of Kubernetes 1.37 and `kubectl api-resources`.

/// A resource of Kubernetes itself.
#[derive(Clone, Copy, Debug)]
struct Known {
    group: &'static str,
    plural: &'static str,
    /// Singular and short names.
    aliases: &'static [&'static str],
    namespaced: bool,
}

const fn local(group: &'static str, plural: &'static str, aliases: &'static [&'static str]) -> Known {
    Known { group, plural, aliases, namespaced: true }
}

const fn wide(group: &'static str, plural: &'static str, aliases: &'static [&'static str]) -> Known {
    Known { namespaced: false, ..local(group, plural, aliases) }
}

const ADMISSION: &str = "admissionregistration.k8s.io";
const AUTHENTICATION: &str = "authentication.k8s.io";
const AUTHORIZATION: &str = "authorization.k8s.io";
const CERTIFICATES: &str = "certificates.k8s.io";
const DRA: &str = "resource.k8s.io";
const FLOW: &str = "flowcontrol.apiserver.k8s.io";
const NETWORKING: &str = "networking.k8s.io";
const RBAC: &str = "rbac.authorization.k8s.io";
const STORAGE: &str = "storage.k8s.io";

/// The core group first: where two groups have one plural, kubectl prefers it.
static KNOWN: &[Known] = &[
    local("", "bindings", &["binding"]),
    wide("", "componentstatuses", &["componentstatus", "cs"]),
    local("", "configmaps", &["configmap", "cm"]),
    local("", "endpoints", &["ep"]),
    local("", "events", &["event", "ev"]),
    local("", "limitranges", &["limitrange", "limits"]),
    wide("", "namespaces", &["namespace", "ns"]),
    wide("", "nodes", &["node", "no"]),
    local("", "persistentvolumeclaims", &["persistentvolumeclaim", "pvc"]),
    wide("", "persistentvolumes", &["persistentvolume", "pv"]),
    local("", "pods", &["pod", "po"]),
    local("", "podtemplates", &["podtemplate"]),
    local("", "replicationcontrollers", &["replicationcontroller", "rc"]),
    local("", "resourcequotas", &["resourcequota", "quota"]),
    local("", "secrets", &["secret"]),
    local("", "serviceaccounts", &["serviceaccount", "sa"]),
    local("", "services", &["service", "svc"]),
    // No objects, but words of rules about impersonation.
    wide("", "users", &["user"]),
    wide("", "groups", &["group"]),
    wide(AUTHENTICATION, "uids", &["uid"]),
    wide(AUTHENTICATION, "userextras", &["userextra"]),
    wide(CERTIFICATES, "signers", &["signer"]),
    wide(ADMISSION, "mutatingadmissionpolicies", &["mutatingadmissionpolicy"]),
    wide(ADMISSION, "mutatingadmissionpolicybindings", &["mutatingadmissionpolicybinding"]),
    wide(ADMISSION, "mutatingwebhookconfigurations", &["mutatingwebhookconfiguration"]),
    wide(ADMISSION, "validatingadmissionpolicies", &["validatingadmissionpolicy"]),
    wide(ADMISSION, "validatingadmissionpolicybindings", &["validatingadmissionpolicybinding"]),
    wide(ADMISSION, "validatingwebhookconfigurations", &["validatingwebhookconfiguration"]),
    wide("apiextensions.k8s.io", "customresourcedefinitions", &["customresourcedefinition", "crd", "crds"]),
    wide("apiregistration.k8s.io", "apiservices", &["apiservice"]),
    local("apps", "controllerrevisions", &["controllerrevision"]),
    local("apps", "daemonsets", &["daemonset", "ds"]),
    local("apps", "deployments", &["deployment", "deploy"]),
    local("apps", "replicasets", &["replicaset", "rs"]),
    local("apps", "statefulsets", &["statefulset", "sts"]),
    wide(AUTHENTICATION, "selfsubjectreviews", &["selfsubjectreview"]),
    wide(AUTHENTICATION, "tokenreviews", &["tokenreview"]),
    local(AUTHORIZATION, "localsubjectaccessreviews", &["localsubjectaccessreview"]),
    wide(AUTHORIZATION, "selfsubjectaccessreviews", &["selfsubjectaccessreview"]),
    wide(AUTHORIZATION, "selfsubjectrulesreviews", &["selfsubjectrulesreview"]),
    wide(AUTHORIZATION, "subjectaccessreviews", &["subjectaccessreview"]),
    local("autoscaling", "horizontalpodautoscalers", &["horizontalpodautoscaler", "hpa"]),
    local("batch", "cronjobs", &["cronjob", "cj"]),
    local("batch", "jobs", &["job"]),
    wide(CERTIFICATES, "certificatesigningrequests", &["certificatesigningrequest", "csr"]),
    wide(CERTIFICATES, "clustertrustbundles", &["clustertrustbundle"]),
    local(CERTIFICATES, "podcertificaterequests", &["podcertificaterequest"]),
    local("coordination.k8s.io", "leases", &["lease"]),
    local("discovery.k8s.io", "endpointslices", &["endpointslice"]),
    wide(FLOW, "flowschemas", &["flowschema"]),
    wide(FLOW, "prioritylevelconfigurations", &["prioritylevelconfiguration"]),
    local("gateway.networking.k8s.io", "gateways", &["gateway", "gtw"]),
    wide("gateway.networking.k8s.io", "gatewayclasses", &["gatewayclass", "gc"]),
    local("gateway.networking.k8s.io", "httproutes", &["httproute"]),
    wide(NETWORKING, "ingressclasses", &["ingressclass"]),
    local(NETWORKING, "ingresses", &["ingress", "ing"]),
    wide(NETWORKING, "ipaddresses", &["ipaddress", "ip"]),
    local(NETWORKING, "networkpolicies", &["networkpolicy", "netpol"]),
    wide(NETWORKING, "servicecidrs", &["servicecidr"]),
    wide("node.k8s.io", "runtimeclasses", &["runtimeclass"]),
    local("policy", "poddisruptionbudgets", &["poddisruptionbudget", "pdb"]),
    wide(RBAC, "clusterrolebindings", &["clusterrolebinding"]),
    wide(RBAC, "clusterroles", &["clusterrole"]),
    local(RBAC, "rolebindings", &["rolebinding"]),
    local(RBAC, "roles", &["role"]),
    wide(DRA, "deviceclasses", &["deviceclass"]),
    local(DRA, "resourceclaims", &["resourceclaim"]),
    local(DRA, "resourceclaimtemplates", &["resourceclaimtemplate"]),
    wide(DRA, "resourceslices", &["resourceslice"]),
    wide("scheduling.k8s.io", "priorityclasses", &["priorityclass", "pc"]),
    wide(STORAGE, "csidrivers", &["csidriver"]),
    wide(STORAGE, "csinodes", &["csinode"]),
    local(STORAGE, "csistoragecapacities", &["csistoragecapacity"]),
    wide(STORAGE, "storageclasses", &["storageclass", "sc"]),
    wide(STORAGE, "volumeattachments", &["volumeattachment"]),
    wide(STORAGE, "volumeattributesclasses", &["volumeattributesclass", "vac"]),
];

/// A resource in the words of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub group: String,
    pub resource: String,
    /// Empty for the resource itself.
    pub subresource: String,
    /// `None` when not known.
    pub namespaced: Option<bool>,
    /// False when the group was not written and could not be told: the core group is assumed.
    pub told: bool,
}

/// Reads `RESOURCE[.GROUP][/SUBRESOURCE]`. Plural, singular and short names will do; a group may carry a version, as
/// kubectl writes it (`deployments.v1.apps`). `crds` are names of CustomResourceDefinitions, `widgets.example.com`.
pub fn named<'c>(text: &str, crds: impl Iterator<Item = &'c str>) -> Named {
    let (whole, subresource) = text.split_once('/').unwrap_or((text, ""));
    let made = |group: &str, resource: &str, namespaced, told| Named {
        group: group.to_owned(),
        resource: resource.to_owned(),
        subresource: subresource.to_owned(),
        namespaced,
        told,
    };
    if let Some((resource, group)) = whole.split_once('.') {
        let group = without_version(group);
        let known = KNOWN.iter().find(|k| k.group == group && k.is(resource));
        return made(group, known.map_or(resource, |k| k.plural), known.map(|k| k.namespaced), true);
    }
    if whole == "*" {
        return made("*", "*", None, true);
    }
    if let Some(known) = KNOWN.iter().find(|k| k.is(whole)) {
        return made(known.group, known.plural, Some(known.namespaced), true);
    }
    let mut crds = crds.filter_map(|name| name.split_once('.'));
    match crds.find(|(plural, _)| *plural == whole || plural.strip_suffix('s') == Some(whole)) {
        Some((plural, group)) => made(group, plural, None, true),
        None => made("", whole, None, false),
    }
}

impl Known {
    fn is(&self, name: &str) -> bool {
        self.plural == name || self.aliases.contains(&name)
    }
}

/// `v1.apps` -> `apps`.
fn without_version(group: &str) -> &str {
    match group.split_once('.') {
        Some((version, rest)) if is_version(version) => rest,
        _ => group,
    }
}

/// `v1`, `v2beta1`.
fn is_version(text: &str) -> bool {
    text.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}
