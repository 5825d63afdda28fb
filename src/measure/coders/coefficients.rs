//! The coefficients of agreement for each theme and each group, over all coders and over each two of them.
//!
//! # What it answers
//! How far do the coders decide alike: the people among themselves, and with the tagger?
//!
//! # Formula
//! A unit is a comment counted on which a person decided. A theme: yes or no; `?` is no decision. Percent agreement,
//! Cohen's kappa (two coders), Fleiss' kappa, Gwet's AC1 over two categories, Krippendorff's alpha (nominal). A group: the
//! set of its themes that a coder sees in a comment, of coders who decided on every theme of it; alpha with MASI's and
//! with Jaccard's distance. Each is given over the people, over all coders, and over each two.
//!
//! # Assumptions and when not to use it
//! Coders independent of each other: codings that settle disagreements are left out. Where the study holds out comments
//! a set with the tagger is judged by these only, because patterns were written with the others in sight.
//!
//! # Reference
//! See `reliability`.
//!
//! # Example
//! Two people who agree on 35 of 50 comments, with 25 and 30 times yes: 70%, kappa 0.4.

use rayon::prelude::*;

use super::{Panel, TAGGER};
use crate::ingest::{Decision, Half};
use crate::measure::Bounds;
use crate::measure::coded::yes_or_no;
use crate::measure::proportion::LEVEL;
use crate::measure::reliability::{
    Alpha, Level, SetDistance, alpha, alpha_bounds, chance_bounds, cohen, fleiss, gwet_ac1, percent_agreement,
};

/// The agreement of some coders on a theme, or on the themes of a group together.
#[derive(Debug, Clone, PartialEq)]
pub struct Coefficients {
    /// Who: names, or how many.
    pub coders: String,
    /// `test` where only comments held out count, else `all`.
    pub half: &'static str,
    /// Id of the group.
    pub group: String,
    /// Id of the theme; `None` for the set of the themes of the group.
    pub theme: Option<String>,
    /// Comments on which at least two of them decided.
    pub units: u64,
    /// The coefficients.
    pub measures: Vec<Measured>,
}

/// One coefficient.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// Its name.
    pub measure: &'static str,
    /// Its value; `None` where it is not defined.
    pub value: Option<f64>,
    /// Its interval.
    pub bounds: Option<Bounds>,
    /// Why it has no value, or no interval.
    pub undefined: Option<&'static str>,
}

/// Every coefficient of a question: the people, all coders, each two; group by group, theme by theme.
#[must_use]
pub fn coefficients(panel: &Panel<'_>) -> Vec<Coefficients> {
    let codebook = panel.coded.codebook;
    let groups = 0..codebook.groups.len();
    let of_group = |group: usize| {
        codebook.themes_of(group).map(Some).chain([None]).map(|theme| (group, theme)).collect::<Vec<_>>()
    };
    let subjects: Vec<(usize, Option<usize>)> = groups.flat_map(of_group).collect();
    let coders = coder_sets(panel);
    let jobs: Vec<(&Set, (usize, Option<usize>))> =
        coders.iter().flat_map(|set| subjects.iter().map(move |subject| (set, *subject))).collect();
    // Each job draws from its own generator, so the number of threads does not show.
    jobs.par_iter().map(|(set, (group, theme))| of_set(panel, set, *group, *theme)).collect()
}

/// Some of the coders, by place; the place after the last person is the tagger.
struct Set {
    name: String,
    coders: Vec<usize>,
    half: &'static str,
}

fn coder_sets(panel: &Panel<'_>) -> Vec<Set> {
    let people = panel.people.len();
    let all = people + usize::from(panel.with_tagger);
    let mut members: Vec<Vec<usize>> = vec![(0..people).collect(), (0..all).collect()];
    members.extend((0..all).flat_map(|first| (first + 1..all).map(move |second| vec![first, second])));
    let mut sets: Vec<Set> = Vec::new();
    for coders in members {
        if coders.len() > 1 && !sets.iter().any(|set| set.coders == coders) {
            sets.push(set(panel, coders));
        }
    }
    sets
}

fn set(panel: &Panel<'_>, coders: Vec<usize>) -> Set {
    const NAMED: usize = 4;
    let has_tagger = coders.contains(&panel.people.len());
    let name = |coder: &usize| panel.people.get(*coder).map_or(TAGGER, |person| person.name.as_str());
    let name = match coders.len() {
        ..=NAMED => coders.iter().map(name).collect::<Vec<_>>().join(" + "),
        many if has_tagger => format!("{} people + {TAGGER}", many - 1),
        many => format!("{many} people"),
    };
    Set { name, coders, half: if has_tagger && panel.is_split { Half::Test.id() } else { "all" } }
}

fn of_set(panel: &Panel<'_>, set: &Set, group: usize, theme: Option<usize>) -> Coefficients {
    let groups = &panel.coded.codebook.groups;
    let (units, measures) = match theme {
        Some(theme) => categories(&ratings(panel, set, theme), set.coders.len(), 2),
        None => sets(&set_ratings(panel, set, group)),
    };
    Coefficients {
        coders: set.name.clone(),
        half: set.half,
        group: groups[group].id.clone(),
        theme: theme.map(|theme| panel.coded.codebook.themes[theme].id.clone()),
        units,
        measures,
    }
}

/// What a coder of a set decided: yes, no, or nothing.
fn decided(panel: &Panel<'_>, coder: usize, comment: usize, theme: usize) -> Option<bool> {
    match panel.people.get(coder) {
        Some(person) => person.decision(comment, theme).and_then(yes_or_no),
        None => Some(panel.coded.tags[comment].shows(theme)),
    }
}

fn units(panel: &Panel<'_>, set: &Set, theme: usize) -> Vec<usize> {
    let held_out_only = set.half == Half::Test.id();
    panel.read(theme).into_iter().filter(|comment| !held_out_only || panel.held_out.contains(comment)).collect()
}

/// What the coders of a set decided on the comments on which one of its people did. Without this the tagger, who reads
/// everything, would weigh in with comments that none of them decided on.
fn ratings(panel: &Panel<'_>, set: &Set, theme: usize) -> Vec<Vec<Option<u32>>> {
    let of = |comment: usize| {
        let decided = |coder: &usize| decided(panel, *coder, comment, theme).map(u32::from);
        set.coders.iter().map(decided).collect::<Vec<_>>()
    };
    let people = set.coders.iter().filter(|coder| **coder < panel.people.len()).count();
    let units = units(panel, set, theme).into_iter().map(of);
    // The tagger stands behind the people.
    units.filter(|unit| unit[..people].iter().any(Option::is_some)).collect()
}

fn set_ratings(panel: &Panel<'_>, set: &Set, group: usize) -> Vec<Vec<Option<Vec<u32>>>> {
    let themes: Vec<usize> = panel.coded.codebook.themes_of(group).collect();
    let Some(first) = themes.first() else { return Vec::new() };
    let of_coder = |comment: usize, coder: usize| {
        let mut shown = Vec::new();
        for (place, theme) in themes.iter().enumerate() {
            if decided(panel, coder, comment, *theme)? {
                shown.push(place as u32);
            }
        }
        Some(shown)
    };
    // Who decided on every theme decided on the first.
    let comments = units(panel, set, *first).into_iter();
    comments.map(|comment| set.coders.iter().map(|coder| of_coder(comment, *coder)).collect()).collect()
}

fn twice<T>(ratings: &[Vec<Option<T>>]) -> u64 {
    ratings.iter().filter(|unit| unit.iter().flatten().count() > 1).count() as u64
}

/// The coefficients of decisions that are one of so many categories, and the units with at least two.
pub(super) fn categories(ratings: &[Vec<Option<u32>>], coders: usize, count: usize) -> (u64, Vec<Measured>) {
    let units = twice(ratings);
    let why = undefined(units);
    let bounds = chance_bounds(ratings, count, LEVEL);
    let mut found = vec![measured("percent", percent_agreement(ratings), bounds.percent, why)];
    if coders == 2 {
        let kappa = cohen(ratings, LEVEL);
        found.push(measured("cohen", kappa.map(|found| found.kappa), kappa.map(|found| found.bounds), why));
    }
    found.push(measured("fleiss", fleiss(ratings).map(|found| found.value), bounds.fleiss, why));
    found.push(measured("ac1", gwet_ac1(ratings, count).map(|found| found.value), bounds.ac1, why));
    let numbers: Vec<Vec<Option<f64>>> =
        ratings.iter().map(|unit| unit.iter().map(|value| value.map(f64::from)).collect()).collect();
    let decisions = Alpha::numbers(&numbers, Level::Nominal);
    found.push(measured("alpha", alpha(&decisions), alpha_bounds(&decisions, LEVEL), why));
    (units, found)
}

/// The coefficients of decisions that are sets, and the units with at least two.
pub(super) fn sets(ratings: &[Vec<Option<Vec<u32>>>]) -> (u64, Vec<Measured>) {
    let units = twice(ratings);
    let why = undefined(units);
    let of = |measure, distance| {
        let decisions = Alpha::sets(ratings, distance);
        measured(measure, alpha(&decisions), alpha_bounds(&decisions, LEVEL), why)
    };
    (units, vec![of("alpha_masi", SetDistance::Masi), of("alpha_jaccard", SetDistance::Jaccard)])
}

const NOTHING_IN_COMMON: &str = "no comment was decided by two of them";
const ALIKE: &str = "all decisions are alike, so that chance alone explains them";

/// Why a coefficient of so many units has no value.
pub(super) fn undefined(units: u64) -> &'static str {
    if units == 0 { NOTHING_IN_COMMON } else { ALIKE }
}

const NO_INTERVAL: &str = "no interval: defined in too few resamples, or too many large sets that differ";

pub(super) fn measured(
    measure: &'static str,
    value: Option<f64>,
    bounds: Option<Bounds>,
    why: &'static str,
) -> Measured {
    let undefined = match (value, bounds) {
        (None, _) => Some(why),
        (Some(_), None) => Some(NO_INTERVAL),
        (Some(_), Some(_)) => None,
    };
    Measured { measure, value, bounds: value.and(bounds), undefined }
}

/// Whether two decisions are a yes and a no.
pub(super) fn differ(decisions: impl Iterator<Item = Decision>) -> bool {
    let (mut yes, mut no) = (false, false);
    for decision in decisions {
        yes |= decision == Decision::Yes;
        no |= decision == Decision::No;
    }
    yes && no
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::ingest::Coding;
    use crate::measure::fixture::{Fixture, coding};

    fn rows(theme: &str, decisions: &[Option<bool>]) -> Vec<Coding> {
        let decision = |yes: bool| if yes { Decision::Yes } else { Decision::No };
        let row = |(at, decided): (usize, &Option<bool>)| {
            decided.map(|yes| coding(&format!("c{}", at + 1), theme, decision(yes)))
        };
        decisions.iter().enumerate().filter_map(row).collect()
    }

    fn value(found: &[Coefficients], coders: &str, theme: Option<&str>, measure: &str) -> Option<f64> {
        let of = found.iter().find(|of| of.coders == coders && of.theme.as_deref() == theme).unwrap();
        of.measures.iter().find(|one| one.measure == measure).unwrap().value
    }

    fn near(found: Option<f64>, expected: f64) {
        assert!((found.unwrap() - expected).abs() < 1e-9, "{found:?} {expected}");
    }

    /// `tests/reference/agreement.py`: statsmodels, irrCAC and krippendorff on the same decisions.
    #[test]
    fn three_coders_give_the_values_of_other_programs() {
        let study = Fixture::new(&[("", ""); 10]);
        let (y, n, x) = (Some(true), Some(false), None);
        let codings = [
            ("anna".to_owned(), rows("t1", &[y, y, y, n, n, n, n, n, n, x])),
            ("ben".to_owned(), rows("t1", &[y, y, n, n, n, y, n, n, x, n])),
            ("cleo".to_owned(), rows("t1", &[y, n, y, n, n, n, n, n, n, n])),
        ];
        let coded = study.coded();
        let panel = Panel::new(&coded, &codings, &[], &BTreeMap::new(), false);
        let found = coefficients(&panel);
        let all = "anna + ben + cleo";
        near(value(&found, all, Some("t1"), "percent"), 0.8);
        near(value(&found, all, Some("t1"), "fleiss"), 0.488_636_363_636);
        near(value(&found, all, Some("t1"), "ac1"), 0.671_532_846_715);
        near(value(&found, all, Some("t1"), "alpha"), 0.493_75);
        near(value(&found, "anna + ben", Some("t1"), "cohen"), 0.466_666_666_666_666_7);
        assert_eq!(found.iter().filter(|of| of.theme.as_deref() == Some("t1")).count(), 4);
    }

    #[test]
    fn what_is_not_defined_says_why_and_is_not_one() {
        let study = Fixture::new(&[("", ""); 4]);
        let (y, n, x) = (Some(true), Some(false), None);
        let codings = [
            ("anna".to_owned(), [rows("t1", &[n, n, x, x]), rows("t2", &[y, n, x, x])].concat()),
            ("ben".to_owned(), [rows("t1", &[n, n, x, x]), rows("t2", &[x, x, y, n])].concat()),
        ];
        let coded = study.coded();
        let found = coefficients(&Panel::new(&coded, &codings, &[], &BTreeMap::new(), false));
        let why = |theme: &str, measure: &str| {
            let of = found.iter().find(|of| of.theme.as_deref() == Some(theme)).unwrap();
            let one = of.measures.iter().find(|one| one.measure == measure).unwrap();
            (of.units, one.value, one.undefined)
        };
        assert_eq!(why("t1", "percent"), (2, Some(1.0), None));
        assert_eq!(why("t1", "alpha"), (2, None, Some(ALIKE)));
        assert_eq!(why("t1", "cohen"), (2, None, Some(ALIKE)));
        assert_eq!(why("t2", "percent"), (0, None, Some(NOTHING_IN_COMMON)));
        assert_eq!(why("t3", "alpha"), (0, None, Some(NOTHING_IN_COMMON)));
    }

    #[test]
    fn a_set_with_the_tagger_is_judged_by_the_comments_held_out() {
        let study = Fixture::new(&[("", "t1"), ("", ""), ("", "t1"), ("", "")]);
        let codings = [("anna".to_owned(), rows("t1", &[Some(true), Some(true), Some(false), None]))];
        let split = BTreeMap::from([("c1".to_owned(), Half::Test), ("c4".to_owned(), Half::Test)]);
        let coded = study.coded();
        let found = coefficients(&Panel::new(&coded, &codings, &[], &split, true));
        let theme = found.iter().find(|of| of.theme.as_deref() == Some("t1")).unwrap();
        assert_eq!((theme.coders.as_str(), theme.half, theme.units), ("anna + tagger", "test", 1));
        let open = coefficients(&Panel::new(&coded, &codings, &[], &BTreeMap::new(), true));
        assert_eq!((open[0].half, open[0].units), ("all", 3));
    }
}
