use holdfast_inventory::Estate;
use holdfast_model::InputKind;
use holdfast_rbac::{Identity, Index, Request};
use serde_json::{Value, json};

use crate::reference::allowed;
use crate::support::{binding, object, role, snapshot};

const VERBS: &[&str] = &["get", "list", "create", "update", "delete", "*"];
const GROUPS: &[&str] = &["", "apps", "batch", "*"];
const RESOURCES: &[&str] =
    &["pods", "pods/exec", "pods/*", "*/exec", "deployments/scale", "*/scale", "deployments", "*"];
const NAMES: &[&str] = &["", "a", "b", "c"];
const URLS: &[&str] = &["/metrics", "/metrics/*", "/logs*", "/api", "/api/**", "*"];
const NAMESPACES: &[&str] = &["", "shop", "ops"];
const USERS: &[&str] = &["ann", "bob", "system:serviceaccount:shop:web", "system:anonymous"];
const MEMBERS: &[&str] =
    &["devs", "system:serviceaccounts", "system:serviceaccounts:ops", "system:authenticated"];
const LABELS: &[&str] = &["x", "y", "z"];

/// Numbers that look random and are the same in every run (`SplitMix64`).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) >> 33).expect("31 bits") % sides
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }

    fn some<'a>(&mut self, from: &[&'a str], most: usize) -> Vec<&'a str> {
        (0..=self.roll(most)).map(|_| self.pick(from)).collect()
    }
}

fn rule(dice: &mut Dice) -> Value {
    if dice.roll(6) == 0 {
        return json!({"verbs": dice.some(VERBS, 2), "nonResourceURLs": dice.some(URLS, 2)});
    }
    let mut rule = json!({
        "verbs": dice.some(VERBS, 2), "apiGroups": dice.some(GROUPS, 1), "resources": dice.some(RESOURCES, 2)
    });
    if dice.roll(3) == 0 {
        rule["resourceNames"] = json!(dice.some(&NAMES[1..], 1));
    }
    rule
}

fn rules(dice: &mut Dice) -> Value {
    (0..=dice.roll(3)).map(|_| rule(dice)).collect()
}

fn cluster_role(dice: &mut Dice, name: &str) -> Value {
    let mut rest = json!({"rules": rules(dice)});
    if dice.roll(3) == 0 {
        rest["labels"] = json!({dice.pick(LABELS): "true"});
    }
    if dice.roll(4) == 0 {
        let selectors: Vec<Value> =
            dice.some(LABELS, 1).into_iter().map(|key| json!({"matchLabels": {key: "true"}})).collect();
        rest["aggregationRule"] = json!({"clusterRoleSelectors": selectors});
    }
    object("ClusterRole", "", name, rest)
}

fn subjects(dice: &mut Dice) -> Value {
    let one = |dice: &mut Dice| match dice.roll(4) {
        0 => json!({"kind": "User", "name": dice.pick(USERS)}),
        1 => json!({"kind": "Group", "name": dice.pick(MEMBERS)}),
        2 => json!({"kind": "ServiceAccount", "name": dice.pick(&["web", "bot"])}),
        _ => {
            json!({"kind": "ServiceAccount", "name": dice.pick(&["web", "bot"]), "namespace": dice.pick(&NAMESPACES[1..])})
        }
    };
    (0..=dice.roll(3)).map(|_| one(dice)).collect()
}

pub(crate) fn estate(dice: &mut Dice) -> Vec<Value> {
    let mut objects: Vec<Value> = (0..6).map(|n| cluster_role(dice, &format!("c{n}"))).collect();
    for n in 0..4 {
        let namespace = dice.pick(&NAMESPACES[1..]);
        objects.push(role("Role", namespace, &format!("r{n}"), rules(dice)));
    }
    for n in 0..24 {
        let namespace = dice.pick(NAMESPACES);
        // c6, c7, r4 and r5 do not exist.
        let (kind, letter, of) = if dice.roll(2) == 0 { ("ClusterRole", "c", 8) } else { ("Role", "r", 6) };
        let name = format!("{letter}{}", dice.roll(of));
        objects.push(binding(namespace, &format!("b{n}"), (kind, &name), subjects(dice)));
    }
    objects
}

pub(crate) fn identity(dice: &mut Dice) -> Identity {
    match dice.roll(8) {
        0 => Identity::group(dice.pick(MEMBERS)),
        1 => Identity::user(dice.pick(USERS), &["system:masters"][..dice.roll(2)]),
        2 | 3 => Identity::user(dice.pick(USERS), &["devs"]),
        _ => Identity::service_account(dice.pick(&NAMESPACES[1..]), dice.pick(&["web", "bot"])),
    }
}

pub(crate) fn request(dice: &mut Dice) -> Request<'static> {
    const ASKED: &[&str] = &["pods", "pods/exec", "deployments", "deployments/scale", "secrets", "pods/log"];
    let verb = dice.pick(&["get", "list", "create", "update", "delete", "patch"]);
    if dice.roll(6) == 0 {
        return Request::url(
            verb,
            dice.pick(&["/metrics", "/metrics/a", "/logs", "/logs/x", "/api", "/api/v1", "/"]),
        );
    }
    Request::resource(verb, dice.pick(&["", "apps", "batch", "other"]), dice.pick(ASKED))
        .in_namespace(dice.pick(NAMESPACES))
        .named(dice.pick(NAMES))
}

/// `HOLDFAST_RBAC_REQUESTS=10000000 cargo test --release -p holdfast-rbac` asks as many.
fn count() -> usize {
    std::env::var("HOLDFAST_RBAC_REQUESTS").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000)
}

#[test]
fn agrees_with_the_reference_on_random_estates() {
    let count = count();
    let estates = (count / 5_000).max(200);
    let dice = &mut Dice(20_260_101);
    let (mut asked, mut yes) = (0, 0);
    for _ in 0..estates {
        let objects = estate(dice);
        let snapshot = snapshot(InputKind::Cluster, &objects);
        let index = Index::build(&Estate::new(&snapshot));
        for _ in 0..count / estates {
            let (who, request) = (identity(dice), request(dice));
            let expected = allowed(&objects, &who, &request);
            assert_eq!(index.can(&who, &request).is_some(), expected, "{who:?} {request:?} in {objects:#?}");
            check_listings(&index, &who, &request, expected);
            check_parts(&index, &request);
            asked += 1;
            yes += usize::from(expected);
        }
    }
    assert!(asked >= count * 9 / 10, "{asked} of {count} asked");
    assert!((asked / 10..asked * 9 / 10).contains(&yes), "both answers occur: {yes} of {asked} allowed");
}

/// The list of grants and the reverse question say the same as the single question.
fn check_listings(index: &Index<'_>, who: &Identity, request: &Request<'_>, expected: bool) {
    if who.is_superuser() {
        return;
    }
    let namespace = match request.target {
        holdfast_rbac::Target::Resource(resource) => resource.namespace,
        holdfast_rbac::Target::Url(_) => "",
    };
    let granted =
        index.grants(who).any(|g| g.binding.reaches(namespace) && index.rule_allows(g.rule, request));
    assert_eq!(granted, expected, "grants: {who:?} {request:?}");
    let subjects: Vec<String> =
        index.who_can(request).iter().map(|g| index.subject_text(g.subject)).collect();
    let mine = |text: &String| {
        who.groups.iter().any(|g| *text == format!("Group {g}"))
            || who.user.as_ref().is_some_and(|user| {
                let account =
                    user.strip_prefix("system:serviceaccount:").and_then(|rest| rest.split_once(':'));
                *text
                    == account
                        .map_or(format!("User {user}"), |(ns, name)| format!("ServiceAccount {ns}/{name}"))
            })
    };
    assert_eq!(subjects.iter().any(mine), expected, "who can: {who:?} {request:?}");
}

/// The parts of a rule's answer, taken one by one.
fn check_parts(index: &Index<'_>, request: &Request<'_>) {
    let holdfast_rbac::Target::Resource(asked) = request.target else { return };
    let resource = match asked.subresource {
        "" => asked.resource.to_owned(),
        sub => format!("{}/{sub}", asked.resource),
    };
    for role in index.roles() {
        for rule in index.rules_of(role).filter(|rule| rule.words.names.is_empty()) {
            let parts =
                index.covers_verb(rule, request.verb) && index.covers_resource(rule, asked.group, &resource);
            assert_eq!(parts, index.rule_allows(rule, request), "{} {request:?}", index.rule_text(rule));
        }
    }
}
