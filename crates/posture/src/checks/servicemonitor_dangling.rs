use holdfast_inventory::Object;
use holdfast_inventory::view::ServiceMonitor;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "servicemonitor-dangling",
    title: "ServiceMonitor selects no Service",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Correct the selectors of the ServiceMonitor, or delete it.",
    techniques: &[],
    aliases: &["kube-linter:dangling-servicemonitor"],
    page: include_str!("servicemonitor_dangling.md"),
    needs: &["Service"],
    judge: Judge::Object(&["ServiceMonitor"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    if o.object.group() != "monitoring.coreos.com" {
        return Verdict::NotApplicable;
    }
    let Some(ServiceMonitor { spec, .. }) = o.object.view() else { return Verdict::NotApplicable };
    let (names, own) = (&spec.namespace_selector.match_names, o.object.namespace());
    // Without a written namespace it is not known which one is the monitor's own.
    let everywhere = spec.namespace_selector.any == Some(true) || (names.is_empty() && own.is_empty());
    let within = |namespace: &str| match () {
        () if everywhere => true,
        () if names.is_empty() => namespace == own,
        () => names.iter().any(|name| *name == namespace),
    };
    let selects = |service: Object<'_>| {
        service.group().is_empty()
            && within(service.namespace())
            && spec.selector.matches(|key| service.label(key))
    };
    if o.cx.snapshot().of_kind("Service").any(selects) {
        return Verdict::Pass;
    }
    Hit::at("/spec/selector", "no Service has the labels it selects, in the namespaces it names")
        .if_nothing_else(o.cx)
        .into()
}
