use holdfast_model::Outcome;

use super::shell::{Audit, Host, audit};
use super::{Check, Controls, Mode, Outputs, Settings, State, Trouble, Variables, evaluate};

/// Runs an audit that is not known here in a real shell; `None` when that is not allowed.
pub type RealShell<'s> = Option<&'s dyn Fn(&str) -> Result<String, Trouble>>;

/// One check of a benchmark that a person brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged<'c> {
    /// The controls file's node type.
    pub node_type: &'c str,
    pub group: &'c str,
    pub check: &'c Check,
    pub outcome: Outcome,
    /// Why, in one line; empty for a pass.
    pub reason: String,
    /// The values that decided.
    pub seen: Vec<String>,
}

/// Judges one controls file on a host. Nothing that could not be looked at passes.
pub fn judge<'c>(
    controls: &'c Controls,
    settings: &Settings,
    host: &dyn Host,
    shell: RealShell<'_>,
) -> Vec<Judged<'c>> {
    let variables = settings.variables(&controls.node_type, host);
    let row = |group: &'c str, check: &'c Check, (outcome, reason, seen)| Judged {
        node_type: &controls.node_type,
        group,
        check,
        outcome,
        reason,
        seen,
    };
    let judged = controls.checks().map(|(group, check)| {
        let answer = match &variables {
            Ok(variables) => one(check, group.mode, variables, host, shell),
            Err(trouble) => error(&trouble.0),
        };
        row(&group.id, check, answer)
    });
    judged.collect()
}

type Answer = (Outcome, String, Vec<String>);

fn error(why: &str) -> Answer {
    (Outcome::Error(why.to_owned()), why.to_owned(), Vec::new())
}

fn not_assessed(why: String) -> Answer {
    (Outcome::Skip(why.clone()), why, Vec::new())
}

fn one(check: &Check, group: Mode, variables: &Variables, host: &dyn Host, shell: RealShell<'_>) -> Answer {
    let runs = check.mode == Mode::Run && group == Mode::Run && check.tests.is_some();
    let mut outputs = Outputs::default();
    let mut without_process = false;
    if runs {
        if let Some(missing) = missing(variables) {
            return not_assessed(missing);
        }
        let audits = [
            (&check.audit, &mut outputs.flags),
            (&check.audit_config, &mut outputs.config),
            (&check.audit_env, &mut outputs.environment),
        ];
        for (script, output) in audits.into_iter().filter(|(script, _)| !script.is_empty()) {
            match printed(&variables.substitute(script), host, shell) {
                Ok((text, without)) => {
                    without_process |= without;
                    *output = Some(text);
                }
                Err(answer) => return answer,
            }
        }
    }
    if without_process && outputs.config.as_deref().unwrap_or_default().trim().is_empty() {
        return not_assessed("not assessed: the process it asks for does not run here".to_owned());
    }
    let verdict = evaluate(check, group, &outputs);
    let outcome = match verdict.state {
        State::Pass => Outcome::Pass,
        State::Fail => Outcome::Fail,
        State::Warn if runs => Outcome::Warn,
        State::Warn => Outcome::Manual,
        State::Info => Outcome::Skip(verdict.reason.clone()),
    };
    (outcome, verdict.reason, verdict.seen)
}

/// A program this kind of node must run, and does not: then it is no node of this kind.
fn missing(variables: &Variables) -> Option<String> {
    let (name, bins) = variables.missing.iter().next()?;
    Some(format!("not assessed: no {name} runs here (looked for {})", bins.join(", ")))
}

fn printed(script: &str, host: &dyn Host, shell: RealShell<'_>) -> Result<(String, bool), Answer> {
    match (audit(script, host), shell) {
        (Audit::Output { text, without_process }, _) => Ok((text, without_process)),
        (Audit::Unknown(trouble), _) => Err(error(&trouble.0)),
        (Audit::NeedsShell(_), Some(run)) => {
            run(script).map(|text| (text, false)).map_err(|trouble| error(&trouble.0))
        }
        (Audit::NeedsShell(what), None) => {
            Err(not_assessed(format!("not assessed: needs a shell ({what}); --allow-shell runs it")))
        }
    }
}
