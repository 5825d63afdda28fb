//! Numbers by hand, and the published example of multiple choice.

use super::*;
use crate::ingest::responses::{Answers, QuestionSpec};
use crate::measure::{Basis, OptionShare, PollBreakdown, Rounding};

fn spec(kind: Kind, options: &[&str], values: &[f64]) -> QuestionSpec {
    QuestionSpec {
        id: "q".to_owned(),
        question: "Which?".to_owned(),
        kind,
        columns: Vec::new(),
        options: options.iter().map(|option| (*option).to_owned()).collect(),
        labels: Default::default(),
        separator: None,
        chosen: Vec::new(),
        missing: Vec::new(),
        grid: None,
        values: values.to_vec(),
    }
}

fn found(spec: QuestionSpec, answers: Answers) -> AnswerBreakdown {
    answers_of_rows(&ClosedInput { source: "s", answered: &Answered { spec, answers } })
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn five(fourth: Option<Vec<u32>>) -> AnswerBreakdown {
    let chosen = vec![Some(vec![0, 1, 2]), Some(vec![1]), Some(vec![0, 1]), fourth, Some(vec![1, 2])];
    found(spec(Kind::Multiple, &["l", "p", "t"], &[]), Answers::Several { options: texts(&["l", "p", "t"]), chosen })
}

fn percents(found: &AnswerBreakdown, share: impl Fn(&AnswerBreakdown, &AnswerOption) -> Share) -> Vec<u64> {
    found.options.iter().map(|option| share(found, option).percent().unwrap()).collect()
}

/// The worked example of multiple response tables in the manner of SPSS, MULT RESPONSE: percent of responses 25, 50, 25
/// and percent of cases 50, 100, 50; of all five people it is 40, 80, 40 by hand.
#[test]
fn a_multiple_choice_has_three_shares_on_three_bases() {
    let found = five(None);
    assert_eq!(found.options.iter().map(|option| option.count).collect::<Vec<_>>(), [2, 4, 2]);
    assert_eq!((found.asked, found.answered, found.mentions, found.none), (Some(5), 4, Some(8), 0));
    assert_eq!(percents(&found, |found, option| found.of_mentions(option).unwrap()), [25, 50, 25]);
    assert_eq!(percents(&found, AnswerBreakdown::of_answered), [50, 100, 50]);
    assert_eq!(percents(&found, |found, option| found.of_asked(option).unwrap()), [40, 80, 40]);
    assert_eq!(found.missing(), Some(Share::new(1, 5)));
}

#[test]
fn none_of_these_is_an_answer_where_the_file_tells_it_from_no_answer() {
    let found = five(Some(Vec::new()));
    assert_eq!((found.answered, found.none, found.missing()), (5, 1, Some(Share::new(0, 5))));
    assert_eq!(percents(&found, AnswerBreakdown::of_answered), [40, 80, 40]);
}

#[test]
fn a_scale_keeps_its_order_and_its_numbers_and_leaves_out_what_stands_beside_it() {
    // By hand: 1, 2, 2, 4, 5 on the scale, one answer beside it, one missing.
    let options = ["never", "rarely", "at times", "often", "always", "no idea"];
    let chosen = [Some(0), Some(1), Some(1), Some(3), Some(4), Some(5), None].to_vec();
    let found = found(
        spec(Kind::Scale, &options, &[1.0, 2.0, 3.0, 4.0, 5.0]),
        Answers::One { options: texts(&options), chosen },
    );
    let spread = found.spread.unwrap();
    assert_eq!((spread.n, spread.mean, spread.median), (5, Some(2.8), 2.0));
    assert_eq!(found.top_two, Some((["always".to_owned(), "often".to_owned()], Share::new(2, 5))));
    assert_eq!((found.answered, found.missing()), (6, Some(Share::new(1, 7))));
    assert!(found.is_off_scale(&found.options[5]) && !found.is_off_scale(&found.options[4]));
    assert_eq!(found.ranked()[0].label, "never");
}

#[test]
fn a_short_scale_has_no_top_two_and_a_choice_has_no_numbers() {
    let answers = Answers::One { options: texts(&["a", "b", "c"]), chosen: vec![Some(2)] };
    assert_eq!(found(spec(Kind::Scale, &["a", "b", "c"], &[]), answers.clone()).top_two, None);
    let single = found(spec(Kind::Single, &["a", "b", "c"], &[]), answers);
    assert_eq!((single.spread, single.mentions), (None, None));
}

#[test]
fn answers_that_nobody_declared_come_last_and_are_marked() {
    let answers = Answers::One {
        options: texts(&["a", "b", "z", "y"]),
        chosen: [Some(0), Some(2), Some(3), Some(3), None].to_vec(),
    };
    let found = found(spec(Kind::Single, &["a", "b"], &[]), answers);
    let shown: Vec<(&str, u64, bool)> =
        found.options.iter().map(|option| (option.label.as_str(), option.count, option.declared)).collect();
    assert_eq!(shown, [("a", 1, true), ("b", 0, true), ("y", 2, false), ("z", 1, false)]);
    assert_eq!(found.ranked()[0].label, "y");
}

#[test]
fn numbers_have_a_spread_and_no_options() {
    let found = found(spec(Kind::Number, &[], &[]), Answers::Numbers(vec![Some(4.0), None, Some(6.0)]));
    assert_eq!((found.answered, found.asked, found.options.len()), (2, Some(3), 0));
    assert_eq!(found.spread.unwrap().mean, Some(5.0));
}

#[test]
fn a_poll_with_counts_is_the_same_breakdown_as_its_rows() {
    let options = [("Never", 2), ("Some", 6)].map(|(label, count)| OptionShare {
        label: label.to_owned(),
        share: 0.0,
        percent: String::new(),
        counts: Some((count, count)),
    });
    let mut poll = PollBreakdown {
        question: "Which?".to_owned(),
        options: options.to_vec(),
        basis: Basis::Counts { total: 8 },
        decimals: 0,
        headline: String::new(),
        rounding: Rounding::HalfUp,
    };
    let chosen = [0, 0, 1, 1, 1, 1, 1, 1].map(Some).to_vec();
    let rows =
        found(spec(Kind::Single, &["Never", "Some"], &[]), Answers::One { options: texts(&["Never", "Some"]), chosen });
    let totals = answers_of_poll(&poll).unwrap();
    assert_eq!((&totals.options, totals.answered, totals.kind), (&rows.options, rows.answered, rows.kind));
    poll.basis = Basis::PercentOnly { fits: Vec::new(), all_from: None };
    assert_eq!(answers_of_poll(&poll), None);
}
