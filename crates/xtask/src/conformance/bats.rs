//! Reads kube-linter's end-to-end tests: which file, which check, how many reports about which kinds.

/// One test that asserts a count of reports.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Test {
    pub(super) name: String,
    /// The manifest's file name.
    pub(super) file: String,
    /// The one check it runs; `None` for tests of configured templates.
    pub(super) check: Option<String>,
    pub(super) count: usize,
    /// Kinds of the reports whose message is asserted.
    pub(super) kinds: Vec<String>,
}

/// Tests without a file or an exact count (flags, formats) are left out.
pub(super) fn tests(text: &str) -> Vec<Test> {
    text.split("\n@test ").skip(1).filter_map(test).collect()
}

fn test(text: &str) -> Option<Test> {
    let name = quoted(text)?;
    let body = text.lines().take_while(|line| *line != "}");
    let (mut file, mut check, mut count, mut kinds) = (None, None, None, Vec::new());
    for line in body.map(str::trim) {
        if let Some(path) = line.strip_prefix("tmp=") {
            file = quoted(path)?.rsplit('/').next().map(str::to_owned);
        } else if line.starts_with("cmd=") {
            check = line.split_once("--include ").and_then(|(_, rest)| rest.split_whitespace().next());
        } else if let Some(rest) = line.strip_prefix("[[ \"${count}\" == ") {
            count = quoted(rest)?.parse().ok();
        } else if let Some((_, message)) =
            line.split_once("message").and_then(|(_, rest)| rest.split_once("}\" ="))
        {
            kinds.extend(kind(message));
        }
    }
    Some(Test { name: name.to_owned(), file: file?, check: check.map(str::to_owned), count: count?, kinds })
}

/// The text between the first two quotes.
fn quoted(text: &str) -> Option<&str> {
    text.split('"').nth(1)
}

/// `Kind` of an asserted `"Kind: message"`.
fn kind(text: &str) -> Option<String> {
    let (kind, _) = text.split_once('"')?.1.split_once(": ")?;
    (!kind.is_empty() && kind.chars().all(|c| c.is_ascii_alphanumeric())).then(|| kind.to_owned())
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
  [[ "${message3}" =~ "Pod: it is" ]]
  [[ "${count}" == "27" ]]
}

@test "configured" {
  tmp="tests/checks/configured.yml"
  cmd="${BIN} lint --config some.yaml ${tmp}"
  [[ "${count}" == "2" ]]
}

@test "a flag" {
  tmp="."
  run ${cmd}
}
"#;

    #[test]
    fn reads_file_check_count_and_kinds() {
        let read = tests(TEXT);
        let expected = [
            Test {
                name: "host-thing".to_owned(),
                file: "host-thing.yml".to_owned(),
                check: Some("host-thing".to_owned()),
                count: 27,
                kinds: ["Deployment", "DeploymentConfig", "Pod"].map(str::to_owned).to_vec(),
            },
            Test {
                name: "configured".to_owned(),
                file: "configured.yml".to_owned(),
                check: None,
                count: 2,
                kinds: Vec::new(),
            },
        ];
        assert_eq!(read, expected);
    }
}
