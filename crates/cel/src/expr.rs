use std::sync::{Arc, LazyLock};

use cel::{Env, Program};

use crate::CompileError;
use crate::evaluate::{self, Facts, Verdict};

/// Longest text compiled, in bytes.
pub const MAX_TEXT: usize = 16 * 1024;
/// Deepest nesting parsed.
pub const MAX_DEPTH: u16 = 48;

/// The standard library, built once.
static STANDARD: LazyLock<Arc<Env>> = LazyLock::new(|| Arc::new(Env::stdlib()));

/// A compiled expression.
#[derive(Debug)]
pub struct Expr {
    program: Program,
    /// The facts it may ask for.
    functions: Vec<String>,
}

/// CEL's own functions, operators and macros among what an expression calls.
const OWN: &[&str] = &[
    "size",
    "contains",
    "startsWith",
    "endsWith",
    "int",
    "uint",
    "double",
    "string",
    "bool",
    "bytes",
    "type",
    "dyn",
    "has",
    "all",
    "exists",
    "exists_one",
    "map",
    "filter",
    "max",
    "min",
];

impl Expr {
    /// Compiles `text`; `functions` are the names it may call besides CEL's own.
    ///
    /// # Errors
    /// When the text is too long, too deep, no CEL, or calls something else.
    pub fn compile(text: &str, functions: &[&str]) -> Result<Self, CompileError> {
        if text.len() > MAX_TEXT {
            return Err(CompileError::TooLong(text.len()));
        }
        // The parser's own limit is deeper; nesting is counted on the text so that it never recurses further.
        if depth(text) > usize::from(MAX_DEPTH) {
            return Err(CompileError::Syntax(format!("nested deeper than {MAX_DEPTH}")));
        }
        let program = STANDARD.compile(text).map_err(|errors| CompileError::Syntax(errors.to_string()))?;
        let called =
            program.references().functions().into_iter().map(ToOwned::to_owned).collect::<Vec<String>>();
        let known = |name: &str| {
            OWN.contains(&name)
                || functions.contains(&name)
                || !name.starts_with(|c: char| c.is_ascii_alphabetic())
        };
        if let Some(name) = called.iter().find(|name| !known(name)) {
            return Err(CompileError::UnknownFunction(name.clone()));
        }
        let functions = called.into_iter().filter(|name| functions.contains(&name.as_str())).collect();
        Ok(Self { program, functions })
    }

    /// Asks the expression of these facts.
    pub fn evaluate(&self, facts: &Arc<dyn Facts>) -> Verdict {
        evaluate::run(&self.program, &STANDARD, &self.functions, facts)
    }
}

/// How deep brackets nest. Those inside strings count too: an over-estimate is safe.
fn depth(text: &str) -> usize {
    let (mut now, mut most) = (0_usize, 0_usize);
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => {
                now += 1;
                most = most.max(now);
            }
            b')' | b']' | b'}' => now = now.saturating_sub(1),
            _ => {}
        }
    }
    most
}
