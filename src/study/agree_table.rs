//! How far the coders of a table agree: one row a unit, one column a coder, whatever program they coded in.

use std::path::Path;

use super::StudyError;
use crate::diag::{Diagnostic, Place};
use crate::ingest::sheet::Opening;
use crate::ingest::{Column, Record, open_records};
use crate::measure::coders::{Coefficients, Columns, of_columns};
use crate::measure::reliability::Level;

/// What the cells of coders are.
#[derive(Debug, Clone, PartialEq)]
pub enum Scale {
    /// Categories.
    Nominal,
    /// Categories in an order: the one given, or that of the numbers in the cells.
    Ordinal(Vec<String>),
    /// Numbers with equal steps.
    Interval,
    /// Numbers with a zero.
    Ratio,
    /// Sets of labels, parted by this.
    Sets(String),
}

/// Reads the columns of coders and measures their agreement.
///
/// # Errors
/// The file cannot be read, there are not two coders, or a cell does not fit the scale.
pub fn agree_table(
    path: &Path,
    shown: &str,
    coders: &[Column],
    missing: &[String],
    scale: &Scale,
) -> Result<Vec<Coefficients>, StudyError> {
    if coders.len() < 2 {
        let found = if coders.is_empty() { "no coder is named" } else { "one coder is named" };
        let found = format!("{found}, expected two or more");
        let hint = "name the columns of the coders: `--coders anna,ben`";
        return Err(Diagnostic::error(Place::file("--coders"), found).hint(hint).into());
    }
    let mut records = open_records(path, shown, &Opening::default())?;
    let places = coders.iter().map(|column| records.position(column)).collect::<Result<Vec<_>, _>>()?;
    let names: Vec<String> = places.iter().map(|place| records.headers()[*place].trim().to_owned()).collect();
    if let Some(twice) = (1..places.len()).find(|place| places[..*place].contains(&places[*place])) {
        let found = format!("the column `{}` is named twice", names[twice]);
        return Err(Diagnostic::error(Place::file("--coders"), found).hint("name each coder once").into());
    }
    let mut cells: Vec<(u64, Vec<Option<String>>)> = Vec::new();
    while let Some(next) = records.next_row()? {
        let Record { cells: row, line, .. } = next.map_err(|bad| Diagnostic::error(bad.place, bad.reason))?;
        let cell = |place: &usize| {
            let cell = row[*place].trim();
            (!cell.is_empty() && !missing.iter().any(|one| one == cell)).then(|| cell.to_owned())
        };
        cells.push((line, places.iter().map(cell).collect()));
    }
    Ok(of_columns(&names, &columns(&cells, &names, scale, shown)?))
}

type Cells = [(u64, Vec<Option<String>>)];

fn columns(cells: &Cells, names: &[String], scale: &Scale, shown: &str) -> Result<Columns, Diagnostic> {
    match scale {
        Scale::Nominal => {
            let mut known = known(cells.iter().flat_map(|(_, row)| row.iter().flatten().map(String::as_str)));
            known.sort_unstable();
            Ok(Columns::Categories(placed(cells, |cell| place(&known, cell)), known.len()))
        }
        Scale::Ordinal(order) if order.is_empty() => {
            let numbers = numbers(cells, names, shown, "give the order: `--order low,middle,high`")?;
            let mut known: Vec<f64> = numbers.iter().flatten().flatten().copied().collect();
            known.sort_by(f64::total_cmp);
            known.dedup();
            let place = |number: &f64| u32::try_from(known.partition_point(|other| other < number)).ok();
            let of_row = |row: &Vec<Option<f64>>| row.iter().map(|one| one.as_ref().and_then(place)).collect();
            Ok(Columns::Ordered(numbers.iter().map(of_row).collect(), known.len()))
        }
        Scale::Ordinal(order) => {
            let order: Vec<&str> = order.iter().map(|label| label.trim()).collect();
            let unknown = |cell: &str| place(&order, cell).is_none();
            let hint = format!("`--order` has {}; `--missing CELL` names a cell that is no decision", order.join(", "));
            refuse(cells, names, shown, ("one of the order", &hint), unknown)?;
            Ok(Columns::Ordered(placed(cells, |cell| place(&order, cell)), order.len()))
        }
        Scale::Interval | Scale::Ratio => {
            let level = if *scale == Scale::Ratio { Level::Ratio } else { Level::Interval };
            let hint = "`--level nominal` takes any text; `--missing CELL` names a cell that is no decision";
            Ok(Columns::Numbers(numbers(cells, names, shown, hint)?, level))
        }
        Scale::Sets(separator) => Ok(Columns::Sets(sets(cells, separator))),
    }
}

fn known<'a>(labels: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let known: std::collections::BTreeSet<&str> = labels.collect();
    known.into_iter().collect()
}

fn place(known: &[&str], cell: &str) -> Option<u32> {
    known.iter().position(|one| *one == cell).and_then(|place| u32::try_from(place).ok())
}

fn placed(cells: &Cells, place: impl Fn(&str) -> Option<u32>) -> Vec<Vec<Option<u32>>> {
    let of_row = |(_, row): &(u64, Vec<Option<String>>)| row.iter().map(|cell| place(cell.as_deref()?)).collect();
    cells.iter().map(of_row).collect()
}

fn numbers(cells: &Cells, names: &[String], shown: &str, hint: &str) -> Result<Vec<Vec<Option<f64>>>, Diagnostic> {
    let number = |cell: &str| cell.parse::<f64>().ok().filter(|number| number.is_finite());
    refuse(cells, names, shown, ("a number", hint), |cell| number(cell).is_none())?;
    // Minus zero is zero.
    let of_cell = |cell: &Option<String>| Some(number(cell.as_deref()?)? + 0.0);
    Ok(cells.iter().map(|(_, row)| row.iter().map(of_cell).collect()).collect())
}

fn refuse(
    cells: &Cells,
    names: &[String],
    shown: &str,
    (expected, hint): (&str, &str),
    is_wrong: impl Fn(&str) -> bool,
) -> Result<(), Diagnostic> {
    for (line, row) in cells {
        for (name, cell) in names.iter().zip(row) {
            if let Some(cell) = cell.as_deref().filter(|cell| is_wrong(cell)) {
                let found = format!("coder `{name}` has `{cell}`, expected {expected}");
                return Err(Diagnostic::error(Place::line(shown, *line), found).hint(hint.to_owned()));
            }
        }
    }
    Ok(())
}

/// Labels parted by a separator; a cell with nothing but the separator is the empty set.
fn sets(cells: &Cells, separator: &str) -> Vec<Vec<Option<Vec<u32>>>> {
    let labels = |cell: &str| -> Vec<String> {
        cell.split(separator).map(|label| label.trim().to_owned()).filter(|label| !label.is_empty()).collect()
    };
    let all: Vec<String> =
        cells.iter().flat_map(|(_, row)| row.iter().flatten()).flat_map(|cell| labels(cell)).collect();
    let known = known(all.iter().map(String::as_str));
    let set = |cell: &String| {
        let mut set: Vec<u32> = labels(cell).iter().filter_map(|label| place(&known, label)).collect();
        set.sort_unstable();
        set.dedup();
        set
    };
    cells.iter().map(|(_, row)| row.iter().map(|cell| cell.as_ref().map(set)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agreed(text: &str, scale: &Scale) -> Result<Vec<Coefficients>, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("coded.csv");
        std::fs::write(&path, text).unwrap();
        let coders = ["anna", "ben"].map(|name| Column::Name(name.to_owned()));
        agree_table(&path, "coded.csv", &coders, &["?".to_owned()], scale).map_err(|error| format!("{error:?}"))
    }

    /// NLTK 3.10 `AnnotationTask` with its MASI and Jaccard distances.
    #[test]
    fn sets_in_cells_give_the_values_of_nltk() {
        let text = "anna,ben\na,a\na;b,a\nc,b;c\nb,b\na;c,c; b\nc,a\n";
        let found = agreed(text, &Scale::Sets(";".to_owned())).unwrap();
        let values: Vec<f64> = found[0].measures.iter().map(|one| one.value.unwrap()).collect();
        assert!((values[0] - 0.287_946_43).abs() < 6e-9 && (values[1] - 0.352_941_18).abs() < 6e-9, "{values:?}");
    }

    #[test]
    fn labels_take_the_order_given_and_cells_that_do_not_fit_are_told() {
        let text = "anna,ben\nlow,low\nhigh,middle\n?,low\nmiddle,middle\n";
        let order = ["low", "middle", "high"].map(str::to_owned).to_vec();
        let found = agreed(text, &Scale::Ordinal(order.clone())).unwrap();
        assert_eq!((found[0].coders.as_str(), found[0].units), ("anna + ben", 3));
        let wrong = agreed(text, &Scale::Ordinal(order[..2].to_vec())).unwrap_err();
        assert!(wrong.contains("coder `anna` has `high`, expected one of the order"), "{wrong}");
        let wrong = agreed(text, &Scale::Interval).unwrap_err();
        assert!(wrong.contains("coder `anna` has `low`, expected a number"), "{wrong}");
    }
}
