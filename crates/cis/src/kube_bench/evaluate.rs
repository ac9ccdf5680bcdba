use holdfast_inventory::read::conceal;
use serde_json::Value;

use super::compare::{holds, regex};
use super::json_path;
use super::{Check, Join, Mode, TestItem};

/// What the three audits of a check printed; `None` for one it does not have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outputs {
    pub flags: Option<String>,
    pub config: Option<String>,
    pub environment: Option<String>,
}

/// The format's own four states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Pass,
    Fail,
    Warn,
    Info,
}

/// How one check came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub state: State,
    /// Why it is not a pass, or why nothing was tested; empty for a pass.
    pub reason: String,
    /// What was seen, by item.
    pub seen: Vec<String>,
}

/// What one item says.
struct Look {
    passed: bool,
    /// The flag, path or variable was there.
    found: bool,
    value: String,
    trouble: String,
}

impl Look {
    /// Credentials in a value are judged, and never shown.
    fn concealed(mut self, item: &TestItem) -> Self {
        let name = [&item.flag, &item.path, &item.env].into_iter().find(|name| !name.is_empty());
        if let Some(hidden) = conceal::text(name.map_or("", String::as_str), &self.value) {
            self.value = hidden;
        }
        self
    }
}

/// Judges a check by what its audits printed. Never runs anything; a check that needs no audit needs no outputs.
pub fn evaluate(check: &Check, group: Mode, outputs: &Outputs) -> Verdict {
    let say = |state, reason: &str| Verdict { state, reason: reason.to_owned(), seen: Vec::new() };
    match (group, check.mode) {
        (Mode::Skip, _) | (_, Mode::Skip) => return say(State::Info, "skipped by its author"),
        (Mode::Manual, _) | (_, Mode::Manual) => return say(State::Warn, "a person has to look"),
        (Mode::Run, Mode::Run) => {}
    }
    let Some(tests) = check.tests.as_ref().filter(|tests| !tests.items.is_empty()) else {
        return say(State::Warn, "it has no tests");
    };
    let looks: Vec<Look> =
        tests.items.iter().map(|item| look(item, check, outputs).concealed(item)).collect();
    let passed = match tests.join {
        Join::And => looks.iter().all(|look| look.passed),
        Join::Or => looks.iter().any(|look| look.passed),
    };
    let state = match (passed, check.scored) {
        (true, _) => State::Pass,
        (false, true) => State::Fail,
        (false, false) => State::Warn,
    };
    let reason = if passed { String::new() } else { reason(&tests.items, &looks) };
    Verdict { state, reason, seen: looks.into_iter().map(|look| look.value).collect() }
}

fn reason(items: &[TestItem], looks: &[Look]) -> String {
    let failed = items.iter().zip(looks).filter(|(_, look)| !look.passed);
    let texts: Vec<String> = failed.map(|(item, look)| told(item, look)).collect();
    texts.join("; ")
}

fn told(item: &TestItem, look: &Look) -> String {
    let name =
        [&item.flag, &item.path, &item.env].into_iter().find(|n| !n.is_empty()).map_or("", String::as_str);
    if !look.trouble.is_empty() {
        return format!("{name}: {}", look.trouble);
    }
    match (item.set, look.found, &item.compare) {
        (false, ..) => format!("{name} is set, and must not be"),
        (true, false, _) => format!("{name} is not set"),
        (true, true, Some(compare)) => {
            format!("{name} is {:?}, which is not {} {}", look.value, compare.op, compare.value)
        }
        (true, true, None) => format!("{name} does not pass"),
    }
}

/// The command line counts first, then the configuration file, then the environment.
fn look(item: &TestItem, check: &Check, outputs: &Outputs) -> Look {
    let many = check.use_multiple_values;
    let text = |output: &Option<String>| output.clone().unwrap_or_default();
    let mut look = by_lines(item, &text(&outputs.flags), many, flag);
    if !look.found && !check.audit_config.is_empty() {
        look = by_lines(item, &text(&outputs.config), many, path);
    }
    if !look.found && !item.env.is_empty() {
        look =
            by_lines(item, &text(&outputs.environment), many, |item, output| Ok(assigned(&item.env, output)));
    }
    look
}

type Finder = fn(&TestItem, &str) -> Result<Option<String>, String>;

/// With several values each line has to pass, and the first that does not decides.
fn by_lines(item: &TestItem, output: &str, many: bool, find: Finder) -> Look {
    let output = output.trim_end_matches([' ', '\n']);
    if !many {
        return judge(item, find(item, output));
    }
    let mut last = judge(item, find(item, ""));
    for line in output.split('\n') {
        last = judge(item, find(item, line));
        if !last.passed {
            break;
        }
    }
    last
}

fn judge(item: &TestItem, found: Result<Option<String>, String>) -> Look {
    let found = match found {
        Ok(found) => found,
        Err(trouble) => return Look { passed: false, found: false, value: String::new(), trouble },
    };
    let (passed, trouble) = match (&found, item.set, &item.compare) {
        (found, false, _) => (found.is_none(), String::new()),
        (Some(value), true, Some(compare)) if !compare.op.is_empty() => match holds(compare, value) {
            Ok(holds) => (holds, String::new()),
            Err(trouble) => (false, trouble),
        },
        (found, true, _) => (found.is_some(), String::new()),
    };
    Look { passed, found: found.is_some(), value: found.unwrap_or_default(), trouble }
}

/// `--flag=value` and `flag: value`; a flag with nothing joined to it is true, as in the format's own tool.
fn flag(item: &TestItem, output: &str) -> Result<Option<String>, String> {
    let flag = item.flag.as_str();
    if output.is_empty() || flag.is_empty() || !output.contains(flag) {
        return Ok(None);
    }
    let found = regex(&format!(r"({flag})(=|: *)*([^\s]*) *"))
        .or_else(|_| regex(&format!(r"({})(=|: *)*([^\s]*) *", regex::escape(flag))))?;
    let Some(parts) = found.captures(output) else { return Ok(None) };
    let part = |at: usize| parts.get(at).map_or("", |part| part.as_str()).to_owned();
    Ok(Some(match part(3) {
        value if !value.is_empty() => value,
        _ if flag.starts_with("--") => "true".to_owned(),
        _ => part(1),
    }))
}

fn path(item: &TestItem, output: &str) -> Result<Option<String>, String> {
    if output.trim().is_empty() || item.path.is_empty() {
        return Ok(None);
    }
    let document = document(output)?;
    let printed = json_path::print(&item.path, &document)?;
    Ok(Some(printed).filter(|text| !text.is_empty()))
}

fn document(output: &str) -> Result<Value, String> {
    let limits = holdfast_inventory::read::Limits::default();
    let mut values = holdfast_inventory::read::values(output.as_bytes(), &limits)
        .map_err(|error| format!("the configuration is neither JSON nor YAML: {error}"))?;
    Ok(if values.is_empty() { Value::Null } else { values.swap_remove(0) })
}

fn assigned(name: &str, output: &str) -> Option<String> {
    let start = format!("{name}=");
    let found = output.lines().find_map(|line| line.find(&start).and_then(|at| line.get(at + start.len()..)));
    found.filter(|value| !value.is_empty()).map(str::to_owned)
}
