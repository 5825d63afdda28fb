//! Files that are made from responses and hold none: question summaries, reports, crosstabs with banners. What is seen
//! of them, and what to export instead.

use super::Score;
use super::grid::{Grid, is_digits, is_number, key};

/// A SurveyMonkey question summary: a question alone in its row, then answered, skipped and a table of shares.
pub(super) fn surveymonkey(grid: Grid<'_>) -> Option<Score> {
    let mut questions = 0;
    let mut tables = 0;
    let mut counts = 0;
    for row in 0..grid.height() {
        let first = grid.row(row).find(|cell| !cell.is_empty()).unwrap_or("");
        if !may_be_summary(first) {
            continue;
        }
        let keys: Vec<String> = grid.keys(row).into_iter().filter(|cell| !cell.is_empty()).collect();
        match keys.as_slice() {
            [only] if is_numbered_question(only) => questions += 1,
            [word, number] if is_digits(number) && matches!(word.as_str(), "answered" | "skipped") => counts += 1,
            [first, .., last] if first == "answer choices" && !is_number(last) => tables += 1,
            _ => {}
        }
    }
    (questions >= 1 && tables + counts >= 2 || tables >= 1 && counts >= 2).then(|| {
        Score::refused(
            "a question summary of SurveyMonkey (counts for each answer, no responses)",
            "export it again: Analyze Results, Save As, Export file, All responses data, as CSV or XLSX",
        )
    })
}

/// Whether a row that starts so is worth a closer look; most rows of a file of responses are not.
fn may_be_summary(first: &str) -> bool {
    let starts = |word: &str| first.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    starts("answered") || starts("skipped") || starts("answer choices") || starts("q")
}

/// `q12. how often` or `q3: why`.
fn is_numbered_question(cell: &str) -> bool {
    let Some(rest) = cell.strip_prefix('q') else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && rest[digits..].starts_with(['.', ':'])
}

/// A Qualtrics report: tables of answers with their shares and counts, or of fields with their means.
pub(super) fn qualtrics(grid: Grid<'_>) -> Option<Score> {
    let starts = |row: &usize| grid.row(*row).any(|cell| cell == "#" || cell.eq_ignore_ascii_case("field"));
    let table = (0..grid.height()).filter(starts).any(|row| {
        let keys = grid.keys(row);
        let has = |name: &str| keys.iter().any(|cell| cell == name);
        has("#") && has("count") && has("%") && (has("answer") || has("field"))
            || has("choice count") && has("field")
            || has("field") && has("minimum") && has("maximum") && has("mean") && has("count")
            || has("#") && has("field") && has("choice count")
    });
    table.then(|| {
        Score::refused(
            "a report of Qualtrics (counts and means for each question, no responses)",
            "export the responses: Data & Analysis, Export & Import, Export Data, CSV, Download all fields",
        )
    })
}

/// LimeSurvey's statistics: `Summary for Q1` over answers with counts and percentages.
pub(super) fn limesurvey(grid: Grid<'_>) -> Option<Score> {
    let mut titles = 0;
    let mut tables = 0;
    for row in 0..grid.height() {
        let cells = [0, 1, 2].map(|column| grid.cell(row, column));
        titles += u32::from(cells.iter().any(|cell| cell.len() < 400 && key(cell).contains("summary for ")));
        tables += u32::from(cells.map(key) == ["answer", "count", "percentage"]);
    }
    (titles >= 1 && tables >= 1).then(|| {
        Score::refused(
            "the statistics of a LimeSurvey survey (counts for each answer, no responses)",
            "export the responses: Responses, Export, Export responses, as CSV",
        )
    })
}

/// A crosstab with banners: a title, columns of groups, a row of bases, and shares below.
///
/// A row of bases alone is no sign, a data set may hold one as a summary row: there must be a banner above it, whose
/// first cell is blank and in which one column is the total.
pub(super) fn crosstab(grid: Grid<'_>) -> Option<Score> {
    let height = grid.height().min(60);
    let base = (1..height).find(|&row| is_base(grid, row))?;
    let banner = (0..base).any(|row| {
        let blank_first = grid.cell(row, 0).is_empty();
        blank_first && grid.filled(row) >= 2 && grid.row(row).any(|cell| is_total(&key(cell)))
    });
    let titled = grid.filled(0) == 1 || grid.cell(0, 0).is_empty();
    let labelled = (base + 1..height).filter(|&row| !grid.cell(row, 0).is_empty());
    let shares = labelled.filter(|&row| grid.row(row).skip(1).any(is_number)).count();
    (banner && titled && shares >= 2).then(|| {
        Score::refused(
            "a crosstab with banners (shares for groups of people, no responses)",
            "export the responses the tables were made from, one row for each person",
        )
    })
}

fn is_base(grid: Grid<'_>, row: usize) -> bool {
    let first = key(grid.cell(row, 0));
    let words =
        ["base", "unweighted base", "weighted base", "total", "n", "n=", "sample size", "basis", "effective base"];
    let named = words.contains(&first.as_str()) || first.starts_with("base:") || first.contains("base (");
    named && grid.row(row).skip(1).filter(|cell| is_number(cell)).count() >= 2
}

fn is_total(key: &str) -> bool {
    matches!(key, "total" | "all" | "gesamt" | "insgesamt" | "ensemble" | "totale" | "totaal" | "base") || {
        key.strip_prefix("total").is_some_and(|rest| rest.starts_with([' ', '(']))
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{head, of};
    use super::*;

    fn seen(test: fn(Grid<'_>) -> Option<Score>, text: &str) -> bool {
        test(Grid::of(&of(&head(text)))).is_some()
    }

    #[test]
    fn summaries_are_told_from_responses() {
        let summary = "Tea 2026,,\n,,\nQ1. Do you drink tea?,,\nAnswer Choices,Response Percent,Responses\nYes,80.0%,8\n\
            No,20.0%,2\n,Answered,10\n,Skipped,0\n";
        assert!(seen(surveymonkey, summary));
        assert!(!seen(surveymonkey, "Respondent ID,Q1. Tea?\n1,Answered\n2,Skipped\n"));
        assert!(seen(qualtrics, "Q1 - Tea?\n#,Answer,%,Count\n1,Yes,80.00%,8\n2,No,20.00%,2\n,Total,100%,10\n"));
        assert!(seen(qualtrics, "#,Field,Minimum,Maximum,Mean,Std Deviation,Variance,Count\n1,Tea,1,5,3.2,1,1,10\n"));
        assert!(!seen(qualtrics, "#,Answer,Network ID\na,Yes,b\n"));
        assert!(seen(limesurvey, "Summary for Q1,,\nTea?,,\nAnswer,Count,Percentage\nYes (A1),8,80.00%\n"));
    }

    #[test]
    fn a_crosstab_is_told_from_data_with_a_row_of_totals() {
        let banner =
            "Table 1: Tea,,,\n,,Gender,\n,Total,Male,Female\nBase: all,100,48,52\nYes,80%,75%,85%\nNo,20%,25%,15%\n";
        assert!(seen(crosstab, banner));
        assert!(!seen(crosstab, "name,votes,share\nA,3,30%\nB,7,70%\nTotal,10,100%\n"));
        assert!(!seen(crosstab, ",Total,Other\n1,3,4\n2,5,6\n"));
    }
}
