//! Phrases that the design of a study forbids in text written by hand.
//!
//! Saying that there is none is no claim: a phrase with *no*, *not*, *never*, *without* or *cannot* before it in its
//! sentence is allowed. Comments and the wording of questions are other people's, and are not looked at.

use std::ops::Range;

use crate::measure::Design;

/// Words before a phrase that deny it.
const DENYING: [&str; 12] =
    ["no", "not", "never", "without", "cannot", "neither", "nor", "isn't", "aren't", "can't", "don't", "nothing"];

/// Words after *significant* that make it say something else.
const NO_CLAIM: [&str; 2] = ["other", "others"];

/// Every forbidden phrase of a text: where it stands, and the phrase.
#[must_use]
pub fn forbidden(text: &str, design: Design) -> Vec<(Range<usize>, &'static str)> {
    let words: Vec<crate::text::Word> = crate::text::words(text);
    let mut found = Vec::new();
    for phrase in design.forbidden_phrases() {
        let parts: Vec<&str> = phrase.split(' ').collect();
        for (at, window) in words.windows(parts.len()).enumerate() {
            let same = window.iter().zip(&parts).all(|(word, part)| word.cased == *part);
            let idiom = words.get(at + parts.len()).is_some_and(|next| NO_CLAIM.contains(&next.cased.as_str()));
            if same && !idiom && !denied(text, &words[..at]) {
                found.push((window[0].span.start..window[parts.len() - 1].span.end, *phrase));
            }
        }
    }
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    // Of phrases that share words one is said: *representative of* before *is representative*.
    found.dedup_by(|later, earlier| {
        let shared = later.0.start < earlier.0.end;
        if shared && earlier.1.ends_with(" representative") {
            std::mem::swap(later, earlier);
        }
        shared
    });
    found
}

/// Whether the sentence denies what comes behind these words.
fn denied(text: &str, before: &[crate::text::Word]) -> bool {
    let mut end = None;
    for word in before.iter().rev().take(12) {
        let between = end.and_then(|end| text.get(word.span.end..end)).unwrap_or_default();
        if between.contains(['.', '!', '?', ';']) {
            return false;
        }
        if DENYING.contains(&word.cased.as_str()) {
            return true;
        }
        end = Some(word.span.start);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_in_any_case_and_across_lines_and_not_where_it_is_denied() {
        let found = |text| forbidden(text, Design::OptIn).into_iter().map(|found| found.1).collect::<Vec<_>>();
        assert_eq!(found("The Margin\nof error is 3 points."), ["margin of error"]);
        assert_eq!(found("There is no margin of error to give."), Vec::<&str>::new());
        assert_eq!(found("Not so. It is representative of all."), ["representative of"]);
        assert_eq!(found("A panel representative of all."), ["representative of"]);
        assert!(forbidden("margin of error", Design::Probability).is_empty());
    }

    #[test]
    fn significance_and_representativeness_are_found_alone_and_a_phrase_within_another_once() {
        let found = |text| forbidden(text, Design::OptIn).into_iter().map(|found| found.1).collect::<Vec<_>>();
        assert_eq!(found("A Significant rise; the sample is representative."), ["significant", "is representative"]);
        assert_eq!(
            found("Prices rose significantly more, at the margins-of-error."),
            ["significantly", "margins of error"]
        );
        assert_eq!(found("A statistically significant rise."), ["statistically significant"]);
        assert!(found("Our sales representative and her significant other; not significant.").is_empty());
    }
}
