/// How the table looks. No other format asks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// ANSI colours; the caller decides by terminal and `NO_COLOR`.
    pub colour: bool,
    /// Columns of the terminal. 0: lines are never wrapped, as for a pipe.
    pub width: usize,
    /// Every finding of every workload, with evidence and fix, instead of the worst three.
    pub verbose: bool,
    /// How many workloads to list. `None`: all.
    pub limit: Option<usize>,
}

impl Default for Style {
    /// Plain, 100 columns, the worst findings of all workloads.
    fn default() -> Self {
        Self { colour: false, width: 100, verbose: false, limit: None }
    }
}
