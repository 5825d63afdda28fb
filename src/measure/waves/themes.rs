//! The themes of an open question over its waves: of authors and of comments, and of weighted respondents.
//!
//! Comments of one author are not drawn apart, so only shares of authors, and of respondents by author, get bounds.

use super::rows::{Numbers, Rows, as_number};
use super::series::{Measured, Of, item};
use super::{Unit, WaveItem};
use crate::measure::estimates::clusters;
use crate::measure::{Coded, WeightedComments};

/// A row for each theme and each unit that is counted.
pub(super) fn theme_items(measured: &[Measured<'_>], allowed: bool) -> Vec<WaveItem> {
    let Some(newest) = measured.iter().rev().find_map(coded) else { return Vec::new() };
    let weighted = measured.iter().any(|one| matches!(one.of, Of::Open(_, Some(_), _)));
    let people = if weighted { Unit::Commented } else { Unit::Authors };
    let mut items = Vec::new();
    for unit in [people, Unit::Comments] {
        for (theme, declared) in newest.codebook.themes.iter().enumerate() {
            let named = (unit, declared.id.as_str(), declared.label.as_str());
            items.push(match unit {
                Unit::Commented => item(named, measured, &|one| of_respondents(one, theme), allowed),
                Unit::Comments => item(named, measured, &|one| of_comments(one, theme), allowed),
                _ => item(named, measured, &|one| of_authors(one, theme), allowed),
            });
        }
    }
    items
}

/// Whose the rows of a wave are: of the responses where they are weighted, else of the authors of the comments counted.
pub(super) fn people<'a>(
    known: bool,
    (coded, authors, weights): (&Coded<'a>, &[Vec<usize>], Option<WeightedComments<'a>>),
    ids: &'a [String],
    numbers: &mut Numbers<'a>,
) -> Vec<Option<u32>> {
    let mut of = |comment: usize| {
        let number = numbers.of(coded.comments[comment].author.as_deref()?);
        number.filter(|_| known)
    };
    let Some(WeightedComments { comments, .. }) = weights else {
        return authors.iter().map(|all| of(*all.first()?)).collect();
    };
    let mut people: Vec<Option<u32>> = comments.iter().map(|comment| of((*comment)?)).collect();
    // Who wrote nothing is somebody all the same: the number of people is that of everybody drawn.
    for (row, id) in ids.iter().enumerate().filter(|(row, _)| comments.get(*row) == Some(&None)) {
        people[row] = numbers.of(id).filter(|_| known);
    }
    people
}

fn coded<'m, 'a>(one: &'m Measured<'a>) -> Option<&'m Coded<'a>> {
    if let Of::Open(coded, ..) = &one.of { Some(coded) } else { None }
}

/// Of the respondents whose comment is counted, those whose comment shows a theme; rows by one author are a cluster.
fn of_respondents<'m>(one: &'m Measured<'_>, theme: usize) -> Option<Rows<'m>> {
    let Of::Open(coded, Some(WeightedComments { design, comments }), _) = &one.of else { return None };
    let counted = |row: usize| {
        let comment = comments.get(row).copied().flatten()?;
        coded.set_aside[comment].is_none().then_some(comment)
    };
    let weights = design.weights;
    let shows = |row: usize| counted(row).map(|comment| as_number(coded.shown[comment][theme]));
    let clusters = clusters(coded, weights.len(), counted);
    let values = (0..weights.len()).map(shows).collect();
    Some(Rows { clusters, ..Rows::new(values, Some(*design), &one.people) })
}

/// Of the authors of the comments counted, those with one that shows a theme.
fn of_authors<'m>(one: &'m Measured<'_>, theme: usize) -> Option<Rows<'m>> {
    let Of::Open(coded, _, authors) = &one.of else { return None };
    let shows = |all: &Vec<usize>| Some(as_number(all.iter().any(|comment| coded.shown[*comment][theme])));
    let values = authors.iter().map(shows).collect();
    Some(Rows { values, weights: None, drawn: None, clusters: None, people: &one.people })
}

/// Of the comments counted, those that show a theme.
fn of_comments<'m>(one: &'m Measured<'_>, theme: usize) -> Option<Rows<'m>> {
    let coded = coded(one)?;
    let values = coded.counted().map(|comment| Some(as_number(coded.shown[comment][theme]))).collect();
    Some(Rows { values, weights: None, drawn: None, clusters: None, people: &[] })
}
