//! The sources of a study made of the files of an export: one row a respondent, and one a comment where people wrote
//! several; ids, answers and texts as they may be shown.

use super::answers::{Clean, Cleaning, clean};
use super::commenters::{Commenters, comment_ids, dates, profile, replies};
use super::days::year_first;
use super::ids::{Names, unfit};
use super::joined::joined;
use super::part::{BesideColumns, Part, Read, read_part};
use super::people::PeopleKey;
use super::plan::Plan;
use crate::ingest::Column;
use crate::ingest::inspect::{ColumnKind, Inspection};
use crate::study::StudyError;

/// A source of the study: a clean file, column by column.
pub(in crate::study) struct Source {
    /// Its id, and the name of its file.
    pub id: &'static str,
    /// Whether a row is a comment, and not a respondent.
    pub comments: bool,
    /// What stands beside the answers, by the name of its column; `id` is the first.
    pub beside: Vec<(&'static str, Vec<String>)>,
    /// The questions.
    pub questions: Vec<Clean>,
    /// Answers of the person who wrote a comment, from another file.
    pub carried: Vec<(String, Vec<String>)>,
}

impl Source {
    /// The name of its file.
    pub(in crate::study) fn file(&self) -> String {
        format!("{}.csv", self.id)
    }

    /// The number of rows.
    pub(in crate::study) fn rows(&self) -> usize {
        self.beside.first().map_or(0, |(_, cells)| cells.len())
    }

    /// Whether it has a column of this name.
    pub(in crate::study) fn has(&self, name: &str) -> bool {
        self.beside.iter().any(|(column, _)| *column == name)
    }
}

/// Everything that was made clean.
pub(in crate::study) struct Sources {
    pub sources: Vec<Source>,
    pub cleaning: Cleaning,
    /// What became of ids and authors, and how files were joined.
    pub said: Vec<(&'static str, String)>,
    /// What should be looked at.
    pub warnings: Vec<String>,
    /// Different people.
    pub people: usize,
    /// The key of the people, where files were joined.
    pub key: Option<PeopleKey>,
}

/// Ids and names that are taken, over all files of the study.
pub(super) struct Taken {
    columns: Names,
    questions: Names,
}

/// Reads every file and makes the sources.
///
/// # Errors
/// A file cannot be read, or the key of the study's people cannot.
pub(in crate::study) fn sources(plan: &Plan<'_>) -> Result<Sources, StudyError> {
    let mut taken = Taken { columns: Names::default(), questions: Names::default() };
    for name in ["id", "author", "date", "reply_to", "reactions", "weight"] {
        taken.columns.unique(name);
    }
    let mut made = Sources {
        sources: Vec::new(),
        cleaning: Cleaning::default(),
        said: Vec::new(),
        warnings: Vec::new(),
        people: 0,
        key: None,
    };
    if let Some(join) = &plan.join {
        joined(plan, join, &mut made, &mut taken)?;
    } else if let Some(found) = plan.found.first() {
        let part = read_part(&plan.from, 0, found, &beside_columns(found, None))?;
        if is_comments(found) {
            comments(&mut made, &mut taken, part)
        } else {
            responses(&mut made, &mut taken, found, part)
        }
    }
    if let Some(day_first) = plan.day_first {
        let dates = made.sources.iter_mut().flat_map(|source| &mut source.beside).filter(|(name, _)| *name == "date");
        dates.for_each(|(_, cells)| year_first(cells, day_first));
    }
    Ok(made)
}

/// Whether the rows of a file are comments that say who wrote them, or what they answer.
pub(super) fn is_comments(found: &Inspection) -> bool {
    found.comment.author.is_some() || found.comment.reply_to.is_some()
}

pub(super) fn beside_columns(found: &Inspection, key: Option<Column>) -> BesideColumns {
    let comment = found.comment.clone();
    let date = found.columns.iter().find(|column| column.kind == ColumnKind::Date);
    BesideColumns {
        id: found.id.clone(),
        date: date.map(|column| Column::Position(column.position)),
        weight: found.weight.clone(),
        profile: comment.author.as_ref().and_then(|_| profile(found)),
        author: comment.author,
        reply_to: comment.reply_to,
        reactions: comment.reactions,
        key,
    }
}

/// A file with a row for each respondent.
fn responses(made: &mut Sources, taken: &mut Taken, found: &Inspection, part: Part) {
    let rows = part.lines.len();
    let (ids, said) = identified(found, part.beside.id.as_deref(), rows);
    made.said.push(("ids", said));
    made.people = rows;
    let mut beside = vec![("id", ids)];
    beside.extend(part.beside.date.map(|dates| ("date", dates)));
    beside.extend(part.beside.weight.map(|weights| ("weight", weights)));
    let questions = questions(made, taken, part.questions);
    made.sources.push(Source { id: "responses", comments: false, beside, questions, carried: Vec::new() });
}

/// A file with a row for each comment of a thread.
fn comments(made: &mut Sources, taken: &mut Taken, part: Part) {
    let ids = comment_ids(part.lines.len());
    let Commenters { names, authors, people, .. } = Commenters::of(&part.beside);
    made.cleaning.people = names;
    made.people = people;
    if authors.is_empty() {
        made.said.push(("ids", "comments are c001, c002 … by row; the export does not say who wrote them".to_owned()));
    } else {
        made.said.push(("ids", "comments are c001, c002 … by row".to_owned()));
        made.said.push(("authors", format!("{people} people, who are R1, R2 … by first appearance")));
        let nameless = authors.iter().filter(|author| author.is_empty()).count();
        if nameless > 0 {
            made.warnings.push(format!("{nameless} comments do not say who wrote them: their author is left blank"));
        }
    }
    let replies = replies(&part.beside, &ids);
    let mut beside = vec![("id", ids)];
    beside.extend((!authors.is_empty()).then_some(("author", authors)));
    beside.extend(part.beside.date.map(|cells| ("date", dates(cells))));
    if let Some((replies, lost)) = replies {
        if lost > 0 {
            made.warnings
                .push(format!("{lost} comments answer one that is not in the file: their `reply_to` is left blank"));
        }
        beside.extend(replies.iter().any(|reply| !reply.is_empty()).then_some(("reply_to", replies)));
    }
    beside.extend(part.beside.reactions.map(|reactions| ("reactions", whole_numbers(reactions))));
    let questions = questions(made, taken, part.questions);
    made.sources.push(Source { id: "comments", comments: true, beside, questions, carried: Vec::new() });
}

/// What is no whole number is no count of reactions.
pub(super) fn whole_numbers(mut cells: Vec<String>) -> Vec<String> {
    for cell in &mut cells {
        let whole = cell.trim().strip_suffix(".0").unwrap_or(cell.trim()).replace(',', "");
        *cell = if whole.parse::<u64>().is_ok() { whole } else { String::new() };
    }
    cells
}

pub(super) fn questions(made: &mut Sources, taken: &mut Taken, read: Vec<Read>) -> Vec<Clean> {
    let mut questions = Vec::with_capacity(read.len());
    for (mut seen, answered) in read {
        seen.spec.id = taken.questions.unique(&seen.spec.id);
        questions.extend(clean(&seen, answered, &mut taken.columns, &mut taken.questions, &mut made.cleaning));
    }
    questions
}

/// The ids that respondents have in the study, and what became of those of the export.
fn identified(found: &Inspection, ids: Option<&[String]>, count: usize) -> (Vec<String>, String) {
    let numbered = || (1..=count).map(|row| format!("R{row}")).collect();
    let name = found.columns.iter().find(|column| column.kind == ColumnKind::Id).map(|column| column.name.as_str());
    let (Some(ids), Some(name)) = (ids, name) else {
        return (numbered(), "the export has none: R1, R2 … by row".to_owned());
    };
    match unfit(ids, found.format != "generic") {
        None => {
            let kept = ids.iter().map(|id| id.trim().to_owned()).collect();
            (kept, format!("those of the column `{name}`, which say nothing of the person"))
        }
        Some(why) => (numbered(), format!("those of the column `{name}` are not kept, {why}: R1, R2 … by row")),
    }
}
