//! Days that programs count, as dates of the Gregorian calendar.

/// The days from 14 October 1582, from which SPSS counts, to 1970-01-01.
pub const DAYS_TO_1970: i64 = 141_428;
/// The days from 1 March of the year 0 to 1970-01-01.
const FROM_MARCH_0: i64 = 719_468;

/// `2000-02-29`: a day counted from 1970-01-01, before which days are negative.
pub fn date(days: i64) -> String {
    // Years start in March here, so that the leap day is the last of its year.
    let days = days.saturating_add(FROM_MARCH_0);
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Python: `date(1970, 1, 1) + timedelta(days=…)`.
    #[test]
    fn days_are_those_that_python_gives() {
        for (days, expected) in [
            (0, "1970-01-01"),
            (11_016, "2000-02-29"),
            (-1, "1969-12-31"),
            (-DAYS_TO_1970, "1582-10-14"),
            (2_932_896, "9999-12-31"),
        ] {
            assert_eq!(date(days), expected);
        }
    }
}
