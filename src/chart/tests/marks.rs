//! What the marks of a picture are: as long as their shares, as many as the categories, the leading one in colour.

use super::*;

#[test]
fn every_category_has_its_bar_and_its_length_is_its_share() {
    for preset in PRESETS {
        let brand = Brand::default();
        let figures: Vec<Figure> = draw_report(&Input::of(&sample::results()), &Sheet { preset, brand: &brand })
            .into_iter()
            .flatten()
            .collect();
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
        let drawn: Vec<Figure> =
            draw_report(&Input::of(&results), &Sheet { preset, brand: &brand }).into_iter().flatten().collect();
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
