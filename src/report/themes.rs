//! The tables of one open question: themes in each unit, themes together, stance beside the poll.

use super::model::{Align, Block, Grid};
use super::shown::{UNDEFINED, part, share};
use crate::measure::wording::{self, counted, grouped, quoted};
use crate::measure::{Cooccurrence, DecisionSource, QuestionResults, Share, Stance};

/// The tables, one after the other.
pub fn blocks(question: &QuestionResults) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (place, (group, label, exclusive)) in question.groups.iter().enumerate() {
        blocks.push(Block::Heading(3, label.clone()));
        let grid = frequencies(question, group, *exclusive, question.frequencies.none.get(place).copied());
        blocks.push(Block::Table(grid));
        blocks.push(Block::Paragraph(decided(question).into()));
        blocks.extend(
            question
                .stance
                .iter()
                .filter(|stance| stance.group == *group)
                .flat_map(|stance| stance_blocks(question, stance)),
        );
        let pairs = question.cooccurrence.iter().filter(|found| found.group == *group);
        blocks.extend(pairs.flat_map(|found| pair_blocks(question, found)));
    }
    blocks
}

/// How often each theme of a group is shown, in each unit.
fn frequencies(question: &QuestionResults, group: &str, exclusive: bool, none: Option<Share>) -> Grid {
    let caption = format!(
        "How often each theme is shown. {} A comment can show {}.",
        wording::comments_line(question),
        if exclusive { "one of these; where it shows two, it is mixed" } else { "none, one or several" },
    );
    let header = [
        ("Theme", Align::Left),
        ("Comments", Align::Right),
        ("Authors", Align::Right),
        ("Mentions", Align::Right),
        ("Comments, those left out included", Align::Right),
    ];
    let mut grid = Grid::new(caption, &header).numbers_in("themes");
    grid.pictured = !exclusive;
    for theme in question.frequencies.themes.iter().filter(|theme| theme.group == group) {
        grid.push([
            theme.label.clone(),
            share(theme.comments),
            share(theme.authors),
            part(theme.mentions),
            share(theme.all_comments),
        ]);
        grid.view(1, [("on", question.id.clone()), ("theme", theme.id.clone())]);
    }
    if let Some(none) = none {
        let undefined = || UNDEFINED.to_owned();
        grid.push(["None of these".to_owned(), share(none), undefined(), undefined(), undefined()]);
        grid.view(1, [("on", question.id.clone()), ("none", group.to_owned())]);
    }
    grid
}

/// Whose decision the shares count, and how many were overridden.
fn decided(question: &QuestionResults) -> String {
    let overridden: u64 = question.frequencies.themes.iter().map(|theme| theme.overridden).sum();
    match question.source {
        DecisionSource::Tagger => "Every share counts the program's own decisions.".to_owned(),
        DecisionSource::Reviewed => format!(
            "A human decision wins over the program's where there is one: {} overridden.",
            counted(overridden, "decision was", "decisions were")
        ),
    }
}

/// What commenters say they do, beside the poll.
fn stance_blocks(question: &QuestionResults, stance: &Stance) -> Vec<Block> {
    let caption = "What commenters say they do, by author, beside what voters answered. They are different people: no \
                   test is made.";
    let header = [
        ("Stance", Align::Left),
        ("Authors who state it and no other", Align::Right),
        ("Answer in the poll", Align::Left),
        ("Share of voters", Align::Right),
    ];
    let mut grid = Grid::new(caption, &header).numbers_in("stance").with_figure();
    for row in &stance.rows {
        let (option, voted) = match &row.poll {
            Some((option, voted)) => (option.clone(), format!("{:.0}%", 100.0 * voted)),
            None => (UNDEFINED.to_owned(), UNDEFINED.to_owned()),
        };
        grid.push([row.label.clone(), share(row.authors), option, voted]);
        grid.view(0, [("on", question.id.clone()), ("theme", row.id.clone())]);
    }
    let rest = format!(
        "Of {}, {} no stance and {} more than one.",
        counted(stance.all_authors, "author", "authors"),
        counted(stance.silent_authors, "states", "state"),
        counted(stance.mixed_authors, "states", "state"),
    );
    vec![Block::Table(grid), Block::Paragraph(rest.into())]
}

/// Which themes are shown together, most often first; ties stay in the codebook's order.
fn pair_blocks(question: &QuestionResults, found: &Cooccurrence) -> Vec<Block> {
    let caption =
        format!("Themes shown by the same comment, of {} counted.", counted(found.base, "comment", "comments"));
    let header = [
        ("Themes", Align::Left),
        ("Comments with both", Align::Right),
        ("Of those with the first", Align::Right),
        ("Of those with the second", Align::Right),
    ];
    let mut pairs: Vec<_> = found.pairs.iter().collect();
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.both));
    let label = |place: usize| found.themes.get(place).map_or_else(String::new, |(_, label)| quoted(label));
    let mut grid = Grid::new(caption, &header).numbers_in("cooccurrence").with_figure();
    for pair in pairs {
        grid.push([
            format!("{} and {}", label(pair.a), label(pair.b)),
            grouped(pair.both),
            wording::percent(Share::new(pair.both, pair.count_a)),
            wording::percent(Share::new(pair.both, pair.count_b)),
        ]);
        let themes = [pair.a, pair.b].into_iter().filter_map(|place| found.themes.get(place));
        let on = ("on", question.id.clone());
        grid.view(1, std::iter::once(on).chain(themes.map(|(id, _)| ("theme", id.clone()))).collect::<Vec<_>>());
    }
    if grid.rows.is_empty() { Vec::new() } else { vec![Block::Table(grid)] }
}

#[cfg(test)]
mod tests {
    use super::super::model::Line;
    use super::super::sample;
    use super::*;

    fn grids(question: &QuestionResults) -> Vec<Grid> {
        blocks(question)
            .into_iter()
            .filter_map(|b| if let Block::Table(grid) = b { Some(grid) } else { None })
            .collect()
    }

    #[test]
    fn themes_are_counted_in_every_unit_with_their_bases() {
        let grids = grids(&sample::results().questions[0]);
        let row: Vec<Line> =
            ["Be relevant", "65 of 158 (41%)", "65 of 158 (41%)", "65 (28%)", "65 of 158 (41%)"].map(Line::from).into();
        assert_eq!(grids[0].rows[0], row);
        assert_eq!(grids[0].rows[5][..2], ["None of these", "43 of 158 (27%)"].map(Line::from));
    }

    #[test]
    fn pairs_are_shown_most_often_first() {
        let grids = grids(&sample::results().questions[0]);
        let row = ["“Be relevant” and “Write a personal invite”", "24", "37%", "42%"].map(Line::from);
        assert_eq!(grids[1].rows[0], row);
    }

    #[test]
    fn stance_stands_beside_the_answer_that_it_goes_with() {
        let grids = grids(&sample::results().questions[0]);
        let stance = grids.iter().find(|grid| grid.table.as_deref() == Some("stance")).unwrap();
        assert_eq!(stance.rows[1], ["Accepts some", "35 of 58 (60%)", "Some of them", "68%"].map(Line::from));
    }

    #[test]
    fn overridden_decisions_are_said() {
        let mut question = sample::results().questions.remove(0);
        question.source = DecisionSource::Reviewed;
        question.frequencies.themes[0].overridden = 3;
        assert!(decided(&question).contains("3 decisions were overridden"));
    }
}
