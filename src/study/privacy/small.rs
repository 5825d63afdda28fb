//! Small counts of closed questions kept out of every output, with others from which they could be computed.
//!
//! `publish.hide_below` says which counts are small. What is hidden of crosstabs is `measure::crosstab::hide`'s; here the
//! breakdown of each question is thinned, so that tables, charts and sentences cannot show what is gone.

use crate::ingest::responses::Kind;
use crate::measure::answers::AnswerBreakdown;
use crate::measure::wording::{counted, quoted};
use crate::measure::{CheckResult, Results};

/// Takes answers of fewer than `below` people out of the results; a sentence for each question of which some are gone.
pub(in crate::study) fn hide_small_counts(results: &mut Results, below: u64) -> Vec<String> {
    let mut said = Vec::new();
    // A poll is published with its counts.
    for found in results.answers.iter_mut().filter(|found| found.source.is_some()) {
        let hidden = hidden(&found.options.iter().map(|option| option.count).collect::<Vec<_>>(), below);
        let gone: Vec<String> = labels(found, &hidden);
        if gone.is_empty() {
            continue;
        }
        let mut places = hidden.iter();
        found.options.retain(|_| places.next().is_none_or(|hidden| !hidden));
        // A mean is one more sum from which a count could be computed.
        (found.spread, found.top_two) = (None, None);
        let of_question = |question: &str, label: &String| question == found.id && gone.contains(label);
        results.estimates.retain(|estimate| !of_question(&estimate.question, &estimate.label));
        results.uppers.retain(|estimate| estimate.question != found.id);
        for question in &mut results.questions {
            question.typical.retain(|term| !term.by.as_ref().is_some_and(|by| of_question(by, &term.group)));
        }
        let treatment = &mut results.treatment;
        let weightings = treatment.weighting.iter_mut().chain(&mut treatment.earlier_weightings);
        for margin in weightings.flat_map(|weighting| &mut weighting.margins) {
            margin.groups.retain(|group| !of_question(&margin.question, &group.label));
        }
        hide_of_claims(results.claims.iter_mut().flat_map(|claim| &mut claim.checks), &found.id);
        said.push(format!(
            "{} to {} not shown: fewer than {below} people gave one of them, and others would tell how many.",
            counted(gone.len() as u64, "answer", "answers"),
            quoted(&found.question) + if gone.len() == 1 { " is" } else { " are" },
        ));
    }
    let gone = results.waves.as_mut().map_or(0, |waves| super::small_waves::hide(waves, below));
    if gone > 0 {
        let shares = counted(gone, "share", "shares");
        said.push(format!("{shares} of answers in single waves are not shown, for the same reason."));
    }
    said
}

/// A claim on a question whose answers are hidden keeps its verdict, and not the number.
fn hide_of_claims<'c>(checks: impl Iterator<Item = &'c mut CheckResult>, question: &str) {
    let plain = |name: &str| name.replace('`', "").to_lowercase();
    let kinds =
        ["answers", "asked", "answered", "mean", "median", "top_two", "weighted", "weighted_mean", "weighted_median"];
    let names = kinds.map(|kind| plain(&format!("{kind}.{question}")));
    for check in checks {
        let quantity = plain(&check.quantity);
        if names.iter().any(|name| quantity.contains(name)) {
            (check.value, check.shown) = (None, "not shown".to_owned());
        }
    }
}

fn labels(found: &AnswerBreakdown, hidden: &[bool]) -> Vec<String> {
    if found.kind == Kind::Number {
        return Vec::new();
    }
    found.options.iter().zip(hidden).filter(|(_, hidden)| **hidden).map(|(option, _)| option.label.clone()).collect()
}

/// Which counts are hidden: small ones; and, while what is hidden is one count, or ones alone, or sums to less than
/// `below`, the smallest that is left.
pub(super) fn hidden(counts: &[u64], below: u64) -> Vec<bool> {
    let mut hidden: Vec<bool> = counts.iter().map(|count| (1..below).contains(count)).collect();
    if !hidden.contains(&true) {
        return hidden;
    }
    loop {
        let sum: u64 = counts.iter().zip(&hidden).filter(|(_, hidden)| **hidden).map(|(count, _)| count).sum();
        let number = hidden.iter().filter(|hidden| **hidden).count();
        if number > 1 && sum >= below && sum > number as u64 {
            return hidden;
        }
        let left = (0..counts.len()).filter(|place| !hidden[*place]);
        // Everybody knows what a count of nobody would hide.
        match left.min_by_key(|place| (counts[*place] == 0, counts[*place], *place)) {
            Some(place) => hidden[place] = true,
            None => return hidden,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_count_takes_the_next_with_it_and_none_is_hidden_where_none_is_small() {
        assert_eq!(hidden(&[40, 3, 20, 0], 5), [false, true, true, false]);
        assert_eq!(hidden(&[40, 1, 1, 7], 5), [false, true, true, true]);
        assert_eq!(hidden(&[40, 3, 4, 7], 5), [false, true, true, false]);
        assert_eq!(hidden(&[40, 20, 0], 5), [false; 3]);
        assert_eq!(hidden(&[3], 5), [true]);
        assert_eq!(hidden(&[40, 3, 20], 0), [false; 3]);
    }

    proptest::proptest! {
        #[test]
        fn no_small_count_is_left_and_none_follows_from_the_sum(
            counts in proptest::collection::vec(0u64..30, 0..8),
            below in 1u64..9,
        ) {
            let found = hidden(&counts, below);
            let gone: Vec<u64> = counts.iter().zip(&found).filter(|(_, gone)| **gone).map(|(count, _)| *count).collect();
            for (count, gone) in counts.iter().zip(&found) {
                proptest::prop_assert!(*gone || *count == 0 || *count >= below);
            }
            let all = gone.len() == counts.len();
            proptest::prop_assert!(gone.is_empty() || all || (gone.len() > 1 && gone.iter().sum::<u64>() >= below));
        }
    }
}
