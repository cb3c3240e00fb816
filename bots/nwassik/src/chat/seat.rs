//! Which server, and who the person is there.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use conversation::word;
use marketplace_domain::account::Language;
use reqwest::Url;

use super::ChatError;

/// The address of a server.
#[derive(Debug, Clone)]
pub(super) struct Server(Url);

impl Server {
    pub(super) fn parse(url: &str, language: Language) -> Result<Self, ChatError> {
        let parsed = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let bad = || ChatError::Options { told: word(language, "terminal-bad-address") };
        parsed.filter(Url::has_host).map(Self).ok_or_else(bad)
    }

    /// A path on this server.
    pub(super) fn at(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(path);
        url.set_query(None);
        url
    }

    /// Scheme, host and port, as a browser says them.
    pub(super) fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// The same as a part of a file name: what is remembered for one server is not told to another.
    fn file_part(&self) -> String {
        let port = self.0.port_or_known_default().unwrap_or_default();
        let host = self.0.host_str().unwrap_or_default();
        let host: String =
            host.chars().map(|c| if c.is_alphanumeric() || c == '.' { c } else { '_' }).collect();
        format!("{}-{host}-{port}", self.0.scheme())
    }
}

/// Remembers the cookie of one person on one server, in a file that only its owner may read.
#[derive(Debug)]
pub(super) struct Seat {
    path: PathBuf,
    cookie: Option<String>,
    language: Language,
}

impl Seat {
    pub(super) fn open(
        data_dir: &Path,
        person: &str,
        server: &Server,
        language: Language,
    ) -> Result<Self, ChatError> {
        let fits = (1..=32).contains(&person.len());
        if !fits || !person.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')) {
            return Err(ChatError::Options { told: word(language, "terminal-bad-person") });
        }
        let path = data_dir.join("chat").join(format!("{person}-{}", server.file_part()));
        let mut seat = Self { path, cookie: None, language };
        match fs::read_to_string(&seat.path) {
            Ok(cookie) => seat.cookie = Some(cookie.trim().to_owned()),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
            Err(cause) => return Err(seat.failed(cause)),
        }
        Ok(seat)
    }

    /// The cookie, as it is sent back.
    pub(super) fn cookie(&self) -> Option<&str> {
        self.cookie.as_deref()
    }

    /// Remembers a cookie that the server set.
    pub(super) fn remember(&mut self, cookie: &str) -> Result<(), ChatError> {
        self.write(cookie).map_err(|cause| self.failed(cause))?;
        self.cookie = Some(cookie.to_owned());
        Ok(())
    }

    fn write(&self, cookie: &str) -> io::Result<()> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file =
            OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&self.path)?;
        file.write_all(cookie.as_bytes())
    }

    fn failed(&self, cause: io::Error) -> ChatError {
        let told = word(self.language, "terminal-seat-file");
        ChatError::SeatFile { told, path: self.path.clone(), cause }
    }
}
