//! The expressions of a study: read, with faults that point into them, and the columns that they ask for.

use super::rows::column;
use super::{Among, Answer, Variable};
use crate::condition::{Allowed, Ask, Choice, Condition, Fault, Logic, Quantity, Value, parse};
use crate::diag::{Diagnostic, Place, did_you_mean};
use crate::ingest::Column;
use crate::ingest::responses::{Kind, QuestionSpec};
use crate::study::Study;
use crate::text::{Span, fold};

/// An expression of a study.
#[derive(Debug, Clone)]
pub(super) struct Written {
    /// Its text, for places and for readers.
    pub text: String,
    /// What it says.
    pub logic: Logic,
    /// Whose it is, for messages.
    pub owner: String,
}

/// Whose expressions those of exclusions are.
pub(super) const EXCLUDE: &str = "`[[exclude]]`";

/// What else an exclusion of a survey of several waves can be told.
const ONE_WAVE: &str = "every wave must have what an exclusion asks for; `wave = \"ID\"` under it keeps it to one wave";

impl Study {
    /// A fault in an expression, with its place in `study.toml`.
    pub(super) fn fault(&self, written: &str, owner: &str, fault: &Fault) -> Diagnostic {
        if self.filter.as_deref() == Some(written) {
            return super::filter::diagnostic(written, fault);
        }
        let place = match self.text.find(written).filter(|_| !written.is_empty()) {
            Some(start) => Place::offset("study.toml", &self.text, start + fault.span.start),
            None => Place::file("study.toml"),
        };
        Diagnostic::error(place, format!("in `{written}` of {owner}: {}", fault.message)).hint(fault.hint.clone())
    }

    /// The expression of each option of a variable.
    pub(super) fn options_of(&self, variable: &Variable) -> Result<Vec<Written>, Diagnostic> {
        let owner = format!("the variable `{}`", variable.id);
        let wrong = |what: String, hint: &str| self.mistake(&format!("\"{}\"", variable.id), what, hint.to_owned());
        let read = |option: &super::VariableOption| match (&option.when, &option.among, &variable.of) {
            (Some(when), None, _) => self.written(when, &owner),
            (None, Some(among), Some(of)) => self.among(among, of, &owner),
            (None, Some(_), None) => {
                let what = format!("the option `{}` of {owner} has `in`, and the variable no `of`", option.label);
                Err(wrong(what, "name under `of` the question or the column whose answers these are"))
            }
            _ => {
                let what = format!("the option `{}` of {owner} needs either `when` or `in`", option.label);
                Err(wrong(what, "write `when = 'age < 30'`, or `of` for the variable and `in = '..29'` for the option"))
            }
        };
        variable.options.iter().map(read).collect()
    }

    /// An expression that is written as one.
    pub(super) fn written(&self, text: &str, owner: &str) -> Result<Written, Diagnostic> {
        let logic =
            parse(text, Span::new(0, text.len()), Allowed::Themes).map_err(|fault| self.fault(text, owner, &fault))?;
        Ok(Written { text: text.to_owned(), logic, owner: owner.to_owned() })
    }

    fn among(&self, among: &Among, of: &str, owner: &str) -> Result<Written, Diagnostic> {
        let whole = Span::new(0, 0);
        let choices = match among {
            Among::Range(range) => {
                let text = format!("x in {range}");
                let shifted = |fault: Fault| {
                    let start = fault.span.start.saturating_sub("x in ".len());
                    self.fault(range, owner, &Fault { span: Span::new(start, start), ..fault })
                };
                match parse(&text, Span::new(0, text.len()), Allowed::Themes).map_err(shifted)? {
                    Logic::Condition(Condition { ask: Ask::Among(choices), .. }, _) => choices,
                    _ => {
                        let message = "expected a range such as `18..34`, or a list of answers".to_owned();
                        return Err(self.fault(
                            range,
                            owner,
                            &Fault { span: whole, message, hint: NEITHER.to_owned() },
                        ));
                    }
                }
            }
            Among::List(answers) => answers.iter().map(choice).collect(),
        };
        let ask = Ask::Among(choices);
        let condition = Condition { quantity: Quantity::Column(of.to_owned()), ask };
        let text = condition.to_string();
        let text = text.trim_start_matches('[').trim_end_matches(']').to_owned();
        Ok(Written { text, logic: Logic::Condition(condition, whole), owner: owner.to_owned() })
    }

    /// Every expression that is about the responses of a source, and whether it must hold there: a variable of a survey
    /// of several waves is made in those that have what it asks for.
    pub(super) fn expressions(&self, source: &str) -> Result<Vec<(Written, bool)>, Diagnostic> {
        let mut found = Vec::new();
        let all = !self.has_waves(source);
        for variable in self.variables.iter().filter(|of| self.is_about(of.source.as_deref(), source)) {
            found.extend(self.options_of(variable)?.into_iter().map(|written| (written, all)));
        }
        for exclude in self.exclusions_of(source) {
            found.push((self.written(&exclude.when, EXCLUDE)?, true));
        }
        found.extend(self.filtering()?.filter(|(_, of)| *of == source).map(|(written, _)| (written, true)));
        Ok(found)
    }

    /// A fault of an expression about a source, which may be one of several waves.
    pub(super) fn fault_in(&self, written: &Written, fault: &Fault, source: &str) -> Diagnostic {
        let found = self.fault(&written.text, &written.owner, fault);
        match self.source(source).and_then(|source| source.wave.as_deref()) {
            Some(wave) if self.has_waves(source) => {
                let hint = if written.owner == EXCLUDE { ONE_WAVE.to_owned() } else { fault.hint.clone() };
                let message = format!("{}, in the wave `{wave}`", found.message);
                Diagnostic { message, ..found }.hint(hint)
            }
            _ => found,
        }
    }
}

const NEITHER: &str =
    "write `in = '18..34'`, `in = '65..'` or `in = ['Good', 'Very good']`; anything else goes under `when`";

fn choice(answer: &Answer) -> Choice {
    Choice::One(match answer {
        Answer::Text(text) => Value::Text(fold(text.trim())),
        Answer::Number(number) => Value::Number(*number),
    })
}

/// Whether an expression of the study asks for a theme.
pub(super) fn ask_for_themes(study: &Study) -> bool {
    let options = study.variables.iter().flat_map(|variable| &variable.options);
    let texts =
        options.filter_map(|option| option.when.as_deref()).chain(study.exclude.iter().map(|of| of.when.as_str()));
    let mut texts = texts.chain(study.filter.as_deref());
    texts.any(|text| text.contains('@'))
}

/// The columns of a source that expressions and weights ask for beside its questions, to be read as they stand.
///
/// # Errors
/// An expression is none, or asks for a name that nothing has.
pub(in crate::study) fn extra_specs(
    study: &Study,
    source: &str,
    names: &[String],
) -> Result<Vec<QuestionSpec>, Diagnostic> {
    let mut extra: Vec<QuestionSpec> = Vec::new();
    let known: Vec<&str> = study
        .closed
        .iter()
        .filter(|closed| study.source(source).is_some_and(|source| study.reads(source, closed.place())))
        .map(|closed| closed.id.as_str())
        .chain(study.variables.iter().map(|variable| variable.id.as_str()))
        .collect();
    for (written, needed) in study.expressions(source)? {
        let mut wrong = None;
        written.logic.visit(&mut |part| {
            let Logic::Condition(condition, span) = part else { return };
            let name = column(condition);
            if known.contains(&name) || extra.iter().any(|spec| spec.id == name) {
                return;
            }
            match of_column(name, names) {
                Some(spec) => extra.push(spec),
                None if !needed => {}
                None => {
                    let all: Vec<&str> = known.iter().copied().chain(names.iter().map(|name| name.trim())).collect();
                    let message = format!("there is no question, variable or column `{name}`");
                    let fault = Fault { span: *span, message, hint: did_you_mean(name, &all) };
                    wrong.get_or_insert(study.fault_in(&written, &fault, source));
                }
            }
        });
        if let Some(wrong) = wrong {
            return Err(wrong);
        }
    }
    if let Some(weight) = study.weight.iter().find(|weight| study.is_about(weight.source.as_deref(), source))
        && let Some(name) = &weight.column
        && !extra.iter().any(|spec| spec.id == *name)
    {
        extra.push(of_column(name, names).ok_or_else(|| {
            let all: Vec<&str> = names.iter().map(|name| name.trim()).collect();
            let message = format!("the weights stand in `{name}`, and the source `{source}` has no such column");
            study.mistake(name, message, did_you_mean(name, &all))
        })?);
    }
    for (name, what) in study.columns_drawn(source) {
        if extra.iter().any(|spec| spec.id == name) {
            continue;
        }
        extra.push(of_column(name, names).ok_or_else(|| {
            let all: Vec<&str> = names.iter().map(|name| name.trim()).collect();
            let message = format!("{what} stand in `{name}`, and the source `{source}` has no such column");
            study.mistake(name, message, did_you_mean(name, &all))
        })?);
    }
    Ok(extra)
}

/// A column read as it stands.
fn of_column(name: &str, names: &[String]) -> Option<QuestionSpec> {
    let column = Column::from(name.to_owned());
    let there = match &column {
        Column::Position(position) => (1..=names.len()).contains(position),
        Column::Name(name) => names.iter().any(|other| other.trim() == name.trim()),
    };
    there.then(|| QuestionSpec::in_column(name, name, Kind::Open, column))
}
