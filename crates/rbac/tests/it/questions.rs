//! Subjects, resources and questions as people write them.

use holdfast_rbac::{Identity, Named, Review, named};

#[track_caller]
fn check_subject(text: &str, expected: Option<Identity>) {
    assert_eq!(text.parse::<Identity>().ok(), expected, "{text}");
}

#[test]
fn subjects() {
    let web = Identity::service_account("shop", "web");
    check_subject("sa:shop/web", Some(web.clone()));
    check_subject("sa:shop:web", Some(web.clone()));
    check_subject("serviceaccount:shop/web", Some(web.clone()));
    check_subject("system:serviceaccount:shop:web", Some(web.clone()));
    check_subject("user:system:serviceaccount:shop:web", Some(web));
    check_subject("user:ann@example.com", Some(Identity::user("ann@example.com", &[])));
    check_subject("group:ops:eu", Some(Identity::group("ops:eu")));
    check_subject("system:masters", Some(Identity::group("system:masters")));
    check_subject("system:serviceaccounts:shop", Some(Identity::group("system:serviceaccounts:shop")));
    check_subject("system:anonymous", Some(Identity::user("system:anonymous", &[])));
    check_subject("system:kube-scheduler", Some(Identity::user("system:kube-scheduler", &[])));
    for wrong in ["", "ann", "sa:web", "sa:/web", "sa:shop/", "user:", "group:", "system:", "role:x"] {
        check_subject(wrong, None);
    }
}

#[track_caller]
fn check_resource(text: &str, expected: (&str, &str, &str, Option<bool>, bool)) {
    let crds = ["widgets.dev.example", "gadgets.v1.example"];
    let Named { group, resource, subresource, namespaced, told } = named(text, crds.into_iter());
    assert_eq!((&*group, &*resource, &*subresource, namespaced, told), expected, "{text}");
}

#[test]
fn resources() {
    check_resource("pods", ("", "pods", "", Some(true), true));
    check_resource("po/exec", ("", "pods", "exec", Some(true), true));
    check_resource("deploy", ("apps", "deployments", "", Some(true), true));
    check_resource("deployments.apps/scale", ("apps", "deployments", "scale", Some(true), true));
    check_resource("deployments.v1.apps", ("apps", "deployments", "", Some(true), true));
    check_resource("pods.metrics.k8s.io", ("metrics.k8s.io", "pods", "", None, true));
    check_resource("nodes", ("", "nodes", "", Some(false), true));
    check_resource("csr", ("certificates.k8s.io", "certificatesigningrequests", "", Some(false), true));
    check_resource("widget", ("dev.example", "widgets", "", None, true));
    check_resource("gadgets", ("v1.example", "gadgets", "", None, true));
    check_resource("things", ("", "things", "", None, false));
    check_resource("*", ("*", "*", "", None, true));
    check_resource("*/scale", ("*", "*", "scale", None, true));
}

/// The question, or what is wrong with it.
#[track_caller]
fn check_review(json: &str, expected: &str) {
    let got = match Review::parse(json.as_bytes()) {
        Ok(review) => {
            let user = review.who.user.as_deref().unwrap_or("-");
            format!("{user} [{}] {:?}", review.who.groups.join(","), review.request().verb)
        }
        Err(error) => error.to_string(),
    };
    assert!(got.starts_with(expected), "{got:?} for {json}");
}

#[test]
fn reviews() {
    let ask = r#""resourceAttributes":{"verb":"get","resource":"pods","namespace":"shop"}"#;
    check_review(&format!(r#"{{"user":"ann","groups":["devs"],{ask}}}"#), r#"ann [devs] "get""#);
    check_review(
        &format!(r#"{{"kind":"SubjectAccessReview","spec":{{"user":"ann",{ask}}}}}"#),
        r#"ann [] "get""#,
    );
    check_review(
        &format!(r#"{{"as":"sa:shop/web",{ask}}}"#),
        r#"system:serviceaccount:shop:web [system:serviceaccounts,system:serviceaccounts:shop,system:authenticated] "get""#,
    );
    check_review(
        r#"{"groups":["devs"],"nonResourceAttributes":{"verb":"post","path":"/x"}}"#,
        r#"- [devs] "post""#,
    );
    check_review(&format!("{{{ask}}}"), "no subject");
    check_review(&format!(r#"{{"as":"ann",{ask}}}"#), "cannot tell who \"ann\" is");
    check_review(r#"{"user":"ann"}"#, "give either resourceAttributes or nonResourceAttributes");
    check_review(
        &format!(r#"{{"user":"ann",{ask},"nonResourceAttributes":{{"verb":"get","path":"/"}}}}"#),
        "give either",
    );
    check_review("7", "not a SubjectAccessReview");
    check_review(&"[".repeat(100_000), "not a SubjectAccessReview");
    check_review(&format!(r#"{{"user":"{}"}}"#, "a".repeat(1 << 20)), "1048587 bytes are more");
}
