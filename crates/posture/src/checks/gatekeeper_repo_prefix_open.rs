use holdfast_inventory::view::AllowedRepos;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "gatekeeper-repo-prefix-open",
    title: "Allowed image prefix has no terminating slash",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "End every allowed repository with a slash, or name whole images.",
    techniques: &[],
    aliases: &["trivy:KSV-0124"],
    page: include_str!("gatekeeper_repo_prefix_open.md"),
    needs: &[],
    judge: Judge::Object(&["K8sAllowedRepos"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    if o.object.group() != "constraints.gatekeeper.sh" {
        return Verdict::NotApplicable;
    }
    let Some(constraint) = o.object.view::<AllowedRepos<'_>>() else { return Verdict::NotApplicable };
    let repos = constraint.spec.parameters.repos.iter().enumerate();
    let hits = repos.filter(|(_, repo)| is_open(repo)).map(|(at, repo)| {
        let pointer = format!("/spec/parameters/repos/{at}");
        let message =
            format!("{repo:?} also allows every name that begins with it, such as {repo}.example.com/image");
        Hit::at(pointer.clone(), message).value(repo).key(repo.as_str()).set(pointer, format!("{repo}/"))
    });
    Verdict::of(hits.collect())
}

/// The constraint compares beginnings: only a separator ends a name. A digest or a tag cannot be continued usefully.
fn is_open(repo: &str) -> bool {
    let tagged = repo.rsplit('/').next().is_some_and(|last| last.contains(':')) && repo.contains('/');
    !repo.ends_with('/') && !repo.contains('@') && !tagged
}
