//! Which ports of which addresses are open: connects, bounded in rate and number, and nothing sent.

use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::sync::{Semaphore, mpsc};
use tokio::time::{Instant, sleep_until, timeout};

use crate::kept::Kept;

/// Bounds of a scan.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Connections begun per second at most.
    pub rate: u32,
    /// Connections open at the same time at most.
    pub concurrency: usize,
    /// How long a connection may take to open.
    pub connect: Duration,
    /// How long a request may take, from connect to the last byte.
    pub exchange: Duration,
    /// Bytes of answers kept of a whole run at most; what comes beyond is cut off, and told.
    pub most_kept: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            rate: 10_000,
            concurrency: 2_000,
            connect: Duration::from_secs(1),
            exchange: Duration::from_secs(5),
            most_kept: 256 * 1024 * 1024,
        }
    }
}

/// What one connect came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Knock {
    Open,
    /// Somebody answered that nobody listens.
    Refused,
    /// Nothing came back, or the network does not lead there.
    Silent,
    /// This machine could not even try.
    Failed,
}

/// Counts of a run, read by the progress line while it goes on.
#[derive(Debug, Default)]
pub struct Counts {
    pub connects: AtomicU64,
    pub open: AtomicU64,
    pub refused: AtomicU64,
    pub silent: AtomicU64,
    pub failed: AtomicU64,
    pub requests: AtomicU64,
    pub(crate) kept: Kept,
}

impl Counts {
    fn note(&self, knock: Knock) {
        let count = match knock {
            Knock::Open => &self.open,
            Knock::Refused => &self.refused,
            Knock::Silent => &self.silent,
            Knock::Failed => &self.failed,
        };
        count.fetch_add(1, Ordering::Relaxed);
    }
}

/// Hands out moments to send at, evenly: the rate is kept within 2 % in any second, whatever the timer's grain.
#[derive(Debug)]
pub(crate) struct Pace {
    next: Instant,
    gap: Duration,
}

/// How much lost time is made up for: a fiftieth of a second, so that no second sees more than 2 % above the rate.
const GRAIN: Duration = Duration::from_millis(20);

impl Pace {
    pub(crate) fn new(rate: u32) -> Self {
        Self { next: Instant::now(), gap: Duration::from_secs(1) / rate.max(1) }
    }

    pub(crate) async fn turn(&mut self) {
        let now = Instant::now();
        self.next = self.next.max(now.checked_sub(GRAIN).unwrap_or(now));
        if self.next > now {
            sleep_until(self.next).await;
        }
        self.next += self.gap;
    }
}

/// Ports that tell whether anybody is at an address of a large range, before all others are tried there.
pub(crate) const FIRST_KNOCKS: &[u16] = &[443, 6443, 10250, 80];
/// Ranges up to this many addresses are tried on every port at once.
pub(crate) const SMALL: usize = 4_096;

/// Tries these sockets and gives the open ones, sorted, and who answered at all.
pub(crate) async fn knock(
    sockets: impl Iterator<Item = SocketAddr>,
    bounds: &Bounds,
    counts: &Arc<Counts>,
) -> (Vec<SocketAddr>, BTreeSet<IpAddr>) {
    let slots = Arc::new(Semaphore::new(bounds.concurrency.max(1)));
    let (to, mut from) = mpsc::unbounded_channel();
    let mut pace = Pace::new(bounds.rate);
    let (mut open, mut there) = (Vec::new(), BTreeSet::new());
    let mut keep = |(socket, knock): (SocketAddr, Knock)| {
        if knock == Knock::Open {
            open.push(socket);
        }
        if matches!(knock, Knock::Open | Knock::Refused) {
            there.insert(socket.ip());
        }
    };
    for socket in sockets {
        let Ok(slot) = Arc::clone(&slots).acquire_owned().await else { break };
        pace.turn().await;
        let (to, counts, wait) = (to.clone(), Arc::clone(counts), bounds.connect);
        counts.connects.fetch_add(1, Ordering::Relaxed);
        tokio::spawn(async move {
            let knock = one(socket, wait).await;
            counts.note(knock);
            if knock != Knock::Silent {
                // The other end lives as long as this scan.
                let _ = to.send((socket, knock));
            }
            drop(slot);
        });
        while let Ok(result) = from.try_recv() {
            keep(result);
        }
    }
    drop(to);
    while let Some(result) = from.recv().await {
        keep(result);
    }
    open.sort_unstable();
    (open, there)
}

async fn one(socket: SocketAddr, wait: Duration) -> Knock {
    use std::io::ErrorKind::{
        ConnectionRefused, ConnectionReset, HostUnreachable, NetworkUnreachable, TimedOut,
    };
    match timeout(wait, TcpStream::connect(socket)).await {
        Ok(Ok(_)) => Knock::Open,
        Ok(Err(error)) => match error.kind() {
            ConnectionRefused | ConnectionReset => Knock::Refused,
            HostUnreachable | NetworkUnreachable | TimedOut => Knock::Silent,
            _ => Knock::Failed,
        },
        Err(_) => Knock::Silent,
    }
}

/// Raises the number of sockets this process may open as far as it may, and gives the most that can be open at once.
pub fn most_sockets(wanted: usize) -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let wanted_files = wanted as u64 + 64;
    let now = limit.current.unwrap_or(u64::MAX);
    let most = limit.maximum.unwrap_or(u64::MAX);
    let raised = wanted_files.min(most);
    let have = if now < raised
        && setrlimit(Resource::Nofile, Rlimit { current: Some(raised), maximum: limit.maximum }).is_ok()
    {
        raised
    } else {
        now
    };
    usize::try_from(have.saturating_sub(64)).unwrap_or(usize::MAX).clamp(16, wanted.max(16))
}
