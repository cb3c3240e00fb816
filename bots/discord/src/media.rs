//! Which addresses of pictures we open. The address comes with a message, so it is held to the
//! places where Discord keeps what people send: a request of ours must not be sent elsewhere.

use reqwest::Url;

/// Where Discord keeps attachments (docs.discord.com/developers/reference#image-formatting, and
/// `proxy_url` of an attachment).
const HOMES: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];

/// The address, if it is one of Discord's own, over https and on the usual port, or one of the server
/// that we call anyway.
pub(crate) fn address(text: &str, server: &Url) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let bare = url.username().is_empty() && url.password().is_none();
    (bare && (url.origin() == server.origin() || is_at_home(&url))).then_some(url)
}

fn is_at_home(url: &Url) -> bool {
    url.scheme() == "https"
        && url.port().is_none()
        && url.host_str().is_some_and(|host| HOMES.contains(&host))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_taken(text: &str) -> bool {
        address(text, &Url::parse("http://127.0.0.1:9/").unwrap()).is_some()
    }

    #[test]
    fn pictures_are_taken_from_discords_own_places() {
        assert!(is_taken("https://cdn.discordapp.com/attachments/1/2/a.png?ex=1&is=2&hm=3"));
        assert!(is_taken("https://media.discordapp.net/attachments/1/2/a.png"));
        assert!(is_taken("https://CDN.DISCORDAPP.COM:443/attachments/1/2/a.png"));
        assert!(is_taken("http://127.0.0.1:9/picture.jpg"));
    }

    #[test]
    fn no_other_place_is_called() {
        for wrong in [
            "http://cdn.discordapp.com/attachments/1/2/a.png",
            "https://cdn.discordapp.com:8443/a.png",
            "https://cdn.discordapp.com.example.org/a.png",
            "https://evil.cdn.discordapp.com/a.png",
            "https://example.org/?x=cdn.discordapp.com",
            "https://cdn.discordapp.com@example.org/",
            "https://me:word@cdn.discordapp.com/a.png",
            "https://169.254.169.254/latest",
            "https://[::1]/a",
            "http://127.0.0.1:10/a",
            "https://127.0.0.1:9/a",
            "file:///etc/passwd",
            "",
        ] {
            assert!(!is_taken(wrong), "{wrong}");
        }
    }
}
