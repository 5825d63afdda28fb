//! `article.md` as a template: values by name are put in, each between marks by which it is found again.

use std::sync::Arc;

use minijinja::value::{Rest, Value as Given, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};

use super::facts::Numbers;
use super::functions::{FREE, FUNCTIONS, Unknown, find, resolve, unknown_function};
use super::marks;
use crate::diag::{Diagnostic, Place};
use crate::measure::named::quoted;
use crate::report::markdown_escaped;

/// Parts a message from its hint on the way through the template engine.
const HINT: char = '\u{1f}';

/// Whether a text is a template at all.
pub(super) fn is_template(text: &str) -> bool {
    ["{{", "{%", "{#"].iter().any(|mark| text.contains(mark))
}

/// The article in Markdown, with its values put in and marked; `source` names the file in messages.
///
/// # Errors
/// The template has a mistake, or names what the study does not have.
pub fn render(source: &str, text: &str, numbers: &Arc<Numbers>) -> Result<String, Diagnostic> {
    if !is_template(text) {
        return Ok(text.to_owned());
    }
    let mut engine = Environment::new();
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_auto_escape_callback(|_| AutoEscape::None);
    for function in FUNCTIONS {
        let numbers = Arc::clone(numbers);
        engine.add_function(function.name, move |given: Rest<Given>| {
            let call = format!("{}({})", function.name, argument(&given.0)?);
            let value = resolve(&numbers, &call).map_err(failed)?;
            Ok::<_, Error>(marks::marked(&call, &value.markdown))
        });
    }
    let known = Arc::clone(numbers);
    engine.add_function("value", move |given: Rest<Given>| {
        let named = argument(&given.0).and_then(|name| find(&known, &name).map_err(failed).map(|named| named.value));
        named.map(Given::from)
    });
    engine.add_function(FREE, |text: String, source: Option<String>| {
        marks::marked(&format!("{FREE}({})", source.unwrap_or_default()), &markdown_escaped(&text))
    });
    engine.add_filter("capitalize", |text: String| marks::capitalized(&text));
    let rendered = engine.render_named_str(source, text, minijinja::context! {});
    // The engine drops the newline at the end.
    rendered
        .map(|text| marks::not_at_line_starts(text.trim_end()) + "\n")
        .map_err(|error| diagnostic(source, text, &error))
}

/// The arguments of a call as one name: `'themes', 'personalise'` is `themes.personalise`.
fn argument(given: &[Given]) -> Result<String, Error> {
    let part = |value: &Given| match (value.kind(), value.as_str()) {
        (_, Some(text)) => Ok(if given.len() > 1 && !text.contains('.') { quoted(text) } else { text.to_owned() }),
        (ValueKind::Number, None) => Ok(value.to_string()),
        _ => Err(Error::new(ErrorKind::InvalidOperation, format!("`{value}` is neither a text nor a number"))),
    };
    Ok(given.iter().map(part).collect::<Result<Vec<_>, _>>()?.join("."))
}

fn failed(unknown: Unknown) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("{}{HINT}{}", unknown.message, unknown.hint))
}

fn diagnostic(source: &str, text: &str, error: &Error) -> Diagnostic {
    let place = match (error.range(), error.line()) {
        (Some(range), _) => Place::offset(source, text, range.start),
        (None, Some(line)) => Place::line(source, line as u64),
        (None, None) => Place::file(source),
    };
    let detail = error.detail().unwrap_or_default();
    if error.kind() == ErrorKind::UnknownFunction {
        let name = detail.split_whitespace().next().unwrap_or_default().trim_matches('`');
        let unknown = unknown_function(name);
        return Diagnostic::error(place, unknown.message).hint(unknown.hint);
    }
    match detail.split_once(HINT) {
        Some((message, hint)) => Diagnostic::error(place, message).hint(hint),
        None if detail.is_empty() => Diagnostic::error(place, error.kind().to_string()),
        None => Diagnostic::error(place, format!("{}: {detail}", error.kind())),
    }
}
