//! A Redis for a test, which can go away and come back.

use std::{
    net::{Ipv4Addr, TcpListener},
    process::Stdio,
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    process::{Child, Command},
    time::{sleep, timeout},
};

/// How long the server may take to start on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server on a port of its own; it ends when this is dropped.
pub struct RedisServer {
    port: u16,
    password: Option<String>,
    process: Option<Child>,
    folder: tempfile::TempDir,
}

impl RedisServer {
    /// Starts one.
    ///
    /// # Panics
    /// Where it is not installed or does not start: a test cannot go on without its peer.
    pub async fn start() -> Self {
        Self::start_with(None).await
    }

    /// Starts one that asks for a password.
    ///
    /// # Panics
    /// As [`RedisServer::start`].
    #[expect(clippy::expect_used, reason = "a test cannot go on without its peer")]
    pub async fn start_with(password: Option<&str>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let port = listener.local_addr().expect("it is bound").port();
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let mut server = Self { port, password: password.map(str::to_owned), process: None, folder };
        drop(listener);
        server.come_back().await;
        server
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Ends it as `kill -9` does.
    ///
    /// # Panics
    /// Where the system does not let us.
    #[expect(clippy::expect_used, reason = "a test cannot go on")]
    pub async fn go_away(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().await.expect("it can be killed");
        }
    }

    /// Starts it again, at the same address; it remembers nothing.
    ///
    /// # Panics
    /// As [`RedisServer::start`].
    #[expect(clippy::expect_used, reason = "a test cannot go on without its peer")]
    pub async fn come_back(&mut self) {
        let mut command = Command::new("redis-server");
        command
            .args([
                "--port",
                &self.port.to_string(),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
            ])
            .arg("--dir")
            .arg(self.folder.path());
        if let Some(password) = &self.password {
            command.args(["--requirepass", password]);
        }
        let process = command.stdin(Stdio::null()).stdout(Stdio::null()).kill_on_drop(true).spawn();
        self.process = Some(process.expect("redis-server is installed: run .ci/setup"));
        timeout(PATIENCE, self.ready()).await.expect("Redis answers");
    }

    /// Everything that it remembers, by name.
    ///
    /// # Panics
    /// Where it cannot be asked.
    #[expect(clippy::expect_used, reason = "a test cannot go on")]
    pub async fn keys(&self) -> Vec<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).await.expect("it listens");
        stream.write_all(b"KEYS *\r\nQUIT\r\n").await.expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("it answers");
        let is_key = |line: &&str| !line.starts_with(['*', '$', '+']);
        answer.lines().filter(is_key).map(str::to_owned).collect()
    }

    /// Any answer will do: one that asks for a password is there as well.
    async fn ready(&self) {
        loop {
            if let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).await
                && stream.write_all(b"PING\r\n").await.is_ok()
                && matches!(stream.read_u8().await, Ok(b'+' | b'-'))
            {
                return;
            }
            sleep(Duration::from_millis(20)).await;
        }
    }
}
