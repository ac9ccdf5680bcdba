//! Following the references of one object to others.

use holdfast_inventory::Object;

use crate::prelude::*;

/// The object a reference inside `from` names, in the same namespace.
pub(crate) fn find<'s>(cx: &Cx<'s>, from: Object<'s>, kind: &str, name: &str) -> Option<Object<'s>> {
    cx.snapshot().find(kind, namespace(from), name)
}

/// The namespace of the object's references. For custom resources that name none it is not known, so the usual one is taken.
pub(crate) fn namespace(of: Object<'_>) -> &str {
    if of.namespace().is_empty() { "default" } else { of.namespace() }
}

/// How sure it is that what a reference names does not exist: files seldom hold everything a cluster does.
pub(crate) fn absence(cx: &Cx<'_>) -> Confidence {
    if cx.from_files() { Confidence::Low } else { Confidence::High }
}
