//! OpenShift gives its control plane a configuration file whose `apiServerArguments` or `extendedArguments` are the flags.

use serde_json::Value;

/// The command line the file stands for: the program's place, then one word for each value of each flag.
pub(crate) fn arguments(config: &Value) -> Vec<String> {
    let mut words = vec![String::new()];
    for member in ["apiServerArguments", "extendedArguments"] {
        let Some(flags) = config.get(member).and_then(Value::as_object) else { continue };
        for (name, values) in flags {
            match values {
                Value::Array(values) => words.extend(values.iter().map(|value| word(name, value))),
                value => words.push(word(name, value)),
            }
        }
    }
    words
}

fn word(name: &str, value: &Value) -> String {
    match value {
        Value::String(text) => format!("--{name}={text}"),
        other => format!("--{name}={other}"),
    }
}
