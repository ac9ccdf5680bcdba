use crate::Version;

/// Where a run of affected versions ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The first version that is not affected, as the advisory writes it.
    Fixed(Version, String),
    /// The last version that is; no fix is named.
    Last(Version),
    /// No fix.
    Never,
}

/// A run of affected versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The first affected version; every earlier one too when absent.
    pub from: Option<Version>,
    pub end: End,
}

/// How much of what a version stands for is affected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cover {
    None,
    /// Some patch levels of the minor version.
    Part,
    All,
}

impl Segment {
    pub(crate) fn cover(&self, version: &Version) -> Cover {
        if version.is_precise() {
            return if self.has(version) { Cover::All } else { Cover::None };
        }
        let next = version.next_minor();
        let starts_before_next = self.from.as_ref().is_none_or(|from| *from < next);
        let starts_at_or_before = self.from.as_ref().is_none_or(|from| from <= version);
        let (ends_after_start, ends_after_all) = match &self.end {
            End::Fixed(fixed, _) => (fixed > version, *fixed >= next),
            End::Last(last) => (last >= version, *last >= next),
            End::Never => (true, true),
        };
        match (starts_before_next && ends_after_start, starts_at_or_before && ends_after_all) {
            (false, _) => Cover::None,
            (true, false) => Cover::Part,
            (true, true) => Cover::All,
        }
    }

    fn has(&self, version: &Version) -> bool {
        let begun = self.from.as_ref().is_none_or(|from| from <= version);
        begun
            && match &self.end {
                End::Fixed(fixed, _) => version < fixed,
                End::Last(last) => version <= last,
                End::Never => true,
            }
    }

    /// The version to upgrade to.
    pub fn fixed(&self) -> Option<&str> {
        match &self.end {
            End::Fixed(_, text) => Some(text),
            End::Last(_) | End::Never => None,
        }
    }
}
