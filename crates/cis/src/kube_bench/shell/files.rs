//! Programs that look at files.

use std::fmt::Write as _;

use super::commands::unknown;
use super::host::{Host, Stat};
use super::run::{Done, Stop};

const MOST_FOUND: usize = 50_000;
const MOST_DEPTH: usize = 32;

pub(super) fn test(host: &dyn Host, arguments: &[&str]) -> Result<Done, Stop> {
    let answer = match arguments {
        ["!", rest @ ..] => !test(host, rest)?.ok,
        ["-e", path] => host.stat(path)?.is_some(),
        ["-f", path] => host.stat(path)?.is_some_and(|stat| !stat.directory),
        ["-d", path] => host.stat(path)?.is_some_and(|stat| stat.directory),
        // An unquoted variable without value leaves the operator alone.
        ["-e" | "-f" | "-d" | "-z"] => true,
        [] | ["-n"] => false,
        ["-z", text] => text.is_empty(),
        ["-n", text] | [text] => !text.is_empty(),
        [a, "=" | "==", b] => a == b,
        [a, "!=", b] => a != b,
        [a, op @ ("-eq" | "-ne" | "-gt" | "-ge" | "-lt" | "-le"), b] => numbers(a, op, b),
        _ => return unknown("test", &arguments.join(" ")),
    };
    Ok(Done::status(answer))
}

fn numbers(a: &str, op: &str, b: &str) -> bool {
    let (Ok(a), Ok(b)) = (a.parse::<i64>(), b.parse::<i64>()) else { return false };
    match op {
        "-eq" => a == b,
        "-ne" => a != b,
        "-gt" => a > b,
        "-ge" => a >= b,
        "-lt" => a < b,
        _ => a <= b,
    }
}

pub(super) fn cat(host: &dyn Host, arguments: &[&str], input: &str) -> Result<Done, Stop> {
    let mut done = Done::ok("");
    if arguments.is_empty() {
        return Ok(Done::ok(input));
    }
    for path in arguments {
        match host.read(path)? {
            Some(text) => done.out.push_str(&text),
            None => done.ok = false,
        }
    }
    Ok(done)
}

/// `stat -c FORMAT FILE...`: `%a` mode, `%U` and `%G` names, `%u` and `%g` numbers, `%n` the name.
pub(super) fn stat(host: &dyn Host, arguments: &[&str]) -> Result<Done, Stop> {
    let (format, paths) = match arguments {
        ["-c" | "--format", format, paths @ ..] | ["-L", "-c", format, paths @ ..] => (*format, paths),
        [first, paths @ ..] if first.starts_with("-c") || first.starts_with("--format=") => {
            (first.trim_start_matches("--format=").trim_start_matches("-c"), paths)
        }
        _ => return unknown("stat", &arguments.join(" ")),
    };
    // Whether the format is known does not depend on what is there.
    formatted(format, &Stat::default(), "")?;
    let mut done = Done::status(!paths.is_empty());
    for path in expand(host, paths)? {
        match host.stat(&path)? {
            Some(stat) => {
                done.out.push_str(&formatted(format, &stat, &path)?);
                done.out.push('\n');
            }
            None => done.ok = false,
        }
    }
    Ok(done)
}

fn formatted(format: &str, stat: &Stat, path: &str) -> Result<String, Stop> {
    let mut out = String::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('a') => {
                let _ = write!(out, "{:o}", stat.mode);
            }
            Some('U') => out.push_str(&stat.user),
            Some('G') => out.push_str(&stat.group),
            Some('u') => out.push_str(&stat.uid.to_string()),
            Some('g') => out.push_str(&stat.gid.to_string()),
            Some('n') => out.push_str(path),
            Some('%') => out.push('%'),
            other => return unknown("stat", &format!("%{}", other.map(String::from).unwrap_or_default())),
        }
    }
    Ok(out)
}

pub(super) fn ls(host: &dyn Host, arguments: &[&str]) -> Result<Done, Stop> {
    if arguments.iter().any(|argument| argument.starts_with('-') && *argument != "-1") {
        return unknown("ls", &arguments.join(" "));
    }
    let mut done = Done::ok("");
    for path in arguments.iter().filter(|path| !path.starts_with('-')) {
        match (host.stat(path)?, host.list(path)?) {
            (Some(stat), Some(names)) if stat.directory => {
                done.out.push_str(&lines(&names));
            }
            (Some(_), _) => done.out.push_str(&lines(&[(*path).to_owned()])),
            (None, _) => done.ok = false,
        }
    }
    Ok(done)
}

fn lines(names: &[String]) -> String {
    names.iter().flat_map(|name| [name.as_str(), "\n"]).collect()
}

/// What `find` is asked to keep.
#[derive(Default)]
struct Wanted {
    name: Option<String>,
    directory: Option<bool>,
    least: usize,
    most: Option<usize>,
}

pub(super) fn find(host: &dyn Host, arguments: &[&str]) -> Result<Done, Stop> {
    let starts = arguments.iter().take_while(|argument| !argument.starts_with('-')).count();
    let (roots, mut rest) = arguments.split_at(starts);
    let mut wanted = Wanted::default();
    while let [option, value, after @ ..] = rest {
        match *option {
            "-name" => wanted.name = Some((*value).to_owned()),
            "-type" if *value == "f" => wanted.directory = Some(false),
            "-type" if *value == "d" => wanted.directory = Some(true),
            "-maxdepth" | "-mindepth" => {
                let Ok(depth) = value.parse() else { return unknown("find", option) };
                if *option == "-maxdepth" { wanted.most = Some(depth) } else { wanted.least = depth }
            }
            other => return unknown("find", other),
        }
        rest = after;
    }
    if !rest.is_empty() {
        return unknown("find", &rest.join(" "));
    }
    let mut found = Vec::new();
    let mut ok = true;
    for root in roots {
        ok &= host.stat(root)?.is_some();
        walk(host, root, 0, &wanted, &mut found)?;
    }
    Ok(Done { out: lines(&found), ok })
}

fn walk(
    host: &dyn Host,
    path: &str,
    depth: usize,
    wanted: &Wanted,
    found: &mut Vec<String>,
) -> Result<(), Stop> {
    let Some(stat) = host.stat(path)? else { return Ok(()) };
    if found.len() >= MOST_FOUND || depth > MOST_DEPTH {
        return unknown("find", "over more files than an audit may take");
    }
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let keep = depth >= wanted.least
        && wanted.directory.is_none_or(|directory| directory == stat.directory)
        && wanted.name.as_deref().is_none_or(|pattern| holdfast_model::glob_match(pattern, name));
    if keep {
        found.push(path.to_owned());
    }
    if !stat.directory || wanted.most.is_some_and(|most| depth >= most) {
        return Ok(());
    }
    for child in host.list(path)?.unwrap_or_default() {
        walk(host, &format!("{}/{child}", path.trim_end_matches('/')), depth + 1, wanted, found)?;
    }
    Ok(())
}

/// Names with `*` in their last part become those that are there.
fn expand(host: &dyn Host, paths: &[&str]) -> Result<Vec<String>, Stop> {
    let mut all = Vec::new();
    for path in paths {
        match path.rsplit_once('/').filter(|(_, last)| last.contains('*')) {
            Some((directory, pattern)) => {
                let names = host.list(directory)?.unwrap_or_default();
                let fit = names
                    .into_iter()
                    .filter(|name| !name.starts_with('.') && holdfast_model::glob_match(pattern, name));
                all.extend(fit.map(|name| format!("{directory}/{name}")));
            }
            None => all.push((*path).to_owned()),
        }
    }
    Ok(all)
}
