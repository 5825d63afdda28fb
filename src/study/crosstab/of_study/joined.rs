//! By what the people of several questions are known to be the same: rows of one file, ids, authors.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use super::{People, Reference};
use crate::diag::Diagnostic;
use crate::ingest::Comment;
use crate::study::{Question, Source, SourceAnswers};

/// By what the answers of a person are found in several places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Key<'p> {
    Line(u64),
    Id(&'p str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joined {
    Lines,
    Authors,
    Ids,
}

/// Everyone whose answers are counted together, in order, each with the source and the line that they are first in.
#[derive(Default)]
pub(super) struct Everyone<'p> {
    pub places: HashMap<Key<'p>, usize>,
    pub lines: Vec<(&'p str, u64)>,
}

impl<'p> Everyone<'p> {
    fn add(&mut self, key: Key<'p>, source: &'p str, line: u64) {
        let next = self.lines.len();
        if *self.places.entry(key).or_insert(next) == next {
            self.lines.push((source, line));
        }
    }
}

impl<'p> People<'p> {
    /// The answers that were read of a file, if any.
    fn answers_of(&self, file: &Path) -> Option<&'p SourceAnswers<'p>> {
        let of_file = |read: &&SourceAnswers<'_>| read.source.file == file;
        self.filtered().filter(of_file).or_else(|| self.survey.answers.iter().find(of_file))
    }

    /// The responses that a filter has chosen from, as far as it kept them.
    pub(super) fn filtered(&self) -> Option<&'p SourceAnswers<'p>> {
        let of = &self.survey.filtered.as_ref()?.source;
        self.survey.answers.iter().find(|read| read.source.id == *of)
    }

    pub(super) fn joined(&self, wanted: &[Reference]) -> Result<Joined, Diagnostic> {
        let wanted_of = wanted.iter().filter_map(|of| self.source(*of));
        let sources: Vec<&Source> = wanted_of.chain(self.filtered().map(|read| read.source)).collect();
        let files: BTreeSet<&Path> = sources.iter().map(|source| source.file.as_path()).collect();
        if let (1, Some(file)) = (files.len(), files.first()) {
            let by_row = |read: &SourceAnswers<'_>| !read.places.is_empty() || read.responses.weights.is_some();
            return Ok(if self.answers_of(file).is_some_and(by_row) { Joined::Lines } else { Joined::Authors });
        }
        for (place, source) in sources.iter().enumerate() {
            let survey = &self.study.first_of(source).id;
            let other = |of: &&&Source| of.id != source.id && self.study.first_of(of).id == *survey;
            if let Some(other) = sources[..place].iter().find(other) {
                let found = format!("`{}` and `{}` are two waves, expected questions of one", other.id, source.id);
                let hint = "a question is crossed with those that the newest wave of it asked";
                return Err(self.study.mistake(&format!("\"{}\"", source.id), found, hint.to_owned()));
            }
        }
        let themes = wanted.iter().map(|reference| matches!(reference, Reference::Themes(..)));
        for (themes, source) in themes.chain([false]).zip(&sources) {
            let by_author = themes && writes_as(source);
            if source.columns.id.is_none() && !by_author {
                let found = format!("`{}` stands in another file and has no ids to find its people by", source.id);
                let hint = "name the column with the respondent's id as `id` under the columns of each source";
                return Err(self.study.mistake(&source.id, found, hint.to_owned()));
            }
        }
        Ok(Joined::Ids)
    }

    pub(super) fn everyone(&self, wanted: &[Reference], joined: Joined) -> Everyone<'p> {
        let mut everyone = Everyone::default();
        let files: Vec<&Path> = wanted.iter().filter_map(|of| Some(self.source(*of)?.file.as_path())).collect();
        let closed = |source: &&Source| {
            let of = |reference: Reference| self.source(reference).is_some_and(|of| of.id == source.id);
            wanted.iter().any(|reference| matches!(reference, Reference::Closed(_)) && of(*reference))
        };
        let read: Vec<&SourceAnswers<'_>> = match joined {
            Joined::Lines => files.first().and_then(|file| self.answers_of(file)).into_iter().collect(),
            Joined::Ids if self.filtered().is_some() => self.filtered().into_iter().collect(),
            Joined::Authors => Vec::new(),
            Joined::Ids => self.survey.answers.iter().filter(|read| closed(&read.source)).collect(),
        };
        for read in &read {
            for (place, line) in read.responses.lines.iter().enumerate() {
                everyone.add(of_response(read, place, joined), &read.source.id, *line);
            }
        }
        if read.is_empty() {
            for reference in wanted {
                let Reference::Themes(open, _) = reference else { continue };
                let question = &self.survey.questions[*open];
                for comment in &question.comments.comments {
                    everyone.add(of_comment(question, comment, joined), &question.source.id, comment.line);
                }
            }
        }
        everyone
    }
}

/// Whether the authors of a source are known by the ids of respondents.
fn writes_as(source: &Source) -> bool {
    source.pseudonymous && source.columns.author.is_some()
}

pub(super) fn of_response<'p>(read: &'p SourceAnswers<'_>, place: usize, joined: Joined) -> Key<'p> {
    match joined {
        Joined::Ids => Key::Id(&read.responses.ids[place]),
        Joined::Lines | Joined::Authors => Key::Line(read.responses.lines[place]),
    }
}

pub(super) fn of_comment<'p>(question: &Question<'_>, comment: &'p Comment, joined: Joined) -> Key<'p> {
    match (joined, &comment.author) {
        (Joined::Lines, _) | (Joined::Authors, None) => Key::Line(comment.line),
        (Joined::Authors, Some(author)) => Key::Id(author),
        (Joined::Ids, Some(author)) if writes_as(question.source) => Key::Id(author),
        (Joined::Ids, _) => Key::Id(&comment.id),
    }
}
