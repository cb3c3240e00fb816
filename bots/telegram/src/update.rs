//! What we read of an update. These are not teloxide's types, for two reasons. Theirs know a closed
//! list of entities: one that is newer (such as `date_time`) or malformed turns a whole message into
//! an empty one, and the text is lost without an error. And theirs read everything, untagged: that
//! costs several times what reading these few fields does.

use serde::{Deserialize, de::IgnoredAny};

/// core.telegram.org/bots/api#update
#[derive(Deserialize)]
pub(crate) struct Update {
    pub(crate) update_id: i64,
    pub(crate) message: Option<Message>,
    pub(crate) edited_message: Option<Message>,
    pub(crate) message_reaction: Option<MessageReactionUpdated>,
    pub(crate) callback_query: Option<CallbackQuery>,
    pub(crate) my_chat_member: Option<ChatMemberUpdated>,
}

/// The update in which somebody writes the bot's name and a few words in a chat of theirs. Where is not read.
#[derive(Deserialize)]
pub(crate) struct Asked {
    pub(crate) update_id: i64,
    pub(crate) inline_query: InlineQuery,
}

/// core.telegram.org/bots/api#inlinequery
#[derive(Deserialize)]
pub(crate) struct InlineQuery {
    pub(crate) id: String,
    pub(crate) from: User,
    pub(crate) query: String,
}

/// The part of an update that even an unreadable one has.
#[derive(Deserialize)]
pub(crate) struct Numbered {
    pub(crate) update_id: i64,
}

/// core.telegram.org/bots/api#message
#[derive(Deserialize)]
pub(crate) struct Message {
    pub(crate) message_id: i64,
    pub(crate) from: Option<User>,
    pub(crate) date: i64,
    pub(crate) edit_date: Option<i64>,
    pub(crate) chat: Chat,
    pub(crate) message_thread_id: Option<i64>,
    #[serde(default)]
    pub(crate) is_topic_message: bool,
    pub(crate) reply_to_message: Option<MessageRef>,
    pub(crate) text: Option<String>,
    #[serde(default)]
    pub(crate) entities: Vec<Entity>,
    pub(crate) caption: Option<String>,
    #[serde(default)]
    pub(crate) photo: Vec<PhotoSize>,
    #[serde(default)]
    pub(crate) caption_entities: Vec<Entity>,
    /// The same for all of an album, which is told one by one.
    pub(crate) media_group_id: Option<String>,
    pub(crate) document: Option<File>,
    /// Set beside `document`: a film without sound.
    pub(crate) animation: Option<File>,
    pub(crate) video: Option<File>,
    pub(crate) video_note: Option<File>,
    pub(crate) voice: Option<File>,
    pub(crate) audio: Option<File>,
    pub(crate) sticker: Option<Sticker>,
    /// Whatever is in it: it stays unread.
    pub(crate) contact: Option<IgnoredAny>,
    /// Set beside `venue`, too.
    pub(crate) location: Option<Location>,
    /// Notes of the platform about the chat, not sent by a person: such a message carries one.
    #[serde(
        alias = "pinned_message",
        alias = "message_auto_delete_timer_changed",
        alias = "write_access_allowed",
        alias = "connected_website",
        alias = "successful_payment",
        alias = "refunded_payment",
        alias = "users_shared",
        alias = "chat_shared",
        alias = "web_app_data",
        alias = "chat_background_set",
        alias = "proximity_alert_triggered",
        alias = "forum_topic_created",
        alias = "forum_topic_edited",
        alias = "forum_topic_closed",
        alias = "forum_topic_reopened"
    )]
    pub(crate) note: Option<IgnoredAny>,
}

/// A message, of which its id matters only.
#[derive(Deserialize)]
pub(crate) struct MessageRef {
    pub(crate) message_id: i64,
}

/// core.telegram.org/bots/api#user
#[derive(Deserialize)]
pub(crate) struct User {
    pub(crate) id: i64,
    #[serde(default)]
    pub(crate) is_bot: bool,
    pub(crate) language_code: Option<String>,
}

/// core.telegram.org/bots/api#chat
#[derive(Deserialize)]
pub(crate) struct Chat {
    pub(crate) id: i64,
    #[serde(rename = "type")]
    pub(crate) kind: String,
}

/// core.telegram.org/bots/api#messageentity. Signed, so that a malformed one is read and dropped.
#[derive(Deserialize)]
pub(crate) struct Entity {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) offset: i64,
    pub(crate) length: i64,
}

/// core.telegram.org/bots/api#photosize
#[derive(Deserialize)]
pub(crate) struct PhotoSize {
    pub(crate) file_id: String,
    #[serde(default)]
    pub(crate) width: u64,
    #[serde(default)]
    pub(crate) height: u64,
    pub(crate) file_size: Option<u64>,
}

/// What core.telegram.org/bots/api#document, #video, #voice and the like have in common. Names and
/// pictures of it are not read: they do not cross.
#[derive(Deserialize)]
pub(crate) struct File {
    pub(crate) file_id: String,
    pub(crate) mime_type: Option<String>,
    pub(crate) file_size: Option<u64>,
}

/// core.telegram.org/bots/api#sticker
#[derive(Deserialize)]
pub(crate) struct Sticker {
    pub(crate) file_id: String,
    #[serde(default)]
    pub(crate) is_animated: bool,
    #[serde(default)]
    pub(crate) is_video: bool,
    pub(crate) emoji: Option<String>,
    pub(crate) file_size: Option<u64>,
}

/// core.telegram.org/bots/api#location
#[derive(Deserialize)]
pub(crate) struct Location {
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
}

/// core.telegram.org/bots/api#callbackquery
#[derive(Deserialize)]
pub(crate) struct CallbackQuery {
    pub(crate) id: String,
    pub(crate) from: User,
    pub(crate) message: Option<MaybeInaccessible>,
    pub(crate) data: Option<String>,
}

/// core.telegram.org/bots/api#maybeinaccessiblemessage: both kinds have these.
#[derive(Deserialize)]
pub(crate) struct MaybeInaccessible {
    pub(crate) message_id: i64,
    pub(crate) chat: Chat,
    pub(crate) message_thread_id: Option<i64>,
    #[serde(default)]
    pub(crate) is_topic_message: bool,
}

/// core.telegram.org/bots/api#chatmemberupdated
#[derive(Deserialize)]
pub(crate) struct ChatMemberUpdated {
    pub(crate) chat: Chat,
    pub(crate) from: User,
    pub(crate) date: i64,
    pub(crate) new_chat_member: ChatMember,
}

/// core.telegram.org/bots/api#messagereactionupdated. Who reacted as a channel is not named.
#[derive(Deserialize)]
pub(crate) struct MessageReactionUpdated {
    pub(crate) chat: Chat,
    pub(crate) message_id: i64,
    pub(crate) user: Option<User>,
    pub(crate) date: i64,
    pub(crate) new_reaction: Vec<ReactionType>,
}

/// core.telegram.org/bots/api#reactiontype. What a custom emoji is called is not read.
#[derive(Deserialize)]
pub(crate) struct ReactionType {
    pub(crate) emoji: Option<String>,
}

/// core.telegram.org/bots/api#chatmember
#[derive(Deserialize)]
pub(crate) struct ChatMember {
    pub(crate) status: String,
}
