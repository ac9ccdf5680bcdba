use std::borrow::Cow;

use holdfast_inventory::view::{Container, PodSecurityContext, Profile, SecurityContext};

use super::PodCx;
use crate::proof::{Fix, Proof};

/// A running container of a class of pods. Pointers are relative to the container.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ContainerCx<'f, 's> {
    pub pod: PodCx<'f, 's>,
    pub container: &'f Container<'s>,
    pub(crate) list: &'static str,
    pub(crate) index: usize,
}

impl<'f, 's> ContainerCx<'f, 's> {
    pub(crate) fn all(pod: &PodCx<'f, 's>) -> impl Iterator<Item = Self> {
        pod.containers()
    }

    fn own<T>(&self, field: impl FnOnce(&'f SecurityContext<'s>) -> Option<T>) -> Option<T> {
        self.container.security_context.as_ref().and_then(field)
    }

    fn of_pod<T>(&self, field: impl FnOnce(&'f PodSecurityContext<'s>) -> Option<T>) -> Option<T> {
        self.pod.spec().security_context.as_ref().and_then(field)
    }

    pub(crate) fn is_privileged(&self) -> bool {
        self.own(|s| s.privileged) == Some(true)
    }

    /// Nothing keeps it from running as root: what the image says is not known.
    pub(crate) fn may_be_root(&self) -> bool {
        match self.own(|s| s.run_as_user).or_else(|| self.of_pod(|s| s.run_as_user)) {
            Some(user) => user == 0,
            None => {
                self.own(|s| s.run_as_non_root).or_else(|| self.of_pod(|s| s.run_as_non_root)) != Some(true)
            }
        }
    }

    /// The capability is added, by name or with all, and reaches the node's kernel as root's.
    pub(crate) fn capability(&self, name: &str) -> Option<Proof> {
        if !self.pod.shares_kernel() || !self.may_be_root() {
            return None;
        }
        if self.is_privileged() {
            return Some(self.privileged("privileged: every capability is held"));
        }
        let added = &self.container.security_context.as_ref()?.capabilities.as_ref()?.add;
        let holds = |have: &str| {
            let have = have.strip_prefix("CAP_").unwrap_or(have);
            have.eq_ignore_ascii_case(name) || have.eq_ignore_ascii_case("ALL")
        };
        let (at, have) = added.iter().enumerate().find(|(_, have)| holds(have))?;
        let pointer = format!("/securityContext/capabilities/add/{at}");
        let fix =
            self.remove(format!("Do not add {have} to container {}", self.container.name), &[&pointer], 3);
        Some(self.proof(&pointer, format!("adds the capability {have}")).value(have).fix(fix))
    }

    /// The proof that the container is privileged.
    pub(crate) fn privileged(&self, says: impl Into<Cow<'static, str>>) -> Proof {
        let pointer = "/securityContext/privileged";
        let fix = self.remove(format!("Run container {} unprivileged", self.container.name), &[pointer], 4);
        self.proof(pointer, says).value(true).fix(fix)
    }

    /// `Unconfined`, `RuntimeDefault` or `Localhost`, where it is said.
    pub(crate) fn app_armor(&self) -> Option<&'f str> {
        let kind = |profile: &'f Profile<'s>| Some(profile.kind.as_str());
        self.own(|s| s.app_armor_profile.as_ref().and_then(kind))
            .or_else(|| self.annotated())
            .or_else(|| self.of_pod(|s| s.app_armor_profile.as_ref().and_then(kind)))
    }

    fn annotated(&self) -> Option<&'f str> {
        const PREFIX: &str = "container.apparmor.security.beta.kubernetes.io/";
        let annotations = &self.pod.class.template.metadata.annotations;
        let named =
            annotations.iter().find(|(k, _)| k.strip_prefix(PREFIX) == Some(self.container.name.as_str()));
        named.map(|(_, value)| match value.as_str() {
            "runtime/default" => "RuntimeDefault",
            "unconfined" => "Unconfined",
            _ => "Localhost",
        })
    }

    pub(crate) fn seccomp(&self) -> Option<&'f str> {
        let kind = |profile: &'f Profile<'s>| Some(profile.kind.as_str());
        self.own(|s| s.seccomp_profile.as_ref().and_then(kind))
            .or_else(|| self.of_pod(|s| s.seccomp_profile.as_ref().and_then(kind)))
    }

    /// A profile is named that keeps root from mounting and tracing: of AppArmor any, of seccomp one of the owner's own
    /// (the runtime's default lets through what the capabilities allow).
    pub(crate) fn is_confined(&self) -> bool {
        let confined = matches!(self.app_armor(), Some("RuntimeDefault" | "Localhost"))
            || self.seccomp() == Some("Localhost");
        confined && !self.is_privileged()
    }

    pub(crate) fn proof(&self, pointer: &str, says: impl Into<Cow<'static, str>>) -> Proof {
        self.pod.proof(&self.place(pointer), says)
    }

    pub(crate) fn remove(&self, text: impl Into<Cow<'static, str>>, pointers: &[&str], effort: u32) -> Fix {
        let places: Vec<String> = pointers.iter().map(|pointer| self.place(pointer)).collect();
        let places: Vec<&str> = places.iter().map(String::as_str).collect();
        self.pod.remove(text, &places, effort)
    }

    pub(crate) fn place(&self, pointer: &str) -> String {
        format!("/{}/{}{pointer}", self.list, self.index)
    }
}
