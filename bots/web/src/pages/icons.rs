//! The few drawings of the pages, 24 by 24, in the colour of the text around them.

use maud::{Markup, html};

/// A paper plane.
pub(super) const SEND: &str = "M3 20.5v-6.6l9-1.9-9-1.9V3.5L22 12 3 20.5Z";
/// A picture with a mountain and a sun.
pub(super) const PICTURE: &str = "M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5c0-1.1.9-2 2-2Zm0 \
     2v10.6l3.6-3.6a1 1 0 0 1 1.4 0l3 3 2.1-2.1a1 1 0 0 1 1.4 0L19 15.4V5H5Zm10.5 2a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z";
/// Three lines.
pub(super) const MENU: &str = "M4 6.5h16M4 12h16M4 17.5h16";
/// A person with a plus.
pub(super) const SECOND: &str = "M10 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7.5 8c.4-4 3.6-6 7.5-6s7.1 2 7.5 \
     6h-15ZM19 7v2.5h2.5v1.8H19v2.5h-1.8v-2.5h-2.5V9.5h2.5V7H19Z";
/// An arrow down.
pub(super) const DOWN: &str = "M12 4v15M5.5 12.5 12 19l6.5-6.5";
/// An arrow forward; the style sheet turns it round in Arabic.
pub(super) const FORWARD: &str = "M4 12h15M12.5 5.5 19 12l-6.5 6.5";

/// Three dots.
pub(super) const MORE: &str = "M5 10a2 2 0 1 1 0 4 2 2 0 0 1 0-4Zm7 0a2 2 0 1 1 0 4 2 2 0 0 1 0-4Zm7 0a2 2 0 1 1 0 4 \
     2 2 0 0 1 0-4Z";
/// An arrow that turns back; the style sheet turns it round in Arabic.
pub(super) const REPLY: &str = "M10 5 4 11l6 6M4.5 11H14c4 0 6 2.5 6 7";
/// A pencil.
pub(super) const EDIT: &str = "M4 20h4L19.5 8.5l-4-4L4 16v4ZM13 7l4 4";
/// Two sheets.
pub(super) const COPY: &str = "M9 9h10v11H9zM5 15V4h10";
/// A bin.
pub(super) const TAKE_BACK: &str = "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5";
/// A cross.
pub(super) const CANCEL: &str = "M6 6l12 12M18 6 6 18";

/// A filled drawing.
pub(super) fn filled(path: &str) -> Markup {
    html! {
        svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="currentColor" aria-hidden="true" {
            path d=(path) {}
        }
    }
}

/// A drawing of lines.
pub(super) fn lined(path: &str) -> Markup {
    html! {
        svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor"
            stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" {
            path d=(path) {}
        }
    }
}
