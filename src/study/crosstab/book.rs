//! Crosstabs as a workbook: an index, a sheet for each row question, and the cells and tests in tidy form.

use super::{
    Crossed, CrossedQuestion, Crossing, CrosstabJob, MEAN, STATISTICS, Shown, column_label, notes, of_study,
    test_lines, tidy, tidy_statistics, tidy_tests,
};
use crate::diag::{Diagnostic, Place};
use crate::export::book::{BookCell, Sheet, book};
use crate::measure::Comparing;
use crate::measure::crosstab::Compare;
use crate::study::{Study, StudyError, Survey};
use crate::tag::Tags;

/// The table book of a study; `None` where it has no `[banner]`.
///
/// # Errors
/// A question or an answer that it names is not there, or its people cannot be put together.
pub fn crosstab_book(study: &Study, survey: &Survey<'_>, tags: &[Vec<Tags>]) -> Result<Option<Crossed>, StudyError> {
    let Some(banner) = &study.banner else { return Ok(None) };
    let job = CrosstabJob {
        crossing: Crossing::Study(study),
        rows: &[],
        columns: &banner.questions,
        nets: &[],
        bands: &[],
        weight: None,
        compare: (!matches!(study.sample.comparing(), Comparing::Withheld(_))).then(Compare::default),
        hide_below: study.publish.hide_below,
    };
    of_study::book(&job, (study, survey, tags)).map(Some)
}

/// The tables as a workbook; `said` stands under its title, such as what is withheld.
///
/// # Errors
/// A table is larger than a sheet.
pub fn book_bytes(crossed: &Crossed, title: &str, said: &[String]) -> Result<Vec<u8>, StudyError> {
    let mut sheets: Vec<Sheet> = crossed.questions.iter().map(|question| sheet(crossed, question, said)).collect();
    sheets.push(Sheet::of_table(&tidy(crossed)));
    let beside = [tidy_statistics(crossed), tidy_tests(crossed)];
    sheets.extend(beside.iter().filter(|table| !table.rows.is_empty()).map(Sheet::of_table));
    book(title, &sheets).map_err(|error| {
        StudyError::Output(Box::new(Diagnostic::error(Place::file("the workbook"), error.to_string())))
    })
}

/// A row question with the columns of its sheet: the total of everyone, then the answers to each column question.
struct Laid<'q> {
    question: &'q CrossedQuestion,
    columns: Vec<(usize, usize)>,
}

impl<'q> Laid<'q> {
    fn new(question: &'q CrossedQuestion) -> Self {
        let groups = |(table, shown): (usize, &Shown)| (0..shown.table.groups()).map(move |column| (table, column));
        let columns = std::iter::once((0, 0)).chain(question.tables.iter().enumerate().flat_map(groups)).collect();
        Self { question, columns }
    }

    fn rows(&self) -> &'q [String] {
        self.question.tables.first().map_or(&[], |first| &first.table.rows)
    }

    /// One line: a first cell, then one for each column.
    fn line(&self, first: BookCell, cell: impl Fn(&'q Shown, usize) -> BookCell) -> Vec<BookCell> {
        let cells = self.columns.iter().map(|(table, column)| cell(&self.question.tables[*table], *column));
        std::iter::once(first).chain(cells).collect()
    }

    /// A line of letters, where there are any.
    fn letters(&self, of: impl Fn(&'q Shown, usize) -> &'q str) -> Option<Vec<BookCell>> {
        let any = self.columns.iter().any(|(table, column)| !of(&self.question.tables[*table], *column).is_empty());
        any.then(|| self.line(BookCell::Empty, |shown, column| BookCell::Text(of(shown, column).to_owned())))
    }

    fn head(&self) -> [Vec<BookCell>; 2] {
        let over = self.columns.iter().map(|(table, column)| match column {
            0 => BookCell::Head(self.question.tables[*table].table.column_question.clone()),
            _ => BookCell::Empty,
        });
        let over = std::iter::once(BookCell::Empty).chain(over).collect();
        [over, self.line(BookCell::Empty, |shown, column| BookCell::Head(column_label(shown, column)))]
    }

    /// A block of one line for each answer, with its title; nothing for a question without cells.
    fn block(&self, title: &str, cell: impl Fn(&Shown, usize, usize) -> BookCell) -> Vec<Vec<BookCell>> {
        let of_row = |(row, label): (usize, &String)| {
            self.line(BookCell::Text(label.clone()), |shown, column| cell(shown, row, column))
        };
        let title = (!self.rows().is_empty()).then(|| vec![BookCell::Head(title.to_owned())]);
        title.into_iter().chain(self.rows().iter().enumerate().map(of_row)).collect()
    }

    fn shares(&self) -> Vec<Vec<BookCell>> {
        let lines = self.block("Column percent", share).into_iter().enumerate();
        let with_letters = |(place, line): (usize, Vec<BookCell>)| {
            let row = place.checked_sub(1);
            let letters = row.and_then(|row| self.letters(|shown, column| shown.letters(row, column)));
            std::iter::once(line).chain(letters)
        };
        lines.flat_map(with_letters).collect()
    }

    fn statistics(&self) -> Vec<Vec<BookCell>> {
        let mut lines = Vec::new();
        for (name, of) in STATISTICS {
            let value = |shown: &Shown, column: usize| shown.mean(column).and_then(|(found, _)| of(found));
            if self.columns.iter().any(|(table, column)| value(&self.question.tables[*table], *column).is_some()) {
                lines.push(self.line(BookCell::Text((*name).to_owned()), |shown, column| {
                    value(shown, column).map_or(BookCell::Empty, BookCell::Real)
                }));
            }
            if *name == MEAN {
                lines.extend(self.letters(|shown, column| shown.mean(column).map_or("", |(_, letters)| letters)));
            }
        }
        lines
    }

    /// Row percent, counts and bases.
    fn counts(&self) -> Vec<Vec<BookCell>> {
        let mut lines = Vec::new();
        if self.columns.len() > 1 {
            lines.extend(parted(self.block("Row percent", row_share)));
        }
        let blocks: &[(&str, bool)] = &[("Counts", false), ("Weighted counts", true)];
        for (title, weighted) in blocks.iter().filter(|(_, weighted)| self.question.weighted || !weighted) {
            lines.extend(parted(self.block(title, |shown, row, column| count(shown, row, column, *weighted))));
            let what = if *weighted && self.rows().is_empty() { "Weighted base" } else { "Base: answered" };
            lines.push(self.line(BookCell::Text(what.to_owned()), |shown, column| base(shown, column, *weighted)));
        }
        if self.question.weighted {
            let effective = |shown: &Shown, column: usize| match shown.table.bases[column].effective() {
                Some(n) if !shown.hides_base(column) => BookCell::Real(n),
                _ => BookCell::Empty,
            };
            lines.push(self.line(BookCell::Text("Effective base".to_owned()), effective));
        }
        lines
    }
}

/// A block with a blank line before it.
fn parted(block: Vec<Vec<BookCell>>) -> impl Iterator<Item = Vec<BookCell>> {
    (!block.is_empty()).then(Vec::new).into_iter().chain(block)
}

fn sheet(crossed: &Crossed, question: &CrossedQuestion, said: &[String]) -> Sheet {
    let laid = Laid::new(question);
    let mut lines = vec![vec![BookCell::Head(question.title.clone())], vec![BookCell::Note(question.id.clone())]];
    lines.extend(laid.head());
    lines.extend(laid.shares());
    lines.extend(laid.statistics());
    lines.extend(laid.counts());
    let below = test_lines(question).into_iter().chain(notes(crossed, question)).chain(said.iter().cloned());
    lines.push(Vec::new());
    lines.extend(below.map(|text| vec![BookCell::Note(text)]));
    let about = question.tables.first().filter(|first| !first.hides_base(0)).map(|first| first.table.bases[0].n);
    Sheet {
        name: question.id.clone(),
        title: question.title.clone(),
        about: about.map(|n| format!("base: {n} who answered")).unwrap_or_default(),
        lines,
        frozen: (4, 1),
    }
}

const HIDDEN: &str = "hidden";

fn share(shown: &Shown, row: usize, column: usize) -> BookCell {
    match shown.column_share(row, column) {
        Some(share) => BookCell::Percent(share),
        None if shown.hides(row, column) => BookCell::Text(HIDDEN.to_owned()),
        None => BookCell::Empty,
    }
}

fn row_share(shown: &Shown, row: usize, column: usize) -> BookCell {
    match shown.row_share(row, column) {
        Some(share) => BookCell::Percent(share),
        None if shown.hides(row, column) => BookCell::Text(HIDDEN.to_owned()),
        None => BookCell::Empty,
    }
}

fn count(shown: &Shown, row: usize, column: usize, weighted: bool) -> BookCell {
    let cell = shown.table.cell(row, column);
    match weighted {
        _ if shown.hides(row, column) => BookCell::Text(HIDDEN.to_owned()),
        true => BookCell::Real(cell.weight),
        false => BookCell::Int(cell.n),
    }
}

fn base(shown: &Shown, column: usize, weighted: bool) -> BookCell {
    let base = shown.table.bases[column];
    match weighted {
        _ if shown.hides_base(column) => BookCell::Text(HIDDEN.to_owned()),
        true => BookCell::Real(base.weight),
        false => BookCell::Int(base.n),
    }
}
