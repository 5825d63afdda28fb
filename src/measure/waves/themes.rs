//! The themes of an open question over its waves: of authors and of comments, and of weighted respondents.
//!
//! Comments of one author are not drawn apart, so only shares of authors, and of respondents by author, get bounds.

use super::change::Given;
use super::series::{Measured, Of, change_of, item};
use super::weighted::Weighted;
use super::{Unit, Value, WaveItem};
use crate::measure::estimates::clusters;
use crate::measure::{Coded, Frequencies, WeightedComments, frequencies};

/// A row for each theme and each unit that is counted.
pub(super) fn theme_items(measured: &[Measured<'_>], allowed: bool) -> Vec<WaveItem> {
    let Some(newest) = measured.iter().rev().find_map(coded) else { return Vec::new() };
    let all: Vec<Option<Frequencies>> = measured.iter().map(|one| coded(one).map(frequencies)).collect();
    let frequency = |one: &Measured<'_>, theme: usize| {
        let place = measured.iter().position(|other| std::ptr::eq(other, one))?;
        all[place].as_ref()?.themes.get(theme)
    };
    let weighted = measured.iter().any(|one| matches!(one.of, Of::Open(_, Some(_))));
    let people = if weighted { Unit::Commented } else { Unit::Authors };
    let mut rows = Vec::new();
    for unit in [people, Unit::Comments] {
        for (theme, declared) in newest.codebook.themes.iter().enumerate() {
            let value = |one: &Measured<'_>| {
                let found = frequency(one, theme)?;
                Some(match unit {
                    Unit::Commented => Value::Weighted(of_respondents(one, theme)?),
                    Unit::Comments => Value::Share(found.comments),
                    _ => Value::Share(found.authors),
                })
            };
            let compared = |before: &Measured<'_>, after: &Measured<'_>, one, two| {
                let people = (unit != Unit::Comments && after.wave.same_people)
                    .then(|| (showing(before, theme), showing(after, theme)));
                let people = people.as_ref().map(|(one, two)| (one, two));
                change_of(before.wave.id, (one, two), people, allowed && unit != Unit::Comments)
            };
            rows.push(item((unit, &declared.id, &declared.label), measured, &value, &compared));
        }
    }
    rows
}

fn coded<'m, 'a>(one: &'m Measured<'a>) -> Option<&'m Coded<'a>> {
    if let Of::Open(coded, _) = &one.of { Some(coded) } else { None }
}

/// The weighted share of the respondents whose comment is counted and shows a theme; rows by one author are a cluster.
fn of_respondents(one: &Measured<'_>, theme: usize) -> Option<Weighted> {
    let Of::Open(coded, Some(WeightedComments { design, comments })) = &one.of else { return None };
    let counted = |row: usize| {
        let comment = comments.get(row).copied().flatten()?;
        coded.set_aside[comment].is_none().then_some(comment)
    };
    let weights = design.weights;
    let clusters = clusters(coded, weights.len(), counted);
    let holds = |row: usize| counted(row).map(|comment| coded.shown[comment][theme]);
    Some(Weighted::share(weights, clusters.as_deref(), &holds))
}

/// Which authors show a theme, by id.
fn showing<'m>(one: &'m Measured<'_>, theme: usize) -> Given<'m> {
    let mut given = Given::default();
    let Some(coded) = coded(one) else { return given };
    for comment in coded.counted() {
        let author = coded.comments[comment].author.as_deref().filter(|_| one.wave.known);
        *given.entry(author.unwrap_or_default()).or_insert(false) |= coded.shown[comment][theme];
    }
    given
}
