use std::str::FromStr;

/// Who asks: a user name and groups, as an authenticator would establish them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// Absent when the question is about a group as such.
    pub user: Option<String>,
    pub groups: Vec<String>,
}

/// Prefix of the user names of service accounts, followed by `<namespace>:<name>`.
const ACCOUNT: &str = "system:serviceaccount:";
/// Members pass every authorizer unasked.
const MASTERS: &str = "system:masters";

impl Identity {
    /// A service account with its implicit groups.
    pub fn service_account(namespace: &str, name: &str) -> Self {
        Self {
            user: Some(account_user(namespace, name)),
            groups: vec![
                "system:serviceaccounts".to_owned(),
                format!("system:serviceaccounts:{namespace}"),
                "system:authenticated".to_owned(),
            ],
        }
    }

    /// A user with the groups of their credential; `system:authenticated` is added, `system:unauthenticated` for
    /// `system:anonymous`. A user name of the service-account form gets its groups too.
    pub fn user(name: &str, groups: &[&str]) -> Self {
        let implied = match (name, account_of(name)) {
            ("system:anonymous", _) => vec!["system:unauthenticated".to_owned()],
            (_, Some((namespace, account))) => Self::service_account(namespace, account).groups,
            (_, None) => vec!["system:authenticated".to_owned()],
        };
        let mut all: Vec<String> = groups.iter().map(|g| (*g).to_owned()).collect();
        all.extend(implied.into_iter().filter(|g| !groups.contains(&g.as_str())));
        Self { user: Some(name.to_owned()), groups: all }
    }

    /// What membership of the group gives by itself: its own bindings and those of every caller of its sort.
    pub fn group(name: &str) -> Self {
        let mut groups = vec![name.to_owned()];
        if name.starts_with("system:serviceaccounts:") {
            groups.push("system:serviceaccounts".to_owned());
        }
        if name != "system:unauthenticated" && name != "system:authenticated" {
            groups.push("system:authenticated".to_owned());
        }
        Self { user: None, groups }
    }

    /// True for members of `system:masters`: allowed everything before RBAC is asked.
    pub fn is_superuser(&self) -> bool {
        self.groups.iter().any(|g| g == MASTERS)
    }
}

/// A subject as people write it: `sa:shop/web`, `user:ann`, `group:ops`, or a name of Kubernetes' own such as
/// `system:serviceaccount:shop:web`, `system:anonymous`, `system:authenticated`.
impl FromStr for Identity {
    type Err = ParseIdentityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fault = || ParseIdentityError(text.to_owned());
        let named = |name: &str| if name.is_empty() { Err(fault()) } else { Ok(()) };
        match text.split_once(':') {
            Some(("sa" | "serviceaccount", account)) => {
                let (namespace, name) = account.split_once(['/', ':']).ok_or_else(fault)?;
                named(namespace).and_then(|()| named(name))?;
                Ok(Self::service_account(namespace, name))
            }
            Some(("user", name)) => named(name).map(|()| Self::user(name, &[])),
            Some(("group", name)) => named(name).map(|()| Self::group(name)),
            Some(("system", rest)) => {
                named(rest)?;
                Ok(if is_own_group(rest) { Self::group(text) } else { Self::user(text, &[]) })
            }
            _ => Err(fault()),
        }
    }
}

/// Groups of Kubernetes itself, without `system:`.
fn is_own_group(name: &str) -> bool {
    matches!(
        name,
        "authenticated"
            | "bootstrappers"
            | "masters"
            | "monitoring"
            | "nodes"
            | "serviceaccounts"
            | "unauthenticated"
    ) || name.starts_with("serviceaccounts:")
        || name.starts_with("bootstrappers:")
}

/// A subject that cannot be told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot tell who {0:?} is: write sa:NAMESPACE/NAME, user:NAME or group:NAME")]
pub struct ParseIdentityError(String);

/// The user name of a service account.
pub(crate) fn account_user(namespace: &str, name: &str) -> String {
    format!("{ACCOUNT}{namespace}:{name}")
}

/// Namespace and name of the service account a user name stands for.
pub(crate) fn account_of(user: &str) -> Option<(&str, &str)> {
    user.strip_prefix(ACCOUNT)?.split_once(':').filter(|(ns, name)| !ns.is_empty() && !name.is_empty())
}
