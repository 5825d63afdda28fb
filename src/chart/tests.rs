//! What must be true of every chart, shown on plain and on hard results; boxes are those of the SVG as resvg lays it out.

use resvg::usvg::{Group, Node, Paint, Rect};

use super::*;
use crate::ingest::responses::Kind;
use crate::measure::answers::{AnswerBreakdown, AnswerOption};
use crate::measure::wording::{poll_headline, sample};
use crate::measure::{Cooccurrence, Pair, Share};

/// The boxes of the ink of every text, and of every mark that is not white.
#[derive(Default)]
struct Boxes {
    texts: Vec<(String, Rect)>,
    marks: Vec<Rect>,
}

impl Boxes {
    fn of(svg: &str) -> Self {
        let mut boxes = Self::default();
        boxes.collect(png::tree(svg).unwrap().root());
        boxes
    }

    fn collect(&mut self, group: &Group) {
        for node in group.children() {
            match node {
                Node::Group(group) => self.collect(group),
                Node::Text(text) => {
                    let content: String = text.chunks().iter().map(|chunk| chunk.text()).collect();
                    self.texts.push((content, text.flattened().abs_bounding_box()));
                }
                Node::Path(path) => {
                    let white = |paint: &Paint| matches!(paint, Paint::Color(c) if c.red == 255 && c.blue == 255);
                    if path.fill().is_some_and(|fill| !white(fill.paint())) {
                        self.marks.push(path.abs_bounding_box());
                    }
                }
                Node::Image(_) => {}
            }
        }
    }
}

fn overlap(a: Rect, b: Rect) -> bool {
    a.left() < b.right() && b.left() < a.right() && a.top() < b.bottom() && b.top() < a.bottom()
}

/// Results with one theme, stance and option for each label, and counts by place.
fn shaped(labels: &[String], counts: impl Fn(usize) -> u64) -> Results {
    let mut results = sample::results();
    let base = 40 + labels.iter().enumerate().map(|(place, _)| counts(place)).sum::<u64>();
    let shares: Vec<(&str, f64)> =
        labels.iter().enumerate().map(|(place, label)| (label.as_str(), counts(place) as f64 / base as f64)).collect();
    let poll = results.poll.as_mut().unwrap();
    poll.options = sample::options(&shares);
    poll.headline = poll_headline(&poll.options, &Default::default());
    let question = &mut results.questions[0];
    let numbers: Vec<u64> = (0..labels.len()).map(&counts).collect();
    question.frequencies = sample::frequencies(&numbers, base);
    for (theme, label) in question.frequencies.themes.iter_mut().zip(labels) {
        theme.label.clone_from(label);
    }
    results.answers = [Kind::Single, Kind::Multiple, Kind::Scale].map(|kind| closed(kind, labels, &numbers)).into();
    let row = question.stance[0].rows[0].clone();
    let rows = shares.iter().zip(&numbers).map(|((label, share), count)| {
        let poll = Some(((*label).to_owned(), *share));
        crate::measure::StanceRow { label: (*label).into(), authors: Share::new(*count, base), poll, ..row.clone() }
    });
    question.stance[0].rows = rows.collect();
    question.cooccurrence = vec![Cooccurrence {
        group: "guidelines".into(),
        themes: labels.iter().map(|label| (label.clone(), label.clone())).collect(),
        counts: (0..labels.len()).map(&counts).collect(),
        base,
        pairs: (0..labels.len())
            .flat_map(|a| (a + 1..labels.len()).map(move |b| (a, b)))
            .map(|(a, b)| Pair { a, b, both: counts(b) / 2, count_a: counts(a), count_b: counts(b), jaccard: None })
            .collect(),
    }];
    results
}

/// A closed question with these options; the last one stands outside its scale.
fn closed(kind: Kind, labels: &[String], counts: &[u64]) -> AnswerBreakdown {
    let option = |(place, (label, count)): (usize, (&String, &u64))| AnswerOption {
        label: label.clone(),
        count: *count,
        declared: true,
        value: (kind == Kind::Scale && place + 1 < labels.len()).then_some(place as f64),
    };
    let answered = counts.iter().sum::<u64>();
    AnswerBreakdown {
        id: format!("{kind:?}"),
        question: "Which of these do you choose?".into(),
        kind,
        grid: None,
        source: Some("s".into()),
        asked: Some(answered + 9),
        answered,
        none: 0,
        mentions: (kind == Kind::Multiple).then_some(answered),
        options: labels.iter().zip(counts).enumerate().map(option).collect(),
        spread: None,
        top_two: None,
    }
}

fn named(count: usize, label: impl Fn(usize) -> String) -> Vec<String> {
    (0..count).map(label).collect()
}

/// Results that are hard to draw, by name.
fn cases() -> Vec<(&'static str, Results)> {
    let words = "a label of eighty characters that says in full what the people answered to this";
    let strange =
        ["👍🏽 emoji 漢字", "<b>&amp; \"markup\"</b>", "tab\tline\nbreak\u{0}\u{8}", "", "عربي עברית", "é’“”—…"];
    let mut long = shaped(&named(5, |place| format!("{words}{place}")), |place| place as u64 * 9);
    long.poll.as_mut().unwrap().question = "Why do you do what you do? ".repeat(30);
    vec![
        ("the sample", sample::results()),
        ("one category", shaped(&named(1, |_| "Only".into()), |_| 7)),
        ("two categories", shaped(&named(2, |place| format!("Option {place}")), |place| place as u64)),
        ("thirty", shaped(&named(30, |place| format!("Category number {place}")), |place| 30 - place as u64)),
        ("thirty long", shaped(&named(30, |place| format!("{words}{place}")), |place| 1000 * (1 + place as u64 % 7))),
        ("all zeros", shaped(&named(4, |place| format!("Zero {place}")), |_| 0)),
        ("ties", shaped(&named(4, |place| format!("Same {place}")), |_| 5)),
        ("long labels", long),
        ("long words", shaped(&named(6, |place| "W".repeat(70 + place)), |place| 1 + place as u64)),
        ("strange labels", shaped(&strange.map(str::to_owned), |place| 3 + place as u64)),
        ("large counts", shaped(&named(13, |place| format!("Theme {place}")), |place| 12_345_678 * (1 + place as u64))),
    ]
}

#[test]
fn every_text_is_inside_the_picture_and_none_covers_another() {
    for (case, results) in cases() {
        for figure in figures(&results) {
            let id = &figure.id;
            let size = png::tree(&figure.svg).unwrap().size();
            let boxes = Boxes::of(&figure.svg);
            for (place, (text, area)) in boxes.texts.iter().enumerate() {
                let inside = area.left() >= 8.0 && area.right() <= size.width() - 8.0;
                assert!(
                    inside && area.top() >= 8.0 && area.bottom() <= size.height() - 8.0,
                    "{case} {id}: {text} {area:?}"
                );
                for (other, other_area) in &boxes.texts[place + 1..] {
                    assert!(!overlap(*area, *other_area), "{case} {id}: `{text}` covers `{other}`");
                }
                if !id.starts_with("cooccurrence") {
                    assert!(
                        !boxes.marks.iter().any(|mark| overlap(*area, *mark)),
                        "{case} {id}: `{text}` covers a bar"
                    );
                }
            }
            assert!(boxes.marks.iter().all(|mark| mark.right() <= size.width() - 8.0), "{case} {id}: a mark is cut");
        }
    }
}

#[test]
fn every_alt_text_keeps_its_limit_and_every_picture_its_words() {
    for (case, results) in cases() {
        for figure in figures(&results) {
            assert!((1..=100).contains(&figure.alt_short.chars().count()), "{case}");
            assert!((1..=1000).contains(&figure.alt_long.chars().count()), "{case}");
            assert!(figure.svg.contains(&format!("<title id=\"{}-title\">", figure.id)), "{case}");
            assert!(figure.svg.contains(&format!("<desc id=\"{}-desc\">", figure.id)), "{case}");
        }
    }
}

#[test]
fn the_same_results_give_the_same_bytes() {
    for (case, results) in cases() {
        assert_eq!(figures(&results), figures(&results), "{case}");
    }
}

#[test]
fn every_category_has_its_bar_and_its_length_is_its_share() {
    let figures = figures(&sample::results());
    let widths = |figure: &Figure| -> Vec<f32> {
        let tall = Boxes::of(&figure.svg).marks.into_iter().filter(|mark| mark.width() > 2.0 && mark.height() > 22.0);
        // An edged bar is two rectangles, one inside the other; the outer one is the bar.
        let mut kept: Vec<Rect> = Vec::new();
        for mark in tall {
            if !kept.last().is_some_and(|last| overlap(*last, mark)) {
                kept.push(mark);
            }
        }
        kept.iter().map(Rect::width).collect()
    };
    let answers = widths(&figures[0]);
    assert_eq!(answers.len(), 3);
    for (width, share) in answers.iter().zip([0.68, 0.20, 0.12]) {
        assert!((width / answers[0] - share / 0.68).abs() < 0.002, "{answers:?}");
    }
    assert_eq!((widths(&figures[1]).len(), widths(&figures[3]).len()), (6, 6));
}

#[test]
fn one_bar_is_coloured_and_a_tie_colours_all_that_lead() {
    let accents = |results: &Results| figures(results)[0].svg.matches("fill=\"#0A5AA0\"").count();
    assert_eq!(accents(&sample::results()), 1);
    assert_eq!(accents(&shaped(&named(4, |place| format!("Same {place}")), |_| 5)), 4);
    assert_eq!(accents(&shaped(&named(4, |place| format!("Zero {place}")), |_| 0)), 0);
}

#[test]
fn every_square_of_the_heat_map_has_its_number() {
    let figure = &figures(&sample::results())[2];
    let numbers: Vec<u64> = Boxes::of(&figure.svg).texts.iter().filter_map(|(text, _)| text.parse().ok()).collect();
    assert_eq!(numbers, [65, 24, 19, 11, 6, 57, 21, 8, 5, 49, 9, 0, 35, 3, 24]);
}

#[test]
fn the_question_stands_word_for_word_under_the_finding() {
    let texts = Boxes::of(&figures(&sample::results())[0].svg).texts;
    assert_eq!(texts[0].0, "Two in three accept only some invites from strangers");
    assert_eq!(texts[1].0, "“Under what conditions do you accept LinkedIn invites from people you don’t know?”");
}

#[test]
fn constructed_comments_are_said_to_be_so_on_every_chart_that_shows_them() {
    for figure in figures(&sample::results()) {
        assert_eq!(figure.svg.contains("145 of 158 comments are constructed"), figure.id != "answers", "{}", figure.id);
    }
}

#[test]
fn what_has_nothing_to_show_gives_no_figure() {
    let mut results = sample::results();
    results.poll.as_mut().unwrap().options.clear();
    results.questions.clear();
    assert_eq!(figures(&results), []);
    results.poll = None;
    assert_eq!(figures(&results), []);
}

#[test]
fn ids_name_the_question_and_the_group_where_there_are_several() {
    let mut results = sample::results();
    let ids = |results: &Results| figures(results).into_iter().map(|figure| figure.id).collect::<Vec<_>>();
    assert_eq!(ids(&results), ["answers", "themes", "cooccurrence", "stance"]);
    let mut second = sample::question();
    second.id = "why not".into();
    second.groups.push(("tone".into(), "Tone".into(), true));
    results.questions.push(second);
    assert_eq!(
        ids(&results)[1..],
        [
            "comments-themes",
            "why-not-themes",
            "comments-cooccurrence",
            "why-not-cooccurrence",
            "comments-stance",
            "why-not-stance-stance"
        ]
    );
    let subtitle = "“What makes you accept an invite?” Guidelines: share";
    assert!(figures(&results)[1].svg.contains(subtitle) && !figures(&sample::results())[1].svg.contains(subtitle));
}

#[test]
fn the_alt_text_of_stance_keeps_the_two_groups_apart() {
    let figure = &figures(&sample::results())[3];
    assert!(figure.alt_long.contains("Accepts some 68% of voters and 60% of commenters"), "{}", figure.alt_long);
}

#[test]
fn a_closed_question_has_its_own_figure_and_a_scale_keeps_its_order() {
    let labels = ["low", "mid", "high", "no idea"].map(str::to_owned);
    let mut results = shaped(&labels, |place| [3, 1, 9, 2][place]);
    let figures_of =
        |results: &Results| figures(results).into_iter().filter(|figure| figure.table == "answers").collect::<Vec<_>>();
    let found = figures_of(&results);
    let ids: Vec<&str> = found.iter().map(|figure| figure.id.as_str()).collect();
    assert_eq!(ids, ["answers-Single", "answers-Multiple", "answers-Scale"]);
    let order = |figure: &Figure| -> Vec<String> {
        let texts = Boxes::of(&figure.svg).texts.into_iter().map(|(text, _)| text);
        texts.filter(|text| labels.contains(text)).collect()
    };
    assert_eq!(order(&found[0]), ["high", "low", "no idea", "mid"]);
    assert_eq!(order(&found[2]), ["low", "mid", "high", "no idea"]);
    assert!(found[1].svg.contains("Multiple") && !found[0].svg.contains("Multiple"));
    assert!(found[0].svg.contains("15 of 24 responses (63%)"));
    results.poll = None;
    results.answers.truncate(1);
    assert_eq!(figures_of(&results)[0].id, "answers");
}

#[test]
fn a_question_with_very_many_options_shows_the_most_chosen_and_counts_the_rest() {
    let results = shaped(&named(100, |place| format!("Option {place}")), |place| 1 + place as u64);
    let figure = figures(&results).into_iter().find(|figure| figure.id == "answers-Single").unwrap();
    assert!(figure.svg.contains("60 more options stand in tables/answers.csv.") && !figure.svg.contains(">Option 59<"));
    assert!(figure.svg.contains(">Option 60<"));
}

#[test]
fn ids_of_charts_are_unique() {
    let mut ids: Vec<&str> = CHARTS.iter().map(|chart| chart.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), CHARTS.len());
}
