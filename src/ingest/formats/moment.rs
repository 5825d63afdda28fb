//! Moments that programs count from 1970, as dates.

use crate::ingest::calendar::date;

/// `2020-02-20T01:04:38Z`, from seconds since 1970.
#[must_use]
pub fn moment(seconds: u64) -> String {
    // No more days than an i64 holds come of seconds in a u64.
    let (days, rest) = (i64::try_from(seconds / 86_400).unwrap_or(i64::MAX), seconds % 86_400);
    format!("{}T{:02}:{:02}:{:02}Z", date(days), rest / 3_600, rest % 3_600 / 60, rest % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Python: `datetime.fromtimestamp(…, timezone.utc)`.
    #[test]
    fn moments_are_those_that_python_gives() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_827_696, "2000-02-29T12:34:56Z"),
            (1_582_160_678, "2020-02-20T01:04:38Z"),
            (1_609_459_200, "2021-01-01T00:00:00Z"),
            (4_102_444_799, "2099-12-31T23:59:59Z"),
        ] {
            assert_eq!(moment(seconds), expected);
        }
    }
}
