//! A person in the terminal: a client of a running server's web chat. It has no logic of its own;
//! what it shows and says goes through the same doors as a browser's.

mod client;
mod events;
mod screen;
mod seat;
#[cfg(test)]
mod tests;

use std::{
    io::{self, Write},
    path::PathBuf,
    time::Duration,
};

use marketplace_domain::account::Language;
use tokio::{
    io::{AsyncBufRead, AsyncBufReadExt, Lines},
    sync::mpsc,
    time::{Instant, timeout_at},
};

use self::{
    client::Client,
    events::Heard,
    screen::Screen,
    seat::{Seat, Server},
};

/// How long the next line waits for the bot to answer the one before: long enough for a busy
/// machine, short enough for a line that nobody answers. It lets a script be piped in.
const ANSWER: Duration = Duration::from_secs(3);
/// The silence after which an answer is taken to be complete.
const SILENCE: Duration = Duration::from_millis(300);

/// How many entries are shown of what was said before.
const HISTORY: usize = 20;

/// Whom to be, and where.
#[derive(Debug, Clone)]
pub struct ChatOptions {
    /// The server's address, such as `http://127.0.0.1:8080`.
    pub url: String,
    /// Which person to be: every name is somebody else. 1 to 32 letters, digits, `-` and `_`.
    pub person: String,
    /// Under which folder it is remembered who they are.
    pub data_dir: PathBuf,
}

/// Why the chat ended. `told` is a sentence in the person's language.
#[derive(Debug, thiserror::Error)]
pub enum ChatError {
    /// No server answers.
    #[error("{told} {url}")]
    NothingThere {
        /// What helps.
        told: String,
        /// Where nobody answered.
        url: String,
    },
    /// The name of the person or the address cannot be used.
    #[error("{told}")]
    Options {
        /// What would be right.
        told: String,
    },
    /// The server answers, but not with a chat, or does not know us any more.
    #[error("{told}")]
    Refused {
        /// What it says.
        told: String,
    },
    /// The file that remembers who the person is.
    #[error("{told} {} ({cause})", path.display())]
    SeatFile {
        /// What is wrong.
        told: String,
        /// Which file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// The terminal is gone.
    #[error("{0}")]
    Terminal(#[from] io::Error),
}

/// Chats until the input ends.
///
/// # Errors
/// Each of [`ChatError`].
pub async fn run(
    options: ChatOptions,
    input: impl AsyncBufRead + Unpin,
    output: impl Write,
) -> Result<(), ChatError> {
    let language = system_language();
    let server = Server::parse(&options.url, language)?;
    let seat = Seat::open(&options.data_dir, &options.person, &server, language)?;
    let mut client = Client::new(server, seat, language);
    let state = client.enter().await?;
    let mut screen = Screen::new(output, state.language);
    screen.greet()?;
    for change in state.changes.iter().rev().take(HISTORY).rev() {
        screen.show(change)?;
    }
    let (hear, heard) = mpsc::unbounded_channel();
    let listening = tokio::spawn(events::listen(client.events(), state.version, hear));
    let mut chat = Chat { client, screen, heard };
    let ended = chat.go_on(input.lines(), state.changes.is_empty()).await;
    listening.abort();
    ended
}

struct Chat<W> {
    client: Client,
    screen: Screen<W>,
    heard: mpsc::UnboundedReceiver<Heard>,
}

impl<W: Write> Chat<W> {
    async fn go_on(
        &mut self,
        mut lines: Lines<impl AsyncBufRead + Unpin>,
        greeting_is_due: bool,
    ) -> Result<(), ChatError> {
        if greeting_is_due {
            self.settle().await?;
        }
        loop {
            tokio::select! {
                Some(heard) = self.heard.recv() => { self.screen.hear(&heard)?; }
                line = lines.next_line() => match line? {
                    Some(line) => self.act(line.trim()).await?,
                    None => return Ok(self.screen.part()?),
                },
            }
        }
    }

    /// Does what a line means.
    async fn act(&mut self, line: &str) -> Result<(), ChatError> {
        if line.is_empty() {
            return Ok(());
        }
        let told = if let Some(path) = line.strip_prefix("/photo ") {
            self.client.photo(path.trim(), &mut self.screen).await?
        } else if let Some(button) = self.screen.button(line).cloned() {
            self.client.tap(&button, &mut self.screen).await?
        } else {
            // A number behind a backslash is said, not pressed.
            self.client.say(line.strip_prefix('\\').unwrap_or(line), &mut self.screen).await?
        };
        match told {
            Some(refusal) => Ok(self.screen.tell(&refusal)?),
            None => self.settle().await,
        }
    }

    /// Shows what comes in until the bot has answered and is silent again.
    async fn settle(&mut self) -> Result<(), ChatError> {
        let mut until = Instant::now() + ANSWER;
        while let Ok(Some(heard)) = timeout_at(until, self.heard.recv()).await {
            if self.screen.hear(&heard)? {
                until = Instant::now() + SILENCE;
            }
        }
        Ok(())
    }
}

/// The language of the system, by the POSIX variables in their order.
fn system_language() -> Language {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .and_then(|value| Language::from_tag(&value))
        .unwrap_or(Language::En)
}
