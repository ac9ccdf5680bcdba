//! Calico's selector language: `app == 'web' && !has(legacy) || tier in {'a', 'b'}`.
//! Grammar: <https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selector>.

use std::fmt;

/// Deepest nesting, and longest text, that is read.
const DEPTH: usize = 32;
const LENGTH: usize = 16 << 10;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Expression {
    All,
    Nothing,
    Has(String),
    /// The value is one of these.
    In(String, Vec<String>),
    Contains(String, String),
    StartsWith(String, String),
    EndsWith(String, String),
    Not(Box<Expression>),
    And(Vec<Expression>),
    Or(Vec<Expression>),
}

impl Expression {
    /// # Errors
    /// Says what was expected and what came.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if text.len() > LENGTH {
            return Err(format!("the selector is longer than {LENGTH} bytes"));
        }
        let mut reader = Reader { rest: text };
        reader.skip();
        if reader.rest.is_empty() {
            return Ok(Self::All);
        }
        let found = reader.or(DEPTH)?;
        if reader.rest.is_empty() { Ok(found) } else { Err(reader.expected("the end")) }
    }

    pub(crate) fn matches(&self, label: &dyn Fn(&str) -> Option<String>) -> bool {
        let value = |key: &String, test: &dyn Fn(&str) -> bool| label(key).is_some_and(|v| test(&v));
        match self {
            Self::All => true,
            Self::Nothing => false,
            Self::Has(key) => label(key).is_some(),
            Self::In(key, values) => value(key, &|v| values.iter().any(|w| w == v)),
            Self::Contains(key, part) => value(key, &|v| v.contains(part.as_str())),
            Self::StartsWith(key, part) => value(key, &|v| v.starts_with(part.as_str())),
            Self::EndsWith(key, part) => value(key, &|v| v.ends_with(part.as_str())),
            Self::Not(inner) => !inner.matches(label),
            Self::And(parts) => parts.iter().all(|p| p.matches(label)),
            Self::Or(parts) => parts.iter().any(|p| p.matches(label)),
        }
    }
}

struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn eat(&mut self, word: &str) -> bool {
        match self.rest.strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                self.skip();
                true
            }
            None => false,
        }
    }

    fn expected(&self, what: &str) -> String {
        let here: String = self.rest.chars().take(12).collect();
        format!("selector: expected {what}, got {here:?}")
    }

    fn or(&mut self, depth: usize) -> Result<Expression, String> {
        let mut parts = vec![self.and(depth)?];
        while self.eat("||") {
            parts.push(self.and(depth)?);
        }
        Ok(one_or(parts, Expression::Or))
    }

    fn and(&mut self, depth: usize) -> Result<Expression, String> {
        let mut parts = vec![self.term(depth)?];
        while self.eat("&&") {
            parts.push(self.term(depth)?);
        }
        Ok(one_or(parts, Expression::And))
    }

    fn term(&mut self, depth: usize) -> Result<Expression, String> {
        let depth = depth.checked_sub(1).ok_or("selector: nested too deeply")?;
        if self.eat("!") {
            return Ok(Expression::Not(Box::new(self.term(depth)?)));
        }
        if self.eat("(") {
            let inner = self.or(depth)?;
            return if self.eat(")") { Ok(inner) } else { Err(self.expected(")")) };
        }
        if self.eat("all()") {
            return Ok(Expression::All);
        }
        if self.eat("global()") {
            return Ok(Expression::Nothing);
        }
        if self.eat("has(") {
            let key = self.key()?;
            return if self.eat(")") { Ok(Expression::Has(key)) } else { Err(self.expected(")")) };
        }
        let key = self.key()?;
        self.comparison(key)
    }

    fn comparison(&mut self, key: String) -> Result<Expression, String> {
        if self.eat("==") {
            return Ok(Expression::In(key, vec![self.text()?]));
        }
        if self.eat("!=") {
            return Ok(Expression::Not(Box::new(Expression::In(key, vec![self.text()?]))));
        }
        if self.eat("not in") {
            return Ok(Expression::Not(Box::new(Expression::In(key, self.list()?))));
        }
        if self.eat("in") {
            return Ok(Expression::In(key, self.list()?));
        }
        if self.eat("contains") {
            return Ok(Expression::Contains(key, self.text()?));
        }
        if self.eat("starts with") {
            return Ok(Expression::StartsWith(key, self.text()?));
        }
        if self.eat("ends with") {
            return Ok(Expression::EndsWith(key, self.text()?));
        }
        Err(self.expected("a comparison"))
    }

    fn key(&mut self) -> Result<String, String> {
        let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
        let end = self.rest.find(|c: char| !fine(c)).unwrap_or(self.rest.len());
        let (key, rest) = self.rest.split_at(end);
        if key.is_empty() {
            return Err(self.expected("a label"));
        }
        self.rest = rest;
        self.skip();
        Ok(key.to_owned())
    }

    fn text(&mut self) -> Result<String, String> {
        let quote = self.rest.chars().next().filter(|c| matches!(c, '\'' | '"'));
        let Some(quote) = quote else { return Err(self.expected("a quoted value")) };
        let Some((value, rest)) = self.rest.get(1..).and_then(|r: &'t str| r.split_once(quote)) else {
            return Err(self.expected("a closing quote"));
        };
        self.rest = rest;
        self.skip();
        Ok(value.to_owned())
    }

    fn list(&mut self) -> Result<Vec<String>, String> {
        if !self.eat("{") {
            return Err(self.expected("{"));
        }
        let mut values = Vec::new();
        while !self.eat("}") {
            values.push(self.text()?);
            if !self.eat(",") && !self.rest.starts_with('}') {
                return Err(self.expected(", or }"));
            }
        }
        Ok(values)
    }
}

fn one_or(mut parts: Vec<Expression>, many: fn(Vec<Expression>) -> Expression) -> Expression {
    match (parts.pop(), parts.is_empty()) {
        (Some(only), true) => only,
        (Some(last), false) => {
            parts.push(last);
            many(parts)
        }
        (None, _) => Expression::All,
    }
}

/// As it would be written.
impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |parts: &[Self], with: &str| {
            parts.iter().map(|p| format!("({p})")).collect::<Vec<_>>().join(with)
        };
        match self {
            Self::All => f.write_str("all()"),
            Self::Nothing => f.write_str("global()"),
            Self::Has(key) => write!(f, "has({key})"),
            Self::In(key, values) => match values.as_slice() {
                [one] => write!(f, "{key} == '{one}'"),
                many => write!(f, "{key} in {{'{}'}}", many.join("', '")),
            },
            Self::Contains(key, part) => write!(f, "{key} contains '{part}'"),
            Self::StartsWith(key, part) => write!(f, "{key} starts with '{part}'"),
            Self::EndsWith(key, part) => write!(f, "{key} ends with '{part}'"),
            Self::Not(inner) => write!(f, "!({inner})"),
            Self::And(parts) => f.write_str(&joined(parts, " && ")),
            Self::Or(parts) => f.write_str(&joined(parts, " || ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, labels: &[(&str, &str)], expected: bool) {
        let label = |key: &str| labels.iter().find(|(k, _)| *k == key).map(|(_, v)| (*v).to_owned());
        let parsed = Expression::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(parsed.matches(&label), expected, "{text} of {labels:?}");
        assert_eq!(
            Expression::parse(&parsed.to_string()).map(|e| e.matches(&label)),
            Ok(expected),
            "{parsed}"
        );
    }

    #[test]
    fn selects() {
        let web = &[("app", "web"), ("tier", "front")];
        for text in [
            "",
            "all()",
            "app == 'web'",
            "app == \"web\" && tier != 'back'",
            "missing != 'x'",
            "has(app) && !has(missing)",
            "app in {'web', 'db'}",
            "app not in {'db'}",
            "missing not in { 'db' }",
            "app contains 'e' && app starts with 'w' && app ends with 'b'",
            "app == 'db' || (tier == 'front' && has(app))",
            "!(app == 'db')",
        ] {
            check(text, web, true);
        }
        for text in ["global()", "app == 'db'", "has(missing)", "missing in {'x'}", "!all()", "app in {}"] {
            check(text, web, false);
        }
    }

    #[test]
    fn refuses() {
        let deep = "(".repeat(100);
        for text in [
            "app =",
            "app == web",
            "app == 'web",
            "has(app",
            "(all()",
            "app in {'a' 'b'}",
            "&&",
            &deep,
            "all() x",
        ] {
            assert!(Expression::parse(text).is_err(), "{text}");
        }
    }
}
