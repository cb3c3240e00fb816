//! The locales, read once at first use.

use std::sync::LazyLock;

use fluent::{FluentResource, concurrent::FluentBundle};
use marketplace_domain::account::Language;

use super::args;
use crate::say::Sentence;

/// The files of a language.
macro_rules! files {
    ($language:literal) => {
        [
            include_str!(concat!("../../../../locales/", $language, "/common.ftl")),
            include_str!(concat!("../../../../locales/", $language, "/start.ftl")),
            include_str!(concat!("../../../../locales/", $language, "/post.ftl")),
            include_str!(concat!("../../../../locales/", $language, "/browse.ftl")),
            include_str!(concat!("../../../../locales/", $language, "/chat.ftl")),
            include_str!(concat!("../../../../locales/", $language, "/deals.ftl")),
            include_str!(concat!("../../../../locales/", $language, "/settings.ftl")),
            include_str!(concat!("../../../../locales/", $language, "/errors.ftl")),
            include_str!(concat!("../../../../locales/", $language, "/commands.ftl")),
            include_str!(concat!("../../../../locales/", $language, "/aliases.ftl")),
            include_str!(concat!("../../../../locales/", $language, "/alerts.ftl")),
            include_str!(concat!("../../../../locales/", $language, "/trips.ftl")),
            include_str!(concat!("../../../../locales/", $language, "/countries.ftl")),
            include_str!(concat!("../../../../locales/", $language, "/web.ftl")),
        ]
    };
}

type Bundle = FluentBundle<FluentResource>;

/// The text of the files of a language.
pub(super) const fn files(language: Language) -> [&'static str; 14] {
    match language {
        Language::En => files!("en"),
        Language::Fr => files!("fr"),
        Language::Ar => files!("ar"),
    }
}

fn bundle(language: Language) -> &'static Bundle {
    static BUNDLES: LazyLock<[Bundle; 3]> =
        LazyLock::new(|| [read(Language::En), read(Language::Fr), read(Language::Ar)]);
    let [en, fr, ar] = &*BUNDLES;
    match language {
        Language::En => en,
        Language::Fr => fr,
        Language::Ar => ar,
    }
}

/// A file that cannot be read wholly gives what can be read of it; a test sees to it that ours can.
fn read(language: Language) -> Bundle {
    let locale = language.code().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    // Arguments are isolated by us, and only where their direction differs: marks around every
    // argument would be in the way of who copies a name or a link.
    bundle.set_use_isolating(false);
    for text in files(language) {
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The sentence of that key; the key itself where there is none.
pub(super) fn word(language: Language, key: &str) -> String {
    format(language, key, None)
}

/// The sentence with what goes into it.
pub(crate) fn sentence(language: Language, line: &Sentence) -> String {
    if line.args.is_empty() {
        return word(language, line.key);
    }
    let mut args = fluent::FluentArgs::with_capacity(line.args.len());
    for (name, arg) in &line.args {
        args.set(*name, args::value(language, arg));
    }
    format(language, line.key, Some(&args))
}

/// The sentence with texts in it that are in the language already.
pub(super) fn with_texts(language: Language, key: &str, texts: &[(&'static str, String)]) -> String {
    let mut args = fluent::FluentArgs::with_capacity(texts.len());
    for (name, text) in texts {
        args.set(*name, text.as_str());
    }
    format(language, key, Some(&args))
}

fn format(language: Language, key: &str, args: Option<&fluent::FluentArgs>) -> String {
    let bundle = bundle(language);
    match bundle.get_message(key).and_then(|message| message.value()) {
        // What is missing inside is left as `{$name}`; a test sees to it that nothing is.
        Some(pattern) => bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned(),
        None => key.to_owned(),
    }
}
