//! Short names for what differs from run to run.

use std::collections::HashMap;

/// How long the random part of a deep link is: 32 hexadecimal digits.
const ID: usize = 32;
/// What a deep link to a request begins with.
const REQUEST: &str = "req_";
/// The address that stands in transcripts for that of the server.
const SITE: &str = "https://nwassik.example";

/// Gives requests short names in the order in which they are seen: `req_1`, `req_2` …
#[derive(Debug, Clone, Default)]
pub struct Names {
    site: String,
    requests: Vec<String>,
    known: HashMap<String, usize>,
}

impl Names {
    /// Names for what a server at this address says.
    #[must_use]
    pub fn new(site: &str) -> Self {
        Self { site: site.trim_end_matches('/').to_owned(), ..Self::default() }
    }

    /// The text with short names in place of random ones.
    pub fn shorten(&mut self, text: &str) -> String {
        let text = text.replace(&self.site, SITE);
        let mut parts = text.split(REQUEST);
        let mut short = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            short.push_str(REQUEST);
            match part.get(..ID).filter(|id| id.bytes().all(|byte| byte.is_ascii_hexdigit())) {
                Some(id) => {
                    short.push_str(&self.number(id).to_string());
                    short.push_str(part.get(ID..).unwrap_or_default());
                }
                None => short.push_str(part),
            }
        }
        short
    }

    /// The text with the real names again.
    #[must_use]
    pub fn lengthen(&self, text: &str) -> String {
        let mut parts = text.split(REQUEST);
        let mut long = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            long.push_str(REQUEST);
            let end = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
            let (number, rest) = part.split_at(end);
            let index = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            match index.and_then(|index| self.requests.get(index)) {
                Some(id) if number.len() < ID => long.push_str(id),
                _ => long.push_str(number),
            }
            long.push_str(rest);
        }
        long
    }

    /// Gives a request its name, if it has none: the id is what a button ends with.
    pub fn meet(&mut self, data: &str) {
        let request = ["look.", "edit.", "answer."].iter().find_map(|deed| data.strip_prefix(deed));
        if let Some(id) = request.filter(|id| id.len() == ID) {
            self.number(id);
        }
    }

    fn number(&mut self, id: &str) -> usize {
        if let Some(number) = self.known.get(id) {
            return *number;
        }
        self.requests.push(id.to_owned());
        self.known.insert(id.to_owned(), self.requests.len());
        self.requests.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_met_by_its_buttons() {
        let mut names = Names::new("http://127.0.0.1:4000");
        let id = "c".repeat(32);
        for data in ["go.menu", "look.short", &format!("enter.{}", "d".repeat(32)), &format!("look.{id}")] {
            names.meet(data);
        }
        assert_eq!(names.lengthen("req_1"), format!("req_{id}"));
        assert_eq!(names.lengthen("req_2"), "req_2");
    }

    #[test]
    fn names_are_short_and_stay() {
        let mut names = Names::new("http://127.0.0.1:4000/");
        let (a, b) = ("a".repeat(32), "b".repeat(32));
        let text = format!("http://127.0.0.1:4000/?start=req_{a} req_{b}. req_{a}");
        assert_eq!(names.shorten(&text), "https://nwassik.example/?start=req_1 req_2. req_1");
        assert_eq!(names.lengthen("/start req_2 now"), format!("/start req_{b} now"));
        for text in ["req_", "req_9", "req_x 1"] {
            assert_eq!(names.lengthen(text), text);
            assert_eq!(names.shorten(text), text);
        }
    }
}
