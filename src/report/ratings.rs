//! Ratings: what is said of a rating question beyond its table, and themes beside the ratings of the same people.

use super::model::{Align, Block, Grid, Line};
use super::shown::{UNDEFINED, bounds, decimal};
use crate::measure::rating::{Rating, RatingDifference, RatingValue};
use crate::measure::wording::{capital, grouped, quoted};
use crate::measure::{Driver, QuestionResults, Results};

/// Differences that are said; the tidy table has them all.
const MOST_DIFFERENCES: usize = 3;
/// Themes beside a rating.
const MOST_THEMES: usize = 10;
/// A difference with a smaller p, corrected, is said.
const SAID: f64 = 0.05;

/// Spread, ends of the scale, net promoter score, and the groups that differ most; nothing for other questions.
pub fn blocks(results: &Results, id: &str) -> Vec<Block> {
    let Some(rating) = results.ratings.iter().find(|rating| rating.question == id) else { return Vec::new() };
    let weighted = results.closed().any(|found| found.id == id && results.has_weights(found));
    // The median and the top two of unweighted people stand with the other numbers of the question.
    let elsewhere = |statistic: &str| !weighted && matches!(statistic, "median" | "top two");
    let overall = |value: &&RatingValue| value.group.is_none() && !elsewhere(value.statistic);
    let values: Vec<String> = rating.values.iter().filter(overall).filter_map(value).collect();
    let mut said = format!("{}{}.", if weighted { "Weighted: " } else { "" }, values.join("; "));
    if rating.values.iter().any(|value| value.group.is_some()) {
        said.push_str(" By group: tables/ratings.csv.");
    }
    let mut pairs: Vec<&RatingDifference> = telling(rating).collect();
    pairs.sort_by(|a, b| a.adjusted.total_cmp(&b.adjusted));
    let mut blocks = vec![Block::Paragraph(said.into())];
    if !pairs.is_empty() {
        blocks.push(Block::List(pairs.into_iter().take(MOST_DIFFERENCES).map(|pair| differ(pair).into()).collect()));
    }
    blocks
}

/// The ratings of the rows of a grid (id and label) as one table, and the groups that differ most; nothing where no row is
/// a rating.
pub fn of_grid(results: &Results, rows: &[(&str, &str)]) -> Vec<Block> {
    let of = |(id, label): &(&str, &str)| {
        let rating = results.ratings.iter().find(|rating| rating.question == *id)?;
        Some(((*label).to_owned(), rating))
    };
    let ratings: Vec<(String, &Rating)> = rows.iter().filter_map(of).collect();
    // The mean stands in the table of the answers; its bounds do not.
    let beside = |value: &&RatingValue| value.group.is_none() && (value.statistic != "mean" || value.bounds.is_some());
    let Some((_, first)) = ratings.first() else { return Vec::new() };
    let names: Vec<&str> = first.values.iter().filter(beside).map(|value| value.statistic).collect();
    let heads: Vec<String> = names.iter().map(|name| capital(name)).collect();
    let mut header = vec![("Row", Align::Left), ("n", Align::Right)];
    header.extend(heads.iter().map(|head| (head.as_str(), Align::Right)));
    let mut grid = Grid::new("The ratings of each row.", &header).numbers_in("ratings");
    for (label, rating) in &ratings {
        let values: Vec<&RatingValue> = rating.values.iter().filter(beside).collect();
        let base = values.iter().find_map(|value| value.base).map_or(UNDEFINED.to_owned(), |base| grouped(base.n));
        let cell = |name: &&str| {
            let value = values.iter().find(|value| value.statistic == *name);
            value.and_then(|value| shown(value)).map_or(UNDEFINED.to_owned(), |(value, between)| value + &between)
        };
        let row = [label.clone(), base].into_iter().chain(names.iter().map(cell));
        grid.rows.push(row.map(Line::from).collect());
    }
    let mut pairs: Vec<(&String, &RatingDifference)> =
        ratings.iter().flat_map(|(label, rating)| telling(rating).map(move |pair| (label, pair))).collect();
    pairs.sort_by(|a, b| a.1.adjusted.total_cmp(&b.1.adjusted));
    let lines: Vec<Line> = pairs
        .into_iter()
        .take(MOST_DIFFERENCES)
        .map(|(label, pair)| format!("{}: {}", quoted(label), differ(pair)).into())
        .collect();
    let list = (!lines.is_empty()).then_some(Block::List(lines));
    std::iter::once(Block::Table(grid)).chain(list).collect()
}

/// The differences of means that are said.
fn telling(rating: &Rating) -> impl Iterator<Item = &RatingDifference> {
    rating.differences.iter().filter(|pair| pair.statistic == "mean" && pair.adjusted < SAID)
}

/// A value and its bounds, as shown.
fn shown(found: &RatingValue) -> Option<(String, String)> {
    let is_share = matches!(found.statistic, "top two" | "bottom two");
    let shown = |value: f64| if is_share { format!("{:.0}%", 100.0 * value) } else { format!("{value:.2}") };
    let between = found
        .bounds
        .map(|of| format!(", {} to {} ({}%, {})", shown(of.low), shown(of.high), 100.0 * of.level, of.method));
    Some((shown(found.value?), between.unwrap_or_default()))
}

/// `Mean 8.00 (n 10, 95% 6.42–9.58)`.
fn value(found: &RatingValue) -> Option<String> {
    let (value, between) = shown(found)?;
    let base = grouped(found.base?.n);
    Some(format!("{} {value} (n {base}{between})", capital(found.statistic)))
}

/// A difference between two groups in words.
fn differ(pair: &RatingDifference) -> String {
    let ([a, b], bounds) = (&pair.groups, pair.found.bounds);
    let how = if pair.found.value > 0.0 { "higher" } else { "lower" };
    let (low, high) = if pair.found.value > 0.0 { (bounds.low, bounds.high) } else { (-bounds.high, -bounds.low) };
    format!(
        "The mean of {} (n {}) is {:.2} {how} than that of {} (n {}): between {low:.2} and {high:.2} ({}), p {:.3} corrected over \
         the pairs of this grouping.",
        quoted(a),
        grouped(pair.n[0]),
        pair.found.value.abs(),
        quoted(b),
        grouped(pair.n[1]),
        bounds.method,
        pair.adjusted,
    )
}

/// The themes beside each rating of the same respondents.
pub fn drivers(results: &Results, question: &QuestionResults) -> Vec<Block> {
    let chunks = question.drivers.chunk_by(|a, b| a.rating == b.rating);
    chunks.flat_map(|of| of_rating(results, of)).collect()
}

fn of_rating(results: &Results, drivers: &[Driver]) -> Vec<Block> {
    let Some(first) = drivers.first() else { return Vec::new() };
    let asked = results.closed().find(|found| found.id == first.rating);
    let name = asked.map_or(first.rating.as_str(), |found| found.question.as_str());
    let mut defined: Vec<&Driver> = drivers.iter().filter(|driver| driver.difference.is_some()).collect();
    let size = |driver: &Driver| driver.adjusted.or(driver.difference).unwrap_or(0.0).abs();
    defined.sort_by(|a, b| size(b).total_cmp(&size(a)));
    let intervals = defined.iter().any(|driver| driver.bounds.is_some());
    let caption = format!(
        "Themes beside {}: means of those whose comment shows the theme and of those whose comment does not; last with \
         the other themes the same. No cause is shown.",
        quoted(name)
    );
    let mut header = vec![
        ("Theme", Align::Left),
        ("Mean with (n)", Align::Right),
        ("Mean without (n)", Align::Right),
        ("Difference", Align::Right),
        ("Other themes the same", Align::Right),
    ];
    header.extend(intervals.then_some(("95%, least squares, HC3", Align::Right)));
    let mut grid = Grid::new(caption, &header).numbers_in("drivers");
    for driver in defined.into_iter().take(MOST_THEMES) {
        let mean = |side: usize| {
            let mean = driver.means[side].map_or(UNDEFINED.to_owned(), |mean| format!("{mean:.2}"));
            format!("{mean} ({})", grouped(driver.n[side]))
        };
        let mut cells =
            vec![driver.label.clone(), mean(0), mean(1), decimal(driver.difference), decimal(driver.adjusted)];
        cells.extend(intervals.then(|| bounds(driver.adjusted_bounds)));
        grid.rows.push(cells.into_iter().map(Line::from).collect());
    }
    vec![Block::Table(grid)]
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::measure::weighting::effective;

    #[test]
    fn a_rating_is_said_with_its_base_and_without_bounds_where_there_are_none() {
        let mut results = sample::results();
        let value = |statistic, value| RatingValue {
            group: None,
            statistic,
            value: Some(value),
            bounds: None,
            base: effective([1.0; 10]),
            left_out: 2,
        };
        let values = vec![value("mean", 8.0), value("median", 8.5), value("net promoter score", 30.0)];
        results.ratings = vec![Rating { question: "r".to_owned(), values, differences: Vec::new() }];
        let Some(Block::Paragraph(line)) = blocks(&results, "r").into_iter().next() else { panic!("a paragraph") };
        assert_eq!(line, "Mean 8.00 (n 10); Net promoter score 30.00 (n 10).".to_owned().into());
        assert!(blocks(&results, "other").is_empty());
    }
}
