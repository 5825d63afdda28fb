//! The first rows of a file as a grid, and what single cells look like. Knows no platform.

use super::Head;
use super::clean::clean_text;

/// The head's rows with a cell wherever one is asked for.
#[derive(Clone, Copy)]
pub(super) struct Grid<'a> {
    rows: &'a [Vec<String>],
    named: bool,
}

impl<'a> Grid<'a> {
    pub(super) fn of(head: &Head<'a>) -> Self {
        Self { rows: head.rows, named: head.named }
    }

    /// A cell without the space around it; blank where there is none.
    pub(super) fn cell(&self, row: usize, column: usize) -> &'a str {
        let cell = self.rows.get(row).and_then(|cells| cells.get(column)).map_or("", String::as_str);
        cell.trim_start_matches('\u{feff}').trim()
    }

    /// Whether the container keeps names apart: then the first row is names, and the second is never a header.
    pub(super) fn named(&self) -> bool {
        self.named
    }

    pub(super) fn height(&self) -> usize {
        self.rows.len()
    }

    /// The number of columns: cells of the widest header row, and at least those of the first row.
    pub(super) fn width(&self, header_rows: usize) -> usize {
        self.rows.iter().take(header_rows.max(1)).map(Vec::len).max().unwrap_or(0)
    }

    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        let (grid, width) = (*self, self.rows.get(row).map_or(0, Vec::len));
        (0..width).map(move |column| grid.cell(row, column))
    }

    /// The row's cells as they are compared, one for each cell.
    pub(super) fn keys(&self, row: usize) -> Vec<String> {
        self.row(row).map(key).collect()
    }

    pub(super) fn filled(&self, row: usize) -> usize {
        self.row(row).filter(|cell| !cell.is_empty()).count()
    }

    /// The cells of a column from a row on that are not blank.
    pub(super) fn column(&self, from: usize, column: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        let grid = *self;
        (from..self.rows.len()).map(move |row| grid.cell(row, column)).filter(|cell| !cell.is_empty())
    }

    /// The share of a column's cells that pass, of those that are not blank; nothing where all are.
    pub(super) fn share(&self, from: usize, column: usize, test: impl Fn(&str) -> bool) -> Option<f64> {
        let (mut passed, mut all) = (0_u32, 0_u32);
        for cell in self.column(from, column) {
            all += 1;
            passed += u32::from(test(cell));
        }
        (all > 0).then(|| f64::from(passed) / f64::from(all))
    }

    /// Whether most of a column's cells pass; `false` where all are blank.
    pub(super) fn mostly(&self, from: usize, column: usize, test: impl Fn(&str) -> bool) -> bool {
        self.share(from, column, test).is_some_and(|share| share >= 0.8)
    }
}

/// A header as it is compared: clean, and in lower case. Never shown.
pub(super) fn key(found: &str) -> String {
    clean_text(found).to_lowercase()
}

/// Whether a cell is the text that `wanted`, a [`key`], stands for; told from most others by the first letter alone.
pub(super) fn is_same(cell: &str, wanted: &str) -> bool {
    let first = |text: &str| text.chars().next().map(|c| c.to_lowercase().next());
    first(cell) == first(wanted) && key(cell) == wanted
        || cell.starts_with(['<', '&', '\u{200b}']) && key(cell) == wanted
}

/// A name as it is compared where platforms differ in spaces and signs: letters and digits in lower case.
pub(super) fn squash(found: &str) -> String {
    found.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Blank cells take the text on their left, as merged cells do.
pub(super) fn fill_right<'a>(cells: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut last = "";
    cells
        .map(|cell| {
            if !cell.is_empty() {
                last = cell;
            }
            last
        })
        .collect()
}

/// A number, with a sign, a decimal point or comma, or a per cent sign.
pub(super) fn is_number(cell: &str) -> bool {
    let digits = cell.trim().trim_end_matches('%').trim_end().trim_start_matches(['-', '+', '−']);
    digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(|c| c.is_ascii_digit() || ".,".contains(c))
}

/// A whole number without a sign.
pub(super) fn is_digits(cell: &str) -> bool {
    !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit())
}

/// A date with a time, in whatever order and language: digits first, three groups and an hour before the first colon.
pub(super) fn is_date_time(cell: &str) -> bool {
    if cell.len() > 64 || !cell.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    let groups = |text: &str| text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).count();
    let longest = cell.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
    let Some((before, after)) = cell.split_once(':') else { return false };
    letters <= 16 && longest <= 9 && groups(before) == 4 && after.starts_with(|c: char| c.is_ascii_digit())
}

/// A day as spreadsheets count it, with the time as its fraction: 1954 to 2119.
pub(super) fn is_serial_day(cell: &str) -> bool {
    is_number(cell) && cell.parse::<f64>().is_ok_and(|day| (20_000.0..80_000.0).contains(&day))
}

/// Whether something is written like an e-mail address.
pub(super) fn is_email(cell: &str) -> bool {
    cell.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty() && host.contains('.') && !host.contains('@') && !cell.contains(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_with_a_time_is_seen_in_any_order() {
        for cell in [
            "6/21/2018 23:29:42",
            "2022/11/30 10:39:41 PM GMT+1",
            "30.11.2022 22:39",
            "2018. 6. 21 오후 11:29:42",
            "2024-01-01T10:00:00.123456+02:00",
            "7/2/20 11:00:22",
        ] {
            assert!(is_date_time(cell), "{cell}");
        }
        for cell in ["2024-01-01", "10:30:00", "12", "", "Meet at 10:30", "1 2 3 4 5:x", "00:1a:2b:3c:4d:5e"] {
            assert!(!is_date_time(cell), "{cell}");
        }
    }

    #[test]
    fn numbers_and_addresses_are_told_from_words() {
        assert!(is_number("1,234.5") && is_number("-3") && is_number("45%") && is_number("45 %"));
        assert!(!is_number("") && !is_number("-") && !is_number("Q1") && !is_number("1-2"));
        assert!(is_serial_day("44014.4585") && !is_serial_day("4401"));
        assert!(is_email("ann@example.org") && !is_email("@ann") && !is_email("a @b.c"));
    }

    #[test]
    fn blank_cells_continue_the_text_on_their_left() {
        assert_eq!(fill_right(["a", "", "b", ""].into_iter()), ["a", "a", "b", "b"]);
        assert_eq!(fill_right(["", "x"].into_iter()), ["", "x"]);
    }
}
