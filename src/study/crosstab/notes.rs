//! What is said beside a crosstab: the names of its columns, its tests in a line, its footnotes.

use super::{Crossed, CrossedQuestion, Shown, differs, too_large};
use crate::measure::contingency::{
    COLUMN_BASES, CORRECTIONS, CaseBy, ColumnBase, MOST_SUBSCRIPTS, Style, WeightedCount, letter,
};
use crate::measure::crosstab::{Compare, Evidence, WEIGHTINGS, Weighting};
use crate::study::Filtered;

/// A base below which shares are to be read with care.
const SMALL: f64 = 30.0;

fn is_small(shown: &Shown, base: &WeightedCount) -> bool {
    let people = if shown.frequencies { base.weight } else { base.effective().unwrap_or(0.0).min(base.n as f64) };
    base.n > 0 && people < SMALL
}

/// A column's name, with its letter where columns have letters, and a star where its base is small.
#[must_use]
pub fn column_label(shown: &Shown, column: usize) -> String {
    let lettered = column < shown.table.groups() && shown.lettered();
    let star = if is_small(shown, &shown.table.bases[column]) { "*" } else { "" };
    let label = &shown.table.columns[column];
    if lettered { format!("{label} ({}){star}", letter(column)) } else { format!("{label}{star}") }
}

/// A p for reading.
fn p_value(p: f64) -> String {
    if p < 0.001 { "p < 0.001".to_owned() } else { format!("p {p:.3}") }
}

fn said(test: &Evidence) -> String {
    let value = test.value.unwrap_or_default();
    let df = test.df.unwrap_or_default();
    let what = match test.test {
        "pearson" => format!("Pearson X² {value:.2}, df {df}"),
        "pearson_yates" => format!("with Yates' correction {value:.2}, df {df}"),
        "likelihood_ratio" => format!("G² {value:.2}, df {df}"),
        "fisher" => "Fisher's exact test".to_owned(),
        "fisher_monte_carlo" => "Fisher's exact test by random tables".to_owned(),
        "rao_scott_second" => {
            let error = test.df_error.unwrap_or_default();
            format!("Rao–Scott, second order, F {value:.2}, df {df:.2} and {error:.1}")
        }
        "rao_scott_first" => format!("Rao–Scott, first order, X² {value:.2}, df {df}"),
        _ => return format!("Cramér's V {value:.2}"),
    };
    let adjusted = test.adjusted.map(|p| format!(", corrected {}", p_value(p))).unwrap_or_default();
    format!("{what}, {}{adjusted}", test.p.map_or_else(|| "no p".to_owned(), p_value))
}

/// The tests of each table of a row question, a line for each table or each of its rows; nothing where they are withheld.
#[must_use]
pub fn test_lines(question: &CrossedQuestion) -> Vec<String> {
    let mut lines = Vec::new();
    for shown in &question.tables {
        let Some(tested) = shown.tested.as_ref().filter(|_| shown.table.groups() > 0) else { continue };
        let of = &shown.table.column_question;
        for of_row in tested.tests.chunk_by(|one, other| one.row == other.row) {
            let row = of_row.first().and_then(|test| test.row).map(|row| format!(", {}", shown.table.rows[row]));
            let tests: Vec<String> = of_row.iter().map(said).collect();
            lines.push(format!("{of}{}: {}", row.unwrap_or_default(), tests.join("; ")));
        }
        lines.extend(tested.absent.map(|why| format!("{of}: no test of the whole table: {why}")));
    }
    lines
}

fn name<T: PartialEq>(all: &[(T, &'static str, &'static str)], wanted: T) -> &'static str {
    all.iter().find(|(one, ..)| *one == wanted).map_or("", |(.., name)| name)
}

fn comparison(how: &Compare, (weighted, drawn): (bool, bool), of_means: bool) -> String {
    let letters = &how.letters;
    let (value, test) =
        if of_means { ("mean", "Welch's t test of two means") } else { ("share", "z test of two shares") };
    let what = match letters.style {
        Style::Simple => format!("letters name the columns whose {value} is smaller"),
        Style::Apa => "columns that have a letter in common are not apart".to_owned(),
    };
    let level = |level: f64| format!("{}%", 100.0 * level);
    let levels = match (letters.second, letters.case, letters.style) {
        (Some(second), CaseBy::Adjusted, Style::Simple) => {
            format!("upper case at {}, lower case at {}", level(letters.level), level(second))
        }
        (Some(second), CaseBy::Raw, Style::Simple) => {
            format!("at {}; upper case where the p without correction is below {}", level(second), level(letters.level))
        }
        _ => format!("at {}", level(letters.outer())),
    };
    let by_design = drawn && how.base == ColumnBase::Effective && how.weighting != Weighting::Frequencies;
    let drawn = format!("t test of the linearised difference of two {value}s, by how respondents were drawn");
    let test = if by_design { drawn.as_str() } else { test };
    let base = if weighted && !of_means && !by_design {
        format!(", counting {}", name(COLUMN_BASES, how.base))
    } else {
        String::new()
    };
    format!(
        "Comparison of columns: {what}; two-sided {test}, {levels}, {} over the pairs of a row{base}.",
        name(CORRECTIONS, how.correction)
    )
}

/// What a filter kept; how many only where small counts are not hidden.
#[must_use]
pub fn filter_line(filter: &Filtered, hide_below: u64) -> String {
    let how_many = if hide_below == 0 { format!(": {} of {}", filter.kept, filter.of) } else { String::new() };
    format!("Only responses for which `{}`{how_many}.", filter.text)
}

/// The footnotes of a row question.
#[must_use]
pub fn notes(crossed: &Crossed, question: &CrossedQuestion) -> Vec<String> {
    let mut notes: Vec<String> = crossed.filter.iter().map(|filter| filter_line(filter, crossed.hide_below)).collect();
    let tables = || question.tables.iter();
    let compared = tables().any(Shown::lettered);
    let of_means = tables().all(|shown| shown.table.rows.is_empty());
    if let Some(how) = crossed.compare.filter(|_| compared) {
        notes.push(comparison(&how, (question.weighted, question.drawn), of_means));
        let out = |shown: &Shown| {
            let rows = 0..shown.table.rows.len();
            !shown.letters.is_empty()
                && rows.into_iter().any(|row| shown.table.left_out(row, how.base).iter().any(Option::is_some))
        };
        if tables().any(out) {
            notes.push("A column takes no part where its share is 0% or 100%, or its base is below two.".to_owned());
        }
        if (question.weighted || question.drawn) && !of_means {
            notes.push(format!("Test of a whole table: {}.", name(WEIGHTINGS, how.weighting)));
        }
    }
    if tables().any(|shown| shown.means.is_some()) && !of_means {
        let pairs = tables().any(|shown| shown.means.as_ref().is_some_and(|means| !means.pairs.is_empty()));
        let how = match (pairs, question.drawn) {
            (false, _) => "",
            (true, false) => "; letters beside means: Welch's t",
            (true, true) => "; letters beside means: t of the linearised difference",
        };
        let said = "Mean, standard deviation and median are of the answers' numbers, in words 1, 2, 3 … in order";
        notes.push(format!("{said}{how}."));
    }
    let uncompared = |shown: &&Shown| crossed.compare.is_some() && differs(&shown.table) && too_large(&shown.table);
    for shown in tables().filter(uncompared) {
        let of = &shown.table.column_question;
        notes.push(format!("{of}: columns are not compared; the table has too many pairs of them."));
    }
    let wide = |shown: &Shown| !shown.letters.is_empty() && shown.table.groups() > MOST_SUBSCRIPTS;
    if crossed.compare.is_some_and(|how| how.letters.style == Style::Apa) && tables().any(wide) {
        notes.push(format!("Subscripts are given for up to {MOST_SUBSCRIPTS} columns."));
    }
    if tables().any(|shown| shown.table.overlaps()) {
        notes.push("Columns of a question with several answers share respondents.".to_owned());
    }
    if tables().any(|shown| shown.table.several) && !of_means {
        notes.push(
            "Several answers were possible: percent of those who answered, and they can sum to more than 100."
                .to_owned(),
        );
    }
    if tables().any(|shown| shown.table.bases.iter().any(|base| is_small(shown, base))) {
        notes.push("* Base below 30: read with care.".to_owned());
    }
    if tables().any(|shown| shown.hidden.any()) {
        notes.push(format!(
            "Hidden: counts from 1 to {}, and others from which these could be computed.",
            crossed.hide_below.saturating_sub(1)
        ));
    }
    notes
}
