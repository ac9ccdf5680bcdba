/// True when `text` matches `pattern`, where `*` stands for any run of characters and `?` for one.
///
/// Runs in O(pattern x text) at worst, without recursion.
pub fn glob_match(pattern: &str, text: &str) -> bool {
    let (mut p, mut t) = (pattern.chars(), text.chars());
    // The place to go back to when a later part fails: after the last `*`, one character further in the text.
    let mut retry: Option<(std::str::Chars<'_>, std::str::Chars<'_>)> = None;
    loop {
        let rest_t = t.clone();
        match (p.next(), t.next()) {
            (None, None) => return true,
            (Some('*'), _) => {
                t = rest_t.clone();
                retry = Some((p.clone(), rest_t));
                continue;
            }
            (Some('?'), Some(_)) => continue,
            (Some(a), Some(b)) if a == b => continue,
            _ => {}
        }
        let Some((after_star, mut from)) = retry.take() else { return false };
        if from.next().is_none() {
            return false;
        }
        p = after_star.clone();
        t = from.clone();
        retry = Some((after_star, from));
    }
}

#[cfg(test)]
mod tests {
    use super::glob_match;

    #[test]
    fn matches_as_shells_do() {
        let cases = [
            ("*", "", true),
            ("*", "anything", true),
            ("node-*", "node-metrics", true),
            ("node-*", "a-node-", false),
            ("*-db-?", "orders-db-1", true),
            ("*-db-?", "orders-db-12", false),
            ("a*b*c", "axxbyybzc", true),
            ("", "", true),
            ("", "x", false),
            ("exact", "exact", true),
        ];
        for (pattern, text, expected) in cases {
            assert_eq!(glob_match(pattern, text), expected, "{pattern} on {text}");
        }
    }
}
