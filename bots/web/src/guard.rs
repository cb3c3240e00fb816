//! What holds for every answer and every change: security headers, and no orders from other sites.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};

use crate::{Site, problem::Problem, visit::Visit};

/// Nothing is inline and nothing is foreign. `data:` is for the little drawings in the style sheet.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                      media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 4] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // With `no-referrer` a browser would say `Origin: null` on our own forms.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Puts the security headers on every answer. Chats are not kept in caches; what says otherwise
/// itself (the assets) is left alone.
pub(crate) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Refuses changes that another site made the browser ask for.
pub(crate) async fn same_site(
    State(site): State<Arc<Site>>,
    visit: Visit,
    request: Request,
    next: Next,
) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD);
    if safe || is_own(request.headers(), &site.public_url) {
        return next.run(request).await;
    }
    Problem::CrossSite.answer(&site, &visit)
}

/// Whether a page of ours asks, or no browser at all: only browsers send a cookie on somebody
/// else's behalf, and they send one of these headers with every such request (Fetch Metadata,
/// W3C; RFC 6454 for `Origin`).
fn is_own(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if let Some(from) = text(HeaderName::from_static("sec-fetch-site")) {
        return from == "same-origin";
    }
    let Some(origin) = text(header::ORIGIN) else { return true };
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    origin == public_url.trim_end_matches('/')
        || authority.is_some_and(|authority| text(header::HOST) == Some(authority))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        is_own(&headers, "https://nwassik.example")
    }

    #[test]
    fn only_our_own_pages_and_programs_may_change_something() {
        assert!(own(&[]));
        assert!(own(&[("sec-fetch-site", "same-origin")]));
        assert!(own(&[("origin", "https://nwassik.example"), ("host", "inside:8080")]));
        assert!(own(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")]));
        assert!(!own(&[("sec-fetch-site", "cross-site"), ("origin", "https://nwassik.example")]));
        assert!(!own(&[("sec-fetch-site", "same-site")]));
        assert!(!own(&[("origin", "https://evil.example"), ("host", "nwassik.example")]));
        assert!(!own(&[("origin", "null"), ("host", "null")]));
    }
}
