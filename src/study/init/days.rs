//! Dates whose order of day and month a person told, written with the year first.

/// The dates of a column, where all of them have the year last; others, and what is no date, stay as they stand.
pub(super) fn year_first(cells: &mut [String], day_first: bool) {
    let filled = || cells.iter().filter(|cell| !cell.trim().is_empty());
    if filled().any(|cell| read(cell, day_first).is_none()) {
        return;
    }
    for cell in cells {
        if let Some(read) = read(cell, day_first) {
            *cell = read;
        }
    }
}

/// `2026-03-07 10:05` of `7/3/2026 10:05`; `None` where it is no such date.
fn read(cell: &str, day_first: bool) -> Option<String> {
    let cell = cell.trim();
    let (date, time) = cell.split_at(cell.find([' ', 'T', ',']).unwrap_or(cell.len()));
    let mut parts = date.split(['/', '.', '-']);
    let (one, two, year) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || year.len() != 4 || ![one, two, year].into_iter().all(digits) {
        return None;
    }
    let (day, month) = if day_first { (one, two) } else { (two, one) };
    let (day, month) = (day.parse::<u8>().ok()?, month.parse::<u8>().ok()?);
    let fits = (1..=31).contains(&day) && (1..=12).contains(&month);
    fits.then(|| format!("{year}-{month:02}-{day:02}{time}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(cells: &[&str], day_first: bool) -> Vec<String> {
        let mut cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        year_first(&mut cells, day_first);
        cells
    }

    #[test]
    fn dates_get_the_year_first_and_keep_their_time() {
        assert_eq!(made(&["7/3/2026 10:05", "", "08.03.2026"], true), ["2026-03-07 10:05", "", "2026-03-08"]);
        assert_eq!(made(&["7/3/2026"], false), ["2026-07-03"]);
    }

    #[test]
    fn a_column_in_which_one_date_does_not_fit_stays_as_it_stands() {
        for cells in [["7/3/2026", "7/13/2026"], ["7/3/2026", "later"], ["7/3/26", "8/3/26"]] {
            assert_eq!(made(&cells, true), cells);
        }
    }
}
