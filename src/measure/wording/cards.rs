//! What cards say: a number with its sentence, who said a quote, what was computed for a claim.

use super::headline::capital;
use super::{counted, fraction, grouped, percent, quoted};
use crate::ingest::responses::Kind;
use crate::measure::answers::{AnswerBreakdown, AnswerOption};
use crate::measure::{About, ClaimResult, OptionShare, PollBreakdown, Quote, ThemeFrequency};

/// What follows the share of a poll's option: its headline without the share in words, where it starts with it.
#[must_use]
pub fn poll_sentence(poll: &PollBreakdown, option: &OptionShare) -> String {
    let top = poll.options.iter().map(|option| option.share).fold(0.0, f64::max);
    let said = poll.headline.strip_prefix(&capital(&fraction(top))).filter(|_| option.share >= top);
    match said.map(str::trim).filter(|said| !said.is_empty()) {
        Some(said) => said.to_owned(),
        None => format!("answer {}", quoted(&option.label)),
    }
}

/// What follows the share of an option of a closed question.
#[must_use]
pub fn answer_sentence(found: &AnswerBreakdown, option: &AnswerOption) -> String {
    let verb = if found.kind == Kind::Multiple { "choose" } else { "answer" };
    format!("{verb} {}", quoted(&option.label))
}

/// What follows the share of a theme.
#[must_use]
pub fn theme_sentence(theme: &ThemeFrequency) -> String {
    format!("of the comments speak of {}", quoted(&theme.label))
}

/// A theme's share in a sentence: `57 of 158 comments (36%) show this theme.`; nothing where no comment is counted.
#[must_use]
pub fn theme_share(theme: &ThemeFrequency) -> Option<String> {
    let share = theme.comments;
    let of = counted(share.base, "comment", "comments");
    share.value().map(|_| format!("{} of {of} ({}) show this theme.", grouped(share.count), percent(share)))
}

/// Who said a quote, as it may be shown, and that nobody did where the text is constructed.
#[must_use]
pub fn said_by(quote: &Quote, about: &About) -> String {
    let constructed = quote.provenance.as_ref().is_some_and(|provenance| about.constructed.contains(provenance));
    if constructed { format!("{}, constructed example", quote.by) } else { quote.by.clone() }
}

/// A claim with its verdict: `“Most accept some” holds`.
#[must_use]
pub fn claim_headline(claim: &ClaimResult) -> String {
    let text = claim.text.trim().trim_end_matches('.');
    let verdict = claim.verdict.label();
    let verb = if verdict.starts_with("shown") { "is " } else { "" };
    format!("{} {verb}{verdict}", quoted(text))
}

/// What was computed for a claim and what would make it true, a line a check; then why the data cannot tell.
#[must_use]
pub fn claim_lines(claim: &ClaimResult) -> Vec<String> {
    let line = |check: &crate::measure::CheckResult| match check.value {
        Some(_) => format!("{}; true if {}.", check.shown, check.expected),
        None => format!("Not defined; true if {}.", check.expected),
    };
    claim.checks.iter().map(line).chain(claim.reason.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::wording::sample;
    use crate::measure::{CheckResult, Verdict};

    #[test]
    fn a_number_takes_the_study_s_own_sentence_where_it_starts_with_the_share() {
        let mut poll = sample::poll();
        assert_eq!(poll_sentence(&poll, &poll.options[1]), "accept only some invites from strangers");
        assert_eq!(poll_sentence(&poll, &poll.options[0]), "answer “Never”");
        poll.headline = "“Some of them” is the answer of two in three".into();
        assert_eq!(poll_sentence(&poll, &poll.options[1]), "answer “Some of them”");
    }

    #[test]
    fn a_theme_s_share_has_its_base() {
        let theme = &sample::question().frequencies.themes[1];
        assert_eq!(theme_share(theme).unwrap(), "57 of 158 comments (36%) show this theme.");
        assert_eq!(theme_sentence(theme), "of the comments speak of “Write a personal invite”");
    }

    #[test]
    fn a_claim_says_what_was_computed_and_what_would_make_it_true() {
        let check = CheckResult {
            quantity: "poll.Some".into(),
            value: Some(0.68),
            shown: "68%".into(),
            expected: "“most”: at least 50%".into(),
            holds: true,
            constructed: false,
        };
        let claim = ClaimResult {
            id: "most".into(),
            text: "Most accept some.".into(),
            verdict: Verdict::ShownOnConstructed,
            checks: vec![check],
            reason: Some("Nobody counted.".into()),
        };
        assert_eq!(claim_lines(&claim), ["68%; true if “most”: at least 50%.", "Nobody counted."]);
        assert_eq!(claim_headline(&claim), "“Most accept some” is shown on constructed data");
    }
}
