//! Plain and hard results, and every figure of them on every shape, in the plain look and in another.

use rayon::prelude::*;

use super::*;
use crate::ingest::responses::Kind;
use crate::measure::answer_estimates;
use crate::measure::answers::{AnswerBreakdown, AnswerOption};
use crate::measure::wording::{poll_headline, sample};
use crate::measure::{Cooccurrence, Pair, Share};

/// Results with one theme, stance and option for each label, and counts by place.
pub fn shaped(labels: &[String], counts: impl Fn(usize) -> u64) -> Results {
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

/// Results with what is measured beside them.
pub struct Given {
    pub results: Results,
    pub crossed: Vec<Crossed>,
    pub waves: Vec<Waves>,
}

impl Given {
    pub fn input(&self) -> Input<'_> {
        Input { crossed: &self.crossed, waves: &self.waves, ..Input::of(&self.results) }
    }

    /// The results with themes by groups and over waves of the same labels and counts, three questions with one scale,
    /// quotes, claims and typical words, and a sample that allows bounds.
    pub fn of(mut results: Results, labels: &[String], counts: &[u64]) -> Self {
        let base = 40 + counts.iter().sum::<u64>();
        let named = |(place, label): (usize, &String)| {
            let datum = Datum::Theme(format!("t{place:02}"));
            Named { datum, label: label.clone() }
        };
        let rows: Vec<Named> = labels.iter().enumerate().map(named).collect();
        let crossed = |groups: usize| Crossed {
            id: format!("by{groups}"),
            asked: ["guidelines".into(), "answer".into()],
            open: None,
            title: "Guidelines".into(),
            by: "Under what conditions do you accept an invite?".into(),
            unit: ("comment".into(), "comments".into()),
            rows: rows.clone(),
            groups: labels.iter().cycle().take(groups).enumerate().map(|(n, l)| format!("{l} {n}")).collect(),
            shares: counts
                .iter()
                .map(|count| {
                    (0..groups as u64).map(|group| Some(Share::new(count / (group + 1), base).into())).collect()
                })
                .collect(),
            note: None,
        };
        let waves = |waves: u64| Waves {
            id: format!("w{waves}"),
            asked: "guidelines".into(),
            open: None,
            same_people: waves == 2,
            title: "Guidelines".into(),
            unit: ("comment".into(), "comments".into()),
            waves: (0..waves).map(|wave| format!("July {}", 2020 + wave)).collect(),
            lines: rows
                .iter()
                .zip(counts)
                .map(|(row, count)| {
                    let share =
                        |wave: u64| (wave != 1 || waves == 2).then(|| Share::new(count * (wave + 3) / 9, base).into());
                    (row.clone(), (0..waves).map(share).collect())
                })
                .collect(),
            note: None,
        };
        let scales = (0..3).map(|place| {
            let turned: Vec<u64> = (0..counts.len()).map(|at| counts[(at + place) % counts.len()]).collect();
            let mut found = closed(Kind::Scale, labels, &turned);
            (found.id, found.grid) = (format!("g{place}"), Some("g".into()));
            found.question = format!("How far do you agree with this: {} {place}", labels[place % labels.len()]);
            found
        });
        results.answers.extend(scales.collect::<Vec<_>>());
        let question = &mut results.questions[0];
        question.quotes = labels.iter().take(3).map(|label| quote(label)).collect();
        let key = |(place, label): (usize, &String)| crate::measure::KeyWord {
            word: label.clone(),
            count: 40,
            rest: place as u64,
            g2: 90.0 / (place + 1) as f64,
        };
        question.untagged.words = labels.iter().take(20).enumerate().map(key).collect();
        results.claims = crate::measure::wording::sample::claims(labels);
        (results.about.sample.frame, results.about.sample.selection) = (Some("a list".into()), Some("drawn".into()));
        let (crossed, waves) = (vec![crossed(3), crossed(9)], vec![waves(2), waves(5)]);
        Self { results, crossed, waves }
    }
}

pub fn quote(label: &str) -> crate::measure::Quote {
    let text = format!("If you took the time to write me two lines about why we should talk, I read them. {label}");
    crate::measure::Quote {
        theme: "t01".into(),
        comment: 1,
        id: format!("c {label}"),
        evidence: vec![crate::text::Span { start: 24, end: 42 }, crate::text::Span { start: 49, end: 67 }],
        text,
        by: "a commenter".into(),
        provenance: Some("constructed".into()),
    }
}

/// A closed question with these options; the last one stands outside its scale.
pub fn closed(kind: Kind, labels: &[String], counts: &[u64]) -> AnswerBreakdown {
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

pub fn named(count: usize, label: impl Fn(usize) -> String) -> Vec<String> {
    (0..count).map(label).collect()
}

/// Results that are hard to draw, by name.
pub fn given_cases() -> Vec<(&'static str, Given)> {
    let words = "a label of eighty characters that says in full what the people answered to this";
    let strange =
        ["👍🏽 emoji ❤\u{FE0F}", "<b>&amp; \"markup\"</b>", "tab\tline\nbreak\u{0}\u{8}", "", "Ωμέγα Жизнь", "é’“”—…"];
    let tail = |place: usize| if place == 0 { 50_000 } else { 1 + (30 - place as u64) / 6 };
    let many = |count: usize, label: &dyn Fn(usize) -> String, counts: &dyn Fn(usize) -> u64| {
        let labels = named(count, label);
        let numbers: Vec<u64> = (0..count).map(counts).collect();
        let mut given = Given::of(shaped(&labels, counts), &labels, &numbers);
        let results = &mut given.results;
        results.about.sample.design = crate::measure::Design::Probability;
        let methods = results.about.sample.methods();
        let estimates = results.answers.iter().flat_map(|found| answer_estimates(found, None, None, methods));
        results.estimates = estimates.collect();
        given
    };
    let levels = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree", "Don’t know"];
    let mut long = many(5, &|place| format!("{words}{place}"), &|place| place as u64 * 9);
    long.results.poll.as_mut().unwrap().question = "Why do you do what you do? ".repeat(30);
    let samples = ["Be relevant", "Write a personal invite", "Make the benefit clear", "Keep your profile current"];
    vec![
        ("the sample", Given::of(sample::results(), &samples.map(str::to_owned), &[65, 57, 49, 35])),
        ("a scale", many(6, &|place| levels[place].to_owned(), &|place| [9, 20, 14, 41, 25, 3][place])),
        ("one category", many(1, &|_| "Only".into(), &|_| 7)),
        ("two categories", many(2, &|place| format!("Option {place}"), &|place| place as u64)),
        ("thirty", many(30, &|place| format!("Category number {place}"), &|place| 30 - place as u64)),
        ("thirty long", many(30, &|place| format!("{words}{place}"), &|place| 1000 * (1 + place as u64 % 7))),
        ("a long tail", many(30, &|place| format!("Kind {place}"), &tail)),
        ("all zeros", many(4, &|place| format!("Zero {place}"), &|_| 0)),
        ("ties", many(4, &|place| format!("Same {place}"), &|_| 5)),
        ("long labels", long),
        ("long words", many(6, &|place| "W".repeat(70 + place), &|place| 1 + place as u64)),
        ("strange labels", many(6, &|place| strange[place].to_owned(), &|place| 3 + place as u64)),
        ("large counts", many(13, &|place| format!("Theme {place}"), &|place| 12_345_678 * (1 + place as u64))),
    ]
}

/// The results of these, for charts of a report.
pub fn cases() -> Vec<(&'static str, Results)> {
    given_cases().into_iter().map(|(case, given)| (case, given.results)).collect()
}

/// A look that is not the plain one: dark, with another font, a logo and a footer line.
pub fn house() -> Brand {
    let mut brand = Brand::parse("brand.toml", "look = \"dark\"\nfooter = \"The House\"", "".as_ref()).unwrap();
    brand.fonts = Fonts::branded(notosans::ITALIC_TTF.to_vec(), None).unwrap();
    let logo =
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 10'><path d='M0 0h30v10h-30z' fill='#fff'/></svg>";
    brand.logo = Some(Logo::read(logo.as_bytes()).unwrap());
    brand
}

/// A figure with the case that it is of.
pub struct Drawn {
    pub case: String,
    pub preset: &'static Preset,
    pub paper: plotters::style::RGBColor,
    pub figure: Figure,
}

/// Every figure of every case on every shape, in the plain look; of the sample, in another and with each corner too.
pub fn every() -> &'static [Drawn] {
    static DRAWN: std::sync::OnceLock<Vec<Drawn>> = std::sync::OnceLock::new();
    DRAWN.get_or_init(|| {
        let mut all = vec![(Brand::default(), given_cases())];
        for corner in [Corner::TopLeft, Corner::TopRight, Corner::BottomLeft, Corner::BottomRight] {
            let sample = given_cases().into_iter().take(2).map(|(_, given)| ("the sample in another look", given));
            all.push((Brand { corner, ..house() }, sample.collect()));
        }
        let of_case = |brand: &Brand, case: &str, given: &Given| -> Vec<Drawn> {
            let of_shape = |preset| {
                let input = given.input();
                let drawn = CHARTS.iter().flat_map(move |chart| (chart.draw)(&input, &Sheet { preset, brand }));
                drawn.map(move |drawn| (preset, drawn))
            };
            let drawn = PRESETS.iter().flat_map(of_shape).map(|(preset, drawn)| (preset, drawn.unwrap()));
            let case = |id: &str, preset: &Preset| format!("{case}, {id} as {}", preset.id);
            let paper = brand.palette.paper;
            drawn.map(|(preset, figure)| Drawn { case: case(&figure.id, preset), preset, paper, figure }).collect()
        };
        let of_brand = |(brand, cases): &(Brand, Vec<(&str, Given)>)| -> Vec<Drawn> {
            cases.par_iter().flat_map(|(case, given)| of_case(brand, case, given)).collect()
        };
        all.par_iter().flat_map(of_brand).collect()
    })
}
