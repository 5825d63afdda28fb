//! How well the tagger agrees with a human coder, theme by theme.
//!
//! The bounds of F1 are `bootstrap`'s, those of precision and recall `interval`'s. What is scored is always the tagger,
//! never a reviewed decision.
//!
//! # What it answers
//! Of what the tagger tags, how much would the coder? Of what the coder sees, how much does the tagger find?
//!
//! # Formula
//! Over the cells (comment, theme) that the coder read and decided, in comments counted: precision = both / tagged,
//! recall = both / coded, F1 = 2 both / (tagged + coded). *micro* sums the cells of all themes of the group. A missing
//! row is not read; `?` is left out and counted. Comments that the split does not name are in `tune`.
//!
//! # Assumptions and when not to use it
//! The coder is taken to be right. Scores on `tune`, which was open while patterns were written, are too good, and have no
//! bounds: judge by `test`.
//!
//! # Reference
//! van Rijsbergen, C. J. (1979). *Information Retrieval*, chapter 7.
//!
//! # Example
//! Two right, one tagged wrongly, none missed: precision 2/3, recall 1, F1 0.8.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::bootstrap::{Tally, f1_bounds};
use super::coded::yes_or_no;
use super::{Bounds, Coded, Share, wilson};
use crate::ingest::{Coding, Half};

/// Precision, recall and F1 of the tagger against a human coding.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// Theme id, or `micro` for all themes of the group together.
    pub theme: String,
    /// Comments tagged that the coder coded `1`, of the comments tagged.
    pub precision: Share,
    /// 95% Wilson interval of the precision; `None` where nothing was tagged.
    pub precision_bounds: Option<Bounds>,
    /// Comments tagged that the coder coded `1`, of the comments that the coder coded `1`.
    pub recall: Share,
    /// 95% Wilson interval of the recall; `None` where nothing was coded.
    pub recall_bounds: Option<Bounds>,
    /// Harmonic mean of the two; `None` where it is not defined.
    pub f1: Option<f64>,
    /// 95% percentile interval over seeded resamples of the comments.
    pub f1_bounds: Option<Bounds>,
}

impl Scores {
    /// Patterns were fitted to comments that were open: an interval would not speak of the tagger's error elsewhere.
    fn without_bounds(&mut self) {
        (self.precision_bounds, self.recall_bounds, self.f1_bounds) = (None, None, None);
    }
}

/// The scores on one half of the coded comments.
#[derive(Debug, Clone, PartialEq)]
pub struct HalfAgreement {
    /// `test` (not seen while patterns were written), `tune`, or `all` where the study has no split.
    pub half: String,
    /// Comments counted in which the coder decided on at least one theme of the group.
    pub comments: u64,
    /// One entry a theme, in the codebook's order, then `micro`.
    pub scores: Vec<Scores>,
}

impl HalfAgreement {
    /// *macro*: the mean of a score over the themes on which it is defined, and how many those are.
    #[must_use]
    pub fn macro_mean(&self, of: fn(&Scores) -> Option<f64>) -> (Option<f64>, u64) {
        let themes = &self.scores[..self.scores.len().saturating_sub(1)];
        let defined: Vec<f64> = themes.iter().filter_map(of).collect();
        let mean = (!defined.is_empty()).then(|| defined.iter().sum::<f64>() / defined.len() as f64);
        (mean, defined.len() as u64)
    }
}

/// Agreement of the tagger with one coder on the themes of one group.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// The coder: the name of the coding file without its extension.
    pub coder: String,
    /// Id of the group.
    pub group: String,
    /// The halves, `test` first.
    pub halves: Vec<HalfAgreement>,
    /// Cells coded `?`, left out.
    pub undecided: u64,
}

/// The agreement with each coder on each group of the codebook, coder by coder; not with those who `settled`
/// disagreements: they decided on the hard cells only, and saw what the tagger says.
#[must_use]
pub fn agreement(
    coded: &Coded,
    codings: &[(String, Vec<Coding>)],
    settled: &[String],
    split: &BTreeMap<String, Half>,
) -> Vec<Agreement> {
    let groups = 0..coded.codebook.groups.len();
    let jobs: Vec<(&String, &[Coding], usize)> = codings
        .iter()
        .filter(|(coder, _)| !settled.contains(coder))
        .flat_map(|(coder, codings)| groups.clone().map(move |group| (coder, codings.as_slice(), group)))
        .collect();
    // Each job draws from its own generator, so the number of threads does not show.
    jobs.par_iter().map(|(coder, codings, group)| with_coder(coded, coder, codings, *group, split)).collect()
}

fn with_coder(
    coded: &Coded,
    coder: &str,
    codings: &[Coding],
    group: usize,
    split: &BTreeMap<String, Half>,
) -> Agreement {
    let themes: Vec<usize> = coded.codebook.themes_of(group).collect();
    let (read, undecided) = tallies(coded, codings, &themes);
    let half = |name: &str, keep: &dyn Fn(&str) -> bool| {
        let kept = read.iter().filter(|(comment, _)| keep(&coded.comments[**comment].id));
        let kept: Vec<Vec<Tally>> = kept.map(|(_, tallies)| tallies.clone()).collect();
        let mut scores = scores(coded, &themes, &kept);
        if name == Half::Tune.id() {
            scores.iter_mut().for_each(Scores::without_bounds);
        }
        HalfAgreement { half: name.to_owned(), comments: kept.len() as u64, scores }
    };
    let halves = if split.is_empty() {
        vec![half("all", &|_| true)]
    } else {
        let is_test = |id: &str| split.get(id) == Some(&Half::Test);
        vec![half(Half::Test.id(), &is_test), half(Half::Tune.id(), &|id| !is_test(id))]
    };
    Agreement { coder: coder.to_owned(), group: coded.codebook.groups[group].id.clone(), halves, undecided }
}

/// For each comment counted that the coder read, its tallies by theme; and the number of cells left undecided.
fn tallies(coded: &Coded, codings: &[Coding], themes: &[usize]) -> (BTreeMap<usize, Vec<Tally>>, u64) {
    let place: HashMap<&str, usize> =
        coded.counted().map(|comment| (coded.comments[comment].id.as_str(), comment)).collect();
    let (mut read, mut undecided) = (BTreeMap::new(), 0);
    for coding in codings {
        let theme = coded.codebook.theme(&coding.theme).and_then(|theme| themes.iter().position(|of| *of == theme));
        let (Some(&comment), Some(column)) = (place.get(coding.comment.as_str()), theme) else { continue };
        let Some(decided) = yes_or_no(coding.decision) else {
            undecided += 1;
            continue;
        };
        let tagged = coded.tags[comment].shows(themes[column]);
        let cell = Tally {
            both: u64::from(tagged && decided),
            tagged: u64::from(tagged && !decided),
            coded: u64::from(!tagged && decided),
        };
        read.entry(comment).or_insert_with(|| vec![Tally::default(); themes.len()])[column] = cell;
    }
    (read, undecided)
}

fn scores(coded: &Coded, themes: &[usize], comments: &[Vec<Tally>]) -> Vec<Scores> {
    let of_theme = |column: usize| comments.iter().map(|cells| cells[column]).fold(Tally::default(), Tally::plus);
    let mut tallies: Vec<Tally> = (0..themes.len()).map(of_theme).collect();
    tallies.push(tallies.iter().copied().fold(Tally::default(), Tally::plus));
    let names = themes.iter().map(|theme| coded.codebook.themes[*theme].id.as_str()).chain(["micro"]);
    let bounds = f1_bounds(comments, themes.len());
    names.zip(tallies).zip(bounds).map(|((name, tally), bounds)| score(name, tally, bounds)).collect()
}

fn score(theme: &str, tally: Tally, f1_bounds: Option<Bounds>) -> Scores {
    let precision = Share::new(tally.both, tally.both + tally.tagged);
    let recall = Share::new(tally.both, tally.both + tally.coded);
    Scores {
        theme: theme.to_owned(),
        precision,
        precision_bounds: wilson(precision),
        recall,
        recall_bounds: wilson(recall),
        f1: tally.f1(),
        f1_bounds,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Decision;
    use crate::measure::fixture::{Fixture, coding};

    fn answers(themes: &[&str]) -> Vec<Coding> {
        let yes = |(at, own): (usize, &&str)| {
            let decision = |theme: &str| if theme == *own { Decision::Yes } else { Decision::No };
            ["t1", "t2", "t3"].map(|theme| coding(&format!("c{}", at + 1), theme, decision(theme)))
        };
        themes.iter().enumerate().flat_map(yes).collect()
    }

    /// The example of scikit-learn's `precision_recall_fscore_support`, y = [0,1,2,0,1,2] and ŷ = [0,2,1,0,0,1]:
    /// macro precision 0.22222, recall 0.33333, F1 0.26667; micro 0.33333.
    #[test]
    fn scores_are_those_of_scikit_learn() {
        let tagged = ["t1", "t3", "t2", "t1", "t1", "t2"].map(|theme| ("", theme));
        let study = Fixture::new(&tagged);
        let codings = [("reference".to_owned(), answers(&["t1", "t2", "t3", "t1", "t2", "t3"]))];
        let found = agreement(&study.coded(), &codings, &[], &BTreeMap::new());
        let half = &found[0].halves[0];
        assert_eq!((half.half.as_str(), half.comments), ("all", 6));
        let mean = |of: fn(&Scores) -> Option<f64>| half.macro_mean(of).0.unwrap();
        assert!((mean(|scores| scores.precision.value()) - 0.222_22).abs() < 5e-6);
        assert!((mean(|scores| scores.recall.value()) - 0.333_33).abs() < 5e-6);
        assert!((mean(|scores| scores.f1) - 0.266_67).abs() < 5e-6);
        let micro = &half.scores[3];
        assert_eq!(
            (micro.theme.as_str(), micro.precision, micro.recall),
            ("micro", Share::new(2, 6), Share::new(2, 6))
        );
        assert!((micro.f1.unwrap() - 0.333_33).abs() < 5e-6);
    }

    #[test]
    fn unread_cells_are_not_scored_and_halves_are_kept_apart() {
        let study = Fixture::new(&[("", "t1"), ("", "t1"), ("", "t1"), ("", "t1")]);
        let rows = vec![
            coding("c1", "t1", Decision::Yes),
            coding("c2", "t1", Decision::No),
            coding("c3", "t1", Decision::Undecided),
        ];
        let split = BTreeMap::from([("c1".to_owned(), Half::Test)]);
        let found = agreement(&study.coded(), &[("r".to_owned(), rows)], &[], &split);
        let topic = &found[0];
        assert_eq!((topic.undecided, found.len()), (1, 2));
        let halves: Vec<(&str, u64, Share)> =
            topic.halves.iter().map(|half| (half.half.as_str(), half.comments, half.scores[0].precision)).collect();
        assert_eq!(halves, [("test", 1, Share::new(1, 1)), ("tune", 1, Share::new(0, 1))]);
        assert!(topic.halves[0].scores[0].precision_bounds.is_some());
        assert_eq!(topic.halves[1].scores[0].precision_bounds, None);
        assert_eq!(topic.halves[0].scores[1].f1, None);
        assert_eq!(topic.halves[0].scores[1].f1_bounds, None);
    }
}
