//! The rows of a survey as typed answers: one reader for what `inspect` found and for what a study declares.

use super::{Gated, QuestionSpec, Responses, Verdict};
use crate::diag::{Diagnostic, Place};
use crate::ingest::{BadRow, Column, IngestError, Row, position};

use super::answers::Reader;
use super::number::NumberStyle;

/// The file that questions stand in.
#[derive(Debug, Clone, Copy)]
pub struct Form<'f> {
    /// The file's name in messages.
    pub shown: &'f str,
    /// The names of its columns.
    pub names: &'f [String],
    /// The column with the respondent's id; rows are numbered without it.
    pub id: Option<&'f Column>,
    /// The column with the response's weight.
    pub weight: Option<&'f Column>,
}

/// Bad rows and bad cells that are listed; more are counted.
pub const LISTED: usize = 1_000;

/// Reads the answers to these questions, response by response.
///
/// Rows that are no responses are counted by reason, rows that cannot be read are listed. A cell that does not fit its
/// question is listed with its line and counts as no answer.
///
/// # Errors
/// The source fails, a column does not exist or has a name that stands twice, or a weight is missing, negative or no
/// number.
pub fn read_responses(rows: &mut Gated<'_>, form: &Form<'_>, specs: &[QuestionSpec]) -> Result<Responses, IngestError> {
    let place = |column: &Column| position(form.names, form.shown, column);
    let id = form.id.map(place).transpose()?;
    let weight = form.weight.map(place).transpose()?;
    let mut readers = Vec::with_capacity(specs.len());
    for spec in specs {
        let places = spec.columns.iter().map(place).collect::<Result<Vec<usize>, _>>()?;
        readers.push(Reader::new(form.shown, spec, places)?);
    }
    let mut found = Responses::default();
    let mut weights = Vec::new();
    let mut row = Row::default();
    let mut number = 0u64;
    while let Some(verdict) = rows.next(&mut row)? {
        number += 1;
        match verdict {
            Verdict::Bad(bad) if found.bad_rows.len() < LISTED => found.bad_rows.push(bad),
            Verdict::Bad(_) => aside(&mut found.set_aside, "row that cannot be read, beyond those listed"),
            Verdict::Aside(reason) => aside(&mut found.set_aside, reason),
            Verdict::Response | Verdict::Summary => {
                let own = id.map(|place| row.text(place).trim()).filter(|id| !id.is_empty());
                found.unnamed.push(own.is_none());
                found.ids.push(own.map_or_else(|| number.to_string(), str::to_owned));
                found.lines.push(row.line());
                weights.extend(weight.map(|place| row.text(place).trim().to_owned()));
                readers.iter_mut().for_each(|reader| reader.take(&row));
            }
        }
    }
    if form.weight.is_some() {
        found.weights = Some(read_weights(form.shown, &weights, &found.lines)?);
    }
    for (spec, reader) in specs.iter().zip(readers) {
        let answered = reader.finish(spec.clone(), form.shown, &found.lines, &mut found.notes, &mut found.bad_cells);
        found.questions.push(answered);
    }
    Ok(found)
}

/// Counts a row that is no response under its reason.
pub fn aside(counted: &mut Vec<(String, u64)>, reason: &str) {
    match counted.iter_mut().find(|(known, _)| known == reason) {
        Some((_, count)) => *count += 1,
        None => counted.push((reason.to_owned(), 1)),
    }
}

/// Reads the weights of responses, one cell each. A weight is never guessed: one that is missing would silently drop or
/// double a respondent.
///
/// # Errors
/// A weight is missing, negative or no number; the error names its line.
pub fn read_weights(shown: &str, cells: &[String], lines: &[u64]) -> Result<Vec<f64>, IngestError> {
    let (style, _) = NumberStyle::of(cells.iter().map(String::as_str));
    let read = cells.iter().zip(lines).map(|(cell, &line)| {
        let wrong = |what: String| {
            Diagnostic::error(Place::line(shown, line), what)
                .hint("give every response a weight of zero or more, or name no weight column")
        };
        if cell.is_empty() {
            return Err(wrong("the weight is missing, expected a number".to_owned()));
        }
        match style.read(cell) {
            Some(weight) if weight >= 0.0 => Ok(weight),
            Some(_) => Err(wrong(format!("the weight is `{cell}`, expected zero or more"))),
            None => Err(wrong(format!("the weight is `{cell}`, expected a number"))),
        }
    });
    Ok(read.collect::<Result<_, _>>()?)
}

/// A cell that does not fit its question.
pub(super) fn bad_cell(shown: &str, line: u64, question: &str, cell: &str, expected: &str) -> BadRow {
    let short: String = cell.chars().take(60).collect();
    BadRow {
        place: Place::line(shown, line),
        reason: format!("question `{question}` has `{short}`, expected {expected}; it counts as no answer"),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::ingest::inspect::{inspect, open_export};
    use crate::ingest::responses::{Answers, Kind};
    use crate::ingest::sheet::Opening;

    fn spec(id: &str, kind: Kind, columns: &[&str], options: &[&str]) -> QuestionSpec {
        QuestionSpec {
            id: id.to_owned(),
            question: id.to_owned(),
            kind,
            columns: columns.iter().map(|column| Column::from((*column).to_owned())).collect(),
            options: options.iter().map(|option| (*option).to_owned()).collect(),
            labels: Default::default(),
            separator: None,
            chosen: Vec::new(),
            missing: Vec::new(),
            grid: None,
            values: Vec::new(),
        }
    }

    fn file(text: &str) -> tempfile::NamedTempFile {
        let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file
    }

    fn read(text: &str, weight: Option<&str>, specs: &[QuestionSpec]) -> Result<Responses, IngestError> {
        let file = file(text);
        let mut opened = open_export(file.path(), &Opening::default(), None)?;
        let names = opened.names();
        let weight = weight.map(|weight| Column::from(weight.to_owned()));
        let id = Column::Name("id".to_owned());
        let form = Form { shown: "export.csv", names: &names, id: Some(&id), weight: weight.as_ref() };
        read_responses(&mut Gated::new(&mut *opened.sheet.rows, &opened.gate), &form, specs)
    }

    fn one(options: &[&str], chosen: &[Option<u32>]) -> Answers {
        Answers::One { options: options.iter().map(|o| (*o).to_owned()).collect(), chosen: chosen.to_vec() }
    }

    #[test]
    fn codes_become_labels_and_declared_missing_cells_no_answer() {
        let mut asked = spec("town", Kind::Single, &["town"], &["Upper", "Lower"]);
        asked.labels = [("1", "Upper"), ("2", "Lower")].map(|(code, label)| (code.to_owned(), label.to_owned())).into();
        asked.missing = vec!["99".to_owned()];
        let found = read("id,town\na,2\nb,99\nc,1\nd,\ne,7\n", None, &[asked]).unwrap();
        let expected = one(&["Upper", "Lower", "7"], &[Some(1), None, Some(0), None, Some(2)]);
        assert_eq!(found.questions[0].answers, expected);
        assert_eq!((found.ids[2].as_str(), found.lines[2]), ("c", 4));
    }

    #[test]
    fn ticks_not_answered_and_answered_with_none_are_told_apart() {
        let mut asked = spec("ways", Kind::Multiple, &["#2", "#3"], &["Ferry", "Train"]);
        asked.chosen = vec!["1".to_owned()];
        let found = read("id,f,t\na,1,0\nb,0,0\nc,,\nd,1,1\n", None, &[asked]).unwrap();
        let Answers::Several { chosen, .. } = &found.questions[0].answers else { panic!("several answers") };
        // The third row has an id and no answer: it is a response to which the question was not put.
        assert_eq!(*chosen, [Some(vec![0]), Some(vec![]), None, Some(vec![0, 1])]);
    }

    #[test]
    fn several_answers_in_a_cell_are_parted_by_known_options() {
        let mut asked = spec("ways", Kind::Multiple, &["ways"], &["Boats, ferries", "Trains"]);
        asked.separator = Some(", ".to_owned());
        let found = read("id,ways\na,\"Trains, Boats, ferries\"\nb,\"Trains, on foot\"\n", None, &[asked]).unwrap();
        let Answers::Several { options, chosen } = &found.questions[0].answers else { panic!("several answers") };
        assert_eq!(*options, ["Boats, ferries", "Trains", "on foot"]);
        assert_eq!(*chosen, [Some(vec![0, 1]), Some(vec![1, 2])]);
    }

    #[test]
    fn answers_side_by_side_are_one_question() {
        let mut asked = spec("first", Kind::Multiple, &["a", "b"], &["Red", "Blue", "Green"]);
        asked.labels = [("1", "Red"), ("2", "Blue"), ("3", "Green")].map(|(a, b)| (a.to_owned(), b.to_owned())).into();
        let found = read("id,a,b\nx,3,1\ny,2,\nz,,\n", None, &[asked]).unwrap();
        let Answers::Several { chosen, .. } = &found.questions[0].answers else { panic!("several answers") };
        assert_eq!(*chosen, [Some(vec![0, 2]), Some(vec![1]), None]);
    }

    #[test]
    fn a_word_in_a_question_for_a_number_is_listed_with_its_line_and_is_not_zero() {
        let found =
            read("id,age\na,31\nb,none\nc,\"40,5\"\n", None, &[spec("age", Kind::Number, &["age"], &[])]).unwrap();
        assert_eq!(found.questions[0].answers, Answers::Numbers(vec![Some(31.0), None, Some(40.5)]));
        assert_eq!(found.bad_cells[0].place.line, Some(3));
        assert!(found.bad_cells[0].reason.contains("`none`"));
        assert!(found.notes[0].contains("decimal comma"));
    }

    #[test]
    fn a_weight_that_is_missing_negative_or_no_number_is_an_error_with_its_row() {
        let good = read("id,w\na,1.5\nb,0\n", Some("w"), &[]).unwrap();
        assert_eq!(good.weights, Some(vec![1.5, 0.0]));
        for wrong in ["", "-1", "heavy"] {
            let error = read(&format!("id,w,x\na,1.5,1\nb,{wrong},1\n"), Some("w"), &[]).unwrap_err();
            let place = error.diagnostic().place.unwrap();
            assert_eq!(place.line, Some(3), "{wrong}");
        }
    }

    #[test]
    fn a_declaration_that_does_not_fit_is_an_error() {
        for asked in [
            spec("q", Kind::Single, &["id", "town"], &[]),
            spec("q", Kind::Multiple, &["id", "town"], &["Only one"]),
            spec("q", Kind::Single, &["nosuch"], &[]),
        ] {
            assert!(read("id,town\na,b\n", None, &[asked]).is_err());
        }
    }

    #[test]
    fn an_option_beyond_the_scale_has_no_number() {
        let asked = spec("mood", Kind::Scale, &["mood"], &["Bad", "Good"]);
        let found = read("id,mood\na,Good\nb,No idea\n", None, &[asked]).unwrap();
        assert_eq!(found.questions[0].answers, one(&["Bad", "Good", "No idea"], &[Some(1), Some(2)]));
        assert_eq!(found.questions[0].spec.values, [1.0, 2.0]);
    }

    #[test]
    fn what_inspect_finds_is_read_by_the_same_reader_with_the_same_counts() {
        let mut text = String::from("id,Mood,Ways,Why?\n");
        for n in 0..40 {
            let mood = ["Agree", "Disagree", "Strongly agree", "", "N/A"][n % 5];
            let ways = ["Ferry;Train;", "Train;", "", "Bus;"][n % 4];
            text.push_str(&format!("k{n:07}z{n},{mood},{ways},Because of reason {n} and no other at all.\n"));
        }
        let file = file(&text);
        let found = inspect(file.path(), &Opening::default(), None).unwrap();
        let specs: Vec<QuestionSpec> = found.questions.iter().map(|question| question.spec.clone()).collect();
        let responses = read(&text, None, &specs).unwrap();
        assert_eq!(responses.ids.len() as u64, found.kept);
        for (question, answered) in found.questions.iter().zip(&responses.questions) {
            let given = match &answered.answers {
                Answers::One { chosen, .. } => chosen.iter().flatten().count(),
                Answers::Several { chosen, .. } => chosen.iter().flatten().count(),
                Answers::Numbers(numbers) => numbers.iter().flatten().count(),
                Answers::Texts(texts) => texts.iter().flatten().count(),
            };
            assert_eq!(given as u64, question.base, "{}", question.spec.id);
        }
        assert_eq!(responses.questions.len(), 3);
    }
}
