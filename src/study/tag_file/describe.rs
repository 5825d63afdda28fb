//! What is known of the columns of the output: what the input's own dictionary says, and what the themes are.

use crate::codebook::{Codebook, Theme};
use crate::export::Described;
use crate::export::sav::{SavMeasure, SavSet};
use crate::ingest::sheet::{Dictionary, Variable};

/// What the input says of one of its columns. A date is passed on as the text that was read, and is said to be one.
pub(super) fn given(variable: &Variable) -> Described {
    let label = variable.label.clone().unwrap_or_default();
    Described {
        label,
        labels: variable.labels.clone(),
        missing: variable.missing.clone(),
        missing_range: variable.missing_ranges.first().copied(),
        measure: variable.measure.and_then(measure),
        number: Some(!variable.text && !variable.date),
        date: variable.date,
        decimals: variable.decimals,
        bytes: if variable.text { variable.width as usize } else { 0 },
    }
}

fn measure(word: &str) -> Option<SavMeasure> {
    match word {
        "nominal" => Some(SavMeasure::Nominal),
        "ordinal" => Some(SavMeasure::Ordinal),
        "scale" => Some(SavMeasure::Scale),
        _ => None,
    }
}

/// What a column of a theme is; `text` names the column with text where there are several.
pub(super) fn theme(theme: &Theme, text: Option<&str>) -> Described {
    let label = match text {
        Some(text) => format!("{text}: {}", theme.label),
        None => theme.label.clone(),
    };
    let labels = [("0", "not shown"), ("1", "shown")];
    Described {
        label,
        labels: labels.map(|(value, label)| (value.to_owned(), label.to_owned())).to_vec(),
        measure: Some(SavMeasure::Nominal),
        number: Some(true),
        ..Described::default()
    }
}

/// The themes of one column with text as one question with several answers; `first` is the place of the first theme.
pub(super) fn themes(codebook: &Codebook, text: Option<&str>, first: usize) -> SavSet {
    let (name, label) = match text {
        Some(text) => (format!("{text}_themes"), format!("{text}: themes")),
        None => ("themes".to_owned(), "Themes".to_owned()),
    };
    let variables = (first..first + codebook.themes.len()).collect();
    SavSet { name, label, variables, counted: Some("1".to_owned()) }
}

/// The sets of the input, as far as their columns are kept; `kept` are the names of the columns, in order.
pub(super) fn sets(dictionary: &Dictionary, kept: &[&str]) -> Vec<SavSet> {
    let place = |name: &String| kept.iter().position(|kept| kept == name);
    let sets = dictionary.sets.iter().map(|set| SavSet {
        name: set.name.clone(),
        label: set.label.clone(),
        variables: set.variables.iter().filter_map(place).collect(),
        counted: set.counted.clone(),
    });
    sets.collect()
}
