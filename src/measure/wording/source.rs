//! Where the numbers come from, in one line each: the poll, its votes, the comments, and what is constructed.

use super::{counted, grouped};
use crate::measure::{
    About, Basis, DecisionSource, Design, PollBreakdown, QuestionResults, Rounding, Sample, SetAside,
};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date as people write it: `2021-07` is `July 2021`, `2021-07-05` is `5 July 2021`; anything else stays as it is.
#[must_use]
pub fn date(written: &str) -> String {
    let parts: Vec<&str> = written.trim().split('-').collect();
    let spoken = match parts.as_slice() {
        [year, month] => month_name(month).map(|name| format!("{name} {year}")),
        [year, month, day] => match (month_name(month), day.parse::<u8>()) {
            (Some(name), Ok(day @ 1..=31)) => Some(format!("{day} {name} {year}")),
            _ => None,
        },
        _ => None,
    };
    match parts.first() {
        Some(year) if year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) => spoken,
        _ => None,
    }
    .unwrap_or_else(|| written.trim().to_owned())
}

fn month_name(month: &str) -> Option<&'static str> {
    let number: usize = month.parse().ok()?;
    MONTHS.get(number.checked_sub(1)?).copied()
}

/// The poll and its sample: `LinkedIn poll, July 2021. Opt-in: the people who saw the post and chose to vote.`
#[must_use]
pub fn source_line(about: &About) -> String {
    let poll = about.platform.as_ref().map_or_else(|| "Poll".to_owned(), |platform| format!("{platform} poll"));
    let when = match (about.opened.as_deref().map(date), about.closed.as_deref().map(date)) {
        (Some(opened), Some(closed)) if opened != closed => format!(", {opened} to {closed}"),
        (Some(opened), _) => format!(", {opened}"),
        (None, Some(closed)) => format!(", closed {closed}"),
        (None, None) => String::new(),
    };
    format!("{poll}{when}. {}", design_words(&about.sample, about.platform.is_some()))
}

/// The poll and its sample in few words: `LinkedIn poll, July 2021, opt-in.`
#[must_use]
pub fn source_short(about: &About) -> String {
    let design = match about.sample.design {
        Design::OptIn => "opt-in",
        Design::Panel => "a panel of volunteers",
        Design::Probability => "a random sample",
        Design::Census => "a census",
    };
    let line = source_line(about);
    let poll = line.split_once(". ").map_or(line.as_str(), |(poll, _)| poll);
    format!("{poll}, {design}.")
}

pub(super) fn design_words(sample: &Sample, posted: bool) -> String {
    let of = sample.population.as_ref().map(|population| format!(" of {population}")).unwrap_or_default();
    match sample.design {
        Design::OptIn if posted => "Opt-in: the people who saw the post and chose to vote.".to_owned(),
        Design::OptIn => "Opt-in: the people who saw it and chose to answer.".to_owned(),
        Design::Panel => format!("A panel of volunteers{of}, not a random sample."),
        Design::Probability => format!("A random sample{of}."),
        Design::Census => format!("A census{of}: everyone was asked."),
    }
}

/// What is known of the number of votes: `412 votes.`, or that they are not published.
#[must_use]
pub fn votes_line(poll: &PollBreakdown) -> String {
    let rounded = if poll.rounding == Rounding::Floor { "cut off" } else { "rounded" };
    match &poll.basis {
        Basis::Counts { total } => format!("{}.", counted(*total, "vote", "votes")),
        Basis::Total { total, .. } => {
            format!("{}; percentages as published, {rounded}.", counted(*total, "vote", "votes"))
        }
        Basis::PercentOnly { .. } => format!("Votes not published; percentages as published, {rounded}."),
    }
}

/// The comments counted and those left out: `141 comments by 118 people; 10 by the poster and 4 repeats left out.`
#[must_use]
pub fn comments_line(question: &QuestionResults) -> String {
    let mut line = counted(question.counted, "comment", "comments");
    if question.authors > 0 {
        line.push_str(&format!(" by {}", counted(question.authors, "person", "people")));
    }
    let left_out: Vec<String> = question
        .set_aside
        .iter()
        .filter(|(_, ids)| !ids.is_empty())
        .map(|(why, ids)| set_aside_words(*why, ids.len() as u64))
        .collect();
    if !left_out.is_empty() {
        line.push_str(&format!("; {} left out", super::listed(&left_out)));
    }
    line.push('.');
    line
}

/// That a codebook has no theme yet, so that the report has no theme to speak of.
#[must_use]
pub fn no_themes_note(question: &QuestionResults) -> Option<String> {
    let none = question.frequencies.themes.is_empty();
    none.then(|| "The codebook has no patterns yet, so nothing is said of what the comments speak of.".to_owned())
}

fn set_aside_words(why: SetAside, count: u64) -> String {
    match why {
        SetAside::Poster => format!("{} by the poster", grouped(count)),
        SetAside::TagOnly => format!("{} tag-only", grouped(count)),
        SetAside::Duplicate => counted(count, "repeat", "repeats"),
    }
}

/// Whose decision the shares of themes count, and how many decisions of the tagger a person overrode.
#[must_use]
pub fn decision_line(question: &QuestionResults) -> String {
    let overridden = question.frequencies.themes.iter().map(|theme| theme.overridden).sum();
    match question.source {
        DecisionSource::Tagger => "Themes as the tagger found them.".to_owned(),
        DecisionSource::Reviewed => format!(
            "Themes as a person decided, else as the tagger found them; {} overridden.",
            counted(overridden, "decision", "decisions")
        ),
    }
}

/// That comments are constructed, where some are: a reader must not take them for a finding.
#[must_use]
pub fn constructed_note(question: &QuestionResults) -> Option<String> {
    let (constructed, all) = (question.constructed, question.counted);
    if constructed == 0 {
        return None;
    }
    let comments = counted(all, "comment", "comments");
    let (which, verb, pronoun, show) = match (constructed, all) {
        (1, 1) => ("The only comment".to_owned(), "is", "it", "shows"),
        (1, _) => (format!("1 of {comments}"), "is", "it", "shows"),
        (c, a) if c >= a => (format!("All {comments}"), "are", "they", "show"),
        (c, _) => (format!("{} of {comments}", grouped(c)), "are", "they", "show"),
    };
    Some(format!("{which} {verb} constructed: {pronoun} {show} how the program works, not a finding about people."))
}

/// The same in few words: `145 of 158 comments are constructed: an example, no finding.`
#[must_use]
pub fn constructed_short(question: &QuestionResults) -> Option<String> {
    let note = constructed_note(question)?;
    let which = note.split_once(": ").map_or(note.as_str(), |(which, _)| which);
    Some(format!("{which}: an example, no finding."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::wording::sample;

    #[test]
    fn dates_are_said_as_precisely_as_they_are_known() {
        assert_eq!(date("2021-07"), "July 2021");
        assert_eq!(date("2021-07-05"), "5 July 2021");
        assert_eq!(
            (date("2021"), date("summer 2021"), date("2021-13")),
            ("2021".into(), "summer 2021".into(), "2021-13".into())
        );
        assert_eq!(date("05-07"), "05-07");
    }

    #[test]
    fn the_source_line_names_the_poll_the_time_and_the_sample() {
        let mut about = sample::results().about;
        assert_eq!(
            source_line(&about),
            "LinkedIn poll, July 2021. Opt-in: the people who saw the post and chose to vote."
        );
        about.closed = Some("2021-08-02".into());
        about.platform = None;
        about.sample.design = Design::Census;
        assert_eq!(source_line(&about), "Poll, July 2021 to 2 August 2021. A census: everyone was asked.");
    }

    #[test]
    fn the_votes_line_says_what_is_not_known() {
        let mut poll = sample::poll();
        assert_eq!(votes_line(&poll), "Votes not published; percentages as published, rounded.");
        poll.basis = Basis::Counts { total: 412 };
        assert_eq!(votes_line(&poll), "412 votes.");
        poll.basis = Basis::Total { total: 1, vectors: 1 };
        assert_eq!(votes_line(&poll), "1 vote; percentages as published, rounded.");
    }

    #[test]
    fn the_comments_line_says_who_and_what_was_left_out() {
        let mut question = sample::question();
        assert_eq!(
            comments_line(&question),
            "158 comments by 131 people; 12 by the poster, 9 tag-only and 1 repeat left out."
        );
        question.set_aside.clear();
        question.authors = 0;
        assert_eq!(comments_line(&question), "158 comments.");
    }

    #[test]
    fn constructed_comments_are_said_to_be_so() {
        let mut question = sample::question();
        let note = constructed_note(&question).unwrap_or_default();
        assert_eq!(
            note,
            "145 of 158 comments are constructed: they show how the program works, not a finding about people."
        );
        assert_eq!(
            constructed_short(&question).unwrap_or_default(),
            "145 of 158 comments are constructed: an example, no finding."
        );
        question.constructed = 158;
        assert!(constructed_note(&question).unwrap_or_default().starts_with("All 158 comments are constructed"));
        question.constructed = 0;
        assert_eq!(constructed_note(&question), None);
    }
}
