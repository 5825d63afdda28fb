//! Words of a pattern: what each asks a word of a comment to be.

use super::load::meant;
use super::parse::error;
use super::pattern::{Element, Expression, Item, PatternError};
use super::reference::{Reading, Reference, Stemming, Target};
use super::regular::RegularExpression;
use crate::text::{Span, Word, as_written, fold_case};

/// Signs that have a meaning of their own at the start or the end of a word, and none within.
const RESERVED: &[char] = &['[', ']', '/', '=', '~', '@', '#'];

/// The letters that a word needs for one edit to leave it recognisable.
const LEAST_LETTERS: usize = 5;

/// The name of the codebook's negation words.
const NEGATION: &str = "@negation";

/// Words in quotes, folded or as written.
pub(super) fn quoted(
    source: &str,
    span: Span,
    written: bool,
    reading: &Reading<'_>,
    items: &mut Vec<Item>,
) -> Result<(), PatternError> {
    let inner = span.of(source);
    let words = reading.forms.words(inner);
    if words.is_empty() {
        return Err(error(span, "there is no word between the quotes, so it can never match", "quote a word"));
    }
    items.extend(
        words.iter().map(|word| Item::Word(if written { as_is(inner, word) } else { exact(inner, word, reading) })),
    );
    Ok(())
}

/// A regular expression, on the text or on a word.
pub(super) fn regex(source: &str, span: Span, on_word: bool) -> Result<Item, PatternError> {
    let inner = span.of(source);
    let compiled = if on_word { RegularExpression::on_word(inner) } else { RegularExpression::on_text(inner) };
    let compiled = compiled.map_err(|message| {
        error(span, &format!("in the regular expression: {message}"), "the syntax is that of the crate `regex`")
    })?;
    Ok(if on_word { Item::Word(Element::Regex(compiled)) } else { Item::Group(Expression::Text(compiled)) })
}

/// A word without quotes.
pub(super) fn bare(source: &str, span: Span, reading: &Reading<'_>, items: &mut Vec<Item>) -> Result<(), PatternError> {
    let token = span.of(source);
    if token == "*" {
        items.push(Item::Word(Element::Any));
        return Ok(());
    }
    if let Some(name) = token.strip_prefix('@') {
        items.push(Item::Group(Expression::Reference(reference(name, span, reading)?)));
        return Ok(());
    }
    if let Some(word) = token.strip_prefix('=') {
        return written(word, span, reading, items);
    }
    if let Some((word, distance)) = token.split_once('~') {
        items.push(Item::Word(edit(word, distance, span, reading)?));
        return Ok(());
    }
    reserved(token, span)?;
    if token.contains(['*', '?']) {
        items.push(Item::Word(glob(token, span, reading)?));
        return Ok(());
    }
    let words = some_words(token, span, reading)?;
    items.extend(words.iter().map(|word| {
        Item::Word(match reading.stemming {
            Stemming::Stem => Element::Stem {
                stem: reading.stemmer.stem_with(&word.cased, reading.forms.accents),
                word: word.span.of(token).to_owned(),
            },
            Stemming::Exact => exact(token, word, reading),
        })
    }));
    Ok(())
}

fn exact(text: &str, word: &Word, reading: &Reading<'_>) -> Element {
    Element::Exact(reading.forms.form(word.span.of(text), &word.cased))
}

fn as_is(text: &str, word: &Word) -> Element {
    Element::Written(as_written(word.span.of(text)))
}

fn reserved(token: &str, span: Span) -> Result<(), PatternError> {
    match token.chars().find(|c| RESERVED.contains(c)) {
        None => Ok(()),
        Some(sign) => Err(error(
            span,
            &format!("`{sign}` in `{token}` is not part of a word"),
            &format!("quote mentions, hashtags and other exact words: \"{token}\""),
        )),
    }
}

fn some_words(token: &str, span: Span, reading: &Reading<'_>) -> Result<Vec<Word>, PatternError> {
    let words = reading.forms.words(token);
    if words.is_empty() {
        return Err(error(span, &format!("`{token}` holds no word, so it can never match"), "write a word"));
    }
    Ok(words)
}

fn written(word: &str, span: Span, reading: &Reading<'_>, items: &mut Vec<Item>) -> Result<(), PatternError> {
    reserved(word, span)?;
    if word.contains(['*', '?']) {
        let message = format!("`={word}` has a wildcard, and `=` takes a word exactly as written");
        return Err(error(span, &message, "leave out the `=`, or write a regular expression: `/…/t`"));
    }
    let words = some_words(word, span, reading)?;
    items.extend(words.iter().map(|found| Item::Word(as_is(word, found))));
    Ok(())
}

fn edit(word: &str, distance: &str, span: Span, reading: &Reading<'_>) -> Result<Element, PatternError> {
    if distance != "1" {
        let message = format!("`~{distance}` after `{word}`, expected `~1`");
        return Err(error(span, &message, "one edit is the most; for other forms use wildcards"));
    }
    reserved(word, span)?;
    let words = reading.forms.words(word);
    let whole = words.first().filter(|found| found.span.len() == word.len());
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    match whole {
        Some(found) if letters >= LEAST_LETTERS && words.len() == 1 => {
            Ok(Element::Edit(reading.forms.form(word, &found.cased)))
        }
        Some(_) => {
            let message = format!("`{word}` has {letters} letters, and `~1` needs {LEAST_LETTERS} or more");
            Err(error(
                span,
                &message,
                "a short word is one edit away from too many others; list the spellings you mean",
            ))
        }
        None => {
            Err(error(span, &format!("`{word}` is not one word"), "`~1` stands after a single word without wildcards"))
        }
    }
}

fn glob(token: &str, span: Span, reading: &Reading<'_>) -> Result<Element, PatternError> {
    if token.chars().all(|c| matches!(c, '*' | '?')) {
        return Err(error(span, &format!("`{token}` has no letter, so it would match every word"), "write a letter"));
    }
    // A stand-in letter for each wildcard shows whether the whole is one word.
    let sample = token.replace(['*', '?'], "x");
    let found = reading.forms.words(&sample);
    if found.len() != 1 || found[0].span.len() != sample.len() {
        return Err(error(
            span,
            &format!("`{token}` is not one word, so it can never match"),
            "wildcards match within a word; hyphens and punctuation separate words",
        ));
    }
    Ok(Element::Glob(reading.forms.form(token, &fold_case(token))))
}

fn reference(name: &str, span: Span, reading: &Reading<'_>) -> Result<Reference, PatternError> {
    let found = |target| Reference { target, name: name.to_owned(), span };
    if name == NEGATION {
        if reading.negation {
            return Ok(found(Target::Negation));
        }
        let message = "the codebook names no negation words here";
        return Err(error(span, message, "name them at the top: `negation = [\"no\", \"without\"]`"));
    }
    let Some(themes) = reading.themes else {
        return Err(error(
            span,
            &format!("`@{name}` stands where no theme can be named"),
            "write the words themselves",
        ));
    };
    match themes.get(name) {
        Some(theme) => Ok(found(Target::Theme(*theme))),
        None => {
            let hint = format!("{}; a mention of a person stands in quotes: \"@{name}\"", meant(name, themes.keys()));
            Err(error(span, &format!("there is no theme `{name}`"), &hint))
        }
    }
}
