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
mod build;
mod builtin;
mod escalation;
mod identity;
mod index;
mod permission;
mod request;
mod resources;
mod review;
mod rule;
mod summary;

pub use answer::{Allowed, Grant};
pub use build::Aggregation;
pub use escalation::MayGrant;
pub use identity::{Identity, ParseIdentityError};
pub use index::{Binding, BindingId, Index, Role, RoleId, RoleKind, Scope, Subject};
pub use permission::{Held, Permission, Place, Thing};
pub use request::{Request, Resource, Target};
pub use resources::{Named, named};
pub use review::{MAX_LINE, Review, ReviewError};
pub use rule::{Rule, RuleId, Words};
pub use summary::{Line, lines};
