//! What `cluster up` was asked for.

use anyhow::{Context as _, Result, bail, ensure};

use super::releases::Release;
use crate::repo::Repo;

pub(super) const DEFAULT_NAME: &str = "dev";
/// Interface names have 15 bytes, three of which are `hf-`.
const LONGEST_NAME: usize = 12;

/// A cluster to start.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) name: String,
    pub(crate) release: Release,
    pub(crate) node: bool,
    pub(crate) encrypt: bool,
    pub(crate) weak: Weak,
}

/// Ways in which it is weak on purpose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Weak {
    /// The API server answers people it does not know, and they are administrators.
    pub(crate) anonymous: bool,
    /// The API server allows everything to everybody.
    pub(crate) always_allow: bool,
    /// etcd without TLS and without client certificates.
    pub(crate) plain_etcd: bool,
    pub(crate) no_audit: bool,
    /// The kubelet allows everything to everybody, and has the read-only port.
    pub(crate) kubelet: bool,
}

impl Options {
    pub(crate) fn new(name: &str, release: Release) -> Self {
        Self { name: name.to_owned(), release, node: true, encrypt: false, weak: Weak::default() }
    }

    pub(super) fn parse(repo: &Repo, args: &[&str]) -> Result<Self> {
        let mut options = Self::new(DEFAULT_NAME, Release::default(repo)?);
        let mut args = args.iter().copied();
        while let Some(flag) = args.next() {
            let mut value = || args.next().with_context(|| format!("{flag} needs a value"));
            match flag {
                "--name" => value()?.clone_into(&mut options.name),
                "--version" => options.release = Release::pinned(repo, value()?)?,
                "--weak" => options.weak = Weak::parse(value()?)?,
                "--no-node" => options.node = false,
                "--encrypt" => options.encrypt = true,
                other => bail!("unknown option {other:?}\n{}", super::USAGE),
            }
        }
        check_name(&options.name)?;
        Ok(options)
    }
}

/// Lower case, digits and dashes: it names files, a network interface and a cgroup.
pub(super) fn check_name(name: &str) -> Result<()> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    ensure!(
        !name.is_empty() && name.len() <= LONGEST_NAME && name.chars().all(fits) && !name.starts_with('-'),
        "cluster name {name:?}: expected 1 to {LONGEST_NAME} of a-z, 0-9 and -, not starting with -"
    );
    Ok(())
}

impl std::fmt::Display for Weak {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let all = [
            (self.anonymous, "anonymous"),
            (self.always_allow, "always-allow"),
            (self.plain_etcd, "plain-etcd"),
            (self.no_audit, "no-audit"),
            (self.kubelet, "kubelet"),
        ];
        let is: Vec<&str> = all.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect();
        f.write_str(&if is.is_empty() { "hardened".to_owned() } else { format!("weak: {}", is.join(", ")) })
    }
}

impl Weak {
    /// Everything at once. With `always_allow` an API server would refuse anonymous requests, so that stays off.
    pub(crate) fn careless() -> Self {
        Self { anonymous: true, always_allow: false, plain_etcd: true, no_audit: true, kubelet: true }
    }

    fn parse(list: &str) -> Result<Self> {
        let mut weak = Self::default();
        for word in list.split(',') {
            match word {
                "anonymous" => weak.anonymous = true,
                "always-allow" => weak.always_allow = true,
                "plain-etcd" => weak.plain_etcd = true,
                "no-audit" => weak.no_audit = true,
                "kubelet" => weak.kubelet = true,
                "all" => weak = Self::careless(),
                other => bail!(
                    "unknown weakness {other:?}: expected anonymous, always-allow, plain-etcd, no-audit, kubelet or all"
                ),
            }
        }
        Ok(weak)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_an_interface() {
        for (name, fits) in [
            ("dev", true),
            ("a-2", true),
            ("", false),
            ("-a", false),
            ("Dev", false),
            ("a/b", false),
            ("abcdefghijklm", false),
        ] {
            assert_eq!(check_name(name).is_ok(), fits, "{name}");
        }
    }

    #[test]
    fn weaknesses() {
        assert_eq!(
            Weak::parse("kubelet,no-audit").unwrap(),
            Weak { kubelet: true, no_audit: true, ..Weak::default() }
        );
        assert_eq!(Weak::parse("all").unwrap().to_string(), "weak: anonymous, plain-etcd, no-audit, kubelet");
        assert_eq!(Weak::default().to_string(), "hardened");
        assert!(Weak::parse("everything").is_err());
    }
}
