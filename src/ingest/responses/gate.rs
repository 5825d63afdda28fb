//! Which rows of an export are responses: previews, unfinished and blank rows and the means typed under the data are
//! not, and neither is a row that cannot be read.

use crate::ingest::formats::{RowRule, summary_row};
use crate::ingest::{BadRow, Row, fault};
use crate::text::fold_case;

/// What a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// A response.
    Response,
    /// No response, and why.
    Aside(&'static str),
    /// It looks like a sum or a mean; it is one where nothing but such rows follows it.
    Summary,
    /// It cannot be read.
    Bad(BadRow),
}

/// Why a row of sums is set aside.
pub const SUMMARY: &str = "summary row under the data";

/// The rules of one file.
#[derive(Debug, Clone)]
pub struct Gate {
    shown: String,
    names: Vec<String>,
    rules: Vec<RowRule>,
    id: Option<usize>,
}

impl Gate {
    /// The gate of a file whose columns have these names; `id` is the column of the respondents' ids, first = 0.
    #[must_use]
    pub fn new(shown: &str, names: &[String], rules: &[RowRule], id: Option<usize>) -> Self {
        let rules = rules.iter().map(|rule| RowRule {
            values: rule.values.iter().map(|value| fold_case(value.trim())).collect(),
            ..rule.clone()
        });
        Self { shown: shown.to_owned(), names: names.to_vec(), rules: rules.collect(), id }
    }

    /// What a row is.
    #[must_use]
    pub fn judge(&self, row: &Row) -> Verdict {
        let Some(first) = (0..row.len()).find(|&place| !is_blank(row.cell(place))) else {
            return Verdict::Aside("blank row");
        };
        if self.is_summary(row, first) { Verdict::Summary } else { self.judge_single(row) }
    }

    /// What a row is that is no sum.
    #[must_use]
    pub fn judge_single(&self, row: &Row) -> Verdict {
        if let Some(bad) = self.fault(row) {
            return Verdict::Bad(bad);
        }
        let rule = self.rules.iter().find(|rule| {
            let cell = row.text(rule.column).trim();
            if rule.values.is_empty() {
                return cell.is_empty();
            }
            let same =
                |value: &String| value.eq_ignore_ascii_case(cell) || (!cell.is_ascii() && *value == fold_case(cell));
            rule.values.iter().any(same)
        });
        rule.map_or(Verdict::Response, |rule| Verdict::Aside(rule.reason))
    }

    /// Blank cells past the last column are no fault: spreadsheets leave them behind.
    fn fault(&self, row: &Row) -> Option<BadRow> {
        let expected = self.names.len();
        let plain = row.bytes().is_ascii();
        let longer = row.len() > expected && (expected..row.len()).all(|place| is_blank(row.cell(place)));
        if plain && (longer || row.len() == expected) {
            return None;
        }
        let decodes = (0..row.len()).all(|place| std::str::from_utf8(row.cell(place)).is_ok());
        if longer && decodes { None } else { fault(&self.names, &self.shown, row) }
    }

    /// A look at a few cells spares nearly every row the whole question.
    fn is_summary(&self, row: &Row, first: usize) -> bool {
        let label = row.cell(self.id.filter(|&id| !is_blank(row.cell(id))).unwrap_or(first)).trim_ascii();
        let named = label.len() <= 40 && !label[0].is_ascii_digit();
        let numeric = |cell: &[u8]| cell.first().is_none_or(|b| b.is_ascii_digit() || !b.is_ascii_alphabetic());
        let unnamed = self.id.is_some_and(|id| is_blank(row.cell(id)));
        if self.names.len() < 2
            || !(named || unnamed)
            || !(first + 1..row.len()).all(|place| numeric(row.cell(place).trim_ascii()))
        {
            return false;
        }
        let cells: Vec<&str> = (0..row.len()).map(|place| row.text(place)).collect();
        summary_row(&cells, self.id)
    }
}

fn is_blank(cell: &[u8]) -> bool {
    cell.iter().all(u8::is_ascii_whitespace)
        || (!cell.is_ascii() && std::str::from_utf8(cell).is_ok_and(|text| text.trim().is_empty()))
}
