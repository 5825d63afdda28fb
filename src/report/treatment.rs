//! What was done to the responses, told: how variables are made, what was left out, how it was weighted; and the
//! weighted shares.

use super::model::{Align, Block, Grid, Line};
use super::shown::{UNDEFINED, percent_bounds};
use crate::measure::proportion::Simultaneous;
use crate::measure::wording::{counted, grouped, listed, plain_number, quoted};
use crate::measure::{Estimate, EstimateUnit, Grounds, MadeVariable, Results, WeightMethod, Weighting};

/// Options that a table shows; the tidy table has them all.
const MOST: usize = 50;
/// Answers whose weighted shares a finding gives.
const LEADING: usize = 3;

/// How a variable is made, where the question is one.
pub fn made(results: &Results, id: &str) -> Option<Line> {
    let MadeVariable { options, otherwise, .. } = results.treatment.variables.iter().find(|made| made.id == id)?;
    let mut line = Line::from("Not asked, but made of other answers: ");
    for (place, (label, when)) in options.iter().enumerate() {
        let before = if place == 0 { "" } else { "; " };
        line = line.text(format!("{before}{} where ", quoted(label)));
        line.0.push(super::model::Inline::Code(when.clone()));
    }
    if let Some(label) = otherwise {
        line = line.text(format!("; {} for whoever answered and is none of these", quoted(label)));
    }
    Some(line.text("."))
}

/// The weighted shares, or those with intervals, of a question; nothing where there are none.
pub fn estimates<'r>(results: &Results, found: impl Iterator<Item = &'r Estimate>) -> Vec<Block> {
    let found: Vec<&Estimate> = found.take(MOST).collect();
    let Some(first) = found.first() else { return Vec::new() };
    let intervals = results.about.sample.intervals().is_some();
    let what = if first.theme.is_some() { "Theme" } else { "Answer" };
    let base = first.base.map_or_else(|| UNDEFINED.to_owned(), |base| plain_number(base.weighted));
    let share = if first.weighted { "Weighted share" } else { "Share" };
    let mut header = vec![(what, Align::Left), ("n", Align::Right)];
    header.extend(first.weighted.then_some(("Weighted n", Align::Right)));
    header.push((share, Align::Right));
    header.extend(intervals.then_some(("95% interval", Align::Right)));
    let caption = match (first.weighted, first.base) {
        (true, Some(size)) => format!(
            "Of {} {}; weighted base {base}, effective n {:.1}, design effect of the weights {:.2}.",
            grouped(first.counted.base),
            first.unit.id(),
            size.effective_n,
            size.deff,
        ),
        (true, None) => {
            format!("The weights of all {} {} sum to zero: no share is defined.", first.counted.base, first.unit.id())
        }
        (false, _) => format!("Of {} {}.", grouped(first.counted.base), first.unit.id()),
    };
    let mut grid = Grid::new(caption, &header).numbers_in("estimates");
    for of in &found {
        let mut row = vec![of.label.clone(), grouped(of.counted.count)];
        row.extend(first.weighted.then(|| plain_number(of.weighted_n)));
        row.push(of.share.map_or_else(|| UNDEFINED.to_owned(), |share| format!("{:.0}%", 100.0 * share)));
        row.extend(intervals.then(|| percent_bounds(of.bounds)));
        grid.rows.push(row.into_iter().map(Line::from).collect());
    }
    vec![Block::Table(grid)]
}

/// The weighted shares of the answers that lead, in a few words; nothing without weights.
pub fn leading(results: &Results, id: &str) -> Option<String> {
    let mut found: Vec<(&Estimate, f64)> = results
        .estimates
        .iter()
        .filter(|of| of.question == id && of.weighted)
        .filter_map(|of| Some((of, of.share?)))
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    let shown: Vec<String> =
        found.iter().take(LEADING).map(|(of, share)| format!("{} {:.0}%", quoted(&of.label), 100.0 * share)).collect();
    (!shown.is_empty()).then(|| format!("Weighted: {}.", listed(&shown)))
}

/// What the study leaves out: counts, reasons, expressions.
pub fn exclusions(results: &Results) -> Vec<Block> {
    if results.treatment.exclusions.is_empty() {
        return Vec::new();
    }
    let all = &results.treatment.exclusions;
    let several = all.iter().any(|of| of.source != all[0].source);
    let mut header = vec![("Left out because", Align::Left), ("Expression", Align::Left)];
    header.extend(several.then_some(("Source", Align::Left)));
    header.extend([("Responses", Align::Right), ("Comments", Align::Right)]);
    let mut grid =
        Grid::new("Responses that the study leaves out, with their comments; they are in no other number.", &header)
            .numbers_in("exclusions");
    for of in all {
        let mut row = vec![of.reason.clone(), of.when.clone()];
        row.extend(several.then(|| of.source.clone()));
        row.extend([grouped(of.responses.len() as u64), grouped(of.comments.len() as u64)]);
        grid.rows.push(row.into_iter().map(Line::from).collect());
    }
    vec![Block::Table(grid)]
}

/// How it was weighted, in sentences; nothing where it was not.
pub fn weighting_lines(results: &Results) -> Vec<String> {
    results.treatment.weightings().flat_map(lines_of).collect()
}

fn lines_of(weighting: &Weighting) -> Vec<String> {
    let start = match &weighting.column {
        Some(column) => format!("the weights in the column “{column}”"),
        None => "equal weights".to_owned(),
    };
    let targets = || listed(&weighting.margins.iter().map(|margin| quoted(&margin.question)).collect::<Vec<_>>());
    let how = match weighting.method {
        WeightMethod::Column => format!("Responses in “{}” are weighted by {start}", weighting.source),
        WeightMethod::PostStratification => {
            format!(
                "Responses in “{}” are post-stratified to the shares of {}, from {start}",
                weighting.source,
                targets()
            )
        }
        WeightMethod::Raking(rounds) => format!(
            "Responses in “{}” are raked to the shares of {}, from {start}; every margin was met after {}",
            weighting.source,
            targets(),
            counted(u64::from(rounds), "round", "rounds"),
        ),
    };
    let trimmed = weighting.trimmed.map(|trim| {
        format!(
            "Weights are kept between {} and {} of their mean: {} outside, what was cut off is shared equally among the \
             others, and margins are no longer met exactly",
            plain_number(trim.lower),
            plain_number(trim.upper),
            counted(trim.outside, "weight was", "weights were"),
        )
    });
    std::iter::once(how).chain(trimmed).chain([size(weighting)]).collect()
}

fn size(weighting: &Weighting) -> String {
    let weights = weighting.weights.iter().map(|of| of.weight);
    let (low, high) = weights.fold((f64::MAX, f64::MIN), |(low, high), weight| (low.min(weight), high.max(weight)));
    format!(
        "{}, weights from {} to {}, which sum to {}; effective n {:.1}, design effect {:.2} (Kish)",
        counted(weighting.size.n, "response", "responses"),
        plain_number(low),
        plain_number(high),
        plain_number(weighting.size.weighted),
        weighting.size.effective_n,
        weighting.size.deff,
    )
}

/// How it was weighted and which margins came out; nothing where it was not.
pub fn weighting(results: &Results) -> Vec<Block> {
    if results.treatment.weighting.is_none() {
        return Vec::new();
    }
    let said = weighting_lines(results).into_iter().map(|line| Line::from(format!("{line}.")));
    let mut blocks = vec![Block::Heading(3, "How it was weighted".to_owned()), Block::List(said.collect())];
    let several = !results.treatment.earlier_weightings.is_empty();
    for weighting in results.treatment.weightings().filter(|weighting| !weighting.margins.is_empty()) {
        blocks.push(Block::Table(margins(weighting, several)));
    }
    blocks
}

fn margins(weighting: &Weighting, several: bool) -> Grid {
    let header = [
        ("Question", Align::Left),
        ("Answer", Align::Left),
        ("n", Align::Right),
        ("Unweighted", Align::Right),
        ("Target", Align::Right),
        ("Weighted", Align::Right),
    ];
    let of = if several { format!(" of “{}”", weighting.source) } else { String::new() };
    let caption = format!("The margins that the weights{of} were computed to meet, and what came out.");
    let mut grid = Grid::new(caption, &header).numbers_in("weight_margins");
    for margin in &weighting.margins {
        for group in &margin.groups {
            let percent = |share: f64| format!("{:.1}%", 100.0 * share);
            grid.push([
                margin.question.clone(),
                group.label.clone(),
                grouped(group.n),
                percent(group.unweighted),
                percent(group.target),
                percent(group.weighted),
            ]);
        }
    }
    grid
}

/// What the intervals rest on, in a sentence; nothing where there are none.
pub fn intervals_line(results: &Results) -> Option<String> {
    let sample = &results.about.sample;
    let methods = sample.methods()?;
    let plain = methods.plain.name();
    let told = [
        (results.treatment.weighting.is_some(), "weights"),
        (sample.strata.is_some(), "strata"),
        (sample.clusters.is_some(), "clusters"),
        (sample.finite_population.is_some(), "the size of the population"),
    ];
    let told: Vec<String> = told.into_iter().filter(|(is, _)| *is).map(|(_, what)| what.to_owned()).collect();
    let mut how = match told.is_empty() {
        true => plain.to_owned(),
        false => {
            let given = if results.treatment.weighting.is_some() { ", the weights taken as given" } else { "" };
            format!(
                "with {}: {}, from Taylor-linearised standard errors{given}; without: {plain}",
                listed(&told),
                methods.weighted.words(),
            )
        }
    };
    if results.all_estimates().any(|of| of.unit == EstimateUnit::Comments) {
        let words = methods.weighted.words();
        how.push_str(&format!("; of comments, those by one author taken as a cluster: {words}"));
    }
    if let Some(simultaneous) = methods.simultaneous {
        how.push_str(&match simultaneous {
            Simultaneous::Bonferroni => "; for all answers to a question at once, after Bonferroni".to_owned(),
            other => {
                let name = other.name();
                format!("; for all answers to a question at once: {name} where each respondent counts alike and gave one, else after Bonferroni")
            }
        });
    }
    let said = match sample.intervals()? {
        Grounds::Design => format!("Intervals are 95% sampling intervals of the stated design ({how})."),
        Grounds::Model(model) => format!(
            "Intervals are 95% intervals of a model ({how}) and mean something only where its assumption holds: {}.",
            model.trim_end_matches('.')
        ),
    };
    let is_of_all_or_nobody = |of: &Estimate| of.bounds.is_none() && of.share.is_some_and(|p| p <= 0.0 || p >= 1.0);
    let absent = results.all_estimates().any(is_of_all_or_nobody);
    let why = " A linearised share of 0% or 100% has no interval: nothing varies in the sample.";
    Some(if absent { format!("{said}{why}") } else { said })
}
