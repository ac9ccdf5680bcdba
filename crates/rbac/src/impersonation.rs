//! What somebody needs to act as another.
//!
//! Source: <https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/>; constrained modes: KEP-5284.

use std::borrow::Cow;

use crate::audit::User;
use crate::call::{Call, On};
use crate::identity::account_of;

const AUTHENTICATION: &str = "authentication.k8s.io";

/// Somebody who made a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct As<'a> {
    pub(crate) user: &'a str,
    pub(crate) groups: &'a [String],
}

/// The calls that were authorized for the real user before the request was made as the other one. `constraint` is the
/// verb of the constrained mode that let it through (`impersonate:user-info`), or empty for plain `impersonate`.
pub(crate) fn needed<'a>(other: &'a User<'_>, constraint: &'a str, call: &Call<'a>) -> Vec<Call<'a>> {
    let mode = constraint.strip_prefix("impersonate:");
    let verb: &str = if mode.is_some() { constraint } else { "impersonate" };
    let group = if mode.is_some() { AUTHENTICATION } else { "" };
    let mut calls = vec![person(other, mode, verb, group)];
    // Only plain impersonation and that of users can ask for groups and the like.
    if matches!(mode, None | Some("user-info")) {
        let implied = |name: &str| {
            name == "system:authenticated"
                || (account_of(&other.username).is_some() && name.starts_with("system:serviceaccounts"))
        };
        let asked = other.groups.iter().filter(|name| !implied(name));
        calls.extend(asked.map(|name| resource(verb, group, "groups", "", "", name)));
        if !other.uid.is_empty() {
            calls.push(resource(verb, AUTHENTICATION, "uids", "", "", &other.uid));
        }
        for (key, values) in &other.extra {
            calls.extend(
                values.iter().map(|value| resource(verb, AUTHENTICATION, "userextras", key, "", value)),
            );
        }
    }
    if let Some(mode) = mode {
        calls.push(Call {
            verb: Cow::Owned(format!("impersonate-on:{mode}:{}", call.verb)),
            on: call.on.clone(),
        });
    }
    calls
}

fn person<'a>(other: &'a User<'_>, mode: Option<&str>, verb: &'a str, group: &'a str) -> Call<'a> {
    match (account_of(&other.username), mode) {
        (Some((namespace, name)), None | Some("serviceaccount")) => {
            resource(verb, group, "serviceaccounts", "", namespace, name)
        }
        (_, Some("associated-node")) => resource(verb, group, "nodes", "", "", "*"),
        (_, Some("arbitrary-node")) => {
            let node = other.username.strip_prefix("system:node:").unwrap_or(&other.username);
            resource(verb, group, "nodes", "", "", node)
        }
        _ => resource(verb, group, "users", "", "", &other.username),
    }
}

fn resource<'a>(
    verb: &'a str,
    group: &'a str,
    resource: &'a str,
    subresource: &'a str,
    namespace: &'a str,
    name: &'a str,
) -> Call<'a> {
    let subresource = Cow::Borrowed(subresource);
    Call { verb: Cow::Borrowed(verb), on: On::Resource { group, resource, subresource, namespace, name } }
}
