//! A small study for the tests of this stage: a codebook with two groups, and comments whose themes are given.

use std::collections::BTreeMap;

use super::answers::{AnswerBreakdown, AnswerOption, ClosedInput, ResponsesInput, spread};
use super::waves::{SeriesInput, WaveAnswers, WaveInput};
use super::{
    About, Check, Claim, Coded, DecisionSource, PollInput, QuestionInput, Results, Rounding, Sample, SetAsideRules,
    StudyInput, decide, measure,
};
use crate::codebook::{Codebook, parse};
use crate::diag::Place;
use crate::ingest::responses::{Answered, Answers, Kind, QuestionSpec, Responses};
use crate::ingest::{BadRow, Coding, Comment, Decision, Poll, PollOption};
use crate::tag::{Match, Tags};
use crate::text::{Span, words};

/// Themes `t1`, `t2`, `t3` in the group `topic`, and `s1`, `s2` in the exclusive group `stance`.
pub(super) struct Fixture {
    pub codebook: Codebook,
    pub comments: Vec<Comment>,
    pub tags: Vec<Tags>,
}

impl Fixture {
    /// One comment a row: its author (empty for none) and the themes that it shows. The text is the row's position.
    pub fn new(rows: &[(&str, &str)]) -> Self {
        let texts: Vec<String> = (0..rows.len()).map(|row| format!("comment {row}")).collect();
        let full: Vec<(&str, &str, &str)> =
            rows.iter().zip(&texts).map(|((author, themes), text)| (*author, *themes, text.as_str())).collect();
        Self::with_texts(&full)
    }

    /// The same with texts. The n-th theme named has the n-th word of the text as its evidence.
    pub fn with_texts(rows: &[(&str, &str, &str)]) -> Self {
        let codebook = codebook();
        let comments = rows.iter().enumerate().map(|(row, (author, _, text))| {
            comment(&format!("c{}", row + 1), Some(*author).filter(|author| !author.is_empty()), text)
        });
        let tags = rows.iter().map(|(_, themes, text)| {
            let spans: Vec<Span> = words(text).iter().map(|word| word.span).collect();
            let found = |(at, id): (usize, &str)| Match {
                theme: codebook.theme(id).unwrap(),
                pattern: 0,
                spans: spans.get(at).into_iter().copied().collect(),
            };
            let mut matches: Vec<Match> = themes.split_whitespace().enumerate().map(found).collect();
            matches.sort_by_key(|found| found.theme);
            Tags { matches, parents: Vec::new() }
        });
        let (comments, tags) = (comments.collect(), tags.collect());
        Self { codebook, comments, tags }
    }

    /// Every comment counted, the tagger's decisions.
    pub fn coded(&self) -> Coded<'_> {
        let nothing = vec![None; self.comments.len()];
        decide(&self.codebook, &self.comments, &self.tags, nothing, &[], DecisionSource::Tagger)
    }
}

static NOTHING_MASKED: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();

/// What every study of these tests says of itself.
pub(super) fn about() -> About {
    About {
        title: "Fixture".to_owned(),
        platform: None,
        url: None,
        opened: None,
        closed: None,
        sample: Sample::default(),
        disclosure: BTreeMap::new(),
        constructed: vec!["made".to_owned()],
        sum_to_100: false,
    }
}

/// A question over a study of these tests, with the defaults.
pub(super) fn question<'a>(
    study: &'a Fixture,
    (split, options, rules): &'a (BTreeMap<String, crate::ingest::Half>, BTreeMap<String, String>, SetAsideRules),
) -> QuestionInput<'a> {
    QuestionInput {
        id: "q",
        question: "?",
        codebook: &study.codebook,
        comments: &study.comments,
        bad_rows: &[],
        rows_aside: &[],
        languages: None,
        tags: &study.tags,
        written: &NOTHING_MASKED,
        weights: None,
        responses: None,
        codings: &[],
        settled: &[],
        split,
        set_aside: rules,
        source: DecisionSource::Tagger,
        stance_options: options,
        quotes: &[],
        quotes_per_theme: 3,
        anonymous: "a commenter",
    }
}

/// Measures a study that has something for every statistic, and gives what `view` makes of it.
pub(super) fn measured<T>(view: impl Fn(&StudyInput, &Results) -> T) -> T {
    let french = "Je n'accepte que les invitations des personnes que j'ai déjà rencontrées dans mon travail.";
    let mut study = Fixture::with_texts(&[
        ("A", "t1 t2 s1", "note first and then a look"),
        ("B", "s1 s2", "both ways"),
        ("C", "", "photo photo photo"),
        ("D", "", "@Ada thoughts?"),
        ("E", "t3", french),
    ]);
    study.comments[0].provenance = Some("made".to_owned());
    let written = parse("[[theme]]\nid = 't1'\npatterns = ['note']\n", "fixture").unwrap();
    study.codebook.themes[0].patterns.clone_from(&written.themes[0].patterns);
    let codings = [("coder".to_owned(), vec![coding("c1", "t1", Decision::Yes), coding("c2", "s1", Decision::No)])];
    let options = BTreeMap::from([("s1".to_owned(), "Yes".to_owned())]);
    let settings = (BTreeMap::new(), options, SetAsideRules::default());
    let bad_rows = [BadRow { place: Place::line("comments.csv", 7), reason: "ragged".to_owned() }];
    let option =
        |(label, points): (&str, u64)| PollOption { label: label.to_owned(), points: Some(points), votes: None };
    let poll = Poll { options: [("Yes", 60), ("No", 40)].map(option).to_vec(), decimals: 0 };
    let (findings, words) = (BTreeMap::new(), BTreeMap::new());
    let check = |quantity: &str| Check {
        quantity: quantity.to_owned(),
        equals: None,
        tolerance: 0.0,
        at_least: Some(0.5),
        at_most: None,
        word: None,
    };
    let claim = |id: &str, check: Vec<Check>| Claim {
        id: id.to_owned(),
        text: id.to_owned(),
        cannot_be_known: check.is_empty().then(|| "Nobody counted.".to_owned()),
        check,
    };
    let claims = [claim("known", vec![check("poll.yes"), check("themes.t1")]), claim("unknown", Vec::new())];
    let rounding = Rounding::HalfUp;
    let (responses, again, treatment) = (responses(), responses(), crate::measure::Treatment::example());
    let closed = responses.questions.iter().map(|answered| ClosedInput { source: "s", answered }).collect();
    let input = StudyInput {
        about: about(),
        poll: Some(PollInput { question: "?", poll: &poll, total_votes: None, rounding, findings: &findings }),
        questions: vec![QuestionInput { codings: &codings, bad_rows: &bad_rows, ..question(&study, &settings) }],
        closed,
        responses: vec![ResponsesInput { source: "s", responses: &responses, design: None }],
        treatment: &treatment,
        claims: &claims,
        words: &words,
        series: series(&responses, &again),
    };
    let results = measure(&input).unwrap();
    view(&input, &results)
}

/// The same responses as two waves.
fn series<'a>(first: &'a Responses, again: &'a Responses) -> Vec<SeriesInput<'a>> {
    let wave = |id, read: &'a Responses| WaveInput {
        id,
        same_people: false,
        known: true,
        answers: WaveAnswers::Closed {
            answered: &read.questions[0],
            ids: &read.ids,
            unnamed: &read.unnamed,
            design: None,
        },
    };
    let waves = vec![wave("2026-03", first), wave("2026-11", again)];
    vec![SeriesInput {
        id: "mood",
        question: "How?",
        was: Vec::new(),
        new_options: &[],
        gone_options: &[],
        waves,
        newest: "2026-11",
    }]
}

/// Three responses to a scale, with something of everything that can be set aside.
fn responses() -> Responses {
    let options = ["low", "mid", "high", "top"].map(str::to_owned).to_vec();
    let spec = QuestionSpec {
        id: "mood".to_owned(),
        question: "How?".to_owned(),
        kind: Kind::Scale,
        columns: Vec::new(),
        options: options.clone(),
        labels: BTreeMap::new(),
        separator: None,
        chosen: Vec::new(),
        missing: Vec::new(),
        grid: None,
        values: Vec::new(),
    };
    let answers = Answers::One { options, chosen: vec![Some(0), None, Some(3)] };
    Responses {
        ids: ["1", "2", "3"].map(str::to_owned).to_vec(),
        lines: vec![2, 3, 4],
        questions: vec![Answered { spec, answers }],
        set_aside: vec![("blank row".to_owned(), 2)],
        weights: Some(vec![0.5, 0.5, 2.0]),
        ..Responses::default()
    }
}

pub(super) fn comment(id: &str, author: Option<&str>, text: &str) -> Comment {
    Comment {
        id: id.to_owned(),
        author: author.map(str::to_owned),
        date: None,
        reply_to: None,
        reactions: None,
        provenance: None,
        text: text.to_owned(),
        cells: crate::ingest::Cells::default(),
        line: 2,
        withheld: false,
    }
}

pub(super) fn coding(comment: &str, theme: &str, decision: Decision) -> Coding {
    Coding { comment: comment.to_owned(), theme: theme.to_owned(), decision }
}

fn codebook() -> Codebook {
    let mut text = String::from("name = 'fixture'\n");
    for (id, label, exclusive) in [("topic", "TOPIC", false), ("stance", "STANCE", true)] {
        text += &format!("[[group]]\nid = '{id}'\nlabel = '{label}'\nexclusive = {exclusive}\n");
    }
    for (id, group) in [("t1", "topic"), ("t2", "topic"), ("t3", "topic"), ("s1", "stance"), ("s2", "stance")] {
        text += &format!("[[theme]]\nid = '{id}'\nlabel = 'Theme {id}'\ngroup = '{group}'\n");
    }
    parse(&text, "fixture").unwrap()
}

/// A row of a grid: a question on a scale whose levels are numbered from 1, with so many answers to each.
pub(crate) fn scale(question: &str, levels: &[&str], counts: &[u64]) -> AnswerBreakdown {
    let option = |(place, (label, count)): (usize, (&&str, &u64))| AnswerOption {
        label: (*label).to_owned(),
        count: *count,
        declared: true,
        value: Some(place as f64 + 1.0),
    };
    let numbers = (1..).zip(counts).flat_map(|(level, count)| vec![f64::from(level); *count as usize]);
    AnswerBreakdown {
        id: question.to_owned(),
        question: question.to_owned(),
        kind: Kind::Scale,
        grid: Some("g".to_owned()),
        source: Some("s".to_owned()),
        asked: Some(40),
        answered: counts.iter().sum(),
        none: 0,
        mentions: None,
        options: levels.iter().zip(counts).enumerate().map(option).collect(),
        spread: spread(numbers.collect()),
        top_two: None,
    }
}
