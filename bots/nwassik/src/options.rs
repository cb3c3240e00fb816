//! The command line.

use clap::{Args, Parser, Subcommand};
use marketplace_domain::id::{ConversationId, InvalidId};

/// Nwassik Store: say what you need, and somebody who travels brings it.
#[derive(Debug, Parser)]
#[command(name = "nwassik", version)]
pub struct Options {
    /// What to do; `serve` where nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// How to serve.
    #[command(flatten)]
    pub serve: ServeOptions,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve people: on the web, and on the platforms that have a token.
    Serve(ServeOptions),
    /// Bring the database up to date, and the queue where there is one, and end.
    Migrate,
    /// Put the demo town into the database, and end.
    Seed,
    /// Check the configuration and say what is on, and end.
    Check,
    /// Look after what is kept.
    Admin {
        /// What to do.
        #[command(subcommand)]
        what: AdminCommand,
    },
    /// Be a person in this terminal: talks to a server that runs.
    Chat(ChatArguments),
}

/// Which lanes go on; where nothing is said, they are shown.
#[derive(Debug, Clone, Args)]
pub struct RequeueArguments {
    /// This one.
    #[arg(long, value_name = "NUMBER", conflicts_with = "all")]
    pub lane: Option<i64>,
    /// All of them.
    #[arg(long)]
    pub all: bool,
}

/// What an operator can do.
#[derive(Debug, Clone, Subcommand)]
pub enum AdminCommand {
    /// Show the lanes that are in quarantine because working at them failed ten times, or let them
    /// go on.
    Requeue(RequeueArguments),
    /// Change the master key, while processes serve; cut off, it goes on the next time.
    RotateKey {
        /// How many seconds running processes get to learn the new key. They look every five.
        #[arg(long, default_value_t = 30)]
        wait: u64,
    },
    /// Show how many people are still to be told of what fits their alerts and trips, and what became of others.
    Pushes,
    /// Make unreadable for everybody what was said in a conversation, and end it for good.
    EraseConversation {
        /// Its id: 32 hexadecimal digits, with dashes or without.
        #[arg(value_parser = conversation)]
        id: ConversationId,
    },
}

fn conversation(text: &str) -> Result<ConversationId, InvalidId> {
    text.replace('-', "").parse()
}

/// How to serve.
#[derive(Debug, Clone, Default, Args)]
pub struct ServeOptions {
    /// Put a demo town of requests on the market, and offer to be a second person.
    #[arg(long)]
    pub demo: bool,
    /// Serve only these: web, telegram, discord, messenger. Everything that is configured, where nothing is said.
    #[arg(long, value_delimiter = ',')]
    pub only: Vec<Part>,
}

/// A part that a process can serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// The web chat.
    Web,
    /// Telegram.
    Telegram,
    /// Discord.
    Discord,
    /// Facebook Messenger.
    Messenger,
}

impl ServeOptions {
    /// Whether this process serves that part.
    pub fn serves(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }
}

/// Whom to be in the terminal, and where.
#[derive(Debug, Clone, Args)]
pub struct ChatArguments {
    /// The server's address.
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    pub url: String,
    /// Which person to be: every name is somebody else.
    #[arg(long, default_value = "me")]
    pub person: String,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Options::command().debug_assert();
    }

    /// Moderators see transcripts with a later command, which asks them for a reason. Until it is there,
    /// nothing that an operator can run shows what people said.
    #[test]
    fn no_command_shows_what_people_said() {
        let names = |command: &clap::Command| -> Vec<String> {
            command.get_subcommands().map(|command| command.get_name().to_owned()).collect()
        };
        let command = Options::command();
        assert_eq!(names(&command), ["serve", "migrate", "seed", "check", "admin", "chat"]);
        let admin = command.find_subcommand("admin").unwrap();
        assert_eq!(names(admin), ["requeue", "rotate-key", "pushes", "erase-conversation"]);
    }

    #[test]
    fn nothing_said_serves_everything() {
        let options = Options::parse_from(["nwassik", "--demo"]);
        assert!(options.command.is_none() && options.serve.demo);
        assert!(options.serve.serves(Part::Web) && options.serve.serves(Part::Telegram));
    }
}
