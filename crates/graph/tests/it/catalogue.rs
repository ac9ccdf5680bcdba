use std::collections::BTreeSet;

use holdfast_graph::{Family, all, by_id};

#[test]
fn kinds_are_sorted_unique_described_and_mapped() {
    assert!(all().is_sorted_by(|a, b| a.id < b.id), "sorted and unique");
    for kind in all() {
        let id = kind.id;
        assert_eq!(by_id(id).map(|k| k.id), Some(id));
        assert!(
            id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
            "{id} is kebab-case"
        );
        assert!(!kind.title.is_empty() && !kind.title.ends_with('.'), "{id}: a title without a full stop");
        assert!(
            !kind.story.is_empty() && !kind.story.ends_with('.'),
            "{id}: the story is the middle of a sentence"
        );
        assert!(kind.fix.ends_with('.'), "{id}: the fix is a sentence");
        assert!(kind.cost <= 10, "{id}: costs are 0 to 10");
        assert!(kind.page.starts_with(&format!("# {id}\n")), "{id}: the page starts with its id");
        for heading in ["## Why an attacker cares", "## How to fix", "## Examples"] {
            assert!(kind.page.contains(heading), "{id}: the page has a section {heading}");
        }
        for technique in kind.techniques {
            assert!(holdfast_model::technique(technique).is_some(), "{id}: unknown technique {technique}");
        }
        assert!(kind.family == Family::Structure || !kind.techniques.is_empty(), "{id}: names a technique");
        assert!(kind.aliases.iter().all(|a| a.contains(':')), "{id}: aliases are tool:id");
    }
}

/// Every edge that KubeHound documents exists here under its own name.
#[test]
fn every_edge_of_kubehound_is_there() {
    let documented = "CE_MODULE_LOAD CE_NSENTER CE_PRIV_MOUNT CE_SYS_PTRACE CE_UMH_CORE_PATTERN CE_VAR_LOG_SYMLINK \
        CONTAINER_ATTACH ENDPOINT_EXPLOIT EXPLOIT_CONTAINERD_SOCK EXPLOIT_HOST_READ EXPLOIT_HOST_TRAVERSE EXPLOIT_HOST_WRITE \
        IDENTITY_ASSUME IDENTITY_IMPERSONATE PERMISSION_DISCOVER POD_ATTACH POD_CREATE POD_EXEC POD_PATCH ROLE_BIND \
        SHARE_PS_NAMESPACE TOKEN_BRUTEFORCE TOKEN_LIST TOKEN_STEAL VOLUME_ACCESS VOLUME_DISCOVER";
    let known: BTreeSet<&str> =
        all().iter().flat_map(|k| k.aliases).filter_map(|a| a.strip_prefix("kubehound:")).collect();
    let missing: Vec<&str> = documented.split_whitespace().filter(|id| !known.contains(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
