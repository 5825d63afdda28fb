//! Numbers in words: headlines by rule from measured values, and the lines on sources and bases.
//!
//! Charts and reports both say these, so that one number is never said in two ways. Nothing is measured here.

mod answers;
mod cards;
mod crossed;
mod few;
mod fraction;
mod headline;
mod ranks;
#[cfg(test)]
pub(crate) mod sample;
mod scales;
mod source;
mod waves;

pub use answers::{
    answers_headline, answers_line, counted_headline, plain_number, poll_leads, spread_line, survey_line,
};
pub use cards::{answer_sentence, claim_headline, claim_lines, poll_sentence, said_by, theme_sentence, theme_share};
pub use crossed::{crossed_headline, intervals_headline, leader_among, typical_headline};
pub use few::{FEW, level, overlapping, too_few};
pub use fraction::{fraction, simple_fraction};
pub use headline::{capital, cooccurrence_headline, poll_headline, stance_headline, themes_headline};
pub use ranks::ranks_line;
pub use scales::scales_headline;
pub use source::{
    comments_line, constructed_note, constructed_short, date, decision_line, no_themes_note, source_line, source_short,
    votes_line,
};

pub use waves::waves_headline;

use super::Portion;

/// A share as a percentage rounded half up from its counts: `41%`; a dash where there is no base.
#[must_use]
pub fn percent(share: impl Into<Portion>) -> String {
    share.into().percent().map_or_else(|| "–".to_owned(), |percent| format!("{percent}%"))
}

/// A count with its noun: `1 comment`, `12,345 comments`.
#[must_use]
pub fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// A count with a comma between thousands: `12,345`.
#[must_use]
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Names as a sentence lists them: `A`, `A and B`, `A, B and C`.
#[must_use]
pub fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A label in curly quotes, as headlines name it.
#[must_use]
pub fn quoted(label: &str) -> String {
    format!("“{}”", label.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Share;

    #[test]
    fn a_percentage_is_rounded_half_up_from_the_counts() {
        assert_eq!(percent(Share::new(65, 158)), "41%");
        assert_eq!(percent(Share::new(1, 200)), "1%");
        assert_eq!(percent(Share::new(0, 0)), "–");
    }

    #[test]
    fn counts_agree_with_their_noun_and_group_by_thousands() {
        assert_eq!(counted(1, "vote", "votes"), "1 vote");
        assert_eq!(counted(1_234_567, "vote", "votes"), "1,234,567 votes");
        assert_eq!(counted(0, "vote", "votes"), "0 votes");
    }

    #[test]
    fn names_are_listed_as_a_sentence_does() {
        let names = ["A", "B", "C"].map(str::to_owned);
        assert_eq!(listed(&names), "A, B and C");
        assert_eq!(listed(&names[..2]), "A and B");
        assert_eq!(listed(&[]), "");
    }
}
