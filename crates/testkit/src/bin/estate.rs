//! `estate --pods N --nodes M --seed S -o DIR [--ndjson]`: writes a cluster whose true answers are known.
#![expect(clippy::print_stdout, reason = "it tells a person what it wrote")]

use std::io;
use std::path::PathBuf;
use std::time::Instant;

use holdfast_testkit::world::{Form, Size, write};

const USAGE: &str = "usage: estate [--pods N] [--nodes N] [--seed N] [--ndjson] -o DIR";

fn main() -> io::Result<()> {
    let mut args = std::env::args().skip(1);
    let (mut size, mut form, mut to) = (Size { pods: 1000, nodes: 0, seed: 1 }, Form::Lists, None);
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or_else(|| wrong(&arg));
        match arg.as_str() {
            "--pods" => size.pods = number(&value()?)?,
            "--nodes" => size.nodes = number(&value()?)?,
            "--seed" => size.seed = value()?.parse().map_err(|_| wrong(&arg))?,
            "--ndjson" => form = Form::Lines,
            "-o" | "--output" => to = Some(PathBuf::from(value()?)),
            _ => return Err(wrong(&arg)),
        }
    }
    let Some(to) = to else { return Err(wrong("-o")) };
    if size.nodes == 0 {
        size.nodes = size.pods.div_ceil(30);
    }
    let start = Instant::now();
    let written = write(size, form, &to)?;
    println!(
        "{} objects, {} MiB in {:.1} s: {}",
        written.objects,
        written.bytes >> 20,
        start.elapsed().as_secs_f64(),
        to.display()
    );
    Ok(())
}

fn number(text: &str) -> io::Result<usize> {
    text.parse().map_err(|_| wrong(text))
}

fn wrong(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, format!("{what:?} is missing or not understood; {USAGE}"))
}
