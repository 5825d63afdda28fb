//! Dates and times as rows hold them, `2026-11-23 14:05:00`, as the seconds that SPSS keeps.
//!
//! It shares no code with the reader of system files, so that a file that is written and read back tests both.

use super::Field;
use crate::export::sav::SavMoment;

/// Days between 1 March of the year 0 and 14 October 1582, from which SPSS counts.
const DAYS_BEFORE: i64 = 578_040;

/// What the cells of a column have been so far.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Moments {
    declared: bool,
    kind: Option<SavMoment>,
    mixed: bool,
}

impl Moments {
    /// A column before its first cell. Only one that is declared to hold dates is looked at.
    pub fn declared(field: &Field) -> Self {
        Self { declared: field.about.as_ref().is_some_and(|about| about.date), ..Self::default() }
    }

    /// The column with one more cell.
    pub fn with(mut self, cell: &str) -> Self {
        if !self.declared || self.mixed || cell.trim().is_empty() {
            return self;
        }
        let found = read(cell).map(|(kind, _)| kind);
        self.mixed = found.is_none() || self.kind.is_some() && self.kind != found;
        self.kind = found;
        self
    }

    /// What every cell is; `None` where the column is not of dates, or some cells are something else.
    pub fn kind(self) -> Option<SavMoment> {
        (self.declared && !self.mixed).then(|| self.kind.unwrap_or(SavMoment::Day))
    }
}

/// A cell as a kind of moment and its seconds.
pub(super) fn read(cell: &str) -> Option<(SavMoment, f64)> {
    let cell = cell.trim();
    if cell.len() == 10 && cell.as_bytes().get(4) == Some(&b'-') {
        return Some((SavMoment::Day, (days(cell)? * 86_400) as f64));
    }
    if let Some((date, time)) = cell.split_once(' ') {
        let (seconds, fraction) = clock(time)?;
        return (seconds < 86_400)
            .then_some(())
            .and(days(date))
            .and_then(|days| number(days * 86_400 + seconds, fraction))
            .map(|seconds| (SavMoment::DayAndTime, seconds));
    }
    let (sign, time) = cell.strip_prefix('-').map_or((1.0, cell), |time| (-1.0, time));
    let (seconds, fraction) = clock(time)?;
    Some((SavMoment::Time, sign * number(seconds, fraction)?))
}

/// Seconds and their fraction in one number, from its digits: a sum of two reals would bring digits that nobody wrote.
fn number(seconds: i64, fraction: &str) -> Option<f64> {
    format!("{seconds}.{fraction}0").parse().ok()
}

/// Days since 14 October 1582, of no date before.
fn days(date: &str) -> Option<i64> {
    let mut parts = date.split('-').map(whole);
    let (Some(Some(year)), Some(Some(month)), Some(Some(day)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=last).contains(&day) || year > 9999 {
        return None;
    }
    // Years that begin with March, so that the day that leap years add is the last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let before = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let days = before + (153 * month + 2) / 5 + day - 1 - DAYS_BEFORE;
    (days >= 0).then_some(days)
}

/// `14:05:00.25` as whole seconds and the digits behind the point.
fn clock(time: &str) -> Option<(i64, &str)> {
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let mut parts = time.split(':').map(whole);
    let (Some(Some(hours)), Some(Some(minutes)), Some(Some(seconds)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
    (digits && minutes < 60 && seconds < 60).then_some((hours * 3600 + minutes * 60 + seconds, fraction))
}

/// Digits alone, of a number that no product here makes too large.
fn whole(text: &str) -> Option<i64> {
    let digits = (1..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Python: `(datetime(…) - datetime(1582, 10, 14)).total_seconds()`.
    #[test]
    fn seconds_are_those_that_python_gives() {
        for (cell, kind, expected) in [
            ("1582-10-14", SavMoment::Day, 0.0),
            ("1970-01-01", SavMoment::Day, 12_219_379_200.0),
            ("2018-05-06 10:10:10", SavMoment::DayAndTime, 13_744_980_610.0),
            ("2000-02-29 00:00:00.5", SavMoment::DayAndTime, 13_171_161_600.5),
            ("9999-12-31 23:59:59", SavMoment::DayAndTime, 265_621_679_999.0),
            ("30:00:00", SavMoment::Time, 108_000.0),
            ("-00:01:00", SavMoment::Time, -60.0),
        ] {
            assert_eq!(read(cell), Some((kind, expected)), "{cell}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for cell in [
            "",
            "1582-10-13",
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-1-1-1",
            "2026-11-23 24:00:00",
            "2026-11-23 10:60:00",
            "10:10",
            "1:2:3.x",
            "12345",
            "2026-11-é3",
            "99999999999:00:00",
        ] {
            assert_eq!(read(cell), None, "{cell}");
        }
    }

    #[test]
    fn a_column_of_two_kinds_is_of_none() {
        let begun = Moments { declared: true, ..Moments::default() };
        assert_eq!(begun.kind(), Some(SavMoment::Day), "all blank");
        assert_eq!(begun.with("").with("10:00:00").kind(), Some(SavMoment::Time));
        assert_eq!(begun.with("10:00:00").with("2026-11-23").with("10:00:00").kind(), None);
        assert_eq!(begun.with("-1").kind(), None);
        assert_eq!(Moments::default().with("2026-11-23").kind(), None, "not declared");
    }
}
