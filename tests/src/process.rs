//! The product as a real process that a test can kill.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{ExitStatus, Output, Stdio},
    time::Duration,
};

use tokio::process::{Child, Command};

/// How long a start may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// How to run the product: always the same way, also after a crash.
pub struct Product {
    program: PathBuf,
    folder: tempfile::TempDir,
    address: SocketAddr,
    variables: Vec<(String, String)>,
    arguments: Vec<String>,
}

/// A running process. It is killed when this is dropped.
pub struct Running {
    child: Child,
}

impl Product {
    /// The product, with a data folder of its own and a free port for the web.
    ///
    /// # Panics
    /// Where there is neither: a test cannot go on.
    #[expect(clippy::expect_used, reason = "a test cannot go on without")]
    pub fn new(program: &str) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let address = listener.local_addr().expect("it is bound");
        let folder = tempfile::tempdir().expect("there is room for a folder");
        Self { program: program.into(), folder, address, variables: Vec::new(), arguments: Vec::new() }
    }

    /// With this variable set.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.variables.push((name.to_owned(), value.into()));
        self
    }

    /// Without this variable.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.variables.retain(|variable| variable.0 != name);
        self
    }

    /// With this on the command line.
    #[must_use]
    pub fn argument(mut self, argument: &str) -> Self {
        self.arguments.push(argument.to_owned());
        self
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Its data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What it logged so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// Runs it with these arguments until it ends by itself.
    ///
    /// # Panics
    /// Where it does not end.
    #[expect(clippy::expect_used, reason = "a test cannot go on without")]
    pub async fn run(&self, arguments: &[&str]) -> Output {
        let output = self.command().args(arguments).output();
        tokio::time::timeout(PATIENCE, output).await.expect("it ends").expect("the program is there")
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("NWASSIK_DATA_DIR", self.folder.path().join("data"))
            .env("HTTP_ADDR", self.address.to_string())
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .kill_on_drop(true);
        command
    }

    /// Starts it and waits until it serves.
    ///
    /// # Panics
    /// Where it does not start.
    #[expect(clippy::expect_used, clippy::panic, reason = "a test cannot go on without")]
    pub async fn start(&self) -> Running {
        let log = std::fs::OpenOptions::new().create(true).append(true).open(self.folder.path().join("log"));
        let child = self
            .command()
            .args(&self.arguments)
            .stdout(Stdio::null())
            .stderr(log.expect("the log can be written"))
            .spawn()
            .expect("the program is there");
        let mut running = Running { child };
        let deadline = tokio::time::Instant::now() + PATIENCE;
        while !self.serves().await {
            if let Ok(Some(status)) = running.child.try_wait() {
                panic!("it ended ({status}) before it served:\n{}", self.log());
            }
            assert!(tokio::time::Instant::now() < deadline, "it does not serve:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        running
    }

    /// Starts it for one subcommand.
    ///
    /// # Panics
    /// Where the program is not there.
    #[expect(clippy::expect_used, reason = "a test cannot go on without")]
    pub fn subcommand(&self, arguments: &[&str]) -> Child {
        let command = &mut self.command();
        command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("the program is there")
    }

    /// Whether it answers: a listening socket alone takes connections before anybody serves them.
    async fn serves(&self) -> bool {
        let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(2)).build();
        let Ok(client) = client else { return false };
        client.get(self.url()).send().await.is_ok_and(|answer| answer.status().as_u16() < 500)
    }
}

impl Running {
    /// The number of the process.
    ///
    /// # Panics
    /// Where it has ended.
    #[expect(clippy::expect_used, reason = "a test cannot go on without")]
    pub fn pid(&self) -> u32 {
        self.child.id().expect("it runs")
    }

    /// `kill -9`.
    ///
    /// # Panics
    /// Where the system does not let us.
    #[expect(clippy::expect_used, reason = "a test cannot go on without")]
    pub async fn kill(mut self) {
        self.child.kill().await.expect("it can be killed");
    }

    /// Asks it to end, and waits until it did.
    ///
    /// # Panics
    /// Where it does not end.
    #[expect(clippy::expect_used, reason = "a test cannot go on without")]
    pub async fn end(mut self) -> ExitStatus {
        let pid = self.child.id().expect("it runs").to_string();
        let _ = Command::new("kill").args(["-TERM", &pid]).status().await;
        tokio::time::timeout(PATIENCE, self.child.wait())
            .await
            .expect("it ends")
            .expect("it can be waited for")
    }
}
