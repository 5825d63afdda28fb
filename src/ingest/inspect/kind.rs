//! What each column is. What the platform says comes first, then what the file says of its columns, then names, then
//! cells; how it is known is said with it.

use rayon::prelude::*;

use super::apart::proposed;
use super::found::{ColumnKind, ColumnSeen, OptionSeen};
use super::opened::Opened;
use super::pass::Passed;
use super::tally::{Tally, Value};
use super::{damage, dates, number_column, shape, text_column};
use crate::ingest::formats::{Header, Layout, Role};
use crate::ingest::personal::personal;
use crate::ingest::responses::is_number;
use crate::ingest::sheet::{Dictionary, Variable};

/// A column to be judged.
pub struct Column<'o> {
    /// What its header rows say.
    pub header: &'o Header,
    /// What was counted.
    pub tally: &'o Tally,
    /// Its values but for those that are declared to be no answer.
    pub values: Vec<Value>,
    /// What the file says of it.
    pub variable: Option<&'o Variable>,
    /// What may part several answers in a cell.
    pub separators: &'o [&'static str],
    /// Cells with an answer.
    pub base: u64,
}

/// Every column of an export, as it is by itself.
pub fn columns(opened: &Opened, passed: &Passed) -> Vec<ColumnSeen> {
    let (layout, dictionary) = (&opened.layout, opened.sheet.dictionary.as_ref());
    (0..layout.columns.len()).into_par_iter().map(|place| one(layout, dictionary, passed, place)).collect()
}

fn one(layout: &Layout, dictionary: Option<&Dictionary>, passed: &Passed, place: usize) -> ColumnSeen {
    let header = &layout.columns[place];
    let tally = &passed.tallies[place];
    let variable = dictionary.and_then(|dictionary| dictionary.variables.get(place));
    let (declared, values): (Vec<Value>, Vec<Value>) =
        tally.values().into_iter().partition(|value| is_declared(&value.text, &layout.missing, variable));
    let no_answer: u64 = declared.iter().map(|value| value.count).sum();
    let base = tally.filled.saturating_sub(no_answer);
    let separators = if layout.separators.is_empty() { super::several::SEPARATORS } else { layout.separators };
    let column = Column { header, tally, values, variable, separators, base };
    let mut seen = ColumnSeen {
        position: place + 1,
        name: header.name.clone(),
        question: header.question.clone(),
        part: header.part.clone(),
        kind: ColumnKind::Blank,
        why: String::new(),
        options: Vec::new(),
        values: Vec::new(),
        separator: None,
        date_format: None,
        base,
        missing: tally.blank + no_answer,
        distinct: (!tally.is_many()).then_some(column.values.len() as u64),
        examples: Vec::new(),
        declared_missing: declared.into_iter().map(|value| value.text).collect(),
        proposed_missing: Vec::new(),
        notes: Vec::new(),
        question_id: None,
    };
    let weight = dictionary.and_then(|dictionary| dictionary.weight.as_deref()) == Some(&*header.name);
    judge(&column, weight, &mut seen);
    describe(&column, &mut seen);
    seen
}

fn is_declared(text: &str, missing: &[String], variable: Option<&Variable>) -> bool {
    if missing.iter().any(|missing| missing.trim() == text) {
        return true;
    }
    variable.is_some_and(|variable| {
        let in_range = |number: f64| variable.missing_ranges.iter().any(|(low, high)| (*low..=*high).contains(&number));
        variable.missing.iter().any(|missing| missing.trim() == text) || text.parse().is_ok_and(in_range)
    })
}

fn judge(column: &Column<'_>, weight: bool, seen: &mut ColumnSeen) {
    let said = match column.header.role {
        Role::Id => Some(ColumnKind::Id),
        Role::Date => Some(ColumnKind::Date),
        Role::Metadata | Role::ReplyTo => Some(ColumnKind::Metadata),
        Role::Personal | Role::Author => Some(ColumnKind::Personal),
        Role::Weight => Some(ColumnKind::Weight),
        Role::Reactions => Some(ColumnKind::Number),
        Role::Open | Role::OtherText => Some(ColumnKind::Open),
        Role::Answer => None,
    };
    if let Some(kind) = said.filter(|kind| *kind != ColumnKind::Weight || weighs_responses(column)) {
        return seen.is(kind, "the platform's headers say so");
    }
    if weight {
        return seen.is(ColumnKind::Weight, "the file names it as its weight");
    }
    if column.base == 0 {
        return seen.is(ColumnKind::Blank, "no cell holds an answer");
    }
    if column.variable.is_some_and(|variable| !variable.labels.is_empty()) {
        return labelled(column, seen);
    }
    if by_name(column, seen) || by_cells(column, seen) {
        return;
    }
    if !number_column::judge(column, seen) {
        text_column::judge(column, seen);
    }
}

impl ColumnSeen {
    /// Settles what the column is.
    pub(super) fn is(&mut self, kind: ColumnKind, why: impl Into<String>) {
        self.kind = kind;
        self.why = why.into();
    }
}

impl Column<'_> {
    /// Whether it is called `reviewId` or `user_id` and its cells are single words.
    fn is_key_column(&self) -> bool {
        shape::ends_in_id(&self.header.name) && self.share(|cell| !cell.contains(' ')) >= 0.98
    }

    /// Whether no value was seen twice.
    pub fn all_differ(&self) -> bool {
        self.values.iter().all(|value| value.count == 1)
    }

    /// The share of the counted cells whose value is of a kind.
    pub fn share(&self, of_kind: impl Fn(&str) -> bool) -> f64 {
        let all: u64 = self.values.iter().map(|value| value.count).sum();
        let fit: u64 = self.values.iter().filter(|value| of_kind(&value.text)).map(|value| value.count).sum();
        fit as f64 / all.max(1) as f64
    }
}

/// Codes whose labels are in the file.
fn labelled(column: &Column<'_>, seen: &mut ColumnSeen) {
    let Some(variable) = column.variable else { return };
    let count = |code: &str| column.values.iter().find(|value| value.text == code).map_or(0, |value| value.count);
    let declared = |code: &str| is_declared(code, &[], Some(variable));
    let labels = variable.labels.iter().filter(|(code, _)| !declared(code));
    seen.options = labels
        .map(|(code, label)| OptionSeen { label: label.clone(), code: Some(code.clone()), count: count(code) })
        .collect();
    let known = |text: &str| variable.labels.iter().any(|(code, _)| code == text);
    let others: Vec<&Value> = column.values.iter().filter(|value| !known(&value.text)).collect();
    if others.len() > seen.options.len() && column.share(is_number) > 0.9 {
        // Labels at the ends of a measure only: `0 = none`.
        return seen.is(ColumnKind::Number, "numbers, of which the file labels a few");
    }
    if !others.is_empty() {
        seen.notes.push(format!("{} values have no label in the file, such as `{}`", others.len(), others[0].text));
        let unlabelled =
            others.iter().map(|value| OptionSeen { label: value.text.clone(), code: None, count: value.count });
        seen.options.extend(unlabelled);
        let number = |option: &OptionSeen| option.code.as_ref().unwrap_or(&option.label).parse::<f64>().ok();
        if seen.options.iter().all(|option| number(option).is_some()) {
            seen.options.sort_by(|a, b| number(a).unwrap_or(0.0).total_cmp(&number(b).unwrap_or(0.0)));
        }
    }
    let labels: Vec<&str> = seen.options.iter().map(|option| option.label.as_str()).collect();
    let order = super::order::order(&labels);
    if variable.measure == Some("ordinal") || order.is_some() {
        seen.values = coded_values(&mut seen.options);
        return seen.is(ColumnKind::Scale, "codes with labels in the file");
    }
    seen.is(ColumnKind::Single, "codes with labels in the file");
}

/// A mean is that of the codes, as in the program that wrote them; what stands apart from a scale comes last and has none.
fn coded_values(options: &mut [OptionSeen]) -> Vec<f64> {
    options.sort_by_key(|option| super::stands_apart(&option.label));
    let on_scale: Vec<&OptionSeen> = options.iter().filter(|option| !super::stands_apart(&option.label)).collect();
    let labels: Vec<&str> = on_scale.iter().map(|option| option.label.as_str()).collect();
    let code = |option: &&OptionSeen| option.code.as_ref().unwrap_or(&option.label).parse().ok();
    let codes: Option<Vec<f64>> = on_scale.iter().map(code).collect();
    // The codes of bands are no numbers of anything.
    match codes {
        Some(codes) if !super::are_bands(&labels) => codes,
        _ => (1..=on_scale.len()).map(|place| place as f64).collect(),
    }
}

/// Weights of responses are fractions around one, or large; whole numbers alone are somebody's weight in kilograms.
fn weighs_responses(column: &Column<'_>) -> bool {
    let whole = |text: &str| text.parse::<f64>().is_ok_and(|number| number >= 25.0 && number.fract() == 0.0);
    column.values.len() < 3 || column.share(whole) < 0.8
}

fn by_name(column: &Column<'_>, seen: &mut ColumnSeen) -> bool {
    let name = &column.header.name;
    if shape::is_weight_name(name) && column.share(is_number) > 0.9 && weighs_responses(column) {
        seen.is(ColumnKind::Weight, "its name, and its cells are numbers");
        return true;
    }
    // A few doubles do not make it another column: they are reported.
    let single = column.values.iter().filter(|value| value.count == 1).count();
    if (shape::is_id_name(name) || column.is_key_column()) && single * 10 >= column.values.len() * 9 {
        seen.is(ColumnKind::Id, "its name, and its cells differ");
        return true;
    }
    false
}

fn by_cells(column: &Column<'_>, seen: &mut ColumnSeen) -> bool {
    let declared_date = column.variable.is_some_and(|variable| variable.date);
    if declared_date || column.share(dates::is_date) >= 0.9 {
        seen.is(ColumnKind::Date, "its cells are dates");
        return true;
    }
    let cells = || column.values.iter().map(|value| value.text.as_str());
    let header = column.header;
    let asked = || if header.question == header.name { None } else { personal(&header.question, &mut cells()) };
    if personal(&header.name, &mut cells()).or_else(asked).is_some() {
        seen.is(ColumnKind::Personal, "its name or its cells say who a person is");
        return true;
    }
    if column.share(shape::is_link) >= 0.95 {
        seen.is(ColumnKind::Metadata, "its cells are links");
        return true;
    }
    if column.share(dates::is_time_of_day) >= 0.95 {
        seen.is(ColumnKind::Date, "its cells are times of day");
        return true;
    }
    if shape::is_row_number_name(&header.name) && numbers_rows(column) {
        seen.is(ColumnKind::Id, "its cells number the rows");
        return true;
    }
    if names_rows(column) {
        seen.is(ColumnKind::Id, "the first column has no name, and its cells name the rows");
        return true;
    }
    let key =
        |cell: &str| shape::is_key(cell) || shape::is_uuid(cell) || (shape::is_long_number(cell) && cell.len() >= 10);
    let is_question = column.header.question.contains('?') || shape::words(&column.header.question) > 4;
    if !is_question && column.values.len() >= 2 && column.all_differ() && column.share(key) >= 0.95 {
        seen.is(ColumnKind::Id, "its cells are keys, each another");
        return true;
    }
    false
}

/// Whole numbers that rise from row to row, with gaps where rows were taken out; without a name, in any order, each once.
fn numbers_rows(column: &Column<'_>) -> bool {
    let numbers: Vec<u64> = column.values.iter().map_while(|value| value.text.parse().ok()).collect();
    let unnamed = column.header.name.starts_with('#');
    numbers.len() == column.values.len()
        && numbers.len() >= 3
        && column.all_differ()
        && (unnamed || numbers.windows(2).all(|pair| pair[1] > pair[0]))
}

/// Whether the first column has no name, and a short text in every row, each another.
fn names_rows(column: &Column<'_>) -> bool {
    let short = |cell: &str| cell.chars().count() <= 40 && (!is_number(cell) || cell.parse::<u64>().is_ok());
    let all = column.tally.blank == 0 && column.base >= 3 && column.all_differ();
    column.header.name == "#1" && all && column.share(short) >= 1.0
}

/// What a person wants to see of it, whatever it is.
fn describe(column: &Column<'_>, seen: &mut ColumnSeen) {
    if matches!(
        seen.kind,
        ColumnKind::Single | ColumnKind::Scale | ColumnKind::Number | ColumnKind::Multiple | ColumnKind::Open
    ) {
        seen.proposed_missing = proposed(&column.values);
    }
    if seen.kind == ColumnKind::Date
        && let Some(dates) = dates::column(column.values.iter().map(|value| value.text.as_str()))
    {
        if dates.ambiguous {
            seen.notes.push("day and month cannot be told apart: every date fits both ways".to_owned());
        }
        if dates.mixed {
            seen.notes.push("some dates can only be read day first, others only month first".to_owned());
        }
        let zones =
            if dates.zones.is_empty() { "no zone".to_owned() } else { format!("zone {}", dates.zones.join(", ")) };
        seen.date_format = Some(format!("{}, {zones}", dates.format));
    }
    if seen.kind == ColumnKind::Personal && column.share(|cell| cell.contains('@')) > 0.5 {
        let again: u64 = column.values.iter().map(|value| value.count - 1).sum();
        let of = if column.tally.is_many() { ", of the first that were compared" } else { "" };
        seen.notes.extend((again > 0).then(|| format!("{again} responses have the address of an earlier one{of}")));
    }
    if seen.kind != ColumnKind::Personal {
        damage::note(column, seen);
        let shown =
            column.values.iter().filter(|value| !shape::may_identify(&value.text) || seen.kind == ColumnKind::Id);
        seen.examples = shown.take(EXAMPLES).map(|value| shorten(&value.text)).collect();
    }
    if let Some(variable) = column.variable.filter(|_| seen.question.is_empty()) {
        seen.question = variable.label.clone().unwrap_or_default();
    }
}

/// Values that are shown of a column.
const EXAMPLES: usize = 5;

/// A value on one line, as long as is read at a glance.
fn shorten(text: &str) -> String {
    const SHOWN: usize = 80;
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SHOWN {
        return line;
    }
    let cut: String = line.chars().take(SHOWN).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The labels in their order, with the numbers of the first of them.
    fn coded(options: &[(&str, &str)]) -> (Vec<String>, Vec<f64>) {
        let option = |(code, label): &(&str, &str)| OptionSeen {
            label: (*label).to_owned(),
            code: Some((*code).to_owned()),
            count: 1,
        };
        let mut options: Vec<OptionSeen> = options.iter().map(option).collect();
        let values = coded_values(&mut options);
        (options.into_iter().map(|option| option.label).collect(), values)
    }

    #[test]
    fn the_steps_of_a_coded_scale_are_its_codes_and_bands_have_their_places() {
        let (labels, values) = coded(&[("0", "Never"), ("8", "Don't know"), ("2", "Sometimes"), ("5", "Always")]);
        assert_eq!(labels, ["Never", "Sometimes", "Always", "Don't know"]);
        assert_eq!(values, [0.0, 2.0, 5.0]);
        let (_, values) = coded(&[("4", "Under $25k"), ("7", "$25k to $50k"), ("9", "Over $50k"), ("99", "Refused")]);
        assert_eq!(values, [1.0, 2.0, 3.0]);
    }
}
