//! The words between the name of a platform and that of an account.

use crate::contact::vocabulary::bare;

/// Words that may stand between a platform's name and that of an account.
pub(super) fn is_filler(word: &str) -> bool {
    const WORDS: [&str; 38] = [
        "name",
        "names",
        "handle",
        "id",
        "user",
        "username",
        "account",
        "profile",
        "page",
        "nick",
        "nickname",
        "tag",
        "compte",
        "profil",
        "pseudo",
        "identifiant",
        "nom",
        "au",
        "de",
        "sous",
        "le",
        "the",
        "under",
        "with",
        "as",
        "starts",
        "start",
        "it",
        "search",
        "cherche",
        "i",
        "je",
        "ana",
        "houni",
        "by",
        "me",
        "moi",
        "mine",
    ];
    const ARABIC: [&str; 6] = ["هو", "هي", "انا", "حساب", "شات", "هذا"];
    WORDS.contains(&word) || ARABIC.contains(&word) || is_mine(word) || is_equals(word) || is_called(word)
}

/// "My".
pub(super) fn is_mine(word: &str) -> bool {
    matches!(
        word,
        "my" | "mon"
            | "ma"
            | "mine"
            | "mte3i"
            | "mta3i"
            | "mt3i"
            | "mteei"
            | "am"
            | "suis"
            | "حسابي"
            | "متاعي"
            | "صفحتي"
            | "اسمي"
            | "معرفي"
    )
}

/// "Is".
pub(super) fn is_equals(word: &str) -> bool {
    matches!(
        word,
        "is" | "s"
            | "c"
            | "est"
            | "am"
            | "suis"
            | "as"
            | "comme"
            | "under"
            | "sous"
            | "houwa"
            | "heya"
            | "howa"
            | "هو"
            | "هي"
    )
}

/// "Called".
pub(super) fn is_called(word: &str) -> bool {
    matches!(
        word,
        "called"
            | "named"
            | "appelle"
            | "m"
            | "nom"
            | "name"
            | "esmi"
            | "ismi"
            | "ism"
            | "esmou"
            | "ismou"
            | "esmha"
            | "باسم"
            | "اسمي"
            | "اسم"
    )
}

/// Asks to look for somebody.
pub(super) fn is_search(word: &str) -> bool {
    const WORDS: [&str; 14] = [
        "search", "find", "look", "type", "check", "cherche", "cherchez", "trouve", "trouvez", "tape",
        "tapez", "suis", "lawej", "ab7eth",
    ];
    WORDS.contains(&word) || bare(word).starts_with("ابحث") || is_invitation(word)
}

/// Asks to connect.
pub(super) fn is_invitation(word: &str) -> bool {
    const WORDS: [&str; 9] =
        ["add", "follow", "ajoute", "ajoutez", "zid", "ziden", "zidni", "invit", "invite"];
    WORDS.contains(&word)
}

/// What a platform or an account may be rather than be called.
pub(super) fn is_state(word: &str) -> bool {
    const WORDS: [&str; 44] = [
        "private", "down", "broken", "closed", "deleted", "hacked", "blocked", "banned", "dead", "gone",
        "full", "empty", "slow", "better", "fine", "good", "nice", "great", "here", "there", "public",
        "open", "wrong", "right", "yours", "mine", "prive", "privee", "ferme", "bloque", "pirate", "mort",
        "supprime", "plein", "vide", "lent", "bien", "mieux", "public", "ouvert", "joli", "msakker",
        "mbloki", "خاص",
    ];
    WORDS.contains(&word)
}

/// Words between "on" and a platform's name.
pub(super) fn is_article(word: &str) -> bool {
    matches!(word, "the" | "my" | "la" | "le" | "l" | "mon" | "boite" | "app" | "account" | "compte")
}
