//! Kubernetes releases: which are supported.
//!
//! Source: <https://kubernetes.io/releases/version-skew-policy/>: the three newest minor releases get fixes.

/// The newest release this build knows.
pub(crate) const NEWEST: (u32, u32) = (1, 37);
/// The oldest release that still gets fixes, beside [`NEWEST`].
pub(crate) const OLDEST_SUPPORTED: (u32, u32) = (1, 35);
