//! Suppressions that other tools' users already wrote on their objects: honoured, and listed.
//!
//! - kube-linter: `ignore-check.kube-linter.io/<check>: reason`, `kube-linter.io/ignore-all: reason`
//! - Checkov: `checkov.io/skip<N>: <ID>=<reason>`
//! - Polaris: `polaris.fairwinds.com/<check>-exempt: "true"`, `polaris.fairwinds.com/exempt: "true"`
//! - kube-score: `kube-score/ignore: check,check`
//! - Holdfast: `holdfast.dev/ignore: check,check`

use holdfast_inventory::Object;
use holdfast_inventory::view::Head;
use holdfast_model::Applied;

use crate::catalogue::by_id;

/// One suppression: the tool, its check (`*` for all), and the words given.
#[derive(Debug, PartialEq, Eq)]
struct Suppression {
    tool: &'static str,
    check: String,
    key: String,
    reason: String,
}

/// What an object's annotations (and those of its pod template) suppress.
#[derive(Debug, Default)]
pub(crate) struct Suppressions(Vec<Suppression>);

impl Suppressions {
    pub(crate) fn of(object: Object<'_>) -> Self {
        let template = object.pod_facts().first();
        let pointers = ["", template.and_then(|t| t.template_pointer()).unwrap_or_default()];
        let mut found = Vec::new();
        for pointer in pointers {
            let Some(head) = object.view_at::<Head<'_>>(pointer) else { continue };
            for (key, value) in &head.metadata.annotations {
                read(key, value, &mut found);
            }
        }
        Self(found)
    }

    /// The suppression that covers a check, if one does.
    pub(crate) fn covering(&self, check: &str) -> Option<Applied> {
        let aliases = by_id(check).map_or(&[][..], |c| c.aliases);
        let hit = self.0.iter().find(|s| {
            let own = s.tool == "holdfast" && s.check == check;
            let named = aliases
                .iter()
                .filter_map(|a| a.split_once(':'))
                .any(|(tool, id)| tool == s.tool && (s.check == "*" || id.eq_ignore_ascii_case(&s.check)));
            own || named
        })?;
        let reason = if hit.reason.is_empty() { "no reason given" } else { &hit.reason };
        Some(Applied {
            source: format!("annotation {}", hit.key),
            reason: reason.to_owned(),
            owner: String::new(),
            expires: String::new(),
        })
    }
}

fn read(key: &str, value: &str, found: &mut Vec<Suppression>) {
    let mut push = |tool, check: &str, reason: &str| {
        found.push(Suppression {
            tool,
            check: check.trim().to_owned(),
            key: key.to_owned(),
            reason: reason.to_owned(),
        });
    };
    if let Some(check) = key.strip_prefix("ignore-check.kube-linter.io/") {
        push("kube-linter", check, value);
    } else if key == "kube-linter.io/ignore-all" {
        push("kube-linter", "*", value);
    } else if key.strip_prefix("checkov.io/skip").is_some() {
        let (check, reason) = value.split_once('=').unwrap_or((value, ""));
        push("checkov", check, reason);
    } else if let Some(check) = key.strip_prefix("polaris.fairwinds.com/") {
        match check.strip_suffix("-exempt") {
            Some(check) if value == "true" => push("polaris", check, ""),
            None if check == "exempt" && value == "true" => push("polaris", "*", ""),
            _ => {}
        }
    } else if key == "kube-score/ignore" {
        value.split(',').for_each(|check| push("kube-score", check, ""));
    } else if key == "holdfast.dev/ignore" {
        value.split(',').for_each(|check| push("holdfast", check, ""));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_tool() {
        type Case = (&'static str, &'static str, &'static [(&'static str, &'static str)]);
        let cases: &[Case] = &[
            ("ignore-check.kube-linter.io/host-pid", "agent", &[("kube-linter", "host-pid")]),
            ("kube-linter.io/ignore-all", "why", &[("kube-linter", "*")]),
            ("checkov.io/skip1", "CKV_K8S_20=needed", &[("checkov", "CKV_K8S_20")]),
            ("polaris.fairwinds.com/hostPIDSet-exempt", "true", &[("polaris", "hostPIDSet")]),
            ("polaris.fairwinds.com/hostPIDSet-exempt", "false", &[]),
            ("polaris.fairwinds.com/exempt", "true", &[("polaris", "*")]),
            (
                "kube-score/ignore",
                "pod-probes, container-image-tag",
                &[("kube-score", "pod-probes"), ("kube-score", "container-image-tag")],
            ),
            ("example.dev/ignore", "x", &[]),
        ];
        for (key, value, expected) in cases {
            let mut found = Vec::new();
            read(key, value, &mut found);
            let seen: Vec<_> = found.iter().map(|s| (s.tool, s.check.as_str())).collect();
            assert_eq!(seen, *expected, "{key}");
        }
    }
}
