use crate::level::{Level, LevelVersion, Version};

const PREFIX: &str = "pod-security.kubernetes.io/";

/// What a namespace's labels ask of its pods. Without labels: everything is allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamespacePolicy {
    /// Pods that violate it are refused.
    pub enforce: LevelVersion,
    /// Violations are written to the audit log.
    pub audit: LevelVersion,
    /// Violations are told to whoever creates the object.
    pub warn: LevelVersion,
    /// Labels that cannot be read, in words. The API server then takes the strictest reading for `enforce`.
    pub errors: Vec<String>,
}

impl NamespacePolicy {
    /// Reads `pod-security.kubernetes.io/{enforce,audit,warn}[-version]`.
    ///
    /// As in the API server: a level that cannot be read enforces restricted (audit and warn fall back to privileged),
    /// a version that cannot be read is the latest.
    pub fn from_labels<'l>(label: impl Fn(&str) -> Option<&'l str>) -> Self {
        let mut errors = Vec::new();
        let mut read = |mode: &str, fallback: Level| {
            let mut asked = LevelVersion::default();
            if let Some(text) = label(&format!("{PREFIX}{mode}")) {
                asked.level = text.parse().unwrap_or_else(|error| {
                    errors.push(format!("label {PREFIX}{mode}: {error}"));
                    fallback
                });
            }
            if let Some(text) = label(&format!("{PREFIX}{mode}-version")) {
                asked.version = text.parse().unwrap_or_else(|error| {
                    errors.push(format!("label {PREFIX}{mode}-version: {error}"));
                    Version::Latest
                });
            }
            asked
        };
        let enforce = read("enforce", Level::Restricted);
        let audit = read("audit", Level::Privileged);
        let warn = read("warn", Level::Privileged);
        Self { enforce, audit, warn, errors }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(labels: &[(&str, &'static str)]) -> NamespacePolicy {
        let full: Vec<(String, &'static str)> =
            labels.iter().map(|(k, v)| (format!("{PREFIX}{k}"), *v)).collect();
        NamespacePolicy::from_labels(|key| full.iter().find(|(k, _)| k == key).map(|(_, v)| *v))
    }

    #[test]
    fn labels_decide_and_wrong_ones_enforce_the_strictest() {
        assert_eq!(policy(&[]), NamespacePolicy::default());
        let read = policy(&[("enforce", "baseline"), ("enforce-version", "v1.30"), ("warn", "restricted")]);
        assert_eq!(read.enforce.to_string(), "baseline:v1.30");
        assert_eq!(read.warn.to_string(), "restricted:latest");
        let wrong = policy(&[("enforce", "strict"), ("audit", "strict"), ("enforce-version", "1.30")]);
        assert_eq!((wrong.enforce.level, wrong.audit.level), (Level::Restricted, Level::Privileged));
        assert_eq!(wrong.errors.len(), 3);
    }
}
