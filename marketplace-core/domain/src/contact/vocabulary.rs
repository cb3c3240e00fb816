//! Words that tell what a number or a name is. All are folded as in `glyph`.

/// Words that keep two pieces of one number apart: "22, then 457 and at the end 913".
pub(super) fn links_numbers(word: &str) -> bool {
    const ENGLISH: [&str; 30] = [
        "and", "then", "after", "that", "next", "finally", "last", "first", "second", "third", "starts",
        "start", "begins", "ends", "end", "with", "dash", "dot", "slash", "space", "comma", "plus", "minus",
        "followed", "by", "the", "is", "hyphen", "again", "it",
    ];
    const FRENCH: [&str; 26] = [
        "et", "puis", "ensuite", "apres", "enfin", "point", "tiret", "espace", "virgule", "barre", "pour",
        "finir", "finit", "fini", "par", "commence", "termine", "le", "les", "suivi", "de", "encore", "la",
        "c", "est", "ca",
    ];
    const ARABIC: [&str; 22] = [
        "و",
        "ثم",
        "بعد",
        "من",
        "ومن",
        "وبعد",
        "بعدها",
        "وبعدها",
        "نقطه",
        "ينتهي",
        "وينتهي",
        "يبدا",
        "ب",
        "اول",
        "الاول",
        "اخر",
        "الاخير",
        "والاخير",
        "واخيرا",
        "اخيرا",
        "شرطه",
        "وثم",
    ];
    const TUNISIAN: [&str; 12] =
        ["w", "el", "l", "ba3d", "mba3d", "ba3dou", "mbaed", "baad", "ba3dha", "ou5ra", "yebda", "b"];
    ENGLISH.contains(&word) || FRENCH.contains(&word) || ARABIC.contains(&word) || TUNISIAN.contains(&word)
}

/// Words for a place in a number: with one of them, any few words may stand between its pieces.
pub(super) fn places_in_number(word: &str) -> bool {
    const WORDS: [&str; 55] = [
        "half",
        "second",
        "moitie",
        "premiere",
        "deuxieme",
        "rest",
        "remaining",
        "remainder",
        "middle",
        "start",
        "starts",
        "begin",
        "begins",
        "beginning",
        "end",
        "ends",
        "ending",
        "last",
        "lastly",
        "first",
        "next",
        "then",
        "after",
        "afterwards",
        "before",
        "followed",
        "finally",
        "reste",
        "milieu",
        "debut",
        "commence",
        "fin",
        "finit",
        "finir",
        "termine",
        "dernier",
        "derniers",
        "premier",
        "premiers",
        "puis",
        "ensuite",
        "apres",
        "avant",
        "enfin",
        "suivi",
        "ba3d",
        "mba3d",
        "ba3dou",
        "e5er",
        "lekher",
        "louel",
        "yabda",
        "yebda",
        "ykamel",
        "youfa",
    ];
    const STEMS: [&str; 11] =
        ["نصف", "ثم", "بعد", "بدايه", "وسط", "نهايه", "اخر", "اخير", "يبدا", "ينتهي", "تبدا"];
    let word = word.strip_prefix('و').unwrap_or(word);
    WORDS.contains(&word) || STEMS.iter().any(|stem| bare(word).starts_with(stem))
}

/// Words between numbers of which one is chosen.
pub(super) fn is_choice(word: &str) -> bool {
    matches!(word, "or" | "ou" | "او" | "wala" | "walla" | "between" | "entre" | "sinon" | "instead")
}

/// Signs after or before which a number is an amount or part of a sum.
pub(super) fn ends_number(sign: char) -> bool {
    matches!(sign, '=' | '%' | '‰' | '×' | '°' | '@' | '$' | '£' | '¥' | '\u{20a0}'..='\u{20cf}')
}

/// Words that announce how somebody can be reached.
pub(super) fn is_contact(word: &str) -> bool {
    const WORDS: [&str; 53] = [
        "call",
        "ring",
        "phone",
        "tel",
        "telephone",
        "mobile",
        "cell",
        "cellphone",
        "gsm",
        "whatsapp",
        "watsapp",
        "whatsap",
        "wasapi",
        "wasap",
        "watsap",
        "wa",
        "sms",
        "text",
        "reach",
        "dial",
        "viber",
        "signal",
        "imo",
        "contact",
        "contacte",
        "contactez",
        "appel",
        "appelle",
        "appelez",
        "appeler",
        "joindre",
        "joignable",
        "joins",
        "portable",
        "fixe",
        "tlf",
        "phon",
        "kallemni",
        "kalemni",
        "kallem",
        "3aytli",
        "3ayetli",
        "3ayet",
        "telifoun",
        "tilifoun",
        "telifon",
        "whats",
        "line",
        "digits",
        "prefix",
        "country",
        "indicatif",
        "calling",
    ];
    const STEMS: [&str; 12] = [
        "هاتف",
        "تلفون",
        "تليفون",
        "اتصل",
        "كلمني",
        "كلموني",
        "واتس",
        "وتساب",
        "جوال",
        "الجوال",
        "نقال",
        "فايبر",
    ];
    WORDS.contains(&word) || STEMS.iter().any(|stem| bare(word).starts_with(stem))
}

/// Words for a number, which is a phone's unless something else is named.
pub(super) fn is_number_word(word: &str) -> bool {
    const WORDS: [&str; 12] = [
        "number",
        "numbers",
        "num",
        "numero",
        "nr",
        "no",
        "noumrou",
        "noumrouya",
        "nmra",
        "nomrou",
        "noumra",
        "numerou",
    ];
    WORDS.contains(&word) || ["رقم", "نمره", "نمرت", "نومر"].iter().any(|stem| bare(word).starts_with(stem))
}

/// Words that announce the number of a thing.
pub(super) fn is_reference(word: &str) -> bool {
    const WORDS: [&str; 66] = [
        "order",
        "orders",
        "tracking",
        "track",
        "parcel",
        "invoice",
        "receipt",
        "reference",
        "ref",
        "refs",
        "serial",
        "sn",
        "ean",
        "isbn",
        "upc",
        "asin",
        "sku",
        "barcode",
        "article",
        "item",
        "model",
        "modele",
        "part",
        "product",
        "produit",
        "code",
        "post",
        "postal",
        "postcode",
        "zip",
        "flight",
        "vol",
        "dhl",
        "ups",
        "fedex",
        "aramex",
        "colissimo",
        "chronopost",
        "colis",
        "suivi",
        "commande",
        "facture",
        "dossier",
        "serie",
        "lot",
        "size",
        "sizes",
        "taille",
        "tailles",
        "pointure",
        "pointures",
        "seat",
        "lego",
        "booking",
        "reservation",
        "ticket",
        "billet",
        "version",
        "bp",
        "coupon",
        "voucher",
        "cart",
        "panier",
        "imei",
        "chassis",
        "barres",
    ];
    const STEMS: [&str; 14] = [
        "طلبيه",
        "طلب",
        "تتبع",
        "مرجع",
        "فاتوره",
        "رحله",
        "مقاس",
        "بريدي",
        "تسلسلي",
        "منتج",
        "طرد",
        "حجز",
        "قياس",
        "كود",
    ];
    WORDS.contains(&word) || STEMS.iter().any(|stem| bare(word).starts_with(stem))
}

/// Words behind an amount, however large: money and multitudes.
pub(super) fn is_money(word: &str) -> bool {
    const WORDS: [&str; 29] = [
        "dt",
        "tnd",
        "dinar",
        "dinars",
        "millimes",
        "millime",
        "millions",
        "million",
        "euro",
        "euros",
        "eur",
        "usd",
        "dollar",
        "dollars",
        "gbp",
        "pounds",
        "francs",
        "mille",
        "thousand",
        "ratings",
        "reviews",
        "views",
        "vues",
        "followers",
        "people",
        "habitants",
        "inhabitants",
        "personnes",
        "alf",
    ];
    const STEMS: [&str; 6] = ["دينار", "مليم", "مليون", "يورو", "دولار", "فرنك"];
    WORDS.contains(&word) || STEMS.iter().any(|stem| word.starts_with(stem))
}

/// Words behind a small amount: weights, measures, times.
pub(super) fn is_measure(word: &str) -> bool {
    const WORDS: [&str; 57] = [
        "kg", "kgs", "kilo", "kilos", "g", "gr", "mg", "ml", "cl", "dl", "liter", "liters", "litre",
        "litres", "cm", "mm", "m", "km", "inch", "inches", "pouces", "mah", "mhz", "hz", "ghz", "kw",
        "watts", "volts", "gb", "go", "tb", "to", "mb", "iu", "ui", "caps", "capsules", "pieces", "pcs",
        "tablets", "stars", "ans", "years", "mois", "months", "days", "jours", "hours", "heures", "h", "am",
        "pm", "min", "minutes", "pages", "points", "mtr",
    ];
    const ARABIC: [&str; 13] =
        ["كغ", "كلغ", "كيلو", "غرام", "غ", "سم", "متر", "مل", "لتر", "ساعه", "علبه", "علب", "قطعه"];
    WORDS.contains(&word) || ARABIC.contains(&word)
}

/// An Arabic word without the article and the short words that are written together with it.
pub(super) fn bare(word: &str) -> &str {
    ["وال", "بال", "فال", "كال", "لل", "ال"]
        .iter()
        .find_map(|prefix| word.strip_prefix(prefix).filter(|rest| rest.chars().count() >= 3))
        .unwrap_or(word)
}
