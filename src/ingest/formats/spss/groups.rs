//! Columns of an SPSS file that are one question although no multiple-response set says so: boxes that each have their
//! option as their one value label, and neighbours with the same value labels whose texts begin alike.

use super::super::{Header, Role};
use crate::ingest::sheet::Variable;

/// What ends the text that the columns of a question share.
const ENDS: &[&str] = &[": ", " - ", " – ", " | ", "? "];

/// What one platform writes between a question and its options.
const SELECTED: &str = "Selected Choice";

/// Joins neighbours that stand alone.
pub(super) fn join_labelled(columns: &mut [Header], variables: &[Variable]) {
    let mut start = 0;
    while start < columns.len() {
        let found = boxes(columns, variables, start).or_else(|| rows(columns, variables, start));
        let Some((question, parts)) = found else {
            start += 1;
            continue;
        };
        let group = stem(&columns[start].name).to_owned();
        let taken = columns.iter().any(|column| column.group.as_deref() == Some(&group));
        let group = if group.len() < 2 || taken { question.clone() } else { group };
        let end = start + parts.len();
        for (column, part) in columns[start..end].iter_mut().zip(parts) {
            column.question.clone_from(&question);
            column.group = Some(group.clone());
            column.part = Some(part);
        }
        start = end + beside(columns, variables, end, &group);
    }
}

/// Texts written beside an option, `Q2_3_TEXT`, belong to its question; how many there are.
fn beside(columns: &mut [Header], variables: &[Variable], end: usize, group: &str) -> usize {
    let (mut places, mut texts) = (end.., 0);
    while let Some(place) = places.next().filter(|&place| place < columns.len()) {
        let name = columns[place].name.to_lowercase();
        if !variables[place].text || !name.ends_with("_text") || !name.starts_with(&group.to_lowercase()) {
            break;
        }
        columns[place].group = Some(group.to_owned());
        columns[place].part = Some("Text".to_owned());
        columns[place].role = Role::OtherText;
        texts += 1;
    }
    texts
}

/// Columns named alike with one value label each, another for each: the question, and the options.
fn boxes(columns: &[Header], variables: &[Variable], start: usize) -> Option<(String, Vec<String>)> {
    let group = stem(&columns[start].name);
    let mut options: Vec<String> = Vec::new();
    let mut question = None;
    for place in start..columns.len() {
        // What is written beside one option may stand between it and the next.
        let (column, variable) = (&columns[place], &variables[place]);
        let [(_, label)] = variable.labels.as_slice() else { break };
        if !is_free(column) || group.is_empty() || stem(&column.name) != group || options.contains(label) {
            break;
        }
        let asked = column.question.strip_suffix(label.as_str()).unwrap_or(&column.question);
        question.get_or_insert_with(|| tidy(asked));
        options.push(label.clone());
    }
    (options.len() >= 2).then_some((question?, options))
}

/// Columns with the same value labels whose texts share a beginning: the question, and what is left of each.
fn rows(columns: &[Header], variables: &[Variable], start: usize) -> Option<(String, Vec<String>)> {
    let fits = |place: usize| columns.get(place).is_some_and(is_free) && !variables[place].text;
    if !fits(start) || !fits(start + 1) {
        return None;
    }
    let alike = |place: usize| {
        let named = !stem(&columns[start].name).is_empty() && stem(&columns[start].name) == stem(&columns[place].name);
        let labelled = same_labels(&variables[start], &variables[place]);
        (labelled, named)
    };
    let first = &columns[start].question;
    let ends = ENDS.iter().flat_map(|end| first.match_indices(end).map(|(at, sign)| at + sign.len()));
    let shared = |end: &usize| columns[start + 1].question.starts_with(&first[..*end]);
    let text = &first[..ends.filter(shared).max()?];
    let phrase = text.split_whitespace().count() >= 2;
    let labelled = !variables[start].labels.is_empty();
    let mut parts: Vec<String> = Vec::new();
    for place in (start..columns.len()).take_while(|&place| fits(place)) {
        let (same, named) = alike(place);
        let Some(part) = columns[place].question.strip_prefix(text).map(|part| part.trim().to_owned()) else { break };
        let sure = same && (named || (labelled && phrase));
        if !sure || part.is_empty() || parts.contains(&part) {
            break;
        }
        parts.push(part);
    }
    (parts.len() >= 2).then(|| (tidy(text), parts))
}

fn is_free(column: &Header) -> bool {
    column.group.is_none() && column.role == Role::Answer
}

/// Whether two variables have the same value labels, but for those of a kind of missing answer that one has more.
fn same_labels(one: &Variable, other: &Variable) -> bool {
    let (short, long) = if one.labels.len() <= other.labels.len() { (one, other) } else { (other, one) };
    long.labels.len() - short.labels.len() <= 2
        && short.labels.is_empty() == long.labels.is_empty()
        && short.labels.iter().all(|label| long.labels.contains(label))
}

/// A name without the number or the letter at its end: `q2_1`, `v12a`, `trust3`; nothing where it has none.
fn stem(name: &str) -> &str {
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
    if bare.len() < name.len() {
        return bare.trim_end_matches(['_', '.']);
    }
    let before = |name: &str| name.ends_with(|c: char| c.is_ascii_digit() || c == '_');
    let letter = name.strip_suffix(|c: char| c.is_ascii_alphabetic()).filter(|bare| before(bare));
    letter.map_or("", |bare| bare.trim_end_matches('_'))
}

/// A question without what parts it from its options.
fn tidy(text: &str) -> String {
    let bare = |text: &str| text.trim_end_matches([' ', '-', '–', ':', '|']).to_owned();
    let text = bare(text);
    text.strip_suffix(SELECTED).map(bare).filter(|left| !left.is_empty()).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Row<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

    fn joined(rows: &[Row<'_>]) -> Vec<(String, Option<String>, Option<String>)> {
        let variable = |(name, label, labels): &Row<'_>| Variable {
            name: (*name).to_owned(),
            label: Some((*label).to_owned()),
            labels: labels.iter().map(|(code, label)| ((*code).to_owned(), (*label).to_owned())).collect(),
            text: name.ends_with("_TEXT"),
            ..Variable::default()
        };
        let variables: Vec<Variable> = rows.iter().map(variable).collect();
        let mut columns: Vec<Header> =
            rows.iter().enumerate().map(|(place, row)| Header::at(place, row.0, row.1)).collect();
        join_labelled(&mut columns, &variables);
        columns.into_iter().map(|column| (column.question, column.group, column.part)).collect()
    }

    fn of(question: &str, group: &str, part: &str) -> (String, Option<String>, Option<String>) {
        (question.to_owned(), Some(group.to_owned()), Some(part.to_owned()))
    }

    #[test]
    fn boxes_with_their_option_as_a_label_are_one_question() {
        let found = joined(&[
            ("Q2_1", "Which teas? (all) Selected Choice Green", &[("1", "Green")]),
            ("Q2_2", "Which teas? (all) Selected Choice Other", &[("1", "Other")]),
            ("Q2_2_TEXT", "Which teas? (all) Other Text", &[]),
            ("Q3", "Why?", &[("1", "Green")]),
        ]);
        assert_eq!(found[0], of("Which teas? (all)", "Q2", "Green"));
        assert_eq!(
            found[1..3],
            [of("Which teas? (all)", "Q2", "Other"), of("Which teas? (all) Other Text", "Q2", "Text")]
        );
        assert_eq!(found[3].1, None);
    }

    #[test]
    fn neighbours_with_one_set_of_labels_and_one_beginning_are_a_grid() {
        let (levels, more) = ([("1", "low"), ("2", "high")], [("1", "low"), ("2", "high"), ("9", "refused")]);
        let found =
            joined(&[("t1", "Trust: courts", &levels), ("t2", "Trust: press", &more), ("age", "Trust: age", &[])]);
        assert_eq!(found[..2], [of("Trust", "Trust", "courts"), of("Trust", "Trust", "press")]);
        assert_eq!(found[2].1, None);
        let found = joined(&[("price", "How good is it? Price", &levels), ("help", "How good is it? Help", &levels)]);
        assert_eq!(found[1], of("How good is it?", "How good is it?", "Help"));
    }

    #[test]
    fn what_has_other_labels_or_another_text_stays_alone() {
        let (levels, others) = ([("1", "low"), ("2", "high")], [("1", "yes"), ("2", "no")]);
        for rows in [
            [("t1", "Trust: courts", &levels), ("t2", "Trust: press", &others)],
            [("t1", "Trust in courts", &levels), ("t2", "Trust in the press", &levels)],
            [("size", "House: size", &levels), ("rent", "House: rent", &levels)],
        ] {
            let rows: Vec<Row<'_>> = rows.iter().map(|(name, label, labels)| (*name, *label, &labels[..])).collect();
            assert!(joined(&rows).iter().all(|column| column.1.is_none()), "{rows:?}");
        }
    }
}
