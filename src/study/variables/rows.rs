//! For which responses an expression holds: answers, cells of other columns, themes of comments.

use std::collections::{BTreeMap, HashMap};

use crate::condition::{Ask, Comparison, Condition, DateStyle, Fault, Logic, Quantity, Value};
use crate::diag::did_you_mean;
use crate::ingest::responses::{Answered, Answers, Kind, NumberStyle, QuestionSpec};
use crate::measure::{decide, set_aside};
use crate::study::{Question, Study, Survey};
use crate::tag::Tags;
use crate::text::{Span, fold};

/// Responses, and by which names an expression may ask for what is known of them.
#[derive(Debug, Default)]
pub struct Rows<'a> {
    respondents: usize,
    columns: BTreeMap<&'a str, &'a Answered>,
    derived: BTreeMap<String, Answered>,
    themes: Vec<Themes>,
    /// Options of a question that other waves have, folded.
    elsewhere: BTreeMap<&'a str, Vec<String>>,
}

/// The themes that the comments on one open question show.
#[derive(Debug)]
struct Themes {
    question: String,
    ids: Vec<String>,
    /// For each response the themes that its comment shows; `None` where no comment is counted.
    shown: Vec<Option<Vec<bool>>>,
}

impl<'a> Rows<'a> {
    /// So many responses of which nothing is known yet.
    #[must_use]
    pub fn new(respondents: usize) -> Self {
        Self { respondents, ..Self::default() }
    }

    /// The same, with the answers to a question by a name.
    #[must_use]
    pub fn with(mut self, name: &'a str, answered: &'a Answered) -> Self {
        self.columns.insert(name, answered);
        self
    }

    /// Everything that is known of the responses of a source.
    pub(super) fn of_study(study: &'a Study, survey: &'a Survey<'_>, place: usize, tags: &[Vec<Tags>]) -> Self {
        let read = &survey.answers[place];
        let ids = read.places.iter().filter_map(|&place| Some(study.asked_at(place)?.0));
        let mut rows = Self::new(read.responses.ids.len());
        rows.columns.extend(ids.zip(&read.responses.questions));
        rows.columns.extend(read.asked.iter().map(|answered| (answered.spec.id.as_str(), answered)));
        let of_source = |question: &&Question<'_>| question.source.id == read.source.id;
        if study.has_waves(&read.source.id) {
            rows.elsewhere.extend(study.closed.iter().map(|closed| (closed.id.as_str(), closed.every_option())));
        }
        if super::asked::ask_for_themes(study) {
            let questions =
                survey.questions.iter().chain(&survey.earlier).zip(tags).filter(|(question, _)| of_source(question));
            rows.themes =
                questions.map(|(question, tags)| Themes::of(study, question, tags, &read.responses.lines)).collect();
        }
        rows
    }

    /// Adds a variable that was made.
    pub(super) fn make(&mut self, answered: Answered) {
        self.derived.insert(answered.spec.id.clone(), answered);
    }

    /// How many responses there are.
    #[must_use]
    pub fn respondents(&self) -> usize {
        self.respondents
    }

    fn named(&self, name: &str, span: Span) -> Result<&Answered, Fault> {
        self.derived.get(name).or_else(|| self.columns.get(name).copied()).ok_or_else(|| {
            let names: Vec<&str> =
                self.columns.keys().copied().chain(self.derived.keys().map(String::as_str)).collect();
            Fault {
                span,
                message: format!("there is no question or column `{name}`"),
                hint: did_you_mean(name, &names),
            }
        })
    }

    /// A name that the expression asks for and that is not there.
    pub(super) fn lacks(&self, logic: &Logic) -> Option<Fault> {
        let mut lacks = None;
        logic.visit(&mut |part| {
            let found = match part {
                Logic::Condition(condition, span) => self.named(column(condition), *span).err(),
                Logic::Theme(name, span) => self.theme(name, *span).err(),
                _ => None,
            };
            lacks = lacks.take().or(found);
        });
        lacks
    }

    /// For each response whether the expression holds.
    ///
    /// # Errors
    /// It asks for something that is not there, or compares dates of which day and month cannot be told apart.
    pub fn holds(&self, logic: &Logic) -> Result<Vec<bool>, Fault> {
        match logic {
            Logic::And(parts) => self.each(parts, true, |one, other| one && other),
            Logic::Or(parts) => self.each(parts, false, |one, other| one || other),
            Logic::Not(inner) => Ok(self.holds(inner)?.into_iter().map(|holds| !holds).collect()),
            Logic::Condition(condition, span) => {
                let name = column(condition);
                let elsewhere = self.elsewhere.get(name).map(Vec::as_slice).unwrap_or_default();
                fulfilled(&condition.ask, self.named(name, *span)?, (name, elsewhere), *span)
            }
            Logic::Theme(name, span) => {
                let (themes, theme) = self.theme(name, *span)?;
                Ok(themes.shown.iter().map(|shown| shown.as_ref().is_some_and(|shown| shown[theme])).collect())
            }
        }
    }

    fn each(&self, parts: &[Logic], start: bool, join: fn(bool, bool) -> bool) -> Result<Vec<bool>, Fault> {
        let mut whole = vec![start; self.respondents];
        for part in parts {
            whole.iter_mut().zip(self.holds(part)?).for_each(|(whole, holds)| *whole = join(*whole, holds));
        }
        Ok(whole)
    }

    /// For each response whether it says something of anything that the expression asks for.
    ///
    /// # Errors
    /// As [`Rows::holds`].
    pub fn known(&self, logic: &Logic) -> Result<Vec<bool>, Fault> {
        let mut known = vec![false; self.respondents];
        let mut mark = |says: Vec<bool>| known.iter_mut().zip(says).for_each(|(known, says)| *known |= says);
        let mut wrong = None;
        logic.visit(&mut |part| {
            let says = match part {
                Logic::Condition(condition, span) => self.named(column(condition), *span).map(answered),
                Logic::Theme(name, span) => {
                    self.theme(name, *span).map(|(themes, _)| themes.shown.iter().map(Option::is_some).collect())
                }
                _ => return,
            };
            match says {
                Ok(says) => mark(says),
                Err(fault) => wrong = Some(fault),
            }
        });
        wrong.map_or(Ok(known), Err)
    }

    /// `@theme`, or `@question.theme` where several questions have it.
    fn theme(&self, name: &str, span: Span) -> Result<(&Themes, usize), Fault> {
        let of = |themes: &'_ Themes, id: &str| themes.ids.iter().position(|own| own == id);
        let mut found = self.themes.iter().filter_map(|themes| Some((themes, of(themes, name)?)));
        match (found.next(), found.next()) {
            (Some(found), None) => return Ok(found),
            (Some((themes, _)), Some(_)) => {
                let message = format!("several open questions have the theme `{name}`");
                return Err(Fault { span, message, hint: format!("write `@{}.{name}`", themes.question) });
            }
            _ => {}
        }
        let within = name.split_once('.').and_then(|(question, id)| {
            let themes = self.themes.iter().find(|themes| themes.question == question)?;
            Some((themes, of(themes, id)?))
        });
        within.ok_or_else(|| {
            let ids: Vec<&str> = self.themes.iter().flat_map(|themes| themes.ids.iter().map(String::as_str)).collect();
            let message = format!("no open question of these responses has the theme `{name}`");
            let hint = if ids.is_empty() {
                "themes are those of open questions of the same source".to_owned()
            } else {
                did_you_mean(name, &ids)
            };
            Fault { span, message, hint }
        })
    }
}

impl Themes {
    fn of(study: &Study, question: &Question<'_>, tags: &[Tags], lines: &[u64]) -> Self {
        let comments = &question.comments.comments;
        let aside = set_aside(comments, &question.open.set_aside);
        let mut coded = decide(&question.codebook, comments, tags, aside, &question.codings, study.themes.source);
        let counted = comments.iter().enumerate().filter(|(place, _)| coded.set_aside[*place].is_none());
        let places: HashMap<u64, usize> = counted.map(|(place, comment)| (comment.line, place)).collect();
        let shown = lines.iter().map(|line| Some(std::mem::take(&mut coded.shown[*places.get(line)?])));
        let shown = shown.collect();
        let ids = question.codebook.themes.iter().map(|theme| theme.id.clone()).collect();
        Self { question: question.open.id.clone(), ids, shown }
    }
}

/// The name of the column that a condition asks for.
pub(super) fn column(condition: &Condition) -> &str {
    match &condition.quantity {
        Quantity::Column(name) => name,
        Quantity::Words => "words",
        Quantity::Characters => "characters",
    }
}

fn answered(of: &Answered) -> Vec<bool> {
    match &of.answers {
        Answers::One { chosen, .. } => chosen.iter().map(Option::is_some).collect(),
        Answers::Several { chosen, .. } => chosen.iter().map(Option::is_some).collect(),
        Answers::Numbers(numbers) => numbers.iter().map(Option::is_some).collect(),
        Answers::Texts(texts) => texts.iter().map(Option::is_some).collect(),
    }
}

fn fulfilled(ask: &Ask, of: &Answered, (name, elsewhere): (&str, &[String]), span: Span) -> Result<Vec<bool>, Fault> {
    let nothing = ask.of_nothing();
    Ok(match &of.answers {
        Answers::One { options, chosen } => {
            let fits = fitting(ask, &of.spec, (options, elsewhere), span)?;
            chosen.iter().map(|one| one.map_or(nothing, |one| fits[one as usize])).collect()
        }
        Answers::Several { options, chosen } => {
            let fits = fitting(ask, &of.spec, (options, elsewhere), span)?;
            let each = matches!(ask, Ask::Is(Comparison::Unequal, _));
            let holds = |places: &Vec<u32>| match each {
                true => places.iter().all(|place| fits[*place as usize]),
                false => places.iter().any(|place| fits[*place as usize]),
            };
            chosen.iter().map(|several| several.as_ref().map_or(nothing, holds)).collect()
        }
        Answers::Numbers(numbers) => {
            numbers.iter().map(|number| number.map_or(nothing, |number| ask.of_number(number))).collect()
        }
        Answers::Texts(texts) => {
            let cells = || texts.iter().flatten().map(String::as_str);
            let days = days(ask, cells(), name, span)?;
            let (style, _) = NumberStyle::of(cells());
            let holds = |cell: &String| ask.of_cell(cell, |cell| style.read(cell), |cell| days.read(cell));
            texts.iter().map(|cell| cell.as_ref().map_or(nothing, holds)).collect()
        }
    })
}

/// How days are written, where days are asked for.
fn days<'c>(ask: &Ask, cells: impl Iterator<Item = &'c str>, name: &str, span: Span) -> Result<DateStyle, Fault> {
    if !ask.values().iter().any(|value| matches!(value, Value::Date(_))) {
        return Ok(DateStyle::Plain);
    }
    DateStyle::of(cells).ok_or_else(|| Fault {
        span,
        message: format!("day and month of the dates in `{name}` cannot be told apart"),
        hint: "write the dates as 2024-05-31".to_owned(),
    })
}

/// For each option whether it fulfils what is asked; those of a scale stand for their numbers too.
fn fitting(
    ask: &Ask,
    spec: &QuestionSpec,
    (options, elsewhere): (&[String], &[String]),
    span: Span,
) -> Result<Vec<bool>, Fault> {
    for value in ask.values() {
        if let Value::Text(text) = value
            && !text.is_empty()
            && !spec.options.is_empty()
            && !options.iter().any(|option| fold(option.trim()) == *text)
            && !elsewhere.contains(text)
        {
            let labels: Vec<&str> = options.iter().map(String::as_str).collect();
            let message = format!("`{}` has no answer “{text}”", spec.id);
            return Err(Fault { span, message, hint: did_you_mean(text, &labels) });
        }
    }
    let labels = || options.iter().map(String::as_str);
    let days = days(ask, labels(), &spec.id, span)?;
    let (style, _) = NumberStyle::of(labels());
    let number = |place: usize, label: &str| {
        let own = || style.read(label);
        match spec.kind {
            Kind::Scale if !spec.values.is_empty() => spec.values.get(place).copied(),
            Kind::Scale => own().or((place < spec.options.len()).then_some(place as f64 + 1.0)),
            _ => own(),
        }
    };
    let fits =
        |(place, label): (usize, &String)| ask.of_cell(label, |label| number(place, label), |label| days.read(label));
    Ok(options.iter().enumerate().map(fits).collect())
}
