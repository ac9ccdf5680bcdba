//! A script as a tree.

/// Commands one after the other.
pub(super) type List = Vec<AndOr>;

/// `first && second || third`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AndOr {
    pub(super) first: Pipeline,
    pub(super) rest: Vec<(Link, Pipeline)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    And,
    Or,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pipeline {
    pub(super) negated: bool,
    pub(super) stages: Vec<Command>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Simple { sets: Vec<(String, Word)>, words: Vec<Word>, silent: bool },
    If { arms: Vec<(List, List)>, otherwise: List },
    For { name: String, words: Vec<Word>, body: List },
}

/// One word, of parts that stand together.
pub(super) type Word = Vec<Part>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Text {
        text: String,
        quoted: bool,
    },
    Variable {
        name: String,
        quoted: bool,
    },
    /// `$(list)`.
    Output {
        list: List,
        quoted: bool,
    },
}
