//! systemd units: the unit file, its drop-ins, and the command they start (systemd.unit(5), systemd.service(5)).

use std::collections::BTreeMap;

use holdfast_inventory::node::Unit;

use crate::cx::Cx;
use crate::text::{ends, environment_file};

/// Where units lie, the first that has the file wins.
const DIRECTORIES: &[&str] = &[
    "/etc/systemd/system",
    "/run/systemd/system",
    "/usr/local/lib/systemd/system",
    "/usr/lib/systemd/system",
    "/lib/systemd/system",
];
/// Words of one command.
const WORDS: usize = 4096;

/// A service as it is started.
#[derive(Clone, Debug, Default)]
pub(crate) struct Service {
    pub(crate) unit: Unit,
    pub(crate) environment: BTreeMap<String, String>,
    /// Files of it that could not be read.
    pub(crate) unread: Vec<String>,
}

/// The service of that name, or nothing when no directory has it.
pub(crate) fn read(cx: &Cx<'_>, name: &str) -> Option<Service> {
    let main = DIRECTORIES.iter().map(|dir| format!("{dir}/{name}")).find(|path| cx.exists(path));
    let mut files: Vec<String> = main.into_iter().collect();
    files.extend(drop_ins(cx, name));
    if files.is_empty() {
        return None;
    }
    let mut service = Service::default();
    let mut state = State::default();
    for path in &files {
        match cx.text(path, "what it changes in the service is not known") {
            Some(text) => state.apply(&text),
            None => service.unread.push(format!("{path} could not be read")),
        }
    }
    service.environment = state.environment;
    for file in &state.environment_files {
        let path = file.trim_start_matches('-');
        if let Some(text) = cx.text(path, "the variables in it are not known") {
            service.environment.extend(environment_file(&text));
        } else if !file.starts_with('-') || cx.exists(path) {
            service.unread.push(format!("{path} could not be read"));
        }
    }
    service.unit = Unit {
        files,
        exec_start: expand(&state.exec_start, &service.environment),
        environment_files: state
            .environment_files
            .iter()
            .map(|f| f.trim_start_matches('-').to_owned())
            .collect(),
    };
    Some(service)
}

/// `NAME.d/*.conf` of every directory, by file name; the same name in an earlier directory hides the later one.
fn drop_ins(cx: &Cx<'_>, name: &str) -> Vec<String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for directory in DIRECTORIES {
        let directory = format!("{directory}/{name}.d");
        for file in cx.list(&directory, "the service's drop-ins are not known") {
            if ends(&file, ".conf") {
                found.entry(file.clone()).or_insert_with(|| format!("{directory}/{file}"));
            }
        }
    }
    found.into_values().collect()
}

#[derive(Default)]
struct State {
    exec_start: Vec<String>,
    environment: BTreeMap<String, String>,
    environment_files: Vec<String>,
}

impl State {
    fn apply(&mut self, text: &str) {
        let joined = text.replace("\\\r\n", " ").replace("\\\n", " ");
        let mut section = "";
        for line in joined.lines().map(str::trim) {
            if line.starts_with(['#', ';']) {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = name;
            } else if let Some((key, value)) = line.split_once('=').filter(|_| section == "Service") {
                self.set(key.trim(), value.trim());
            }
        }
    }

    /// An empty value clears what was set before.
    fn set(&mut self, key: &str, value: &str) {
        match (key, value) {
            ("ExecStart", "") => self.exec_start.clear(),
            ("ExecStart", command) => self.exec_start = words(command),
            ("Environment", "") => self.environment.clear(),
            ("Environment", list) => {
                let pairs = words(list).into_iter();
                let pairs =
                    pairs.filter_map(|word| word.split_once('=').map(|(n, v)| (n.to_owned(), v.to_owned())));
                self.environment.extend(pairs);
            }
            ("EnvironmentFile", "") => self.environment_files.clear(),
            ("EnvironmentFile", file) => self.environment_files.push(file.to_owned()),
            _ => {}
        }
    }
}

/// `$NAME` as a word of its own is split at white space, `${NAME}` anywhere is one piece. Prefixes of the program go.
fn expand(words: &[String], environment: &BTreeMap<String, String>) -> Vec<String> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let bare = word
            .strip_prefix('$')
            .filter(|name| !name.is_empty() && name.bytes().all(|b| b == b'_' || b.is_ascii_alphanumeric()));
        match bare {
            Some(name) => found.extend(self::words(environment.get(name).map_or("", String::as_str))),
            None if at == 0 => found.push(word.trim_start_matches(['-', '@', ':', '+', '!']).to_owned()),
            None => found.push(substitute(word, environment)),
        }
        if found.len() > WORDS {
            break;
        }
    }
    found
}

fn substitute(word: &str, environment: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    let mut rest = word;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        if let Some((name, tail)) = after.split_once('}') {
            out.push_str(environment.get(name).map_or("", String::as_str));
            rest = tail;
        } else {
            out.push_str("${");
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// Words of a command line, quotes and backslashes as systemd and shells read them, variables left as they are.
pub fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut word, mut open, mut quote) = (String::new(), false, None);
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some(end), letter) if letter == end => quote = None,
            (Some('\''), letter) => word.push(letter),
            (_, '\\') => {
                open = true;
                word.extend(letters.next().filter(|letter| *letter != '\n'));
            }
            (Some(_), letter) => word.push(letter),
            (None, '"' | '\'') => (quote, open) = (Some(letter), true),
            (None, letter) if letter.is_whitespace() => {
                if open {
                    found.push(std::mem::take(&mut word));
                    open = false;
                }
            }
            (None, letter) => {
                open = true;
                word.push(letter);
            }
        }
        if found.len() > WORDS {
            return found;
        }
    }
    if open {
        found.push(word);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_as_systemd_splits_them() {
        let cases: &[(&str, &[&str])] = &[
            ("/usr/bin/kubelet $ARGS --a=\"b c\"", &["/usr/bin/kubelet", "$ARGS", "--a=b c"]),
            ("a 'b \\ c' d\\ e", &["a", "b \\ c", "d e"]),
            ("  ", &[]),
            ("a \"\" b", &["a", "", "b"]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), *expected, "{text}");
        }
    }

    #[test]
    fn a_drop_in_replaces_the_command_and_variables_are_filled_in() {
        let mut state = State::default();
        state.apply("[Unit]\nDescription=x\n[Service]\nExecStart=/usr/bin/kubelet\n");
        state.apply(
            "[Service]\nEnvironment=\"A=--config=/c --x\" B=2\nEnvironmentFile=-/etc/default/kubelet\n\
             ExecStart=\nExecStart=-/usr/bin/kubelet $A --b=${B} \\\n  $MISSING end\n",
        );
        let words = expand(&state.exec_start, &state.environment);
        assert_eq!(words, ["/usr/bin/kubelet", "--config=/c", "--x", "--b=2", "end"]);
        assert_eq!(state.environment_files, ["-/etc/default/kubelet"]);
    }
}
