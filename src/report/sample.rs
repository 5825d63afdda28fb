//! Example results with every part of a report in them, some of it hostile; the numbers are made up.

use std::collections::BTreeMap;

use crate::chart::Figure;
use crate::diag::Place;
use crate::ingest::BadRow;
use crate::measure::*;
use crate::text::Span;

/// A comment that would break a page that trusts it.
pub const HOSTILE: &str = "- <script>alert(1)</script> | **bold** [x](http://evil.example) www.evil.example\r\n# @bob \
                           bob@evil.example costs $5 or $6\n\n1. `note` <b>not</b> & \\| end";

/// A study with a poll, an open question and one claim for each verdict.
pub fn results() -> Results {
    let mut results = wording::sample::results();
    results.about.disclosure = BTreeMap::from([("sponsor".to_owned(), "Nobody.".to_owned())]);
    results.claims = claims();
    let question = &mut results.questions[0];
    question.bad_rows =
        vec![BadRow { place: Place::line("comments.csv", 7), reason: "found 3 cells, expected 6".to_owned() }];
    question.agreement = vec![agreement()];
    question.untagged.words = vec![KeyWord { word: "following".to_owned(), count: 4, rest: 0, g2: 9.0 }];
    question.languages =
        vec![LanguageCount { language: "German".to_owned(), code: "deu".to_owned(), comments: vec!["c9".to_owned()] }];
    question.stance[0].mixed_comments = vec!["c3".to_owned()];
    question.quotes = vec![quote("t00", "c1", HOSTILE, "note"), quote("t01", "c2", "A note, please.", "note")];
    results
}

fn quote(theme: &str, id: &str, text: &str, evidence: &str) -> Quote {
    let start = text.find(evidence).unwrap();
    Quote {
        theme: theme.to_owned(),
        comment: 0,
        id: id.to_owned(),
        text: text.to_owned(),
        evidence: vec![Span::new(start, start + evidence.len())],
        by: "a commenter".to_owned(),
        provenance: Some("constructed".to_owned()),
    }
}

fn agreement() -> Agreement {
    let bounds = Some(Bounds { low: 0.78, high: 0.93, level: 0.95, method: "Wilson" });
    let scores = |theme: &str| Scores {
        theme: theme.to_owned(),
        precision: Share::new(43, 50),
        precision_bounds: bounds,
        recall: Share::new(43, 49),
        recall_bounds: bounds,
        f1: Some(0.8687),
        f1_bounds: None,
    };
    let half = |half: &str, comments| HalfAgreement {
        half: half.to_owned(),
        comments,
        scores: vec![scores("t00"), scores("micro")],
    };
    Agreement {
        coder: "reference".to_owned(),
        group: "guidelines".to_owned(),
        halves: vec![half("test", 75), half("tune", 74)],
        undecided: 2,
    }
}

fn claims() -> Vec<ClaimResult> {
    let verdicts = [Verdict::Holds, Verdict::ShownOnConstructed, Verdict::DoesNotHold, Verdict::CannotBeKnown];
    let claim = |verdict| ClaimResult {
        id: "c".to_owned(),
        text: "20% never | accept".to_owned(),
        verdict,
        checks: vec![CheckResult {
            quantity: "poll.Never".to_owned(),
            value: Some(0.2),
            shown: "20%".to_owned(),
            expected: "20%, give or take 0.5 points".to_owned(),
            holds: verdict != Verdict::DoesNotHold,
            constructed: false,
        }],
        reason: (verdict == Verdict::CannotBeKnown).then(|| "Nobody counted the replies.".to_owned()),
    };
    verdicts.map(claim).into()
}

/// Comments to go through, the first of them hostile.
pub fn comments() -> Vec<PublishedComments> {
    let at = HOSTILE.find("note").unwrap();
    let comment = |id: &str, text: &str, evidence| PublishedComment {
        id: id.to_owned(),
        author: Some("R1".to_owned()),
        kind: AuthorKind::Several,
        date: Some("2021-07-05".to_owned()),
        reactions: Some(3),
        provenance: Some("constructed".to_owned()),
        constructed: true,
        set_aside: None,
        text: text.to_owned(),
        themes: vec![0],
        evidence,
        answers: vec![(0, vec![1])],
    };
    let evidence = |start| vec![(Span::new(start, start + 4), 0, "note".to_owned())];
    let theme = PublishedTheme {
        id: "t00".to_owned(),
        label: "Be relevant".to_owned(),
        definition: "Speaks of relevance.".to_owned(),
        group: 0,
    };
    let question = &results().questions[0];
    vec![PublishedComments {
        id: question.id.clone(),
        question: question.question.clone(),
        groups: question.groups.clone(),
        themes: vec![theme],
        answers: vec![PublishedAnswers {
            id: "often".to_owned(),
            question: "How often?".to_owned(),
            options: vec!["Never".to_owned(), "Often".to_owned()],
        }],
        comments: vec![comment("c1", HOSTILE, evidence(at)), comment("c2", "A note, please.", evidence(2))],
        left_out: 0,
        withheld: 0,
    }]
}

/// One figure, with a name that a link must not trip over.
pub fn figures() -> Vec<Figure> {
    vec![Figure {
        id: "answers".to_owned(),
        title: "Two in three accept [some]".to_owned(),
        svg: "<svg/>".to_owned(),
        alt_short: "Bar chart".to_owned(),
        alt_long: "Bar chart of the poll's answers:\n68% [some]".to_owned(),
        table: "poll".to_owned(),
        scene: crate::chart::Scene::default(),
    }]
}
