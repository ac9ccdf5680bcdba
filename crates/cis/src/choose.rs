use crate::benchmark::{Benchmark, benchmarks};

/// The benchmark a cluster is measured by, and how well it fits.
#[derive(Clone, Debug)]
pub struct Choice {
    pub benchmark: &'static Benchmark,
    /// Set when no published benchmark covers the version or the platform: what is used instead, and why.
    pub note: Option<String>,
}

/// Chooses by platform (`kubeadm`, `eks` ... ) and version (`1.34.2`, `v1.34.2+k3s1`); either may be unknown.
///
/// The newest benchmark that names the version wins; without one, the newest of the platform, and that is said.
pub fn choose(platform: Option<&str>, version: Option<&str>) -> Option<Choice> {
    let (table, strange) = table(platform, version);
    let mut fitting: Vec<&'static Benchmark> = benchmarks().iter().filter(|b| b.platform == table).collect();
    fitting.sort_by_key(|b| parts(b.framework.version));
    let newest = *fitting.last()?;
    let minor = version.and_then(minor);
    let covered =
        minor.as_deref().and_then(|minor| fitting.iter().rev().find(|b| b.kubernetes.contains(&minor)));
    let benchmark = covered.copied().unwrap_or_else(|| nearest(&fitting, minor.as_deref()).unwrap_or(newest));
    let mut notes: Vec<String> = strange.into_iter().collect();
    match (&minor, covered) {
        (Some(minor), None) => notes.push(format!(
            "no published benchmark covers Kubernetes {minor} on {table}; measured by {}, made for {}",
            benchmark.id(),
            benchmark.kubernetes.join(", ")
        )),
        (None, _) => notes.push(format!(
            "the version is not known; measured by the newest for {table}, {}",
            benchmark.id()
        )),
        (Some(_), Some(_)) => {}
    }
    Some(Choice { benchmark, note: (!notes.is_empty()).then(|| notes.join("; ")) })
}

/// The platform whose tables apply, and what is to be said about that.
fn table(platform: Option<&str>, version: Option<&str>) -> (&'static str, Option<String>) {
    let by_version = version.and_then(|v| {
        [("-eks", "eks"), ("-gke", "gke"), ("+k3s", "k3s"), ("+rke2", "rke2")]
            .into_iter()
            .find(|(mark, _)| v.contains(mark))
            .map(|(_, name)| name)
    });
    match by_version.or(platform) {
        Some("eks" | "bottlerocket") => ("eks", None),
        Some("aks") => ("aks", None),
        Some("gke") => ("gke", None),
        Some("k3s") => ("k3s", None),
        Some("rke2") => ("rke2", None),
        Some("openshift") => ("openshift", None),
        Some(own @ ("talos" | "microk8s")) => (
            "vanilla",
            Some(format!("there is no table for {own}; measured by the one for plain Kubernetes")),
        ),
        _ => ("vanilla", None),
    }
}

/// The newest benchmark for a version below, else the oldest: what is closest from beneath.
fn nearest(fitting: &[&'static Benchmark], minor: Option<&str>) -> Option<&'static Benchmark> {
    let wanted = parts(minor?);
    let reaches = |b: &&&'static Benchmark| b.kubernetes.iter().any(|k| parts(k) <= wanted);
    fitting.iter().rev().find(reaches).or(fitting.first()).copied()
}

/// `1.34` of `v1.34.2+k3s1`.
fn minor(version: &str) -> Option<String> {
    let mut numbers = version.trim_start_matches('v').split(['.', '-', '+']);
    let (major, minor) = (numbers.next()?, numbers.next()?);
    let fine = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (fine(major) && fine(minor)).then(|| format!("{major}.{minor}"))
}

fn parts(version: &str) -> Vec<u32> {
    version.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}
