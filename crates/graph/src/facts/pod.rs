use holdfast_inventory::view::PodSpec;
use holdfast_model::PatchOp;
use serde_json::Value;

use super::{Class, ContainerCx, Facts};
use crate::proof::{Fix, Proof};

/// A class of pods as edge kinds see it. Pointers are relative to the pod spec.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PodCx<'f, 's> {
    pub facts: &'f Facts<'s>,
    pub class: &'f Class<'s>,
}

/// Runtime classes whose pods have a kernel of their own, by the words their names and handlers use.
const SANDBOXES: [&str; 6] = ["gvisor", "runsc", "kata", "firecracker", "nabla", "confidential"];

impl<'f, 's> PodCx<'f, 's> {
    pub(crate) fn new(facts: &'f Facts<'s>, id: u32) -> Option<Self> {
        Some(Self { facts, class: facts.classes.get(id as usize)? })
    }

    pub(crate) fn spec(&self) -> &'f PodSpec<'s> {
        &self.class.template.spec
    }

    pub(crate) fn namespace(&self) -> &'s str {
        self.class.namespace()
    }

    /// Containers that run, in the order edges count them.
    pub(crate) fn containers(&self) -> impl Iterator<Item = ContainerCx<'f, 's>> {
        let pod = *self;
        let class = self.class;
        class.containers().map(move |(list, index, container)| ContainerCx { pod, container, list, index })
    }

    pub(crate) fn is_windows(&self) -> bool {
        self.spec().os.as_ref().is_some_and(|os| os.name == "windows")
    }

    /// Root in its containers is nobody on the node.
    pub(crate) fn has_user_namespace(&self) -> bool {
        self.spec().host_users == Some(false)
    }

    /// Its system calls reach a kernel of its own, not the node's.
    pub(crate) fn is_sandboxed(&self) -> bool {
        let Some(name) = self.spec().runtime_class_name.as_deref() else { return false };
        let object = self.facts.snapshot.find("RuntimeClass", "", name);
        let handler =
            object.and_then(holdfast_inventory::Object::view::<holdfast_inventory::view::RuntimeClass<'_>>);
        let handler = handler.map(|class| class.handler.to_string()).unwrap_or_default();
        SANDBOXES.iter().any(|word| name.contains(word) || handler.contains(word))
    }

    /// True when the node's kernel hears what a container's capabilities ask of it.
    pub(crate) fn shares_kernel(&self) -> bool {
        !self.is_windows() && !self.is_sandboxed() && !self.has_user_namespace()
    }

    /// The field that shows something; `pointer` is relative to the pod spec.
    pub(crate) fn proof(&self, pointer: &str, says: impl Into<std::borrow::Cow<'static, str>>) -> Proof {
        let class = self.class;
        Proof::field(class.source.id(), format!("{}{pointer}", class.facts.spec_pointer()), says)
    }

    /// Takes fields out of the workload's pod template.
    pub(crate) fn remove(
        &self,
        text: impl Into<std::borrow::Cow<'static, str>>,
        pointers: &[&str],
        effort: u32,
    ) -> Fix {
        let ops = pointers.iter().map(|pointer| PatchOp::Remove { path: self.place(pointer) }).collect();
        Fix::patch(self.class.workload.id(), text, ops, effort)
    }

    /// Sets a field of the workload's pod template.
    pub(crate) fn set(
        &self,
        text: impl Into<std::borrow::Cow<'static, str>>,
        pointer: &str,
        value: impl Into<Value>,
        effort: u32,
    ) -> Fix {
        let op = PatchOp::Add { path: self.place(pointer), value: value.into() };
        Fix::patch(self.class.workload.id(), text, vec![op], effort)
    }

    /// The pointer in the workload a person edits, which may hold the template elsewhere than its pods do.
    fn place(&self, pointer: &str) -> String {
        let class = self.class;
        let spec = if class.source == class.workload {
            class.facts.spec_pointer()
        } else {
            class.workload.pod_facts().first().map_or("/spec", |facts| facts.spec_pointer())
        };
        format!("{spec}{pointer}")
    }
}
