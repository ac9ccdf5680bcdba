use std::io::{self, BufRead, Read as _};

/// What reading a line gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fed {
    /// A line; the last one may lack its end.
    Line,
    /// A line longer than allowed: it was passed over, and its beginning is given.
    TooLong,
    End,
}

/// Reads one line of at most so many bytes, whatever the length of the input.
pub fn feed(from: &mut dyn BufRead, line: &mut Vec<u8>, most: usize) -> io::Result<Fed> {
    line.clear();
    let bound = most as u64 + 1;
    if (&mut *from).take(bound).read_until(b'\n', line)? == 0 {
        return Ok(Fed::End);
    }
    if line.len() > most && line.last() != Some(&b'\n') {
        pass_over(from)?;
        return Ok(Fed::TooLong);
    }
    Ok(Fed::Line)
}

/// Reads to the end of the line without keeping it.
fn pass_over(from: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let buffer = from.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(buffer.len(), |at| at + 1);
        let done = end.is_some() || used == 0;
        from.consume(used);
        if done {
            return Ok(());
        }
    }
}
