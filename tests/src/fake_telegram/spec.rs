//! The methods that the server knows, with the parameters of Bot API 10.1 (11 June 2026).

/// A method and what may be passed to it.
#[derive(Debug)]
pub(super) struct Method {
    /// The published name.
    pub(super) name: &'static str,
    /// Its own parameters.
    own: &'static [&'static str],
    /// Parameters that it shares with its like.
    shared: &'static [&'static str],
}

impl Method {
    const fn new(name: &'static str, own: &'static [&'static str], shared: &'static [&'static str]) -> Self {
        Self { name, own, shared }
    }

    /// Whether the published method has this parameter.
    pub(super) fn takes(&self, parameter: &str) -> bool {
        self.own.contains(&parameter) || self.shared.contains(&parameter)
    }

    /// Whether a call makes messages, and so counts against the limits.
    pub(super) fn sends(&self) -> bool {
        matches!(
            self.name,
            "sendMessage"
                | "sendPhoto"
                | "sendDocument"
                | "sendVideo"
                | "sendVideoNote"
                | "sendVoice"
                | "sendAudio"
                | "sendLocation"
                | "sendContact"
                | "sendMediaGroup"
                | "copyMessage"
                // It shows a note in the chat.
                | "createForumTopic"
        )
    }
}

/// The place of a method in [`METHODS`]. Telegram takes any case, and teloxide sends `GetMe`.
pub(super) fn find(name: &str) -> Option<usize> {
    METHODS.iter().position(|method| method.name.eq_ignore_ascii_case(name))
}

const SEND: &[&str] = &[
    "business_connection_id",
    "chat_id",
    "message_thread_id",
    "direct_messages_topic_id",
    "disable_notification",
    "protect_content",
    "allow_paid_broadcast",
    "message_effect_id",
    "suggested_post_parameters",
    "reply_parameters",
    "reply_markup",
];
const EDIT: &[&str] =
    &["business_connection_id", "chat_id", "message_id", "inline_message_id", "reply_markup"];
const LANGUAGE: &[&str] = &["language_code"];
const SCOPE: &[&str] = &["scope", "language_code"];
const NONE: &[&str] = &[];

/// Every method that is imitated.
pub(super) const METHODS: &[Method] = &[
    Method::new("getMe", NONE, NONE),
    Method::new("logOut", NONE, NONE),
    Method::new("close", NONE, NONE),
    Method::new("getUpdates", &["offset", "limit", "timeout", "allowed_updates"], NONE),
    Method::new(
        "setWebhook",
        &[
            "url",
            "certificate",
            "ip_address",
            "max_connections",
            "allowed_updates",
            "drop_pending_updates",
            "secret_token",
        ],
        NONE,
    ),
    Method::new("deleteWebhook", &["drop_pending_updates"], NONE),
    Method::new("getWebhookInfo", NONE, NONE),
    Method::new("sendMessage", &["text", "parse_mode", "entities", "link_preview_options"], SEND),
    Method::new(
        "sendPhoto",
        &["photo", "caption", "parse_mode", "caption_entities", "show_caption_above_media", "has_spoiler"],
        SEND,
    ),
    Method::new(
        "sendDocument",
        &[
            "document",
            "thumbnail",
            "caption",
            "parse_mode",
            "caption_entities",
            "disable_content_type_detection",
        ],
        SEND,
    ),
    Method::new(
        "sendVideo",
        &[
            "video",
            "duration",
            "width",
            "height",
            "thumbnail",
            "cover",
            "start_timestamp",
            "caption",
            "parse_mode",
            "caption_entities",
            "show_caption_above_media",
            "has_spoiler",
            "supports_streaming",
        ],
        SEND,
    ),
    Method::new("sendVideoNote", &["video_note", "duration", "length", "thumbnail"], SEND),
    Method::new("sendVoice", &["voice", "caption", "parse_mode", "caption_entities", "duration"], SEND),
    Method::new(
        "sendAudio",
        &[
            "audio",
            "caption",
            "parse_mode",
            "caption_entities",
            "duration",
            "performer",
            "title",
            "thumbnail",
        ],
        SEND,
    ),
    Method::new(
        "sendLocation",
        &["latitude", "longitude", "horizontal_accuracy", "live_period", "heading", "proximity_alert_radius"],
        SEND,
    ),
    Method::new("sendContact", &["phone_number", "first_name", "last_name", "vcard"], SEND),
    Method::new("sendMediaGroup", &["media"], SEND),
    Method::new(
        "copyMessage",
        &[
            "from_chat_id",
            "message_id",
            "video_start_timestamp",
            "show_caption_above_media",
            "caption",
            "parse_mode",
            "caption_entities",
        ],
        SEND,
    ),
    Method::new(
        "sendChatAction",
        &["business_connection_id", "chat_id", "message_thread_id", "action"],
        NONE,
    ),
    Method::new("setMessageReaction", &["chat_id", "message_id", "reaction", "is_big"], NONE),
    Method::new("getFile", &["file_id"], NONE),
    Method::new("getChat", &["chat_id"], NONE),
    Method::new(
        "editMessageText",
        &["text", "parse_mode", "entities", "link_preview_options", "rich_message"],
        EDIT,
    ),
    Method::new(
        "editMessageCaption",
        &["show_caption_above_media", "caption", "parse_mode", "caption_entities"],
        EDIT,
    ),
    Method::new("editMessageMedia", &["media"], EDIT),
    Method::new("editMessageReplyMarkup", NONE, EDIT),
    Method::new("deleteMessage", &["chat_id", "message_id"], NONE),
    Method::new("deleteMessages", &["chat_id", "message_ids"], NONE),
    Method::new(
        "answerCallbackQuery",
        &["callback_query_id", "text", "show_alert", "url", "cache_time"],
        NONE,
    ),
    Method::new(
        "answerInlineQuery",
        &["inline_query_id", "results", "cache_time", "is_personal", "next_offset", "button"],
        NONE,
    ),
    Method::new(
        "pinChatMessage",
        &["business_connection_id", "chat_id", "message_id", "disable_notification"],
        NONE,
    ),
    Method::new("unpinChatMessage", &["business_connection_id", "chat_id", "message_id"], NONE),
    Method::new("unpinAllChatMessages", &["chat_id"], NONE),
    Method::new("createForumTopic", &["chat_id", "name", "icon_color", "icon_custom_emoji_id"], NONE),
    Method::new("editForumTopic", &["chat_id", "message_thread_id", "name", "icon_custom_emoji_id"], NONE),
    Method::new("deleteForumTopic", &["chat_id", "message_thread_id"], NONE),
    Method::new("setMyCommands", &["commands"], SCOPE),
    Method::new("getMyCommands", NONE, SCOPE),
    Method::new("deleteMyCommands", NONE, SCOPE),
    Method::new("setMyDescription", &["description"], LANGUAGE),
    Method::new("getMyDescription", NONE, LANGUAGE),
    Method::new("setMyShortDescription", &["short_description"], LANGUAGE),
    Method::new("getMyShortDescription", NONE, LANGUAGE),
    Method::new("setMyName", &["name"], LANGUAGE),
    Method::new("getMyName", NONE, LANGUAGE),
    Method::new("setChatMenuButton", &["chat_id", "menu_button"], NONE),
    Method::new("getChatMenuButton", &["chat_id"], NONE),
];
