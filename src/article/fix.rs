//! Puts the right values between the marks of a text, and touches nothing else.

use super::document::{Document, Format};
use super::facts::Numbers;
use super::functions::{FREE, resolve};

/// The text with its marked values put right, and how many were changed. A name that is not known is left as it is.
#[must_use]
pub fn fix(text: &str, format: Format, numbers: &Numbers) -> (String, usize) {
    let document = Document::of_text("", text, format);
    let mut marks: Vec<_> =
        document.passages.iter().flat_map(|passage| passage.marks.iter().map(move |mark| (passage, mark))).collect();
    marks.sort_by_key(|(_, mark)| mark.source.start);
    let (mut fixed, mut end, mut changed) = (String::with_capacity(text.len()), 0, 0);
    for (passage, mark) in marks.into_iter().filter(|(_, mark)| !mark.call.starts_with(FREE)) {
        let Ok(value) = resolve(numbers, &mark.call) else { continue };
        let written = passage.text[mark.text.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
        let right = value.plain.split_whitespace().collect::<Vec<_>>().join(" ");
        let between = (mark.source.start >= end).then(|| text.get(end..mark.source.start)).flatten();
        let (Some(between), false) = (between, super::verify::same(&written, &right)) else { continue };
        fixed.push_str(between);
        fixed.push_str(if format == Format::Html { &value.html } else { &value.markdown });
        end = mark.source.end;
        changed += 1;
    }
    fixed.push_str(text.get(end..).unwrap_or_default());
    (fixed, changed)
}
