//! What must be true of every chart on every shape, shown on plain and on hard results.

use rayon::prelude::*;
use resvg::usvg::{Group, Node, Rect};

use super::*;
use crate::ingest::responses::Kind;
use crate::measure::answers::{AnswerBreakdown, AnswerOption};
use crate::measure::wording::{poll_headline, sample};
use crate::measure::{Cooccurrence, Pair, Share};

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

/// Results with what is measured beside them.
struct Given {
    results: Results,
    crossed: Vec<Crossed>,
    waves: Vec<Waves>,
}

impl Given {
    fn input(&self) -> Input<'_> {
        Input { crossed: &self.crossed, waves: &self.waves, ..Input::of(&self.results) }
    }

    /// The results with themes by groups and over waves of the same labels and counts, three questions with one scale,
    /// quotes, claims and typical words, and a sample that allows bounds.
    fn of(mut results: Results, labels: &[String], counts: &[u64]) -> Self {
        let base = 40 + counts.iter().sum::<u64>();
        let named = |(place, label): (usize, &String)| {
            let datum = Datum::Theme(format!("t{place:02}"));
            Named { datum, label: label.clone() }
        };
        let rows: Vec<Named> = labels.iter().enumerate().map(named).collect();
        let crossed = |groups: usize| Crossed {
            id: format!("by{groups}"),
            title: "Guidelines".into(),
            by: "Under what conditions do you accept an invite?".into(),
            unit: ("comment".into(), "comments".into()),
            rows: rows.clone(),
            groups: labels.iter().cycle().take(groups).enumerate().map(|(n, l)| format!("{l} {n}")).collect(),
            shares: counts
                .iter()
                .map(|count| (0..groups as u64).map(|group| Share::new(count / (group + 1), base)).collect())
                .collect(),
            note: None,
        };
        let waves = |waves: u64| Waves {
            id: format!("w{waves}"),
            title: "Guidelines".into(),
            unit: ("comment".into(), "comments".into()),
            waves: (0..waves).map(|wave| format!("July {}", 2020 + wave)).collect(),
            lines: rows
                .iter()
                .zip(counts)
                .map(|(row, count)| {
                    let share = |wave: u64| (wave != 1 || waves == 2).then(|| Share::new(count * (wave + 3) / 9, base));
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

fn quote(label: &str) -> crate::measure::Quote {
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
fn given_cases() -> Vec<(&'static str, Given)> {
    let words = "a label of eighty characters that says in full what the people answered to this";
    let strange =
        ["👍🏽 emoji ❤\u{FE0F}", "<b>&amp; \"markup\"</b>", "tab\tline\nbreak\u{0}\u{8}", "", "Ωμέγα Жизнь", "é’“”—…"];
    let tail = |place: usize| if place == 0 { 50_000 } else { 1 + (30 - place as u64) / 6 };
    let many = |count: usize, label: &dyn Fn(usize) -> String, counts: &dyn Fn(usize) -> u64| {
        let labels = named(count, label);
        let numbers: Vec<u64> = (0..count).map(counts).collect();
        let mut given = Given::of(shaped(&labels, counts), &labels, &numbers);
        given.results.about.sample.design = crate::measure::Design::Probability;
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
fn cases() -> Vec<(&'static str, Results)> {
    given_cases().into_iter().map(|(case, given)| (case, given.results)).collect()
}

/// A look that is not the plain one: dark, with another font, a logo and a footer line.
fn house() -> Brand {
    let mut brand = Brand::parse("brand.toml", "look = \"dark\"\nfooter = \"The House\"", "".as_ref()).unwrap();
    brand.fonts = Fonts::branded(notosans::ITALIC_TTF.to_vec(), None).unwrap();
    let logo =
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 10'><path d='M0 0h30v10h-30z' fill='#fff'/></svg>";
    brand.logo = Some(Logo::read(logo.as_bytes()).unwrap());
    brand
}

/// A figure with the case that it is of.
struct Drawn {
    case: String,
    preset: &'static Preset,
    paper: plotters::style::RGBColor,
    figure: Figure,
}

/// Every figure of every case on every shape, in the plain look; of the sample, in another and with each corner too.
fn every() -> &'static [Drawn] {
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

#[test]
fn every_text_is_inside_the_safe_area_and_none_covers_another() {
    let faults = |drawn: &Drawn| {
        let scene = &drawn.figure.scene;
        let outside = scene.data().filter(|mark| !scene.safe.holds(&mark.area)).map(|mark| format!("{mark:?}"));
        let all = scene.faults().into_iter().chain(outside).take(1);
        all.map(|fault| format!("{}: {fault}", drawn.case)).collect::<Vec<String>>()
    };
    assert_eq!(every().iter().flat_map(faults).collect::<Vec<String>>(), Vec::<String>::new());
}

#[test]
fn every_text_is_large_enough_and_has_contrast_on_one_background() {
    let faults = |Drawn { case, preset, figure, .. }: &Drawn| {
        let least = if preset.is_fixed() { preset.least() } else { 11 };
        let is_at_fault = |text: &&TextBox| {
            // A text stands on a mark whole, or off it.
            let marks = &figure.scene.marks;
            let cut = marks.iter().any(|mark| mark.area.meets(&text.area) && !mark.area.holds(&text.area));
            text.size < least || contrast(text.color, text.background) < 4.5 || cut
        };
        figure.scene.texts.iter().find(is_at_fault).map(|text| format!("{case}: {text:?}"))
    };
    assert_eq!(every().iter().filter_map(faults).collect::<Vec<String>>(), Vec::<String>::new());
}

#[test]
fn every_mark_stands_out_from_the_background_by_itself_or_by_its_edge() {
    let faults = |Drawn { case, paper, figure, .. }: &Drawn| {
        // The squares of a heat map have their numbers inside.
        let is_square = |mark: &Mark| {
            matches!(mark.datum, Some(Datum::Themes(..))) || figure.id.starts_with("heat-map") && mark.edge.is_none()
        };
        let faint = |mark: &&Mark| contrast(mark.edge.unwrap_or(mark.color), *paper) < 3.0 && !is_square(mark);
        // What is marked in a quote is told by its ground, which carries no number.
        let mut marks = figure.scene.data().filter(|_| !figure.id.contains("quote-"));
        marks.find(faint).map(|mark| format!("{case}: {mark:?}"))
    };
    assert_eq!(every().iter().filter_map(faults).collect::<Vec<String>>(), Vec::<String>::new());
}

#[test]
fn a_picture_has_the_size_of_its_shape_and_one_of_a_report_grows() {
    for Drawn { case, preset, figure, .. } in every() {
        let (width, height) = (figure.scene.canvas.width, figure.scene.canvas.height);
        assert_eq!((width, height), (preset.width, preset.height.unwrap_or(height)), "{case}");
        assert!(figure.svg.contains(&format!("viewBox=\"0 0 {} ", preset.width)), "{case}");
    }
}

/// The boxes of the ink of every text, as the renderer lays them out.
fn ink(group: &Group, out: &mut Vec<Rect>) {
    for node in group.children() {
        match node {
            Node::Group(group) => ink(group, out),
            Node::Text(text) => out.push(text.flattened().abs_bounding_box()),
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

#[test]
fn the_renderer_puts_every_text_where_the_scene_says() {
    for (case, results) in cases() {
        for preset in [&REPORT, preset("square").unwrap()] {
            for figure in draw(&results, &Sheet { preset, brand: &Brand::default() }).into_iter().flatten() {
                let (mut boxes, tree) = (Vec::new(), png::tree(&figure.svg, Fonts::bundled()).unwrap());
                ink(tree.root(), &mut boxes);
                assert_eq!(boxes.len(), figure.scene.texts.len(), "{case} {}", figure.id);
                for (found, text) in boxes.iter().zip(&figure.scene.texts) {
                    let (area, slack) = (text.area, 2.0 + text.size as f32 / 12.0);
                    let inside = found.left() >= area.x as f32 - slack
                        && found.right() <= area.right() as f32 + slack
                        && found.top() >= area.y as f32 - 2.0 * slack
                        && found.bottom() <= area.bottom() as f32 + slack;
                    assert!(inside, "{case} {}: {found:?} {text:?}", figure.id);
                }
            }
        }
    }
}

#[test]
fn every_alt_text_keeps_its_limit_and_every_picture_its_words() {
    for Drawn { case, preset, figure, .. } in every() {
        assert!((1..=100).contains(&figure.alt_short.chars().count()), "{case}");
        assert!((1..=1000).contains(&figure.alt_long.chars().count()), "{case}");
        let id = if preset.is_fixed() { format!("{}-{}", figure.id, preset.id) } else { figure.id.clone() };
        assert!(figure.svg.contains(&format!("role=\"img\" aria-labelledby=\"{id}-title {id}-desc\"")), "{case}");
        assert!(figure.svg.contains(&format!("<title id=\"{id}-title\">")), "{case}");
        assert!(figure.svg.contains(&format!("<desc id=\"{id}-desc\">")), "{case}");
    }
}

#[test]
fn the_same_results_give_the_same_bytes() {
    for (case, results) in cases() {
        assert_eq!(figures(&results), figures(&results), "{case}");
    }
}

#[test]
fn an_inline_picture_has_no_fonts_and_its_page_has_them_once() {
    let (figures, brand) = (figures(&sample::results()), Brand::default());
    let rules = page_fonts(&figures, &brand);
    assert_eq!(rules.matches("@font-face").count(), 2);
    for figure in &figures {
        assert!(figure.svg.contains("@font-face") && !figure.inline().contains("style"), "{}", figure.id);
        assert_eq!(figure.inline().matches(" id=\"").count(), 2);
    }
}

#[test]
fn every_category_has_its_bar_and_its_length_is_its_share() {
    for preset in PRESETS {
        let brand = Brand::default();
        let figures: Vec<Figure> =
            draw(&sample::results(), &Sheet { preset, brand: &brand }).into_iter().flatten().collect();
        let widths: Vec<i32> = figures[0].scene.data().map(|mark| mark.area.width).collect();
        assert_eq!(widths.len(), 3, "{}", preset.id);
        for (width, share) in widths.iter().zip([0.68, 0.20, 0.12]) {
            let expected = share / 0.68 * f64::from(widths[0]);
            assert!((f64::from(*width) - expected).abs() <= 1.0, "{} {widths:?}", preset.id);
        }
    }
}

#[test]
fn what_does_not_fit_is_counted_with_its_total() {
    let results = shaped(&named(30, |place| format!("Category {place}")), |place| 30 - place as u64);
    let brand = Brand::default();
    for preset in PRESETS.iter().filter(|preset| preset.is_fixed()) {
        let drawn: Vec<Figure> = draw(&results, &Sheet { preset, brand: &brand }).into_iter().flatten().collect();
        let figure = |id: &str| drawn.iter().find(|figure| figure.id == id).unwrap();
        let (single, multiple) = (figure("answers-Single"), figure("answers-Multiple"));
        let shown = single.scene.data().count() as u64;
        assert!((2..=preset.most as u64).contains(&shown), "{} {shown}", preset.id);
        // 30 + 29 + … + 1 = 465 answers; the rest is what the first ones leave.
        let rest = (1..=30 - shown).sum::<u64>();
        let line = |figure: &Figure| {
            figure.scene.texts.iter().any(|text| text.text.starts_with(&format!("{} more options", 30 - shown)))
        };
        assert!(line(single) && line(multiple), "{}", preset.id);
        let share = format!("{:.0}% together", 100.0 * rest as f64 / 465.0);
        let words =
            |figure: &Figure| figure.scene.texts.iter().map(|text| text.text.clone()).collect::<Vec<_>>().join(" ");
        assert!(words(single).contains(&share), "{} {share}", preset.id);
        assert!(words(multiple).contains(&format!("chosen {rest} times")), "{}", preset.id);
    }
}

#[test]
fn a_report_shows_thirty_categories_with_whole_labels() {
    let (_, results) = cases().into_iter().find(|(case, _)| *case == "thirty long").unwrap();
    for figure in
        figures(&results).iter().filter(|figure| figure.id.starts_with("answers-") && !figure.id.contains("-g"))
    {
        assert_eq!(figure.scene.data().count(), 30, "{}", figure.id);
        assert!(figure.scene.texts.iter().skip(2).all(|text| !text.text.contains('…')), "{}", figure.id);
    }
}

#[test]
fn one_bar_is_coloured_and_a_tie_colours_all_that_lead() {
    let accent = Palette::light().accent;
    let accents = |results: &Results| figures(results)[0].scene.data().filter(|mark| mark.color == accent).count();
    assert_eq!(accents(&sample::results()), 1);
    assert_eq!(accents(&shaped(&named(4, |place| format!("Same {place}")), |_| 5)), 4);
    assert_eq!(accents(&shaped(&named(4, |place| format!("Zero {place}")), |_| 0)), 0);
}

#[test]
fn every_square_of_the_heat_map_has_its_number() {
    let figure = &figures(&sample::results())[2];
    let numbers: Vec<u64> = figure.scene.texts.iter().filter_map(|text| text.text.parse().ok()).collect();
    assert_eq!(numbers, [65, 24, 19, 11, 6, 57, 21, 8, 5, 49, 9, 0, 35, 3, 24]);
    assert_eq!(figure.scene.data().count(), 15);
}

#[test]
fn the_question_stands_word_for_word_under_the_finding() {
    let texts = &figures(&sample::results())[0].scene.texts;
    assert_eq!(texts[0].text, "Two in three accept only some invites from strangers");
    assert_eq!(texts[1].text, "“Under what conditions do you accept LinkedIn invites from people you don’t know?”");
}

#[test]
fn every_shape_says_when_how_the_people_came_and_what_is_constructed() {
    let brand = Brand::default();
    for preset in PRESETS {
        for figure in draw(&sample::results(), &Sheet { preset, brand: &brand }).into_iter().flatten() {
            let texts: Vec<&str> = figure.scene.texts.iter().map(|text| text.text.as_str()).collect();
            let words = texts.join(" ");
            let case = format!("{} {}: {words}", figure.id, preset.id);
            assert!(words.contains("LinkedIn poll, July 2021") && words.to_lowercase().contains("opt-in"), "{case}");
            assert_eq!(words.contains("145 of 158 comments are constructed"), figure.id != "answers", "{case}");
        }
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
    let labels = ["low", "mid", "high", "don't know"].map(str::to_owned);
    let mut results = shaped(&labels, |place| [3, 1, 9, 2][place]);
    let figures_of =
        |results: &Results| figures(results).into_iter().filter(|figure| figure.table == "answers").collect::<Vec<_>>();
    let found = figures_of(&results);
    let ids: Vec<&str> = found.iter().map(|figure| figure.id.as_str()).collect();
    assert_eq!(ids, ["answers-Single", "answers-Multiple", "answers-Scale"]);
    let order = |figure: &Figure| -> Vec<String> {
        let texts = figure.scene.texts.iter().map(|text| text.text.clone());
        texts.filter(|text| labels.contains(text)).collect()
    };
    assert_eq!(order(&found[0]), ["high", "low", "mid", "don't know"]);
    assert_eq!(order(&found[2]), ["low", "mid", "high", "don't know"]);
    assert!(found[0].svg.contains("15 of 24 responses (63%)"));
    assert_eq!(found[0].svg.matches(" data-question=\"Single\" data-answer=\"high\"").count(), 4);
    results.poll = None;
    results.answers.truncate(1);
    assert_eq!(figures_of(&results)[0].id, "answers");
}

#[test]
fn a_script_that_no_font_has_leaves_the_chart_out_with_a_warning() {
    let mut results = sample::results();
    results.poll.as_mut().unwrap().options[0].label = "漢字".into();
    let drawn = draw(&results, &Sheet { preset: &REPORT, brand: &Brand::default() });
    let left_out = drawn[0].as_ref().unwrap_err();
    assert_eq!((left_out.id.as_str(), left_out.missing.as_slice()), ("answers", ['字', '漢'].as_slice()));
    let warning = left_out.warning().to_string();
    assert!(warning.contains("charts/answers.svg: the chart is left out: no font has the letters 字 漢"), "{warning}");
    assert!(warning.contains("`font`"), "{warning}");
    assert_eq!(drawn.iter().filter(|drawn| drawn.is_ok()).count(), 3);
}

#[test]
fn ids_of_charts_are_unique() {
    let mut ids: Vec<&str> = CHARTS.iter().map(|chart| chart.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), CHARTS.len());
}

fn of_sample(id: &str, change: impl Fn(&mut Input<'_>)) -> Vec<Figure> {
    let (_, given) = given_cases().swap_remove(0);
    let brand = Brand::default();
    let mut input = given.input();
    change(&mut input);
    draw_chart(id, &input, &Sheet { preset: &REPORT, brand: &brand }).unwrap().into_iter().flatten().collect()
}

#[test]
fn a_waffle_has_a_hundred_squares_and_a_stack_the_whole_width() {
    let waffle = &of_sample("waffle", |_| {})[0];
    let answer = |label: &str| Some(Datum::Answer("poll".into(), label.into()));
    let squares = |label: &str| waffle.scene.data().filter(|mark| mark.datum == answer(label)).count();
    assert_eq!(["Some of them", "Never", "All of them"].map(squares), [68, 20, 12]);
    let stack = &of_sample("stacked", |_| {})[0];
    let widths: Vec<i32> = stack.scene.data().map(|mark| mark.area.width).collect();
    assert_eq!(widths.iter().sum::<i32>() + 2 * 2, 720 - 2 * 24);
    assert!((f64::from(widths[0]) / f64::from(720 - 2 * 24) - 0.68).abs() < 0.01);
}

#[test]
fn a_title_that_is_given_and_one_theme_are_what_is_drawn() {
    let said = |figure: &Figure| figure.scene.texts.iter().map(|text| text.text.as_str()).collect::<Vec<_>>().join(" ");
    let themes = &of_sample("themes", |input| (input.title, input.only) = (Some("My own title"), Some("t02")))[0];
    assert_eq!(themes.title, "My own title");
    let strong: Vec<&Option<Datum>> =
        themes.scene.data().filter(|mark| mark.edge.is_none()).map(|mark| &mark.datum).collect();
    assert_eq!(strong, [&Some(Datum::Theme("t02".into()))]);
    let numbers = of_sample("number", |input| input.only = Some("t01"));
    assert_eq!(numbers.iter().map(|figure| figure.id.as_str()).collect::<Vec<_>>(), ["number-t01"]);
    assert!(
        said(&numbers[0]).contains("36%") && said(&numbers[0]).contains("57 of 158 comments"),
        "{}",
        said(&numbers[0])
    );
    assert!(
        draw_chart("pie", &Input::of(&sample::results()), &Sheet { preset: &REPORT, brand: &Brand::default() })
            .is_none()
    );
}

#[test]
fn a_card_says_what_was_computed_and_marks_the_evidence() {
    let quotes = of_sample("quote", |_| {});
    assert_eq!(quotes.len(), 3);
    let marker = Palette::light().marker;
    assert!(quotes[0].scene.marks.iter().filter(|mark| mark.color == marker).count() >= 2);
    assert!(quotes[0].scene.texts.iter().any(|text| text.text == "a commenter, constructed example"));
    let claims = of_sample("claim", |_| {});
    let badges = ["Shown on constructed data", "Holds", "Does not hold", "Cannot be known"];
    for (figure, badge) in claims.iter().zip(badges) {
        assert!(figure.scene.texts.iter().any(|text| text.text == badge), "{badge}");
        assert!(figure.svg.contains("data-claim=\""));
    }
}

#[test]
fn bounds_are_drawn_only_where_the_design_allows_them() {
    assert_eq!(of_sample("intervals", |_| {}), []);
    let (_, given) = given_cases().swap_remove(1);
    let drawn = draw_chart("intervals", &given.input(), &Sheet { preset: &REPORT, brand: &Brand::default() }).unwrap();
    assert!(!drawn.is_empty());
}
