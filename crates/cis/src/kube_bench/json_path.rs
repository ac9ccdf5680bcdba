//! The part of kubectl's JSONPath (<https://kubernetes.io/docs/reference/kubectl/jsonpath/>) that benchmarks use: fields, indexes,
//! `[*]`, slices, `range ... end`, texts in quotes. A missing key gives nothing, as with kubectl's `--allow-missing-template-keys`.

use serde_json::Value;

/// Longer results are cut: no comparison needs them.
const MOST_RESULT: usize = 1 << 20;

enum Token<'t> {
    Text(&'t str),
    Path(&'t str),
    Range(&'t str),
    End,
}

/// What the template prints for the document; an error when it is not well-formed.
pub(super) fn print(template: &str, document: &Value) -> Result<String, String> {
    let tokens = tokens(template)?;
    let mut out = String::new();
    block(&tokens, &[document], &mut out)?;
    Ok(out)
}

/// Prints tokens up to the matching `end`; gives how many it took.
fn block(tokens: &[Token<'_>], scope: &[&Value], out: &mut String) -> Result<usize, String> {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            Token::Text(text) => out.push_str(text),
            Token::End => return Ok(at),
            Token::Path(path) => {
                let found = scope.iter().map(|value| select(path, value)).collect::<Result<Vec<_>, _>>()?;
                let texts: Vec<String> = found.into_iter().flatten().map(text).collect();
                out.push_str(&texts.join(" "));
            }
            Token::Range(path) => {
                let rest = tokens.get(at..).unwrap_or_default();
                let items = scope.iter().map(|value| select(path, value)).collect::<Result<Vec<_>, _>>()?;
                let mut taken = length(rest)?;
                for item in items.into_iter().flatten() {
                    taken = block(rest, &[item], out)?;
                    if out.len() > MOST_RESULT {
                        return Err("the result is too long".to_owned());
                    }
                }
                at += taken;
            }
        }
    }
    Ok(at)
}

/// Tokens up to and with the `end` that closes a range.
fn length(tokens: &[Token<'_>]) -> Result<usize, String> {
    let mut open = 1_usize;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Range(_) => open += 1,
            Token::End => open -= 1,
            Token::Text(_) | Token::Path(_) => {}
        }
        if open == 0 {
            return Ok(at + 1);
        }
    }
    Err("a range without end".to_owned())
}

fn tokens(template: &str) -> Result<Vec<Token<'_>>, String> {
    let mut tokens = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        if !before.is_empty() {
            tokens.push(Token::Text(before));
        }
        let (inside, behind) = after.split_once('}').ok_or("a { without }")?;
        tokens.push(token(inside.trim())?);
        rest = behind;
    }
    if !rest.is_empty() {
        tokens.push(Token::Text(rest));
    }
    Ok(tokens)
}

fn token(inside: &str) -> Result<Token<'_>, String> {
    if inside == "end" {
        return Ok(Token::End);
    }
    if let Some(path) = inside.strip_prefix("range") {
        return Ok(Token::Range(path.trim()));
    }
    for quote in ['\'', '"'] {
        if let Some(text) = inside.strip_prefix(quote) {
            let text = text.strip_suffix(quote).ok_or_else(|| format!("{inside}: a quote is not closed"))?;
            return Ok(Token::Text(text));
        }
    }
    Ok(Token::Path(inside))
}

/// The values a path leads to.
fn select<'v>(path: &str, value: &'v Value) -> Result<Vec<&'v Value>, String> {
    let mut found = vec![value];
    let mut rest = path.trim_start_matches(['$', '@']);
    if rest == "." {
        rest = "";
    }
    while !rest.is_empty() {
        let (step, after) = step(rest).ok_or_else(|| format!("{path:?} is no path"))?;
        found = found.into_iter().flat_map(|value| step.of(value)).collect();
        rest = after;
    }
    Ok(found)
}

enum Step {
    Field(String),
    Index(i64),
    All,
}

impl Step {
    fn of<'v>(&self, value: &'v Value) -> Vec<&'v Value> {
        match (self, value) {
            (Self::Field(name), Value::Object(map)) => map.get(name).into_iter().collect(),
            (Self::All, Value::Array(items)) => items.iter().collect(),
            (Self::All, Value::Object(map)) => map.values().collect(),
            (Self::Index(at), Value::Array(items)) => {
                let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
                let at = if *at < 0 { length.saturating_add(*at) } else { *at };
                usize::try_from(at).ok().and_then(|at| items.get(at)).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }
}

fn step(rest: &str) -> Option<(Step, &str)> {
    if let Some(inside) = rest.strip_prefix('[') {
        let (inside, after) = inside.split_once(']')?;
        let inside = inside.trim();
        let step = match inside.trim_matches(['\'', '"']) {
            "*" | ":" => Step::All,
            name if name.len() < inside.len() => Step::Field(name.to_owned()),
            number => Step::Index(number.parse().ok()?),
        };
        return Some((step, after));
    }
    let name = rest.strip_prefix('.')?;
    let (field, after) = name.split_at_checked(field_length(name))?;
    let step = match field.replace('\\', "") {
        field if field.is_empty() => return None,
        field if field == "*" => Step::All,
        field => Step::Field(field),
    };
    Some((step, after))
}

/// A dot inside a name is written with a backslash before it.
fn field_length(name: &str) -> usize {
    let mut escaped = false;
    let ends = |c: char| {
        let end = !escaped && (c == '.' || c == '[');
        escaped = !escaped && c == '\\';
        end
    };
    name.find(ends).unwrap_or(name.len())
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "<nil>".to_owned(),
        other => other.to_string(),
    }
}
