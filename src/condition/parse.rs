//! How the pieces of a condition belong together: `not` binds first, then `and`, then `or`.

use super::lexer::{Token, tokens};
use super::{Ask, Choice, Comparison, Condition, Fault, Logic, Period, Quantity, Value, plain_number};
use crate::text::{Span, fold};

/// Parentheses and `not`s within each other: more must not exhaust the stack.
pub const DEEPEST: usize = 32;

/// What conditions may speak of beside the columns of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// `words` and `characters` of the comment.
    Counts,
    /// `@theme`.
    Themes,
}

/// Reads the part of `source` within `span`; places in it, also those of faults, are places in `source`.
///
/// # Errors
/// It is no condition; the fault says where, and what was expected.
pub fn parse(source: &str, span: Span, allowed: Allowed) -> Result<Logic, Fault> {
    let mut parser = Parser { source, span, allowed, tokens: tokens(source, span)?, at: 0, depth: 0 };
    let logic = parser.or()?;
    match parser.tokens.get(parser.at) {
        None => Ok(logic),
        Some((Token::Close, span)) => {
            Err(fault(*span, "this parenthesis closes nothing", "remove it, or open one before"))
        }
        Some((_, span)) => {
            let message = format!("`{}` stands here, expected `and`, `or` or the end", span.of(source));
            Err(fault(*span, &message, HOW))
        }
    }
}

const HOW: &str = "write `rating <= 2`, `role = \"student\"`, `age in 18..34`, `role in (\"a\", \"b\")` or `role is missing`; quote a \
                   column's name that holds a sign or such a word";

struct Parser<'s> {
    source: &'s str,
    span: Span,
    allowed: Allowed,
    tokens: Vec<(Token, Span)>,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).map(|(token, _)| *token)
    }

    fn take(&mut self, wanted: Token) -> bool {
        let taken = self.peek() == Some(wanted);
        self.at += usize::from(taken);
        taken
    }

    /// From the token at `first` to the one before the next.
    fn since(&self, first: usize) -> Span {
        let start = self.tokens.get(first).map_or(self.span.end, |(_, span)| span.start);
        let last = self.at.checked_sub(1).and_then(|last| self.tokens.get(last));
        Span::new(start, last.map_or(self.span.end, |(_, span)| span.end).max(start))
    }

    fn unreadable(&self) -> Fault {
        let message = "this is no condition, expected a name, one of = != < <= > >= `in` `is`, and a value";
        fault(self.span, message, HOW)
    }

    fn or(&mut self) -> Result<Logic, Fault> {
        let mut parts = vec![self.and()?];
        while self.take(Token::Or) {
            parts.push(self.and()?);
        }
        Ok(one_or(parts, Logic::Or))
    }

    fn and(&mut self) -> Result<Logic, Fault> {
        let mut parts = vec![self.not()?];
        while self.take(Token::And) {
            parts.push(self.not()?);
        }
        Ok(one_or(parts, Logic::And))
    }

    fn not(&mut self) -> Result<Logic, Fault> {
        let first = self.at;
        if self.take(Token::Not) {
            return Ok(Logic::Not(Box::new(self.deeper(first, Self::not)?)));
        }
        if self.take(Token::Open) {
            let inner = self.deeper(first, Self::or)?;
            if !self.take(Token::Close) {
                return Err(fault(self.tokens[first].1, "the parenthesis is not closed", "add a `)`"));
            }
            return Ok(inner);
        }
        self.test()
    }

    fn deeper(&mut self, first: usize, part: fn(&mut Self) -> Result<Logic, Fault>) -> Result<Logic, Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let message = format!("more than {DEEPEST} parentheses and `not`s stand within each other here");
            return Err(fault(self.tokens[first].1, &message, "write it with fewer"));
        }
        let inner = part(self)?;
        self.depth -= 1;
        Ok(inner)
    }

    fn test(&mut self) -> Result<Logic, Fault> {
        if self.peek() == Some(Token::Theme) {
            return self.theme();
        }
        let (quantity, name) = self.name()?;
        let column = |ask: Ask| Logic::Condition(Condition { quantity: quantity.clone(), ask }, name);
        if self.take(Token::Is) {
            let negated = self.take(Token::Not);
            if !self.word("missing") {
                let end = Span::new(self.span.end, self.span.end);
                let next = self.tokens.get(self.at).map_or(end, |(_, span)| *span);
                return Err(fault(next, "expected `missing` after `is`", HOW));
            }
            let missing = column(Ask::Missing);
            return Ok(if negated { Logic::Not(Box::new(missing)) } else { missing });
        }
        let negated = self.take(Token::Not);
        if self.take(Token::In) {
            let among = column(Ask::Among(self.choices()?));
            // As `!=`: a cell that says nothing is not said to be another.
            let is_missing = column(Ask::Missing);
            return Ok(match negated {
                true => Logic::And(vec![Logic::Not(Box::new(among)), Logic::Not(Box::new(is_missing))]),
                false => among,
            });
        }
        let Some(Token::Sign(comparison)) = self.peek().filter(|_| !negated) else { return Err(self.unreadable()) };
        let sign = self.tokens[self.at].1;
        self.at += 1;
        let value = self.value()?;
        let ask = compared(comparison, value, (sign.of(self.source), self.since(self.at.saturating_sub(1))))?;
        if let (Quantity::Words | Quantity::Characters, Ask::Is(_, Value::Text(_) | Value::Date(_))) = (&quantity, &ask)
        {
            let named = name.of(self.source);
            let hint = format!("write a number without quotes; for a column of this name write `col:{named}`");
            return Err(fault(self.span, &format!("`{named}` is a count, and the value is a text"), &hint));
        }
        Ok(column(ask))
    }

    fn theme(&mut self) -> Result<Logic, Fault> {
        let span = self.tokens[self.at].1;
        self.at += 1;
        let name = span.of(self.source);
        match self.allowed {
            Allowed::Counts => {
                Err(fault(span, "a theme stands outside of the brackets", &format!("write `[…] AND @{name}`")))
            }
            Allowed::Themes if name.is_empty() => Err(fault(span, "expected a theme's id after `@`", "write `@theme`")),
            Allowed::Themes => Ok(Logic::Theme(name.to_owned(), span)),
        }
    }

    /// A name: one in quotes, or the words up to a sign.
    fn name(&mut self) -> Result<(Quantity, Span), Fault> {
        let first = self.at;
        if self.take(Token::Quoted) {
            let span = self.tokens[first].1;
            let name = span.of(self.source).to_owned();
            return if name.is_empty() { Err(self.unreadable()) } else { Ok((Quantity::Column(name), span)) };
        }
        while self.take(Token::Word) {}
        if self.at == first {
            return Err(self.unreadable());
        }
        let span = self.since(first);
        let name = span.of(self.source);
        let quantity = match (name.strip_prefix("col:"), self.allowed) {
            (Some(column), _) => Quantity::Column(column.trim().to_owned()),
            (None, Allowed::Counts) if name == "words" => Quantity::Words,
            (None, Allowed::Counts) if name == "characters" => Quantity::Characters,
            (None, _) => Quantity::Column(name.to_owned()),
        };
        if quantity == Quantity::Column(String::new()) { Err(self.unreadable()) } else { Ok((quantity, span)) }
    }

    fn word(&mut self, wanted: &str) -> bool {
        let is = self
            .tokens
            .get(self.at)
            .is_some_and(|(token, span)| *token == Token::Word && span.of(self.source).eq_ignore_ascii_case(wanted));
        self.at += usize::from(is);
        is
    }

    fn value(&mut self) -> Result<Value, Fault> {
        if self.take(Token::Quoted) {
            return Ok(Value::Text(fold(self.tokens[self.at - 1].1.of(self.source).trim())));
        }
        let (text, span) = self.bare();
        plain(&text).ok_or_else(|| self.no_value(&text, span))
    }

    fn no_value(&self, text: &str, span: Span) -> Fault {
        let message =
            format!("the value is `{text}`, expected a number, a date such as 2024-05-31, or a text in quotes");
        let span = if text.is_empty() { self.span } else { span };
        fault(span, &message, HOW)
    }

    /// The words that follow, without the spaces between them.
    fn bare(&mut self) -> (String, Span) {
        let first = self.at;
        let mut text = String::new();
        while self.take(Token::Word) {
            text.push_str(self.tokens[self.at - 1].1.of(self.source));
        }
        (text, self.since(first))
    }

    fn choices(&mut self) -> Result<Vec<Choice>, Fault> {
        let first = self.at;
        if !self.take(Token::Open) {
            return Ok(vec![self.choice()?]);
        }
        let mut choices = vec![self.choice()?];
        while self.take(Token::Comma) {
            choices.push(self.choice()?);
        }
        if self.take(Token::Close) {
            return Ok(choices);
        }
        Err(fault(self.tokens[first].1, "the list is not closed", "part its values by `,` and add a `)`"))
    }

    fn choice(&mut self) -> Result<Choice, Fault> {
        if self.peek() == Some(Token::Quoted) {
            return Ok(Choice::One(self.value()?));
        }
        let (text, span) = self.bare();
        let Some((from, to)) = text.split_once("..") else {
            return plain(&text).map(Choice::One).ok_or_else(|| self.no_value(&text, span));
        };
        let end = |end: &str| match end {
            "" => Ok(None),
            end => plain(end).map(Some).ok_or_else(|| self.no_value(end, span)),
        };
        let (from, to) = (end(from)?, end(to)?);
        let backwards = match (&from, &to) {
            (None, None) => return Err(fault(span, "the range has no end", "write `18..34`, `18..` or `..34`")),
            (Some(Value::Number(from)), Some(Value::Number(to))) => from > to,
            (Some(Value::Date(from)), Some(Value::Date(to))) => from.first > to.last,
            (Some(_), Some(_)) => {
                return Err(fault(span, "the range runs from a number to a date", "write both ends alike"));
            }
            _ => false,
        };
        if backwards {
            return Err(fault(span, "the range ends before it begins", "write the lower end first"));
        }
        Ok(Choice::Range(from, to))
    }
}

fn plain(text: &str) -> Option<Value> {
    plain_number(text).map(Value::Number).or_else(|| Period::read(text).map(Value::Date))
}

/// Texts have no order, but for those that are dates.
fn compared(comparison: Comparison, value: Value, (sign, span): (&str, Span)) -> Result<Ask, Fault> {
    match value {
        Value::Text(text) if !matches!(comparison, Comparison::Equal | Comparison::Unequal) => {
            let date = Period::read(&text).map(|date| Ask::Is(comparison, Value::Date(date)));
            date.ok_or_else(|| {
                let message = format!("`{sign}` compares numbers and dates, and the value is a text");
                fault(span, &message, "write a number without quotes, or compare with `=` or `!=`")
            })
        }
        value => Ok(Ask::Is(comparison, value)),
    }
}

fn one_or(mut parts: Vec<Logic>, several: fn(Vec<Logic>) -> Logic) -> Logic {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            several(parts)
        }
    }
}

fn fault(span: Span, message: &str, hint: &str) -> Fault {
    Fault { span, message: message.to_owned(), hint: hint.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(source: &str) -> Result<Logic, Fault> {
        parse(source, Span::new(0, source.len()), Allowed::Themes)
    }

    #[test]
    fn a_fault_points_into_the_expression() {
        for (source, start, end) in [
            ("", 0, 0),
            ("age", 0, 3),
            ("age = x", 6, 7),
            ("age = 3 b = 2", 6, 9),
            ("age in 3..1", 7, 11),
            ("age in ..", 7, 9),
            ("age in 3..2024-01-01", 7, 20),
            ("age in (1, 2", 7, 8),
            ("(age = 1", 0, 1),
            ("age = 1)", 7, 8),
            ("age is 3", 7, 8),
            ("role < \"b\"", 8, 9),
            ("role = \"b", 7, 9),
            ("age = 1 and", 0, 11),
            ("@", 1, 1),
            ("role ! 3", 0, 8),
        ] {
            let span = read(source).unwrap_err().span;
            assert_eq!((span.start, span.end), (start, end), "{source}");
        }
    }

    #[test]
    fn deep_nesting_is_refused_and_long_lists_are_read() {
        assert!(read(&format!("{}a = 1{}", "(".repeat(100_000), ")".repeat(100_000))).is_err());
        assert!(read(&format!("{}a = 1", "not ".repeat(100_000))).is_err());
        assert!(read(&vec!["a = 1"; 100_000].join(" or ")).is_ok());
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_with_a_place_inside_it(source in "[a-c0-9()\"@=!<>., é-]{0,24}|(a|b|and|or|not|in|is|missing|=|1\\.\\.2|\\(|\\)|,| ){0,12}|\\PC{0,20}") {
            if let Err(fault) = read(&source) {
                prop_assert!(fault.span.start <= fault.span.end && fault.span.end <= source.len());
                prop_assert!(source.is_char_boundary(fault.span.start) && source.is_char_boundary(fault.span.end));
            }
        }
    }
}
