//! Variables, exclusions and weights that do not fit together, or not to the rest of the study.

use super::Variable;
use super::asked::EXCLUDE;
use crate::condition::{Ask, Choice, Condition, Logic, Value};
use crate::diag::{Diagnostic, did_you_mean};
use crate::ingest::responses::Kind;
use crate::measure::answers::POLL_ID;
use crate::study::Study;

impl Study {
    /// What is wrong with the variables and exclusions as they are declared.
    pub(in crate::study) fn variable_mistakes(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (place, variable) in self.variables.iter().enumerate() {
            let mut wrong = |what: String, hint: &str| {
                let at = format!("\"{}\"", variable.id);
                found.push(self.mistake(&at, format!("the variable `{}` {what}", variable.id), hint.to_owned()));
            };
            if let Some((what, hint)) = alone(variable) {
                wrong(what, hint);
            }
            // Ids name files, and some file systems do not tell capitals from small letters.
            let same = |id: &str| id.eq_ignore_ascii_case(&variable.id);
            let questions = self.closed.iter().map(|closed| closed.id.as_str());
            let mut taken = questions
                .chain(self.open.iter().map(|open| open.id.as_str()))
                .chain(self.variables[..place].iter().map(|other| other.id.as_str()))
                .chain(self.poll.iter().map(|_| POLL_ID));
            if taken.any(same) {
                wrong("has the id of another question".to_owned(), "rename one");
            }
            match self.options_of(variable) {
                Err(mistake) => found.push(mistake),
                Ok(written) if variable.kind != Kind::Multiple => {
                    let logics: Vec<&Logic> = written.iter().map(|written| &written.logic).collect();
                    if let Some((one, other)) = overlapping(&logics) {
                        let labels = (&variable.options[one].label, &variable.options[other].label);
                        let what = format!("has options that overlap: “{}” and “{}”", labels.0, labels.1);
                        let hint = "both ends of a range belong to it; part the options, or say `kind = \"multiple\"`";
                        let at = format!("\"{}\"", variable.id);
                        let message = format!("the variable `{}` {what}", variable.id);
                        found.push(self.mistake(&at, message, hint.to_owned()));
                    }
                }
                Ok(_) => {}
            }
        }
        for exclude in &self.exclude {
            found.extend(self.written(&exclude.when, EXCLUDE).err());
            if exclude.reason.trim().is_empty() {
                let message = format!("`[[exclude]]` with `{}` gives no reason", exclude.when);
                found.push(self.mistake(&exclude.when, message, "say in `reason` why they are left out".to_owned()));
            }
            let survey = self.source_of(exclude.source.as_deref()).map(|source| self.waves_of(self.survey_of(source)));
            let waves: Vec<&str> = survey.iter().flatten().filter_map(|source| source.wave.as_deref()).collect();
            if let Some(wave) = exclude.wave.as_deref().filter(|wave| !waves.contains(wave)) {
                let message = format!("`[[exclude]]` with `{}` is about `{wave}`, which is no wave", exclude.when);
                found.push(self.mistake(&format!("\"{wave}\""), message, did_you_mean(wave, &waves)));
            }
        }
        found.extend(self.source_mistakes());
        found
    }

    /// Sources that are not named where there are several, or are not there.
    fn source_mistakes(&self) -> Vec<Diagnostic> {
        let named = self.variables.iter().map(|of| (format!("the variable `{}`", of.id), of.source.as_deref()));
        let named = named
            .chain(self.exclude.iter().map(|of| (format!("`[[exclude]]` with `{}`", of.when), of.source.as_deref())));
        let named = named.chain(self.weight.iter().map(|of| ("`[weight]`".to_owned(), of.source.as_deref())));
        let sources: Vec<&str> = self.sources.iter().map(|source| source.id.as_str()).collect();
        let mut found = Vec::new();
        for (what, source) in named {
            match (source, self.source_of(source)) {
                (Some(source), _) if !sources.contains(&source) => {
                    let message = format!("{what} is about `{source}`, which is no source");
                    found.push(self.mistake(source, message, did_you_mean(source, &sources)));
                }
                (None, None) => {
                    let message = format!("{what} names no source, and the study has several");
                    found.push(self.mistake("\0", message, format!("add `source`: one of {}", sources.join(", "))));
                }
                _ => {}
            }
        }
        found
    }
}

/// What is wrong with a variable by itself.
fn alone(variable: &Variable) -> Option<(String, &'static str)> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    if variable.id.is_empty() || !variable.id.chars().all(plain) {
        return Some(("has an id that cannot name a file".to_owned(), "use letters, digits, `-` and `_`"));
    }
    if matches!(variable.kind, Kind::Open | Kind::Number) {
        return Some(("has a kind without options".to_owned(), "write `single`, `multiple` or `scale`"));
    }
    if variable.options.is_empty() {
        return Some(("has no options".to_owned(), "list under `options` each `label` with `when` or `in`"));
    }
    let labels: Vec<&String> = variable.options.iter().map(|option| &option.label).chain(&variable.otherwise).collect();
    let twice = labels.iter().enumerate().find(|(place, label)| labels[..*place].contains(label));
    twice.map(|(_, label)| (format!("has the option `{label}` twice"), "join the two with `or`, or rename one"))
}

/// Two options that plain ranges and lists of one column both hold for, whatever the data.
fn overlapping(logics: &[&Logic]) -> Option<(usize, usize)> {
    let choices = |logic: &'_ Logic| match logic {
        Logic::Condition(Condition { quantity, ask: Ask::Among(choices) }, _) => {
            Some((quantity.clone(), choices.clone()))
        }
        _ => None,
    };
    let plain: Vec<_> = logics.iter().map(|logic| choices(logic)).collect();
    for (other, second) in plain.iter().enumerate() {
        let Some((name, theirs)) = second else { continue };
        for (one, first) in plain[..other].iter().enumerate() {
            let Some((_, ours)) = first.as_ref().filter(|(quantity, _)| quantity == name) else { continue };
            if ours.iter().any(|ours| theirs.iter().any(|theirs| meet(ours, theirs))) {
                return Some((one, other));
            }
        }
    }
    None
}

fn meet(one: &Choice, other: &Choice) -> bool {
    if let (Choice::One(one), Choice::One(other)) = (one, other) {
        return one == other;
    }
    let dates = |choice: &Choice| match choice {
        Choice::One(value) => matches!(value, Value::Date(_)),
        Choice::Range(from, to) => from.iter().chain(to).any(|value| matches!(value, Value::Date(_))),
    };
    let (Some((from, to)), Some((start, end))) = (ends(one), ends(other)) else { return false };
    dates(one) == dates(other) && from <= end && start <= to
}

/// The ends of a range on a line of numbers, days as numbers; `None` for texts.
fn ends(choice: &Choice) -> Option<(f64, f64)> {
    let low = |value: &Value| match value {
        Value::Number(number) => Some(*number),
        Value::Date(date) => Some(f64::from(date.first)),
        Value::Text(_) => None,
    };
    let high = |value: &Value| match value {
        Value::Date(date) => Some(f64::from(date.last)),
        value => low(value),
    };
    match choice {
        Choice::One(value) => Some((low(value)?, high(value)?)),
        Choice::Range(from, to) => {
            Some((from.as_ref().map_or(Some(f64::NEG_INFINITY), low)?, to.as_ref().map_or(Some(f64::INFINITY), high)?))
        }
    }
}
