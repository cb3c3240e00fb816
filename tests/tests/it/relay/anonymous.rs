//! What the other side's platform is handed, down to keys and buttons.

use std::collections::HashSet;

use adapter::Outbound;
use marketplace_domain::message::Press;

use super::{
    script::Script,
    world::{Setup, World},
};

#[tokio::test]
async fn nothing_that_the_other_side_gets_tells_a_time_or_a_person() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    let conversation = world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    let lines = (0..20).map(|n| script.says("amira", &format!("line {n}"))).collect();
    process.accept(lines).await.unwrap();
    world.until(20, "delivery where state = 'sent'").await;

    let request: sqlx::types::Uuid =
        sqlx::query_scalar("select request from conversation").fetch_one(world.db.pool()).await.unwrap();
    let may = [conversation.to_string(), request.simple().to_string()];
    let mut keys = HashSet::new();
    let shown = script.calls("karim").into_iter().filter_map(|call| match call.what {
        Outbound::Send { message, .. } if message.text.text().contains("line ") => Some((call.key, message)),
        _ => None,
    });
    for (key, message) in shown {
        // Twelve random bytes: neither a number that grows nor anything of a row.
        assert!(key.len() == 24 && key.bytes().all(|byte| byte.is_ascii_hexdigit()), "{key}");
        for press in message.buttons.into_iter().flatten().map(|button| button.press) {
            let Press::Data(data) = press else { panic!("a link stands under a line") };
            let ids: Vec<&str> = data.split('.').filter(|part| part.len() > 12).collect();
            assert!(ids.iter().all(|id| may.contains(&(*id).to_owned())), "{data}");
            assert!(
                !data.contains(|c: char| c.is_ascii_digit()) || !ids.is_empty(),
                "a number of ours: {data}"
            );
        }
        assert!(keys.insert(key), "each has a key of its own");
    }
    assert_eq!(keys.len(), 20);
    let mut order: Vec<&String> = keys.iter().collect();
    order.sort();
    let as_sent: Vec<String> = script.calls("karim").into_iter().map(|call| call.key).collect();
    let as_sent: Vec<&String> = as_sent.iter().filter(|key| keys.contains(*key)).collect();
    assert_ne!(order, as_sent, "keys do not grow with time");
}
