//! Dates and times of SPSS, which are seconds since 14 October 1582, as ISO text.

use std::fmt::Write;

use crate::ingest::calendar::{DAYS_TO_1970, date};

/// What a number is that is printed as a date or a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// `2026-11-23`.
    Day,
    /// `2026-11-23 14:05:00`.
    DayAndTime,
    /// `14:05:00`; the hours of a duration go beyond 24.
    Time,
}

/// The last second of the year 9999.
const END: f64 = 265_621_680_000.0;
const DAY: u64 = 86_400;

impl Moment {
    /// What the type of a print format stands for; `None` for a plain number. Names of days (26) and of months (27) are
    /// numbers from 1.
    pub(super) fn of_format(kind: u32) -> Option<Self> {
        match kind {
            // DATE, ADATE, JDATE, MOYR, QYR, WKYR, EDATE, SDATE
            20 | 23 | 24 | 28 | 29 | 30 | 38 | 39 => Some(Self::Day),
            // DATETIME, YMDHMS
            22 | 41 => Some(Self::DayAndTime),
            // TIME, DTIME, MTIME
            21 | 25 | 40 => Some(Self::Time),
            _ => None,
        }
    }

    /// Appends the moment; `false` where the number is none of the years 1582 to 9999.
    pub(super) fn write(self, seconds: f64, out: &mut String) -> bool {
        if !seconds.is_finite() || seconds.abs() >= END || (seconds < 0.0 && self != Self::Time) {
            return false;
        }
        // The shortest digits that read back: a difference of two reals would bring digits that nobody wrote.
        let digits = seconds.abs().to_string();
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        let Ok(whole) = whole.parse::<u64>() else { return false };
        let clock = |out: &mut String, rest: u64| {
            let _ = write!(out, "{:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60);
            if !fraction.is_empty() {
                let _ = write!(out, ".{fraction}");
            }
        };
        if self == Self::Time {
            out.push_str(if seconds < 0.0 { "-" } else { "" });
            clock(out, whole);
            return true;
        }
        let Ok(days) = i64::try_from(whole / DAY) else { return false };
        out.push_str(&date(days - DAYS_TO_1970));
        if self == Self::DayAndTime {
            out.push(' ');
            clock(out, whole % DAY);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(kind: u32, seconds: f64) -> Option<String> {
        let mut out = String::new();
        Moment::of_format(kind)?.write(seconds, &mut out).then_some(out)
    }

    /// Python: `datetime(1582, 10, 14) + timedelta(seconds=…)`.
    #[test]
    fn dates_are_those_that_python_gives() {
        for (seconds, expected) in [
            (0.0, "1582-10-14 00:00:00"),
            (12_219_379_200.0, "1970-01-01 00:00:00"),
            (13_744_980_610.0, "2018-05-06 10:10:10"),
            (13_171_161_600.5, "2000-02-29 00:00:00.5"),
            (265_621_679_999.0, "9999-12-31 23:59:59"),
        ] {
            assert_eq!(shown(22, seconds).as_deref(), Some(expected));
            assert_eq!(shown(39, seconds).as_deref(), Some(&expected[..10]));
        }
    }

    #[test]
    fn times_may_pass_a_day_or_be_negative_and_other_numbers_are_left_alone() {
        assert_eq!(shown(21, 36_610.25).as_deref(), Some("10:10:10.25"));
        assert_eq!(shown(25, 108_000.0).as_deref(), Some("30:00:00"));
        assert_eq!(shown(21, -60.0).as_deref(), Some("-00:01:00"));
        assert_eq!(shown(5, 1.0), None);
        for outside in [-1.0, END, 1e300, f64::NAN, f64::INFINITY] {
            assert_eq!(shown(20, outside), None, "{outside}");
        }
    }
}
