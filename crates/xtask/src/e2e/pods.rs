//! Random walks through the fields of a pod that the Pod Security Standards look at.

use serde_json::{Map, Value, json};

use super::random::Random;

/// A walk: each step changes one field of the pod before.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    random: Random,
    pod: Value,
}

/// Where fields of a pod lie, and what may stand there. `null` takes the field away.
type Field = (&'static str, fn(&mut Random) -> Value);

const POD: &[Field] = &[
    ("/spec/hostNetwork", flag),
    ("/spec/hostPID", flag),
    ("/spec/hostIPC", flag),
    ("/spec/hostUsers", flag),
    ("/spec/volumes", volumes),
    ("/spec/securityContext/sysctls", sysctls),
    ("/spec/securityContext/fsGroup", user),
    ("/metadata/annotations", annotations),
];

/// Under a security context of the pod or of a container.
const BOTH: &[Field] = &[
    ("/runAsNonRoot", flag),
    ("/runAsUser", user),
    ("/seccompProfile", profile),
    ("/appArmorProfile", profile),
    ("/seLinuxOptions", selinux),
    ("/windowsOptions", windows),
];

const CONTAINER: &[Field] = &[
    ("/securityContext/privileged", flag),
    ("/securityContext/allowPrivilegeEscalation", flag),
    ("/securityContext/capabilities", capabilities),
    ("/securityContext/capabilities", capabilities),
    ("/securityContext/procMount", |random| random.pick(&[json!("Default"), json!("Unmasked"), Value::Null])),
    ("/ports", ports),
    ("/livenessProbe", probe),
    ("/readinessProbe", probe),
    ("/startupProbe", probe),
    ("/lifecycle", lifecycle),
];

impl Walk {
    pub(super) fn new(seed: u64) -> Self {
        let mut walk = Self { random: Random::new(seed), pod: Value::Null };
        walk.restart();
        walk
    }

    /// The pod after one more step.
    pub(super) fn step(&mut self, name: &str) -> Value {
        // Long walks end where everything is violated at once.
        if self.random.chance(1, 12) {
            self.restart();
        }
        for _ in 0..=self.random.below(3) {
            self.change();
        }
        self.pod["metadata"]["name"] = json!(name);
        self.pod.clone()
    }

    /// Goes back to a pod the API server took.
    pub(super) fn back(&mut self, to: Option<&Value>) {
        match to {
            Some(pod) => self.pod = pod.clone(),
            None => self.restart(),
        }
    }

    /// A pod that the strictest level allows.
    fn restart(&mut self) {
        let strict = json!({
            "allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}, "runAsNonRoot": true,
            "seccompProfile": {"type": "RuntimeDefault"},
        });
        let container = |name: &str| json!({"name": name, "image": "web", "securityContext": strict});
        let many = 1 + self.random.below(3);
        let names = ["web", "side", "log"];
        let containers: Vec<Value> = names.iter().take(many).map(|name| container(name)).collect();
        self.pod = json!({
            "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": containers},
        });
        if self.random.chance(1, 3) {
            self.pod["spec"]["initContainers"] = json!([container("init")]);
        }
    }

    fn change(&mut self) {
        let random = &mut self.random;
        let (pointer, value) = match random.below(10) {
            0 | 1 => field(random, "", POD),
            2 | 3 => field(random, "/spec/securityContext", BOTH),
            4 | 5 => {
                let at = container(random, &self.pod);
                field(random, &format!("{at}/securityContext"), BOTH)
            }
            _ => {
                let at = container(random, &self.pod);
                field(random, &at, CONTAINER)
            }
        };
        set(&mut self.pod, &pointer, value);
    }
}

/// A place and a value for it.
fn field(random: &mut Random, prefix: &str, fields: &[Field]) -> (String, Value) {
    let Some((pointer, value)) = fields.get(random.below(fields.len())) else {
        return (String::new(), Value::Null);
    };
    (format!("{prefix}{pointer}"), value(random))
}

/// The pointer of one of the containers.
fn container(random: &mut Random, pod: &Value) -> String {
    let count = |kind: &str| pod["spec"][kind].as_array().map_or(0, Vec::len);
    if count("initContainers") > 0 && random.chance(1, 4) {
        return "/spec/initContainers/0".to_owned();
    }
    format!("/spec/containers/{}", random.below(count("containers")))
}

/// Sets a field, making what lies above it, or takes it away.
fn set(object: &mut Value, pointer: &str, value: Value) {
    let mut at = object;
    let (above, last) = pointer.rsplit_once('/').unwrap_or_default();
    for part in above.split('/').skip(1) {
        at = match part.parse::<usize>() {
            Ok(index) => &mut at[index],
            Err(_) => &mut at[part],
        };
        if at.is_null() {
            *at = json!({});
        }
    }
    if let Some(fields) = at.as_object_mut() {
        if value.is_null() {
            fields.remove(last);
        } else {
            fields.insert(last.to_owned(), value);
        }
    }
}

fn flag(random: &mut Random) -> Value {
    random.pick(&[json!(true), json!(false), Value::Null])
}

fn user(random: &mut Random) -> Value {
    random.pick(&[json!(0), json!(1000), json!(65534), Value::Null])
}

fn profile(random: &mut Random) -> Value {
    random.pick(&[
        json!({"type": "RuntimeDefault"}),
        json!({"type": "Unconfined"}),
        json!({"type": "Localhost", "localhostProfile": "profiles/ours.json"}),
        Value::Null,
    ])
}

fn selinux(random: &mut Random) -> Value {
    const TYPES: &[&str] = &[
        "",
        "container_t",
        "container_init_t",
        "container_kvm_t",
        "container_engine_t",
        "spc_t",
        "unconfined_t",
    ];
    let mut options = Map::new();
    for (key, values) in [
        ("type", TYPES),
        ("user", &["", "", "system_u", "user_u"][..]),
        ("role", &["", "", "system_r", "sysadm_r"]),
        ("level", &["", "s0:c1,c2"]),
    ] {
        let value = random.pick(values);
        if !value.is_empty() || random.chance(1, 4) {
            options.insert(key.to_owned(), json!(value));
        }
    }
    if random.chance(1, 4) { Value::Null } else { Value::Object(options) }
}

fn windows(random: &mut Random) -> Value {
    random.pick(&[
        json!({"hostProcess": true}),
        json!({"hostProcess": false}),
        json!({}),
        Value::Null,
        Value::Null,
    ])
}

fn capabilities(random: &mut Random) -> Value {
    const NAMES: &[&str] = &[
        "ALL",
        "NET_BIND_SERVICE",
        "CHOWN",
        "DAC_OVERRIDE",
        "FSETID",
        "FOWNER",
        "MKNOD",
        "NET_RAW",
        "SETGID",
        "SETUID",
        "SETFCAP",
        "SETPCAP",
        "SYS_CHROOT",
        "KILL",
        "AUDIT_WRITE",
        "SYS_ADMIN",
        "NET_ADMIN",
        "SYS_TIME",
        "BPF",
        "CAP_NET_RAW",
        "chown",
    ];
    let mut capabilities = Map::new();
    if random.chance(2, 3) {
        let dropped = if random.chance(2, 3) { vec!["ALL"] } else { random.some(NAMES, 3) };
        capabilities.insert("drop".to_owned(), json!(dropped));
    }
    if random.chance(1, 2) {
        capabilities.insert("add".to_owned(), json!(random.some(NAMES, 4)));
    }
    if random.chance(1, 5) { Value::Null } else { Value::Object(capabilities) }
}

fn ports(random: &mut Random) -> Value {
    let ports: Vec<Value> = (0..random.below(4))
        .map(|at| {
            let port = 8000 + at;
            let host = random.pick(&[json!(0), json!(port), json!(port), Value::Null]);
            let mut fields = json!({"containerPort": port, "hostPort": host, "protocol": "TCP"});
            if fields["hostPort"].is_null() {
                set(&mut fields, "/hostPort", Value::Null);
            }
            fields
        })
        .collect();
    json!(ports)
}

fn probe(random: &mut Random) -> Value {
    match random.below(5) {
        0 => json!({"tcpSocket": {"port": 80, "host": host(random)}}),
        1 => json!({"tcpSocket": {"port": 80}}),
        2 => json!({"exec": {"command": ["true"]}}),
        3 => Value::Null,
        _ => json!({"httpGet": {"port": 80, "host": host(random)}}),
    }
}

fn lifecycle(random: &mut Random) -> Value {
    let mut hooks = Map::new();
    for hook in ["postStart", "preStop"] {
        match random.below(4) {
            0 => hooks.insert(hook.to_owned(), json!({"httpGet": {"port": 80, "host": host(random)}})),
            1 => hooks.insert(hook.to_owned(), json!({"httpGet": {"port": 80}})),
            2 => hooks.insert(hook.to_owned(), json!({"tcpSocket": {"port": 80, "host": host(random)}})),
            _ => None,
        };
    }
    if hooks.is_empty() { Value::Null } else { Value::Object(hooks) }
}

fn host(random: &mut Random) -> &'static str {
    random.pick(&["", "127.0.0.1", "::1", "localhost", "10.0.0.1", "example.com"])
}

fn sysctls(random: &mut Random) -> Value {
    const NAMES: &[&str] = &[
        "kernel.shm_rmid_forced",
        "net.ipv4.ip_local_port_range",
        "net.ipv4.ip_unprivileged_port_start",
        "net.ipv4.tcp_syncookies",
        "net.ipv4.ping_group_range",
        "net.ipv4.ip_local_reserved_ports",
        "net.ipv4.tcp_keepalive_time",
        "net.ipv4.tcp_fin_timeout",
        "net.ipv4.tcp_keepalive_intvl",
        "net.ipv4.tcp_keepalive_probes",
        "net.ipv4.tcp_rmem",
        "net.ipv4.tcp_wmem",
        "kernel.msgmax",
        "net.core.somaxconn",
    ];
    let mut names = random.some(NAMES, 3);
    names.sort_unstable();
    names.dedup();
    let sysctls: Vec<Value> = names.iter().map(|name| json!({"name": name, "value": "1"})).collect();
    if random.chance(1, 4) { Value::Null } else { json!(sysctls) }
}

fn annotations(random: &mut Random) -> Value {
    const APPARMOR: &[&str] = &["runtime/default", "localhost/ours", "unconfined"];
    let mut annotations = Map::new();
    for name in ["web", "side", "init"] {
        if random.chance(1, 3) {
            let key = format!("container.apparmor.security.beta.kubernetes.io/{name}");
            annotations.insert(key, json!(random.pick(APPARMOR)));
        }
    }
    if random.chance(1, 4) {
        annotations.insert("seccomp.security.alpha.kubernetes.io/pod".to_owned(), json!("unconfined"));
    }
    if annotations.is_empty() { Value::Null } else { Value::Object(annotations) }
}

fn volumes(random: &mut Random) -> Value {
    let sources = [
        json!({"emptyDir": {}}),
        json!({"configMap": {"name": "c"}}),
        json!({"secret": {"secretName": "s"}}),
        json!({"persistentVolumeClaim": {"claimName": "p"}}),
        json!({"projected": {"sources": []}}),
        json!({"downwardAPI": {}}),
        json!({"csi": {"driver": "csi.example.com"}}),
        json!({"ephemeral": {"volumeClaimTemplate": {"spec": {
            "accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}}}}),
        json!({"hostPath": {"path": "/var/log"}}),
        json!({"hostPath": {"path": "/", "type": "Directory"}}),
        json!({"nfs": {"server": "nfs.example.com", "path": "/"}}),
        json!({"iscsi": {"targetPortal": "10.0.0.1", "iqn": "iqn.2001-04.com.example:disk", "lun": 0}}),
        json!({"cephfs": {"monitors": ["10.0.0.1"]}}),
        json!({"glusterfs": {"endpoints": "e", "path": "v"}}),
        json!({"rbd": {"monitors": ["10.0.0.1"], "image": "i"}}),
        json!({"fc": {"targetWWNs": ["500a0982991b8dc5"], "lun": 0}}),
        json!({"flocker": {"datasetName": "d"}}),
        json!({"azureFile": {"secretName": "s", "shareName": "s"}}),
        json!({"vsphereVolume": {"volumePath": "v"}}),
        json!({"portworxVolume": {"volumeID": "v"}}),
        json!({"quobyte": {"registry": "10.0.0.1:7861", "volume": "v"}}),
        json!({"awsElasticBlockStore": {"volumeID": "v"}}),
        json!({"gcePersistentDisk": {"pdName": "d"}}),
    ];
    let volumes: Vec<Value> = (0..=random.below(3))
        .map(|at| {
            let mut volume = random.pick(&sources);
            set(&mut volume, "/name", json!(format!("v{at}")));
            volume
        })
        .collect();
    if random.chance(1, 4) { Value::Null } else { json!(volumes) }
}
