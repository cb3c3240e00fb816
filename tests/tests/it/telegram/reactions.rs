//! Reactions and edits, as people make them on Telegram and as the bot shows them there.

use std::sync::Arc;

use adapter::{Adapter, Address, DeliverError, DeliveryKey, Kind, NativeId, Outbound};
use marketplace_domain::{account::Platform, message::Rich, reaction::Reaction};
use tests::fake_telegram::FakeTelegram;
use tokio_util::sync::CancellationToken;

use super::{Desk, assert_known, connect};

fn reaction(emoji: &str) -> Option<Reaction> {
    Some(Reaction::parse(emoji).unwrap())
}

#[tokio::test]
async fn a_reaction_is_set_replaced_and_taken_away() {
    let fake = FakeTelegram::start().await;
    let user = fake.user(7, "Amel", "amel", "fr");
    let telegram = connect(&fake).await;
    let own = user.send_text("hello");
    let to = Address { platform: Platform::Telegram, bot: telegram.bot().to_owned(), chat: "7".to_owned() };
    for emoji in [reaction("❤"), reaction("🤷\u{200d}♂"), None] {
        let what = Outbound::React { id: NativeId(own.to_string()), reaction: emoji };
        let receipt = telegram.deliver(&to, &what, &DeliveryKey("k".to_owned())).await.unwrap();
        assert!(receipt.ids.is_empty());
        let shown = fake.chat(7).message(own).unwrap().reaction.clone();
        assert_eq!(shown, emoji.map(Reaction::bare));
    }
    let fox = Outbound::React { id: NativeId(own.to_string()), reaction: reaction("🦊") };
    assert!(!telegram.capabilities().reactions.show(Reaction::parse("🦊").unwrap()));
    let refused = telegram.deliver(&to, &fox, &DeliveryKey("k".to_owned())).await;
    assert_eq!(refused, Err(DeliverError::Refused { code: 400 }));
    let gone = Outbound::React { id: NativeId("999999".to_owned()), reaction: reaction("❤") };
    let refused = telegram.deliver(&to, &gone, &DeliveryKey("k".to_owned())).await;
    assert_eq!(refused, Err(DeliverError::NoSuchMessage));
    assert_known(&fake);
}

#[tokio::test]
async fn what_people_change_and_react_comes_with_its_message() {
    let fake = FakeTelegram::start().await;
    let user = fake.user(7, "Amel", "amel", "fr");
    let telegram = connect(&fake).await;
    let desk = Desk::refusing(0);
    let stop = CancellationToken::new();
    let poll = tokio::spawn(telegram::poll(Arc::clone(&telegram), Arc::clone(&desk) as Arc<_>, stop.clone()));
    let own = user.send_text("hello");
    desk.stored(1).await;
    assert!(user.edit_text(own, "hello again"));
    assert!(user.react(own, Some("🔥")));
    assert!(user.react_with_custom(own, "5368324170671202286"));
    assert!(user.react(own, None));
    let updates = desk.stored(5).await;
    let message = NativeId(own.to_string());
    assert_eq!(updates[0].message, Some(message.clone()));
    let reacted = |reaction| Kind::Reacted { message: message.clone(), reaction };
    let kinds: Vec<Kind> = updates.iter().skip(1).map(|update| update.kind.clone()).collect();
    let edited = Kind::Edited { message: message.clone(), text: Rich::plain("hello again") };
    assert_eq!(kinds, [edited, reacted(reaction("🔥")), reacted(None), reacted(None)]);
    stop.cancel();
    poll.await.unwrap();
    assert_known(&fake);
}
