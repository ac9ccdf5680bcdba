use holdfast_inventory::view::RuntimeClass;

use crate::prelude::*;
use crate::sandbox::is_untrusted;

pub(super) static CHECK: Check = Check {
    id: "sandbox-runtime-missing",
    title: "Untrusted workload shares its node's kernel",
    severity: Severity::High,
    confidence: Confidence::Medium,
    fix: "Set runtimeClassName to a class backed by gVisor, Kata Containers or another sandboxed runtime.",
    techniques: &["T1611"],
    aliases: &["kubescape:C-0297"],
    page: include_str!("sandbox_runtime_missing.md"),
    needs: &[],
    judge: Judge::Pod(judge),
};

/// Parts of the names of runtimes that put a kernel or a virtual machine between container and node.
static SANDBOXED: &[&str] = &["gvisor", "runsc", "kata", "firecracker", "edera", "quark", "hyperv", "wasm"];

/// Handlers that share the node's kernel.
static SHARED: &[&str] = &["runc", "crun", "youki", "nvidia", "nvidia-cdi", "nvidia-legacy"];

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    if !is_untrusted(pod) {
        return Verdict::NotApplicable;
    }
    let Some(class) = pod.spec().runtime_class_name.as_deref().filter(|class| !class.is_empty()) else {
        return Hit::at(
            "/runtimeClassName",
            "runs untrusted code on its node's kernel: it names no runtime class",
        )
        .into();
    };
    let object = pod.cx.snapshot().find("RuntimeClass", "", class);
    let view = object.and_then(holdfast_inventory::Object::view::<RuntimeClass<'_>>);
    let handler = view.as_ref().map_or(class, |view| view.handler.as_str());
    let handler_in = |list: &[&str]| list.iter().any(|name| handler.eq_ignore_ascii_case(name));
    if SANDBOXED.iter().any(|name| handler.to_ascii_lowercase().contains(name)) {
        Verdict::Pass
    } else if handler_in(SHARED) {
        let message = format!("runs untrusted code on its node's kernel: {handler} does not keep them apart");
        Hit::at("/runtimeClassName", message).value(class).into()
    } else {
        Verdict::NotAssessed("it is not known whether the handler of its runtime class is sandboxed")
    }
}
