//! The bench's form as users of teloxide write it: its dialogue example, with the Redis storage and
//! the JSON serializer of its storage example.

use teloxide::dispatching::dialogue::{RedisStorage, serializer::Json};
use teloxide::dispatching::{UpdateHandler, dialogue};
use teloxide::prelude::*;
use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup};
use teloxide::utils::command::BotCommands;

type Error = Box<dyn std::error::Error + Send + Sync>;
type HandlerResult = Result<(), Error>;
type Storage = RedisStorage<Json>;
type FormDialogue = Dialogue<State, Storage>;

#[derive(Clone, Default, serde::Serialize, serde::Deserialize)]
enum State {
    #[default]
    Start,
    Kind,
    Title {
        kind: String,
    },
    Origin {
        kind: String,
        title: String,
    },
    Destination {
        kind: String,
        title: String,
        origin: String,
    },
    Due {
        kind: String,
        title: String,
        origin: String,
        destination: String,
    },
    Reward {
        kind: String,
        title: String,
        origin: String,
        destination: String,
        due: String,
    },
    Review {
        kind: String,
        title: String,
        origin: String,
        destination: String,
        due: String,
        reward: String,
    },
}

#[derive(BotCommands, Clone)]
#[command(rename_rule = "lowercase")]
enum Command {
    /// Fill in a new request.
    Post,
    /// Drop it.
    Cancel,
}

#[tokio::main]
async fn main() -> HandlerResult {
    let bot = Bot::new(std::env::var("TELEGRAM_BOT_TOKEN")?)
        .set_api_url(std::env::var("TELEGRAM_API_URL")?.parse()?);
    let storage = Storage::open(&std::env::var("REDIS_URL")?, Json).await?;
    Dispatcher::builder(bot, schema())
        .dependencies(dptree::deps![storage])
        .enable_ctrlc_handler()
        .build()
        .dispatch()
        .await;
    Ok(())
}

fn schema() -> UpdateHandler<Error> {
    use dptree::case;

    let commands = teloxide::filter_command::<Command, _>()
        .branch(case![Command::Post].endpoint(post))
        .branch(case![Command::Cancel].endpoint(cancel));
    let messages = Update::filter_message()
        .branch(commands)
        .branch(case![State::Title { kind }].endpoint(title))
        .branch(case![State::Origin { kind, title }].endpoint(origin))
        .branch(case![State::Destination { kind, title, origin }].endpoint(destination))
        .branch(case![State::Due { kind, title, origin, destination }].endpoint(due))
        .branch(case![State::Reward { kind, title, origin, destination, due }].endpoint(reward));
    let taps = Update::filter_callback_query().branch(case![State::Kind].endpoint(kind));
    dialogue::enter::<Update, Storage, State, _>().branch(messages).branch(taps)
}

fn buttons<const N: usize>(rows: [&[(&str, &str)]; N]) -> InlineKeyboardMarkup {
    let row = |row: &[(&str, &str)]| {
        row.iter().map(|(text, data)| InlineKeyboardButton::callback(*text, *data)).collect::<Vec<_>>()
    };
    InlineKeyboardMarkup::new(rows.map(row))
}

async fn post(bot: Bot, dialogue: FormDialogue, message: Message) -> HandlerResult {
    let kinds = buttons([
        &[("Buy & deliver", "kind:buy"), ("Pick up & deliver", "kind:pickup")],
        &[("Online service", "kind:service")],
    ]);
    dialogue.update(State::Kind).await?;
    bot.send_message(message.chat.id, "New request. What do you need?").reply_markup(kinds).await?;
    Ok(())
}

async fn cancel(bot: Bot, dialogue: FormDialogue, message: Message) -> HandlerResult {
    dialogue.exit().await?;
    bot.send_message(message.chat.id, "Cancelled. Nothing was published.").await?;
    Ok(())
}

async fn kind(bot: Bot, dialogue: FormDialogue, query: CallbackQuery) -> HandlerResult {
    let kind = query.data.as_deref().and_then(|data| data.strip_prefix("kind:"));
    if let (Some(kind), Some(message)) = (kind, &query.message) {
        dialogue.update(State::Title { kind: kind.to_owned() }).await?;
        bot.answer_callback_query(query.id.clone()).await?;
        let ask = "What should it say? A short title, at most 100 characters.";
        bot.edit_message_text(message.chat().id, message.id(), ask).await?;
    }
    Ok(())
}

async fn title(bot: Bot, dialogue: FormDialogue, kind: String, message: Message) -> HandlerResult {
    if let Some(title) = message.text() {
        dialogue.update(State::Origin { kind, title: title.to_owned() }).await?;
        bot.send_message(message.chat.id, "Where from? A town or an address.").await?;
    }
    Ok(())
}

async fn origin(
    bot: Bot,
    dialogue: FormDialogue,
    (kind, title): (String, String),
    message: Message,
) -> HandlerResult {
    if let Some(origin) = message.text() {
        dialogue.update(State::Destination { kind, title, origin: origin.to_owned() }).await?;
        bot.send_message(message.chat.id, "Where to? A town or an address.").await?;
    }
    Ok(())
}

async fn destination(
    bot: Bot,
    dialogue: FormDialogue,
    (kind, title, origin): (String, String, String),
    message: Message,
) -> HandlerResult {
    if let Some(destination) = message.text() {
        let destination = destination.to_owned();
        dialogue.update(State::Due { kind, title, origin, destination }).await?;
        bot.send_message(message.chat.id, "When is it due? A date such as 20/12.").await?;
    }
    Ok(())
}

async fn due(
    bot: Bot,
    dialogue: FormDialogue,
    (kind, title, origin, destination): (String, String, String, String),
    message: Message,
) -> HandlerResult {
    if let Some(due) = message.text() {
        let due = due.to_owned();
        dialogue.update(State::Reward { kind, title, origin, destination, due }).await?;
        bot.send_message(message.chat.id, "What is the reward? An amount such as 15 €.").await?;
    }
    Ok(())
}

async fn reward(
    bot: Bot,
    dialogue: FormDialogue,
    (kind, title, origin, destination, due): (String, String, String, String, String),
    message: Message,
) -> HandlerResult {
    if let Some(reward) = message.text() {
        let reward = reward.to_owned();
        let summary = format!(
            "Your request:\nKind: {kind}\nTitle: {title}\nFrom: {origin}\nTo: {destination}\nDue: {due}\nReward: {reward}"
        );
        dialogue.update(State::Review { kind, title, origin, destination, due, reward }).await?;
        let review = buttons([&[("Publish", "publish")], &[("Edit", "edit"), ("Cancel", "cancel")]]);
        bot.send_message(message.chat.id, summary).reply_markup(review).await?;
    }
    Ok(())
}
