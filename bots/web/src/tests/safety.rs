//! What must not get in, and what must not get out.

use adapter::{Adapter, DeliveryKey, Outbound};
use axum::http::{Method, StatusCode, header};
use marketplace_domain::message::{Button, Message, Press, Rich};

use super::{Person, World};
use crate::{assets, names::address};

const EVIL: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";

#[tokio::test]
async fn other_sites_cannot_make_a_browser_say_something() {
    let world = World::new();
    let person = world.person("1").await;
    let before = world.heard().len();
    let paths = ["/chat/say", "/chat/tap", "/chat/file", "/chat/again"];
    for path in paths.into_iter().chain(["/chat/edit", "/chat/take-back", "/chat/react"]) {
        let mut request = person.form(path, "text=hello&key=key-0001&id=1&reaction=");
        request.headers_mut().insert(header::ORIGIN, "https://evil.example".parse().unwrap());
        let answer = world.read(request).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert!(answer.text().contains("web-problem-cross-site"), "{path}");
    }
    let mut request = person.form("/chat/say", "text=hello&key=key-0001");
    request.headers_mut().insert("sec-fetch-site", "cross-site".parse().unwrap());
    assert_eq!(world.read(request).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.heard().len(), before);
    assert!(world.entries(&person.chat).is_empty());
}

#[tokio::test]
async fn the_cookie_is_kept_from_scripts_and_from_other_sites() {
    let world = World::new();
    let answer = world.read(Person::plain(Method::GET, "/chat?after=-1", "")).await;
    let cookie = answer.header(header::SET_COOKIE);
    for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Secure", "Max-Age=31536000"] {
        assert!(cookie.contains(part), "{part}");
    }
}

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let world = World::new();
    let person = world.person("1").await;
    for path in ["/", "/chat?after=-1", "/photos/x", assets::STYLE.path.as_str(), "/chat/say"] {
        let answer = person.get(path).await;
        assert!(answer.header(header::CONTENT_SECURITY_POLICY).starts_with("default-src 'none';"), "{path}");
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
        assert_eq!(answer.header(header::REFERRER_POLICY), "same-origin", "{path}");
    }
    assert_eq!(person.get("/chat?after=-1").await.header(header::CACHE_CONTROL), "no-store");
    let style = person.get(&assets::STYLE.path).await;
    assert_eq!(style.header(header::CACHE_CONTROL), "public, max-age=31536000, immutable");
}

#[tokio::test]
async fn what_people_write_stays_text() {
    let world = World::new();
    let person = world.person("1").await;
    let body = format!("text={}&key=key-0001", EVIL.replace(' ', "+").replace('&', "%26"));
    person.fetch("/chat/say", &body).await;
    let button = |press| Button { label: EVIL.into(), press };
    let message = Message {
        text: Rich::plain(EVIL),
        buttons: vec![vec![
            button(Press::Data(EVIL.into())),
            button(Press::Link("javascript:alert(3)".into())),
            button(Press::Link(format!("https://x.tn/{EVIL}"))),
        ]],
        photos: vec![],
        silent: false,
    };
    let send = Outbound::Send { message, pictures: vec![], reply_to: None };
    world.adapter().deliver(&address(&person.chat), &send, &DeliveryKey("d1".into())).await.unwrap();
    let page = person.get("/chat").await;
    assert!(page.text().contains("&lt;script&gt;alert(1)"));
    for never in ["<script>alert", "<img src=x", "href=\"javascript", "\"'><img"] {
        assert!(!page.text().contains(never), "{never}");
    }
}

#[tokio::test]
async fn too_much_is_refused_with_a_sentence() {
    let world = World::new();
    let person = world.person("1").await;
    let heard = world.heard().len();
    let long = format!("key=key-0001&text={}", "a".repeat(16 * 1024 + 1));
    let huge = format!("key=key-0001&text={}", "a".repeat(100 * 1024));
    let cases = [
        ("/chat/say", long.as_str(), StatusCode::PAYLOAD_TOO_LARGE, "web-problem-long-text"),
        ("/chat/say", huge.as_str(), StatusCode::PAYLOAD_TOO_LARGE, "web-problem-long-text"),
        ("/chat/say", "key=key-0001&text=+%00", StatusCode::BAD_REQUEST, "web-problem-empty"),
        ("/chat/say", "key=short&text=a", StatusCode::BAD_REQUEST, "web-problem-malformed"),
        ("/chat/say", "text=a", StatusCode::BAD_REQUEST, "web-problem-malformed"),
        ("/chat/tap", "key=key-0001&data=%00", StatusCode::BAD_REQUEST, "web-problem-malformed"),
        ("/chat/again", "id=999", StatusCode::NOT_FOUND, "web-problem-not-found"),
        ("/chat/say", "key=key-0001&text=a&reply_to=999", StatusCode::NOT_FOUND, "web-problem-not-found"),
        ("/chat/say", "key=key-0001&text=a&reply_to=x", StatusCode::BAD_REQUEST, "web-problem-malformed"),
    ];
    for (path, body, status, word) in cases {
        let answer = person.fetch(path, body).await;
        assert_eq!(answer.status, status, "{path} {word}");
        assert!(answer.text().contains(word), "{path} {word}");
    }
    let tap = format!("key=key-0001&data={}", "d".repeat(65));
    assert_eq!(person.post("/chat/tap", &tap).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(world.heard().len(), heard);
    let exact = format!("key=key-0001&text={}", "a".repeat(16 * 1024));
    assert_eq!(person.fetch("/chat/say", &exact).await.status, StatusCode::NO_CONTENT);
}
