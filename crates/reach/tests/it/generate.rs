use holdfast_inventory::read::{Document, Marks};
use holdfast_inventory::{Builder, Snapshot};
use holdfast_reach::generate::{Language, Plan, Proof, Wish, observed_flows};
use holdfast_reach::{Engine, Options};

use crate::support::snapshot;

const SHOP: &str = "
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web, pod-template-hash: abc}}
    spec:
      containers:
        - name: main
          image: example.com/web:1
          ports: [{containerPort: 8080, name: http}]
          env:
            - {name: CART_URL, value: 'http://cart:80'}
            - {name: PAY_URL, value: 'https://pay.example.com/v1'}
            - {name: MODE, value: db}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
        - {name: main, image: 'example.com/cart:1', ports: [{containerPort: 9000, name: api}], envFrom: [{configMapRef: {name: cart}}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: data}
spec:
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers: [{name: main, image: 'example.com/db:1', ports: [{containerPort: 5432}]}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: cart, namespace: shop}
data: {DB_HOST: db.data.svc}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 443, targetPort: http}]}
---
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {selector: {app: cart}, ports: [{port: 80, targetPort: api}]}
---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: data}
spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
";

fn with(estate: &Snapshot, plan: &Plan) -> Snapshot {
    let mut builder = Builder::new(estate.cluster.clone());
    let documents = estate.objects().map(|o| o.json().to_vec());
    for json in documents.chain(plan.policies.iter().map(|p| p.to_string().into_bytes())) {
        builder.add(Document { json, line: 1, marks: Marks::default() }, "");
    }
    builder.finish()
}

fn run(yaml: &str, wish: &Wish) -> (Plan, Proof, Vec<String>) {
    let estate = snapshot(yaml);
    let engine = Engine::new(&estate, Options::default());
    let plan = engine.generate(&estate, wish);
    let after = with(&estate, &plan);
    let proof = Engine::new(&after, Options::default()).prove(&engine, &plan.flows);
    let flows = plan.flows.iter().map(|f| {
        format!("{} > {} {}/{}", engine.told(&f.from), engine.told(&f.to), f.protocol.as_str(), f.port)
    });
    let flows = flows.collect();
    (plan, proof, flows)
}

const DECLARED: [&str; 4] = [
    "shop/cart[Deployment] > data/db[StatefulSet] TCP/5432",
    "shop/web[Deployment] > shop/cart[Deployment] TCP/9000",
    "shop/web[Deployment] > pay.example.com TCP/443",
    "anyone > shop/web[Deployment] TCP/8080",
];

#[test]
fn what_is_declared_passes_and_the_rest_is_closed() {
    let (plan, proof, flows) = run(SHOP, &Wish::default());
    assert_eq!(flows, DECLARED);
    assert_eq!(proof.blocked, [] as [&str; 0]);
    assert_eq!((proof.before.inside, proof.after.inside), (6, 2), "pairs of workloads");
    assert_eq!((proof.before.from_outside, proof.after.from_outside), (3, 1));
    assert_eq!((proof.before.to_outside, proof.after.to_outside), (3, 1));
    let names: Vec<&str> =
        plan.policies.iter().filter_map(|p| p.pointer("/metadata/name").and_then(|n| n.as_str())).collect();
    assert_eq!(names, ["db", "default-deny", "cart", "default-deny", "web"]);
    let web = plan.policies.last().unwrap().to_string();
    assert!(!web.contains("pod-template-hash"), "{web}");
}

#[test]
fn the_same_in_the_language_of_cilium() {
    let (plan, proof, flows) = run(SHOP, &Wish { language: Language::Cilium, ..Wish::default() });
    assert_eq!(flows, DECLARED);
    assert_eq!((proof.blocked.len(), proof.after.inside), (0, 2));
    assert!(plan.policies.iter().all(|p| p["kind"] == "CiliumNetworkPolicy"));
    assert!(
        plan.policies.last().unwrap().to_string().contains(r#""toFQDNs":[{"matchName":"pay.example.com"}]"#)
    );
}

#[test]
fn one_namespace_alone() {
    let (plan, _, flows) = run(SHOP, &Wish { namespaces: vec!["data".to_owned()], ..Wish::default() });
    assert_eq!(flows, ["shop/cart[Deployment] > data/db[StatefulSet] TCP/5432"]);
    assert!(plan.policies.iter().all(|p| p["metadata"]["namespace"] == "data"));
}

#[test]
fn what_was_seen_counts_instead() {
    let seen = observed_flows(b"from,to,protocol,port\nshop/web,data/db,TCP,5432\nshop/gone,data/db,TCP,1\n")
        .unwrap();
    let (plan, proof, flows) = run(SHOP, &Wish { observed: Some(seen), ..Wish::default() });
    assert_eq!(flows, ["shop/web[Deployment] > data/db[StatefulSet] TCP/5432"]);
    assert_eq!((proof.blocked.len(), proof.after.inside), (0, 1));
    assert!(plan.notes.iter().any(|n| n.contains("shop/gone")), "{:?}", plan.notes);
}

#[test]
fn a_denial_that_stays_is_told() {
    let deny = "---\napiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: {name: no}\n\
        spec: {priority: 1, subject: {namespaces: {matchLabels: {kubernetes.io/metadata.name: data}}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}\n";
    let (_, proof, _) = run(&format!("{SHOP}{deny}"), &Wish::default());
    assert_eq!(
        proof.blocked,
        ["shop/cart[Deployment] => data/db[StatefulSet] : TCP 5432 (DB_HOST of ConfigMap cart)"]
    );
}

/// A denial of the whole namespace may close pods on the host's network: what they need is allowed as for others.
#[test]
fn pods_on_the_hosts_network_keep_what_they_need() {
    let on_host = "    spec:\n      hostNetwork: true\n      containers:\n        - name: main";
    let yaml = SHOP.replacen("    spec:\n      containers:\n        - name: main", on_host, 1);
    assert_ne!(yaml, SHOP);
    let (plan, proof, flows) = run(&yaml, &Wish::default());
    assert_eq!(flows, DECLARED);
    assert_eq!(proof.blocked, [] as [&str; 0]);
    assert!(plan.notes.iter().any(|note| note.contains("node's network")), "{:?}", plan.notes);
}
