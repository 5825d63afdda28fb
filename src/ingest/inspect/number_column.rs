//! A column of numbers: a rating, codes of a choice, ids, or a number that was asked for.

use super::apart::{Apart, apart, proposed};
use super::found::{ColumnKind, ColumnSeen, OptionSeen};
use super::kind::Column;
use super::shape;
use crate::ingest::responses::{NumberStyle, is_number};

/// Answers up to which numbers with an open end are answers to choose from.
const LISTED: usize = 20;

/// The highest number of a rating.
const RATING: f64 = 10.0;

/// Judges a column if its cells are numbers.
pub fn judge(column: &Column<'_>, seen: &mut ColumnSeen) -> bool {
    let outside = |text: &str| matches!(apart(text), Some(Apart::Missing | Apart::NoOpinion));
    let answers: Vec<_> = column.values.iter().filter(|value| !outside(&value.text)).collect();
    let counted: u64 = answers.iter().map(|value| value.count).sum::<u64>() + column.tally.beyond;
    let numbers: u64 = answers.iter().filter(|value| is_number(&value.text)).map(|value| value.count).sum();
    if counted == 0 || (numbers + column.tally.beyond_numbers) * 20 < counted * 19 {
        return false;
    }
    let rest = counted - numbers - column.tally.beyond_numbers;
    // `0`, `1`, `2`, `3 or more`: the last answer is one of them, however seldom it was given.
    let labels = || answers.iter().map(|value| value.text.as_str()).collect::<Vec<_>>();
    if rest > 0 && answers.len() <= LISTED && super::are_bands(&labels()) {
        return false;
    }
    if rest > 0 {
        seen.notes.push(format!("{rest} cells are no numbers"));
    }
    let digits = |text: &str| shape::is_long_number(text) && text.len() >= 9;
    if column.all_differ() && answers.len() >= 3 && answers.iter().all(|value| digits(&value.text)) {
        seen.is(ColumnKind::Id, "its cells are long whole numbers, each another");
        return true;
    }
    let codes: Vec<String> = proposed(&column.values).into_iter().map(|(text, _)| text).collect();
    let answers: Vec<Step<'_>> = answers
        .into_iter()
        .filter(|value| !codes.contains(&value.text))
        .filter_map(|value| Some(Step { number: value.text.parse().ok()?, label: whole(&value.text), value }))
        .collect();
    let whole = steps(&answers);
    let asked = asks_for_number(&column.header.question) && !asks_to_rate(&column.header.question);
    // Nobody who fills in a survey is ten years old or younger: the numbers are codes of age groups.
    let ages = asks_for_age(&column.header.question);
    if whole && rest == 0 && !column.tally.is_many() && (!asked || ages) {
        short_scale(column, &answers, seen);
        return true;
    }
    let (_, note) = NumberStyle::of(column.values.iter().map(|value| value.text.as_str()));
    seen.notes.extend(note.map(str::to_owned));
    seen.is(ColumnKind::Number, "its cells are numbers");
    true
}

/// A number that was answered.
struct Step<'c> {
    number: f64,
    /// As a whole number, where it is one: pandas writes `3.0` where another cell of the column is blank.
    label: Option<&'c str>,
    value: &'c super::tally::Value,
}

/// A whole number as its cell writes it, without decimals that are zero.
fn whole(cell: &str) -> Option<&str> {
    let (number, decimals) = cell.split_once('.').unwrap_or((cell, "0"));
    let digits = number.strip_prefix('-').unwrap_or(number);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (is_digits(digits) && digits.len() <= 2 && is_digits(decimals) && decimals.bytes().all(|b| b == b'0'))
        .then_some(number)
}

/// Whether these are steps that can be listed: whole numbers from 0 to 10, or as far below zero as above, each once.
fn steps(answers: &[Step<'_>]) -> bool {
    let mut labels: Vec<&str> = answers.iter().filter_map(|step| step.label).collect();
    labels.sort_unstable();
    labels.dedup();
    let (lowest, highest) = span(answers);
    let fits = (0.0..=RATING).contains(&lowest) || (lowest == -highest && highest <= RATING / 2.0);
    !answers.is_empty() && labels.len() == answers.len() && fits && highest <= RATING
}

/// The lowest and the highest number.
fn span(answers: &[Step<'_>]) -> (f64, f64) {
    let numbers = || answers.iter().map(|step| step.number);
    (numbers().fold(f64::INFINITY, f64::min), numbers().fold(f64::NEG_INFINITY, f64::max))
}

/// Whole numbers up to ten: a rating, or codes of a choice.
fn short_scale(column: &Column<'_>, answers: &[Step<'_>], seen: &mut ColumnSeen) {
    let header = column.header;
    let rates = asks_to_rate(&header.question) || header.part.as_deref().is_some_and(asks_to_rate);
    let coded = header.name != header.question && shape::words(&header.name) == 1 && header.part.is_none();
    let two = answers.len() <= 2;
    let (lowest, highest) = span(answers);
    let (lowest, highest) = if rates { ends(&header.question, lowest, highest) } else { (lowest, highest) };
    let held = |number: i32| answers.iter().find(|step| step.number == f64::from(number));
    let range = (-(RATING as i32)..=RATING as i32).filter(|&at| (lowest..=highest).contains(&f64::from(at)));
    let nominal = is_nominal(&header.name) || asks_for_age(&header.question);
    let codes = !rates && (coded || nominal || (two && column.base >= 5));
    // A rating has its unused steps too; codes are those that were seen.
    seen.options = range
        .filter(|&number| !codes || held(number).is_some())
        .map(|number| match held(number) {
            Some(Step { label, value, .. }) => {
                let label = label.unwrap_or(&value.text);
                let code = (label != value.text).then(|| value.text.clone());
                OptionSeen { label: label.to_owned(), code, count: value.count }
            }
            None => OptionSeen { label: number.to_string(), code: None, count: 0 },
        })
        .collect();
    if codes {
        seen.notes.push("codes without labels: what each number stands for is not in the file".to_owned());
        return seen.is(ColumnKind::Single, "a few whole numbers, which look like codes");
    }
    seen.values = seen.options.iter().filter_map(|option| option.label.parse().ok()).collect();
    if !rates {
        seen.notes.push("taken for a rating; if the numbers are codes, give their labels".to_owned());
    }
    seen.is(ColumnKind::Scale, format!("whole numbers from {lowest} to {highest}"));
}

/// The ends of a rating as its question names them (`where 5 is best and 1 is worst`), where all answers lie between.
fn ends(question: &str, lowest: f64, highest: f64) -> (f64, f64) {
    let numbers = question.split(|c: char| !c.is_ascii_digit()).filter_map(|run| run.parse::<f64>().ok());
    let named: Vec<f64> = numbers.filter(|number| *number <= RATING).collect();
    let low = named.iter().copied().fold(f64::INFINITY, f64::min);
    let high = named.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if low <= lowest && high >= highest && low <= 1.0 { (low, high) } else { (lowest, highest) }
}

fn asks_to_rate(question: &str) -> bool {
    const WORDS: &[&str] = &[
        "rate",
        "rating",
        "scale",
        "satisf",
        "agree",
        "likely",
        "recommend",
        "rank",
        "score",
        "how well",
        "how easy",
        "how important",
        "how often",
        "where 5",
        "where 1",
        "where 10",
        "1 =",
        "1=",
        "5 =",
        "5=",
        "(1",
        "1 -",
        "1 to",
        "1-5",
        "0-10",
        "1-10",
        "stars",
        "bewert",
        "skala",
        "zufried",
        "wahrscheinlich",
        "empfehl",
        "note",
        "echelle",
        "recommand",
        "califi",
        "escala",
        "recomend",
        "satisfech",
        "valut",
        "scala",
        "avali",
        "beoordeel",
        "schaal",
        "tevreden",
    ];
    let question = shape::plain(question);
    WORDS.iter().any(|word| question.contains(word))
}

/// Names of what has no order, under which numbers are codes.
fn is_nominal(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "region",
        "state",
        "country",
        "province",
        "gender",
        "sex",
        "race",
        "ethnicity",
        "religion",
        "marital",
        "marital status",
        "party",
        "occupation",
        "industry",
        "geschlecht",
        "bundesland",
        "beruf",
        "familienstand",
        "sexe",
        "pays",
        "sexo",
        "pais",
        "sesso",
        "geslacht",
    ];
    NAMES.contains(&shape::plain(name).as_str())
}

fn asks_for_age(question: &str) -> bool {
    const WORDS: &[&str] =
        &["how old are you", "your age", "wie alt", "quel age", "que edad", "quantos anos", "hoe oud"];
    let question = shape::plain(question);
    matches!(question.as_str(), "age" | "alter" | "edad" | "idade" | "eta" | "leeftijd")
        || WORDS.iter().any(|word| question.contains(word))
}

fn asks_for_number(question: &str) -> bool {
    // `How much do you like it?` asks for a rating; `How much do you spend?` for a number.
    const FEELINGS: &[&str] = &["like", "enjoy", "trust", "care", "agree", "interest", "influence", "matter", "worr"];
    const WORDS: &[&str] = &[
        "how many",
        "number of",
        "how old",
        "years of",
        "count of",
        "amount",
        "wie viele",
        "anzahl",
        "wie alt",
        "combien",
        "nombre de",
        "quel age",
        "cuantos",
        "cuantas",
        "numero de",
        "quanti",
        "quante",
        "quantos",
        "quantas",
        "hoeveel",
        "aantal",
    ];
    let question = shape::plain(question);
    let much = question.contains("how much") && !FEELINGS.iter().any(|word| question.contains(word));
    much || WORDS.iter().any(|word| question.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feeling_is_rated_and_an_amount_is_a_number() {
        assert!(asks_for_number("How much do you spend a week?") && asks_for_number("Number of siblings"));
        assert!(!asks_for_number("Rate how much you like the food") && !asks_for_number("What is your age group?"));
        assert!(asks_for_age("What is your age group?") && asks_for_age("AGE") && !asks_for_age("Stage"));
    }

    #[test]
    fn steps_are_whole_numbers_that_are_written_once() {
        let listed = |cells: &[&str]| {
            let values: Vec<_> =
                cells.iter().map(|cell| super::super::tally::Value { text: (*cell).to_owned(), count: 1 }).collect();
            let of = values.iter().map(|value| {
                let number = value.text.parse().unwrap_or_default();
                Step { number, label: whole(&value.text), value }
            });
            steps(&of.collect::<Vec<_>>())
        };
        assert!(listed(&["1", "2", "5"]) && listed(&["1.0", "2.00"]) && listed(&["-2", "-1", "0", "1", "2"]));
        assert!(!listed(&["1", "1.0"]) && !listed(&["1.5", "2.0"]) && !listed(&["-9", "1", "5"]) && !listed(&["11"]));
        assert!(!listed(&[]));
    }

    #[test]
    fn the_ends_of_a_rating_are_taken_from_its_question_where_they_fit() {
        assert_eq!(ends("How good was it, where 5 is best and 1 is worst?", 3.0, 5.0), (1.0, 5.0));
        assert_eq!(ends("4. Rate the food", 3.0, 5.0), (3.0, 5.0));
        assert_eq!(ends("On a scale of 0-10, how likely?", 6.0, 9.0), (0.0, 10.0));
    }
}
