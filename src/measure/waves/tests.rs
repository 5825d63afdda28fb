//! What the waves of one question give, on answers made for the test.

use super::*;
use crate::ingest::responses::{Answers, Kind, QuestionSpec};
use crate::measure::fixture::{Fixture, about, question};
use crate::measure::{Design, SetAsideRules, Share};

fn answered(chosen: &[Option<u32>]) -> Answered {
    let options: Vec<String> = ["Low", "High", "Odd"].map(str::to_owned).to_vec();
    let spec = QuestionSpec {
        id: "mood".to_owned(),
        question: "How?".to_owned(),
        kind: Kind::Single,
        columns: Vec::new(),
        options: options.clone(),
        labels: Default::default(),
        separator: None,
        chosen: Vec::new(),
        missing: Vec::new(),
        grid: None,
        values: Vec::new(),
    };
    Answered { spec, answers: Answers::One { options, chosen: chosen.to_vec() } }
}

fn ids(names: &str) -> Vec<String> {
    names.chars().map(|name| name.to_string()).collect()
}

fn random() -> About {
    let mut about = about();
    about.sample.design = Design::Probability;
    about.sample.frame = Some("the register".to_owned());
    about.sample.selection = Some("every tenth".to_owned());
    about
}

fn compared(about: &About, same_people: bool) -> QuestionWaves {
    let (first, second) =
        (answered(&[Some(0), Some(0), Some(1), Some(0), None]), answered(&[Some(1), Some(1), Some(1), None, Some(2)]));
    let (one, two) = (ids("abcde"), ids("abxyz"));
    let wave = |id, answered, ids, same_people| WaveInput {
        id,
        same_people,
        known: true,
        answers: WaveAnswers::Closed { answered, ids, unnamed: &[], design: None },
    };
    let series = SeriesInput {
        id: "mood",
        question: "How?",
        was: Vec::new(),
        new_options: &["Odd".to_owned()],
        gone_options: &[],
        waves: vec![wave("1", &first, &one, false), wave("2", &second, &two, same_people)],
        newest: "2",
    };
    waves(&[series], about).unwrap().questions.remove(0)
}

#[test]
fn every_wave_keeps_its_own_base_and_none_is_put_together() {
    let found = compared(&about(), false);
    let share = |item: usize, wave: usize| found.items[item].values[wave];
    assert_eq!(share(0, 0), Some(Value::Share(Share::new(3, 4))));
    assert_eq!(share(1, 1), Some(Value::Share(Share::new(3, 4))));
    assert_eq!(
        (share(2, 0), share(2, 1)),
        (None, Some(Value::Share(Share::new(1, 4)))),
        "nobody could choose it before"
    );
    let change = found.items[0].changes[1].as_ref().unwrap();
    assert!((change.difference + 0.75).abs() < 1e-12 && change.bounds.is_none() && change.mark.is_none());
    assert!(found.items[2].changes[1].is_none() && found.in_newest);
}

#[test]
fn a_random_sample_has_bounds_and_marks_and_people_who_come_again_are_compared_with_themselves() {
    let change = compared(&random(), false).items[0].changes[1].clone().unwrap();
    assert!(change.bounds.is_some() && change.mark == Some(Mark::Down));
    let paired = compared(&random(), true).items[0].changes[1].clone().unwrap();
    let people = paired.paired.unwrap();
    assert_eq!((people.both, people.gained, people.lost), (2, 0, 2));
    assert!(people.test.is_some() && paired.mark.is_none(), "two who moved mark nothing");
}

#[test]
fn where_some_may_have_answered_in_both_and_nothing_says_who_no_bounds_are_given() {
    let (first, second) = (answered(&[Some(0), Some(0), Some(1)]), answered(&[Some(1), Some(1), Some(0)]));
    // The second of each wave has the same id.
    let (one, two) = (ids("abc"), ids("xbz"));
    let of = |same_people, known, unnamed, weights: Option<&'static [f64]>| {
        let wave = |id, answered, ids| WaveInput {
            id,
            same_people,
            known,
            answers: WaveAnswers::Closed { answered, ids, unnamed, design: weights.map(SurveyDesign::weighted) },
        };
        let waves = vec![wave("1", &first, &one), wave("2", &second, &two)];
        let series = SeriesInput {
            id: "mood",
            question: "How?",
            was: Vec::new(),
            new_options: &[],
            gone_options: &[],
            waves,
            newest: "2",
        };
        let found = super::waves(&[series], &random()).unwrap().questions.remove(0);
        found.items[0].changes[1].clone().unwrap()
    };
    for weights in [None, Some([1.0, 2.0, 1.5].as_slice())] {
        assert!(of(false, false, &[], weights).bounds.is_some(), "other people each time");
        let told = of(true, true, &[], weights);
        let method = told.bounds.map(|bounds| bounds.method);
        assert_eq!((method, told.paired.map(|paired| paired.both)), (Some(overlap::METHOD), Some(1)));
        assert_eq!(
            told.paired.unwrap().test.is_some(),
            weights.is_none(),
            "no test without weights of weighted people"
        );
        for (known, unnamed) in [(false, [].as_slice()), (true, &[false, true, false])] {
            let change = of(true, known, unnamed, weights);
            assert_eq!((change.bounds, change.paired, change.mark), (None, None, None), "{known} {unnamed:?}");
        }
    }
}

#[test]
fn what_is_withheld_is_said_once_and_names_the_key() {
    let line = |about: &About| Design::withheld_of_waves(about.sample.design, &about.sample);
    assert!(line(&about()).unwrap().contains("`design = \"probability\"`"));
    assert_eq!(line(&random()), None);
}

#[test]
fn themes_are_compared_by_authors_and_by_comments() {
    let one = Fixture::new(&[("A", "t1"), ("A", "t1"), ("B", ""), ("C", "")]);
    let two = Fixture::new(&[("A", "t1"), ("B", "t1"), ("D", "")]);
    let settings = (Default::default(), Default::default(), SetAsideRules::default());
    let wave = |id, study| WaveInput {
        id,
        same_people: true,
        known: true,
        answers: WaveAnswers::Open { question: Box::new(question(study, &settings)), ids: &[] },
    };
    let series = SeriesInput {
        id: "q",
        question: "?",
        was: Vec::new(),
        new_options: &[],
        gone_options: &[],
        waves: vec![wave("1", &one), wave("2", &two)],
        newest: "3",
    };
    let found = waves(&[series], &random()).unwrap();
    let first = &found.questions[0].items[0];
    assert_eq!(first.unit, Unit::Authors);
    assert_eq!(first.values, [Some(Value::Share(Share::new(1, 3))), Some(Value::Share(Share::new(2, 3)))]);
    let paired = first.changes[1].as_ref().unwrap().paired.unwrap();
    assert_eq!((paired.both, paired.gained, paired.lost), (2, 1, 0));
    let comments = found.questions[0].items.iter().find(|item| item.unit == Unit::Comments).unwrap();
    assert_eq!(comments.values[0], Some(Value::Share(Share::new(2, 4))));
    assert_eq!(comments.changes[1].as_ref().unwrap().bounds, None, "comments of one author are not drawn apart");
    assert!(!found.questions[0].in_newest);
}
