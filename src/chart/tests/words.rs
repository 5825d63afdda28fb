//! What a picture says: its title, its question, its alt texts, its ids, and what is left out for want of letters.

use super::*;

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
fn the_question_stands_word_for_word_under_the_finding() {
    let texts = &figures(&sample::results())[0].scene.texts;
    assert_eq!(texts[0].text, "Two in three accept only some invites from strangers");
    assert_eq!(texts[1].text, "“Under what conditions do you accept LinkedIn invites from people you don’t know?”");
}

#[test]
fn every_shape_says_when_how_the_people_came_and_what_is_constructed() {
    let brand = Brand::default();
    for preset in PRESETS {
        for figure in
            draw_report(&Input::of(&sample::results()), &Sheet { preset, brand: &brand }).into_iter().flatten()
        {
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
fn a_script_that_no_font_has_leaves_the_chart_out_with_a_warning() {
    let mut results = sample::results();
    results.poll.as_mut().unwrap().options[0].label = "漢字".into();
    let drawn = draw_report(&Input::of(&results), &Sheet { preset: &REPORT, brand: &Brand::default() });
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
