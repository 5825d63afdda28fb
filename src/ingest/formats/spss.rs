//! SPSS `.sav` and `.zsav`: the file's own dictionary says what the columns are, and nothing is guessed.

mod groups;

use self::groups::join_labelled;
use super::grid::{key, squash};
use super::qualtrics::mark_by_names;
use super::words::is_personal;
use super::{Format, Head, Header, Layout, Role, Score};

pub(super) const FORMAT: Format = Format {
    id: "spss",
    name: "SPSS",
    about: ".sav or .zsav with labels, missing values and multiple-response sets",
    score,
    layout,
};

fn score(head: &Head<'_>) -> Score {
    match head.dictionary {
        Some(dictionary) if !dictionary.variables.is_empty() => {
            Score::seen(1.0, format!("the file has a dictionary of {} variables", dictionary.variables.len()))
        }
        _ => Score::default(),
    }
}

fn layout(head: &Head<'_>) -> Layout {
    let Some(dictionary) = head.dictionary else {
        let warning = "the file has no dictionary of variables: columns are read by their names alone";
        return Layout { warnings: vec![warning.to_owned()], ..(super::generic::FORMAT.layout)(head) };
    };
    let mut columns = Vec::with_capacity(dictionary.variables.len());
    for (place, variable) in dictionary.variables.iter().enumerate() {
        let label = variable.label.as_deref().filter(|label| !label.trim().is_empty());
        let mut column = Header::at(place, &variable.name, label.unwrap_or(&variable.name));
        let same = |name: &String| name.eq_ignore_ascii_case(&variable.name);
        if let Some(set) = dictionary.sets.iter().find(|set| set.variables.iter().any(same)) {
            column.part = Some(column.question.clone());
            let asked = super::clean_text(&set.label);
            column.question = if asked.is_empty() { set.name.clone() } else { asked };
            column.group = Some(set.name.clone());
        }
        column.role = match () {
            () if dictionary.weight.as_ref().is_some_and(same) => Role::Weight,
            () if is_personal(&key(&variable.name)) || is_person(&variable.name) => Role::Personal,
            () => Role::Answer,
        };
        columns.push(column);
    }
    let set_aside = mark_by_names(&mut columns);
    join_labelled(&mut columns, &dictionary.variables);
    Layout { header_rows: usize::from(!head.named), columns, set_aside, ..Layout::default() }
}

/// Names that survey platforms give to who a person is when they write SPSS files.
fn is_person(name: &str) -> bool {
    let known = ["ipaddress", "ipaddr", "recipientemail", "recipientlastname", "recipientfirstname", "emailaddress"];
    known.contains(&squash(name).as_str())
        || matches!(squash(name).as_str(), "locationlatitude" | "locationlongitude" | "externalreference")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::sheet::{Dictionary, ResponseSet, Variable};

    fn variable(name: &str, label: &str) -> Variable {
        Variable { name: name.to_owned(), label: Some(label.to_owned()), ..Variable::default() }
    }

    #[test]
    fn the_dictionary_says_what_the_columns_are() {
        let dictionary = Dictionary {
            variables: vec![
                variable("q1_1", "Green"),
                variable("Q1_2", "Black"),
                variable("w", ""),
                variable("IPAddress", ""),
            ],
            sets: vec![ResponseSet {
                name: "teas".into(),
                label: "Which teas?".into(),
                variables: vec!["Q1_1".into(), "q1_2".into()],
                counted: Some("1".into()),
            }],
            weight: Some("W".into()),
            label: None,
        };
        let rows = vec![vec!["q1_1".into(), "Q1_2".into(), "w".into(), "IPAddress".into()]];
        let head = Head { container: "sav", rows: &rows, dictionary: Some(&dictionary), named: true, quoted_by: None };
        let layout = layout(&head);
        assert_eq!((layout.header_rows, layout.columns.len()), (0, 4));
        let green = &layout.columns[0];
        assert_eq!((green.question.as_str(), green.part.as_deref()), ("Which teas?", Some("Green")));
        assert_eq!(green.group, layout.columns[1].group);
        assert_eq!((layout.columns[2].role, layout.columns[3].role), (Role::Weight, Role::Personal));
        assert_eq!(layout.columns[2].question, "w");
        assert!((score(&head).value - 1.0).abs() < 1e-9);
    }
}
