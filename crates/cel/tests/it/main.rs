//! What expressions answer over known, absent and unknown facts.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may fail loudly")]

use std::sync::Arc;

use holdfast_cel::{Answer, CompileError, Expr, Facts, Verdict};
use serde_json::{Value, json};

/// `known("x")` gives what stands here; `unknown()` is never known; `broken()` is a mistake.
struct Fixed(Value);

impl Facts for Fixed {
    fn ask(&self, function: &str, arguments: &[Value]) -> Answer {
        match (function, arguments) {
            ("known", [Value::String(name)]) => Answer::Value(self.0[name].clone()),
            ("unknown", _) => Answer::Unknown("permission denied".to_owned()),
            _ => Answer::Wrong(format!("{function}: no such question")),
        }
    }
}

fn ask(text: &str) -> Verdict {
    let facts: Arc<dyn Facts> = Arc::new(Fixed(json!({
        "yes": true, "no": false, "ten": 10, "big": u64::MAX, "half": 0.5, "word": "RBAC",
        "list": ["Node", "RBAC"], "map": {"mode": "Webhook"}, "absent": null,
    })));
    Expr::compile(text, &["known", "unknown", "broken"]).unwrap().evaluate(&facts)
}

#[test]
fn known_facts_decide() {
    for (text, expected) in [
        ("known('yes')", true),
        ("known('no')", false),
        ("known('absent') == null", true),
        ("known('absent') == false", false),
        ("known('ten') >= 10", true),
        ("known('ten') == 9", false),
        ("known('half') < 1.0", true),
        ("known('big') > 0.0", true),
        ("'RBAC' in known('list')", true),
        ("known('list').all(m, m != 'AlwaysAllow')", true),
        ("known('list').exists(m, m == 'AlwaysAllow')", false),
        ("known('map').mode == 'Webhook'", true),
        ("size(known('list')) == 2", true),
        ("known('word').startsWith('RB')", true),
        ("known('absent') == null || known('absent') > 3", true),
    ] {
        let wanted = if expected { Verdict::True } else { Verdict::False };
        assert_eq!(ask(text), wanted, "{text}");
    }
}

#[test]
fn unknown_spreads_unless_it_cannot_matter() {
    for (text, expected) in [
        ("unknown()", None),
        ("unknown() == 3", None),
        ("!unknown()", None),
        ("unknown() == null || known('no')", None),
        ("known('no') || unknown()", None),
        ("known('yes') && unknown()", None),
        ("unknown() && known('yes')", None),
        ("unknown() ? true : true", None),
        ("[1, 2].all(n, n > unknown())", None),
        ("unknown() || known('yes')", Some(Verdict::True)),
        ("known('yes') || unknown()", Some(Verdict::True)),
        ("unknown() && known('no')", Some(Verdict::False)),
        ("known('no') && unknown()", Some(Verdict::False)),
    ] {
        let wanted = expected.unwrap_or_else(|| Verdict::Unknown("permission denied".to_owned()));
        assert_eq!(ask(text), wanted, "{text}");
    }
}

#[test]
fn mistakes_are_told_and_never_pass() {
    for text in ["broken()", "known(1)", "known('word') > 3", "known('ten')", "nowhere", "known('absent').x"]
    {
        assert!(matches!(ask(text), Verdict::Broken(_)), "{text}: {:?}", ask(text));
    }
}

#[test]
fn what_is_no_expression_does_not_compile() {
    let deep = format!("{}1{}", "(".repeat(2000), ")".repeat(2000));
    let long = "1 + ".repeat(10_000);
    for text in ["", "1 +", "a b", "'open", deep.as_str(), long.as_str()] {
        assert!(Expr::compile(text, &[]).is_err(), "{text:.40}");
    }
    assert_eq!(
        Expr::compile("system('ls')", &["known"]).unwrap_err(),
        CompileError::UnknownFunction("system".to_owned())
    );
}
