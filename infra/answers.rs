//! Whether an HTTP server answers: ends well where it does, and badly where nobody listens, nothing comes within
//! three seconds, or what comes is no 200. The image has no shell and no curl to ask with.
//!
//!     answers 127.0.0.1:8080

#![forbid(unsafe_code)]

use std::{
    env,
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
    process::ExitCode,
    time::Duration,
};

const PATIENCE: Duration = Duration::from_secs(3);

/// How an answer begins: `HTTP/1.1 200`.
const HEAD: usize = 12;

fn ask(address: SocketAddr) -> io::Result<[u8; HEAD]> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(b"HEAD /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut head = [0; HEAD];
    stream.read_exact(&mut head)?;
    Ok(head)
}

fn main() -> ExitCode {
    let Some(address) = env::args().nth(1).and_then(|address| address.parse().ok()) else {
        return ExitCode::FAILURE;
    };
    match ask(address) {
        Ok(head) if head.starts_with(b"HTTP/1.1 200") => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}
