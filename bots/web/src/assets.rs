//! The style sheet, the script and the logo, inside the program. Their addresses hold a hash of
//! what they say, so that they are kept by browsers for as long as they are right.

use std::sync::LazyLock;

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

use crate::names::hex;

/// One file of the pages.
pub(crate) struct Asset {
    /// Where it is asked for.
    pub(crate) path: String,
    content_type: &'static str,
    bytes: &'static [u8],
}

impl Asset {
    fn new(stem: &str, ending: &str, content_type: &'static str, bytes: &'static [u8]) -> Self {
        let hash: String = hex(&Sha256::digest(bytes)).chars().take(16).collect();
        Self { path: format!("/assets/{stem}-{hash}.{ending}"), content_type, bytes }
    }
}

/// The one style sheet.
pub(crate) static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("web", "css", "text/css; charset=utf-8", include_bytes!("../assets/web.css"))
});
/// The one script.
pub(crate) static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("web", "js", "text/javascript; charset=utf-8", include_bytes!("../assets/web.js"))
});
/// The logo.
pub(crate) static LOGO: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("logo", "svg", "image/svg+xml", include_bytes!("../assets/logo.svg")));

/// `GET /assets/{name}`
pub(crate) async fn serve(Path(name): Path<String>) -> Response {
    let found = [&STYLE, &SCRIPT, &LOGO]
        .into_iter()
        .find(|asset| asset.path.strip_prefix("/assets/") == Some(name.as_str()));
    let Some(asset) = found else { return StatusCode::NOT_FOUND.into_response() };
    let headers = [
        (header::CONTENT_TYPE, asset.content_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, asset.bytes).into_response()
}
