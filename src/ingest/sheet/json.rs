//! One value of JSON, with what a survey needs and general readers lose: keys in their order, numbers as they are
//! written (an id of 18 digits is no float), and half a surrogate pair as U+FFFD instead of an error.
//!
//! What the values mean as rows is `json_rows`'.

use std::ops::Range;

/// Objects and arrays within one another; more is no data.
const DEPTH: usize = 128;

/// What is said where half a surrogate pair was replaced.
pub(super) const REPLACED: &str = "half a surrogate pair (`\\ud800`) was read as U+FFFD";

/// A value; numbers and collections know where they stand.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Number(Range<usize>),
    Text(String),
    Array(Vec<Value>, Range<usize>),
    Object(Vec<(String, Value)>, Range<usize>),
}

/// Why a text is no JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fault {
    /// The byte.
    pub at: usize,
    /// What was expected.
    pub expected: &'static str,
}

/// Reads values from a text.
pub(super) struct Parser<'a> {
    text: &'a str,
    /// The next byte.
    pub at: usize,
    depth: usize,
    /// Whether half a surrogate pair was replaced.
    pub replaced: bool,
}

impl<'a> Parser<'a> {
    /// A parser that starts at a byte of a text.
    pub fn new(text: &'a str, at: usize) -> Self {
        Self { text, at, depth: 0, replaced: false }
    }

    /// The next byte that is not blank.
    pub fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).count();
        self.text.as_bytes().get(self.at).copied()
    }

    /// Whether what was read is a line, and another one follows; another object is one wherever it stands.
    pub fn is_line(&mut self) -> bool {
        let (before, from) = (self.text[..self.at].trim_start(), self.at);
        let is_one = !before.contains('\n');
        match self.peek() {
            Some(byte) => byte == b'{' || is_one && self.text[from..self.at].contains('\n'),
            None => false,
        }
    }

    /// Passes a byte if it is the next that is not blank.
    pub fn pass(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// That something else was expected here.
    pub fn fault(&self, expected: &'static str) -> Fault {
        Fault { at: self.at, expected }
    }

    /// Reads a value.
    pub fn value(&mut self) -> Result<Value, Fault> {
        let start = {
            self.peek();
            self.at
        };
        match self.peek() {
            Some(b'"') => self.string().map(Value::Text),
            Some(b'{') => {
                let mut members = Vec::new();
                self.members(|parser, key| {
                    members.push((key, parser.value()?));
                    Ok(())
                })?;
                Ok(Value::Object(members, start..self.at))
            }
            Some(b'[') => {
                let mut values = Vec::new();
                self.elements(|parser| {
                    values.push(parser.value()?);
                    Ok(())
                })?;
                Ok(Value::Array(values, start..self.at))
            }
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => {
                for (word, value) in [("null", Value::Null), ("true", Value::Bool(true)), ("false", Value::Bool(false))]
                {
                    if self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
                        self.at += word.len();
                        return Ok(value);
                    }
                }
                Err(self.fault("a value"))
            }
        }
    }

    /// Goes through an object; `each` reads the value of a key.
    pub fn members(&mut self, mut each: impl FnMut(&mut Self, String) -> Result<(), Fault>) -> Result<(), Fault> {
        self.inside(b'{', b'}', "`,` or `}`", |parser| {
            if parser.peek() != Some(b'"') {
                return Err(parser.fault("a key in quotes"));
            }
            let key = parser.string()?;
            if !parser.pass(b':') {
                return Err(parser.fault("`:`"));
            }
            each(parser, key)
        })
    }

    fn elements(&mut self, each: impl FnMut(&mut Self) -> Result<(), Fault>) -> Result<(), Fault> {
        self.inside(b'[', b']', "`,` or `]`", each)
    }

    fn inside(
        &mut self,
        opens: u8,
        closes: u8,
        expected: &'static str,
        mut each: impl FnMut(&mut Self) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        if self.depth == DEPTH {
            return Err(self.fault("at most 128 levels"));
        }
        self.depth += 1;
        self.pass(opens);
        if !self.pass(closes) {
            loop {
                each(self)?;
                if self.pass(closes) {
                    break;
                }
                if !self.pass(b',') {
                    return Err(self.fault(expected));
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn number(&mut self) -> Result<Value, Fault> {
        let start = self.at;
        let rest = &self.text.as_bytes()[start..];
        let length =
            rest.iter().take_while(|byte| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')).count();
        if self.text[start..start + length].parse::<f64>().is_err() {
            return Err(self.fault("a number"));
        }
        self.at += length;
        Ok(Value::Number(start..self.at))
    }

    fn string(&mut self) -> Result<String, Fault> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.bytes().take_while(|byte| !matches!(byte, b'"' | b'\\')).count();
            text.push_str(&rest[..plain]);
            self.at += plain + 1;
            match rest.as_bytes().get(plain) {
                Some(b'"') => return Ok(text),
                Some(_) => text.push(self.escaped()?),
                None => {
                    self.at = self.text.len();
                    return Err(self.fault("a closing quote"));
                }
            }
        }
    }

    fn escaped(&mut self) -> Result<char, Fault> {
        let byte = self.text.as_bytes().get(self.at).copied();
        let found = match byte {
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'u') => {
                self.at += 1;
                return self.unicode();
            }
            _ => return Err(self.fault("an escape such as `\\n`")),
        };
        self.at += 1;
        Ok(found)
    }

    fn unicode(&mut self) -> Result<char, Fault> {
        let unit = self.unit().ok_or(self.fault("four hexadecimal digits"))?;
        self.at += 4;
        if (0xD800..0xDC00).contains(&unit) && self.text.as_bytes()[self.at..].starts_with(b"\\u") {
            self.at += 2;
            let low = self.unit().filter(|low| (0xDC00..0xE000).contains(low));
            if let Some(low) = low {
                self.at += 4;
                let code = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
                return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.at -= 2;
        }
        Ok(char::from_u32(unit).unwrap_or_else(|| {
            self.replaced = true;
            char::REPLACEMENT_CHARACTER
        }))
    }

    fn unit(&self) -> Option<u32> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4)?;
        digits.iter().try_fold(0, |unit, digit| Some(unit * 16 + char::from(*digit).to_digit(16)?))
    }
}

/// The cells of an object: keys of objects within it are joined by dots, scalars of an array by `;`; an array that
/// holds more than scalars is its own JSON. What is null is no cell.
pub(super) fn flatten(text: &str, members: &[(String, Value)], cell: &mut dyn FnMut(&str, &str)) {
    let mut name = String::new();
    within(text, members, &mut name, cell);
}

fn within(text: &str, members: &[(String, Value)], name: &mut String, cell: &mut dyn FnMut(&str, &str)) {
    for (key, value) in members {
        let length = name.len();
        if length > 0 {
            name.push('.');
        }
        name.push_str(key);
        match value {
            Value::Object(members, _) => within(text, members, name, cell),
            Value::Array(values, place) => {
                match values.iter().map(|value| scalar(text, value)).collect::<Option<Vec<_>>>() {
                    Some(scalars) => cell(name, &scalars.join(";")),
                    None => cell(name, &text[place.clone()]),
                }
            }
            value => cell(name, scalar(text, value).unwrap_or_default()),
        }
        name.truncate(length);
    }
}

fn scalar<'a>(text: &'a str, value: &'a Value) -> Option<&'a str> {
    match value {
        Value::Null => Some(""),
        Value::Bool(true) => Some("true"),
        Value::Bool(false) => Some("false"),
        Value::Number(place) => Some(&text[place.clone()]),
        Value::Text(text) => Some(text),
        Value::Array(..) | Value::Object(..) => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cells(text: &str) -> Vec<(String, String)> {
        let Ok(Value::Object(members, _)) = Parser::new(text, 0).value() else { panic!("{text}") };
        let mut cells = Vec::new();
        flatten(text, &members, &mut |name, cell| cells.push((name.to_owned(), cell.to_owned())));
        cells
    }

    #[test]
    fn objects_within_objects_are_dotted_names_in_their_order() {
        let text =
            r#"{"z":1.50,"a":{"b":{"c":true},"d":null},"e":["x",2,false],"f":[{"g":1}],"id":733119006547107840000}"#;
        let owned = |(name, cell): (&str, &str)| (name.to_owned(), cell.to_owned());
        let expected = [
            ("z", "1.50"),
            ("a.b.c", "true"),
            ("a.d", ""),
            ("e", "x;2;false"),
            ("f", r#"[{"g":1}]"#),
            ("id", "733119006547107840000"),
        ];
        assert_eq!(cells(text), expected.map(owned));
    }

    #[test]
    fn half_a_surrogate_pair_is_replaced_and_a_whole_one_read() {
        assert_eq!(
            cells(r#"{"a":"\ud83d\ude00 \ud800x \udc00 \ud800\u0041 \u00e9"}"#)[0].1,
            "😀 \u{FFFD}x \u{FFFD} \u{FFFD}A é"
        );
        let mut parser = Parser::new(r#""\ud800""#, 0);
        assert!(parser.value().is_ok() && parser.replaced);
    }

    #[test]
    fn what_is_no_json_is_said_with_its_place() {
        let fault = |text: &str| Parser::new(text, 0).value().err().map(|fault| (fault.at, fault.expected));
        assert_eq!(fault("{\"a\" 1}"), Some((5, "`:`")));
        assert_eq!(fault("[1,]"), Some((3, "a value")));
        assert_eq!(fault("\"abc"), Some((4, "a closing quote")));
        assert_eq!(fault("{\"a\":\"\\u12\"}"), Some((8, "four hexadecimal digits")));
        assert_eq!(fault(&"[".repeat(100_000)), Some((128, "at most 128 levels")));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in r#"[\[\]{}",:\\u0-9a-fé\-.truel ]{0,60}"#) {
            let _ = Parser::new(&text, 0).value();
        }

        #[test]
        fn text_that_another_writer_escaped_reads_back(text in any::<String>()) {
            let written = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(Parser::new(&written, 0).value(), Ok(Value::Text(text)));
        }
    }
}
