//! Effective permissions: what the RBAC authorizer of Kubernetes would answer, and why.
//!
//! An [`Index`] is built once from an estate: rules interned, aggregated ClusterRoles resolved, bindings keyed by subject.
//! It answers [`Index::can`] (one request), [`Index::grants`] (all a subject holds) and [`Index::who_can`] (the reverse);
//! every answer carries its chain: subject, binding, role, rule.
//! The rules are those of `plugin/pkg/auth/authorizer/rbac` and `pkg/apis/rbac/v1/evaluation_helpers.go` in
//! kubernetes/kubernetes, documented at <https://kubernetes.io/docs/reference/access-authn-authz/rbac/>.
//!
//! Nothing here judges whether a permission is risky, and nothing here knows other authorizers (Node, webhooks).

mod aggregate;
mod answer;
mod audit;
mod build;
mod builtin;
mod call;
mod escalation;
mod feed;
mod identity;
mod impersonation;
mod index;
mod manifests;
mod permission;
mod request;
mod resources;
mod review;
mod rewrite;
mod rule;
mod summary;
mod usage;

pub use answer::{Allowed, Grant};
pub use audit::{AuditStats, read_audit};
pub use build::Aggregation;
pub use call::Used;
pub use escalation::MayGrant;
pub use feed::{Fed, feed};
pub use identity::{Identity, ParseIdentityError};
pub use index::{Binding, BindingId, Index, Role, RoleId, RoleKind, Scope, Subject};
pub use manifests::{denied, manifests};
pub use permission::{Held, Permission, Place, Thing};
pub use request::{Request, Resource, Target};
pub use resources::{Named, named};
pub use review::{MAX_LINE, Review, ReviewError};
pub use rewrite::{Plan, Tightness, plan};
pub use rule::{Rule, RuleId, Words};
pub use summary::{Line, lines};
pub use usage::{RoleWrite, Usage, UserUsage};
