//! Guards over the text of the repository: what must not be there, and how long a file may be.

use std::path::Path;

use anyhow::{Result, bail};

use crate::new::MARK;
use crate::repo::Repo;

/// Lines of a Rust file that people write.
const MOST_LINES: usize = 400;

/// Files that may be longer, and why. An entry that is no longer needed is an error.
const LONG: &[(&str, &str)] = &[
    ("crates/cis/src/generated.rs", "written by xtask gen"),
    ("crates/posture/src/frameworks/generated.rs", "written by xtask gen"),
    ("crates/posture/src/checks/mod.rs", "written by xtask gen"),
    ("crates/hunt/src/hunters/mod.rs", "written by xtask gen"),
];

/// Text that must not stand in a tracked file, put together here so that this file does not hold it.
const FORBIDDEN: &[(&str, &str)] = &[
    (concat!("TO", "DO"), "do it now, or file an issue"),
    (concat!("FIX", "ME"), "fix it now, or file an issue"),
    (concat!("to", "do!("), "write the code"),
    (concat!("unimple", "mented!("), "write the code"),
    (concat!("#[ig", "nore"), "a test runs or goes"),
    (concat!("allow(dead", "_code)"), "remove what nothing uses"),
    (MARK, "replace the template's text"),
    (concat!("/root/.ca", "rgo"), "a path of one machine"),
    (concat!("/wo", "rk/"), "a path of one machine"),
    (concat!("/Us", "ers/"), "a path of one machine"),
    (concat!("static.cra", "tes.io"), "the host of a package registry"),
    (concat!("index.cra", "tes.io"), "the host of a package registry"),
    (concat!("registry.npm", "js.org"), "the host of a package registry"),
    (concat!("files.python", "hosted.org"), "the host of a package registry"),
    (concat!("proxy.go", "lang.org"), "the host of a package registry"),
    (concat!("deb.deb", "ian.org"), "the host of a package registry"),
    (concat!("black", "list"), "say deny list"),
    (concat!("white", "list"), "say allow list"),
];

/// Files in which people write; test data of other projects and lock files are not.
const WRITTEN: &[&str] =
    &[".rs", ".toml", ".md", ".yml", ".yaml", ".sh", ".json", ".html", ".css", ".js", ".ci/run"];
const NOT_WRITTEN: &[&str] = &["/tests/schemas/", "Cargo.lock", "LICENSE"];

/// Fails with every breach, each as `file:line: what, instead`.
pub(crate) fn run(repo: &Repo) -> Result<()> {
    let files = repo.files()?;
    let mut breaches = Vec::new();
    let mut long = Vec::new();
    for file in files.iter().filter(|file| is_written(file)) {
        let text = repo.read(file)?;
        breaches.extend(forbidden(file, &text));
        if file.starts_with("crates/") && file.ends_with("/Cargo.toml") {
            breaches.extend(own_versions(file, &text));
        }
        let lines = text.lines().count();
        if lines > MOST_LINES && Path::new(file).extension().is_some_and(|ext| ext == "rs") {
            long.push((file.as_str(), lines));
        }
    }
    breaches.extend(length_faults(&long, LONG));
    if breaches.is_empty() {
        println!("guards: {} files are clean", files.len());
        return Ok(());
    }
    bail!("{} breaches:\n  {}", breaches.len(), breaches.join("\n  "))
}

fn is_written(file: &str) -> bool {
    WRITTEN.iter().any(|end| file.ends_with(end)) && !NOT_WRITTEN.iter().any(|part| file.contains(part))
}

fn forbidden(file: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        for (word, instead) in FORBIDDEN.iter().filter(|(word, _)| stands(line, word)) {
            found.push(format!("{file}:{}: {word:?} must not stand here: {instead}", at + 1));
        }
    }
    found
}

/// True when the text stands in the line, and not as the end or the start of a longer word.
fn stands(line: &str, text: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    line.match_indices(text).any(|(at, _)| {
        let before = line.get(..at).and_then(|s| s.chars().next_back());
        let after = line.get(at + text.len()..).and_then(|s| s.chars().next());
        let joins = |edge: Option<char>, outside: Option<char>| is_word(edge) && is_word(outside);
        !joins(text.chars().next(), before) && !joins(text.chars().next_back(), after)
    })
}

/// Versions live in the root manifest alone.
fn own_versions(file: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut inside = false;
    for (at, line) in text.lines().enumerate() {
        if line.starts_with('[') {
            inside = line.contains("dependencies");
        } else if inside && line.contains('=') && !line.starts_with('#') && !line.contains("workspace = true")
        {
            found.push(format!(
                "{file}:{}: take the dependency from the root manifest: NAME.workspace = true",
                at + 1
            ));
        }
    }
    found
}

fn length_faults(long: &[(&str, usize)], allowed: &[(&str, &str)]) -> Vec<String> {
    let unlisted = long.iter().filter(|(file, _)| !allowed.iter().any(|(name, _)| name == file));
    let mut faults: Vec<String> = unlisted
        .map(|(file, lines)| {
            format!("{file}: {lines} lines, at most {MOST_LINES}: split it by what it is about")
        })
        .collect();
    // The generated files start short and grow with the catalogue.
    let unused = allowed
        .iter()
        .filter(|(file, why)| *why != "written by xtask gen" && !long.iter().any(|(name, _)| name == file));
    faults
        .extend(unused.map(|(file, _)| format!("{file}: not over {MOST_LINES} lines: take it off the list")));
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_alone() {
        let cases = [
            ("// FOO: later", "FOO", true),
            ("FOOD", "FOO", false),
            ("a_FOO", "FOO", false),
            ("(foo!(", "foo!(", true),
            ("xfoo!(", "foo!(", false),
            ("foo!(x)", "foo!(", true),
            ("a/foo/b", "/foo/", true),
        ];
        for (line, text, expected) in cases {
            assert_eq!(stands(line, text), expected, "{text} in {line}");
        }
    }

    #[test]
    fn breaches_name_file_and_line() {
        let line = format!("a\n{}: x", concat!("TO", "DO"));
        let found = forbidden("x.rs", &line);
        assert_eq!(found.len(), 1);
        assert!(found.iter().all(|f| f.starts_with("x.rs:2: ")));
    }

    #[test]
    fn length_list_is_exact() {
        let long = [("a.rs", 500), ("b.rs", 401)];
        assert_eq!(
            length_faults(&long, &[("a.rs", "one table"), ("b.rs", "one table")]),
            Vec::<String>::new()
        );
        let faults = length_faults(&long, &[("a.rs", "one table"), ("c.rs", "one table")]);
        assert_eq!(
            faults,
            [
                "b.rs: 401 lines, at most 400: split it by what it is about",
                "c.rs: not over 400 lines: take it off the list"
            ]
        );
    }

    #[test]
    fn versions_stay_in_the_root() {
        let text = "[package]\nversion = \"1\"\n[dependencies]\n# why\na.workspace = true\nb = \"1\"\n[lints]\nworkspace = true\n";
        assert_eq!(
            own_versions("x", text),
            ["x:6: take the dependency from the root manifest: NAME.workspace = true"]
        );
    }
}
