//! Closed questions that are rows of a grid: one section, one table, one picture and one sentence for all of them.

use super::charts::picture;
use super::findings::{Sentence, cells_of};
use super::model::{Align, Block, Grid, Line};
use super::shown::{UNDEFINED, sentence};
use super::{answers, ratings};
use crate::chart::{Figure, likert_figure_id};
use crate::ingest::responses::Kind;
use crate::measure::answers::{AnswerBreakdown, AnswerOption, ScaleSet, scale_sets, shared_text};
use crate::measure::named::{Named, TableCell};
use crate::measure::wording::{
    answers_headline, answers_line, grouped, percent, plain_number, quoted, scales_headline,
};
use crate::measure::{Estimate, Portion, Results, Share};

/// The most options of a grid that is shown as one table.
const MOST_OPTIONS: usize = 11;

/// The closed questions, those of one grid together.
pub fn groups<'s, 'a>(questions: &'s [&'a AnswerBreakdown]) -> impl Iterator<Item = &'s [&'a AnswerBreakdown]> {
    questions.chunk_by(|a, b| a.grid.is_some() && a.grid == b.grid && a.source == b.source)
}

/// What the questions of a grid share, and what is each row's own; `None` where they are no grid of one shape.
fn named<'a>(group: &[&'a AnswerBreakdown]) -> Option<(&'a str, Vec<&'a str>)> {
    let [first, others @ ..] = group else { return None };
    let labels = |found: &'a AnswerBreakdown| found.options.iter().map(|option| &option.label);
    let shaped = |found: &&AnswerBreakdown| {
        matches!(found.kind, Kind::Single | Kind::Scale) && found.options.len() <= MOST_OPTIONS
    };
    let alike =
        !others.is_empty() && group.iter().all(shaped) && others.iter().all(|row| labels(row).eq(labels(first)));
    let texts: Vec<&str> = group.iter().map(|found| found.question.as_str()).collect();
    let (shared, own) = shared_text(&texts);
    Some((shared?, own)).filter(|_| alike)
}

/// What is said of a grid whose rows have one scale: what its rows share, what leads, and how many answered.
struct Said<'a> {
    shared: &'a str,
    leads: String,
    answered: String,
    set: ScaleSet<'a>,
}

/// The closed questions in a line each, those of a grid together: what leads, what was asked, and of whom.
#[must_use]
pub fn closed_lines(results: &Results) -> Vec<String> {
    let questions: Vec<&AnswerBreakdown> = results.closed().filter(|found| found.answered > 0).collect();
    let line = |leads: &str, question: &str, answered: &str| {
        format!("{}. {}: {answered}", leads.trim_end_matches('.'), quoted(question))
    };
    let of_group = |group: &[&AnswerBreakdown]| match said(results, group) {
        // What leads names one of several rows, so that what was asked of all comes first.
        Some(said) => vec![format!("{} {} {}", quoted(said.shared), said.answered, sentence(&said.leads))],
        None => {
            let one = |found: &&AnswerBreakdown| {
                line(&answers_headline(found, results), &found.question, &answers_line(found))
            };
            group.iter().map(one).collect()
        }
    };
    groups(&questions).flat_map(of_group).collect()
}

/// The sentence on a grid whose rows have one scale; `None` where each question is said by itself.
pub fn finding(results: &Results, group: &[&AnswerBreakdown], known: &[Named]) -> Option<Sentence> {
    let Said { shared, leads, answered, set } = said(results, group)?;
    let line = Line::default().text(format!("{} ", quoted(shared)));
    let line = line.strong(sentence(&leads)).text(format!(" {answered}"));
    Some(Sentence { line, cells: said_of(&set, group, known) })
}

fn said<'a>(results: &Results, group: &[&'a AnswerBreakdown]) -> Option<Said<'a>> {
    let (shared, _) = named(group)?;
    let sets = scale_sets(results, group.iter().copied());
    let set = sets.into_iter().next().filter(|set| set.rows.len() == group.len())?;
    let (fewest, most) = set.answered();
    let range = |low: String, high: String| if low == high { low } else { format!("{low} to {high}") };
    let count = range(grouped(fewest), grouped(most));
    let answered = match group.first().and_then(|found| found.asked) {
        None => format!("{count} answers to each row."),
        Some(asked) => {
            let share = |count: u64| percent(Share::new(count, asked));
            let shares = range(share(fewest), share(most));
            format!("{count} of {} responses ({shares}) answer each row.", grouped(asked))
        }
    };
    Some(Said { shared, leads: scales_headline(&set, results)?, answered, set })
}

/// The cells of what the sentence on a grid says of each row: its mean, or the levels of its upper side; and its base. Of
/// weighted rows those of weighted numbers.
fn said_of(set: &ScaleSet<'_>, group: &[&AnswerBreakdown], known: &[Named]) -> Vec<TableCell> {
    let by_mean = set.means().is_some();
    let levels = set.rows.first().map_or(&[][..], |row| &row.sides.levels);
    let upper = &levels[levels.len().div_ceil(2)..];
    let is_upper = |cell: &TableCell| {
        let option = cell.key.iter().find(|(column, _)| matches!(*column, "option" | "label"));
        option.is_some_and(|(_, option)| upper.iter().any(|level| level.label == *option))
    };
    let (shares, statistics) = match set.weighted {
        Some(true) => (("estimates", "share"), "ratings"),
        _ => (("answers", "share_answered"), "answer_statistics"),
    };
    let says = |cell: &TableCell| match cell.table {
        "answer_bases" => true,
        table if by_mean => table == statistics && cell.key.contains(&("statistic", "mean".to_owned())),
        table => (table, cell.column) == shares && is_upper(cell),
    };
    group.iter().flat_map(|found| cells_of(known, &found.id, says)).collect()
}

/// The section of a grid: its table, its picture, what is said of its rows; `None` where the questions are no grid.
pub fn section(results: &Results, group: &[&AnswerBreakdown], figures: &[Figure]) -> Option<Vec<Block>> {
    let (shared, own) = named(group)?;
    let mut blocks = vec![Block::Heading(3, shared.to_owned()), Block::Table(table(results, group, &own))];
    let together = figure_id(results, group).and_then(|id| figures.iter().find(|figure| figure.id == id));
    blocks.extend(together.map(picture));
    blocks.extend(group.iter().filter_map(|found| answers::figure(results, found, figures)));
    let rows: Vec<(&str, &str)> = group.iter().zip(&own).map(|(found, label)| (found.id.as_str(), *label)).collect();
    blocks.extend(ratings::of_grid(results, &rows));
    // Weighted shares stand in the table above; what is not in it are bounds.
    let bounded = results.about.sample.intervals().is_some();
    for (found, label) in group.iter().zip(&own).filter(|_| bounded) {
        let estimates = answers::estimates(results, found).into_iter().map(|block| match block {
            Block::Table(grid) => {
                Block::Table(Grid { caption: format!("{}: {}", quoted(label), grid.caption), ..grid })
            }
            other => other,
        });
        blocks.extend(estimates);
    }
    Some(blocks)
}

/// The figures that stand in the sections of grids.
pub fn figure_ids(results: &Results) -> Vec<String> {
    let questions: Vec<&AnswerBreakdown> = results.closed().collect();
    groups(&questions).filter(|group| named(group).is_some()).filter_map(|group| figure_id(results, group)).collect()
}

fn figure_id(results: &Results, group: &[&AnswerBreakdown]) -> Option<String> {
    likert_figure_id(results, &group.first()?.id)
}

/// Rows by options: the share of those who answered the row, weighted where the responses have weights.
fn table(results: &Results, group: &[&AnswerBreakdown], own: &[&str]) -> Grid {
    let first = group.first().map_or(&[][..], |found| &found.options);
    let weighted = group.iter().any(|found| results.has_weights(found));
    let scale = group.iter().any(|found| found.spread.is_some());
    let labels: Vec<String> = first.iter().map(answers::label).collect();
    let mut header = vec![("Row", Align::Left)];
    header.extend(labels.iter().map(|label| (label.as_str(), Align::Right)));
    header.push(("Answered", Align::Right));
    header.extend(weighted.then_some(("Weighted base", Align::Right)));
    if scale {
        header.push(("Mean (n)", Align::Right));
    }
    let asked = group.first().and_then(|found| found.asked).map(grouped).unwrap_or_default();
    let caption = match weighted {
        true => format!(
            "Weighted shares and means of those who answered the row; {asked} responses were asked. “Answered” and n count \
             each person once."
        ),
        false => format!("Shares of those who answered the row; {asked} responses were asked."),
    };
    let mut table = Grid::new(caption, &header).numbers_in(if weighted { "estimates" } else { "answers" });
    for (found, label) in group.iter().zip(own) {
        let mut row = vec![(*label).to_owned()];
        row.extend(found.options.iter().map(|option| share(results, found, option)));
        row.push(grouped(found.answered));
        if weighted {
            let base = found.options.iter().find_map(|option| estimate(results, found, option)?.base);
            row.push(base.map_or_else(|| UNDEFINED.to_owned(), |base| plain_number(base.weighted)));
        }
        if scale {
            let mean = mean(results, found).zip(found.spread.as_ref());
            row.push(mean.map_or_else(|| UNDEFINED.to_owned(), |(mean, of)| format!("{mean:.2} ({})", grouped(of.n))));
        }
        table.rows.push(row.into_iter().map(Line::from).collect());
    }
    table
}

fn estimate<'r>(results: &'r Results, found: &AnswerBreakdown, option: &AnswerOption) -> Option<&'r Estimate> {
    let own = |of: &&Estimate| of.question == found.id && of.theme.is_none() && of.weighted;
    results.estimates.iter().filter(own).find(|of| of.label == option.label)
}

/// The share of an option as shown.
fn share(results: &Results, found: &AnswerBreakdown, option: &AnswerOption) -> String {
    let counted = found.of_answered(option);
    if !results.has_weights(found) {
        return percent(counted);
    }
    let share = estimate(results, found, option).and_then(|of| of.share);
    share.map_or_else(|| UNDEFINED.to_owned(), |share| percent(Portion::weighted(counted, share)))
}

fn mean(results: &Results, found: &AnswerBreakdown) -> Option<f64> {
    if !results.has_weights(found) {
        return found.spread.as_ref()?.mean;
    }
    let rating = results.ratings.iter().find(|rating| rating.question == found.id)?;
    rating.values.iter().find(|value| value.group.is_none() && value.statistic == "mean")?.value
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::measure::fixture::scale;
    use crate::measure::rating::{Rating, RatingValue};
    use crate::measure::weighting::effective;

    fn row(name: &str, counts: [u64; 3]) -> AnswerBreakdown {
        AnswerBreakdown { id: name.to_owned(), ..scale(&format!("How good is it?: {name}"), &["1", "2", "3"], &counts) }
    }

    #[test]
    fn a_grid_is_one_sentence_one_table_and_the_ratings_of_its_rows() {
        let (ferry, pier) = (row("Ferry", [3, 6, 21]), row("Pier", [18, 6, 12]));
        let group = [&ferry, &pier];
        let mut results = sample::results();
        let said = format!("{:?}", finding(&results, &group, &[]).unwrap().line);
        assert!(said.contains("“How good is it?”"), "{said}");
        assert!(said.contains("“Ferry” has the highest mean, 2.6 on the scale from 1 to 3"), "{said}");
        assert!(said.contains("30 to 36 of 40 responses (75% to 90%) answer each row."), "{said}");
        let value = |statistic| RatingValue {
            group: None,
            statistic,
            value: Some(1.5),
            bounds: None,
            base: effective([1.0; 12]),
            left_out: 0,
        };
        let values = vec![value("mean"), value("median")];
        results.ratings = vec![Rating { question: "Pier".to_owned(), values, differences: Vec::new() }];
        let blocks = section(&results, &group, &[]).unwrap();
        let tables: Vec<&Grid> =
            blocks.iter().filter_map(|block| if let Block::Table(grid) = block { Some(grid) } else { None }).collect();
        assert_eq!(tables[0].rows.len(), 2);
        assert_eq!(tables[1].rows, [["Pier", "12", "1.50"].map(|cell| Line::from(cell.to_owned())).to_vec()]);
    }

    #[test]
    fn questions_with_other_options_stand_by_themselves() {
        let (one, mut other) = (row("Ferry", [1, 2, 7]), row("Pier", [6, 2, 4]));
        other.options.truncate(2);
        assert_eq!(finding(&sample::results(), &[&one, &other], &[]), None);
        assert_eq!(section(&sample::results(), &[&one, &other], &[]), None);
    }
}
