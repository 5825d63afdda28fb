//! The answers of an export as columns of a clean file: labels and not codes, texts without what gives people away.
//!
//! A question with several answers becomes one column an option, 1 where it was chosen and 0 where it was not; all of them
//! are blank where the question was not answered. That form reads back without doubt, whatever stands in the options.

use super::ids::Names;
use crate::ingest::Column;
use crate::ingest::inspect::QuestionSeen;
use crate::ingest::personal::Masked;
use crate::ingest::responses::{Answered, Answers, Kind, QuestionSpec};

/// A question as the clean file has it.
pub(super) struct Clean {
    /// As the study declares it.
    pub spec: QuestionSpec,
    /// Its columns, by name with the cell of each respondent.
    pub columns: Vec<(String, Vec<String>)>,
}

/// How a question of the export is read, so that no cell is lost: numbers stay as they are written.
pub(super) fn reading(spec: &QuestionSpec) -> QuestionSpec {
    let kind = if spec.kind == Kind::Number { Kind::Open } else { spec.kind };
    QuestionSpec { kind, ..spec.clone() }
}

/// The clean form of one question.
pub(super) fn clean(seen: &QuestionSeen, answered: Answered, names: &mut Names, masked: &mut Masked) -> Clean {
    let spec = &seen.spec;
    let mut mask = |text: &str| if is_plain(text) { text.to_owned() } else { masked.mask(text) };
    let labelled = |code: &String| spec.labels.get(code.trim()).unwrap_or(code).clone();
    let missing: Vec<String> = seen.proposed_missing.iter().map(labelled).collect();
    let mut made = QuestionSpec {
        question: mask(&spec.question),
        columns: Vec::new(),
        options: Vec::new(),
        labels: Default::default(),
        separator: None,
        chosen: Vec::new(),
        missing: missing.clone(),
        values: Vec::new(),
        ..spec.clone()
    };
    let columns = match answered.answers {
        Answers::One { options, chosen } => {
            let shown: Vec<String> = options.iter().map(|option| mask(option)).collect();
            let cells = chosen
                .iter()
                .map(|place| place.and_then(|place| shown.get(place as usize)).cloned().unwrap_or_default());
            let cells = cells.collect();
            let values = if spec.values.is_empty() { &answered.spec.values } else { &spec.values };
            for (place, option) in shown.into_iter().enumerate() {
                if !missing.contains(&option) && !made.options.contains(&option) {
                    made.options.push(option);
                    made.values.extend(values.get(place));
                }
            }
            vec![(names.unique(&spec.id), cells)]
        }
        Answers::Several { options, chosen } => {
            made.options = options.iter().map(|option| mask(option)).collect();
            made.chosen = vec!["1".to_owned()];
            // A cell that stood for no answer was an option of its own in the export.
            let none = |of_row: &Vec<u32>| {
                !of_row.is_empty()
                    && of_row
                        .iter()
                        .all(|place| options.get(*place as usize).is_some_and(|option| missing.contains(option)))
            };
            made.missing.clear();
            let cell = |of_row: &Option<Vec<u32>>, place: usize| match of_row {
                None => String::new(),
                Some(of_row) if none(of_row) => String::new(),
                Some(of_row) => u8::from(of_row.contains(&(place as u32))).to_string(),
            };
            let kept: Vec<usize> = (0..options.len()).filter(|&place| !missing.contains(&options[place])).collect();
            made.options = kept.iter().map(|&place| made.options[place].clone()).collect();
            let columns = kept.iter().enumerate().map(|(number, &place)| {
                let name = names.unique(&format!("{}_{}", spec.id, number + 1));
                (name, chosen.iter().map(|of_row| cell(of_row, place)).collect())
            });
            columns.collect()
        }
        Answers::Texts(texts) => {
            let cells = texts.into_iter().map(|text| text.map(|text| mask(&text)).unwrap_or_default());
            vec![(names.unique(&spec.id), cells.collect())]
        }
        Answers::Numbers(numbers) => {
            let cells = numbers.into_iter().map(|number| number.map(|number| number.to_string()).unwrap_or_default());
            vec![(names.unique(&spec.id), cells.collect())]
        }
    };
    made.columns = columns.iter().map(|(name, _)| Column::Name(name.clone())).collect();
    Clean { spec: made, columns }
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

    fn made(seen: &QuestionSeen, answers: Answers) -> Clean {
        let answered = Answered { spec: seen.spec.clone(), answers };
        clean(seen, answered, &mut Names::default(), &mut Masked::default())
    }

    #[test]
    fn several_answers_are_a_column_an_option_and_blank_where_not_answered() {
        let options = ["Boats; ferries", "Trains", "-"].map(str::to_owned).to_vec();
        let chosen = vec![Some(vec![0, 1]), Some(vec![]), None, Some(vec![2]), Some(vec![1])];
        let clean = made(&seen("ways", Kind::Multiple, &["-"]), Answers::Several { options, chosen });
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
        let clean = made(&asked, Answers::One { options, chosen });
        assert_eq!(clean.columns[0].1, ["High", "No answer", "", "[email]"]);
        assert_eq!(clean.spec.options, ["Low", "High", "[email]"]);
        assert_eq!((clean.spec.missing, clean.spec.values), (vec!["No answer".to_owned()], vec![1.0, 2.0]));
    }
}
