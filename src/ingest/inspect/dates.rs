//! Dates as exports write them. The order of day and month is told by the whole column, or said to be unknown.

/// What the dates of a column look like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateColumn {
    /// In letters: `YYYY-MM-DD HH:MM:SS`.
    pub format: String,
    /// Day and month cannot be told apart.
    pub ambiguous: bool,
    /// Some cells can only be read day first, others only month first.
    pub mixed: bool,
    /// The zones that stand behind the times.
    pub zones: Vec<String>,
}

/// One date.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Date {
    order: Order,
    sign: char,
    time: bool,
    half_days: bool,
    zone: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    YearFirst,
    /// Two numbers before the year, and how many digits that has.
    YearLast(u32, u32, usize),
    Named,
}

/// Whether a cell is a date, with a time or without.
pub fn is_date(cell: &str) -> bool {
    read(cell).is_some()
}

/// How the dates of a column are written; nothing where there are none.
pub fn column<'c>(cells: impl Iterator<Item = &'c str>) -> Option<DateColumn> {
    let dates: Vec<Date> = cells.filter_map(read).collect();
    let first = dates.first()?;
    let (mut day_first, mut month_first) = (false, false);
    for date in &dates {
        if let Order::YearLast(a, b, _) = date.order {
            day_first |= a > 12;
            month_first |= b > 12;
        }
    }
    let sign = first.sign;
    // Nobody writes the month first with dots.
    day_first |= sign == '.' && !month_first;
    let date = match first.order {
        Order::YearFirst => format!("YYYY{sign}MM{sign}DD"),
        Order::Named => "day, month by name, year".to_owned(),
        Order::YearLast(_, _, digits) => {
            let year = if digits == 2 { "YY" } else { "YYYY" };
            match (day_first, month_first) {
                (true, false) => format!("DD{sign}MM{sign}{year}"),
                (false, true) => format!("MM{sign}DD{sign}{year}"),
                _ => format!("day and month in either order, {year}"),
            }
        }
    };
    let time = if dates.iter().any(|date| date.half_days) {
        " h:MM AM/PM"
    } else if dates.iter().any(|date| date.time) {
        " HH:MM"
    } else {
        ""
    };
    let mut zones: Vec<String> = dates.iter().filter_map(|date| date.zone.clone()).collect();
    zones.sort();
    zones.dedup();
    zones.truncate(8);
    let year_last = dates.iter().any(|date| matches!(date.order, Order::YearLast(..)));
    Some(DateColumn {
        format: format!("{date}{time}"),
        ambiguous: year_last && !day_first && !month_first && sign != '.',
        mixed: day_first && month_first,
        zones,
    })
}

fn read(cell: &str) -> Option<Date> {
    let cell = cell.trim();
    if cell.len() < 6 || cell.len() > 48 || !cell.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    match weekday(cell) {
        Some(rest) => named(&rest),
        None => named(cell).or_else(|| numeric(cell)),
    }
}

/// What stands behind a day of the week, with the year behind the day: `Fri Mar 01 08:00:00 PST 2024` becomes
/// `Mar 01 2024 08:00:00 PST`.
fn weekday(cell: &str) -> Option<String> {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let (first, rest) = cell.split_once([' ', ','])?;
    let first = first.to_ascii_lowercase();
    if first.len() < 3 || !DAYS.iter().any(|day| *day == first || day[..3] == *first) {
        return None;
    }
    let mut words: Vec<&str> = rest.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let year = words.last().is_some_and(|last| last.len() == 4 && last.bytes().all(|b| b.is_ascii_digit()));
    if year && words.len() >= 4 && words[2].contains(':') {
        let year = words.pop()?;
        words.insert(2, year);
    }
    Some(words.join(" "))
}

/// Whether a cell is a time without a date: `9:30`, `14:05:00`, `9:30 PM`.
pub fn is_time_of_day(cell: &str) -> bool {
    let cell = cell.trim();
    let (hour, rest) = cell.split_once(':').unwrap_or((cell, ""));
    let whole = |text: &str, most: u32| text.len() <= 2 && text.parse::<u32>().is_ok_and(|number| number <= most);
    let digits = rest.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(rest.len());
    let half = rest[digits..].trim().to_ascii_lowercase().replace('.', "");
    let parts: Vec<&str> = rest[..digits].split(':').collect();
    whole(hour, 24)
        && matches!(half.as_str(), "" | "am" | "pm")
        && parts.len() <= 2
        && parts.iter().all(|part| part.len() == 2 && whole(part, 59))
}

fn numeric(cell: &str) -> Option<Date> {
    let end = cell.find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '/' | '.')).unwrap_or(cell.len());
    let (date, rest) = cell.split_at(end);
    let sign = date.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = date.trim_end_matches('.').split(sign).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let number = |part: &str| if part.len() <= 4 { part.parse::<u32>().ok() } else { None };
    let (x, y, z) = (number(a)?, number(b)?, number(c)?);
    let order = if a.len() == 4 && (1..=12).contains(&y) && (1..=31).contains(&z) {
        Order::YearFirst
    } else if a.len() <= 2
        && b.len() <= 2
        && matches!(c.len(), 2 | 4)
        && x.min(y) >= 1
        && x.min(y) <= 12
        && x.max(y) <= 31
        && (c.len() == 2 || (1800..2200).contains(&z))
    {
        Order::YearLast(x, y, c.len())
    } else {
        return None;
    };
    let (time, half_days, zone) = clock(rest)?;
    Some(Date { order, sign, time, half_days, zone })
}

/// `3 May 2026`, `May 3, 2026 14:05`; English names, whole or of three letters.
fn named(cell: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if !cell.bytes().any(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let is_month = |word: &str| {
        let word = word.to_ascii_lowercase();
        word.len() >= 3 && MONTHS.iter().any(|month| *month == word || *word == month[..3])
    };
    let words: Vec<&str> = cell.split([' ', ',', '-', '/']).filter(|word| !word.is_empty()).take(3).collect();
    let [a, b, year] = words.as_slice() else { return None };
    let day = |word: &str| {
        word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
    };
    let fits = (is_month(a) && day(b)) || (day(a) && is_month(b));
    if !fits || !year.parse::<u32>().is_ok_and(|year| (1800..2200).contains(&year) || year < 100) {
        return None;
    }
    let behind = cell.find(year).map(|at| at + year.len())?;
    let (time, half_days, zone) = clock(&cell[behind..])?;
    Some(Date { order: Order::Named, sign: ' ', time, half_days, zone })
}

/// What stands behind a date: a time, a half of the day, a zone.
fn clock(rest: &str) -> Option<(bool, bool, Option<String>)> {
    let rest = rest.trim_start_matches(['T', ' ', ',', '\u{202F}', '\u{A0}']);
    if rest.is_empty() {
        return Some((false, false, None));
    }
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(rest.len());
    let (time, rest) = rest.split_at(end);
    let hours = time.split(':').next()?.parse::<u32>().ok()?;
    if !time.contains(':') || hours > 24 {
        return None;
    }
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || c == '\u{202F}');
    let lower = rest.get(..2).map(str::to_ascii_lowercase);
    let half_days = matches!(lower.as_deref(), Some("am" | "pm"));
    let zone = if half_days { rest[2..].trim() } else { rest };
    let is_zone = zone.is_empty()
        || zone.starts_with(['+', '-', '('])
        || zone.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | ':' | '/' | '_'));
    if !is_zone || zone.len() > 24 {
        return None;
    }
    Some((true, half_days, (!zone.is_empty()).then(|| zone.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(cells: &[&str]) -> DateColumn {
        column(cells.iter().copied()).unwrap()
    }

    #[test]
    fn the_order_of_day_and_month_is_told_by_the_column_or_said_to_be_unknown() {
        assert_eq!(seen(&["6/7/2026 9:29:42", "6/22/2026 0:06:36"]).format, "MM/DD/YYYY HH:MM");
        assert_eq!(seen(&["07.06.2026", "22.06.2026"]).format, "DD.MM.YYYY");
        let dots = seen(&["07.06.2026", "02.06.2026"]);
        assert_eq!((dots.format.as_str(), dots.ambiguous), ("DD.MM.YYYY", false));
        assert!(seen(&["6/7/2026", "1/2/2026"]).ambiguous);
        assert!(seen(&["13/1/2026", "1/13/2026"]).mixed);
        assert!(!seen(&["2026-06-07"]).ambiguous);
    }

    #[test]
    fn zones_are_kept() {
        assert_eq!(seen(&["2022/11/30 10:39:41 PM GMT+1"]).zones, ["GMT+1"]);
        assert_eq!(seen(&["2025-05-22T05:31:58.534Z", "2025-05-22T05:31:58+02:00"]).zones, ["+02:00", "Z"]);
        assert_eq!(seen(&["11/03/2021 07:40:47 PM", "11/13/2021 07:40:47 PM"]).format, "MM/DD/YYYY h:MM AM/PM");
    }

    #[test]
    fn what_only_looks_like_a_date_is_none() {
        for cell in ["18-29", "1.5.2", "10/10", "3.14159", "May be", "2026", "99/99/2026", "192.168.1.1", "Oct-49"] {
            assert!(!is_date(cell), "{cell}");
        }
        for cell in [
            "3 May 2026",
            "May 3, 2026 14:05",
            "3-May-26",
            "2017-07-18 08:28:09",
            "Fri Mar 01 08:00:00 PST 2024",
            "Fri, 01 Mar 2024 08:00:00 GMT",
        ] {
            assert!(is_date(cell), "{cell}");
        }
        assert!(is_time_of_day("9:30") && is_time_of_day("9:30:00 PM") && is_time_of_day("23:59"));
        assert!(
            !is_time_of_day("9") && !is_time_of_day("99:30") && !is_time_of_day("1:2") && !is_time_of_day("5:1 odds")
        );
    }
}
