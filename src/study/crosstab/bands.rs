//! Numbers put into bands for one run: `age:18,30,45,65`. What a study keeps of bands is a `[[variable]]`.

use super::asked::{Asked, Chosen};
use crate::diag::{Diagnostic, Place};

/// Bands of a question for a number.
#[derive(Debug, Clone, PartialEq)]
pub struct Bands {
    /// The question as somebody names it.
    pub question: String,
    /// Where each band begins, rising; the last has no end.
    pub starts: Vec<f64>,
}

impl Bands {
    /// The bands in `QUESTION:18,30,45`; `None` where it is none of that form.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        let (question, starts) = given.rsplit_once(':')?;
        let starts: Vec<f64> = starts.split(',').map(|start| start.trim().parse().ok()).collect::<Option<_>>()?;
        let rise = starts.windows(2).all(|pair| pair[0] < pair[1]) && starts.iter().all(|start| start.is_finite());
        let question = question.trim().to_owned();
        (rise && !starts.is_empty() && !question.is_empty()).then_some(Self { question, starts })
    }

    /// What the bands are called, what lies below them first.
    fn labels(&self, whole: bool) -> Vec<String> {
        let (first, last) = (self.starts.first(), self.starts.last());
        let between = self.starts.windows(2).map(|pair| match pair {
            [start, next] if whole && *next == start + 1.0 => start.to_string(),
            [start, next] if whole => format!("{start}–{}", next - 1.0),
            pair => format!("{} to under {}", pair[0], pair[1]),
        });
        let below = first.map(|start| format!("under {start}"));
        below.into_iter().chain(between).chain(last.map(|start| format!("{start}+"))).collect()
    }

    /// The question with bands as its answers.
    ///
    /// # Errors
    /// It is no question for a number.
    pub(super) fn of(&self, asked: Asked, shown: &str) -> Result<Asked, Diagnostic> {
        let numbers: Vec<Option<f64>> = match &asked.given {
            Chosen::Numbers(numbers) => numbers.clone(),
            Chosen::One(chosen) if asked.values.iter().any(Option::is_some) => {
                chosen.iter().map(|place| *asked.values.get((*place)? as usize)?).collect()
            }
            Chosen::One(_) | Chosen::Several(_) => {
                let found = format!("the question `{}` has answers to choose from, expected a number", asked.id);
                return Err(Diagnostic::error(Place::file(shown), found)
                    .hint("bands are of numbers; answers are put together with `--net`"));
            }
        };
        let whole = numbers.iter().flatten().chain(&self.starts).all(|number| number.fract() == 0.0);
        let place = |number: f64| self.starts.partition_point(|start| *start <= number);
        let below = numbers.iter().flatten().any(|number| place(*number) == 0);
        let skipped = usize::from(!below);
        let chosen = |number: f64| u32::try_from(place(number).saturating_sub(skipped)).ok();
        Ok(Asked {
            labels: self.labels(whole).split_off(skipped),
            given: Chosen::One(numbers.iter().map(|number| number.and_then(chosen)).collect()),
            values: Vec::new(),
            ..asked
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(numbers: &[f64]) -> Asked {
        let given = Chosen::Numbers(numbers.iter().map(|number| Some(*number)).chain([None]).collect());
        let (id, text) = ("age".to_owned(), "Age".to_owned());
        Asked { id, text, labels: Vec::new(), given, values: Vec::new(), nets: Vec::new() }
    }

    fn banded(given: &str, numbers: &[f64]) -> (Vec<String>, Vec<Option<u32>>) {
        let found = Bands::parse(given).unwrap().of(asked(numbers), "in.csv").unwrap();
        let Chosen::One(chosen) = found.given else { panic!("{:?}", found.given) };
        (found.labels, chosen)
    }

    #[test]
    fn a_number_is_in_the_band_that_begins_at_it() {
        let (labels, chosen) = banded("age:18,30,31", &[18.0, 29.0, 30.0, 31.0, 99.0]);
        assert_eq!(labels, ["18–29", "30", "31+"]);
        assert_eq!(chosen, [Some(0), Some(0), Some(1), Some(2), Some(2), None]);
        let (labels, chosen) = banded("age:18,30", &[17.5, 29.9]);
        assert_eq!(
            (labels, chosen),
            (vec!["under 18".to_owned(), "18 to under 30".to_owned(), "30+".to_owned()], vec![Some(0), Some(1), None])
        );
    }

    #[test]
    fn bands_rise_and_are_of_numbers() {
        for wrong in ["age", "age:", ":18", "age:30,18", "age:18,18", "age:old", "age:inf"] {
            assert_eq!(Bands::parse(wrong), None, "{wrong}");
        }
        let words = Asked { given: Chosen::One(vec![Some(0)]), labels: vec!["yes".to_owned()], ..asked(&[]) };
        assert!(Bands::parse("age:18").unwrap().of(words, "in.csv").is_err());
    }
}
