//! How far the people who coded agree among themselves: a table by theme, and what the method says of it.

use super::model::{Align, Block, Grid};
use super::shown::{UNDEFINED, bounds, decimal};
use crate::measure::QuestionResults;
use crate::measure::coders::{Coefficients, Measured};
use crate::measure::wording::{grouped, listed, quoted};

/// A table over all the people; each two of them stand in the tidy table.
pub fn blocks(question: &QuestionResults) -> Vec<Block> {
    let Some(first) = question.coders.first() else { return Vec::new() };
    let caption = format!(
        "How far the people who coded agree, {}: the share of pairs of decisions that agree, and Krippendorff's alpha \
         (nominal), which is 1 where all agree and 0 where chance would do as well.",
        first.coders
    );
    let header = [
        ("Theme", Align::Left),
        ("Comments coded twice", Align::Right),
        ("Agreement", Align::Right),
        ("Alpha", Align::Right),
        ("95% interval", Align::Right),
    ];
    let mut grid = Grid::new(caption, &header).numbers_in("coder_agreement");
    for of in question.coders.iter().filter(|of| of.coders == first.coders) {
        let Some(theme) = of.theme.as_deref() else { continue };
        let label = question.frequencies.themes.iter().find(|known| known.id == theme);
        let label = label.map_or(theme, |known| known.label.as_str());
        let percent = measure(of, "percent").and_then(|one| one.value);
        let alpha = measure(of, "alpha");
        grid.push([
            label.to_owned(),
            grouped(of.units),
            percent.map_or(UNDEFINED.to_owned(), |value| format!("{:.0}%", value * 100.0)),
            decimal(alpha.and_then(|one| one.value)),
            bounds(alpha.and_then(|one| one.bounds)),
        ]);
    }
    vec![Block::Table(grid)]
}

/// For each group of themes what all the people agree on, as a set; nothing with fewer than two.
pub fn reliability(question: &QuestionResults) -> Vec<String> {
    let Some(first) = question.coders.first() else { return Vec::new() };
    let of_all = question.coders.iter().filter(|of| of.coders == first.coders);
    let sentence = |of: &Coefficients| {
        let group = question.groups.iter().find(|(id, _, _)| *id == of.group);
        let label = group.map_or(of.group.as_str(), |(_, label, _)| label);
        let said = [("alpha_masi", "MASI"), ("alpha_jaccard", "Jaccard")].map(|(id, name)| {
            let one = measure(of, id);
            let value = decimal(one.and_then(|one| one.value));
            let between = one.and_then(|one| one.bounds).map(|found| format!(" ({})", bounds(Some(found))));
            format!("{name} {value}{}", between.unwrap_or_default())
        });
        let why = of.measures.iter().find_map(|one| one.undefined.filter(|_| one.value.is_none()));
        let why = why.map(|why| format!("; not defined: {why}")).unwrap_or_default();
        format!(
            "Coders {}, {label}: Krippendorff's alpha of the sets of themes over {} comments: {}{why}",
            quoted(&of.coders),
            grouped(of.units),
            listed(&said)
        )
    };
    of_all.filter(|of| of.theme.is_none()).map(sentence).collect()
}

fn measure<'m>(of: &'m Coefficients, id: &str) -> Option<&'m Measured> {
    of.measures.iter().find(|one| one.measure == id)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn question(value: Option<f64>) -> QuestionResults {
        let mut question = sample::results().questions.remove(0);
        let theme = Some(question.frequencies.themes[0].id.clone());
        let undefined = value.is_none().then_some("all decisions are alike, so that chance alone explains them");
        let measured = |measure| Measured { measure, value, bounds: None, undefined };
        let of = |theme, names: [&'static str; 2]| Coefficients {
            coders: "anna + ben".to_owned(),
            half: "all",
            group: question.groups[0].0.clone(),
            theme,
            units: 40,
            measures: names.map(measured).to_vec(),
        };
        question.coders = vec![of(theme, ["percent", "alpha"]), of(None, ["alpha_masi", "alpha_jaccard"])];
        question
    }

    #[test]
    fn people_are_compared_by_theme_and_as_sets() {
        let question = question(Some(0.5));
        let text = format!("{:?}", blocks(&question));
        assert!(text.contains("anna + ben") && text.contains("50%") && text.contains("0.50"), "{text}");
        let said = reliability(&question);
        assert!(said[0].ends_with("over 40 comments: MASI 0.50 and Jaccard 0.50"), "{said:?}");
    }

    #[test]
    fn what_is_not_defined_is_said_and_is_not_one() {
        let said = reliability(&question(None));
        assert!(said[0].contains("not defined: all decisions are alike"), "{said:?}");
    }
}
