//! Files in both directions.

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use super::{FakeTelegram, amel, client, ids, ok, refused};

/// The head of a picture is all that is looked at.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 2, 0, 0, 0]);
    bytes
}

async fn post(fake: &FakeTelegram, method: &str, form: Form) -> Value {
    let url = format!("{}/bot{}/{method}", fake.url(), fake.token());
    let answer = client().post(url).multipart(form).send().await.unwrap();
    answer.json().await.unwrap()
}

async fn fetch(fake: &FakeTelegram, file_id: &Value) -> Vec<u8> {
    let file = ok(fake, "getFile", json!({ "file_id": file_id })).await;
    let path = file["file_path"].as_str().unwrap();
    let url = format!("{}/file/bot{}/{path}", fake.url(), fake.token());
    let answer = client().get(url).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.bytes().await.unwrap().to_vec()
}

fn part(bytes: Vec<u8>) -> Part {
    Part::bytes(bytes).file_name("a.png")
}

#[tokio::test]
async fn an_uploaded_picture_can_be_fetched_and_sent_again() {
    let fake = FakeTelegram::start().await;
    amel(&fake);
    let picture = png(1600, 900);
    for form in [
        Form::new().part("photo", part(picture.clone())),
        Form::new().text("photo", "attach://some-name").part("some-name", part(picture.clone())),
    ] {
        let form = form.text("chat_id", "7").text("caption", "Voilà");
        let answer = post(&fake, "sendPhoto", form).await;
        assert_eq!(answer["result"]["caption"], "Voilà", "{answer}");
        let sizes = answer["result"]["photo"].as_array().unwrap();
        let largest = sizes.last().unwrap();
        assert_eq!((&largest["width"], &largest["height"]), (&json!(1600), &json!(900)));
        assert_eq!(sizes[0]["width"], 90);
        assert_eq!(fetch(&fake, &largest["file_id"]).await, picture);

        let again = json!({ "chat_id": 7, "photo": largest["file_id"] });
        let again = ok(&fake, "sendPhoto", again).await;
        assert_eq!(again["photo"][1]["file_id"], largest["file_id"]);
        let mixed = json!({ "chat_id": 7, "document": largest["file_id"] });
        assert_eq!(refused(&fake, "sendDocument", mixed).await.0, 400);
    }
    let chat = fake.chat(7);
    let unique = |place: usize| {
        let photo = chat.messages()[place].photo().unwrap();
        photo.file_unique_id.clone()
    };
    assert_eq!(unique(0), unique(2), "the same bytes have the same unique id");
}

#[tokio::test]
async fn what_is_no_picture_is_refused() {
    let fake = FakeTelegram::start().await;
    amel(&fake);
    let form = Form::new().text("chat_id", "7").part("photo", part(b"plain text".to_vec()));
    let answer = post(&fake, "sendPhoto", form).await;
    assert_eq!(answer["description"], "Bad Request: IMAGE_PROCESS_FAILED");
    let unknown = json!({ "chat_id": 7, "photo": "AgACunknown" });
    let (_, words) = refused(&fake, "sendPhoto", unknown).await;
    assert_eq!(words, "Bad Request: wrong file identifier/HTTP URL specified");
    let (_, words) = refused(&fake, "getFile", json!({ "file_id": "x" })).await;
    assert_eq!(words, "Bad Request: invalid file_id");
}

#[tokio::test]
async fn a_persons_picture_reaches_the_bot() {
    let fake = FakeTelegram::start().await;
    // A JPEG's start, an application segment of four bytes, and a frame of 640 × 480.
    let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08\x01\xe0\x02\x80\x03".to_vec();
    amel(&fake).send_photo(jpeg.clone(), "like this");
    let updates = ok(&fake, "getUpdates", json!({})).await;
    assert_eq!(ids(&updates).len(), 1);
    let message = &updates[0]["message"];
    assert_eq!(message["caption"], "like this");
    assert_eq!(message["photo"][1]["width"], 640);
    assert_eq!(fetch(&fake, &message["photo"][1]["file_id"]).await, jpeg);
}

#[tokio::test]
async fn albums_and_exchanged_pictures() {
    let fake = FakeTelegram::start().await;
    amel(&fake);
    let media = json!([
        { "type": "photo", "media": "attach://one", "caption": "<b>both</b>", "parse_mode": "HTML" },
        { "type": "photo", "media": "attach://two" },
    ]);
    let form = Form::new()
        .text("chat_id", "7")
        .text("media", media.to_string())
        .part("one", part(png(10, 20)))
        .part("two", part(png(30, 40)));
    let answer = post(&fake, "SendMediaGroup", form).await;
    let sent = answer["result"].as_array().unwrap();
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0]["media_group_id"], sent[1]["media_group_id"]);
    assert_eq!(sent[0]["caption_entities"][0]["type"], "bold");

    let other = sent[1]["photo"][1]["file_id"].clone();
    let edit = json!({
        "chat_id": 7,
        "message_id": sent[0]["message_id"],
        "media": { "type": "photo", "media": other, "caption": "new" },
    });
    ok(&fake, "editMessageMedia", edit.clone()).await;
    let first = fake.chat(7).messages()[0].clone();
    assert_eq!((first.text.as_str(), first.photo().unwrap().width), ("new", 30));
    let (_, words) = refused(&fake, "editMessageMedia", edit).await;
    assert!(words.contains("message is not modified"));
}
