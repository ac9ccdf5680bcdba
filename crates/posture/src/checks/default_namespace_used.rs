use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "default-namespace-used",
    title: "Object lives in the default namespace",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Create a namespace for the application and set metadata.namespace to it.",
    techniques: &[],
    aliases: &[
        "kubescape:C-0061",
        "kubescape:C-0212",
        "trivy:KSV-0110",
        "kube-linter:use-namespace",
        "checkov:CKV_K8S_21",
    ],
    page: include_str!("default_namespace_used.md"),
    needs: &[],
    judge: Judge::Every(judge),
};

/// Objects that every namespace gets by itself, and records about others: nobody put them there.
static GIVEN: &[(&str, &str)] = &[
    ("ConfigMap", "kube-root-ca.crt"),
    ("Endpoints", "kubernetes"),
    ("EndpointSlice", "kubernetes"),
    ("Event", ""),
    ("Service", "kubernetes"),
    ("ServiceAccount", "default"),
];

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let object = o.object;
    let given = GIVEN
        .iter()
        .any(|(kind, name)| object.kind() == *kind && (name.is_empty() || object.name() == *name));
    if object.namespace().is_empty() || given || object.owner_name().is_some() {
        return Verdict::NotApplicable;
    }
    if object.namespace() != "default" {
        return Verdict::Pass;
    }
    let hit = if object.namespace_written() {
        Hit::at(
            "/metadata/namespace",
            "is in the namespace default, which every application without one shares",
        )
        .value("default")
    } else {
        Hit::at(
            "/metadata/namespace",
            "names no namespace and lands in default unless one is given when it is applied",
        )
        .if_nothing_else(o.cx)
    };
    hit.into()
}
