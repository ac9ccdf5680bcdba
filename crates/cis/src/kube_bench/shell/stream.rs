//! Programs that cut what is piped into them.

use regex::{Captures, Regex};

use super::commands::unknown;
use super::run::{Done, Stop};
use crate::kube_bench::compare;

/// The arguments without the file, and the file, when `grep` is given one.
pub(super) fn grep_files<'a, 'b>(arguments: &'b [&'a str]) -> Option<(&'b [&'a str], &'a str)> {
    let (last, rest) = arguments.split_last()?;
    let plain = rest.iter().filter(|argument| !argument.starts_with('-')).count();
    // The number of lines after `-A` is no pattern.
    let counted = rest.iter().filter(|argument| **argument == "-A").count();
    (plain > counted && !last.starts_with('-')).then_some((rest, last))
}

#[derive(Default)]
struct Grep {
    inverted: bool,
    only: bool,
    quiet: bool,
    extended: bool,
    fixed: bool,
    any_case: bool,
    words: bool,
    count: bool,
    after: usize,
}

pub(super) fn grep(arguments: &[&str], input: &str) -> Result<Done, Stop> {
    let mut options = Grep::default();
    let mut pattern = None;
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match *argument {
            "--" | "-e" => pattern = rest.next().copied(),
            "-A" => options.after = rest.next().and_then(|n| n.parse().ok()).unwrap_or_default(),
            flags if flags.len() > 1 && flags.starts_with('-') && pattern.is_none() => options.read(flags)?,
            text if pattern.is_none() => pattern = Some(text),
            _ => return unknown("grep", &arguments.join(" ")),
        }
    }
    let Some(pattern) = pattern else { return unknown("grep", "without a pattern") };
    Ok(options.run(&options.compile(pattern)?, input))
}

impl Grep {
    fn read(&mut self, flags: &str) -> Result<(), Stop> {
        if let Some(number) = flags.strip_prefix("-A") {
            self.after = number.parse().unwrap_or_default();
            return Ok(());
        }
        for flag in flags.chars().skip(1) {
            match flag {
                'v' => self.inverted = true,
                'o' => self.only = true,
                'q' => self.quiet = true,
                'E' | 'P' => self.extended = true,
                'F' => self.fixed = true,
                'i' => self.any_case = true,
                'w' => self.words = true,
                'c' => self.count = true,
                'h' | 's' => {}
                _ => return unknown("grep", flags),
            }
        }
        Ok(())
    }

    fn compile(&self, pattern: &str) -> Result<Regex, Stop> {
        let mut pattern = match (self.fixed, self.extended) {
            (true, _) => regex::escape(pattern),
            (false, true) => pattern.to_owned(),
            (false, false) => from_basic(pattern),
        };
        if self.words {
            pattern = format!(r"\b(?:{pattern})\b");
        }
        if self.any_case {
            pattern = format!("(?i){pattern}");
        }
        compare::regex(&pattern).map_err(Stop::Unknown)
    }

    fn run(&self, pattern: &Regex, input: &str) -> Done {
        let mut out = Vec::new();
        let (mut hits, mut left) = (0_usize, 0);
        for line in input.lines() {
            let hit = pattern.is_match(line) != self.inverted;
            hits += usize::from(hit);
            if hit && self.only {
                out.extend(
                    pattern.find_iter(line).map(|found| found.as_str()).filter(|text| !text.is_empty()),
                );
            } else if hit {
                left = self.after;
                out.push(line);
            } else if left > 0 {
                left -= 1;
                out.push(line);
            }
        }
        let ok = hits > 0;
        match (self.quiet, self.count) {
            (true, _) => Done::status(ok),
            (false, true) => Done { out: format!("{hits}\n"), ok },
            (false, false) => Done { out: lines(out), ok },
        }
    }
}

fn lines<'l>(lines: impl IntoIterator<Item = &'l str>) -> String {
    lines.into_iter().flat_map(|line| [line, "\n"]).collect()
}

/// POSIX basic expressions: `\(`, `\)`, `\{`, `\}`, `\|`, `\+`, `\?` are the operators, and the bare ones are themselves.
fn from_basic(pattern: &str) -> String {
    let mut out = String::new();
    let mut chars = pattern.chars();
    let mut inside = false;
    while let Some(c) = chars.next() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            _ => {}
        }
        match c {
            '\\' => match chars.next() {
                Some(next) if "(){}|+?".contains(next) => out.push(next),
                Some(next) => out.extend(['\\', next]),
                None => out.push_str("\\\\"),
            },
            c if !inside && "(){}|+?".contains(c) => out.extend(['\\', c]),
            '*' if out.is_empty() => out.push_str("\\*"),
            c => out.push(c),
        }
    }
    out
}

/// `sed [-E] s<delimiter>pattern<delimiter>text<delimiter>[g]`.
pub(super) fn sed(arguments: &[&str], input: &str) -> Result<Done, Stop> {
    let (script, extended) = match arguments {
        [script] | ["-e", script] => (*script, false),
        ["-E" | "-r", script] => (*script, true),
        _ => return unknown("sed", &arguments.join(" ")),
    };
    let Some((pattern, text, flags)) = substitution(script) else { return unknown("sed", script) };
    let pattern = if extended { pattern } else { from_basic(&pattern) };
    let pattern = compare::regex(&pattern).map_err(Stop::Unknown)?;
    let limit = match flags.as_str() {
        "" => 1,
        "g" => 0,
        _ => return unknown("sed", script),
    };
    let replace = |found: &Captures<'_>| replacement(&text, found);
    let replaced: Vec<_> = input.lines().map(|line| pattern.replacen(line, limit, replace)).collect();
    Ok(Done::ok(lines(replaced.iter().map(AsRef::as_ref))))
}

fn substitution(script: &str) -> Option<(String, String, String)> {
    let mut chars = script.strip_prefix('s')?.chars();
    let delimiter = chars.next()?;
    let mut parts = vec![String::new()];
    while let Some(c) = chars.next() {
        match c {
            c if c == delimiter => parts.push(String::new()),
            '\\' => {
                let next = chars.next()?;
                let last = parts.last_mut()?;
                if next != delimiter {
                    last.push('\\');
                }
                last.push(next);
            }
            c => parts.last_mut()?.push(c),
        }
    }
    <[String; 3]>::try_from(parts).ok().map(|[pattern, text, flags]| (pattern, text, flags))
}

/// `\1` and `&` in the text stand for what was found.
fn replacement(text: &str, found: &Captures<'_>) -> String {
    let part = |at: usize| found.get(at).map_or("", |part| part.as_str());
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '&' => out.push_str(part(0)),
            '\\' => match chars.next() {
                Some(digit) if digit.is_ascii_digit() => out.push_str(part(digit as usize - '0' as usize)),
                Some(other) => out.push(other),
                None => {}
            },
            c => out.push(c),
        }
    }
    out
}

/// `awk [-F SEPARATOR] '{print $N}'`.
pub(super) fn awk(arguments: &[&str], input: &str) -> Result<Done, Stop> {
    let (separator, program) = match arguments {
        [program] => (None, *program),
        ["-F", separator, program] => (Some(*separator), *program),
        [option, program] if option.starts_with("-F") => (option.get(2..), *program),
        _ => return unknown("awk", &arguments.join(" ")),
    };
    let bare = program.trim().trim_start_matches('{').trim_end_matches('}').trim();
    let field = bare.strip_prefix("print").map(|rest| rest.trim().trim_end_matches(';'));
    let Some(field) = field.and_then(|rest| rest.strip_prefix('$')?.parse::<usize>().ok()) else {
        return unknown("awk", program);
    };
    let take = |line: &str| match (field, separator) {
        (0, _) => line.to_owned(),
        (n, Some(separator)) => line.split(separator).nth(n - 1).unwrap_or_default().to_owned(),
        (n, None) => line.split_whitespace().nth(n - 1).unwrap_or_default().to_owned(),
    };
    let taken: Vec<String> = input.lines().map(take).collect();
    Ok(Done::ok(lines(taken.iter().map(String::as_str))))
}

/// `cut -d DELIMITER -f N`.
pub(super) fn cut(arguments: &[&str], input: &str) -> Result<Done, Stop> {
    let joined = arguments.join(" ").replace("-d ", "-d").replace("-f ", "-f");
    let part = |name: &str| joined.split(' ').find_map(|word| word.strip_prefix(name));
    let delimiter = part("-d").map_or(Some('\t'), |text| text.trim_matches(['\'', '"']).chars().next());
    let field = part("-f").and_then(|text| text.parse::<usize>().ok()).filter(|field| *field > 0);
    let (Some(delimiter), Some(field)) = (delimiter, field) else { return unknown("cut", &joined) };
    // A line without the delimiter is printed whole.
    let take = |line| {
        if str::contains(line, delimiter) {
            str::split(line, delimiter).nth(field - 1).unwrap_or_default()
        } else {
            line
        }
    };
    Ok(Done::ok(lines(input.lines().map(take))))
}

/// `head` and `tail`, with `-n N`, `-nN` or `-N`.
pub(super) fn ends(arguments: &[&str], input: &str, first: bool) -> Result<Done, Stop> {
    let number = match arguments {
        [] => Some(10),
        ["-n", number] => number.parse().ok(),
        [one] => one.strip_prefix("-n").or_else(|| one.strip_prefix('-')).and_then(|n| n.parse().ok()),
        _ => None,
    };
    let Some(number) = number else { return unknown("head or tail", &arguments.join(" ")) };
    let all: Vec<&str> = input.lines().collect();
    let skipped = if first { 0 } else { all.len().saturating_sub(number) };
    Ok(Done::ok(lines(all.into_iter().skip(skipped).take(number))))
}

/// `tr -d SET` and `tr A B` of one character each.
pub(super) fn tr(arguments: &[&str], input: &str) -> Result<Done, Stop> {
    let set = |text: &str| text.replace("\\n", "\n").replace("\\t", "\t");
    match arguments {
        ["-d", chars] if !chars.contains(['[', '-']) => {
            let chars = set(chars);
            Ok(Done::ok(input.chars().filter(|c| !chars.contains(*c)).collect::<String>()))
        }
        [from, to] => match (
            set(from).chars().collect::<Vec<_>>().as_slice(),
            set(to).chars().collect::<Vec<_>>().as_slice(),
        ) {
            ([from], [to]) => Ok(Done::ok(input.replace(*from, &to.to_string()))),
            _ => unknown("tr", &arguments.join(" ")),
        },
        _ => unknown("tr", &arguments.join(" ")),
    }
}

pub(super) fn sort(arguments: &[&str], input: &str) -> Result<Done, Stop> {
    let mut all: Vec<&str> = input.lines().collect();
    all.sort_unstable();
    match arguments {
        [] => {}
        ["-u"] => all.dedup(),
        _ => return unknown("sort", &arguments.join(" ")),
    }
    Ok(Done::ok(lines(all)))
}

pub(super) fn uniq(input: &str) -> Done {
    let mut all: Vec<&str> = input.lines().collect();
    all.dedup();
    Done::ok(lines(all))
}
