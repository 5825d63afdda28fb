//! The closed questions: a section for each with its table and its figure. Those that are rows of a grid are `grids`'.

use super::charts::picture;
use super::findings::{Sentence, cells_of};
use super::model::{Align, Block, Grid, Line, View};
use super::shown::{UNDEFINED, sentence};
use super::{grids, ratings, treatment};
use crate::chart::{Figure, answers_figure_id};
use crate::measure::answers::{AnswerBreakdown, AnswerOption};
use crate::measure::named::{Named, TableCell};
use crate::measure::wording::{answers_headline, answers_line, grouped, percent, quoted, spread_line};
use crate::measure::{Results, Share};

/// Options that a table shows; the tidy table has them all.
const MOST_OPTIONS: usize = 50;

/// What was found, in a sentence a question; one for a grid with a scale.
pub fn findings(results: &Results, known: &[Named]) -> Vec<Sentence> {
    let said = |found: &AnswerBreakdown| {
        let line = Line::default()
            .text(format!("{} ", quoted(&found.question)))
            .strong(sentence(&answers_headline(found, results)))
            .text(format!(" {}", answers_line(found)))
            .text(treatment::leading(results, &found.id).map(|said| format!(" {said}")).unwrap_or_default());
        let cells = said_of(found, known);
        Sentence { line, cells }
    };
    let questions: Vec<&AnswerBreakdown> = results.closed().collect();
    let mut found = Vec::new();
    for group in grids::groups(&questions) {
        match grids::finding(results, group, known) {
            Some(sentence) => found.push(sentence),
            None => found.extend(group.iter().map(|found| said(found))),
        }
    }
    found
}

/// The cells of the numbers that the sentence on a question says: its bases, and its options or what stands for them.
fn said_of(found: &AnswerBreakdown, known: &[Named]) -> Vec<TableCell> {
    let middle = found.middle().map(|(name, _)| ("statistic", name.to_owned()));
    let says = |cell: &TableCell| match cell.table {
        "answer_bases" => true,
        "answers" => cell.column == "share_answered" && middle.is_none(),
        "answer_statistics" | "ratings" => middle.as_ref().is_some_and(|middle| cell.key.contains(middle)),
        "estimates" => true,
        _ => false,
    };
    cells_of(known, &found.id, says)
}

/// The sections.
pub fn blocks(results: &Results, figures: &[Figure]) -> Vec<Block> {
    let questions: Vec<&AnswerBreakdown> = results.closed().collect();
    let mut blocks = Vec::new();
    for group in grids::groups(&questions) {
        match grids::section(results, group, figures) {
            Some(section) => blocks.extend(section),
            None => {
                for &found in group {
                    blocks.extend(section(found, results.has_weights(found)));
                    blocks.extend(treatment::made(results, &found.id).map(Block::Paragraph));
                    blocks.extend(estimates(results, found));
                    blocks.extend(ratings::blocks(results, &found.id));
                    blocks.extend(figure(results, found, figures));
                }
            }
        }
    }
    blocks
}

/// The picture of a question alone.
pub fn figure(results: &Results, found: &AnswerBreakdown, figures: &[Figure]) -> Option<Block> {
    let id = answers_figure_id(results, found);
    figures.iter().find(|figure| figure.id == id).map(picture)
}

/// The shares of a question that have weights or bounds.
pub fn estimates(results: &Results, found: &AnswerBreakdown) -> Vec<Block> {
    let of = results.estimates.iter().filter(|estimate| estimate.question == found.id);
    treatment::estimates(results, of)
}

fn section(found: &AnswerBreakdown, has_weights: bool) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(3, found.question.clone())];
    if !found.options.is_empty() {
        blocks.push(Block::Table(options(found)));
    }
    let mut said = answers_line(found);
    if let Some(line) = spread_line(found) {
        // The weighted numbers come after it, and are others.
        let once = if has_weights { "Each person counted once, without weights: " } else { "" };
        let line = if has_weights { uncapital(&line) } else { line };
        said = format!("{said} {once}{line}");
    }
    if found.options.len() > MOST_OPTIONS {
        let more = grouped((found.options.len() - MOST_OPTIONS) as u64);
        said = format!("{said} {more} more options stand in tables/answers.csv.");
    }
    if found.options.iter().any(|option| !option.declared) {
        said.push_str(" Options with an asterisk are in the file and not among those that the study names.");
    }
    blocks.push(Block::Paragraph(said.into()));
    blocks
}

/// A sentence without the capital at its start.
fn uncapital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Every option with its count and its shares, then those who chose none and those who gave no answer.
fn options(found: &AnswerBreakdown) -> Grid {
    let several = found.mentions.is_some();
    let base = |count: Option<u64>| count.map_or_else(|| UNDEFINED.to_owned(), grouped);
    let heads = [
        "Answer".to_owned(),
        "Count".to_owned(),
        format!("Of the {} who answered", grouped(found.answered)),
        format!("Of all {} asked", base(found.asked)),
        format!("Of all {} mentions", base(found.mentions)),
    ];
    let columns = if several { 5 } else { 4 };
    let header: Vec<(&str, Align)> = heads
        .iter()
        .take(columns)
        .enumerate()
        .map(|(place, head)| (head.as_str(), if place == 0 { Align::Left } else { Align::Right }))
        .collect();
    let mut grid = Grid::new("Every response counts as asked: a file does not tell who was shown a question.", &header)
        .numbers_in("answers");
    let mut push = |label: String, count: u64, shares: [Option<Share>; 3]| {
        let shares = shares.into_iter().take(columns - 2);
        let cells = shares.map(|share| share.map_or_else(|| UNDEFINED.to_owned(), percent));
        let row = [label, grouped(count)].into_iter().chain(cells);
        grid.rows.push(row.map(Line::from).collect());
    };
    for option in found.options.iter().take(MOST_OPTIONS) {
        let shares = [Some(found.of_answered(option)), found.of_asked(option), found.of_mentions(option)];
        push(label(option), option.count, shares);
    }
    let choice = |option: &AnswerOption| View(vec![("question", found.id.clone()), ("answer", option.label.clone())]);
    let views: Vec<View> = found.options.iter().take(MOST_OPTIONS).map(choice).collect();
    if found.none > 0 {
        let asked = found.asked.map(|asked| Share::new(found.none, asked));
        push("(none of them)".to_owned(), found.none, [Some(Share::new(found.none, found.answered)), asked, None]);
    }
    if let Some(missing) = found.missing() {
        push("(no answer)".to_owned(), missing.count, [None, Some(missing), None]);
    }
    grid.views = views.into_iter().enumerate().map(|(row, view)| (row, 1, view)).collect();
    grid
}

/// The label of an option; with an asterisk where the study does not name it.
pub fn label(option: &AnswerOption) -> String {
    if option.declared { option.label.clone() } else { format!("{}*", option.label) }
}

/// Rows and cells of the sources that are in no count, for the section on what was set aside.
pub fn set_aside(results: &Results) -> Vec<Block> {
    let told = |place: &crate::diag::Place| {
        results.questions.iter().any(|question| question.bad_rows.iter().any(|bad| bad.place == *place))
    };
    let mut blocks = Vec::new();
    for read in &results.responses {
        let rows = read.set_aside.iter().map(|(reason, rows)| rows_aside(reason, *rows));
        let notes = read.notes.iter().map(|note| Line::from(sentence(note)));
        let lines: Vec<Line> = rows.chain(notes).collect();
        let bad: Vec<_> = read.bad_rows.iter().filter(|bad| !told(&bad.place)).chain(&read.bad_cells).collect();
        if lines.is_empty() && bad.is_empty() {
            continue;
        }
        blocks.push(Block::Paragraph(Line::default().strong(format!("Of the responses in “{}”", read.source))));
        if !lines.is_empty() {
            blocks.push(Block::List(lines));
        }
        if !bad.is_empty() {
            let header = [("Place", Align::Left), ("What is wrong with it", Align::Left)];
            let caption = "Rows that could not be read, and cells that count as no answer.";
            let mut grid = Grid::new(caption, &header).numbers_in("responses");
            bad.iter().for_each(|bad| grid.push([bad.place.to_string(), bad.reason.clone()]));
            blocks.push(Block::Table(grid));
        }
    }
    blocks
}

/// Rows of a source that are no responses.
pub(super) fn rows_aside(reason: &str, rows: u64) -> Line {
    format!("{} set aside: {reason}.", crate::measure::wording::counted(rows, "row was", "rows were")).into()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::diag::Place;
    use crate::ingest::BadRow;
    use crate::ingest::responses::Kind;
    use crate::measure::answers::{SourceRead, spread};

    fn found(id: &str, question: &str, kind: Kind, grid: Option<&str>) -> AnswerBreakdown {
        let option = |(place, (label, count)): (usize, &(&str, u64))| AnswerOption {
            label: (*label).to_owned(),
            count: *count,
            declared: place < 2,
            value: (kind == Kind::Scale).then_some(place as f64),
        };
        AnswerBreakdown {
            id: id.to_owned(),
            question: question.to_owned(),
            kind,
            grid: grid.map(str::to_owned),
            source: Some("s".to_owned()),
            asked: Some(5),
            answered: 4,
            none: u64::from(kind == Kind::Multiple),
            mentions: (kind == Kind::Multiple).then_some(8),
            options: [("l", 2), ("p", 4), ("t", 2)].iter().enumerate().map(option).collect(),
            spread: (kind == Kind::Scale).then(|| spread(vec![0.0, 1.0]).unwrap()),
            top_two: None,
        }
    }

    fn text(answers: Vec<AnswerBreakdown>) -> String {
        let mut results = sample::results();
        results.answers = answers;
        let report = super::super::build(&results, &crate::chart::figures(&results));
        String::from_utf8((super::super::DOCUMENTS[0].write)(&report)).unwrap()
    }

    /// The numbers are those of the worked example in `measure::answers`.
    #[test]
    fn a_multiple_choice_names_its_three_bases() {
        let text = text(vec![found("q", "Which?", Kind::Multiple, None)]);
        for said in [
            "| Answer | Count | Of the 4 who answered | Of all 5 asked | Of all 8 mentions |",
            "| p | 4 | 100% | 80% | 50% |",
            "| t\\* | 2 | 50% | 40% | 25% |",
            "| (none of them) | 1 | 25% | 20% | – |",
            "| (no answer) | 1 | – | 20% | – |",
            "Multiple answers possible.",
            "charts/answers-q.svg",
        ] {
            assert!(text.contains(said), "{said}\n{text}");
        }
        assert_eq!(text.matches("(charts/answers-q.png)").count(), 1, "{text}");
    }

    #[test]
    fn rows_of_a_grid_are_one_table() {
        let rows = ["Rate: the: food", "Rate: the: room"];
        let text = text(rows.map(|row| found(&row.replace([' ', ':'], "-"), row, Kind::Scale, Some("g"))).to_vec());
        assert!(text.contains("### Rate: the\n"), "{text}");
        assert!(text.contains("| food | 50% | 100% | 50% | 4 | 0.50 (2) |"), "{text}");
    }

    #[test]
    fn the_sentence_on_a_question_knows_its_options_and_its_bases() {
        let mut results = sample::results();
        results.answers = vec![found("q", "Which?", Kind::Multiple, None), found("r", "How?", Kind::Scale, None)];
        let sentences = super::super::sentences(&results);
        let cells =
            sentences.iter().flat_map(|sentence| &sentence.cells).filter(|cell| cell.table.starts_with("answer"));
        let cells: Vec<String> = cells
            .map(|cell| {
                format!(
                    "{} {} {}",
                    cell.table,
                    cell.key.iter().map(|key| key.1.as_str()).collect::<String>(),
                    cell.column
                )
            })
            .collect();
        let options = |id: &str| ["l", "p", "t"].map(|option| format!("answers {id}{option} share_answered")).to_vec();
        let bases = |id: &str| vec![format!("answer_bases {id} answered")];
        assert_eq!(cells, [options("q"), bases("q"), options("r"), bases("r")].concat());
    }

    #[test]
    fn what_could_not_be_read_is_listed() {
        let mut results = sample::results();
        results.questions.clear();
        results.responses = vec![SourceRead {
            source: "s".to_owned(),
            responses: 5,
            set_aside: vec![("blank row".to_owned(), 2)],
            bad_rows: Vec::new(),
            bad_cells: vec![BadRow { place: Place::line("r.csv", 7), reason: "has `abc`".to_owned() }],
            notes: vec!["numbers are read with a decimal comma".to_owned()],
        }];
        let text = format!("{:?}", super::super::build(&results, &[]).blocks);
        for said in ["What was set aside", "2 rows were set aside: blank row.", "r.csv:7", "decimal comma."] {
            assert!(text.contains(said), "{said}\n{text}");
        }
    }
}
