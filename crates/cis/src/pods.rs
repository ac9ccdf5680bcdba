//! What pods and pod templates ask for. Init and ephemeral containers count like all others.

use std::collections::BTreeMap;
use std::sync::Arc;

use holdfast_inventory::platform::{is_cluster_component, is_system_namespace};
use holdfast_inventory::view::{Container, PodSecurityContext, PodSpec, SecurityContext, ServiceAccount};
use holdfast_inventory::{Object, PodFacts, Snapshot};
use holdfast_model::{InputKind, Subject};

use crate::cluster::{ClusterFacts, Group, Known, Offender, known, offender};

/// Every question about pods, sorted.
static NAMES: &[&str] = &[
    "added-caps",
    "default-namespace",
    "escalation",
    "host-ipc",
    "host-network",
    "host-path",
    "host-pid",
    "host-port",
    "host-process",
    "net-raw",
    "no-seccomp",
    "no-security-context",
    "privileged",
    "root",
    "secret-env",
    "token-mounts",
    "undropped-caps",
];

/// Capabilities anybody may add under every standard.
const HARMLESS: &[&str] = &["NET_BIND_SERVICE"];

/// One pod or template under judgement.
struct Pod<'s> {
    /// What a person would edit.
    object: Object<'s>,
    /// JSON pointer of the pod spec there; the pod's own when it differs from its template.
    root: &'s str,
    spec: PodSpec<'s>,
}

/// One container of it.
struct Part<'p, 's> {
    pod: &'p Pod<'s>,
    container: &'p Container<'s>,
    pointer: String,
}

type Found = BTreeMap<&'static str, Vec<Offender>>;

pub(crate) fn judge(snapshot: &Snapshot, facts: &mut ClusterFacts) {
    let mut found: Found = NAMES.iter().map(|name| (*name, Vec::new())).collect();
    let mut judged = 0;
    for pod in snapshot.pods() {
        let own = pod.object(snapshot);
        if is_system_namespace(own.namespace()) && is_cluster_component(own.workload()) {
            continue;
        }
        judged += 1;
        if let Some(pod) = read(snapshot, pod) {
            one(&pod, pod_account(snapshot, &pod), &mut found);
        }
    }
    default_namespace(snapshot, &mut found);
    let how = knowledge(snapshot);
    for (name, mut offenders) in found {
        offenders.sort_by(|a, b| (&a.subject, &a.pointer).cmp(&(&b.subject, &b.pointer)));
        // The pods of a controller say what its template says.
        offenders.dedup_by(|a, b| a.subject == b.subject);
        let group = Group {
            offenders: Arc::new(offenders),
            known: how.clone(),
            population: "pods and pod templates",
            judged,
        };
        facts.add(name, group);
    }
}

fn knowledge(snapshot: &Snapshot) -> Known {
    if snapshot.cluster.input == InputKind::Files {
        return if snapshot.pods().is_empty() {
            Known::NotHeld("the files hold no pods and no pod templates".to_owned())
        } else {
            Known::Given
        };
    }
    known(snapshot, &["Pod"])
}

fn read<'s>(snapshot: &'s Snapshot, facts: &'s PodFacts) -> Option<Pod<'s>> {
    let own = facts.object(snapshot);
    let spec = own.view_at(facts.spec_pointer())?;
    let object = own.workload();
    Some(Pod { object, root: facts.spec_pointer(), spec })
}

/// Whether the pod's account says no to tokens.
fn pod_account(snapshot: &Snapshot, pod: &Pod<'_>) -> Option<bool> {
    let name = pod.spec.service_account_name.as_deref().or(pod.spec.service_account.as_deref());
    let name = name.filter(|n| !n.is_empty()).unwrap_or("default");
    let account = snapshot.find("ServiceAccount", pod.object.namespace(), name)?;
    account.view::<ServiceAccount<'_>>()?.automount_service_account_token
}

impl Pod<'_> {
    fn hit(&self, field: &str, value: Option<String>, message: &str) -> Offender {
        let mut hit = offender(self.object, format!("{}{field}", self.root), message);
        hit.value = value;
        hit
    }
}

impl Part<'_, '_> {
    fn hit(&self, field: &str, value: Option<String>, message: String) -> Offender {
        let mut hit = self.pod.hit(&format!("{}{field}", self.pointer), value, &message);
        hit.subject = Subject::of(self.pod.object.reference()).container(&self.container.name);
        hit
    }

    fn context(&self) -> Option<&SecurityContext<'_>> {
        self.container.security_context.as_ref()
    }
}

fn one(pod: &Pod<'_>, account_mounts: Option<bool>, found: &mut Found) {
    let mut add = |name: &'static str, hit: Offender| {
        if let Some(list) = found.get_mut(name) {
            list.push(hit);
        }
    };
    let yes = || Some("true".to_owned());
    if pod.spec.host_pid == Some(true) {
        add("host-pid", pod.hit("/hostPID", yes(), "shares the process list of the node"));
    }
    if pod.spec.host_ipc == Some(true) {
        add("host-ipc", pod.hit("/hostIPC", yes(), "shares memory with processes of the node"));
    }
    if pod.spec.host_network == Some(true) {
        add("host-network", pod.hit("/hostNetwork", yes(), "uses the network of the node"));
    }
    for (at, volume) in pod.spec.volumes.iter().enumerate() {
        if let Some(path) = &volume.host_path {
            let field = format!("/volumes/{at}/hostPath/path");
            add("host-path", pod.hit(&field, Some(path.path.to_string()), "mounts a directory of the node"));
        }
    }
    if pod.spec.automount_service_account_token.or(account_mounts).is_none() {
        let message = "gets a token of its account though neither the pod nor the account asks for one";
        add("token-mounts", pod.hit("/automountServiceAccountToken", None, message));
    } else if pod.spec.automount_service_account_token.is_none() && account_mounts == Some(true) {
        let message = "gets a token because its account gives one to every pod";
        add("token-mounts", pod.hit("/automountServiceAccountToken", None, message));
    }
    let lists = [
        ("containers", &pod.spec.containers),
        ("initContainers", &pod.spec.init_containers),
        ("ephemeralContainers", &pod.spec.ephemeral_containers),
    ];
    for (list, containers) in lists {
        for (at, container) in containers.iter().enumerate() {
            container_of(&Part { pod, container, pointer: format!("/{list}/{at}") }, &mut add);
        }
    }
}

fn container_of(part: &Part<'_, '_>, add: &mut dyn FnMut(&'static str, Offender)) {
    let context = part.context();
    let pod = part.pod.spec.security_context.as_ref();
    if context.and_then(|c| c.privileged) == Some(true) {
        let hit =
            part.hit("/securityContext/privileged", Some("true".to_owned()), "runs privileged".to_owned());
        add("privileged", hit);
    }
    let escalates = context.and_then(|c| c.allow_privilege_escalation);
    if escalates != Some(false) {
        let hit = part.hit(
            "/securityContext/allowPrivilegeEscalation",
            escalates.map(|v| v.to_string()),
            "may gain rights its parent does not have".to_owned(),
        );
        add("escalation", hit);
    }
    if let Some(hit) = root(part) {
        add("root", hit);
    }
    capabilities(part, add);
    let windows =
        |w: &Option<holdfast_inventory::view::WindowsOptions<'_>>| w.as_ref().and_then(|w| w.host_process);
    let host_process =
        context.and_then(|c| windows(&c.windows_options)).or(pod.and_then(|p| windows(&p.windows_options)));
    if host_process == Some(true) {
        let field = "/securityContext/windowsOptions/hostProcess";
        add(
            "host-process",
            part.hit(field, Some("true".to_owned()), "runs as a process of the node".to_owned()),
        );
    }
    for (at, port) in part.container.ports.iter().enumerate() {
        if let Some(port) = port.host_port.filter(|port| *port != 0) {
            let field = format!("/ports/{at}/hostPort");
            add(
                "host-port",
                part.hit(&field, Some(port.to_string()), format!("takes port {port} of the node")),
            );
        }
    }
    secrets(part, add);
    let profile =
        context.and_then(|c| c.seccomp_profile.as_ref()).or(pod.and_then(|p| p.seccomp_profile.as_ref()));
    if !profile.is_some_and(|p| p.kind == "RuntimeDefault" || p.kind == "Localhost") {
        let value = profile.map(|p| p.kind.to_string());
        let message = "runs without a seccomp profile".to_owned();
        add("no-seccomp", part.hit("/securityContext/seccompProfile", value, message));
    }
    if context.is_none_or(SecurityContext::is_empty) && pod.is_none_or(PodSecurityContext::is_empty) {
        let message = "neither the container nor its pod has a security context".to_owned();
        add("no-security-context", part.hit("/securityContext", None, message));
    }
}

/// Root is possible unless the container, or else the pod, rules it out.
fn root(part: &Part<'_, '_>) -> Option<Offender> {
    let (context, pod) = (part.context(), part.pod.spec.security_context.as_ref());
    let user = context.and_then(|c| c.run_as_user).or(pod.and_then(|p| p.run_as_user));
    let non_root = context.and_then(|c| c.run_as_non_root).or(pod.and_then(|p| p.run_as_non_root));
    if non_root == Some(true) && user != Some(0) || user.is_some_and(|user| user != 0) {
        return None;
    }
    let (field, value) = match user {
        Some(user) => ("/securityContext/runAsUser", Some(user.to_string())),
        None => ("/securityContext/runAsNonRoot", non_root.map(|v| v.to_string())),
    };
    Some(part.hit(field, value, "may run as root".to_owned()))
}

fn capabilities(part: &Part<'_, '_>, add: &mut dyn FnMut(&'static str, Offender)) {
    let caps = part.context().and_then(|c| c.capabilities.as_ref());
    let bare = |name: &str| name.trim_start_matches("CAP_").to_ascii_uppercase();
    let dropped: Vec<String> = caps.map(|c| c.drop.iter().map(|n| bare(n)).collect()).unwrap_or_default();
    let added: Vec<String> = caps.map(|c| c.add.iter().map(|n| bare(n)).collect()).unwrap_or_default();
    let all = dropped.iter().any(|name| name == "ALL");
    let raw = |list: &[String]| list.iter().any(|name| name == "NET_RAW");
    if raw(&added) || added.iter().any(|name| name == "ALL") || !(all || raw(&dropped)) {
        add("net-raw", part.hit("/securityContext/capabilities/drop", None, "keeps NET_RAW".to_owned()));
    }
    let wide: Vec<&str> = added.iter().map(String::as_str).filter(|name| !HARMLESS.contains(name)).collect();
    if !wide.is_empty() {
        let message = format!("adds {}", wide.join(", "));
        add("added-caps", part.hit("/securityContext/capabilities/add", Some(wide.join(",")), message));
    }
    if !all {
        let value = (!dropped.is_empty()).then(|| dropped.join(","));
        let message = "keeps capabilities of the default set".to_owned();
        add("undropped-caps", part.hit("/securityContext/capabilities/drop", value, message));
    }
}

fn secrets(part: &Part<'_, '_>, add: &mut dyn FnMut(&'static str, Offender)) {
    for (at, variable) in part.container.env.iter().enumerate() {
        let key = variable.value_from.as_ref().and_then(|from| from.secret_key_ref.as_ref());
        if let Some(key) = key {
            let message = format!("gets secret {} in variable {}", key.name, variable.name);
            let field = format!("/env/{at}/valueFrom/secretKeyRef");
            add("secret-env", part.hit(&field, Some(key.name.to_string()), message));
        }
    }
    for (at, from) in part.container.env_from.iter().enumerate() {
        if let Some(secret) = &from.secret_ref {
            let message = format!("gets every key of secret {} as a variable", secret.name);
            add(
                "secret-env",
                part.hit(&format!("/envFrom/{at}/secretRef"), Some(secret.name.to_string()), message),
            );
        }
    }
}

/// What people put into the namespace that is there without being made.
fn default_namespace(snapshot: &Snapshot, found: &mut Found) {
    let Some(list) = found.get_mut("default-namespace") else { return };
    for object in snapshot.objects().filter(|o| o.namespace() == "default" && o.workload() == *o) {
        let own = match object.kind() {
            "Service" => object.name() != "kubernetes",
            "Secret" | "ConfigMap" | "Ingress" | "PersistentVolumeClaim" => {
                object.name() != "kube-root-ca.crt"
            }
            _ => object.has_template(),
        };
        if own {
            list.push(offender(object, "/metadata/namespace", "lives in the namespace default"));
        }
    }
}
