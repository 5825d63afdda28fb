//! A study from a poll that was never a file: its options as a person types them, and the comments below it as a person
//! copies them from the page.

use std::path::Path;
use std::str::FromStr;

use super::article::{Asked, article};
use super::codebook::codebook;
use super::export::raw;
use super::ids::Names;
use super::page::Page;
use super::study_file::sample;
use super::{Begun, IGNORED};
use crate::diag::{Diagnostic, Place};
use crate::ingest::{Poll, PollOption, Thread, read_thread};
use crate::measure::{PollInput, Rounding, breakdown};
use crate::study::StudyError;

/// An option as it is typed: `Never=20%` for a share, `Never=412` for votes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenOption {
    label: String,
    /// The number without its sign.
    number: String,
    /// Whether it is a percentage.
    percent: bool,
}

impl FromStr for GivenOption {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let expected = "expected an option with its share or its votes, as in `Never=20%` or `Never=412`";
        let (label, number) = given.rsplit_once('=').ok_or(expected)?;
        let (label, number) = (label.trim(), number.trim());
        let percent = number.ends_with('%');
        let number = number.trim_end_matches('%').trim().replace(',', if percent { "." } else { "" });
        let digits =
            |text: &str| !text.is_empty() && text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        let fits = match number.split_once('.') {
            Some((whole, part)) => percent && digits(whole) && digits(part) && part.len() <= 3,
            None => digits(&number),
        };
        let share = !percent || number.parse::<f64>().is_ok_and(|share| share <= 100.0);
        if label.is_empty() || !fits || !share {
            return Err(expected.to_owned());
        }
        Ok(Self { label: label.to_owned(), number, percent })
    }
}

impl GivenOption {
    fn decimals(&self) -> usize {
        self.number.split_once('.').map_or(0, |(_, part)| part.len())
    }

    fn read(&self, decimals: usize) -> PollOption {
        let padding = decimals - self.decimals().min(decimals);
        let points = format!("{}{}", self.number.replace('.', ""), "0".repeat(padding)).parse().ok();
        let votes = self.number.parse().ok();
        PollOption {
            label: self.label.clone(),
            points: points.filter(|_| self.percent),
            votes: votes.filter(|_| !self.percent),
        }
    }
}

/// A poll to begin a study from.
#[derive(Debug, Clone, Copy)]
pub struct FromPoll<'p> {
    /// What was asked.
    pub question: &'p str,
    /// Its options in the order shown; none where only the comments are known.
    pub options: &'p [GivenOption],
    /// Number of votes, where it is known.
    pub votes: Option<u64>,
    /// The file with the copied comments.
    pub comments: Option<&'p Path>,
}

/// Begins a study from a poll and its comments.
///
/// # Errors
/// The shares contradict themselves, or the comments cannot be read.
pub fn from_poll(from: &FromPoll<'_>) -> Result<Begun, StudyError> {
    let mut begun = Begun::default();
    begun.file(".gitignore", IGNORED.to_owned());
    let mut asked = Vec::new();
    if !from.options.is_empty() {
        typed(from)?;
        begun.file("poll.csv", poll_rows(from.options)?);
        begun.said.push(format!("a poll with {} options", from.options.len()));
        asked.push(Asked { question: from.question.to_owned(), open: false });
    }
    let thread = from.comments.map(|file| read_thread(file, &file.display().to_string())).transpose()?;
    if let Some(file) = from.comments {
        begun.draft.copies.insert(raw(file, &mut Names::default()), file.to_owned());
    }
    if let Some(thread) = &thread {
        begun.file("comments.csv", comment_rows(thread)?);
        let texts: Vec<&str> = thread.comments.iter().map(|comment| comment.text.as_str()).collect();
        begun.file("codebook-comments.toml", codebook("Comments under the poll", &texts)?);
        asked.push(Asked { question: "What the comments say".to_owned(), open: true });
        tell(&mut begun, thread);
    }
    begun.file("study.toml", study(from, thread.as_ref()));
    let who = thread.as_ref().map_or_else(String::new, |thread| {
        format!("{} comments by {} people were read.", thread.comments.len(), thread.people)
    });
    begun.file("article.md", article(from.question, &who, &asked));
    Ok(begun)
}

fn tell(begun: &mut Begun, thread: &Thread) {
    begun.thread = Some(thread.comments.len());
    begun.said.push(format!("{} comments by {} people", thread.comments.len(), thread.people));
    if thread.names > 0 {
        begun.said.push(format!("names of commenters in texts: {}, masked as [name]", thread.names));
    }
    begun
        .said
        .extend(thread.masked.found().map(|(mask, word, count)| format!("{word} in texts: {count}, masked as {mask}")));
    if thread.folded > 0 {
        begun.warnings.push(format!(
            "{} comments were folded on the page and end early: unfold them with “see more”, and copy again",
            thread.folded
        ));
    }
    if thread.unplaced > 0 {
        begun.warnings.push(format!("{} lines belong to no comment and were left out", thread.unplaced));
    }
    let nameless = thread.comments.iter().filter(|comment| comment.author.is_none()).count();
    if nameless > 0 {
        begun.warnings.push(format!("{nameless} comments have no name above them: their author is left blank"));
    }
}

/// The poll as it is typed; one that no number of votes could give is refused.
pub(in crate::study) fn typed(from: &FromPoll<'_>) -> Result<Poll, StudyError> {
    let refused =
        |message: String, hint: &str| StudyError::from(Diagnostic::error(Place::file("--option"), message).hint(hint));
    let percents = from.options.iter().filter(|option| option.percent).count();
    if percents > 0 && percents < from.options.len() {
        let hint = "write all as `Label=20%`, or all as `Label=412`";
        return Err(refused("some options have a percentage and others votes".to_owned(), hint));
    }
    for (place, option) in from.options.iter().enumerate() {
        if from.options[..place].iter().any(|other| other.label == option.label) {
            return Err(refused(format!("the option `{}` stands twice", option.label), "name each option once"));
        }
    }
    let decimals = decimals(from.options);
    let options = from.options.iter().map(|option| option.read(decimals)).collect();
    let poll = Poll { options, decimals: u32::try_from(decimals).unwrap_or_default() };
    let findings = Default::default();
    let input = PollInput {
        question: from.question,
        poll: &poll,
        total_votes: from.votes,
        rounding: Rounding::default(),
        findings: &findings,
    };
    breakdown(&input).map_err(|error| {
        let hint = crate::measure::MeasureError::Poll(error.clone()).hint();
        refused(error.to_string(), &hint)
    })?;
    Ok(poll)
}

fn decimals(options: &[GivenOption]) -> usize {
    options.iter().map(GivenOption::decimals).max().unwrap_or(0)
}

fn poll_rows(options: &[GivenOption]) -> Result<String, StudyError> {
    let percent = options.iter().all(|option| option.percent);
    let header = vec!["option".to_owned(), if percent { "percent" } else { "votes" }.to_owned()];
    let rows = options.iter().map(|option| vec![option.label.clone(), option.number.clone()]);
    csv_text(std::iter::once(header).chain(rows))
}

fn comment_rows(thread: &Thread) -> Result<String, StudyError> {
    let id = |place: usize| format!("c{:03}", place + 1);
    let header = ["id", "author", "age", "reply_to", "reactions", "text"].map(str::to_owned).to_vec();
    let rows = thread.comments.iter().enumerate().map(|(place, comment)| {
        vec![
            id(place),
            comment.author.map(|number| format!("R{number}")).unwrap_or_default(),
            comment.age.clone().unwrap_or_default(),
            comment.reply_to.map(id).unwrap_or_default(),
            comment.reactions.map(|count| count.to_string()).unwrap_or_default(),
            comment.text.clone(),
        ]
    });
    csv_text(std::iter::once(header).chain(rows))
}

fn csv_text(rows: impl Iterator<Item = Vec<String>>) -> Result<String, StudyError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(&row).map_err(|error| StudyError::Write(error.into()))?;
    }
    let bytes = writer.into_inner().map_err(|error| StudyError::Write(error.into_error()))?;
    String::from_utf8(bytes).map_err(|error| StudyError::Write(std::io::Error::other(error)))
}

fn study(from: &FromPoll<'_>, thread: Option<&Thread>) -> String {
    let mut page = Page::default();
    page.comment(
        "A study begun by `verbatims init`. Correct what is wrong here, then run `verbatims report` on this folder.",
    );
    page.blank();
    page.comment("The title of the report.");
    page.text("title", from.question);
    if !from.options.is_empty() {
        page.blank();
        page.line("[poll]");
        page.text("file", "poll.csv");
        page.text("question", from.question);
        page.comment("The options in the order shown.");
        let options: Vec<String> = from.options.iter().map(|option| option.label.clone()).collect();
        page.texts("options", &options);
        match from.votes {
            Some(votes) => page.line(&format!("total_votes = {votes}")),
            None if from.options.iter().all(|option| option.percent) => {
                page.comment("Where the number of votes is known: total_votes = 412");
            }
            None => {}
        }
        page.line(&format!("decimals = {}", decimals(from.options)));
        page.comment("Where and when it ran: platform = \"LinkedIn\", opened = \"2026-03-01\", closed = \"2026-03-08\", url = \"…\"");
    }
    sample(&mut page, "panel, probability or census, with the keys that these need");
    if let Some(thread) = thread {
        comments(&mut page, thread);
    }
    page.finish()
}

fn comments(page: &mut Page, thread: &Thread) {
    page.blank();
    page.comment(&format!(
        "{} comments by {} people, who are R1, R2 … by first appearance.",
        thread.comments.len(),
        thread.people
    ));
    for (mask, word, count) in
        thread.masked.found().chain((thread.names > 0).then_some(("[name]", "names of commenters", thread.names)))
    {
        page.fact("masked", &format!("{word}: {count}, as {mask}"));
    }
    page.comment("Other names inside texts are not recognised: read the texts before you publish any.");
    page.line("[[source]]");
    page.text("id", "thread");
    page.text("file", "comments.csv");
    page.line("pseudonymous = true");
    page.line("[source.columns]");
    for key in ["id", "author", "reply_to", "reactions"] {
        page.text(key, key);
    }
    page.blank();
    page.line("[[open]]");
    page.text("id", "comments");
    page.text("question", "Comments under the poll");
    page.text("source", "thread");
    page.text("column", "text");
    page.text("codebook", "codebook-comments.toml");
    page.line("[open.set_aside]");
    match thread.poster {
        Some(poster) => {
            page.comment("The page marks this person as the author of the post.");
            page.text("poster", &format!("R{poster}"));
        }
        None => {
            page.comment("The comments of whoever posted the poll are left out where they are named: poster = \"R1\"")
        }
    }
    page.line("tag_only = true");
    page.line("duplicates = true");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_has_a_share_or_votes() {
        let read = |text: &str| {
            text.parse::<GivenOption>()
                .map(|option| (option.label.clone(), option.read(1).points, option.read(1).votes))
        };
        assert_eq!(read("Never=20%"), Ok(("Never".to_owned(), Some(200), None)));
        assert_eq!(read("a=b = 20,5 %"), Ok(("a=b".to_owned(), Some(205), None)));
        assert_eq!(read("All=1,204"), Ok(("All".to_owned(), None, Some(1204))));
        for wrong in ["Never", "=20%", "Never=", "Never=-3%", "Never=101%", "Never=2.5", "Never=x%"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
