//! Aliases: a colour, an animal and its name.

use marketplace_domain::{account::Language, conversation::Alias};

use super::bundle::{with_texts, word};

const COLOURS: [&str; 8] = ["🔴", "🟠", "🟡", "🟢", "🔵", "🟣", "🟤", "⚫"];

const ANIMALS: [(&str, &str); 24] = [
    ("🦊", "animal-fox"),
    ("🐻", "animal-bear"),
    ("🦁", "animal-lion"),
    ("🐯", "animal-tiger"),
    ("🐼", "animal-panda"),
    ("🐨", "animal-koala"),
    ("🐰", "animal-rabbit"),
    ("🐢", "animal-turtle"),
    ("🐬", "animal-dolphin"),
    ("🐳", "animal-whale"),
    ("🦉", "animal-owl"),
    ("🦅", "animal-eagle"),
    ("🐪", "animal-camel"),
    ("🐘", "animal-elephant"),
    ("🦒", "animal-giraffe"),
    ("🦓", "animal-zebra"),
    ("🐴", "animal-horse"),
    ("🐱", "animal-cat"),
    ("🦔", "animal-hedgehog"),
    ("🐧", "animal-penguin"),
    ("🦋", "animal-butterfly"),
    ("🐝", "animal-bee"),
    ("🐙", "animal-octopus"),
    ("🦩", "animal-flamingo"),
];

pub(super) fn write(language: Language, alias: Alias) -> String {
    let colour = COLOURS.get(usize::from(alias.colour())).copied().unwrap_or_default();
    let (emoji, key) = ANIMALS.get(usize::from(alias.animal())).copied().unwrap_or_default();
    let texts = [("colour", colour.to_owned()), ("emoji", emoji.to_owned()), ("animal", word(language, key))];
    with_texts(language, "alias", &texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_alias_is_its_own() {
        let mut seen = std::collections::HashSet::new();
        for number in 0..Alias::ANIMALS * Alias::COLOURS {
            assert!(seen.insert(write(Language::En, Alias::try_from(number).unwrap())));
        }
    }
}
