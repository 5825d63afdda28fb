//! The comments of a study as a reader may go through them: who wrote each, what it shows, and the words that show it.
//!
//! Only a study that says so publishes them. How they look is `report`'s.
//!
//! # What it answers
//! Which comments stand behind this number?
//!
//! # Formula
//! Every comment that was read, in file order, with the themes that the study counts for it (the same decisions as in
//! every table) and the tagger's evidence for those. Where there are more than a page can hold, the open questions have
//! equal parts of the room, and of each question those that the report quotes are chosen first, then others at equal
//! steps through the file.
//!
//! # Assumptions and when not to use it
//! Comments that are chosen at equal steps are no random sample; counts are taken from the tables, never from them.
//!
//! # Reference
//! None: this is the program's own rule.
//!
//! # Example
//! Of 30 comments with room for 10, none of them quoted, the 1st, the 4th, the 7th … are chosen.

use std::collections::{BTreeSet, HashMap};

use super::{QuestionInput, QuestionResults, Results, SetAside, StudyInput, decide};
use crate::ingest::responses::{Answers, Responses};
use crate::text::Span;

/// Options of a closed question by which comments can be chosen; one with more is no list to choose from.
const MOST_OPTIONS: usize = 50;

/// Who wrote a comment, as far as a reader may know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AuthorKind {
    /// The person who posted the poll.
    Poster,
    /// Somebody with one comment.
    Once,
    /// Somebody with several.
    Several,
    /// The source does not say.
    NotStated,
}

impl AuthorKind {
    /// The value in an address.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Poster => "poster",
            Self::Once => "once",
            Self::Several => "several",
            Self::NotStated => "not-stated",
        }
    }

    /// What they are called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Poster => "the person who asked",
            Self::Once => "people with one comment",
            Self::Several => "people with several comments",
            Self::NotStated => "author not stated",
        }
    }
}

/// A theme by which comments can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedTheme {
    /// Id.
    pub id: String,
    /// Name.
    pub label: String,
    /// What a comment must speak of to show it.
    pub definition: String,
    /// Index into [`PublishedComments::groups`].
    pub group: usize,
}

/// A closed question that the authors of the comments answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedAnswers {
    /// Id.
    pub id: String,
    /// What was asked.
    pub question: String,
    /// The options.
    pub options: Vec<String>,
}

/// One comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedComment {
    /// Id.
    pub id: String,
    /// The pseudonym of its author.
    pub author: Option<String>,
    /// What is known of the author.
    pub kind: AuthorKind,
    /// When, as the source writes it.
    pub date: Option<String>,
    /// Number of reactions.
    pub reactions: Option<u64>,
    /// Where the text comes from.
    pub provenance: Option<String>,
    /// Whether no real person wrote it.
    pub constructed: bool,
    /// Why it is left out of the counts; `None` where it is counted.
    pub set_aside: Option<SetAside>,
    /// The text, exactly as written.
    pub text: String,
    /// Indices of the themes that it shows.
    pub themes: Vec<usize>,
    /// The evidence: the place in the text, the theme, the pattern as the codebook writes it; sorted by place.
    pub evidence: Vec<(Span, usize, String)>,
    /// What its author answered: the closed question, and the options.
    pub answers: Vec<(usize, Vec<u32>)>,
}

/// The comments on one open question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedComments {
    /// Id of the question.
    pub id: String,
    /// What was asked.
    pub question: String,
    /// Groups of themes: id, label, exclusive.
    pub groups: Vec<(String, String, bool)>,
    /// Themes in the codebook's order.
    pub themes: Vec<PublishedTheme>,
    /// Closed questions that the same people answered.
    pub answers: Vec<PublishedAnswers>,
    /// The comments chosen, in file order.
    pub comments: Vec<PublishedComment>,
    /// Comments that were read and are not among them, for want of room.
    pub left_out: usize,
    /// Comments whose authors did not agree to be quoted.
    pub withheld: usize,
}

/// The comments of every open question, at most `most` in all. `sources` has the id of each question's source.
#[must_use]
pub fn published(input: &StudyInput, results: &Results, sources: &[&str], most: usize) -> Vec<PublishedComments> {
    let room = most / input.questions.len().max(1);
    let questions = input.questions.iter().zip(&results.questions).zip(sources);
    questions.map(|((question, found), source)| of_question(input, question, found, (source, room))).collect()
}

fn of_question(
    study: &StudyInput,
    input: &QuestionInput,
    found: &QuestionResults,
    (source, room): (&str, usize),
) -> PublishedComments {
    // Settled before words were masked, which two comments may differ in.
    let aside: HashMap<&str, SetAside> =
        found.set_aside.iter().flat_map(|(reason, ids)| ids.iter().map(|id| (id.as_str(), *reason))).collect();
    let reasons = input.comments.iter().map(|comment| aside.get(comment.id.as_str()).copied()).collect();
    let coded = decide(input.codebook, input.comments, input.tags, reasons, input.codings, input.source);
    let answered = Answered::of(study, source);
    let kinds = kinds(input);
    let comment = |place: usize| {
        let comment = &input.comments[place];
        let shown = &coded.shown[place];
        PublishedComment {
            id: comment.id.clone(),
            author: comment.author.clone(),
            kind: kinds[place],
            date: comment.date.clone(),
            reactions: comment.reactions,
            provenance: comment.provenance.clone(),
            constructed: comment.provenance.as_ref().is_some_and(|from| study.about.constructed.contains(from)),
            set_aside: coded.set_aside[place],
            text: comment.text.clone(),
            themes: (0..shown.len()).filter(|theme| shown[*theme]).collect(),
            evidence: evidence(input, place, shown),
            answers: answered.by(comment.line),
        }
    };
    let chosen = chosen(input, found, room);
    let withheld = input.comments.iter().filter(|comment| comment.withheld).count();
    PublishedComments {
        id: found.id.clone(),
        question: found.question.clone(),
        groups: found.groups.clone(),
        themes: input.codebook.themes.iter().map(theme).collect(),
        withheld,
        left_out: input.comments.len() - withheld - chosen.len(),
        comments: chosen.into_iter().map(comment).collect(),
        answers: answered.questions,
    }
}

fn theme(theme: &crate::codebook::Theme) -> PublishedTheme {
    PublishedTheme {
        id: theme.id.clone(),
        label: theme.label.clone(),
        definition: theme.definition.clone(),
        group: theme.group,
    }
}

/// Positions of at most `room` comments, ascending.
fn chosen(input: &QuestionInput, found: &QuestionResults, room: usize) -> BTreeSet<usize> {
    let shown = || (0..input.comments.len()).filter(|place| !input.comments[*place].withheld);
    if shown().count() <= room {
        return shown().collect();
    }
    let mut chosen: BTreeSet<usize> = found.quotes.iter().map(|quote| quote.comment).take(room).collect();
    let others: Vec<usize> = shown().filter(|place| !chosen.contains(place)).collect();
    let left = room - chosen.len();
    chosen.extend((0..left).map(|step| others[step * others.len() / left]));
    chosen
}

/// What is known of the author of each comment.
fn kinds(input: &QuestionInput) -> Vec<AuthorKind> {
    let mut written: HashMap<&str, usize> = HashMap::new();
    for author in input.comments.iter().filter_map(|comment| comment.author.as_deref()) {
        *written.entry(author).or_insert(0) += 1;
    }
    let kind = |author: Option<&String>| match author {
        None => AuthorKind::NotStated,
        Some(author) if input.set_aside.poster.as_ref() == Some(author) => AuthorKind::Poster,
        Some(author) if written[author.as_str()] > 1 => AuthorKind::Several,
        Some(_) => AuthorKind::Once,
    };
    input.comments.iter().map(|comment| kind(comment.author.as_ref())).collect()
}

/// The evidence for the themes that count; a theme that a human decided against has none.
fn evidence(input: &QuestionInput, place: usize, shown: &[bool]) -> Vec<(Span, usize, String)> {
    let matches = input.tags[place].matches.iter().filter(|found| shown[found.theme]);
    let mut evidence: Vec<(Span, usize, String)> = matches
        .flat_map(|found| {
            let pattern = input.codebook.themes[found.theme].patterns.get(found.pattern);
            let source = pattern.map_or("", |pattern| pattern.source.as_str());
            found.spans.iter().map(move |span| (*span, found.theme, source.to_owned()))
        })
        .collect();
    evidence.sort_by_key(|(span, theme, _)| (span.start, span.end, *theme));
    evidence
}

/// The closed questions of a source, with the row of each response.
struct Answered<'a> {
    questions: Vec<PublishedAnswers>,
    chosen: Vec<&'a Answers>,
    rows: HashMap<u64, usize>,
}

impl<'a> Answered<'a> {
    fn of(study: &StudyInput<'a>, source: &str) -> Self {
        let responses: Option<&Responses> =
            study.responses.iter().find(|input| input.source == source).map(|input| input.responses);
        let mut found = Self { questions: Vec::new(), chosen: Vec::new(), rows: HashMap::new() };
        for closed in study.closed.iter().filter(|closed| closed.source == source) {
            let (Answers::One { options, .. } | Answers::Several { options, .. }) = &closed.answered.answers else {
                continue;
            };
            if options.len() <= MOST_OPTIONS {
                let spec = &closed.answered.spec;
                let (id, question, options) = (spec.id.clone(), spec.question.clone(), options.clone());
                found.questions.push(PublishedAnswers { id, question, options });
                found.chosen.push(&closed.answered.answers);
            }
        }
        if let Some(responses) = responses.filter(|_| !found.chosen.is_empty()) {
            found.rows = responses.lines.iter().enumerate().map(|(row, line)| (*line, row)).collect();
        }
        found
    }

    /// What the person whose row begins at this line answered.
    fn by(&self, line: u64) -> Vec<(usize, Vec<u32>)> {
        let Some(&row) = self.rows.get(&line) else { return Vec::new() };
        let chosen = |answers: &Answers| match answers {
            Answers::One { chosen, .. } => chosen.get(row).copied().flatten().map(|option| vec![option]),
            Answers::Several { chosen, .. } => chosen.get(row).cloned().flatten(),
            Answers::Numbers(_) | Answers::Texts(_) => None,
        };
        let all = self.chosen.iter().enumerate().filter_map(|(place, answers)| Some((place, chosen(answers)?)));
        all.filter(|(_, options)| !options.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::fixture::measured;

    fn all(most: usize) -> Vec<PublishedComments> {
        measured(|input, results| published(input, results, &["s"], most))
    }

    #[test]
    fn every_comment_has_the_themes_that_the_tables_count_and_their_evidence() {
        measured(|input, results| {
            let found = &published(input, results, &["s"], 100)[0];
            assert_eq!(found.left_out, 0);
            for (place, theme) in found.themes.iter().enumerate() {
                let counted = found.comments.iter().filter(|comment| comment.set_aside.is_none());
                let shown = counted.filter(|comment| comment.themes.contains(&place)).count() as u64;
                let frequency = results.questions[0].frequencies.themes.iter().find(|found| found.id == theme.id);
                assert_eq!(Some(shown), frequency.map(|found| found.comments.count), "{}", theme.id);
            }
            let first = &found.comments[0];
            let words: Vec<&str> = first.evidence.iter().map(|(span, _, _)| span.of(&first.text)).collect();
            assert_eq!(words[..2], ["note", "first"]);
            assert!(first.constructed);
        });
    }

    #[test]
    fn authors_are_kinds_of_people() {
        let kinds: BTreeSet<AuthorKind> = all(100)[0].comments.iter().map(|comment| comment.kind).collect();
        assert!(kinds.contains(&AuthorKind::Once), "{kinds:?}");
    }

    #[test]
    fn where_there_are_too_many_the_rule_chooses_and_the_rest_is_counted() {
        let every = all(100)[0].comments.len();
        let some = &all(3)[0];
        assert_eq!(some.comments.len(), 3);
        assert_eq!(some.left_out, every - 3);
        assert_eq!(all(0)[0].left_out, every);
    }
}
