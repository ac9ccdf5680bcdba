use crate::Version;

/// A release that gets no security fixes any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndOfLife {
    /// The last day with fixes, `YYYY-MM-DD`.
    pub since: &'static str,
    /// What to move to, in a few words.
    pub instead: &'static str,
}

/// End of support of each minor release: <https://kubernetes.io/releases/patch-releases/>.
const KUBERNETES: &[(u64, &str)] = &[
    (24, "2023-07-28"),
    (25, "2023-10-28"),
    (26, "2024-02-28"),
    (27, "2024-06-28"),
    (28, "2024-10-28"),
    (29, "2025-02-28"),
    (30, "2025-06-28"),
    (31, "2025-10-28"),
    (32, "2026-02-28"),
    (33, "2026-06-28"),
    (34, "2026-10-27"),
    (35, "2027-02-28"),
];

/// Products that ended as a whole.
const ENDED: &[(&str, EndOfLife)] = &[
    // https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/
    (
        "ingress-nginx",
        EndOfLife {
            since: "2026-03-31",
            instead: "a Gateway API implementation or another ingress controller",
        },
    ),
    // https://helm.sh/blog/helm-v2-deprecation-timeline/
    ("tiller", EndOfLife { since: "2020-11-13", instead: "Helm 3 or later, which needs no server" }),
    ("weave-scope", EndOfLife { since: "2022-04-01", instead: "another monitor" }),
];

const COMPONENTS: &[&str] =
    &["kube-apiserver", "kube-controller-manager", "kube-proxy", "kube-scheduler", "kubelet"];

/// Whether a version of a product is without fixes on a day (`YYYY-MM-DD`).
pub fn ended(product: &str, version: &str, today: &str) -> Option<EndOfLife> {
    let whole = ENDED.iter().find(|(slug, _)| *slug == product).map(|(_, end)| *end);
    let end = if COMPONENTS.contains(&product) { kubernetes(version) } else { whole };
    end.filter(|end| end.since < today)
}

fn kubernetes(version: &str) -> Option<EndOfLife> {
    let (major, minor) = Version::parse(version)?.minor();
    let (oldest, _) = KUBERNETES.first()?;
    let row = KUBERNETES.iter().find(|(number, _)| *number == minor);
    let since = match row {
        _ if major != 1 => return None,
        Some((_, since)) => since,
        None if minor < *oldest => "2023-02-28",
        None => return None,
    };
    Some(EndOfLife { since, instead: "a supported minor release" })
}
