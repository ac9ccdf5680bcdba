//! Servers on loopback that answer as a test wants, and note what they were asked.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use holdfast_hunt::{Bounds, Counts, Found, Hunt, Hunted, Hunter, Options, all, discover, hunt, plan};

/// What a server does with one connection.
pub(crate) type Behave = dyn Fn(TcpStream) + Send + Sync;

/// A server that stops when it is dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    stop: Arc<AtomicBool>,
}

impl Server {
    pub(crate) fn start(behave: impl Fn(TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        let (stopped, behave): (_, Arc<Behave>) = (Arc::clone(&stop), Arc::new(behave));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if stopped.load(Ordering::Relaxed) {
                    break;
                }
                let behave = Arc::clone(&behave);
                let limit = Some(Duration::from_secs(20));
                let _ = (stream.set_read_timeout(limit), stream.set_write_timeout(limit));
                thread::spawn(move || behave(stream));
            }
        });
        Self { address, stop }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address);
    }
}

/// Reads a request to the end of its head, and of its body when it has a length.
pub(crate) fn request(stream: &mut TcpStream) -> String {
    let (mut bytes, mut part) = (Vec::new(), [0u8; 4096]);
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some(at) = text.find("\r\n\r\n") {
            let length = text.lines().find_map(|l| l.strip_prefix("Content-Length: ")?.parse::<usize>().ok());
            if bytes.len() >= at + 4 + length.unwrap_or(0) {
                return text;
            }
        }
        match stream.read(&mut part) {
            Ok(0) | Err(_) => return text,
            Ok(n) => bytes.extend_from_slice(&part[..n]),
        }
    }
}

pub(crate) fn respond(stream: &mut TcpStream, status: u16, headers: &str, body: &str) {
    let head = format!(
        "HTTP/1.1 {status} X\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(body.as_bytes());
}

/// Method and path of a request.
pub(crate) fn line(request: &str) -> String {
    let mut words = request.split_whitespace();
    format!("{} {}", words.next().unwrap_or_default(), words.next().unwrap_or_default())
}

/// A server with an answer for each line; 404 for the others. Notes every line.
pub(crate) fn scripted(
    answers: BTreeMap<String, (u16, String, String)>,
) -> (Server, Arc<Mutex<Vec<String>>>) {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&asked);
    let server = Server::start(move |mut stream| {
        let request = request(&mut stream);
        // The scan opens a connection and says nothing.
        if request.is_empty() {
            return;
        }
        let line = line(&request);
        let (status, headers, body) =
            answers.get(&line).cloned().unwrap_or((404, String::new(), "404 page not found\n".to_owned()));
        noted.lock().unwrap().push(line);
        respond(&mut stream, status, &headers, &body);
    });
    (server, asked)
}

pub(crate) fn quick() -> Bounds {
    Bounds {
        rate: 10_000,
        concurrency: 64,
        connect: Duration::from_secs(2),
        exchange: Duration::from_millis(800),
        ..Bounds::default()
    }
}

/// Looks at these addresses and asks every hunter.
pub(crate) fn run(addresses: &[SocketAddr], active: Option<&str>, bounds: Bounds) -> (Found, Hunted) {
    run_with(addresses, active, bounds, all())
}

pub(crate) fn run_with(
    addresses: &[SocketAddr],
    active: Option<&str>,
    bounds: Bounds,
    hunters: &[&'static Hunter],
) -> (Found, Hunted) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let lines: Vec<String> = addresses.iter().map(ToString::to_string).collect();
    let counts = Arc::new(Counts::default());
    runtime.block_on(async {
        let plan = plan(&lines, vec![1]).await;
        let options = Options { bounds, every_port: false, resume: None };
        let mut found = discover(&plan, &options, &counts).await;
        let asked = Hunt { hunters, bounds, active, announce: &|_| {} };
        let hunted = hunt(&mut found.services, &asked, &counts).await;
        (found, hunted)
    })
}

/// The checks that found something, sorted.
pub(crate) fn checks(hunted: &Hunted) -> Vec<String> {
    let mut checks: Vec<String> = hunted.findings.iter().map(|f| f.check.to_string()).collect();
    checks.sort();
    checks.dedup();
    checks
}
