//! The closed questions of a study and the themes of its open ones, over the same people.
//!
//! Questions of one file belong together by its rows. Questions of several files belong together by the ids that their
//! sources declare; the comments of authors whose ids are pseudonyms, by those. Comments that stand beside no response
//! are counted by author.

mod joined;
mod weights;

use joined::{Everyone, Joined, of_comment, of_response};

use super::asked::{Asked, Chosen, Gathered};
use super::names::names;
use super::{BookTable, Crossed, CrosstabJob, Net, cross, hide_small};
use crate::diag::{Diagnostic, Place, Severity, did_you_mean};
use crate::ingest::responses::Kind;
use crate::measure::{Coded, decide, set_aside};
use crate::study::{Source, SourceAnswers, Study, StudyError, Survey, read_prepared};
use crate::tag::Tags;

pub(super) fn crosstab(job: &CrosstabJob<'_>, study: &Study) -> Result<Crossed, StudyError> {
    let (survey, tags) = read_prepared(study)?;
    if job.rows.is_empty() {
        return book(job, (study, &survey, &tags));
    }
    let people = People::new(study, &survey, &tags);
    if let Some(bands) = job.bands.iter().find(|bands| !people.knows(&bands.question)) {
        return Err(people.unknown(&bands.question).into());
    }
    let known = |name: &str| people.knows(name);
    let columns = people.named(&names(job.columns, &known))?;
    let mut plans = Vec::new();
    for name in names(job.rows, &known) {
        for row in people.named(std::slice::from_ref(&name))? {
            let of_row = |(question, _): &&(String, Net)| people.names(row).contains(question);
            let nets = job.nets.iter().filter(of_row).map(|(_, net)| net.clone()).collect();
            plans.push(Plan { row, title: None, columns: columns.clone(), nets, asked_for: name != "all" });
        }
    }
    people.crossed(job, &plans)
}

/// The table book of a study that was read and tagged: the tables that it describes, or one for every question, over the
/// columns of the job.
pub(super) fn book(
    job: &CrosstabJob<'_>,
    (study, survey, tags): (&Study, &Survey<'_>, &[Vec<Tags>]),
) -> Result<Crossed, StudyError> {
    let people = People::new(study, survey, tags);
    let banner = people.named(job.columns)?;
    let mut plans = Vec::new();
    for BookTable { rows, title, columns, nets } in &study.tables {
        let columns = columns.as_ref().map_or(Ok(banner.clone()), |columns| people.named(columns))?;
        for row in people.named(std::slice::from_ref(rows))? {
            let (title, columns, nets) = (title.clone(), columns.clone(), nets.clone());
            plans.push(Plan { row, title, columns, nets, asked_for: rows != "all" });
        }
    }
    if study.tables.is_empty() {
        let plan = |row| Plan { row, title: None, columns: banner.clone(), nets: Vec::new(), asked_for: false };
        plans.extend(people.every().into_iter().map(plan));
    }
    people.crossed(job, &plans)
}

/// Rows by their names, each over columns of its own; a row that cannot be put together with its columns is left out.
pub(super) fn each_over(
    job: &CrosstabJob<'_>,
    (study, survey, tags): (&Study, &Survey<'_>, &[Vec<Tags>]),
    wanted: &[(String, Vec<String>)],
) -> Result<Crossed, StudyError> {
    let people = People::new(study, survey, tags);
    let mut plans = Vec::new();
    for (row, columns) in wanted {
        let columns = people.named(columns)?;
        for row in people.named(std::slice::from_ref(row))? {
            plans.push(Plan { row, title: None, columns: columns.clone(), nets: Vec::new(), asked_for: false });
        }
    }
    people.crossed(job, &plans)
}

/// A question that can be crossed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reference {
    /// The place of a closed question in the study; variables stand behind them.
    Closed(usize),
    /// An open question, and a group of its themes.
    Themes(usize, usize),
}

/// One row question over columns.
struct Plan {
    row: Reference,
    title: Option<String>,
    columns: Vec<Reference>,
    nets: Vec<Net>,
    /// Whether somebody named its row question; one of all is left out where it cannot be put together with the columns.
    asked_for: bool,
}

struct People<'p> {
    study: &'p Study,
    survey: &'p Survey<'p>,
    coded: Vec<Coded<'p>>,
}

impl<'p> People<'p> {
    fn new(study: &'p Study, survey: &'p Survey<'p>, tags: &'p [Vec<Tags>]) -> Self {
        let coded = survey.questions.iter().zip(tags).map(|(question, tags)| {
            let comments = &question.comments.comments;
            let reasons = set_aside(comments, &question.open.set_aside);
            decide(&question.codebook, comments, tags, reasons, &question.codings, study.themes.source)
        });
        Self { study, survey, coded: coded.collect() }
    }

    fn groups(&self, open: usize) -> Vec<usize> {
        let codebook = &self.survey.questions[open].codebook;
        (0..codebook.groups.len()).filter(|group| codebook.themes_of(*group).next().is_some()).collect()
    }

    /// How many closed questions and variables there are.
    fn closed(&self) -> usize {
        self.study.closed.len() + self.study.variables.len()
    }

    fn every(&self) -> Vec<Reference> {
        let closed = (0..self.closed()).map(Reference::Closed);
        let themes = |open: usize| self.groups(open).into_iter().map(move |group| Reference::Themes(open, group));
        closed.chain((0..self.survey.questions.len()).flat_map(themes)).collect()
    }

    fn is_number(&self, reference: Reference) -> bool {
        let Reference::Closed(place) = reference else { return false };
        self.study.asked_at(place).is_some_and(|(_, _, kind)| kind == Kind::Number)
    }

    /// What a question can be called, its id first.
    fn names(&self, reference: Reference) -> Vec<String> {
        match reference {
            Reference::Closed(place) => self.study.asked_at(place).map(|(id, ..)| id.to_owned()).into_iter().collect(),
            Reference::Themes(open, group) => {
                let question = &self.survey.questions[open];
                let long = format!("{}.{}", question.open.id, question.codebook.groups[group].id);
                let short = question.open.id.clone();
                if self.groups(open).len() == 1 { vec![short, long] } else { vec![long, short] }
            }
        }
    }

    fn knows(&self, name: &str) -> bool {
        let numbers = (0..self.closed()).map(Reference::Closed);
        numbers.chain(self.every()).any(|of| self.names(of).iter().any(|known| known == name))
    }

    fn named(&self, names: &[String]) -> Result<Vec<Reference>, Diagnostic> {
        let mut found: Vec<Reference> = Vec::new();
        for name in names {
            let every = self.every();
            let numbers = (0..self.closed()).map(Reference::Closed);
            let known = numbers.chain(every.iter().copied());
            let mut of: Vec<Reference> = known.filter(|of| self.names(*of).contains(name)).collect();
            if name == "all" && of.is_empty() {
                of = every;
            }
            if of.is_empty() {
                return Err(self.unknown(name));
            }
            for reference in of {
                if !found.contains(&reference) {
                    found.push(reference);
                }
            }
        }
        Ok(found)
    }

    fn unknown(&self, name: &str) -> Diagnostic {
        if name == crate::measure::answers::POLL_ID && self.study.poll.is_some() {
            let found = "the poll is known by its totals, expected answers person by person".to_owned();
            return self.study.mistake(
                "[poll]",
                found,
                "cross a `[[question]]`, or the themes of an open question".to_owned(),
            );
        }
        let names: Vec<String> = self.every().into_iter().flat_map(|of| self.names(of)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        self.study.mistake(name, format!("there is no question `{name}`"), did_you_mean(name, &names))
    }

    fn crossed(&self, job: &CrosstabJob<'_>, plans: &[Plan]) -> Result<Crossed, StudyError> {
        let mut crossed = Crossed { compare: job.compare, hide_below: job.hide_below, ..Crossed::default() };
        crossed.filter.clone_from(&self.survey.filtered);
        for plan in plans {
            let wanted: Vec<Reference> = std::iter::once(plan.row).chain(plan.columns.iter().copied()).collect();
            if let (Err(apart), false) = (self.joined(&wanted), plan.asked_for) {
                let found = format!("`{}` is in no table: {}", self.names(plan.row).swap_remove(0), apart.message);
                crossed.warnings.push(Diagnostic { severity: Severity::Warning, message: found, ..apart });
                continue;
            }
            let mut people = self.gather(&wanted, job, &mut crossed.warnings)?;
            // Of all questions, numbers are shown by their means; one that somebody names, by its values too.
            if !plan.asked_for && self.is_number(plan.row) && !plan.columns.contains(&plan.row) {
                let row = people.questions.remove(0);
                people.questions.insert(0, row.into_numbers());
            }
            let shown = people.shown.clone();
            for net in &plan.nets {
                people.questions[0].add_net(net, &shown)?;
            }
            let Some((row, columns)) = people.questions.split_first() else { continue };
            let mut question = cross(&people, row, &columns.iter().collect::<Vec<_>>(), job.compare)?;
            question.title = plan.title.clone().unwrap_or(question.title);
            crossed.questions.push(question);
        }
        if crossed.questions.is_empty() {
            let found = "the study has no question whose answers can be counted".to_owned();
            return Err(self
                .study
                .mistake("\0", found, "declare a `[[question]]`, or themes in a codebook".to_owned())
                .into());
        }
        hide_small(&mut crossed);
        Ok(crossed)
    }

    fn gather(
        &self,
        wanted: &[Reference],
        job: &CrosstabJob<'_>,
        warnings: &mut Vec<Diagnostic>,
    ) -> Result<Gathered, StudyError> {
        let joined = self.joined(wanted)?;
        let everyone = self.everyone(wanted, joined);
        let questions = wanted.iter().map(|of| {
            let asked = self.asked(*of, joined, &everyone, warnings)?;
            match job.bands.iter().find(|bands| self.names(*of).contains(&bands.question)) {
                Some(bands) => bands.of(asked, "study.toml"),
                None => Ok(asked),
            }
        });
        let people = Gathered {
            shown: "study.toml".to_owned(),
            questions: questions.collect::<Result<_, Diagnostic>>()?,
            weights: self.weights(wanted, joined, &everyone, job.weight)?,
            drawn: self.drawn(joined, &everyone)?,
            respondents: everyone.lines.len(),
        };
        people.weigh_something()?;
        Ok(people)
    }

    fn source(&self, reference: Reference) -> Option<&'p Source> {
        match reference {
            Reference::Closed(place) => match self.study.closed.get(place) {
                Some(closed) => self.study.sources_of(closed.place()).pop(),
                None => {
                    let newest = |read: &SourceAnswers<'_>| {
                        read.places.iter().zip(&read.newest).any(|(at, newest)| *at == place && *newest)
                    };
                    self.survey.answers.iter().find(|read| newest(read)).map(|read| read.source)
                }
            },
            Reference::Themes(open, _) => Some(self.survey.questions[open].source),
        }
    }

    fn asked(
        &self,
        reference: Reference,
        joined: Joined,
        everyone: &Everyone<'p>,
        warnings: &mut Vec<Diagnostic>,
    ) -> Result<Asked, Diagnostic> {
        match reference {
            Reference::Closed(place) => {
                let newest = self.source(reference).map(|source| &source.id);
                let of = |read: &&SourceAnswers<'_>| Some(&read.source.id) == newest && read.places.contains(&place);
                let read = self.survey.answers.iter().find(of);
                let answered = read.and_then(|read| {
                    let at = read.places.iter().position(|known| *known == place)?;
                    Some((read, read.responses.questions.get(at)?.clone()))
                });
                let Some((read, answered)) = answered else {
                    return Err(self.unknown(self.study.asked_at(place).map_or("", |(id, ..)| id)));
                };
                let mut places = vec![None; everyone.lines.len()];
                for response in 0..read.responses.lines.len() {
                    if let Some(person) = everyone.places.get(&of_response(read, response, joined)) {
                        places[*person] = Some(response);
                    }
                }
                Ok(Asked::of(answered, &read.source.file.display().to_string())?.taken(&places))
            }
            Reference::Themes(open, group) => Ok(self.themes(reference, (open, group), joined, everyone, warnings)),
        }
    }

    fn themes(
        &self,
        reference: Reference,
        (open, group): (usize, usize),
        joined: Joined,
        everyone: &Everyone<'p>,
        warnings: &mut Vec<Diagnostic>,
    ) -> Asked {
        let (question, coded) = (&self.survey.questions[open], &self.coded[open]);
        let themes: Vec<usize> = question.codebook.themes_of(group).collect();
        let mut chosen: Vec<Option<Vec<u32>>> = vec![None; everyone.lines.len()];
        let mut apart = 0_usize;
        for comment in coded.counted() {
            let key = of_comment(question, &coded.comments[comment], joined);
            let Some(person) = everyone.places.get(&key) else {
                apart += 1;
                continue;
            };
            let shown = chosen[*person].get_or_insert_default();
            let of = (0..).zip(&themes).filter(|(_, theme)| coded.shown[comment][**theme]).map(|(place, _)| place);
            shown.extend(of);
            shown.sort_unstable();
            shown.dedup();
        }
        if apart > 0 && self.filtered().is_none() {
            let place = Place::file(question.source.file.display().to_string());
            let found = format!("{apart} comments of `{}` belong to no response and are in no table", question.open.id);
            let warning = Diagnostic::warning(place, found);
            if !warnings.contains(&warning) {
                warnings.push(warning);
            }
        }
        let of_group = if self.groups(open).len() > 1 {
            format!(" ({})", question.codebook.groups[group].label)
        } else {
            String::new()
        };
        Asked {
            id: self.names(reference).swap_remove(0),
            text: format!("{}{of_group}", question.open.question),
            labels: themes.iter().map(|theme| question.codebook.themes[*theme].label.clone()).collect(),
            given: Chosen::Several(chosen),
            values: Vec::new(),
            nets: Vec::new(),
        }
    }
}
