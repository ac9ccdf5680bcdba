use super::host::Process;
use super::run::{Done, Shell, Stop};
use super::{files, stream};

/// Runs one program with its arguments and what is piped into it.
pub(super) fn run(
    shell: &mut Shell<'_>,
    name: &str,
    arguments: &[String],
    input: &str,
) -> Result<Done, Stop> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let arguments = arguments.as_slice();
    match name.rsplit('/').next().unwrap_or(name) {
        "true" | ":" => Ok(Done::status(true)),
        "false" => Ok(Done::status(false)),
        "echo" => Ok(echo(arguments)),
        "printf" => printf(arguments),
        "test" => files::test(shell.host, arguments),
        "[" => match arguments.split_last() {
            Some((&"]", rest)) => files::test(shell.host, rest),
            _ => unknown(name, "without ]"),
        },
        "sh" | "bash" | "ash" | "dash" => match arguments {
            ["-c", script] => shell.script(script, input),
            _ => unknown(name, "without -c"),
        },
        "ps" => ps(shell, arguments),
        "cat" => files::cat(shell.host, arguments, input),
        "stat" => files::stat(shell.host, arguments),
        "find" => files::find(shell.host, arguments),
        "ls" => files::ls(shell.host, arguments),
        "xargs" => xargs(shell, arguments, input),
        "grep" | "egrep" => match stream::grep_files(arguments) {
            Some((pattern, file)) => {
                let Some(text) = shell.host.read(file)? else { return Ok(Done::status(false)) };
                stream::grep(pattern, &text)
            }
            None => stream::grep(arguments, input),
        },
        "sed" => stream::sed(arguments, input),
        "awk" => stream::awk(arguments, input),
        "cut" => stream::cut(arguments, input),
        "head" => stream::ends(arguments, input, true),
        "tail" => stream::ends(arguments, input, false),
        "tr" => stream::tr(arguments, input),
        "sort" => stream::sort(arguments, input),
        "uniq" if arguments.is_empty() => Ok(stream::uniq(input)),
        "wc" if arguments == ["-l"] => Ok(Done::ok(format!("{}\n", input.lines().count()))),
        _ => Err(Stop::Unknown(name.to_owned())),
    }
}

/// The program is known, but not asked so.
pub(super) fn unknown<T>(name: &str, what: &str) -> Result<T, Stop> {
    Err(Stop::Unknown(format!("{name} {what}")))
}

fn echo(arguments: &[&str]) -> Done {
    match arguments.split_first() {
        Some((&"-n", rest)) => Done::ok(rest.join(" ")),
        Some((&"-e", rest)) => Done::ok(escapes(&rest.join(" ")) + "\n"),
        _ => Done::ok(arguments.join(" ") + "\n"),
    }
}

fn printf(arguments: &[&str]) -> Result<Done, Stop> {
    match arguments {
        [text] if !text.contains('%') => Ok(Done::ok(escapes(text))),
        ["%s", text] => Ok(Done::ok(*text)),
        ["%s\\n", text] => Ok(Done::ok(format!("{text}\n"))),
        _ => unknown("printf", "with this format"),
    }
}

fn escapes(text: &str) -> String {
    text.replace("\\n", "\n").replace("\\t", "\t")
}

/// `ps -ef` and its like list all processes, `-C NAME` those of a name; both show whole commands.
fn ps(shell: &mut Shell<'_>, arguments: &[&str]) -> Result<Done, Stop> {
    let wanted = match arguments {
        ["-ef" | "-e" | "aux" | "ax" | "-aux" | "-eaf" | "-efww" | "auxww" | "axww"] | ["-ef", "-ww"] => None,
        ["-fC", name] | ["-f", "-C", name] | ["-C", name, "-f"] => Some(*name),
        _ => return unknown("ps", &arguments.join(" ")),
    };
    shell.note_processes();
    let processes = shell.host.processes()?;
    // The kernel keeps 15 bytes of a name.
    let is_wanted = |name: &str| wanted.is_none_or(|wanted| name == wanted.get(..15).unwrap_or(wanted));
    let found: Vec<_> = processes.iter().filter(|process| is_wanted(&process.name)).collect();
    let line = |process: &&Process| {
        format!(
            "root {} {} 0 00:00 ? 00:00:00 {}
",
            process.pid, process.parent, process.command
        )
    };
    Ok(Done { out: found.iter().map(line).collect::<Vec<_>>().concat(), ok: !found.is_empty() })
}

/// Runs a program on the words of the input: all at once, or once each with `-I{}`.
fn xargs(shell: &mut Shell<'_>, arguments: &[&str], input: &str) -> Result<Done, Stop> {
    let mut rest = arguments;
    let mut place = None;
    let mut even_without = true;
    while let Some((first, after)) = rest.split_first() {
        match *first {
            "-r" | "--no-run-if-empty" => even_without = false,
            "-I" => {
                let Some((mark, after)) = after.split_first() else { return unknown("xargs", "-I") };
                place = Some(*mark);
                rest = after;
                continue;
            }
            option if option.starts_with("-I") => place = option.get(2..),
            option if option.starts_with('-') => return unknown("xargs", option),
            _ => break,
        }
        rest = after;
    }
    let Some((name, fixed)) = rest.split_first() else { return unknown("xargs", "without a program") };
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    if let Some(mark) = place {
        let mut all = Done::ok("");
        for line in input.lines().filter(|line| !line.trim().is_empty()) {
            let words: Vec<String> = fixed.iter().map(|word| word.replace(mark, line.trim())).collect();
            let done = run(shell, name, &words, "")?;
            all = Done { out: all.out + &done.out, ok: all.ok && done.ok };
        }
        return Ok(all);
    }
    let mut words = owned(fixed);
    words.extend(input.split_whitespace().map(str::to_owned));
    if words.len() == fixed.len() && !even_without {
        return Ok(Done::status(true));
    }
    run(shell, name, &words, "")
}
