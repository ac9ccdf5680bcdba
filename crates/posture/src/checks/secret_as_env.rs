use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "secret-as-env",
    title: "Secret is handed over in the environment",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Mount the secret as a file, read-only, and let the program read it from there.",
    techniques: &["T1552.007"],
    aliases: &[
        "kubescape:C-0207",
        "kube-linter:read-secret-from-env-var",
        "checkov:CKV_K8S_35",
        "kubesec:SecretsAsEnvironmentVariables",
        "prowler:core_no_secrets_envs",
    ],
    page: include_str!("secret_as_env.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let one = c.container.env.iter().enumerate().filter_map(|(at, var)| {
        let secret = var.value_from.as_ref()?.secret_key_ref.as_ref()?;
        let hit = Hit::at(
            format!("/env/{at}/valueFrom/secretKeyRef"),
            format!("puts key {} of secret {} into the variable {}", secret.key, secret.name, var.name),
        );
        Some(hit.value(format!("{}/{}", secret.name, secret.key)).key(var.name.as_str()))
    });
    let all = c.container.env_from.iter().enumerate().filter_map(|(at, source)| {
        let secret = source.secret_ref.as_ref()?;
        let hit = Hit::at(
            format!("/envFrom/{at}/secretRef"),
            format!("puts every key of secret {} into the environment", secret.name),
        );
        Some(hit.value(&secret.name).key(format!("envFrom:{}", secret.name)))
    });
    Verdict::of(one.chain(all).collect())
}
