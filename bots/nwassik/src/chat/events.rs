//! What comes from the server by itself: server-sent events, as the HTML standard defines them.

use std::time::Duration;

use futures_util::StreamExt;
use reqwest::RequestBuilder;
use tokio::sync::mpsc::UnboundedSender;
use web::{Change, Hello};

/// The pause before a stream that broke is opened again.
const PAUSE: Duration = Duration::from_secs(1);
/// The longest line of a stream, in bytes: four times the largest entry of a mailbox.
const MOST_LINE: usize = 1024 * 1024;

/// Something that the server told.
#[derive(Debug)]
pub(super) enum Heard {
    /// The stream is open; and in which language the person reads.
    Hello(Hello),
    /// An entry came, changed or went.
    Change(Box<Change>),
    /// The connection is lost; it is opened again.
    Lost,
}

/// Passes on what comes after a version, for as long as somebody listens.
pub(super) async fn listen(request: RequestBuilder, mut version: i64, tell: UnboundedSender<Heard>) {
    while !tell.is_closed() {
        follow(&request, &mut version, &tell).await;
        let _ = tell.send(Heard::Lost);
        tokio::time::sleep(PAUSE).await;
    }
}

/// Follows one stream to its end.
async fn follow(request: &RequestBuilder, version: &mut i64, tell: &UnboundedSender<Heard>) {
    let Some(request) = request.try_clone() else { return };
    let Ok(answer) = request.header("last-event-id", version.to_string()).send().await else { return };
    if !answer.status().is_success() {
        return;
    }
    let mut bytes = answer.bytes_stream();
    let mut events = Parser::default();
    while let Some(Ok(chunk)) = bytes.next().await {
        for event in events.feed(&chunk) {
            let Some(heard) = read(&event) else { continue };
            if let Heard::Change(change) = &heard {
                *version = change.version;
            }
            if tell.send(heard).is_err() {
                return;
            }
        }
        if events.line.len() > MOST_LINE {
            return;
        }
    }
}

fn read(event: &Event) -> Option<Heard> {
    match event.name.as_str() {
        "change" => serde_json::from_str(&event.data).ok().map(Heard::Change),
        "hello" | "language" => serde_json::from_str(&event.data).ok().map(Heard::Hello),
        _ => None,
    }
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Event {
    name: String,
    data: String,
}

/// Cuts a stream of bytes into events.
#[derive(Default)]
struct Parser {
    line: Vec<u8>,
    event: Event,
}

impl Parser {
    fn feed(&mut self, chunk: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        for &byte in chunk {
            if byte != b'\n' {
                self.line.push(byte);
                continue;
            }
            let line = std::mem::take(&mut self.line);
            let line = String::from_utf8_lossy(&line);
            let line = line.trim_end_matches('\r');
            if !line.is_empty() {
                self.field(line);
            } else if !self.event.data.is_empty() {
                events.push(std::mem::take(&mut self.event));
            }
        }
        events
    }

    fn field(&mut self, line: &str) {
        // A line that begins with a colon is a comment: the server shows that it lives.
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => value.clone_into(&mut self.event.name),
            "data" if self.event.data.is_empty() => value.clone_into(&mut self.event.data),
            "data" => {
                self.event.data.push('\n');
                self.event.data.push_str(value);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_read_however_they_are_cut() {
        let stream =
            ": alive\n\nevent: change\r\nid: 7\r\ndata: {\"é\":1}\r\n\r\nevent:x\ndata:a\ndata:b\n\n";
        let event = |name: &str, data: &str| Event { name: name.into(), data: data.into() };
        let expect = [event("change", "{\"é\":1}"), event("x", "a\nb")];
        for size in [1, 3, 1000] {
            let mut parser = Parser::default();
            let events: Vec<Event> =
                stream.as_bytes().chunks(size).flat_map(|chunk| parser.feed(chunk)).collect();
            assert_eq!(events, expect, "in pieces of {size}");
        }
    }
}
