use std::fmt;
use std::process::ExitCode;

/// How a run ended. `Findings` wins over `Incomplete` in the number; the gaps are printed all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    Clean,
    Findings,
    Usage,
    Incomplete,
    Internal,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Usage => 2,
            Exit::Incomplete => 3,
            Exit::Internal => 4,
        })
    }
}

impl Exit {
    /// The code of an error: the person's (2) unless it says otherwise.
    pub(crate) fn of(error: &anyhow::Error) -> Self {
        if error.is::<Unreachable>() { Self::Incomplete } else { Self::Usage }
    }
}

/// Nothing could be read at all, though the arguments were right: incomplete, not misused.
#[derive(Debug)]
pub(crate) struct Unreachable(pub(crate) String);

impl fmt::Display for Unreachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreachable {}
