//! The pattern language.
//!
//! - `note` — a bare word matches by stem;
//! - `"thank you note"` — one or more exact words, folded; nothing inside is special;
//! - `connect*`, `organi?ation` — wildcards within a word, on the folded surface form;
//! - `send * message` — `*` as a whole word of a phrase is any one word;
//! - `personal (message OR note)` — side by side is a phrase of adjacent words;
//! - `A NEAR/3 B`, `A THEN/3 B` — nearest ends at most three positions apart (adjacent is 1), in any order or this one,
//!   sharing no word; `NEAR/3:s` within one sentence, `NEAR/3:p` within one paragraph; chained left to right;
//! - `A NOT NEAR/3 B` — an A with no B that close;
//! - `A AND B`, `A OR B`, `NOT A`.
//!
//! Operators are upper case only. They bind in the order NOT, then NEAR and THEN, then AND, then OR.

use super::pattern::{Element, Expression, Item, Near, Order, PatternError, Scope};
use crate::text::{Span, Stemmer, fold, fold_accents, words};

const RESERVED: &[char] = &['[', ']', '/', '=', '~', '@', '#'];

/// Parentheses and `NOT`s within each other: more is a mistake, and must not exhaust the stack.
const DEEPEST: usize = 32;

/// The widest window of `NEAR` and `THEN`.
const WIDEST: usize = 1000;

pub(super) fn expression(source: &str, stemmer: &Stemmer) -> Result<Expression, PatternError> {
    let mut parser = Parser { source, stemmer, tokens: tokens(source)?, at: 0, depth: 0 };
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    /// The span is the inside of a pair of quotes.
    Quoted,
    Bare,
    Open,
    Close,
    Or,
    And,
    Not,
    Near {
        order: Order,
        within: usize,
        scope: Scope,
    },
}

fn tokens(source: &str) -> Result<Vec<(Token, Span)>, PatternError> {
    let mut found: Vec<(Token, Span)> = Vec::new();
    let mut at = 0;
    while let Some(next) = source[at..].chars().next() {
        let one = Span::new(at, at + next.len_utf8());
        at = match next {
            c if c.is_whitespace() => one.end,
            '(' | ')' => {
                found.push((if next == '(' { Token::Open } else { Token::Close }, one));
                one.end
            }
            '"' => {
                let length = source[one.end..].find('"').ok_or_else(|| {
                    let rest = Span::new(at, source.len());
                    error(rest, "the quote is not closed", "add a `\"` after the last exact word")
                })?;
                found.push((Token::Quoted, Span::new(one.end, one.end + length)));
                one.end + length + 1
            }
            _ => {
                let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '(' | ')');
                let span = Span::new(at, at + source[at..].find(ends).unwrap_or(source.len() - at));
                push_bare(source, span, &mut found)?;
                span.end
            }
        };
    }
    Ok(found)
}

fn push_bare(source: &str, span: Span, found: &mut Vec<(Token, Span)>) -> Result<(), PatternError> {
    let word = span.of(source);
    let token = match word.split('/').next() {
        _ if word == "OR" => Token::Or,
        _ if word == "AND" => Token::And,
        _ if word == "NOT" => Token::Not,
        Some("NEAR") => near(word, span, Order::Any)?,
        Some("THEN") => near(word, span, Order::LeftFirst)?,
        _ => Token::Bare,
    };
    if let (Token::Near { order: Order::Any, within, scope }, Some((Token::Not, not))) = (token, found.last().copied())
    {
        found.pop();
        found.push((Token::Near { order: Order::Absent, within, scope }, Span::new(not.start, span.end)));
    } else {
        found.push((token, span));
    }
    Ok(())
}

fn near(word: &str, span: Span, order: Order) -> Result<Token, PatternError> {
    let name = &word[..4];
    let wrong = || {
        error(
            span,
            &format!("`{word}` does not say how near, expected a number from 1 to {WIDEST}"),
            &format!(
                "write `{name}/3`, or `{name}/3:s` for within one sentence; to match the word write it in lower case"
            ),
        )
    };
    let given = word[4..].strip_prefix('/').ok_or_else(wrong)?;
    let (number, scope) = match given.split_once(':') {
        None => (given, Scope::Comment),
        Some((number, "s")) => (number, Scope::Sentence),
        Some((number, "p")) => (number, Scope::Paragraph),
        Some(_) => return Err(wrong()),
    };
    let within = number.parse().ok().filter(|within| (1..=WIDEST).contains(within)).ok_or_else(wrong)?;
    Ok(Token::Near { order, within, scope })
}

struct Parser<'a> {
    source: &'a str,
    stemmer: &'a Stemmer,
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
        if parts.len() > 1 && parts.iter().all(|part| matches!(part, Expression::Not(_))) {
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
        while let Some(Token::Near { order, within, scope }) = self.peek() {
            self.at += 1;
            let place = self.place();
            let right = self.unary()?;
            for (operand, span) in [(&left, start), (&right, place)] {
                if !operand.has_place() {
                    let message = "what stands near must have a place, and `AND` and `NOT` have none";
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
            let message = format!("more than {DEEPEST} levels stand within each other");
            return Err(error(self.place(), &message, "split the pattern into several"));
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
                Token::Quoted => quoted(self.source, span, &mut items)?,
                Token::Bare => bare(self.source, span, self.stemmer, &mut items)?,
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
                let message = "a part of a phrase must have a place, and `AND` and `NOT` have none";
                return Err(error(span, message, "put an operator between the phrase and the parenthesis"));
            }
            Ok(Expression::Sequence(items))
        }
    }
}

fn quoted(source: &str, span: Span, items: &mut Vec<Item>) -> Result<(), PatternError> {
    let before = items.len();
    let exact = words(span.of(source)).into_iter().map(|word| Item::Word(Element::Exact(fold_accents(&word.cased))));
    items.extend(exact);
    if items.len() == before {
        return Err(error(span, "there is no word between the quotes, so it can never match", "quote a word"));
    }
    Ok(())
}

fn bare(source: &str, span: Span, stemmer: &Stemmer, items: &mut Vec<Item>) -> Result<(), PatternError> {
    let token = span.of(source);
    if let Some(sign) = token.chars().find(|c| RESERVED.contains(c)) {
        return Err(error(
            span,
            &format!("`{sign}` in `{token}` is not part of a word"),
            &format!("quote mentions, hashtags and other exact words: \"{token}\""),
        ));
    }
    if token == "*" {
        items.push(Item::Word(Element::Any));
        return Ok(());
    }
    if token.contains(['*', '?']) {
        return glob(token, span, items);
    }
    let found = words(token);
    if found.is_empty() {
        return Err(error(span, &format!("`{token}` holds no word, so it can never match"), "write a word"));
    }
    items.extend(found.iter().map(|word| {
        Item::Word(Element::Stem { stem: stemmer.stem(&word.cased), word: word.span.of(token).to_owned() })
    }));
    Ok(())
}

fn glob(token: &str, span: Span, items: &mut Vec<Item>) -> Result<(), PatternError> {
    if token.chars().all(|c| matches!(c, '*' | '?')) {
        return Err(error(span, &format!("`{token}` has no letter, so it would match every word"), "write a letter"));
    }
    // A stand-in letter for each wildcard shows whether the whole is one word.
    let sample = token.replace(['*', '?'], "x");
    let found = words(&sample);
    if found.len() != 1 || found[0].span.len() != sample.len() {
        return Err(error(
            span,
            &format!("`{token}` is not one word, so it can never match"),
            "wildcards match within a word; hyphens and punctuation separate words",
        ));
    }
    items.push(Item::Word(Element::Glob(fold(token))));
    Ok(())
}

fn error(span: Span, message: &str, hint: &str) -> PatternError {
    PatternError { span, message: message.to_owned(), hint: Some(hint.to_owned()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{Language, Spelling};

    fn parse(source: &str) -> Result<Expression, PatternError> {
        expression(source, &Stemmer::new(Language::English, Spelling::Variants))
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
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_with_a_place_inside_it(source in "[a-zA-Z0-9()\"*?/ @~é]{0,30}|\\PC{0,20}") {
            if let Err(error) = parse(&source) {
                prop_assert!(error.span.start <= error.span.end && error.span.end <= source.len());
            }
        }
    }
}
