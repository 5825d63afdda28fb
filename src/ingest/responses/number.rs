//! Numbers as people and spreadsheets write them: which sign is the decimal one is settled for a whole column.

/// How the numbers of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumberStyle {
    /// `1,234.5`
    #[default]
    Point,
    /// `1.234,5`
    Comma,
}

/// What one cell says about the style of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Evidence {
    /// It reads the same in both styles.
    Either,
    /// Only a decimal point fits.
    Point,
    /// Only a decimal comma fits.
    Comma,
    /// One sign with three digits after it: thousands in one style, decimals in the other.
    Open,
}

impl NumberStyle {
    /// The style of a column, and what should be said about it.
    #[must_use]
    pub fn of<'c>(cells: impl Iterator<Item = &'c str>) -> (Self, Option<&'static str>) {
        let (mut point, mut comma, mut open_comma) = (false, false, false);
        for cell in cells {
            match evidence(cell) {
                Some(Evidence::Point) => point = true,
                Some(Evidence::Comma) => comma = true,
                Some(Evidence::Open) => open_comma |= cell.contains(','),
                Some(Evidence::Either) | None => {}
            }
        }
        match (point, comma) {
            (true, true) => (Self::Point, Some("some numbers have a decimal point and others a decimal comma")),
            (false, true) => (Self::Comma, Some("numbers are read with a decimal comma")),
            (false, false) if open_comma => {
                (Self::Point, Some("`1,234` is read as one thousand two hundred and thirty-four"))
            }
            _ => (Self::Point, None),
        }
    }

    /// The number in a cell; a currency sign before it or a percent sign after it is left out.
    #[must_use]
    pub fn read(self, cell: &str) -> Option<f64> {
        let bare = bare(cell);
        let (decimal, thousands) = match self {
            Self::Point => ('.', ','),
            Self::Comma => (',', '.'),
        };
        let (whole, fraction) = match bare.split_once(decimal) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (bare, None),
        };
        let mut plain = String::with_capacity(bare.len());
        let groups: Vec<&str> = whole.split(|c| c == thousands || is_gap(c)).collect();
        if groups.len() > 1 && groups[1..].iter().any(|group| group.len() != 3) {
            return None;
        }
        for (at, group) in groups.iter().enumerate() {
            let digits = if at == 0 { group.trim_start_matches(['+', '-', '\u{2212}']) } else { group };
            if at == 0 && group.starts_with(['-', '\u{2212}']) {
                plain.push('-');
            }
            plain.push_str(digits);
        }
        if let Some(fraction) = fraction {
            plain.push('.');
            plain.push_str(fraction);
        }
        let written = plain.trim_start_matches('-');
        let numeric = written.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-'));
        if !numeric || !written.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            return None;
        }
        plain.parse().ok().filter(|number: &f64| number.is_finite())
    }
}

/// Whether a cell is a number in any style.
#[must_use]
pub fn is_number(cell: &str) -> bool {
    if !cell.bytes().any(|b| b.is_ascii_digit()) || cell.len() > 40 {
        return false;
    }
    NumberStyle::Point.read(cell).is_some() || NumberStyle::Comma.read(cell).is_some()
}

fn bare(cell: &str) -> &str {
    let cell = cell.trim();
    let cell = cell.strip_prefix(['$', '€', '£', '¥']).unwrap_or(cell);
    cell.strip_suffix(['%', '€', '$', '£']).unwrap_or(cell).trim()
}

/// Spaces and apostrophes that part thousands.
fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '\'' | '\u{2019}')
}

fn evidence(cell: &str) -> Option<Evidence> {
    if !is_number(cell) {
        return None;
    }
    let bare = bare(cell);
    let after =
        |sign: char| bare.rsplit_once(sign).map(|(_, rest)| rest.bytes().take_while(u8::is_ascii_digit).count());
    let many = |sign: char| bare.matches(sign).count() > 1;
    Some(match (after('.'), after(',')) {
        (None, None) => Evidence::Either,
        (Some(_), Some(_)) if bare.rfind('.') > bare.rfind(',') => Evidence::Point,
        (Some(_), Some(_)) => Evidence::Comma,
        (Some(_), None) if many('.') => Evidence::Comma,
        (None, Some(_)) if many(',') => Evidence::Point,
        (Some(3), None) | (None, Some(3)) => Evidence::Open,
        (Some(_), None) => Evidence::Point,
        (None, Some(_)) => Evidence::Comma,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them_and_words_are_none() {
        for (cell, expected) in [
            ("12", Some(12.0)),
            (" -3.5 ", Some(-3.5)),
            ("1,234.5", Some(1234.5)),
            ("1 234", Some(1234.0)),
            ("$1,200", Some(1200.0)),
            ("45%", Some(45.0)),
            ("1.5E+3", Some(1500.0)),
            (".5", Some(0.5)),
            ("1,23", None),
            ("abc", None),
            ("", None),
            ("-", None),
            ("1-2", None),
            ("nan", None),
            ("inf", None),
            ("e5", None),
        ] {
            assert_eq!(NumberStyle::Point.read(cell), expected, "{cell}");
        }
        assert_eq!(NumberStyle::Comma.read("1.234,5"), Some(1234.5));
        assert_eq!(NumberStyle::Comma.read("3,5 €"), Some(3.5));
    }

    #[test]
    fn the_decimal_sign_is_settled_by_the_whole_column() {
        assert_eq!(NumberStyle::of(["3,5", "1,234"].into_iter()).0, NumberStyle::Comma);
        assert_eq!(NumberStyle::of(["3.5", "1,234"].into_iter()), (NumberStyle::Point, None));
        assert!(NumberStyle::of(["1,234"].into_iter()).1.is_some_and(|note| note.contains("thousand")));
        assert!(NumberStyle::of(["3.5", "3,5"].into_iter()).1.is_some_and(|note| note.contains("others")));
        assert_eq!(NumberStyle::of(["1", "no"].into_iter()), (NumberStyle::Point, None));
    }
}
