//! `--filter EXPR` on an export: the questions and columns that it asks for, and the responses for which it holds.

use super::kept::{Filtered, nobody};
use super::rows::{Rows, column};
use crate::condition::{Allowed, Fault, Logic, parse};
use crate::diag::{Diagnostic, Place};
use crate::ingest::IngestError;
use crate::ingest::inspect::Inspection;
use crate::ingest::responses::{Answered, QuestionSpec, Responses};
use crate::text::Span;

/// An expression that chooses responses of an export.
#[derive(Debug, Clone)]
pub struct Filter {
    text: String,
    logic: Logic,
    names: Vec<String>,
    specs: Vec<QuestionSpec>,
}

impl Filter {
    /// Reads an expression over the questions and columns of an export.
    ///
    /// # Errors
    /// It is none, or asks for a question or a column that is not there; the place is that in the expression.
    pub fn of_export(text: &str, found: &Inspection) -> Result<Self, IngestError> {
        let logic = parse(text, Span::new(0, text.len()), Allowed::Themes).map_err(|fault| diagnostic(text, &fault))?;
        let mut filter = Self { text: text.to_owned(), logic: logic.clone(), names: Vec::new(), specs: Vec::new() };
        let mut wrong = None;
        logic.visit(&mut |part| match part {
            Logic::Condition(condition, span) => {
                let name = column(condition);
                if filter.names.iter().any(|known| known == name) {
                    return;
                }
                match found.named(name) {
                    Ok(spec) => {
                        filter.names.push(name.to_owned());
                        filter.specs.push(spec);
                    }
                    Err(error) => {
                        let mut diagnostic = error.diagnostic();
                        diagnostic.place = Some(place(text, *span));
                        wrong.get_or_insert(diagnostic);
                    }
                }
            }
            Logic::Theme(name, span) => {
                let message = format!("`@{name}` is a theme, and an export has no codebook");
                let hint = "themes can be asked for in a study: name its folder".to_owned();
                wrong.get_or_insert(diagnostic(text, &Fault { span: *span, message, hint }));
            }
            _ => {}
        });
        wrong.map_or(Ok(filter), |wrong| Err(wrong.into()))
    }

    /// The questions that must be read for it: to be added behind those that are read anyway.
    #[must_use]
    pub fn specs(&self) -> &[QuestionSpec] {
        &self.specs
    }

    /// Keeps the responses for which it holds, and takes its own questions, the last ones read, off again.
    ///
    /// # Errors
    /// It compares what cannot be compared, or leaves no response.
    pub fn keep(&self, responses: &mut Responses) -> Result<Filtered, IngestError> {
        let own = responses.questions.len().saturating_sub(self.specs.len());
        let asked: Vec<Answered> = responses.questions.split_off(own);
        let mut rows = Rows::new(responses.ids.len());
        for (name, answered) in self.names.iter().zip(&asked) {
            rows = rows.with(name, answered);
        }
        let keep = rows.holds(&self.logic).map_err(|fault| diagnostic(&self.text, &fault))?;
        if !keep.contains(&true) {
            return Err(nobody(&self.text, keep.len()).into());
        }
        responses.retain(&keep);
        Ok(Filtered { text: self.text.clone(), source: String::new(), kept: responses.ids.len(), of: keep.len() })
    }
}

fn place(text: &str, span: Span) -> Place {
    Place::offset("--filter", text, span.start)
}

/// A fault in a filter, with its place in it.
pub(super) fn diagnostic(text: &str, fault: &Fault) -> Diagnostic {
    Diagnostic::error(place(text, fault.span), format!("in `{text}`: {}", fault.message)).hint(fault.hint.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::inspect::{inspect, read_export};
    use crate::ingest::sheet::Opening;

    /// The ids that a filter keeps of an export.
    fn kept(filter: &str) -> Result<Vec<String>, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("export.csv");
        let mut text = String::from("id,Age group,Ways,Rating,Day\n");
        for n in 0..40 {
            let age = ["18-24", "25-34", "35-44", ""][n % 4];
            let ways = ["Ferry;Bus;", "Bus;", "Train;Ferry;", ""][n % 4];
            text.push_str(&format!("k{n:02},{age},{ways},{},{}/5/2026\n", n % 7, 10 + n % 15));
        }
        std::fs::write(&path, text).unwrap();
        let found = inspect(&path, &Opening::default(), None).unwrap();
        let shown = |error: IngestError| error.diagnostic().to_string();
        let filter = Filter::of_export(filter, &found).map_err(shown)?;
        let mut responses = read_export(&path, &Opening::default(), &found, filter.specs(), None).map_err(shown)?;
        filter.keep(&mut responses).map_err(shown)?;
        assert!(responses.questions.is_empty());
        Ok(responses.ids)
    }

    #[test]
    fn the_responses_for_which_it_holds_are_kept() {
        for (filter, expected) in [
            ("Rating <= 1 and \"Age group\" = \"18-24\"", &["k00", "k08", "k28", "k36"][..]),
            ("Ways = \"train\" and Rating = 6", &["k06", "k34"]),
            ("Ways != \"Bus\" and Rating > 5", &["k06", "k34"]),
            ("Ways is missing and Rating in (0, 5..6)", &["k07", "k19", "k27", "k35"]),
            ("Day >= 2026-05-24 and not Rating < 5", &["k14"][..0]),
            ("Day = 2026-05-24", &["k14", "k29"]),
        ] {
            match expected {
                [] => assert!(kept(filter).unwrap_err().contains("leaves none of the 40 responses"), "{filter}"),
                expected => assert_eq!(
                    kept(filter).as_deref(),
                    Ok(&*expected.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>()),
                    "{filter}"
                ),
            }
        }
    }

    #[test]
    fn what_cannot_be_used_is_told_with_its_place() {
        for (filter, said) in [
            ("Rating < 3 and Aeg_group = 1", "--filter:1:16: there is no question `Aeg_group`"),
            ("Rating <", "--filter:1:1: in `Rating <`: the value is ``"),
            ("@price", "--filter:1:2: in `@price`: `@price` is a theme, and an export has no codebook"),
            ("Rating > 9", "the filter `Rating > 9` leaves none of the 40 responses"),
        ] {
            let error = kept(filter).unwrap_err();
            assert!(error.contains(said), "{filter}: {error}");
        }
    }
}
