//! Days, months and years: as conditions name them, and as cells hold them.
//!
//! The time of day is not looked at. What the columns of an export look like is `ingest::inspect`'s to say.

/// The days of a day, a month or a year, first and last, each as the number `YYYYMMDD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The first day.
    pub first: u32,
    /// The last day, or one past it that no month has.
    pub last: u32,
}

impl Period {
    /// Reads `2024-05-31` or `2024-05`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('-').collect();
        let number = |part: &str, digits: usize| {
            (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u32>().ok())?
        };
        match parts.as_slice() {
            [year, month] => {
                let first = number(year, 4)? * 10_000 + month_in(number(month, 2)?)? * 100;
                Some(Self { first: first + 1, last: first + 31 })
            }
            [year, month, day] => {
                let day = day_of(number(year, 4)?, number(month, 2)?, number(day, 2)?)?;
                Some(Self { first: day, last: day })
            }
            _ => None,
        }
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = (self.first / 10_000, self.first / 100 % 100, self.first % 100);
        write!(f, "{year:04}-{month:02}")?;
        if self.first == self.last { write!(f, "-{day:02}") } else { Ok(()) }
    }
}

/// How the days of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateStyle {
    /// The year first, or the month by its English name.
    Plain,
    /// The day, the month, the year.
    DayFirst,
    /// The month, the day, the year.
    MonthFirst,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl DateStyle {
    /// How a column writes its days; `None` where day and month cannot be told apart, or stand in both orders.
    #[must_use]
    pub fn of<'c>(cells: impl Iterator<Item = &'c str>) -> Option<Self> {
        let (mut any, mut day_first, mut month_first) = (false, false, false);
        for (a, b, _) in cells.filter_map(year_last) {
            any = true;
            day_first |= a > 12;
            month_first |= b > 12;
        }
        match (any, day_first, month_first) {
            (false, ..) => Some(Self::Plain),
            (true, true, false) => Some(Self::DayFirst),
            (true, false, true) => Some(Self::MonthFirst),
            (true, ..) => None,
        }
    }

    /// The day in a cell, as the number `YYYYMMDD`.
    #[must_use]
    pub fn read(self, cell: &str) -> Option<u32> {
        let cell = cell.trim();
        let (a, b, year) = match self {
            Self::Plain => return year_first(cell).or_else(|| named(cell)),
            Self::DayFirst | Self::MonthFirst => match year_last(cell) {
                Some(parts) => parts,
                None => return Self::Plain.read(cell),
            },
        };
        if self == Self::DayFirst { day_of(year, b, a) } else { day_of(year, a, b) }
    }
}

/// The three numbers at the start of a cell, with their digits; nothing where something other than a time follows.
fn three(cell: &str) -> Option<[(&str, u32); 3]> {
    let end = cell.find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '/' | '.')).unwrap_or(cell.len());
    if !cell[end..].is_empty() && !cell[end..].starts_with(['T', ' ', ',']) {
        return None;
    }
    let mut parts = cell[..end].trim_end_matches('.').split(['-', '/', '.']);
    let mut number = || {
        let part = parts.next().filter(|part| matches!(part.len(), 1 | 2 | 4))?;
        Some((part, part.parse::<u32>().ok()?))
    };
    let three = [number()?, number()?, number()?];
    parts.next().is_none().then_some(three)
}

fn year_first(cell: &str) -> Option<u32> {
    let [(year, y), (_, month), (_, day)] = three(cell)?;
    (year.len() == 4).then(|| day_of(y, month, day))?
}

fn year_last(cell: &str) -> Option<(u32, u32, u32)> {
    let [(a, x), (b, y), (year, z)] = three(cell.trim())?;
    let fits = a.len() <= 2 && b.len() <= 2 && year.len() == 4 && (1..=31).contains(&x) && (1..=31).contains(&y);
    (fits && x.min(y) <= 12).then_some((x, y, z))
}

/// `3 May 2026`, `May 3, 2026 14:05`; English names, whole or of three letters.
fn named(cell: &str) -> Option<u32> {
    let words: Vec<&str> = cell.split([' ', ',', '-', '/']).filter(|word| !word.is_empty()).take(3).collect();
    let [a, b, year] = words.as_slice() else { return None };
    let month = |word: &str| {
        let word = word.get(..3)?.to_ascii_lowercase();
        MONTHS.iter().position(|month| *month == word).and_then(|place| u32::try_from(place + 1).ok())
    };
    let day = |word: &str| word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<u32>().ok();
    let year = year.parse::<u32>().ok().filter(|year| (1000..10_000).contains(year))?;
    match (month(a), month(b)) {
        (Some(month), _) => day_of(year, month, day(b)?),
        (None, Some(month)) => day_of(year, month, day(a)?),
        (None, None) => None,
    }
}

fn month_in(month: u32) -> Option<u32> {
    (1..=12).contains(&month).then_some(month)
}

fn day_of(year: u32, month: u32, day: u32) -> Option<u32> {
    let month = month_in(month)?;
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    ((1..=last).contains(&day) && year < 10_000).then_some(year * 10_000 + month * 100 + day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_their_column_writes_them() {
        for (style, cell, expected) in [
            (DateStyle::Plain, "2026-05-03", Some(20_260_503)),
            (DateStyle::Plain, " 2026/5/3 14:05", Some(20_260_503)),
            (DateStyle::Plain, "2026-05-03T00:00:00Z", Some(20_260_503)),
            (DateStyle::Plain, "May 3, 2026 14:05", Some(20_260_503)),
            (DateStyle::Plain, "3-May-2026", Some(20_260_503)),
            (DateStyle::Plain, "3/5/2026", None),
            (DateStyle::DayFirst, "3/5/2026", Some(20_260_503)),
            (DateStyle::MonthFirst, "3/5/2026", Some(20_260_305)),
            (DateStyle::MonthFirst, "2026-05-03", Some(20_260_503)),
            (DateStyle::Plain, "2026-02-29", None),
            (DateStyle::Plain, "2024-02-29", Some(20_240_229)),
            (DateStyle::Plain, "1.5.2", None),
            (DateStyle::Plain, "é May 2026", None),
        ] {
            assert_eq!(style.read(cell), expected, "{style:?} {cell}");
        }
    }

    #[test]
    fn the_order_of_day_and_month_is_told_by_the_whole_column() {
        assert_eq!(DateStyle::of(["3/5/2026", "22/5/2026"].into_iter()), Some(DateStyle::DayFirst));
        assert_eq!(DateStyle::of(["3/5/2026", "5/22/2026"].into_iter()), Some(DateStyle::MonthFirst));
        assert_eq!(DateStyle::of(["3/5/2026"].into_iter()), None);
        assert_eq!(DateStyle::of(["22/5/2026", "5/22/2026"].into_iter()), None);
        assert_eq!(DateStyle::of(["2026-05-03", "x"].into_iter()), Some(DateStyle::Plain));
    }

    #[test]
    fn a_month_holds_all_of_its_days() {
        let may = Period::read("2026-05").unwrap();
        assert!((may.first..=may.last).contains(&20_260_531) && may.to_string() == "2026-05");
        assert_eq!(Period::read("2026-05-31").unwrap().to_string(), "2026-05-31");
        assert_eq!((Period::read("2026-13"), Period::read("2026-04-31"), Period::read("26-04")), (None, None, None));
    }
}
