use std::sync::{Arc, Mutex};

use cel::extractors::Arguments;
use cel::{Context, Env, ExecutionError, Program, Value};
use serde_json::Value as Json;

use crate::value::{to_cel, to_json};

/// What an expression can ask: functions by name.
pub trait Facts: Send + Sync {
    /// Answers one call. Called again for the same question; the answer must be the same.
    fn ask(&self, function: &str, arguments: &[Json]) -> Answer;
}

/// The answer to one question.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Known. Null says that it is known not to be there.
    Value(Json),
    /// Not known, and why.
    Unknown(String),
    /// The question makes no sense: a mistake of the expression.
    Wrong(String),
}

/// The result of an expression that should be true or false.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    True,
    False,
    /// A fact that could change the result is not known: why.
    Unknown(String),
    /// The expression could not be evaluated over these facts: what the language says.
    Broken(String),
}

pub(crate) fn run(
    program: &Program,
    env: &Arc<Env>,
    functions: &[String],
    facts: &Arc<dyn Facts>,
) -> Verdict {
    let unknown: Arc<Mutex<Option<String>>> = Arc::default();
    let mut context = Context::with_env(Arc::clone(env));
    for name in functions {
        let (name, facts, unknown) = (name.clone(), Arc::clone(facts), Arc::clone(&unknown));
        let added = context.add_function(&name.clone(), move |Arguments(given): Arguments| {
            let arguments: Vec<Json> = given.iter().map(to_json).collect();
            answer(facts.ask(&name, &arguments), &name, &unknown)
        });
        if let Err(error) = added {
            return Verdict::Broken(error.to_string());
        }
    }
    match program.execute(&context) {
        Ok(Value::Bool(true)) => Verdict::True,
        Ok(Value::Bool(false)) => Verdict::False,
        Ok(other) => Verdict::Broken(format!("expected true or false, found {}", other.type_of())),
        Err(error) => failed(error, functions, &unknown),
    }
}

/// An unknown fact is an error to the language: it spreads unless `||` or `&&` is decided without it.
fn answer(answer: Answer, name: &str, unknown: &Mutex<Option<String>>) -> Result<Value, ExecutionError> {
    match answer {
        Answer::Value(json) => Ok(to_cel(&json)),
        Answer::Unknown(why) => {
            if let Ok(mut first) = unknown.lock() {
                first.get_or_insert_with(|| why.clone());
            }
            Err(ExecutionError::function_error(name, why))
        }
        Answer::Wrong(what) => Err(ExecutionError::InternalError(what)),
    }
}

fn failed(error: ExecutionError, functions: &[String], unknown: &Mutex<Option<String>>) -> Verdict {
    match error {
        ExecutionError::FunctionError { function, message } if functions.contains(&function) => {
            Verdict::Unknown(message)
        }
        other => match unknown.lock().ok().and_then(|mut first| first.take()) {
            // An operator that met an unknown operand complains in its own words.
            Some(why) => Verdict::Unknown(why),
            None => Verdict::Broken(other.to_string()),
        },
    }
}
