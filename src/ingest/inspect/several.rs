//! Learning the options of a question whose answers stand in one cell, where options may hold the separator themselves.
//!
//! Cells are parted at every separator outside brackets. Parts that never stand apart are put together again, because
//! that leaves fewer different options: `Boats, ferries` is one option where neither half is ever seen without the
//! other. A column is of several answers where its cells are made of few parts that come back in other company; where
//! that cannot be told, it is left whole and that is said.

use std::collections::HashMap;

use super::shape::words;
use super::tally::Value;
use crate::ingest::responses::Splitter;

/// What was learnt of a column with several answers in one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Several {
    /// What parts the answers.
    pub separator: String,
    /// The options with their numbers, most frequent first.
    pub options: Vec<(String, u64)>,
    /// Answers that occur once: the respondents' own words.
    pub own_words: u64,
    /// Options that can be read as one or as several others.
    pub ambiguous: Vec<String>,
}

/// What is to be thought of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Joined {
    /// It holds several answers a cell.
    Several(Several),
    /// It may, but its parts come back too rarely to be told from commas in a text; the separator.
    Unsure(String),
    /// It does not.
    No,
}

/// Separators that are tried where the platform says nothing.
pub const SEPARATORS: &[&str] = &[";", ", ", " / ", "|", "\n"];

/// A column with more options is a text.
const OPTIONS: usize = 150;

/// Learns the options of a column; separators in the order in which they are tried.
pub fn learn(values: &[Value], separators: &[&str]) -> Joined {
    let mut unsure = None;
    for separator in separators {
        match with(values, separator) {
            Joined::Several(found) => return Joined::Several(found),
            Joined::Unsure(separator) => unsure = unsure.or(Some(separator)),
            Joined::No => {}
        }
    }
    unsure.map_or(Joined::No, Joined::Unsure)
}

fn with(values: &[Value], separator: &str) -> Joined {
    // Most columns hold no such sign at all.
    let mark = if separator == "\n" { separator } else { separator.trim_end() };
    if !values.is_empty() && !values.iter().any(|value| value.text.contains(mark)) {
        return Joined::No;
    }
    let plain = Splitter::new(separator, &[]);
    // A blank cannot be seen at the end of a cell.
    let end = separator.trim_end();
    let ends = |value: &Value| !end.is_empty() && value.text.ends_with(end);
    let mut cells: Vec<(Vec<String>, u64)> = values
        .iter()
        .map(|value| {
            let whole = value.text.trim_end_matches(separator.trim_end());
            (plain.split(whole).into_iter().map(str::to_owned).collect(), value.count)
        })
        .collect();
    let filled: u64 = values.iter().map(|value| value.count).sum();
    let several = |cells: &[(Vec<String>, u64)]| {
        cells.iter().filter(|(parts, _)| parts.len() > 1).map(|(_, count)| count).sum::<u64>()
    };
    let ended = values.iter().filter(|value| ends(value)).map(|value| value.count).sum::<u64>();
    if several(&cells) == 0 && ended * 2 < filled {
        return Joined::No;
    }
    if separator == " " && !are_codes(&cells) {
        return Joined::No;
    }
    let before = several(&cells);
    merge(&mut cells, separator);
    let after = several(&cells);
    let parts = counts(&cells);
    let mut options: Vec<(String, u64)> =
        parts.iter().filter(|(_, count)| **count > 1).map(|(part, count)| ((*part).to_owned(), *count)).collect();
    options.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let all: u64 = parts.values().sum();
    let repeated: u64 = options.iter().map(|(_, count)| count).sum();
    // Every cell ends in a separator, as one platform writes it: that is what the column says of itself.
    let marked = ended * 2 >= filled && separator != "\n";
    if marked && !parts.is_empty() {
        options = by_count(&parts);
    }
    let long = options.iter().filter(|(option, _)| words(option) > 12).count();
    let few = options.len() <= OPTIONS && long * 4 <= options.len();
    let in_company = options.len() < cells.len() || (separator == ";" && options.len() <= cells.len() + 2);
    let share = repeated as f64 / all.max(1) as f64;
    let enough = if separator == ";" || separator == " / " { 0.5 } else { 0.7 };
    if marked || (after >= 2 && few && in_company && share >= enough && options.len() >= 2 && is_varied(&cells)) {
        let own_words = if marked { 0 } else { all - repeated };
        let ambiguous = ambiguous(&options, separator);
        return Joined::Several(Several { separator: separator.to_owned(), options, own_words, ambiguous });
    }
    let doubtful =
        separator != "\n" && few && before * 5 >= filled && share >= 0.4 && after * 5 >= filled && in_company;
    if doubtful { Joined::Unsure(separator.to_owned()) } else { Joined::No }
}

/// Whether cells parted at blanks hold codes of a list, each at most once a cell, and no words of a text.
fn are_codes(cells: &[(Vec<String>, u64)]) -> bool {
    let code = |part: &String| part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
    let once = |cell: &Vec<String>| cell.iter().enumerate().all(|(at, part)| !cell[..at].contains(part));
    let (all, single) =
        counts(cells).values().fold((0, 0), |(all, single), &count| (all + count, single + u64::from(count == 1)));
    cells.iter().all(|(cell, _)| cell.iter().all(code) && once(cell)) && single * 10 <= all
}

fn by_count(parts: &HashMap<&str, u64>) -> Vec<(String, u64)> {
    let mut options: Vec<(String, u64)> = parts.iter().map(|(part, count)| ((*part).to_owned(), *count)).collect();
    options.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    options
}

fn counts(cells: &[(Vec<String>, u64)]) -> HashMap<&str, u64> {
    let mut parts: HashMap<&str, u64> = HashMap::new();
    for (cell, count) in cells {
        for part in cell {
            *parts.entry(part).or_default() += count;
        }
    }
    parts
}

/// Whether some part comes back in other company, or alone: a fixed phrase with a comma in it does not.
fn is_varied(cells: &[(Vec<String>, u64)]) -> bool {
    let mut company: HashMap<&str, Vec<&[String]>> = HashMap::new();
    for (cell, _) in cells {
        for part in cell {
            company.entry(part).or_default().push(cell);
        }
    }
    let varied = company.values().filter(|cells| cells.len() > 1).count();
    varied >= 2
}

/// Puts parts together that never stand apart, until none are left; rounds are bounded by the parts of a long option.
fn merge(cells: &mut [(Vec<String>, u64)], separator: &str) {
    for _ in 0..8 {
        let pairs = inseparable(cells);
        if pairs.is_empty() {
            return;
        }
        for (cell, _) in cells.iter_mut() {
            let mut at = 0;
            while at + 1 < cell.len() {
                if pairs.get(&cell[at]) == Some(&cell[at + 1]) {
                    let behind = cell.remove(at + 1);
                    cell[at] = format!("{}{separator}{behind}", cell[at]);
                } else {
                    at += 1;
                }
            }
        }
    }
}

/// Neighbours of which the second is never seen without the first before it: for certain where the first is never seen
/// without the second either, and often enough; or where the second begins like the rest of a phrase.
fn inseparable(cells: &[(Vec<String>, u64)]) -> HashMap<String, String> {
    let parts = counts(cells);
    let capitals: u64 = cells
        .iter()
        .filter(|(cell, _)| cell.first().is_some_and(|part| !starts_small(part)))
        .map(|(_, count)| count)
        .sum();
    let all: u64 = cells.iter().map(|(_, count)| count).sum();
    let small_is_odd = capitals * 10 >= all * 9;
    let mut pairs: HashMap<(&str, &str), u64> = HashMap::new();
    for (cell, count) in cells {
        for pair in cell.windows(2) {
            *pairs.entry((&pair[0], &pair[1])).or_default() += count;
        }
    }
    let mut found: Vec<(&str, &str)> = Vec::new();
    for ((first, second), together) in &pairs {
        let (alone_first, alone_second) = (parts[first], parts[second]);
        let never_apart =
            alone_first == *together && alone_second == *together && *together >= 5 && *together * 20 >= all;
        let rest_of_phrase = small_is_odd && starts_small(second) && alone_second == *together;
        if first != second && (never_apart || rest_of_phrase) {
            found.push((first, second));
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(first, second)| (first.to_owned(), second.to_owned())).collect()
}

fn starts_small(part: &str) -> bool {
    part.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
}

/// Options whose parts are all options too.
fn ambiguous(options: &[(String, u64)], separator: &str) -> Vec<String> {
    let known = |part: &str| options.iter().any(|(option, _)| option == part);
    let read_two_ways =
        |option: &&String| option.contains(separator) && option.split(separator).all(|part| known(part.trim()));
    options.iter().map(|(option, _)| option).filter(read_two_ways).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(cells: &[(&str, u64)]) -> Vec<Value> {
        cells.iter().map(|(text, count)| Value { text: (*text).to_owned(), count: *count }).collect()
    }

    fn options(cells: &[(&str, u64)]) -> Vec<String> {
        match learn(&values(cells), SEPARATORS) {
            Joined::Several(found) => {
                let mut options: Vec<String> = found.options.into_iter().map(|(option, _)| option).collect();
                options.sort();
                options
            }
            _ => Vec::new(),
        }
    }

    #[test]
    fn options_with_the_separator_inside_them_are_learnt_from_the_whole_column() {
        let cells = [
            ("Boats, ferries, Trains", 4),
            ("Boats, ferries", 3),
            ("Trains, Buses (day, night)", 3),
            ("Boats, ferries, Buses (day, night)", 2),
            ("Trains", 5),
            ("Trains, I walk", 1),
        ];
        assert_eq!(options(&cells), ["Boats, ferries", "Buses (day, night)", "Trains"]);
        let capitals =
            [("Boats, Ferries, Trains", 4), ("Boats, Ferries", 3), ("Trains, Buses", 3), ("Buses", 5), ("Trains", 2)];
        assert_eq!(options(&capitals), ["Boats, Ferries", "Buses", "Trains"]);
    }

    #[test]
    fn a_single_choice_with_a_comma_in_it_is_not_parted() {
        assert!(options(&[("Yes, and it helped", 37), ("Yes, but it did not help", 4), ("No", 3)]).is_empty());
        assert!(options(&[("Sales, Marketing", 9), ("Engineering", 12), ("HR, Legal", 4)]).is_empty());
    }

    #[test]
    fn texts_with_commas_are_not_parted() {
        let texts =
            [("Well, it was late, cold and wet", 1), ("No, never again, sorry", 1), ("Fine", 1), ("Good, thanks", 1)];
        assert_eq!(learn(&values(&texts), SEPARATORS), Joined::No);
    }

    #[test]
    fn cells_that_end_in_a_separator_are_parted_however_few_they_are() {
        assert_eq!(options(&[("Maps;Charts;", 1)]), ["Charts", "Maps"]);
        assert_eq!(options(&[("Maps;", 1), ("Charts;", 1)]), ["Charts", "Maps"]);
    }

    #[test]
    fn a_blank_parts_codes_and_no_texts() {
        let blank = |cells: &[(&str, u64)]| learn(&values(cells), &[" "]);
        let codes = [("river tap", 5), ("tap", 4), ("river", 3), ("river well", 2), ("well", 2)];
        assert!(matches!(blank(&codes), Joined::Several(_)));
        assert_eq!(blank(&[("north", 5), ("south", 4)]), Joined::No, "a choice of one word has one answer a cell");
        let texts = [("Keep going", 4), ("Too many emails", 3), ("Love it!", 3), ("Keep it going", 2), ("Too slow", 2)];
        assert_eq!(blank(&texts), Joined::No);
    }

    #[test]
    fn an_option_that_is_made_of_others_is_said_to_be_ambiguous() {
        let found = ambiguous(&[("A, B".to_owned(), 3), ("A".to_owned(), 3), ("B".to_owned(), 2)], ", ");
        assert_eq!(found, ["A, B"]);
    }
}
