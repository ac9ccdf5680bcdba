use std::fmt;
use std::str::FromStr;

/// Ordered: the stricter, the greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    #[default]
    Privileged,
    Baseline,
    Restricted,
}

impl Level {
    pub const ALL: [Self; 3] = [Self::Privileged, Self::Baseline, Self::Restricted];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Privileged => "privileged",
            Self::Baseline => "baseline",
            Self::Restricted => "restricted",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown level {0:?}: expected privileged, baseline or restricted")]
pub struct ParseLevelError(String);

impl FromStr for Level {
    type Err = ParseLevelError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|l| l.as_str() == text).ok_or_else(|| ParseLevelError(text.to_owned()))
    }
}

/// A version of the standards: that of a Kubernetes release `1.MINOR`, or the newest. Newer than known reads as the newest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    V1(u32),
    #[default]
    Latest,
}

impl Version {
    /// True when a revision that came with `1.minor` is in force.
    pub(crate) fn has(self, minor: u32) -> bool {
        match self {
            Self::V1(own) => own >= minor,
            Self::Latest => true,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::V1(minor) => write!(f, "v1.{minor}"),
            Self::Latest => f.write_str("latest"),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown version {0:?}: expected latest or v1.0, v1.1 ... such as v1.34")]
pub struct ParseVersionError(String);

impl FromStr for Version {
    type Err = ParseVersionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "latest" {
            return Ok(Self::Latest);
        }
        let minor = text.strip_prefix("v1.").filter(|m| *m == "0" || !m.starts_with(['0', '+']));
        minor.and_then(|m| m.parse().ok()).map(Self::V1).ok_or_else(|| ParseVersionError(text.to_owned()))
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct LevelVersion {
    pub level: Level,
    pub version: Version,
}

impl fmt::Display for LevelVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.level, self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_the_api_server_reads_them() {
        assert_eq!("latest".parse(), Ok(Version::Latest));
        assert_eq!("v1.0".parse(), Ok(Version::V1(0)));
        assert_eq!("v1.34".parse(), Ok(Version::V1(34)));
        for wrong in ["", "1.34", "v1", "v1.", "v1.01", "v2.0", "v1.+3", "v1.34.1", "Latest"] {
            assert!(wrong.parse::<Version>().is_err(), "{wrong}");
        }
    }
}
