//! Bands of numbers as labels write them: where each begins, so that they can be put in order.

use super::shape::plain;

/// Words for lengths of time, as labels count them.
pub const UNITS: &[&str] = &["minute", "hour", "day", "week", "month", "year"];

/// Whether labels, as somebody wrote them, are bands of numbers.
pub fn are_bands(labels: &[&str]) -> bool {
    bands(&labels.iter().map(|label| plain(label)).collect::<Vec<_>>()).is_some()
}

/// `18-29`, `under 18`, `60+`, `$50,000 to $74,999`, `less than 1 year`, `more than 10 years`.
///
/// Intervals as R and pandas cut them: `(19,39]`, `[60, inf)`. A number in words begins `Three or more`.
pub fn bands(labels: &[String]) -> Option<Vec<f64>> {
    if let Some(lows) = labels.iter().map(|label| interval(label)).collect::<Option<Vec<f64>>>() {
        return Some(lows);
    }
    let labels: Vec<String> = labels.iter().map(|label| in_digits(label)).collect();
    let counting: Vec<&String> = labels.iter().filter(|label| !is_none(label)).collect();
    if counting.len() + 1 < labels.len() || !count_one_thing(&counting) {
        return None;
    }
    let units: Vec<f64> = labels.iter().map(|label| unit(label)).collect();
    // A unit in some labels only is said once for all: `1-2`, `3-5 years`.
    let own = units.iter().copied().fold(0.0, f64::max);
    let mut ranges = 0;
    let mut scores = Vec::with_capacity(labels.len());
    for (label, unit) in labels.iter().zip(units) {
        let (low, is_range) = lowest(label)?;
        ranges += usize::from(is_range);
        let said = if unit > 0.0 { unit } else { own };
        scores.push(if said > 0.0 { low * said } else { low });
    }
    // `10 or younger`, `11`, `12`, `13 or older`: plain numbers between open ends.
    let plain = labels.iter().filter(|label| !is_none(label) && label.bytes().all(|b| b.is_ascii_digit())).count();
    (ranges * 2 >= labels.len() || (ranges > 0 && ranges + plain == labels.len())).then_some(scores)
}

/// Where an interval begins.
fn interval(label: &str) -> Option<f64> {
    let inner = label.strip_prefix(['(', '['])?.strip_suffix([')', ']'])?;
    let (low, high) = inner.split_once(',')?;
    let (low, high): (f64, f64) = (low.trim().parse().ok()?, high.trim().parse().ok()?);
    (low < high).then_some(low.max(f64::MIN))
}

/// A label whose first word is a small number, with that number.
fn in_digits(label: &str) -> String {
    const NUMBERS: &[&str] = &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let (first, rest) = label.split_once(' ').map_or((label, ""), |(first, rest)| (first, rest));
    match NUMBERS.iter().position(|number| *number == first) {
        Some(at) => format!("{} {rest}", at + 1).trim_end().to_owned(),
        None => label.to_owned(),
    }
}

/// Whether the labels are numbers of one thing: beside the words of bands they share at most two others (`employees`).
fn count_one_thing(labels: &[&String]) -> bool {
    const WORDS: &[&str] = &[
        "to", "and", "or", "less", "than", "fewer", "more", "under", "over", "below", "above", "up", "at", "least",
        "most", "between", "older", "younger", "plus", "k", "m", "million", "mio", "none", "no", "just", "only", "me",
        "zero", "eur", "usd", "gbp", "of", "a", "the", "age", "aged", "bis", "unter", "uber", "mehr", "weniger", "als",
        "oder", "und", "alter", "zwischen", "von", "moins", "plus", "de", "et", "ou", "entre", "a", "ans", "mas",
        "menos", "y", "o", "anos", "meno", "piu", "e", "oltre", "di", "mais", "minder", "meer", "dan", "en", "ouder",
        "tot", "lt", "gt",
    ];
    let mut others: Vec<&str> = Vec::new();
    for label in labels {
        for word in label.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            let word = word.trim_end_matches('s');
            let known = WORDS.iter().any(|known| known.trim_end_matches('s') == word) || UNITS.contains(&word);
            if !known && !others.contains(&word) {
                others.push(word);
            }
        }
    }
    others.len() <= 2
}

fn unit(label: &str) -> f64 {
    let days =
        [("minute", 1.0 / 1440.0), ("hour", 1.0 / 24.0), ("day", 1.0), ("week", 7.0), ("month", 30.0), ("year", 365.0)];
    let first =
        days.iter().filter_map(|(unit, days)| label.find(unit).map(|at| (at, *days))).min_by(|a, b| a.0.cmp(&b.0));
    first.map_or(0.0, |(_, days)| days)
}

/// Words before the end of a band that is open below.
const UNDER: &[&str] = &[
    "lt ",
    "under ",
    "less than ",
    "fewer than ",
    "below ",
    "<",
    "up to ",
    "unter ",
    "weniger als ",
    "bis ",
    "moins de ",
    "menos de ",
    "meno di ",
    "minder dan ",
    "younger than ",
    "at most ",
];

/// Words before the beginning of a band that is open above.
const OVER: &[&str] = &[
    "gt ",
    "over ",
    "more than ",
    "above ",
    ">",
    "uber ",
    "mehr als ",
    "plus de ",
    "mas de ",
    "piu di ",
    "mais de ",
    "meer dan ",
    "older than ",
    "at least ",
];

/// Labels for nothing at all.
const NONE: &[&str] = &["none", "no employees", "zero", "just me", "only me", "0"];

/// How a sentence begins that says so: `I have never written code`, `Just me - I am a freelancer`.
const NONE_STARTS: &[&str] =
    &["never ", "i have never ", "i've never ", "no experience", "just me ", "just me,", "none "];

fn is_none(label: &str) -> bool {
    NONE.contains(&label) || NONE_STARTS.iter().any(|start| label.starts_with(start))
}

/// Words behind the beginning of a band that is open above.
const OPEN: &[&str] = &[
    "+",
    "or more",
    "or older",
    "or over",
    "and up",
    "and over",
    "and above",
    "and older",
    "or above",
    "plus",
    "oder mehr",
    "und mehr",
    "und alter",
    "et plus",
    "ou plus",
    "o mas",
    "y mas",
    "e oltre",
    "ou mais",
    "of meer",
    "en ouder",
];

/// Words behind the end of a band that is open below.
const DOWN: &[&str] = &[
    "or younger",
    "or less",
    "or fewer",
    "or under",
    "or below",
    "and under",
    "and younger",
    "oder weniger",
    "ou moins",
    "o menos",
    "of minder",
];

/// Where a band begins, and whether it is one.
fn lowest(label: &str) -> Option<(f64, bool)> {
    if is_none(label) {
        return Some((-1.0, true));
    }
    let numbers = numbers(label);
    let first = *numbers.first()?;
    // `10-20k`: the thousands are said once for both ends.
    let first = match numbers.get(1) {
        Some(second) if *second >= 1000.0 && first < 1000.0 && first * 1000.0 < *second && label.contains('k') => {
            first * 1000.0
        }
        _ => first,
    };
    let starts = |words: &[&str]| {
        words.iter().any(|word| label.trim_start_matches('$').starts_with(word) || label.contains(&format!(" {word}")))
    };
    if starts(UNDER) && numbers.len() == 1 {
        return Some((first - 0.5 - first.abs() * 1e-6, true));
    }
    if starts(OVER) {
        return Some((first + 0.5, true));
    }
    if numbers.len() == 1 && DOWN.iter().any(|word| label.ends_with(word)) {
        return Some((first - 0.5, true));
    }
    let open = OPEN.iter().any(|word| label.ends_with(word) || label.contains(&format!("{word} ")));
    Some((first, numbers.len() >= 2 || open))
}

/// The numbers in a label, thousands put together: `$50,000 to $74,999` has two; `10k` is ten thousand.
fn numbers(label: &str) -> Vec<f64> {
    let mut found = Vec::new();
    let mut rest = label;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let run = &rest[start..];
        let end = run.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.' | '\'')).unwrap_or(run.len());
        let written = run[..end].trim_end_matches([',', '.', '\'']);
        let thousands = written.split([',', '.', '\'']).skip(1).all(|group| group.len() == 3);
        let plain: String =
            if thousands { written.chars().filter(char::is_ascii_digit).collect() } else { written.replace(',', ".") };
        let behind = &run[written.len()..];
        let factor = if behind.starts_with('k') {
            1e3
        } else if behind.trim_start().starts_with("million")
            || behind.starts_with('m') && !behind.starts_with("mo") && !behind.starts_with("mi")
        {
            1e6
        } else {
            1.0
        };
        found.extend(plain.parse::<f64>().ok().map(|number| number * factor));
        rest = &run[end..];
    }
    found
}
