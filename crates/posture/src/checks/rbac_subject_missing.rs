use crate::prelude::*;
use crate::rbac::is_default;

pub(super) static CHECK: Check = Check {
    id: "rbac-subject-missing",
    title: "Binding names a service account that is not there",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Remove the subject, or create the account it was meant for.",
    techniques: &["T1098.006"],
    aliases: &[],
    page: include_str!("rbac_subject_missing.md"),
    needs: &["ServiceAccount"],
    judge: Judge::Object(&["RoleBinding", "ClusterRoleBinding"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let index = o.cx.rbac();
    let Some(binding) = index.binding_of(o.object).filter(|_| !is_default(o.object)) else {
        return Verdict::NotApplicable;
    };
    if o.cx.from_files() {
        return Verdict::NotAssessed("the account may exist in the cluster");
    }
    let subjects = binding.subjects.iter().enumerate();
    let accounts = subjects.filter_map(|(at, subject)| Some((at, index.account((*subject)?)?)));
    let hits = accounts.filter(|(_, (namespace, name))| !exists(o.cx, namespace, name)).map(
        |(at, (namespace, name))| {
            let account = format!("ServiceAccount {namespace}/{name}");
            let message = format!("grants its role to whoever creates the {account}");
            Hit::at(format!("/subjects/{at}"), message).value(&account).key(account)
        },
    );
    Verdict::of(hits.collect())
}

fn exists(cx: &Cx<'_>, namespace: &str, name: &str) -> bool {
    cx.snapshot().find("ServiceAccount", namespace, name).is_some()
}
