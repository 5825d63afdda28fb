//! Questions whose answers can be counted, and the people who were asked them.

use super::Net;
use crate::diag::{Diagnostic, Place, did_you_mean};
use crate::ingest::responses::{Answered, Answers};
use crate::measure::crosstab::{Given, Side};
use crate::measure::design_based::{Drawn, SurveyDesign};

/// A question with answers to choose from.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub id: String,
    /// What was asked.
    pub text: String,
    pub labels: Vec<String>,
    pub given: Chosen,
    /// The number of each answer, where means can be made of them; else none.
    pub values: Vec<Option<f64>>,
    /// The nets of its answers: what each is called, and their places.
    pub nets: Vec<(String, Vec<u32>)>,
}

/// What each person answered.
#[derive(Debug, Clone)]
pub(super) enum Chosen {
    One(Vec<Option<u32>>),
    Several(Vec<Option<Vec<u32>>>),
    /// Numbers with more values than a table has rows: only means are made of them.
    Numbers(Vec<Option<f64>>),
}

/// People with their answers, in one order.
#[derive(Debug, Clone, Default)]
pub(super) struct Gathered {
    /// The file in messages.
    pub shown: String,
    pub questions: Vec<Asked>,
    pub weights: Option<Vec<f64>>,
    /// How they were drawn, where more is known of it than weights.
    pub drawn: Option<Drawn>,
    pub respondents: usize,
}

impl Gathered {
    /// The weights of the people, and how they were drawn; `None` where they have neither.
    pub(super) fn design(&self) -> Option<SurveyDesign<'_>> {
        let weights = self.weights.as_deref();
        match &self.drawn {
            Some(drawn) => Some(drawn.design(weights)),
            None => weights.map(SurveyDesign::weighted),
        }
    }

    /// Weights that leave nobody are refused: every share would be of nothing.
    pub(super) fn weigh_something(&self) -> Result<(), Diagnostic> {
        let Some(weights) = self.weights.as_ref().filter(|weights| weights.iter().sum::<f64>() <= 0.0) else {
            return Ok(());
        };
        let found = format!("the weights of all {} responses are zero, expected one above zero", weights.len());
        Err(Diagnostic::error(Place::file(&self.shown), found).hint("name another column, or none"))
    }
}

/// Numbers that are taken as answers: of a question with more of them only means are made.
const MOST_NUMBERS: usize = 50;

impl Asked {
    /// A question as it was read.
    pub(super) fn of(answered: Answered, shown: &str) -> Result<Self, Diagnostic> {
        let Answered { mut spec, answers } = answered;
        let (id, text) = (std::mem::take(&mut spec.id), std::mem::take(&mut spec.question));
        let refused = |what: &str| {
            let found = format!("the question `{id}` {what}, expected one with answers to choose from");
            Diagnostic::error(Place::file(shown), found).hint("`verbatims inspect` shows the kind of each question")
        };
        let (labels, given, values) = match answers {
            Answers::One { options, chosen } => {
                let numbers = spec.numbers(&options);
                (options, Chosen::One(chosen), numbers)
            }
            Answers::Several { options, chosen } => (options, Chosen::Several(chosen), Vec::new()),
            Answers::Texts(_) => return Err(refused("is a text")),
            Answers::Numbers(numbers) => {
                let values = values(&numbers);
                if values.len() > MOST_NUMBERS {
                    let given = Chosen::Numbers(numbers);
                    return Ok(Self { id, text, labels: Vec::new(), given, values: Vec::new(), nets: Vec::new() });
                }
                let place = |value: f64| u32::try_from(values.partition_point(|other| *other < value)).ok();
                let chosen = numbers.iter().map(|number| number.and_then(place)).collect();
                let labels = values.iter().map(f64::to_string).collect();
                (labels, Chosen::One(chosen), values.into_iter().map(Some).collect())
            }
        };
        Ok(Self { id, text, labels, given, values, nets: Vec::new() })
    }

    /// The same question with nothing but means of its numbers; any other as it is.
    pub(super) fn into_numbers(self) -> Self {
        let Chosen::One(chosen) = &self.given else { return self };
        if self.values.is_empty() {
            return self;
        }
        let number = |place: u32| *self.values.get(place as usize)?;
        let numbers = chosen.iter().map(|place| place.and_then(number)).collect();
        Self { labels: Vec::new(), values: Vec::new(), given: Chosen::Numbers(numbers), ..self }
    }

    /// The question as the columns of a table.
    pub(super) fn columns(&self, shown: &str) -> Result<Side<'_>, Diagnostic> {
        if let Chosen::Numbers(numbers) = &self.given {
            let many = values(numbers).len();
            let found =
                format!("the question `{}` is a number with {many} values, expected answers to choose from", self.id);
            let hint =
                format!("put it into bands: `--bands '{}:18,30,45'`; in a study, a `[[variable]]` does", self.id);
            return Err(Diagnostic::error(Place::file(shown), found).hint(hint));
        }
        Ok(self.side())
    }

    /// The question as a side of a table.
    pub(super) fn side(&self) -> Side<'_> {
        let given = match &self.given {
            Chosen::One(chosen) => Given::One(chosen),
            Chosen::Several(chosen) => Given::Several(chosen),
            Chosen::Numbers(numbers) => Given::Numbers(numbers),
        };
        Side { id: &self.id, labels: &self.labels, given, nets: &self.nets }
    }

    /// The answers of the people whose places are named, in that order; `None` stands for somebody who was not asked.
    pub(super) fn taken(self, places: &[Option<usize>]) -> Self {
        let given = match self.given {
            Chosen::One(chosen) => {
                Chosen::One(places.iter().map(|place| place.and_then(|place| chosen[place])).collect())
            }
            Chosen::Several(mut chosen) => {
                Chosen::Several(places.iter().map(|place| place.and_then(|place| chosen[place].take())).collect())
            }
            Chosen::Numbers(numbers) => {
                Chosen::Numbers(places.iter().map(|place| place.and_then(|place| numbers[place])).collect())
            }
        };
        Self { given, ..self }
    }

    /// Adds a net of its answers.
    pub(super) fn add_net(&mut self, net: &Net, shown: &str) -> Result<(), Diagnostic> {
        let labels: Vec<&str> = self.labels.iter().map(String::as_str).collect();
        let wrong = |found: String, hint: String| Diagnostic::error(Place::file(shown), found).hint(hint);
        let mut of = Vec::with_capacity(net.of.len());
        for answer in &net.of {
            let place = labels.iter().position(|label| label.trim() == answer.trim()).ok_or_else(|| {
                let found = format!("the net `{}`: `{answer}` is no answer to `{}`", net.label, self.id);
                wrong(found, did_you_mean(answer, &labels))
            })?;
            of.extend(u32::try_from(place));
        }
        if of.is_empty() || labels.contains(&net.label.as_str()) {
            let found = format!("the net `{}` of `{}` has no answers, or is called as one of them", net.label, self.id);
            return Err(wrong(
                found,
                "name the answers that it counts together, and call it something else".to_owned(),
            ));
        }
        of.sort_unstable();
        of.dedup();
        self.nets.push((net.label.clone(), of));
        Ok(())
    }
}

/// The different values of a question for a number.
fn values(numbers: &[Option<f64>]) -> Vec<f64> {
    let mut values: Vec<f64> = numbers.iter().flatten().copied().collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    values
}
