//! Reads kube-linter's end-to-end tests: which file, which check, how many reports about which kinds.

/// One test that asserts reports.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Test {
    pub(super) name: String,
    /// The manifest's file name.
    pub(super) file: String,
    /// The one check it runs; `None` for tests of configured templates.
    pub(super) check: Option<String>,
    /// How many reports there must be, if the test says.
    pub(super) count: Option<usize>,
    /// Objects of the reports whose message is asserted.
    pub(super) objects: Vec<Object>,
}

/// What a report is about: its kind, and its name where the message has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Object {
    pub(super) kind: String,
    pub(super) name: Option<String>,
}

/// Tests that assert no reports of a manifest (flags, formats) are left out.
pub(super) fn tests(text: &str) -> Vec<Test> {
    text.split("\n@test ").skip(1).filter_map(test).collect()
}

fn test(text: &str) -> Option<Test> {
    let name = quoted(text)?;
    let body = text.lines().take_while(|line| *line != "}");
    let (mut file, mut check, mut count, mut objects) = (None, None, None, Vec::new());
    for line in body.map(str::trim) {
        if let Some(path) = line.strip_prefix("tmp=") {
            file = quoted(path)?.rsplit('/').next().map(str::to_owned);
        } else if line.starts_with("cmd=") {
            check = line.split_once("--include ").and_then(|(_, rest)| rest.split_whitespace().next());
        } else if let Some(rest) = line.strip_prefix("[[ \"${count}\" == ") {
            count = quoted(rest).and_then(|number| number.parse().ok());
        } else if let Some((_, message)) =
            line.split_once("message").and_then(|(_, rest)| rest.split_once("}\" ="))
        {
            objects.extend(object(message));
        }
    }
    let asserts = count.is_some() || !objects.is_empty();
    let (name, file, check) = (name.to_owned(), file?, check.map(str::to_owned));
    asserts.then_some(Test { name, file, check, count, objects })
}

/// The text between the first two quotes.
fn quoted(text: &str) -> Option<&str> {
    text.split('"').nth(1)
}

/// The object of an asserted `"Kind: message"` or `"Kind name: message"`.
fn object(text: &str) -> Option<Object> {
    let (head, _) = text.split_once('"')?.1.split_once(": ")?;
    let (kind, name) =
        head.split_once(' ').map_or((head, None), |(kind, name)| (kind, Some(name.to_owned())));
    let is_kind = !kind.is_empty() && kind.chars().all(|c| c.is_ascii_alphanumeric());
    is_kind.then(|| Object { kind: kind.to_owned(), name })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
helper() {
  echo
}

@test "host-thing" {
  tmp="tests/checks/host-thing.yml"
  cmd="${BIN} lint --include host-thing --format json ${tmp}"
  message1=$(get_value_from "${lines[0]}" '.Reports[0].Kind + ": " + .Message')
  [[ "${message1}" == "Deployment: it is \"on\": yes" ]]
  [[ "${actual_messages[1]}" == "DeploymentConfig: it is" ]]
  [[ "${message3}" =~ "Pod bad-pod: it is" ]]
  [[ "${count}" == "27" ]]
}

@test "configured" {
  tmp="tests/checks/configured.yml"
  cmd="${BIN} lint --config some.yaml ${tmp}"
  [[ "${count}" == "2" ]]
}

@test "no count" {
  tmp="tests/checks/no-count.yml"
  cmd="${BIN} lint --include no-count ${tmp}"
  [[ "${message1}" == "Pod: it is" ]]
}

@test "a flag" {
  tmp="."
  run ${cmd}
}
"#;

    fn check(name: &str, check: Option<&str>, count: Option<usize>, objects: &[(&str, Option<&str>)]) {
        let object = |(kind, name): &(&str, Option<&str>)| Object {
            kind: (*kind).to_owned(),
            name: name.map(str::to_owned),
        };
        let expected = Test {
            name: name.to_owned(),
            file: format!("{}.yml", name.replace(' ', "-")),
            check: check.map(str::to_owned),
            count,
            objects: objects.iter().map(object).collect(),
        };
        assert_eq!(tests(TEXT).into_iter().find(|test| test.name == name), Some(expected));
    }

    #[test]
    fn reads_file_check_count_and_objects() {
        let objects = [("Deployment", None), ("DeploymentConfig", None), ("Pod", Some("bad-pod"))];
        check("host-thing", Some("host-thing"), Some(27), &objects);
        check("configured", None, Some(2), &[]);
        check("no count", Some("no-count"), None, &[("Pod", None)]);
        assert_eq!(tests(TEXT).len(), 3);
    }
}
