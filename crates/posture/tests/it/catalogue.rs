use holdfast_posture::{all, resolve};

#[test]
fn checks_are_sorted_unique_described_and_mapped() {
    assert!(all().is_sorted_by(|a, b| a.id < b.id), "sorted and unique");
    for check in all() {
        let id = check.id;
        assert!(
            id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
            "{id} is kebab-case"
        );
        assert!(!check.title.is_empty() && !check.title.ends_with('.'), "{id}: a title without a full stop");
        assert!(check.fix.ends_with('.'), "{id}: the fix is a sentence");
        assert!(check.page.starts_with(&format!("# {id}\n")), "{id}: the page starts with its id");
        for heading in ["## Why an attacker cares", "## How to fix", "## Examples"] {
            assert!(check.page.contains(heading), "{id}: the page has a section {heading}");
        }
        for technique in check.techniques {
            assert!(holdfast_model::technique(technique).is_some(), "{id}: unknown technique {technique}");
        }
        assert!(check.aliases.iter().all(|a| a.contains(':')), "{id}: aliases are tool:id");
    }
}

#[test]
fn checks_are_found_by_id_alias_and_glob() {
    let ids = |name: &str| resolve(name).map(|found| found.iter().map(|c| c.id).collect::<Vec<_>>());
    assert_eq!(ids("privileged-container"), Ok(vec!["privileged-container"]));
    assert_eq!(ids("kube-linter:privileged-container"), Ok(vec!["privileged-container"]));
    assert_eq!(ids("c-0057"), Ok(vec!["privileged-container"]));
    assert!(ids("privileged-contain*").is_ok());
    assert!(ids("no-such-thing").is_err());
}
