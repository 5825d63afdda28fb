//! What a picture shows of the options of a closed question: weighted shares where the responses have weights.
//!
//! The shares are `measure`'s; how they are drawn is each chart's.

use crate::ingest::responses::Kind;
use crate::measure::answers::{AnswerBreakdown, AnswerOption};
use crate::measure::wording::{answers_headline, counted_headline, percent};
use crate::measure::{Bounds, Estimate, FOOTNOTE, Grounds, Results, Share, largest_remainder};

/// An option as it is shown.
pub struct Weighed<'a> {
    /// The option.
    pub option: &'a AnswerOption,
    /// Its share of those who answered, weighted or not.
    pub share: f64,
    /// The share in words: `41%`.
    pub value: String,
    /// The percentage of labels that are rounded together.
    points: Option<u64>,
    /// Its interval, where the sample allows one.
    pub bounds: Option<Bounds>,
}

/// The options of a question as they are shown.
pub struct Options<'a> {
    found: &'a AnswerBreakdown,
    /// Whether their shares are weighted; `None` where there are no weights.
    pub weighted: Option<bool>,
    /// The options in the order shown: the largest share first, a scale in its order, what stands apart last.
    pub all: Vec<Weighed<'a>>,
}

/// The options of a question: with weighted shares, where each of them has one.
pub fn options<'a>(results: &Results, found: &'a AnswerBreakdown) -> Options<'a> {
    let estimate = |option: &AnswerOption| {
        let own = |of: &&Estimate| of.question == found.id && of.theme.is_none();
        results.estimates.iter().filter(own).find(|of| of.label == option.label)
    };
    let by_design = results.about.sample.intervals() == Some(Grounds::Design);
    let weigh = |option: &'a AnswerOption| {
        let estimate = estimate(option).filter(|of| of.weighted)?;
        let share = estimate.share?;
        Some(Weighed { option, share, value: shown(share), points: None, bounds: estimate.bounds })
    };
    let count = |option: &'a AnswerOption| Weighed {
        option,
        share: found.of_answered(option).value().unwrap_or_default(),
        value: percent(found.of_answered(option)),
        points: None,
        bounds: estimate(option).and_then(|of| of.bounds).filter(|_| by_design),
    };
    let has_weights = results.has_weights(found);
    let weighted: Option<Vec<Weighed<'a>>> = found.options.iter().filter(|_| has_weights).map(weigh).collect();
    let weighted = weighted.filter(|all| !all.is_empty());
    let is_weighted = weighted.is_some();
    // The intervals of counts are not those of weighted people.
    let bare = |one: Weighed<'a>| Weighed { bounds: one.bounds.filter(|_| !has_weights), ..one };
    let mut all = weighted.unwrap_or_else(|| found.options.iter().map(count).map(bare).collect());
    if results.about.sum_to_100 && !is_weighted {
        round_together(found, &mut all);
    }
    if found.kind != Kind::Scale {
        all.sort_by(|a, b| b.share.total_cmp(&a.share));
    }
    all.sort_by_key(|one| found.stands_apart(one.option));
    Options { found, weighted: has_weights.then_some(is_weighted), all }
}

/// Labels that sum to 100, where each person gave one answer; `all` is in the order of the options.
fn round_together(found: &AnswerBreakdown, all: &mut [Weighed<'_>]) {
    let counts: Vec<u64> = all.iter().map(|one| one.option.count).collect();
    let whole = matches!(found.kind, Kind::Single | Kind::Scale) && counts.iter().sum::<u64>() == found.answered;
    for (one, points) in all.iter_mut().zip(largest_remainder(&counts).filter(|_| whole).unwrap_or_default()) {
        (one.value, one.points) = (format!("{points}%"), Some(points));
    }
}

fn shown(share: f64) -> String {
    format!("{:.0}%", 100.0 * share)
}

impl Options<'_> {
    /// The headline that speaks of the shares shown.
    pub fn headline(&self, results: &Results) -> String {
        match self.weighted {
            Some(true) => answers_headline(self.found, results),
            _ => counted_headline(self.found, results),
        }
    }

    /// A subtitle that says, where there are weights, whether they are used.
    pub fn subtitle(&self, subtitle: String) -> String {
        match self.weighted {
            Some(true) => format!("{subtitle}, weighted"),
            Some(false) => format!("{subtitle}, unweighted"),
            None => subtitle,
        }
    }

    /// What stands below the picture where its labels are rounded together.
    pub fn footnote(&self) -> Option<String> {
        self.all.iter().any(|one| one.points.is_some()).then(|| FOOTNOTE.to_owned())
    }

    /// The share of some options together, and as shown; people who may give several answers are counted once each.
    pub fn together<'s>(&self, of: impl Iterator<Item = &'s Weighed<'s>>) -> (f64, String) {
        let (mut share, mut count, mut points) = (0.0, 0, Some(0));
        for one in of {
            (share, count) = (share + one.share, count + one.option.count);
            points = points.zip(one.points).map(|(sum, points)| sum + points);
        }
        let all = Share::new(count, self.found.answered);
        match (self.weighted, points) {
            (Some(true), _) => (share, shown(share)),
            (_, Some(points)) => (share, format!("{points}%")),
            _ => (all.value().unwrap_or_default(), percent(all)),
        }
    }

    /// The option with the largest share, the first declared of those that tie; `None` where nobody chose any.
    pub fn top(&self) -> Option<&Weighed<'_>> {
        let place = |one: &Weighed<'_>| self.found.options.iter().position(|option| std::ptr::eq(option, one.option));
        let chosen = self.all.iter().filter(|one| one.share > 0.0);
        chosen.min_by(|a, b| b.share.total_cmp(&a.share).then_with(|| place(a).cmp(&place(b))))
    }
}
