//! A request that begins with what somebody wrote: what it says is filled in, and only the rest is asked.

use marketplace_domain::{
    contact,
    money::Money,
    request::{Item, Kind, Photos, Quantity},
    text::{Description, ItemName, Title},
};

use super::{Answers, Doubt, Form, Key, Shape, Value};
use crate::{
    card::cut,
    context::Context,
    read::request::{Request, Said, Wanted, read_request},
};

/// Whether the text is a request, as far as can be told.
pub(crate) fn is_request(text: &str, cx: &Context) -> bool {
    read_request(text, cx.today(), &cx.around()).kind.is_some()
}

/// Whether there is anything in the text that a request could be about: small talk has nothing.
pub(crate) fn says_something(text: &str, cx: &Context) -> bool {
    read_request(text, cx.today(), &cx.around()) != Request::default()
}

/// The form with all that the text says. What may be left open and is not said stays empty: it is not asked.
pub(crate) fn draft_of(text: &str, photos: Photos, cx: &Context) -> Form {
    let read = read_request(text, cx.today(), &cx.around());
    let mut draft = Draft::default();
    draft.put(Key::Kind, read.kind.map(Value::Kind));
    draft.take_things(&read, text);
    draft.say(Key::From, read.from, Value::Place);
    draft.say(Key::To, read.to, Value::Place);
    draft.say(Key::Due, read.due, Value::Date);
    draft.say(Key::Reward, reward(read.kind, read.reward, read.ceiling), Value::Money);
    draft.put(Key::Weight, read.grams.map(Value::Grams));
    draft.put(Key::Size, read.size.map(Value::Size));
    draft.put(Key::Photos, (!photos.as_slice().is_empty()).then_some(Value::Photos(photos)));
    let mut form = Form::doubting(Shape::Post, draft.answers, draft.doubts);
    form.said = true;
    form
}

/// What work may cost is what its provider gets, most likely.
fn reward(kind: Option<Kind>, reward: Said<Money>, ceiling: Option<Money>) -> Said<Money> {
    match (kind, reward, ceiling) {
        (Some(Kind::Service), Said::Not, Some(money)) => Said::Unsure(vec![money]),
        (_, reward, _) => reward,
    }
}

#[derive(Default)]
struct Draft {
    answers: Answers,
    doubts: Vec<Doubt>,
}

impl Draft {
    fn put(&mut self, key: Key, value: Option<Value>) {
        if let Some(value) = value {
            self.answers.set(key, value);
        }
    }

    fn say<T>(&mut self, key: Key, said: Said<T>, value: impl Fn(T) -> Value) {
        match said {
            Said::Not => self.answers.set(key, Value::None),
            Said::Sure(known) => self.answers.set(key, value(known)),
            Said::Unsure(choices) => self.doubts.push(Doubt::new(key, choices.into_iter().map(value))),
        }
    }

    /// The title, the shopping list, and the whole text where it says more.
    fn take_things(&mut self, read: &Request, text: &str) {
        let things = match &read.items {
            Said::Sure(things) => things.as_slice(),
            Said::Unsure(choices) => choices.first().map(Vec::as_slice).unwrap_or_default(),
            Said::Not => &[],
        };
        let title = title(things).map(Value::Title);
        match read.items {
            // What kind it is, is asked first, with these words in sight: that asks about both.
            _ if read.kind.is_none() => self.put(Key::Title, title),
            Said::Sure(_) => self.put(Key::Title, title),
            Said::Not | Said::Unsure(_) => {
                let whole = (read.items == Said::Not).then(|| parse_title(text)).flatten().map(Value::Title);
                self.doubts.extend(title.or(whole).map(|title| Doubt::new(Key::Title, [title])));
            }
        }
        let list = shopping_list(things, read);
        let has_list = !list.is_empty();
        self.put(Key::Items, has_list.then_some(Value::Items(list)));
        let kept =
            has_list || read.link.is_none() && (read.ceiling.is_none() || read.kind != Some(Kind::Buy));
        let is_told = read.items != Said::Not && !read.says_more && kept;
        self.put(Key::Description, description(text).filter(|_| !is_told).map(Value::Description));
    }
}

fn title(things: &[Wanted]) -> Option<Title> {
    let name = |thing: &Wanted| match thing.quantity {
        2.. => format!("{} {}", thing.quantity, thing.name),
        _ => thing.name.clone(),
    };
    let names: Vec<String> = things.iter().map(name).collect();
    parse_title(&names.join(", "))
}

/// A title has no contact details in it: everybody reads it.
fn parse_title(text: &str) -> Option<Title> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Title::parse(&line).ok().filter(|_| is_public(&line))
}

fn is_public(text: &str) -> bool {
    contact::find(text, &[]).is_empty()
}

fn description(text: &str) -> Option<Description> {
    let most = Description::MOST;
    let short = if text.chars().count() > most { cut(text, most) } else { text.to_owned() };
    Description::parse(&short).ok().filter(|_| is_public(&short))
}

/// A list where the title does not say all: of several things, with a link or a price.
fn shopping_list(things: &[Wanted], read: &Request) -> Vec<Item> {
    let says_more = things.len() > 1 || read.link.is_some() || read.ceiling.is_some();
    if read.kind != Some(Kind::Buy) || !says_more || !matches!(read.items, Said::Sure(_)) {
        return Vec::new();
    }
    let is_one = things.len() == 1;
    let item = |thing: &Wanted| {
        let name = ItemName::parse(&thing.name).ok().filter(|name| is_public(name.as_str()))?;
        let quantity = Quantity::try_from(thing.quantity).ok()?;
        // A link or a price that is said once is of the one thing, if it is one.
        let (link, ceiling) = if is_one { (read.link.clone(), read.ceiling) } else { (None, None) };
        Some(Item { name, quantity, link, ceiling })
    };
    things.iter().filter_map(item).collect()
}
