//! The pattern language: how the pieces of a pattern belong together.
//!
//! [`super::LANGUAGE`] lists every form with examples. Operators are upper case only. They bind in the order NOT, then
//! NEAR and THEN, then AND, then OR. Pieces are `lexer`'s, words `words`'s.

use super::condition::condition;
use super::lexer::{Token, tokens};
use super::pattern::{Element, Expression, Item, Near, PatternError};
use super::reference::Reading;
use super::words::{bare, quoted, regex};
use crate::text::Span;

/// Parentheses, `NOT`s and links of a chain of `NEAR` within each other: more must not exhaust the stack.
pub(super) const DEEPEST: usize = 32;

/// The widest window of `NEAR` and `THEN`.
pub(super) const WIDEST: usize = 1000;

pub(super) fn expression(source: &str, reading: &Reading<'_>) -> Result<Expression, PatternError> {
    if let Some((at, sign)) = source.char_indices().find(|(_, c)| c.is_control() && !c.is_whitespace()) {
        let message = format!("the control character U+{:04X} stands here", u32::from(sign));
        return Err(error(Span::new(at, at + sign.len_utf8()), &message, "remove it"));
    }
    let mut parser = Parser { source, reading, tokens: tokens(source)?, at: 0, depth: 0 };
    if parser.tokens.is_empty() {
        let whole = Span::new(0, source.len());
        return Err(error(whole, "the pattern has no words, so it can never match", "write a word, or remove it"));
    }
    let expression = parser.or()?;
    match parser.tokens.get(parser.at) {
        None => Ok(expression),
        Some((_, span)) => Err(error(*span, "this parenthesis closes nothing", "remove it, or open one before")),
    }
}

struct Parser<'a> {
    source: &'a str,
    reading: &'a Reading<'a>,
    tokens: Vec<(Token, Span)>,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).map(|(token, _)| *token)
    }

    /// The place of the next token, or the end of the pattern.
    fn place(&self) -> Span {
        let end = Span::new(self.source.len(), self.source.len());
        self.tokens.get(self.at).map_or(end, |(_, span)| *span)
    }

    fn or(&mut self) -> Result<Expression, PatternError> {
        Ok(one_or(self.chain(Token::Or, Self::and)?, Expression::Or))
    }

    fn and(&mut self) -> Result<Expression, PatternError> {
        let start = self.place();
        let parts = self.chain(Token::And, Self::near)?;
        if parts.len() > 1 && parts.iter().all(|part| matches!(part, Expression::Not(inner) if inner.can_have_words()))
        {
            let message = "every side of `AND` is a `NOT`, expected one that says what must be there";
            return Err(error(start, message, "write `NOT (a OR b)` for a comment with neither"));
        }
        Ok(one_or(parts, Expression::And))
    }

    fn chain(
        &mut self,
        operator: Token,
        part: fn(&mut Self) -> Result<Expression, PatternError>,
    ) -> Result<Vec<Expression>, PatternError> {
        let mut parts = vec![part(self)?];
        while self.peek() == Some(operator) {
            self.at += 1;
            parts.push(part(self)?);
        }
        Ok(parts)
    }

    fn near(&mut self) -> Result<Expression, PatternError> {
        let start = self.place();
        let mut left = self.unary()?;
        let mut links = 0;
        while let Some(Token::Near { order, within, scope }) = self.peek() {
            links += 1;
            if links > DEEPEST {
                return Err(too_deep(self.place()));
            }
            self.at += 1;
            let place = self.place();
            let right = self.unary()?;
            for (operand, span) in [(&left, start), (&right, place)] {
                if !operand.has_place() {
                    let message = "what stands near must have a place, and `AND`, `NOT` and conditions have none";
                    return Err(error(
                        span,
                        message,
                        "use `OR` and phrases inside; write `A NOT NEAR/3 B` for an A without a B",
                    ));
                }
            }
            left = Expression::Near(Box::new(Near { left, right, within, order, scope }));
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Expression, PatternError> {
        if self.peek() != Some(Token::Not) {
            return self.sequence();
        }
        self.at += 1;
        let inner = self.deeper(Self::unary)?;
        Ok(Expression::Not(Box::new(inner)))
    }

    fn deeper(&mut self, part: fn(&mut Self) -> Result<Expression, PatternError>) -> Result<Expression, PatternError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(too_deep(self.place()));
        }
        let inner = part(self)?;
        self.depth -= 1;
        Ok(inner)
    }

    fn sequence(&mut self) -> Result<Expression, PatternError> {
        let start = self.place();
        let mut items = Vec::new();
        while let Some(token) = self.peek() {
            let span = self.place();
            match token {
                Token::Quoted { written } => quoted(self.source, span, written, self.reading, &mut items)?,
                Token::Regex { on_word } => items.push(regex(self.source, span, on_word)?),
                Token::Condition => items.push(Item::Group(condition(self.source, span)?)),
                Token::Bare => bare(self.source, span, self.reading, &mut items)?,
                Token::Open => {
                    items.push(Item::Group(self.group(span)?));
                    continue;
                }
                Token::Close | Token::Or | Token::And | Token::Not | Token::Near { .. } => break,
            }
            self.at += 1;
        }
        let span = Span::new(start.start, self.tokens[..self.at].last().map_or(start.end, |(_, span)| span.end));
        checked(items, span, self.place())
    }

    fn group(&mut self, open: Span) -> Result<Expression, PatternError> {
        self.at += 1;
        let inner = self.deeper(Self::or)?;
        if self.peek() != Some(Token::Close) {
            return Err(error(open, "the parenthesis is not closed", "add a `)`"));
        }
        self.at += 1;
        Ok(inner)
    }
}

fn one_or(mut parts: Vec<Expression>, several: fn(Vec<Expression>) -> Expression) -> Expression {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            several(parts)
        }
        None => several(parts),
    }
}

/// A sequence that can match, or what is wrong with it.
fn checked(mut items: Vec<Item>, span: Span, next: Span) -> Result<Expression, PatternError> {
    if !items.is_empty() && items.iter().all(|item| *item == Item::Word(Element::Any)) {
        return Err(error(
            span,
            "`*` stands alone, expected a word beside it",
            "`*` alone is any one word of a phrase; to match the forms of a word write `word*`",
        ));
    }
    match items.pop() {
        None => {
            Err(error(next, "there is no word here, expected one", "an operator needs a word or a phrase on each side"))
        }
        Some(Item::Group(only)) if items.is_empty() => Ok(only),
        Some(last) => {
            items.push(last);
            let without = |item: &Item| matches!(item, Item::Group(inner) if !inner.has_place());
            if items.iter().any(without) {
                let message = "a part of a phrase must have a place, and `AND`, `NOT` and conditions have none";
                return Err(error(span, message, "put an operator between, such as `AND`"));
            }
            Ok(Expression::Sequence(items))
        }
    }
}

fn too_deep(place: Span) -> PatternError {
    let message = format!("more than {DEEPEST} levels stand within each other");
    error(place, &message, "split the pattern into several")
}

pub(super) fn error(span: Span, message: &str, hint: &str) -> PatternError {
    PatternError { span, message: message.to_owned(), hint: Some(hint.to_owned()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::codebook::Stemming;
    use crate::text::{Forms, Language, Spelling, Stemmer};

    fn parse(source: &str) -> Result<Expression, PatternError> {
        let stemmer = Stemmer::new(Language::English, Spelling::Variants);
        let themes = [("greeting".to_owned(), 0)].into();
        let reading = Reading {
            stemmer: &stemmer,
            forms: Forms::default(),
            stemming: Stemming::Stem,
            themes: Some(&themes),
            negation: true,
        };
        expression(source, &reading)
    }

    #[test]
    fn each_kind_of_word_and_operator_is_read() {
        for (source, expected) in [
            ("personalized", "personalis~"),
            (r#""Don’t Pitch" note"#, r#""don't" "pitch" note~"#),
            ("Organi?ation connect*", "organi?ation connect*"),
            ("send * message", "send~ * messag~"),
            ("manchester *", "manchest~ *"),
            ("follow-up", "follow~ up~"),
            (r##""@name" "#job""##, r##""@name" "#job""##),
            (r#""* and AND""#, r#""and" "and""#),
            ("a (note OR message)", "a~ (note~ OR messag~)"),
            ("((note))", "note~"),
            ("a OR b AND c", "a~ OR b~ AND c~"),
            ("a NEAR/3 b THEN/2:s c", "((a~ NEAR/3 b~) THEN/2:s c~)"),
            ("note NOT NEAR/2:p (no OR without)", "(note~ NOT NEAR/2:p no~ OR without~)"),
            ("a AND NOT b", "a~ AND NOT b~"),
            ("a OR NOT b", "a~ OR NOT b~"),
            ("or and not near", "or~ and~ not~ near~"),
            ("=US =\"Don’t Do\"", "=\"US\" =\"Don't\" =\"Do\""),
            ("Recieve~1 note", "recieve~1 note~"),
            (r"/a (b|c)\/ d/ note", r"(/a (b|c)\/ d/) note~"),
            (r"(/re:+/t OR b)", r"/re:+/t OR b~"),
            ("@greeting NEAR/2 @@negation", "(@greeting NEAR/2 @@negation)"),
            ("[words<4]", "[words < 4]"),
            ("[not (a = 1 and words > 2)]", "NOT ([\"a\" = 1] AND [words > 2])"),
            ("[a in 1..3 or a is missing]", "[\"a\" in (1..3)] OR [\"a\" is missing]"),
            ("[a not in (\"X\", 2024-05..)]", "NOT [\"a\" in (\"x\", 2024-05..)] AND NOT [\"a\" is missing]"),
            (r#"a AND [ role != "A ] Ü"]"#, r#"a~ AND ["role" != "a ] u"]"#),
            (r#"[col:words >= 2.50] OR ["a = b" = 1]"#, r#"["words" >= 2.5] OR ["a = b" = 1]"#),
        ] {
            assert_eq!(parse(source).map(|found| found.to_string()), Ok(expected.to_owned()), "{source}");
        }
    }

    #[test]
    fn what_can_never_match_is_refused_with_its_place() {
        for (source, start, end) in [
            ("", 0, 0),
            ("note \"…\"", 6, 9),
            ("note \"open", 5, 10),
            ("*", 0, 1),
            ("note OR * *", 8, 11),
            ("a ***", 2, 5),
            ("note --", 5, 7),
            ("well-kn*", 0, 8),
            ("note NEAR me", 5, 9),
            ("note NEAR/0 me", 5, 11),
            ("note NEAR/3:x me", 5, 13),
            ("note OR", 7, 7),
            ("AND note", 0, 3),
            ("(note", 0, 1),
            ("note)", 4, 5),
            ("()", 1, 2),
            ("a NEAR/3 (b AND c)", 9, 10),
            ("a (b AND c)", 0, 11),
            ("NOT a AND NOT b", 0, 3),
            ("@name", 0, 5),
            ("a @@negations", 2, 13),
            ("note~2", 0, 6),
            ("a note~1", 2, 8),
            ("follow-up~1", 0, 11),
            ("connect*~1", 0, 10),
            ("a =*", 2, 4),
            ("=\"…\"", 2, 5),
            ("a=b", 0, 3),
            ("a /b", 2, 4),
            ("a /b/x", 5, 6),
            ("/b*/", 1, 3),
            ("/b)/t", 1, 3),
            ("//", 1, 1),
            ("[words]", 1, 6),
            ("[words < 4", 0, 10),
            ("[words < \"4\"]", 10, 11),
            ("[role < \"4\"]", 9, 10),
            ("[role = nan]", 8, 11),
            ("[= 4]", 1, 4),
            ("[words < 4] NEAR/3 a", 1, 10),
            ("a [words < 4]", 0, 12),
            ("a\0b", 1, 2),
        ] {
            let error = parse(source).err().map(|error| error.span);
            assert_eq!(error, Some(Span::new(start, end)), "{source}");
        }
    }

    #[test]
    fn deep_nesting_is_refused() {
        let source = format!("{}a{}", "(".repeat(100_000), ")".repeat(100_000));
        assert!(parse(&source).is_err());
        assert!(parse(&"NOT ".repeat(100_000)).is_err());
        assert!(parse(&format!("a{}", " NEAR/1 a".repeat(100_000))).is_err());
    }

    #[test]
    fn a_pattern_of_a_megabyte_is_read() {
        for source in
            [vec!["a"; 250_000].join(" OR "), vec!["note"; 250_000].join(" "), vec!["a"; 250_000].join(" AND ")]
        {
            assert!(parse(&source).is_ok());
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_with_a_place_inside_it(source in "[a-zA-Z0-9()\"*?/ @~é=<\\[\\]\\\\]{0,30}|\\PC{0,20}") {
            if let Err(error) = parse(&source) {
                prop_assert!(error.span.start <= error.span.end && error.span.end <= source.len());
            }
        }
    }
}
