//! An HTTP proxy on loopback that knows CONNECT alone, and tells what it was asked.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A running proxy. It ends with the process.
#[derive(Debug)]
pub struct Proxy {
    pub url: String,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    /// With `refuse`, every CONNECT is answered with 403.
    pub fn start(refuse: bool) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}", listener.local_addr()?);
        let seen = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&seen);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let told = Arc::clone(&told);
                thread::spawn(move || connect(&stream, refuse, &told));
            }
        });
        Ok(Self { url, seen })
    }

    /// `host:port` of every CONNECT.
    pub fn connections(&self) -> Vec<String> {
        self.seen.lock().map(|seen| seen.clone()).unwrap_or_default()
    }
}

fn connect(client: &TcpStream, refuse: bool, told: &Mutex<Vec<String>>) -> Option<()> {
    let mut from = BufReader::new(client.try_clone().ok()?);
    let mut first = String::new();
    from.read_line(&mut first).ok()?;
    let mut line = String::new();
    while from.read_line(&mut line).ok()? > 2 {
        line.clear();
    }
    let target = first.strip_prefix("CONNECT ")?.split(' ').next()?.to_owned();
    told.lock().ok()?.push(target.clone());
    let mut to = client;
    if refuse {
        return to.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n").ok();
    }
    let server = TcpStream::connect(target).ok()?;
    to.write_all(b"HTTP/1.1 200 OK\r\n\r\n").ok()?;
    let mut back = (server.try_clone().ok()?, client.try_clone().ok()?);
    thread::spawn(move || {
        let _ = io::copy(&mut back.0, &mut back.1);
        let _ = back.1.shutdown(Shutdown::Both);
    });
    let _ = io::copy(&mut from, &mut &server);
    server.shutdown(Shutdown::Both).ok()
}
