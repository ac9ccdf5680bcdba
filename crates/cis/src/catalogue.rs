use holdfast_cel::{CompileError, Expr};
use holdfast_model::{CheckInfo, Severity};

use crate::facts::FUNCTIONS;
use crate::generated::CONTROLS;

/// One distinct control, in our own words.
#[derive(Clone, Copy, Debug)]
pub struct Control {
    /// Kebab-case, read as what is wrong.
    pub slug: &'static str,
    /// The component that must run for the question to arise, or `node`, `cluster`, `cloud`, `openshift`.
    pub about: &'static str,
    pub severity: Severity,
    pub title: &'static str,
    pub why: &'static str,
    pub fix: &'static str,
    /// CEL; true is a pass. Empty when only a person can answer.
    pub expr: &'static str,
    /// What to ask a person. Empty when the expression decides alone.
    pub question: &'static str,
    pub techniques: &'static [&'static str],
    /// Defaults of the parameters that tables may state.
    pub params: &'static [(&'static str, Param)],
    /// Component, setting and value that set it right.
    pub set: &'static [(&'static str, &'static str, &'static str)],
}

/// The value of a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Param {
    Text(&'static str),
    Whole(i64),
    Number(f64),
}

/// Every control, sorted by slug.
pub fn controls() -> &'static [Control] {
    CONTROLS
}

/// The control of that slug.
pub fn control(slug: &str) -> Option<&'static Control> {
    CONTROLS.binary_search_by(|c| c.slug.cmp(slug)).ok().and_then(|at| CONTROLS.get(at))
}

impl Control {
    /// How reporters know it.
    pub fn info(&self) -> CheckInfo {
        CheckInfo {
            id: self.slug,
            title: self.title,
            severity: self.severity,
            fix: self.fix,
            techniques: self.techniques,
            aliases: &[],
            page: self.why,
        }
    }

    /// Which result of the expression is final: `pass`, `fail`, or both (empty).
    pub(crate) fn decides(&self) -> &'static str {
        match self.params.iter().find(|(name, _)| *name == "decides") {
            Some((_, Param::Text(which))) => which,
            _ => "",
        }
    }

    /// True when facts alone can settle it.
    pub fn by_machine(&self) -> bool {
        !self.expr.is_empty() && self.question.is_empty()
    }

    pub(crate) fn compile(&self) -> Result<Expr, CompileError> {
        Expr::compile(self.expr, FUNCTIONS)
    }
}
