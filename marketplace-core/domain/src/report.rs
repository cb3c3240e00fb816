//! Telling moderators of somebody.

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Category {
    /// Advertising, or the same again and again.
    Spam,
    /// They try to cheat.
    Scam,
    /// Insults, threats, harassment.
    Rude,
    /// Forbidden or dangerous things.
    Danger,
    /// Anything else.
    Other,
}

impl Category {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Spam, Self::Scam, Self::Rude, Self::Danger, Self::Other];

    /// The name in the database and on a button.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Spam => "spam",
            Self::Scam => "scam",
            Self::Rude => "rude",
            Self::Danger => "danger",
            Self::Other => "other",
        }
    }

    /// The category of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.name() == name)
    }
}
