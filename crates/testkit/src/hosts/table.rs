//! The captured hosts. One row each: the name of its two files.

/// A captured host.
#[derive(Clone, Copy, Debug)]
pub struct Host {
    pub name: &'static str,
    /// The tree's text.
    pub tree: &'static str,
    /// The facts gathered from it, as JSON (`holdfast.node-facts/v1`).
    pub facts: &'static str,
}

macro_rules! hosts {
    ($($name:literal),* $(,)?) => {
        /// All of them, sorted by name.
        pub const HOSTS: &[Host] = &[$(Host {
            name: $name,
            tree: include_str!(concat!("../../hosts/", $name, ".tree")),
            facts: include_str!(concat!("../../hosts/", $name, ".json")),
        }),*];
    };
}

hosts!["kubeadm-default", "kubeadm-hardened"];
