//! Methods that send pictures and files.

use serde_json::Value;

use super::send::{deliver, one};
use crate::fake_telegram::bot::Bot;
use crate::fake_telegram::message::{Attachment, Message};
use crate::fake_telegram::params::{Params, Upload};
use crate::fake_telegram::refusal::{Answer, Refusal};
use crate::fake_telegram::text::{Styled, caption, item_caption};

/// `sendPhoto`.
pub(super) fn photo(bot: &Bot, params: &Params) -> Answer {
    sent_as(bot, params, "photo")
}

/// `sendDocument`, `sendVideo`, `sendVoice` and the like: a file in a field of that name.
pub(super) fn file(bot: &Bot, params: &Params, kind: &'static str) -> Answer {
    sent_as(bot, params, kind)
}

fn sent_as(bot: &Bot, params: &Params, kind: &str) -> Answer {
    // `sendVideoNote` takes none.
    let caption = if kind == "video_note" { Styled::default() } else { caption(params)? };
    let attachment = match (params.file(kind), params.text(kind)) {
        (Some(upload), _) => uploaded(bot, kind, upload)?,
        (None, Some(named)) => named_file(bot, params, kind, &named)?,
        (None, None) => {
            return Err(Refusal::bad(&format!("there is no {kind} in the request")));
        }
    };
    let message = Message::default().with_attachment(attachment).with_text(caption);
    one(bot, params, message)
}

/// `sendMediaGroup`.
pub(super) fn group(bot: &Bot, params: &Params) -> Answer {
    let media = params.json("media")?;
    let items = media.as_deref().and_then(Value::as_array);
    let items = items.ok_or_else(|| Refusal::bad("can't parse media JSON object"))?;
    match items.len() {
        0 => return Err(Refusal::bad("there are no media to send")),
        1 => bot.record.finding("sendMediaGroup: an album has 2 to 10 items, got 1".to_owned()),
        2..=10 => {}
        _ => {
            return Err(Refusal::bad("too many messages to send as an album"));
        }
    }
    let album = format!("1300{:013}", bot.files.next_album());
    let mut messages = Vec::with_capacity(items.len());
    for item in items {
        let mut message = described(bot, params, item)?;
        message.media_group_id = Some(album.clone());
        messages.push(message);
    }
    let sent = deliver(bot, params, messages)?;
    let sent: Vec<String> = sent.into_iter().map(|(_, json)| json).collect();
    Ok(format!("[{}]", sent.join(",")))
}

/// A message from an `InputMediaPhoto` or `InputMediaDocument`.
pub(super) fn described(bot: &Bot, params: &Params, item: &Value) -> Result<Message, Refusal> {
    let text = |name| item.get(name).and_then(Value::as_str);
    let kind = text("type").unwrap_or_default();
    if !matches!(kind, "photo" | "document" | "video" | "audio") {
        bot.record.finding(format!("media of type {kind:?} is not imitated"));
        return Err(Refusal::bad("can't parse InputMedia: type is not supported"));
    }
    let file = named_file(bot, params, kind, text("media").unwrap_or_default())?;
    Ok(Message::default().with_attachment(file).with_text(item_caption(item)?))
}

fn uploaded(bot: &Bot, kind: &str, upload: &Upload) -> Result<Attachment, Refusal> {
    if upload.bytes.is_empty() {
        return Err(Refusal::bad("file must be non-empty"));
    }
    if kind == "photo" {
        return bot.files.upload_photo(upload.bytes.clone());
    }
    Ok(bot.files.keep(kind, upload.bytes.clone(), &upload.file_name, upload.mime.as_deref()))
}

/// A file by its id, or by `attach://` and the name of a part of the same request.
fn named_file(bot: &Bot, params: &Params, kind: &str, name: &str) -> Result<Attachment, Refusal> {
    if let Some(part) = name.strip_prefix("attach://") {
        let upload = params.file(part);
        let upload = upload.ok_or_else(|| Refusal::bad("attached file not found"))?;
        return uploaded(bot, kind, upload);
    }
    if name.starts_with("http://") || name.starts_with("https://") {
        bot.record.finding("files by address are not imitated".to_owned());
        return Err(Refusal::bad("failed to get HTTP URL content"));
    }
    match bot.files.again(name) {
        Some(file) if file.kind() == kind => Ok(file),
        Some(_) => Err(Refusal::bad("type of file mismatch")),
        None => Err(Refusal::bad("wrong file identifier/HTTP URL specified")),
    }
}
