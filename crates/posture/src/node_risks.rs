//! Nodes whose versions are known to be open to a flaw that pods can reach.

use std::sync::OnceLock;

use holdfast_inventory::view::NodeInfo;

use crate::prelude::*;

/// How a node stands to a flaw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Closed,
    Open,
    /// The version does not tell, for one of a distribution that repairs without a new number.
    Unknown,
}

/// A node that is not known to be closed.
#[derive(Debug)]
pub(crate) struct Doubtful<'s> {
    node: &'s str,
    version: String,
    standing: Standing,
}

/// Built on first use: the nodes that matter, few or none, for each flaw.
#[derive(Debug, Default)]
pub(crate) struct NodeRisks<'s> {
    kubelet: OnceLock<Vec<Doubtful<'s>>>,
    kernel: OnceLock<Vec<Doubtful<'s>>>,
}

/// Judges a container by the kubelets of the nodes it may run on.
pub(crate) fn judge_kubelets(
    c: &ContainerCx<'_, '_>,
    standing: fn(&str) -> Standing,
    hit: impl Fn(&str, &str) -> Hit,
) -> Verdict {
    let cx = c.cx();
    let doubtful = cx.node_risks.kubelet.get_or_init(|| doubtful(cx, |node| &node.kubelet_version, standing));
    judge(c, doubtful, hit)
}

/// Judges a container by the kernels of the nodes it may run on.
pub(crate) fn judge_kernels(
    c: &ContainerCx<'_, '_>,
    standing: fn(&str) -> Standing,
    hit: impl Fn(&str, &str) -> Hit,
) -> Verdict {
    let cx = c.cx();
    let doubtful = cx.node_risks.kernel.get_or_init(|| doubtful(cx, |node| &node.kernel_version, standing));
    judge(c, doubtful, hit)
}

fn doubtful<'s>(
    cx: &Cx<'s>,
    version: impl for<'n> Fn(&'n NodeInfo<'_>) -> &'n str,
    standing: fn(&str) -> Standing,
) -> Vec<Doubtful<'s>> {
    let nodes =
        cx.estate.nodes().iter().map(|node| (node.object.name(), version(&node.view.status.node_info)));
    let judged = nodes.map(|(node, version)| Doubtful {
        node,
        version: version.to_owned(),
        standing: if version.is_empty() { Standing::Unknown } else { standing(version) },
    });
    judged.filter(|node| node.standing != Standing::Closed).collect()
}

fn judge(c: &ContainerCx<'_, '_>, doubtful: &[Doubtful<'_>], hit: impl Fn(&str, &str) -> Hit) -> Verdict {
    let cx = c.cx();
    let bound = c.pod.spec().node_name.as_deref().filter(|name| !name.is_empty());
    let known =
        bound.map_or(!cx.estate.nodes().is_empty(), |name| cx.snapshot().find("Node", "", name).is_some());
    if !known {
        return Verdict::NotAssessed("the nodes it may run on are not known");
    }
    let mut here = doubtful.iter().filter(|node| bound.is_none_or(|name| name == node.node));
    if let Some(open) = here.clone().find(|node| node.standing == Standing::Open) {
        return hit(open.node, &open.version)
            .fact(format!("node {} runs {}", open.node, open.version))
            .into();
    }
    match here.next() {
        None => Verdict::Pass,
        Some(_) => Verdict::NotAssessed(
            "the version of a node does not tell whether its distribution has the repair",
        ),
    }
}

/// The first three numbers of a version such as `v1.21.3-eks-1` or `5.10.0-13-amd64`, and what follows them.
pub(crate) fn numbers(version: &str) -> Option<([u32; 3], &str)> {
    let mut rest = version.trim_start_matches('v');
    let mut found = [0; 3];
    for (at, number) in found.iter_mut().enumerate() {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, after) = rest.split_at_checked(end)?;
        if digits.is_empty() {
            return None;
        }
        *number = digits.parse().ok()?;
        rest = after;
        if at < 2 {
            match rest.strip_prefix('.') {
                Some(after) => rest = after,
                // `6.1-generic`: the rest is zero.
                None if at == 1 => break,
                None => return None,
            }
        }
    }
    Some((found, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_taken_apart() {
        let cases = [
            ("v1.21.3-eks-5db8d9", Some(([1, 21, 3], "-eks-5db8d9"))),
            ("5.10.0-13-amd64", Some(([5, 10, 0], "-13-amd64"))),
            ("6.1+", Some(([6, 1, 0], "+"))),
            ("1.6.0", Some(([1, 6, 0], ""))),
            ("main", None),
            ("5", None),
            ("5.99999999999.1", None),
        ];
        for (version, expected) in cases {
            assert_eq!(numbers(version), expected, "{version}");
        }
    }
}
