//! Which addresses of pictures we open. The address comes with an update, so it is held to the
//! places where Messenger keeps what people send: a request of ours must not be sent elsewhere.

use reqwest::Url;

/// Where Messenger keeps attachments (developers.facebook.com/documentation/business-messaging/
/// messenger-platform/webhooks/webhook-events/messages shows both).
const HOMES: [&str; 2] = ["fbcdn.net", "fbsbx.com"];

/// The address, if it is one of Messenger's own, over https and on the usual port, or one of the
/// server that we call anyway.
pub(crate) fn address(text: &str, server: &Url) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let bare = url.username().is_empty() && url.password().is_none();
    (bare && (url.origin() == server.origin() || is_at_home(&url))).then_some(url)
}

fn is_at_home(url: &Url) -> bool {
    let below = |host: &str, home: &str| host.strip_suffix(home).is_some_and(|rest| rest.ends_with('.'));
    url.scheme() == "https"
        && url.port().is_none()
        && url.host_str().is_some_and(|host| HOMES.iter().any(|home| below(host, home)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_taken(text: &str) -> bool {
        address(text, &Url::parse("http://127.0.0.1:9/v23.0").unwrap()).is_some()
    }

    #[test]
    fn pictures_are_taken_from_messengers_own_places() {
        assert!(is_taken("https://scontent.xx.fbcdn.net/v/t1/a.jpg?oh=1&oe=2"));
        assert!(is_taken("https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=1"));
        assert!(is_taken("https://SCONTENT.FBCDN.NET:443/a"));
        assert!(is_taken("http://127.0.0.1:9/picture.jpg"));
    }

    #[test]
    fn no_other_place_is_called() {
        for wrong in [
            "http://scontent.xx.fbcdn.net/a.jpg",
            "https://scontent.xx.fbcdn.net:8443/a.jpg",
            "https://fbcdn.net.example.org/a.jpg",
            "https://evilfbcdn.net/a.jpg",
            "https://example.org/?x=.fbcdn.net",
            "https://example.org#.fbcdn.net",
            "https://.fbcdn.net@example.org/",
            "https://me:word@scontent.xx.fbcdn.net/a.jpg",
            "https://169.254.169.254/latest",
            "https://[::1]/a",
            "http://127.0.0.1:10/a",
            "https://127.0.0.1:9/a",
            "http://localhost:9/a",
            "file:///etc/passwd",
            "IMAGE_URL",
            "",
        ] {
            assert!(!is_taken(wrong), "{wrong}");
        }
    }
}
