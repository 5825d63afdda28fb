//! The answers to one question, taken cell by cell: what a cell means is settled by the question's declaration.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::number::NumberStyle;
use super::read::{LISTED, bad_cell};
use super::{Answered, Answers, Kind, QuestionSpec, Splitter};
use crate::diag::{Diagnostic, Place};
use crate::ingest::{BadRow, IngestError, Row};

/// Takes the answers to one question.
pub(super) struct Reader {
    places: Vec<usize>,
    missing: Vec<String>,
    labels: HashMap<String, String>,
    options: Options,
    taken: Taken,
}

enum Taken {
    One(Vec<Option<u32>>),
    /// One cell with several answers.
    Joined(Splitter, Vec<Option<Vec<u32>>>),
    /// One column an option; the cells that mean *chosen*.
    Marked(Vec<String>, Vec<Option<Vec<u32>>>),
    /// Several columns that each hold one of the answers.
    Spread(Vec<Option<Vec<u32>>>),
    Cells(Vec<Option<String>>),
}

impl Reader {
    /// # Errors
    /// The declaration does not fit together.
    pub(super) fn new(shown: &str, spec: &QuestionSpec, places: Vec<usize>) -> Result<Self, IngestError> {
        let wrong = |what: String, hint: &str| {
            IngestError::from(
                Diagnostic::error(Place::file(shown), format!("question `{}` {what}", spec.id)).hint(hint),
            )
        };
        let several = places.len() > 1;
        if places.is_empty() || (several && spec.kind != Kind::Multiple) {
            let what = format!("has {} columns, expected one", places.len());
            return Err(wrong(what, "name one column, or say `kind = \"multiple\"`"));
        }
        let marked = spec.kind == Kind::Multiple && spec.separator.is_none() && spec.labels.is_empty();
        if marked && spec.options.len() != places.len() {
            let what = format!("has {} columns and {} options", places.len(), spec.options.len());
            return Err(wrong(
                what,
                "with one column an option, name an option for each column; or name a `separator`",
            ));
        }
        let taken = match (spec.kind, &spec.separator) {
            (Kind::Single | Kind::Scale, _) => Taken::One(Vec::new()),
            (Kind::Number | Kind::Open, _) => Taken::Cells(Vec::new()),
            (Kind::Multiple, Some(separator)) => Taken::Joined(Splitter::new(separator, &spec.options), Vec::new()),
            (Kind::Multiple, None) if marked => Taken::Marked(spec.chosen.clone(), Vec::new()),
            (Kind::Multiple, None) => Taken::Spread(Vec::new()),
        };
        let labels = spec.labels.iter().map(|(code, label)| (code.clone(), label.clone())).collect();
        Ok(Self { places, missing: spec.missing.clone(), labels, options: Options::new(&spec.options), taken })
    }

    pub(super) fn take(&mut self, row: &Row) {
        let Self { places, missing, labels, options, taken } = self;
        let cell = |place: usize| {
            let cell = row.text(place).trim();
            (!cell.is_empty() && !missing.iter().any(|missing| missing.trim() == cell)).then_some(cell)
        };
        let first = places.first().copied().unwrap_or_default();
        match taken {
            Taken::One(chosen) => chosen.push(cell(first).map(|cell| options.place(label(labels, cell)))),
            Taken::Cells(cells) => cells.push(cell(first).map(str::to_owned)),
            Taken::Joined(splitter, chosen) => chosen.push(cell(first).map(|cell| {
                sorted(splitter.split(cell).into_iter().map(|part| options.place(label(labels, part))).collect())
            })),
            Taken::Spread(chosen) => {
                let found: Vec<&str> = places.iter().filter_map(|&place| cell(place)).collect();
                let answered = !found.is_empty();
                chosen.push(
                    answered.then(|| sorted(found.iter().map(|cell| options.place(label(labels, cell))).collect())),
                );
            }
            Taken::Marked(marks, chosen) => {
                let mut answered = false;
                let mut of_row = Vec::new();
                for (option, &place) in places.iter().enumerate() {
                    let Some(cell) = cell(place) else { continue };
                    answered = true;
                    if marks.is_empty() || marks.iter().any(|mark| mark.trim() == cell) {
                        of_row.extend(u32::try_from(option));
                    }
                }
                chosen.push(answered.then_some(of_row));
            }
        }
    }

    pub(super) fn finish(
        self,
        mut spec: QuestionSpec,
        shown: &str,
        lines: &[u64],
        notes: &mut Vec<String>,
        bad: &mut Vec<BadRow>,
    ) -> Answered {
        let options = self.options.labels;
        if spec.kind == Kind::Scale && spec.values.is_empty() && options.len() > spec.options.len() {
            // An option that was not declared stands outside the scale.
            spec.values = (1..=spec.options.len()).map(|place| place as f64).collect();
        }
        let answers = match self.taken {
            Taken::One(chosen) => Answers::One { options, chosen },
            Taken::Joined(_, chosen) | Taken::Spread(chosen) => Answers::Several { options, chosen },
            Taken::Marked(_, chosen) => Answers::Several { options: spec.options.clone(), chosen },
            Taken::Cells(cells) if spec.kind == Kind::Open => Answers::Texts(cells),
            Taken::Cells(cells) => {
                let (style, note) = NumberStyle::of(cells.iter().flatten().map(String::as_str));
                notes.extend(note.map(|note| format!("question `{}`: {note}", spec.id)));
                let numbers = cells.iter().zip(lines).map(|(cell, &line)| {
                    let cell = cell.as_deref()?;
                    let number = style.read(cell);
                    if number.is_none() && bad.len() < LISTED {
                        bad.push(bad_cell(shown, line, &spec.id, cell, "a number"));
                    }
                    number
                });
                Answers::Numbers(numbers.collect())
            }
        };
        Answered { spec, answers }
    }
}

/// The option that a cell stands for.
fn label<'c>(labels: &'c HashMap<String, String>, cell: &'c str) -> &'c str {
    if labels.is_empty() {
        return cell;
    }
    let whole = cell.strip_suffix(".0");
    labels.get(cell).or_else(|| labels.get(whole?)).map_or(cell, String::as_str)
}

fn sorted(mut places: Vec<u32>) -> Vec<u32> {
    places.sort_unstable();
    places.dedup();
    places
}

/// Options with their places: declared ones first, then others by first appearance.
struct Options {
    labels: Vec<String>,
    places: HashMap<String, u32, FixedState>,
}

impl Options {
    fn new(declared: &[String]) -> Self {
        let mut options = Self { labels: Vec::new(), places: HashMap::default() };
        for option in declared {
            options.place(option);
        }
        options
    }

    fn place(&mut self, label: &str) -> u32 {
        if let Some(&place) = self.places.get(label) {
            return place;
        }
        let place = u32::try_from(self.labels.len()).unwrap_or(u32::MAX);
        self.labels.push(label.to_owned());
        self.places.insert(label.to_owned(), place);
        place
    }
}
