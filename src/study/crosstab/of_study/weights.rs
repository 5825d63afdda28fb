//! The weights of the people of a crosstab: of a column that is named, or of the study.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use super::joined::{Everyone, Joined, of_response};
use super::{People, Reference};
use crate::diag::{Diagnostic, Place};
use crate::ingest::Column;
use crate::ingest::inspect::open_shown;
use crate::ingest::responses::{Form, Gated, Responses, read_responses};
use crate::ingest::sheet::Opening;
use crate::measure::design_based::Drawn;
use crate::study::{Source, SourceAnswers, Study, StudyError};

impl<'p> People<'p> {
    /// The weight of everyone: of the column named, or of the study.
    pub(super) fn weights(
        &self,
        wanted: &[Reference],
        joined: Joined,
        everyone: &Everyone<'p>,
        column: Option<&Column>,
    ) -> Result<Option<Vec<f64>>, StudyError> {
        let files: BTreeSet<&Path> = wanted.iter().filter_map(|of| Some(self.source(*of)?.file.as_path())).collect();
        let read = || self.survey.answers.iter().filter(|read| files.contains(read.source.file.as_path()));
        let mut of: Vec<Option<f64>> = vec![None; everyone.lines.len()];
        let mut found = false;
        for read in read() {
            let own = match column {
                Some(column) => weights_of(self.study, read.source, column)?,
                None => by_line(&read.responses),
            };
            let Some(own) = own else { continue };
            found = true;
            for (response, line) in read.responses.lines.iter().enumerate() {
                if let Some(person) = everyone.places.get(&of_response(read, response, joined)) {
                    of[*person] = of[*person].or_else(|| own.get(line).copied());
                }
            }
        }
        if !found {
            let Some(column) = column else { return Ok(None) };
            let name = match column {
                Column::Name(name) => name.clone(),
                Column::Position(place) => format!("#{place}"),
            };
            let what = format!("there is no column `{name}` beside the responses, expected their weights");
            let hint = "a weight stands in the row of a response; themes of comments without responses have none";
            return Err(Diagnostic::error(Place::file("study.toml"), what).hint(hint).into());
        }
        let missing = of.iter().zip(&everyone.lines).find(|(weight, _)| weight.is_none());
        if let Some((_, (source, line))) = missing {
            let what = "the response has no weight, expected a number".to_owned();
            let file = self.study.source(source).map_or_else(String::new, |source| source.file.display().to_string());
            return Err(Diagnostic::error(Place::line(file, *line), what)
                .hint("give every response a weight of zero or more, or name no weight column")
                .into());
        }
        Ok(Some(of.into_iter().flatten().collect()))
    }
}

impl<'p> People<'p> {
    /// How everyone was drawn; `None` where the study says no more of it than weights do.
    pub(super) fn drawn(&self, joined: Joined, everyone: &Everyone<'p>) -> Result<Option<Drawn>, StudyError> {
        let Some(read) =
            self.survey.answers.iter().rev().find(|read| read.drawn.is_some() && self.stands_in(read, everyone))
        else {
            return Ok(None);
        };
        let mut places: Vec<Option<usize>> = vec![None; everyone.lines.len()];
        for response in 0..read.responses.lines.len() {
            if let Some(person) = everyone.places.get(&of_response(read, response, joined)) {
                places[*person] = Some(response);
            }
        }
        let missing = places.iter().zip(&everyone.lines).find(|(place, _)| place.is_none());
        if let Some((_, (source, line))) = missing {
            let file = self.study.source(source).map_or_else(String::new, |source| source.file.display().to_string());
            let found =
                format!("the response is not among those of `{}`, whose strata or clusters are known", read.source.id);
            return Err(Diagnostic::error(Place::line(file, *line), found)
                .hint("cross questions of that source alone, or leave the response out with `[[exclude]]`")
                .into());
        }
        let places: Vec<usize> = places.into_iter().flatten().collect();
        Ok(read.drawn.as_ref().map(|drawn| drawn.taken(&places)))
    }

    /// Whether one of the people was read from a source.
    fn stands_in(&self, read: &SourceAnswers<'_>, everyone: &Everyone<'p>) -> bool {
        everyone.lines.iter().any(|(source, _)| *source == read.source.id)
    }
}

/// The weights that stand in a column of a source; `None` where it has no such column.
fn weights_of(study: &Study, source: &Source, column: &Column) -> Result<Option<HashMap<u64, f64>>, StudyError> {
    let shown = source.file.display().to_string();
    let mut opened = open_shown(&study.folder.join(&source.file), &shown, &Opening::default(), None)?;
    let names = opened.names();
    let there = match column {
        Column::Name(name) => names.contains(name),
        Column::Position(place) => *place <= names.len(),
    };
    if !there {
        return Ok(None);
    }
    let form = Form { shown: &shown, names: &names, id: None, weight: Some(column) };
    Ok(by_line(&read_responses(&mut Gated::new(&mut *opened.sheet.rows, &opened.gate), &form, &[])?))
}

/// The weights of responses, each by its line: not every line that has one is counted.
fn by_line(responses: &Responses) -> Option<HashMap<u64, f64>> {
    let weights = responses.weights.as_ref()?;
    Some(responses.lines.iter().copied().zip(weights.iter().copied()).collect())
}
