//! Reads single variables, and gathers what is wrong with them.

use secrecy::SecretString;

use super::{ConfigError, Problem};

/// Reads variables. An empty one counts as not set.
pub(super) struct Reader<'a> {
    variable: &'a dyn Fn(&str) -> Option<String>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(variable: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self { variable, problems: Vec::new() }
    }

    /// All problems so far, if there are any.
    pub(super) fn finish(self) -> Result<(), ConfigError> {
        if self.problems.is_empty() { Ok(()) } else { Err(ConfigError(self.problems)) }
    }

    /// The variable's text.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        (self.variable)(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// The variable's text, not to be shown.
    pub(super) fn secret(&self, name: &str) -> Option<SecretString> {
        self.text(name).map(SecretString::from)
    }

    /// Notes a problem unless it is fine.
    pub(super) fn check(&mut self, variable: &'static str, fine: bool, expected: &str) {
        let known = self.problems.iter().any(|problem| problem.variable == variable);
        if !fine && !known {
            self.problems.push(Problem { variable, expected: expected.to_owned() });
        }
    }

    /// The variable as something else than text.
    pub(super) fn parsed<T, E>(
        &mut self,
        name: &'static str,
        expected: &str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T> {
        let parsed = parse(&self.text(name)?).ok();
        self.check(name, parsed.is_some(), expected);
        parsed
    }

    /// The variable as a web address, without a slash at its end.
    pub(super) fn web_address(&mut self, name: &'static str, example: &str) -> Option<String> {
        let text = self.text(name)?;
        let parsed = reqwest::Url::parse(&text).ok().filter(|url| {
            matches!(url.scheme(), "http" | "https") && url.host_str().is_some() && url.password().is_none()
        });
        let expected = format!("an address that starts with http:// or https://, such as {example}");
        self.check(name, parsed.is_some(), &expected);
        Some(text.trim_end_matches('/').to_owned())
    }
}
