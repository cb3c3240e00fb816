//! The fake as teloxide's client sees it.

use teloxide_core::net::Download;
use teloxide_core::payloads::*;
use teloxide_core::requests::Requester;
use teloxide_core::types::{
    BotCommand, CallbackQueryId, ChatAction, ChatId, InlineKeyboardButton, InlineKeyboardMarkup, InputFile,
    InputMedia, InputMediaPhoto, MessageEntity, MessageId, ReactionType, ReplyParameters, UpdateKind,
};
use teloxide_core::{ApiError, Bot, RequestError};

use super::{FakeTelegram, SOON, amel};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x40\0\0\0\x20\x08\x02\0\0\0";
const AMEL: ChatId = ChatId(7);

fn teloxide(fake: &FakeTelegram) -> Bot {
    Bot::with_client(fake.token(), super::client()).set_api_url(fake.url().parse().unwrap())
}

#[tokio::test]
async fn a_whole_dialogue() {
    let fake = FakeTelegram::start().await;
    let bot = teloxide(&fake);
    let amel = amel(&fake);
    assert_eq!(bot.get_me().await.unwrap().username(), "nwassik_test_bot");

    amel.send_text("/start");
    let updates = bot.get_updates().timeout(10).await.unwrap();
    let UpdateKind::Message(message) = &updates[0].kind else {
        panic!("{:?}", updates[0].kind);
    };
    assert_eq!(message.text(), Some("/start"));
    assert_eq!(message.chat.id, AMEL);
    let offset = updates[0].id.as_offset();

    let buttons = [[InlineKeyboardButton::callback("Oui", "yes")]];
    let asked = bot
        .send_message(AMEL, "On y va ?")
        .entities([MessageEntity::bold(0, 4)])
        .reply_parameters(ReplyParameters::new(message.id))
        .reply_markup(InlineKeyboardMarkup::new(buttons))
        .await
        .unwrap();
    assert_eq!(asked.reply_to_message().unwrap().id, message.id);

    let tap = amel.tap(i64::from(asked.id.0), "yes").unwrap();
    let updates = bot.get_updates().offset(offset).timeout(10).await.unwrap();
    let UpdateKind::CallbackQuery(query) = &updates[0].kind else {
        panic!("{:?}", updates[0].kind);
    };
    assert_eq!(query.data.as_deref(), Some("yes"));
    bot.answer_callback_query(query.id.clone()).await.unwrap();
    assert!(tap.answered(SOON).await.is_some());

    let done = bot.edit_message_text(AMEL, asked.id, "C'est parti").await;
    assert!(done.unwrap().edit_date().is_some());
    let same = bot.edit_message_text(AMEL, asked.id, "C'est parti").await;
    let not_modified = RequestError::Api(ApiError::MessageNotModified);
    assert_eq!(same.unwrap_err().to_string(), not_modified.to_string());
    let late = bot.answer_callback_query(CallbackQueryId("1".to_owned()));
    assert!(matches!(late.await, Err(RequestError::Api(_))));
    assert_eq!(fake.findings(), [] as [&str; 0]);
}

#[tokio::test]
async fn people_who_leave() {
    let fake = FakeTelegram::start().await;
    let bot = teloxide(&fake);
    amel(&fake).block();
    let updates = bot.get_updates().await.unwrap();
    assert!(matches!(&updates[0].kind, UpdateKind::MyChatMember(change)
        if change.new_chat_member.is_banned() && !change.old_chat_member.is_banned()));
    let blocked = bot.send_message(AMEL, "hello").await.unwrap_err();
    assert!(matches!(blocked, RequestError::Api(ApiError::BotBlocked)));
    let wrong = Bot::with_client("1:wrong", super::client());
    let wrong = wrong.set_api_url(fake.url().parse().unwrap());
    let unauthorized = wrong.get_me().await.unwrap_err();
    assert!(matches!(unauthorized, RequestError::Api(ApiError::InvalidToken)));
}

#[tokio::test]
async fn pictures_in_both_directions() {
    let fake = FakeTelegram::start().await;
    let bot = teloxide(&fake);
    let amel = amel(&fake);
    let sent = bot.send_photo(AMEL, InputFile::memory(PNG)).caption("Voilà").await.unwrap();
    let photo = sent.photo().unwrap().last().unwrap();
    assert_eq!((photo.width, photo.height), (64, 32));
    let file = bot.get_file(photo.file.id.clone()).await.unwrap();
    let mut bytes = Vec::new();
    bot.download_file(&file.path, &mut bytes).await.unwrap();
    assert_eq!(bytes, PNG);

    let one = || InputMedia::Photo(InputMediaPhoto::new(InputFile::memory(PNG)));
    let album = bot.send_media_group(AMEL, [one(), one()]).await.unwrap();
    assert_eq!(album.len(), 2);
    bot.edit_message_media(AMEL, sent.id, one()).await.unwrap();

    amel.send_photo(PNG, "");
    amel.send_location(36.8, 10.2);
    amel.send_contact("+21620000000", "Amel");
    amel.send_document(PNG, "a.png", "image/png", "");
    let updates = bot.get_updates().await.unwrap();
    let kinds: Vec<bool> =
        updates.iter().map(|update| matches!(update.kind, UpdateKind::Message(_))).collect();
    assert_eq!(kinds, [true; 4]);
    assert_eq!(fake.findings(), [] as [&str; 0]);
}

#[tokio::test]
async fn everything_else_a_bot_does() {
    let fake = FakeTelegram::start().await;
    let bot = teloxide(&fake);
    let id = MessageId(i32::try_from(amel(&fake).send_text("hello")).unwrap());
    let commands = [BotCommand::new("start", "Commencer")];
    bot.set_my_commands(commands.clone()).language_code("fr").await.unwrap();
    let french = bot.get_my_commands().language_code("fr").await.unwrap();
    assert_eq!(french, commands);
    assert_eq!(bot.get_my_commands().await.unwrap(), []);
    bot.set_my_description().description("Bonjour").await.unwrap();
    bot.set_my_short_description().await.unwrap();
    bot.set_my_name().name("Nwassik").await.unwrap();
    assert_eq!(bot.get_my_name().await.unwrap().name, "Nwassik");
    bot.set_chat_menu_button().await.unwrap();
    bot.get_chat_menu_button().await.unwrap();
    bot.send_chat_action(AMEL, ChatAction::Typing).await.unwrap();
    let emoji = "❤".to_owned();
    bot.set_message_reaction(AMEL, id).reaction(vec![ReactionType::Emoji { emoji }]).await.unwrap();
    bot.pin_chat_message(AMEL, id).await.unwrap();
    bot.unpin_chat_message(AMEL).await.unwrap();
    bot.send_location(AMEL, 36.8, 10.2).await.unwrap();
    bot.send_contact(AMEL, "+33600000000", "Sami").await.unwrap();
    bot.copy_message(AMEL, AMEL, id).await.unwrap();
    let chat = bot.get_chat(AMEL).await.unwrap();
    assert_eq!(chat.first_name(), Some("Amel"));
    bot.delete_messages(AMEL, vec![id]).await.unwrap();
    let url = "http://127.0.0.1:1/hook".parse().unwrap();
    bot.set_webhook(url).secret_token("abc").await.unwrap();
    assert!(bot.get_webhook_info().await.unwrap().url.is_some());
    assert!(bot.get_updates().await.is_err());
    bot.delete_webhook().await.unwrap();
    bot.log_out().await.unwrap();
    assert_eq!(fake.findings(), [] as [&str; 0]);
}
