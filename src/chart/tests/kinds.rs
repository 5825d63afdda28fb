//! What single kinds of charts show of the sample.

use super::*;

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
