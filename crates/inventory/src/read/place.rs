//! What is worth keeping of an object: the rules of trimming, by place.

/// Where in an object a value stands, as far as trimming and redaction care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A whole object (a document, or an item of a list).
    Root,
    /// The root's `kind`.
    Kind,
    /// The root's `apiVersion`.
    ApiVersion,
    /// The root's `metadata`.
    Metadata,
    Annotations,
    /// The root's `status`.
    Status,
    /// The root's `items`, or a top-level array: every element is a root.
    Items,
    /// A list of environment variables.
    Env,
    /// A command line.
    Args,
    Other,
}

/// Annotations in which tools keep a copy of the whole object, a Secret's values included.
const OBJECT_COPIES: &[&[u8]] = &[
    b"banzaicloud.com/last-applied",
    b"kapp.k14s.io/original",
    b"kapp.k14s.io/original-diff",
    b"kubectl.kubernetes.io/last-applied-configuration",
    b"objectset.rio.cattle.io/applied",
];

/// The fields of `status` that some judge reads, of any kind: `kind` may come after `status` in the bytes.
const STATUS_KEPT: &[&[u8]] =
    &[b"addresses", b"hostIP", b"loadBalancer", b"nodeInfo", b"phase", b"podIP", b"podIPs", b"qosClass"];

/// The place of `key`'s value inside `place`; `None` when the member is dropped. `key` is escaped JSON without quotes.
pub(super) fn member(place: Place, key: &[u8]) -> Option<Place> {
    match (place, key) {
        (Place::Root, b"kind") => Some(Place::Kind),
        (Place::Root, b"apiVersion") => Some(Place::ApiVersion),
        (Place::Root, b"metadata") => Some(Place::Metadata),
        (Place::Root, b"status") => Some(Place::Status),
        (Place::Root, b"items") => Some(Place::Items),
        (Place::Metadata, b"managedFields" | b"selfLink" | b"generation") => None,
        (Place::Annotations, key) => (!OBJECT_COPIES.contains(&key)).then_some(Place::Other),
        (Place::Status, key) => STATUS_KEPT.contains(&key).then_some(Place::Other),
        (_, b"annotations") => Some(Place::Annotations),
        (_, b"env") => Some(Place::Env),
        (_, b"args" | b"command") => Some(Place::Args),
        (_, _) => Some(Place::Other),
    }
}
