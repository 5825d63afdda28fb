//! Damage that other programs did to cells before the export was read: ranges turned into dates, ids into floats.
//! Cells are never repaired; that would be a guess.

use super::found::ColumnSeen;
use super::kind::Column;
use super::shape;

/// Notes the damage that a column's cells show.
pub fn note(column: &Column<'_>, seen: &mut ColumnSeen) {
    let count = |is: fn(&str) -> bool| -> u64 {
        column.values.iter().filter(|value| is(&value.text)).map(|value| value.count).sum()
    };
    let first =
        |is: fn(&str) -> bool| column.values.iter().find(|value| is(&value.text)).map(|value| value.text.as_str());
    let dates = count(is_month_cell);
    if dates > 0
        && let Some(example) = first(is_month_cell)
        && column.values.iter().any(|value| is_range(&value.text))
    {
        seen.notes.push(format!("{dates} cells such as `{example}` stand among ranges: most likely ranges (as `10-49`) that a spreadsheet turned into dates"));
    }
    let floats = count(is_float_id);
    if floats > 0
        && let Some(example) = first(is_float_id)
    {
        seen.notes.push(format!(
            "{floats} cells such as `{example}` are most likely long numbers of which a spreadsheet lost digits"
        ));
    }
    let errors = count(is_formula_error);
    if errors > 0
        && let Some(example) = first(is_formula_error)
    {
        seen.notes.push(format!("{errors} cells such as `{example}` are errors of a spreadsheet"));
    }
    let garbled = count(is_garbled);
    if garbled > 0 {
        seen.notes
            .push(format!("{garbled} different cells hold `Ã` or `â€`: text that was once read in a wrong encoding"));
    }
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// `Oct-49`, `49-Oct`, `5-Jan`.
fn is_month_cell(cell: &str) -> bool {
    let Some((a, b)) = cell.split_once('-') else { return false };
    let month = |word: &str| MONTHS.iter().any(|month| word.eq_ignore_ascii_case(month));
    let number = |word: &str| matches!(word.len(), 1 | 2) && word.bytes().all(|b| b.is_ascii_digit());
    (month(a) && number(b)) || (number(a) && month(b))
}

/// `10-49`, `50 to 99`, `500+`, `1,000 or more`.
fn is_range(cell: &str) -> bool {
    let cell = shape::plain(cell);
    let digits = cell.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).count();
    let starts = cell.starts_with(|c: char| c.is_ascii_digit())
        || cell.starts_with(['<', '>', '$'])
        || cell.starts_with("under ")
        || cell.starts_with("over ");
    starts && !is_month_cell(&cell) && (digits >= 2 || cell.ends_with('+') || cell.ends_with("or more"))
}

/// `1.23457E+17`
fn is_float_id(cell: &str) -> bool {
    let Some((mantissa, exponent)) = cell.split_once("E+").or_else(|| cell.split_once("e+")) else { return false };
    let plain = mantissa.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
    plain && mantissa.len() >= 3 && exponent.parse::<u32>().is_ok_and(|exponent| exponent >= 8)
}

fn is_formula_error(cell: &str) -> bool {
    ["#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NUM!", "########"].contains(&cell)
}

fn is_garbled(cell: &str) -> bool {
    ["â€™", "â€œ", "Ã©", "Ã¼", "Ã¤", "Ã¶", "Ã¨", "Â\u{A0}"].iter().any(|sign| cell.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_that_became_dates_and_ids_that_became_floats_are_known() {
        assert!(is_month_cell("Oct-49") && is_month_cell("5-Jan") && !is_month_cell("10-49") && !is_month_cell("May"));
        assert!(is_range("10-49") && is_range("500+") && !is_range("Oct-49") && !is_range("Yes"));
        assert!(is_float_id("1.23457E+17") && !is_float_id("1.5E+3") && !is_float_id("E+17"));
    }
}
