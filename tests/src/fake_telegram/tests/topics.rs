//! Topics in private chats.

use serde_json::json;

use super::{FakeTelegram, amel, ok, refused, send};
use crate::fake_telegram::{Fault, Rule, Topics};

#[tokio::test]
async fn a_bot_without_topics_can_open_none_and_says_so() {
    let fake = FakeTelegram::start().await;
    amel(&fake);
    let me = ok(&fake, "getMe", json!({})).await;
    assert_eq!(
        (&me["has_topics_enabled"], &me["allows_users_to_create_topics"]),
        (&json!(false), &json!(false))
    );
    let (_, words) = refused(&fake, "createForumTopic", json!({ "chat_id": 7, "name": "Bear" })).await;
    assert_eq!(words, "Bad Request: the chat is not a forum");
    fake.set_topics(Topics::OfBotAndPeople);
    let me = ok(&fake, "getMe", json!({})).await;
    assert_eq!(
        (&me["has_topics_enabled"], &me["allows_users_to_create_topics"]),
        (&json!(true), &json!(true))
    );
}

#[tokio::test]
async fn what_is_sent_in_a_topic_stands_and_comes_in_with_it() {
    let fake = FakeTelegram::start().await;
    let amel = amel(&fake);
    fake.set_topics(Topics::OfBot);
    for name in [String::new(), "x".repeat(129)] {
        refused(&fake, "createForumTopic", json!({ "chat_id": 7, "name": name })).await;
    }
    let topic = ok(&fake, "createForumTopic", json!({ "chat_id": 7, "name": "Bear" })).await;
    let topic = topic["message_thread_id"].as_i64().unwrap();
    assert_eq!(fake.chat(7).topic("Bear"), Some(topic));
    let keyboard = json!({ "inline_keyboard": [[{ "text": "Yes", "callback_data": "y" }]] });
    let sent = json!({ "chat_id": 7, "text": "hi", "message_thread_id": topic, "reply_markup": keyboard });
    let sent = ok(&fake, "sendMessage", sent).await;
    assert_eq!((&sent["message_thread_id"], &sent["is_topic_message"]), (&json!(topic), &json!(true)));
    assert_eq!(fake.chat(7).last().unwrap().topic, Some(topic));

    amel.in_topic(topic).send_text("hello");
    amel.send_text("elsewhere");
    amel.tap(sent["message_id"].as_i64().unwrap(), "Yes").unwrap();
    let updates = ok(&fake, "getUpdates", json!({})).await;
    assert_eq!(updates[0]["message"]["message_thread_id"], topic);
    assert_eq!(updates[1]["message"].get("message_thread_id"), None);
    assert_eq!(updates[2]["callback_query"]["message"]["is_topic_message"], true);

    ok(&fake, "editForumTopic", json!({ "chat_id": 7, "message_thread_id": topic, "name": "Fox" })).await;
    assert_eq!(fake.chat(7).topic("Fox"), Some(topic));
    ok(&fake, "deleteForumTopic", json!({ "chat_id": 7, "message_thread_id": topic })).await;
    let left: Vec<String> = fake.chat(7).messages().iter().map(|message| message.text.clone()).collect();
    assert_eq!((left, fake.chat(7).topics.len()), (vec!["elsewhere".to_owned()], 0));
}

#[tokio::test]
async fn a_topic_that_is_gone_takes_nothing_and_the_chat_goes_on() {
    let fake = FakeTelegram::start().await;
    let amel = amel(&fake);
    fake.set_topics(Topics::OfBot);
    let topic = ok(&fake, "createForumTopic", json!({ "chat_id": 7, "name": "Bear" })).await;
    let hi = json!({ "chat_id": 7, "text": "hi", "message_thread_id": topic["message_thread_id"] });
    fake.fault(Rule::next(1, Fault::BadRequest).method("sendMessage"));
    refused(&fake, "sendMessage", hi.clone()).await;
    ok(&fake, "sendMessage", hi.clone()).await;
    amel.delete_topic(topic["message_thread_id"].as_i64().unwrap());
    let (_, words) = refused(&fake, "sendMessage", hi.clone()).await;
    assert_eq!(words, "Bad Request: message thread not found");
    fake.set_topics(Topics::Off);
    refused(&fake, "sendMessage", hi).await;
    send(&fake, "outside").await;
}
