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

/// The user name of a service account.
pub(crate) fn account_user(namespace: &str, name: &str) -> String {
    format!("{ACCOUNT}{namespace}:{name}")
}

/// Namespace and name of the service account a user name stands for.
pub(crate) fn account_of(user: &str) -> Option<(&str, &str)> {
    user.strip_prefix(ACCOUNT)?.split_once(':').filter(|(ns, name)| !ns.is_empty() && !name.is_empty())
}
