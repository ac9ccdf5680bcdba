use std::ffi::OsStr;
use std::io::{self, Read};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

use super::Bounds;

/// Why a program gave nothing.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// There is no such program.
    Missing,
    /// It ran (or could not), and this is why its output cannot be used.
    Failed(String),
}

/// Characters of a program's complaint that are passed on: the last ones, where tools say what is wrong.
const WORDS: usize = 600;
/// How often an ended program is looked for once it has closed its output.
const LOOK: Duration = Duration::from_millis(5);

/// Standard output of a program that ends well, within the bounds. It and all it starts is ended when it does not.
pub(super) fn run<'a>(
    program: &str,
    arguments: impl Iterator<Item = &'a OsStr>,
    bounds: &Bounds,
) -> Result<Vec<u8>, Failure> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => Failure::Missing,
        _ => Failure::Failed(error.to_string()),
    };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // A group of its own, so that what it starts ends with it.
    let mut child = command.process_group(0).spawn().map_err(failed)?;
    let ended = collect(&mut child, bounds);
    if ended.is_err() {
        end(&mut child);
    }
    ended
}

fn collect(child: &mut Child, bounds: &Bounds) -> Result<Vec<u8>, Failure> {
    let deadline = Instant::now() + bounds.each;
    let late = || Failure::Failed(format!("it did not end within {:?}", bounds.each));
    let most = bounds.output;
    let (Some(out), Some(err)) = (child.stdout.take(), child.stderr.take()) else {
        return Err(Failure::Failed("its output cannot be read".to_owned()));
    };
    // Read side by side: a program that fills one pipe while the other is read would wait for ever.
    let (out, err) = (aside(move || whole(out, most)), aside(move || Ok(tail(err))));
    let left = || deadline.saturating_duration_since(Instant::now());
    let output = out.recv_timeout(left()).map_err(|_| late())?;
    let output = output.map_err(|error| Failure::Failed(error.to_string()))?;
    let words = err.recv_timeout(left()).map_err(|_| late())?.unwrap_or_default();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if left().is_zero() => return Err(late()),
            Ok(None) => thread::sleep(LOOK),
            Err(error) => return Err(Failure::Failed(error.to_string())),
        }
    };
    if status.success() { Ok(output) } else { Err(Failure::Failed(complaint(&words, &status.to_string()))) }
}

/// Ends the program's group. Already ended is as good.
fn end(child: &mut Child) {
    if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        let _ = kill_process_group(group, Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

type Told = io::Result<Vec<u8>>;

fn aside(read: impl FnOnce() -> Told + Send + 'static) -> Receiver<Told> {
    let (to, from) = channel();
    thread::spawn(move || to.send(read()));
    from
}

fn whole(from: impl Read, most: usize) -> Told {
    let mut bytes = Vec::new();
    from.take(most as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > most {
        return Err(io::Error::other(format!("it prints more than {} MiB", most >> 20)));
    }
    Ok(bytes)
}

/// The last bytes of a stream, read to its end.
fn tail(mut from: impl Read) -> Vec<u8> {
    let (mut kept, mut piece) = (Vec::new(), [0; 8192]);
    while let Ok(count @ 1..) = from.read(&mut piece) {
        kept.extend_from_slice(piece.get(..count).unwrap_or_default());
        let over = kept.len().saturating_sub(4 * WORDS);
        kept.drain(..over);
    }
    kept
}

/// What the program said, on one line without control characters.
fn complaint(stderr: &[u8], status: &str) -> String {
    let text = String::from_utf8_lossy(stderr);
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c.is_control()).collect();
    let line = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let over = line.chars().count().saturating_sub(WORDS);
    let line: String = line.chars().skip(over).collect();
    if line.is_empty() { status.to_owned() } else { format!("{line} ({status})") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs a shell script within bounds so tight that a test does not wait.
    #[track_caller]
    fn check(script: &str, expected: Result<&str, &str>) {
        let bounds = Bounds { each: Duration::from_millis(1500), all: Duration::MAX, output: 1000 };
        let ran = run("sh", [OsStr::new("-c"), OsStr::new(script)].into_iter(), &bounds);
        match (ran, expected) {
            (Ok(output), Ok(text)) => assert_eq!(String::from_utf8_lossy(&output), text, "{script}"),
            (Err(Failure::Failed(why)), Err(text)) => assert!(why.contains(text), "{script}: {why}"),
            (ran, _) => panic!("{script}: expected {expected:?}, got {ran:?}"),
        }
    }

    #[test]
    fn programs_are_heard_out_and_bounded() {
        check("echo ok; echo noise >&2", Ok("ok\n"));
        check("cat", Ok(""));
        check(
            "echo no; echo 'Error: bad\u{1b}[31m value' >&2; exit 3",
            Err("Error: bad [31m value (exit status: 3)"),
        );
        check("exit 1", Err("exit status: 1"));
        check("kill -9 $$", Err("signal: 9"));
        check("while :; do echo xxxxxxxxxxxxxxxxxxxxxxxx; done", Err("prints more than"));
        check("exec tail -f /dev/null", Err("did not end within 1.5s"));
        check("tail -f /dev/null & exit 0", Err("did not end within"));
        check("exec >&- 2>&-; while :; do :; done", Err("did not end within"));
        let none = run("no-such-program-here", [].into_iter(), &Bounds::default());
        assert_eq!(none, Err(Failure::Missing));
    }
}
