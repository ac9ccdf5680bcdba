use crate::image_ref::ImageRef;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "git-sync-injection",
    title: "git-sync takes what it runs from others",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Write the repository and the ref as literals, and remove GITSYNC_GIT.",
    techniques: &["T1195"],
    aliases: &["checkov:CKV_K8S_159"],
    page: include_str!("git_sync_injection.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

/// Variables that name the program run in place of git.
const PROGRAM: &[&str] = &["GITSYNC_GIT", "GIT_SYNC_GIT"];
/// Variables that say what is fetched, or what is run afterwards (versions 4 and 3).
const STEERING: &[&str] = &[
    "GITSYNC_REPO",
    "GITSYNC_REF",
    "GITSYNC_GIT_CONFIG",
    "GITSYNC_EXECHOOK_COMMAND",
    "GITSYNC_ASKPASS_URL",
    "GIT_SYNC_REPO",
    "GIT_SYNC_BRANCH",
    "GIT_SYNC_REV",
    "GIT_SYNC_GIT_CONFIG",
    "GIT_SYNC_EXECHOOK_COMMAND",
    "GIT_SYNC_HOOK_COMMAND",
    "GIT_SYNC_ASKPASS_URL",
];

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let env = &c.container.env;
    if ImageRef::parse(c.image()).short_name() != "git-sync"
        && !env.iter().any(|var| PROGRAM.contains(&var.name.as_str()))
    {
        return Verdict::NotApplicable;
    }
    let hits = env.iter().enumerate().filter_map(|(at, var)| {
        let name = var.name.as_str();
        if PROGRAM.contains(&name) {
            let message = format!("{name} makes git-sync run the program it names");
            let hit = Hit::at(format!("/env/{at}/name"), message).value(name).key(name);
            return Some(hit.remove(format!("/env/{at}")));
        }
        let from = var.value_from.as_ref()?;
        let source = match (&from.config_map_key_ref, from.field_ref) {
            (Some(map), _) => format!("ConfigMap {}", map.name),
            (None, Some(_)) => "the pod's own metadata".to_owned(),
            (None, None) => return None,
        };
        let message = format!("{name} comes from {source}: who may change that chooses the code");
        STEERING.contains(&name).then(|| Hit::at(format!("/env/{at}/valueFrom"), message).key(name))
    });
    Verdict::of(hits.collect())
}
