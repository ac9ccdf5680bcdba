use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "duplicate-env",
    title: "Environment variable is listed twice",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Keep one entry for each name.",
    techniques: &[],
    aliases: &[
        "kubescape:C-0295",
        "kube-linter:duplicate-env-var",
        "kube-score:environment-variable-key-duplication",
    ],
    page: include_str!("duplicate_env.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let env = &c.container.env;
    if env.is_empty() {
        return Verdict::NotApplicable;
    }
    let hits = env.iter().enumerate().filter_map(|(at, var)| {
        let first = env.iter().take(at).position(|earlier| earlier.name == var.name)?;
        let message = format!("variable {} is listed twice: entry {at} hides entry {first}", var.name);
        Some(Hit::at(format!("/env/{at}/name"), message).value(&var.name).key(var.name.as_str()))
    });
    Verdict::of(hits.collect())
}
