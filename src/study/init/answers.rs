//! The answers of an export as columns of a clean file: labels and not codes, texts without what gives people away.
//!
//! A question with several answers becomes one column an option, 1 where it was chosen and 0 where it was not; all of them
//! are blank where the question was not answered. That form reads back without doubt, whatever stands in the options.

use super::ids::Names;
use crate::ingest::inspect::QuestionSeen;
use crate::ingest::personal::Masked;
use crate::ingest::responses::{Answered, Answers, Kind, QuestionSpec};
use crate::ingest::{Column, People};

/// A question as the clean file has it.
pub(in crate::study) struct Clean {
    /// As the study declares it.
    pub spec: QuestionSpec,
    /// Its columns, by name with the cell of each respondent.
    pub columns: Vec<(String, Vec<String>)>,
}

/// What is masked in texts, and how often it was.
#[derive(Default)]
pub(in crate::study) struct Cleaning {
    /// Addresses, numbers, links and handles.
    pub masked: Masked,
    /// The people who wrote the comments.
    pub people: People,
    /// How often one of them was named in a text.
    pub names: u64,
}

impl Cleaning {
    fn mask(&mut self, text: &str) -> String {
        if is_plain(text) {
            return text.to_owned();
        }
        let masked = self.masked.mask(text);
        if self.people.count() == 0 {
            return masked;
        }
        let (masked, names) = self.people.mask(&masked);
        self.names += names;
        masked
    }
}

/// How a question of the export is read, so that no cell is lost: numbers stay as they are written.
pub(super) fn reading(spec: &QuestionSpec) -> QuestionSpec {
    let kind = if spec.kind == Kind::Number { Kind::Open } else { spec.kind };
    QuestionSpec { kind, ..spec.clone() }
}

/// The clean form of one question; answers in somebody's own words, given in the place of an option, become a second one.
pub(super) fn clean(
    seen: &QuestionSeen,
    answered: Answered,
    names: &mut Names,
    ids: &mut Names,
    cleaning: &mut Cleaning,
) -> Vec<Clean> {
    let spec = &seen.spec;
    let labelled = |code: &String| spec.labels.get(code.trim()).unwrap_or(code).clone();
    let missing: Vec<String> = seen.proposed_missing.iter().map(labelled).collect();
    let made = QuestionSpec {
        question: cleaning.mask(&spec.question),
        columns: Vec::new(),
        options: Vec::new(),
        labels: Default::default(),
        separator: None,
        chosen: Vec::new(),
        missing,
        values: Vec::new(),
        ..spec.clone()
    };
    match answered.answers {
        Answers::One { options, chosen } => {
            let values = if spec.values.is_empty() { &answered.spec.values } else { &spec.values };
            vec![one(made, (&options, &chosen), values, names, cleaning)]
        }
        Answers::Several { options, chosen } => {
            let known =
                if spec.separator.is_some() && !spec.options.is_empty() { spec.options.len() } else { options.len() };
            several(made, (&options, &chosen), known, names, ids, cleaning)
        }
        Answers::Texts(texts) => {
            let cells = texts.into_iter().map(|text| text.map(|text| cleaning.mask(&text)).unwrap_or_default());
            let columns = vec![(names.unique(&spec.id), cells.collect())];
            vec![finished(made, columns)]
        }
        Answers::Numbers(numbers) => {
            let cells = numbers.into_iter().map(|number| number.map(|number| number.to_string()).unwrap_or_default());
            let columns = vec![(names.unique(&spec.id), cells.collect())];
            vec![finished(made, columns)]
        }
    }
}

fn finished(mut spec: QuestionSpec, columns: Vec<(String, Vec<String>)>) -> Clean {
    spec.columns = columns.iter().map(|(name, _)| Column::Name(name.clone())).collect();
    Clean { spec, columns }
}

fn one(
    mut made: QuestionSpec,
    (options, chosen): (&[String], &[Option<u32>]),
    values: &[f64],
    names: &mut Names,
    cleaning: &mut Cleaning,
) -> Clean {
    let shown: Vec<String> = options.iter().map(|option| cleaning.mask(option)).collect();
    let cell = |place: &Option<u32>| place.and_then(|place| shown.get(place as usize)).cloned().unwrap_or_default();
    let cells = chosen.iter().map(cell).collect();
    for (place, option) in shown.iter().enumerate() {
        if !made.missing.contains(option) && !made.options.contains(option) {
            made.options.push(option.clone());
            made.values.extend(values.get(place));
        }
    }
    let columns = vec![(names.unique(&made.id), cells)];
    finished(made, columns)
}

/// What an answer in somebody's own words is counted as.
const OWN_WORDS: &str = "Another answer, in their own words";

/// Options past the first `known` are answers in somebody's own words.
fn several(
    mut made: QuestionSpec,
    (options, chosen): (&[String], &[Option<Vec<u32>>]),
    known: usize,
    names: &mut Names,
    ids: &mut Names,
    cleaning: &mut Cleaning,
) -> Vec<Clean> {
    made.chosen = vec!["1".to_owned()];
    // A cell that stood for no answer was an option of its own in the export.
    let missing = std::mem::take(&mut made.missing);
    let is_missing = |place: usize| options.get(place).is_some_and(|option| missing.contains(option));
    let answered = |of_row: &Option<Vec<u32>>| {
        let of_row = of_row.as_ref()?;
        let none = !of_row.is_empty() && of_row.iter().all(|place| is_missing(*place as usize));
        (!none).then(|| of_row.iter().map(|place| *place as usize).collect::<Vec<usize>>())
    };
    let rows: Vec<Option<Vec<usize>>> = chosen.iter().map(answered).collect();
    let ticks = |is: &dyn Fn(usize) -> bool| -> Vec<String> {
        let tick = |of_row: &Option<Vec<usize>>| match of_row {
            None => String::new(),
            Some(of_row) => u8::from(of_row.iter().any(|place| is(*place))).to_string(),
        };
        rows.iter().map(tick).collect()
    };
    let mut columns = Vec::new();
    for place in (0..known.min(options.len())).filter(|place| !is_missing(*place)) {
        made.options.push(cleaning.mask(&options[place]));
        columns.push((names.unique(&format!("{}_{}", made.id, columns.len() + 1)), ticks(&|chosen| chosen == place)));
    }
    let own = |place: usize| place >= known && !is_missing(place);
    let written: Vec<String> = rows.iter().map(|of_row| own_words(of_row.as_deref(), &own, options)).collect();
    if written.iter().all(String::is_empty) {
        return vec![finished(made, columns)];
    }
    made.options.push(OWN_WORDS.to_owned());
    columns.push((names.unique(&format!("{}_{}", made.id, columns.len() + 1)), ticks(&own)));
    let open = QuestionSpec {
        id: ids.unique(&format!("{}-other", made.id)),
        question: format!("{}: another answer", made.question),
        kind: Kind::Open,
        options: Vec::new(),
        chosen: Vec::new(),
        grid: None,
        ..made.clone()
    };
    let cells = written.iter().map(|text| if text.is_empty() { String::new() } else { cleaning.mask(text) }).collect();
    let column = vec![(names.unique(&open.id), cells)];
    vec![finished(made, columns), finished(open, column)]
}

fn own_words(of_row: Option<&[usize]>, own: &dyn Fn(usize) -> bool, options: &[String]) -> String {
    let words = of_row.unwrap_or_default().iter().filter(|place| own(**place)).filter_map(|place| options.get(*place));
    words.map(String::as_str).collect::<Vec<_>>().join("; ")
}

/// A number is never masked: nothing tells it from an answer.
fn is_plain(text: &str) -> bool {
    text.trim().parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(id: &str, kind: Kind, missing: &[&str]) -> QuestionSeen {
        let spec = QuestionSpec {
            id: id.to_owned(),
            question: id.to_owned(),
            kind,
            columns: vec![Column::Position(1)],
            options: Vec::new(),
            labels: [("99".to_owned(), "No answer".to_owned())].into(),
            separator: None,
            chosen: Vec::new(),
            missing: Vec::new(),
            grid: None,
            values: Vec::new(),
        };
        let proposed_missing = missing.iter().map(|cell| (*cell).to_owned()).collect();
        QuestionSeen { spec, base: 0, other_of: None, proposed_missing }
    }

    fn made(seen: &QuestionSeen, answers: Answers) -> Vec<Clean> {
        let answered = Answered { spec: seen.spec.clone(), answers };
        clean(seen, answered, &mut Names::default(), &mut Names::default(), &mut Cleaning::default())
    }

    #[test]
    fn several_answers_are_a_column_an_option_and_blank_where_not_answered() {
        let options = ["Boats; ferries", "Trains", "-"].map(str::to_owned).to_vec();
        let chosen = vec![Some(vec![0, 1]), Some(vec![]), None, Some(vec![2]), Some(vec![1])];
        let clean = made(&seen("ways", Kind::Multiple, &["-"]), Answers::Several { options, chosen }).remove(0);
        assert_eq!(clean.columns[0], ("ways_1".to_owned(), ["1", "0", "", "", "0"].map(str::to_owned).to_vec()));
        assert_eq!(clean.columns[1], ("ways_2".to_owned(), ["1", "0", "", "", "1"].map(str::to_owned).to_vec()));
        assert_eq!(clean.spec.options, ["Boats; ferries", "Trains"]);
        assert_eq!((clean.spec.chosen.len(), clean.spec.separator, clean.spec.missing.len()), (1, None, 0));
    }

    #[test]
    fn a_code_that_may_be_missing_is_proposed_by_its_label_and_is_no_option() {
        let options = ["Low", "High", "No answer", "me@example.org"].map(str::to_owned).to_vec();
        let chosen = vec![Some(1), Some(2), None, Some(3)];
        let mut asked = seen("mood", Kind::Scale, &["99"]);
        asked.spec.values = vec![1.0, 2.0];
        let clean = made(&asked, Answers::One { options, chosen }).remove(0);
        assert_eq!(clean.columns[0].1, ["High", "No answer", "", "[email]"]);
        assert_eq!(clean.spec.options, ["Low", "High", "[email]"]);
        assert_eq!((clean.spec.missing, clean.spec.values), (vec!["No answer".to_owned()], vec![1.0, 2.0]));
    }

    #[test]
    fn an_answer_in_own_words_is_no_option_and_its_text_is_kept() {
        let options = ["Boats", "Trains", "A mule, if at all", "Call +44 20 7946 0958"].map(str::to_owned).to_vec();
        let chosen = vec![Some(vec![0, 2]), Some(vec![1]), None, Some(vec![3])];
        let mut asked = seen("ways", Kind::Multiple, &[]);
        asked.spec.separator = Some(", ".to_owned());
        asked.spec.options = options[..2].to_vec();
        let clean = made(&asked, Answers::Several { options, chosen });
        assert_eq!(clean[0].spec.options, ["Boats", "Trains", OWN_WORDS]);
        assert_eq!(clean[0].columns[2].1, ["1", "0", "", "1"]);
        assert_eq!(
            clean[1].columns[0],
            ("ways-other".to_owned(), ["A mule, if at all", "", "", "Call [phone]"].map(str::to_owned).to_vec())
        );
        assert_eq!(clean[1].spec.kind, Kind::Open);
    }
}
