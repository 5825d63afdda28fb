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

/// The columns of a sheet: the total of everyone, then the answers to each column question.
fn columns(question: &CrossedQuestion) -> Vec<(usize, usize)> {
    let groups = |(table, shown): (usize, &Shown)| (0..shown.table.groups()).map(move |column| (table, column));
    std::iter::once((0, 0)).chain(question.tables.iter().enumerate().flat_map(groups)).collect()
}

fn sheet(crossed: &Crossed, question: &CrossedQuestion, said: &[String]) -> Sheet {
    let columns = columns(question);
    let shown = |column: &(usize, usize)| &question.tables[column.0];
    let mut lines = vec![vec![BookCell::Head(question.title.clone())], vec![BookCell::Note(question.id.clone())]];
    let line = |first: BookCell, cell: &dyn Fn(&(usize, usize)) -> BookCell| {
        std::iter::once(first).chain(columns.iter().map(cell)).collect::<Vec<_>>()
    };
    lines.push(line(BookCell::Empty, &|column| match column {
        (table, 0) => BookCell::Head(question.tables[*table].table.column_question.clone()),
        _ => BookCell::Empty,
    }));
    lines.push(line(BookCell::Empty, &|column| BookCell::Head(column_label(shown(column), column.1))));
    let rows = question.tables.first().map_or(&[][..], |first| first.table.rows.as_slice());
    lines.push(vec![BookCell::Head("Column percent".to_owned())]);
    for (row, label) in rows.iter().enumerate() {
        lines.push(line(BookCell::Text(label.clone()), &|column| share(shown(column), row, column.1)));
        let letters = |column: &(usize, usize)| shown(column).letters(row, column.1);
        if columns.iter().any(|column| !letters(column).is_empty()) {
            lines.push(line(BookCell::Empty, &|column| BookCell::Text(letters(column).to_owned())));
        }
    }
    for (name, of) in STATISTICS {
        let value = |column: &(usize, usize)| shown(column).mean(column.1).and_then(|(found, _)| of(found));
        if columns.iter().any(|column| value(column).is_some()) {
            lines.push(line(BookCell::Text((*name).to_owned()), &|column| {
                value(column).map_or(BookCell::Empty, BookCell::Real)
            }));
        }
        let letters = |column: &(usize, usize)| shown(column).mean(column.1).map_or("", |(_, letters)| letters);
        if *name == MEAN && columns.iter().any(|column| !letters(column).is_empty()) {
            lines.push(line(BookCell::Empty, &|column| BookCell::Text(letters(column).to_owned())));
        }
    }
    let blocks: &[(&str, bool)] = &[("Counts", false), ("Weighted counts", true)];
    for (title, weighted) in blocks.iter().filter(|(_, weighted)| question.weighted || !weighted) {
        lines.push(Vec::new());
        lines.push(vec![BookCell::Head((*title).to_owned())]);
        for (row, label) in rows.iter().enumerate() {
            lines.push(line(BookCell::Text(label.clone()), &|column| count(shown(column), row, column.1, *weighted)));
        }
        lines.push(line(BookCell::Text("Base: answered".to_owned()), &|column| {
            base(shown(column), column.1, *weighted)
        }));
    }
    if question.weighted {
        let effective = |column: &(usize, usize)| match shown(column).table.bases[column.1].effective() {
            Some(n) if !shown(column).hides_base(column.1) => BookCell::Real(n),
            _ => BookCell::Empty,
        };
        lines.push(line(BookCell::Text("Effective base".to_owned()), &effective));
    }
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
