//! The walls the kernel puts around a container, as they apply to it: its own setting wins over the pod's.

use holdfast_inventory::view::{Profile, SeLinuxOptions};

use crate::context::ContainerCx;

/// The legacy annotation, completed by the container's name; the API server still copies it to the field.
const APPARMOR_ANNOTATION: &str = "container.apparmor.security.beta.kubernetes.io/";

/// A setting, and whether the container itself has it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Set<T> {
    pub(crate) value: T,
    pub(crate) own: bool,
}

impl<T> Set<T> {
    fn of(own: Option<T>, pod: Option<T>) -> Option<Self> {
        let own = own.map(|value| Self { value, own: true });
        own.or_else(|| pod.map(|value| Self { value, own: false }))
    }
}

/// The type of the seccomp profile. The legacy annotations are not read: Kubernetes ignores them since 1.27.
pub(crate) fn seccomp<'c>(c: &ContainerCx<'c, '_>) -> Option<Set<&'c str>> {
    let own = c.container.security_context.as_ref().and_then(|s| s.seccomp_profile.as_ref());
    let pod = c.pod.spec().security_context.as_ref().and_then(|s| s.seccomp_profile.as_ref());
    Set::of(own.and_then(kind), pod.and_then(kind))
}

/// Where an AppArmor profile was named, and which.
#[derive(Clone, Copy, Debug)]
pub(crate) enum AppArmor<'c> {
    Field(Set<&'c str>),
    /// The annotation's key and value.
    Annotation(&'c str, &'c str),
}

impl AppArmor<'_> {
    /// True for a profile that confines: the runtime's or one loaded on the node.
    pub(crate) fn confines(self) -> bool {
        match self {
            Self::Field(set) => matches!(set.value, "RuntimeDefault" | "Localhost"),
            Self::Annotation(_, value) => value == "runtime/default" || value.starts_with("localhost/"),
        }
    }
}

pub(crate) fn apparmor<'c>(c: &ContainerCx<'c, '_>) -> Option<AppArmor<'c>> {
    let own = c.container.security_context.as_ref().and_then(|s| s.app_armor_profile.as_ref());
    if let Some(value) = own.and_then(kind) {
        return Some(AppArmor::Field(Set { value, own: true }));
    }
    let name = c.container.name.as_str();
    let mut annotations = c.pod.template.metadata.annotations.iter();
    let named = annotations.find(|(key, _)| key.strip_prefix(APPARMOR_ANNOTATION) == Some(name));
    if let Some((key, value)) = named.filter(|(_, value)| !value.is_empty()) {
        return Some(AppArmor::Annotation(key, value));
    }
    let pod = c.pod.spec().security_context.as_ref().and_then(|s| s.app_armor_profile.as_ref());
    pod.and_then(kind).map(|value| AppArmor::Field(Set { value, own: false }))
}

/// SELinux options: the container's replace the pod's as a whole.
pub(crate) fn selinux<'c, 's>(c: &ContainerCx<'c, 's>) -> Option<Set<&'c SeLinuxOptions<'s>>> {
    let own = c.container.security_context.as_ref().and_then(|s| s.se_linux_options.as_ref());
    let pod = c.pod.spec().security_context.as_ref().and_then(|s| s.se_linux_options.as_ref());
    Set::of(own, pod)
}

fn kind<'c>(profile: &'c Profile<'_>) -> Option<&'c str> {
    Some(profile.kind.as_str()).filter(|kind| !kind.is_empty())
}
