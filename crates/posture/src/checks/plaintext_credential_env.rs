use crate::credentials;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "plaintext-credential-env",
    title: "Credential is written in plain text in the environment",
    severity: Severity::High,
    confidence: Confidence::Medium,
    fix: "Move the value into a Secret, mount it as a file, and replace the credential: everyone who could read the manifest knows it.",
    techniques: &["T1552.001"],
    aliases: &["kubescape:C-0012", "kube-linter:env-var-secret", "polaris:sensitiveContainerEnvVar"],
    page: include_str!("plaintext_credential_env.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    if c.container.env.is_empty() {
        return Verdict::NotApplicable;
    }
    let hits = c.container.env.iter().enumerate().filter_map(|(at, var)| {
        let kind = credentials::kind(var.value.as_deref()?)?;
        let hit = Hit::at(
            format!("/env/{at}/value"),
            format!("variable {} holds what looks like {}", var.name, kind.words),
        );
        Some(hit.value(kind.marker()).key(var.name.as_str()))
    });
    Verdict::of(hits.collect())
}
