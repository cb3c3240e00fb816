//! The methods of the Bot API.

mod chat;
mod edit;
mod media;
mod send;

use std::sync::Arc;

use serde_json::json;

use super::bot::Bot;
use super::params::Params;
use super::refusal::{Answer, Refusal};
use super::{callbacks, inline, settings, spec, topics, webhook};

/// Calls a method by any spelling of its name.
pub(super) async fn call_named(bot: &Arc<Bot>, name: &str, params: Params) -> Answer {
    let method = spec::find(name).and_then(|place| spec::METHODS.get(place));
    let method = method.ok_or_else(|| Refusal::not_found("Not Found: method not found"))?;
    call(bot, method.name, &params).await
}

/// Calls a method by its published name.
pub(super) async fn call(bot: &Arc<Bot>, method: &str, params: &Params) -> Answer {
    match method {
        "getMe" => Ok(get_me(bot)),
        "logOut" | "close" => Ok("true".to_owned()),
        "getUpdates" => bot.updates.poll(bot, params).await,
        "setWebhook" => webhook::set(bot, params),
        "deleteWebhook" => webhook::delete(bot, params),
        "getWebhookInfo" => webhook::info(bot),
        "sendMessage" => send::message(bot, params),
        "sendPhoto" => media::photo(bot, params),
        "sendDocument" => media::file(bot, params, "document"),
        "sendVideo" => media::file(bot, params, "video"),
        "sendVideoNote" => media::file(bot, params, "video_note"),
        "sendVoice" => media::file(bot, params, "voice"),
        "sendAudio" => media::file(bot, params, "audio"),
        "sendMediaGroup" => media::group(bot, params),
        "sendLocation" => send::location(bot, params),
        "sendContact" => send::contact(bot, params),
        "copyMessage" => send::copy(bot, params),
        "sendChatAction" => chat::action(bot, params),
        "setMessageReaction" => chat::reaction(bot, params),
        "getFile" => get_file(bot, params),
        "getChat" => chat::get(bot, params),
        "editMessageText" => edit::text(bot, params),
        "editMessageCaption" => edit::caption(bot, params),
        "editMessageMedia" => edit::media(bot, params),
        "editMessageReplyMarkup" => edit::markup(bot, params),
        "deleteMessage" => chat::delete(bot, params),
        "deleteMessages" => chat::delete_many(bot, params),
        "answerCallbackQuery" => callbacks::answer(bot, params),
        "answerInlineQuery" => inline::answer(bot, params),
        "pinChatMessage" => chat::pin(bot, params),
        "unpinChatMessage" => chat::unpin(bot, params),
        "unpinAllChatMessages" => chat::unpin_all(bot, params),
        "createForumTopic" => topics::create(bot, params),
        "editForumTopic" => topics::edit(bot, params),
        "deleteForumTopic" => topics::delete(bot, params),
        "setMyCommands" => settings::set_commands(bot, params),
        "getMyCommands" => settings::get_commands(bot, params),
        "deleteMyCommands" => settings::delete_commands(bot, params),
        "setMyDescription" => settings::set_text(bot, params, "description", 512),
        "getMyDescription" => settings::get_text(bot, params, "description"),
        "setMyShortDescription" => settings::set_text(bot, params, "short_description", 120),
        "getMyShortDescription" => settings::get_text(bot, params, "short_description"),
        "setMyName" => settings::set_text(bot, params, "name", 64),
        "getMyName" => settings::get_text(bot, params, "name"),
        "setChatMenuButton" => settings::set_menu_button(bot, params),
        "getChatMenuButton" => settings::get_menu_button(bot, params),
        _ => Err(Refusal::not_found("Not Found: method not found")),
    }
}

fn get_me(bot: &Bot) -> String {
    let topics = bot.topics.get();
    json!({
        "id": bot.me.id,
        "is_bot": true,
        "first_name": bot.me.first_name,
        "username": bot.me.username,
        "can_join_groups": true,
        "can_read_all_group_messages": false,
        "supports_guest_queries": false,
        "supports_inline_queries": bot.inline.is_on(),
        "can_connect_to_business": false,
        "has_main_web_app": false,
        "has_topics_enabled": topics != topics::Topics::Off,
        "allows_users_to_create_topics": topics == topics::Topics::OfBotAndPeople,
        "can_manage_bots": false,
        "supports_join_request_queries": false,
    })
    .to_string()
}

fn get_file(bot: &Bot, params: &Params) -> Answer {
    let id = params.text("file_id").unwrap_or_default();
    Ok(bot.files.describe(&id)?.to_string())
}
