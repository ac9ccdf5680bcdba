use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// A line on standard error for work that takes longer than a second; silent when it is piped.
pub(crate) struct Progress {
    started: Instant,
    last: Option<Instant>,
    shown: bool,
}

impl Progress {
    pub(crate) fn new() -> Self {
        Self { started: Instant::now(), last: None, shown: false }
    }

    pub(crate) fn say(&mut self, text: &str) {
        let now = Instant::now();
        let due = self.last.is_none_or(|last| now.duration_since(last) > Duration::from_millis(100));
        let mut to = std::io::stderr();
        if now.duration_since(self.started) > Duration::from_secs(1) && due && to.is_terminal() {
            let _ = write!(to, "\r\x1b[K{text}");
            let _ = to.flush();
            (self.last, self.shown) = (Some(now), true);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
