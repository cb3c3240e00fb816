//! Walks through all objects of a file, in the order in which they are written.

use std::{borrow::Cow, ops::Range};

use marketplace_domain::media::FileProblem;

use super::lexer::{Lexer, Token, name};
use crate::media::limits;

/// Keys that hold a person's name or a date where the dictionary is a mark on a page (12.5.2), a file's
/// specification (7.11.3), or a trailer.
const OF_MARKS: [&[u8]; 2] = [b"T", b"M"];
const OF_FILES: [&[u8]; 5] = [b"F", b"UF", b"DOS", b"Mac", b"Unix"];
const OF_TRAILERS: [&[u8]; 1] = [b"ID"];

/// A stream, and what its dictionary says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stream {
    /// Where its data stands.
    pub data: Range<usize>,
    /// XMP.
    pub is_metadata: bool,
    /// A file in the file.
    pub is_attachment: bool,
    /// Objects, packed together (7.5.7).
    pub is_objects: bool,
    /// Whether it is packed with the usual filter, and with it alone.
    pub is_deflated: bool,
    /// Whether it is packed in any way.
    pub is_packed: bool,
    /// How many objects are in it, and where the first begins.
    pub objects: Option<(usize, usize)>,
}

/// Something on the way.
pub(super) enum Found<'a> {
    /// Any name.
    Name(&'a [u8]),
    /// A text under that key, in that object.
    Text { key: &'a [u8], text: Range<usize>, object: Option<u32> },
    /// A text that tells of a person because of the dictionary that it stands in.
    Mark(Range<usize>),
    /// A comment that the file does not need.
    Comment(Range<usize>),
    /// `/key 7 0 R`
    Refers { key: &'a [u8], to: u32, object: Option<u32> },
    /// A stream.
    Stream(Stream),
}

/// A dictionary that is being read.
#[derive(Default)]
struct Dictionary<'a> {
    key: Cow<'a, [u8]>,
    expects_value: bool,
    lists: usize,
    kind: Cow<'a, [u8]>,
    subtype: Cow<'a, [u8]>,
    filter: Cow<'a, [u8]>,
    filters: usize,
    has_parameters: bool,
    is_trailer: bool,
    holds_file: bool,
    length: Option<usize>,
    count: Option<usize>,
    first: Option<usize>,
    /// Texts that tell of a person only in some dictionaries, with their keys.
    pending: Vec<(Cow<'a, [u8]>, Range<usize>)>,
}

/// Walks, and tells what is found. `object` is the number of the object where the bytes are only one.
pub(super) fn walk(
    file: &[u8],
    object: Option<u32>,
    tell: &mut dyn FnMut(Found<'_>) -> Result<(), FileProblem>,
) -> Result<(), FileProblem> {
    let mut walker = Walker {
        file,
        lexer: Lexer::new(file),
        object,
        open: Vec::new(),
        last: None,
        no_end: false,
        numbers: [None; 2],
    };
    while let Some(token) = walker.lexer.next() {
        walker.take(token, tell)?;
    }
    Ok(())
}

struct Walker<'a> {
    file: &'a [u8],
    lexer: Lexer<'a>,
    object: Option<u32>,
    open: Vec<Dictionary<'a>>,
    /// The dictionary that was closed last: a stream follows its own.
    last: Option<Dictionary<'a>>,
    /// No stream ends any more: it is not looked for an end again and again.
    no_end: bool,
    /// The last two numbers: `7 0 R` and `7 0 obj` say what they are at their end.
    numbers: [Option<u32>; 2],
}

type Tell<'t> = dyn FnMut(Found<'_>) -> Result<(), FileProblem> + 't;

impl<'a> Walker<'a> {
    fn take(&mut self, token: Token, tell: &mut Tell<'_>) -> Result<(), FileProblem> {
        let numbers = std::mem::take(&mut self.numbers);
        match token {
            Token::Open => {
                if self.open.len() == limits::DEPTH {
                    return Err(FileProblem::Broken);
                }
                self.open.push(Dictionary::default());
            }
            Token::Close => {
                if let Some(closed) = self.open.pop() {
                    closed.marks().try_for_each(|text| tell(Found::Mark(text)))?;
                    self.last = Some(closed);
                }
                self.value_ends();
            }
            Token::OpenList | Token::CloseList => {
                let opens = token == Token::OpenList;
                if let Some(top) = self.open.last_mut() {
                    top.lists = if opens { top.lists + 1 } else { top.lists.saturating_sub(1) };
                }
                if !opens {
                    self.value_ends();
                }
            }
            Token::Name(place) => self.name(place, tell)?,
            Token::Text(text) => self.text(text, tell)?,
            Token::Word(place) => self.word(place, numbers, tell)?,
            Token::Comment(text) => {
                let written = self.file.get(text.clone()).unwrap_or_default();
                // The first two lines say that it is a PDF with bytes of all kinds; the last, that it ends.
                let is_needed = text.start < 32 || written.starts_with(b"%EOF") || written.is_empty();
                if !is_needed {
                    tell(Found::Comment(text))?;
                }
            }
        }
        Ok(())
    }

    /// The value of the present key ends, unless it is a list that goes on.
    fn value_ends(&mut self) {
        if let Some(top) = self.open.last_mut().filter(|top| top.lists == 0) {
            top.expects_value = false;
        }
    }

    fn name(&mut self, place: Range<usize>, tell: &mut Tell<'_>) -> Result<(), FileProblem> {
        let written = name(self.file.get(place).unwrap_or_default());
        tell(Found::Name(&written))?;
        let Some(top) = self.open.last_mut() else { return Ok(()) };
        if !top.expects_value {
            top.is_trailer |= *written == *b"Root";
            top.holds_file |= *written == *b"EF";
            top.has_parameters |= matches!(&*written, b"DecodeParms" | b"DP");
            top.key = written;
            top.expects_value = true;
            return Ok(());
        }
        match &*top.key {
            b"Type" => top.kind = written,
            b"Subtype" => top.subtype = written,
            b"Filter" => {
                top.filters += 1;
                top.filter = written;
            }
            _ => {}
        }
        self.value_ends();
        Ok(())
    }

    fn text(&mut self, text: Range<usize>, tell: &mut Tell<'_>) -> Result<(), FileProblem> {
        let object = self.object;
        match self.open.last_mut() {
            None => tell(Found::Text { key: b"", text, object })?,
            Some(top) => {
                let key = &top.key;
                if [&OF_MARKS[..], &OF_FILES, &OF_TRAILERS].iter().any(|keys| keys.contains(&&**key)) {
                    top.pending.push((key.clone(), text.clone()));
                }
                tell(Found::Text { key, text, object })?;
            }
        }
        self.value_ends();
        Ok(())
    }

    fn word(
        &mut self,
        place: Range<usize>,
        numbers: [Option<u32>; 2],
        tell: &mut Tell<'_>,
    ) -> Result<(), FileProblem> {
        let end = place.end;
        let word = self.file.get(place).unwrap_or_default();
        match (word, numbers) {
            (b"R", [Some(to), Some(_)]) => {
                let object = self.object;
                if let Some(top) = self.open.last_mut() {
                    top.take_number(None);
                    tell(Found::Refers { key: &top.key, to, object })?;
                }
                self.value_ends();
            }
            (b"obj", [Some(number), Some(_)]) => {
                self.object = Some(number);
                self.open.clear();
                self.last = None;
            }
            (b"endobj", _) => {
                self.object = None;
                self.open.clear();
            }
            (b"stream", _) => {
                if let Some(stream) = self.last.take().and_then(|dictionary| self.stream(&dictionary, end)) {
                    self.lexer.at = stream.data.end;
                    tell(Found::Stream(stream))?;
                }
            }
            _ => {
                let number = std::str::from_utf8(word).ok().and_then(|word| word.parse().ok());
                self.numbers = [numbers[1], number];
                if let (Some(top), Some(number)) = (self.open.last_mut(), number) {
                    top.take_number(Some(number));
                }
                // A number may be the first of a reference: the key counts until the next one.
                if number.is_none() {
                    self.value_ends();
                } else if let Some(top) = self.open.last_mut().filter(|top| top.lists == 0) {
                    top.expects_value = false;
                }
            }
        }
        Ok(())
    }

    /// The stream behind the word `stream`. Where the length is not said, or wrong, `endstream` ends it.
    fn stream(&mut self, dictionary: &Dictionary<'_>, word_end: usize) -> Option<Stream> {
        let start = match self.file.get(word_end..)? {
            [b'\r', b'\n', ..] => word_end + 2,
            [b'\n' | b'\r', ..] => word_end + 1,
            _ => word_end,
        };
        let said = dictionary.length.and_then(|length| start.checked_add(length));
        let is_right = |end: &usize| {
            let behind = self.file.get(*end..).unwrap_or_default();
            behind.trim_ascii_start().starts_with(b"endstream")
        };
        let found = said.filter(is_right).or_else(|| match self.no_end {
            true => None,
            false => find(self.file, start, b"endstream"),
        });
        self.no_end |= found.is_none();
        let end = found?;
        Some(Stream {
            data: start..end,
            is_metadata: *dictionary.kind == *b"Metadata" || *dictionary.subtype == *b"XML",
            is_attachment: *dictionary.kind == *b"EmbeddedFile",
            is_objects: *dictionary.kind == *b"ObjStm",
            is_deflated: dictionary.filters == 1
                && *dictionary.filter == *b"FlateDecode"
                && !dictionary.has_parameters,
            is_packed: dictionary.filters > 0,
            objects: dictionary.count.zip(dictionary.first),
        })
    }
}

impl Dictionary<'_> {
    /// Remembers a number that says something of a stream; a reference says nothing.
    fn take_number(&mut self, number: Option<u32>) {
        let number = number.and_then(|number| usize::try_from(number).ok());
        let place = match &*self.key {
            b"Length" => &mut self.length,
            b"N" => &mut self.count,
            b"First" => &mut self.first,
            _ => return,
        };
        // `7 0 R` is two numbers before it is none.
        *place = number.filter(|_| place.is_none());
    }

    /// The texts that tell of a person, now that the dictionary is known.
    fn marks(&self) -> impl Iterator<Item = Range<usize>> {
        let is_mark = *self.kind == *b"Annot" && *self.subtype != *b"Widget";
        let holds_file = self.holds_file || matches!(&*self.kind, b"Filespec" | b"F");
        let is_trailer = self.is_trailer;
        let goes = move |key: &[u8]| {
            (is_mark && OF_MARKS.contains(&key))
                || (holds_file && OF_FILES.contains(&key))
                || (is_trailer && OF_TRAILERS.contains(&key))
        };
        self.pending.iter().filter(move |(key, _)| goes(key)).map(|(_, text)| text.clone())
    }
}

/// Where a word stands, from `start` on.
fn find(file: &[u8], start: usize, word: &[u8]) -> Option<usize> {
    let rest = file.get(start..)?;
    rest.windows(word.len()).position(|part| part == word).map(|found| start + found)
}
