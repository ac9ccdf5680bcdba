use std::fmt;

use serde::Deserialize;

use crate::identity::{Identity, ParseIdentityError};
use crate::request::{Request, Resource, Target};

/// Longest question in bytes.
pub const MAX_LINE: usize = 1 << 20;

/// A question in the form of a `SubjectAccessReview` of `authorization.k8s.io/v1`, or of its `spec` alone.
///
/// As there, the groups count as written and none is added. `as` may stand instead of `user` and `groups`
/// (`"as": "sa:shop/web"`): then the subject has the groups it is in by its nature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    pub who: Identity,
    asked: Wire,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Wire {
    spec: Option<Box<Wire>>,
    user: String,
    groups: Vec<String>,
    r#as: Option<String>,
    resource_attributes: Option<ResourceAttributes>,
    non_resource_attributes: Option<PathAttributes>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
struct ResourceAttributes {
    namespace: String,
    verb: String,
    group: String,
    resource: String,
    subresource: String,
    name: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
struct PathAttributes {
    path: String,
    verb: String,
}

/// A question that cannot be understood.
#[derive(Debug)]
pub enum ReviewError {
    TooLong(usize),
    Json(serde_json::Error),
    NoSubject,
    Who(ParseIdentityError),
    NotOneTarget,
}

impl fmt::Display for ReviewError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong(bytes) => {
                write!(f, "{bytes} bytes are more than the {MAX_LINE} a question may have")
            }
            Self::Json(error) => write!(f, "not a SubjectAccessReview: {error}"),
            Self::NoSubject => f.write_str("no subject: give user, groups or as"),
            Self::Who(error) => error.fmt(f),
            Self::NotOneTarget => {
                f.write_str("give either resourceAttributes or nonResourceAttributes, and only one of them")
            }
        }
    }
}

impl std::error::Error for ReviewError {}

impl Review {
    /// Reads one question.
    pub fn parse(json: &[u8]) -> Result<Self, ReviewError> {
        if json.len() > MAX_LINE {
            return Err(ReviewError::TooLong(json.len()));
        }
        let mut asked: Wire = serde_json::from_slice(json).map_err(ReviewError::Json)?;
        if let Some(spec) = asked.spec.take() {
            asked = *spec;
        }
        if asked.resource_attributes.is_some() == asked.non_resource_attributes.is_some() {
            return Err(ReviewError::NotOneTarget);
        }
        let who = match &asked.r#as {
            Some(text) => text.parse().map_err(ReviewError::Who)?,
            None if asked.user.is_empty() && asked.groups.is_empty() => return Err(ReviewError::NoSubject),
            None => Identity {
                user: Some(asked.user.clone()).filter(|user| !user.is_empty()),
                groups: asked.groups.clone(),
            },
        };
        Ok(Self { who, asked })
    }

    pub fn request(&self) -> Request<'_> {
        match (&self.asked.resource_attributes, &self.asked.non_resource_attributes) {
            (Some(r), _) => Request {
                verb: &r.verb,
                target: Target::Resource(Resource {
                    group: &r.group,
                    resource: &r.resource,
                    subresource: &r.subresource,
                    namespace: &r.namespace,
                    name: &r.name,
                }),
            },
            (None, Some(path)) => Request::url(&path.verb, &path.path),
            (None, None) => Request::url("", ""),
        }
    }
}
