//! The rows of a report above the table that it holds: a title, then rows of any length, each shorter than the table's.

use super::grid::Grid;

/// Rows that are looked at; no report has more above its table.
const MOST: usize = 20;

/// How many rows stand above the header row of such a table; nothing where the file is no report.
pub(super) fn above_a_table(grid: Grid<'_>) -> Option<usize> {
    let length = |row: usize| grid.row(row).count();
    let whole = length(grid.height().checked_sub(1)?);
    let above = (0..grid.height().min(MOST)).take_while(|&row| length(row) < whole).count();
    let table = grid.height() - above;
    // A header row alone is shorter where every response ends in a comma.
    let sure = (2..MOST).contains(&above) && table > 2 && grid.filled(0) == 1 && grid.filled(above) * 2 > whole;
    (sure && (above..grid.height()).all(|row| length(row) == whole)).then_some(above)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{head, of};
    use super::*;

    #[test]
    fn a_table_is_found_below_rows_of_other_lengths() {
        let above = |text: &str| above_a_table(Grid::of(&of(&head(text))));
        let report = "Poll report\nMade:,03/01/2026\nTopic,Room,Asked\n#,Name,Which?,When\n1,Ann,Tea,x\n2,Bob,Milk,x\n";
        assert_eq!(above(report), Some(3));
        assert_eq!(above("a,b,c\n1,2,3,\n4,5,6,\n7,8,9,\n"), None);
        assert_eq!(above("a\nb,c\n"), None);
    }
}
