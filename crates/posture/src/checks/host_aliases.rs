use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "host-aliases",
    title: "Pod overrides name resolution",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Remove hostAliases and let DNS or a Service give the name.",
    techniques: &[],
    aliases: &["trivy:KSV-0007", "kubesec:HostAliases"],
    page: include_str!("host_aliases.md"),
    needs: &[],
    judge: Judge::Pod(judge),
};

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    let aliases = pod.spec().host_aliases.len();
    if aliases == 0 {
        return Verdict::Pass;
    }
    let message = "writes its own entries into /etc/hosts, past DNS";
    Hit::at("/hostAliases", message).value(format!("{aliases} entries")).remove("/hostAliases").into()
}
