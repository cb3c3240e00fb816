//! Files that the bot shows, served piece by piece.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use marketplace_domain::{id::FileId, media::Format};

use crate::{Site, problem::Problem, visit::Visit};

/// `GET /files/{id}/{name}`: served to whoever has it in their chat, as what its name says. All names
/// are of formats that a browser shows or saves, and runs nothing of.
pub(crate) async fn serve(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path((id, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let range = headers.get(header::RANGE).and_then(|range| range.to_str().ok());
    served(&site, &visit, &id, &name, range).await.unwrap_or_else(|problem| problem.answer(&site, &visit))
}

async fn served(
    site: &Site,
    visit: &Visit,
    id: &str,
    name: &str,
    range: Option<&str>,
) -> Result<Response, Problem> {
    let id: FileId = id.parse().map_err(|_| Problem::NotFound)?;
    let format = Format::from_file_name(name).ok_or(Problem::NotFound)?;
    let chat = visit.chat(site).await?.ok_or(Problem::NotFound)?;
    let file = site.mailbox.file(&chat, id, format, range.filter(|range| is_one(range))).await?;
    let file = file.ok_or(Problem::NotFound)?;
    let status = if file.range.is_some() { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
    let mut response = (status, Body::from_stream(file.pieces)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    headers.insert(header::CONTENT_LENGTH, file.length.into());
    // Films and sounds are asked for in parts.
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Some(range) = file.range.and_then(|range| HeaderValue::from_str(&range).ok()) {
        headers.insert(header::CONTENT_RANGE, range);
    }
    let plays = matches!(format, Format::Jpeg | Format::Mp4 | Format::M4a | Format::Opus | Format::Mp3);
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static(if plays { "inline" } else { "attachment" }),
    );
    // A file never changes under its id, but whoever may see it can.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=3600"));
    Ok(response)
}

/// Whether one part is asked for, such as `bytes=0-99`: several at once would need another form of
/// answer, and nobody asks for them.
fn is_one(range: &str) -> bool {
    let part = range.strip_prefix("bytes=").and_then(|part| part.split_once('-'));
    part.is_some_and(|(from, to)| {
        let is_number = |text: &str| text.len() <= 15 && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number(from) && is_number(to) && !(from.is_empty() && to.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_is_given_at_once() {
        for range in ["bytes=0-99", "bytes=5-", "bytes=-5"] {
            assert!(is_one(range), "{range}");
        }
        for range in ["bytes=-", "bytes=0-1,3-4", "lines=0-1", "bytes=a-b", "bytes=0-1\n", ""] {
            assert!(!is_one(range), "{range}");
        }
    }
}
