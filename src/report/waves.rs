//! The waves side by side: a table for each question that was asked again, and what is said of its changes.

use super::model::{Align, Block, Grid, Line};
use super::shown::{UNDEFINED, sentence};
use crate::measure::waves::{Change, Paired, QuestionWaves, Unit, Value, WaveItem};
use crate::measure::wording::{grouped, listed, percent, quoted};
use crate::measure::{Bounds, Grounds, Results};

/// Rows that a table shows; the tidy table has them all.
const MOST_ROWS: usize = 50;

/// What must be known before any figure: which wave they are of.
pub fn top(results: &Results) -> Vec<Block> {
    let Some(waves) = &results.waves else { return Vec::new() };
    let newest: Vec<String> = waves.newest.iter().map(|wave| quoted(wave)).collect();
    let said = format!(
        " The figures and charts are those of the newest wave, {}. Earlier waves stand beside it in a section of their \
         own; answers of different waves are never put together.",
        listed(&newest)
    );
    let mut lines = vec![Line::default().strong("This survey was asked more than once.").text(said)];
    let earlier = waves.questions.iter().filter(|question| !question.in_newest).filter_map(|question| {
        let last = quoted(question.waves.last()?);
        Some(format!("{} was asked last in {last}: its figures are of then.", quoted(&question.question)))
    });
    lines.extend(earlier.map(Line::from));
    vec![Block::Note(lines)]
}

/// The section.
pub fn blocks(results: &Results) -> Vec<Block> {
    let Some(waves) = &results.waves else { return Vec::new() };
    let mut blocks = vec![Block::Heading(2, "The waves side by side".to_owned())];
    if let Some(withheld) = &waves.withheld {
        blocks.push(Block::Paragraph(Line::marked(&sentence(withheld))));
    }
    if let Some(Grounds::Model(model)) = results.about.sample.intervals() {
        let said = "The bounds and marks of changes mean something only where the assumption of this model holds";
        blocks.push(Block::Paragraph(format!("{said}: {}.", model.trim_end_matches('.')).into()));
    }
    let items = || waves.questions.iter().flat_map(|question| &question.items);
    let told = (waves.withheld.is_none(), results.about.sample.is_drawn());
    blocks.extend(reading(items, told).map(|said| Block::Paragraph(said.into())));
    let (again, once): (Vec<&QuestionWaves>, Vec<&QuestionWaves>) =
        waves.questions.iter().partition(|question| question.waves.len() > 1);
    again.into_iter().for_each(|question| blocks.extend(section(question)));
    if !once.is_empty() {
        let asked = once.iter().map(|question| {
            format!("{} in {}", quoted(&question.question), quoted(question.waves.first().map_or("", String::as_str)))
        });
        let said = format!("Asked in one wave only: {}.", asked.collect::<Vec<_>>().join("; "));
        blocks.push(Block::Paragraph(said.into()));
    }
    blocks
}

fn section(question: &QuestionWaves) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(3, question.question.clone())];
    for (units, what) in [
        (&[Unit::Answered, Unit::OnScale, Unit::Mean][..], "Shares of those who answered"),
        (&[Unit::Authors][..], "Authors whose comments show each theme"),
        (&[Unit::Commented][..], "Respondents whose comment shows each theme, of those whose comment is counted"),
    ] {
        let items: Vec<&WaveItem> = question.items.iter().filter(|item| units.contains(&item.unit)).collect();
        if !items.is_empty() {
            blocks.push(Block::Table(table(question, &items, what)));
        }
        if items.len() > MOST_ROWS {
            let more = grouped((items.len() - MOST_ROWS) as u64);
            blocks.push(Block::Paragraph(format!("{more} more rows stand in tables/waves.csv.").into()));
        }
    }
    if let Some(said) = unlike(question) {
        blocks.push(Block::Paragraph(said.into()));
    }
    if question.items.is_empty() {
        blocks.push(Block::Paragraph("There is nothing to compare yet: the codebook has no themes.".into()));
    }
    blocks
}

/// What was not the same in every wave, and moves shares by itself.
fn unlike(question: &QuestionWaves) -> Option<String> {
    let was: Vec<String> = question.was.iter().map(|was| quoted(was)).collect();
    let words =
        (!was.is_empty()).then(|| format!("It was not asked in the same words each time: also as {}.", listed(&was)));
    let options = question.other_options.then(|| "Its options were not the same in every wave.".to_owned());
    let said: Vec<String> = words.into_iter().chain(options).collect();
    (!said.is_empty()).then(|| format!("{} A change of the question can move shares by itself.", said.join(" ")))
}

/// How the tables are to be read, once for all of them; nothing where nothing was asked again.
fn reading<'w, I: Iterator<Item = &'w WaveItem>>(
    items: impl Fn() -> I,
    (allowed, drawn): (bool, bool),
) -> Option<String> {
    let changes = || items().flat_map(|item| item.changes.iter().flatten());
    changes().next()?;
    let mut said =
        "Changes are in percentage points since the wave before, those of a mean in its own unit.".to_owned();
    let weighted = items().flat_map(|item| &item.values).flatten().any(|value| value.weighted().is_some());
    if weighted {
        said.push_str(" Shares and means are weighted, each wave by its own weights; n counts people, each once.");
    }
    if allowed {
        said.push_str(
            " In brackets are the 95% bounds; ▲ and ▼ mark changes whose bounds leave out zero, each by itself.",
        );
    }
    let lacking = || changes().any(|change| change.bounds.is_none());
    if allowed && changes().any(|change| change.bounds.is_some()) && lacking() {
        said.push_str(
            " There are none where they are not defined, as where nobody or everybody gave an answer, and none \
                       where nothing says who answered before.",
        );
    }
    if changes().any(|change| change.paired.is_some()) {
        said.push_str(&same_people(changes, weighted, allowed));
        if allowed && drawn {
            said.push_str(
                " Their changes have no bounds: how the answers of the same people vary together does not follow from \
                 the strata and clusters of each wave.",
            );
        }
    }
    Some(said)
}

/// What is said of those who answered in both waves: the column of theirs, and how bounds and marks take them.
fn same_people<'w, I: Iterator<Item = &'w Change>>(changes: impl Fn() -> I, weighted: bool, allowed: bool) -> String {
    let mut said =
        " “Same people” are those who answered in both waves: how many moved to it, and away from it".to_owned();
    if changes().any(|change| change.paired.is_some_and(|paired| paired.of_mean)) {
        said.push_str("; of a mean, whose number went up, and down");
    }
    said.push_str(if weighted { ", each counted once, without weights." } else { "." });
    let bounds = || changes().filter(|change| change.paired.is_some()).filter_map(|change| change.bounds);
    let everybody = |of: &Bounds| of.method.starts_with("paired");
    if allowed && bounds().any(|of| !everybody(&of)) {
        said.push_str(" Bounds take into account that part of the people are the same.");
    }
    if allowed && bounds().any(|of| everybody(&of)) {
        said.push_str(" Where everybody answered in both, changes are marked by McNemar's test.");
    }
    if allowed && bounds().next().is_some() {
        said.push_str(" Fewer than 10 who moved or answered once mark nothing.");
    }
    said
}

fn table(question: &QuestionWaves, items: &[&WaveItem], what: &str) -> Grid {
    let paired = items.iter().any(|item| item.changes.iter().flatten().any(|change| change.paired.is_some()));
    let caption = format!("{what}, in each wave.");
    let mut header = vec![("", Align::Left)];
    for (place, wave) in question.waves.iter().enumerate() {
        header.push((wave.as_str(), Align::Right));
        if place > 0 {
            header.push(("Change", Align::Right));
            if paired {
                header.push(("Same people", Align::Right));
            }
        }
    }
    let mut grid = Grid::new(caption, &header).numbers_in("waves");
    for item in items.iter().take(MOST_ROWS) {
        let mut row = vec![item.label.clone()];
        for (place, (value, change)) in item.values.iter().zip(&item.changes).enumerate() {
            row.push(value.map_or_else(|| UNDEFINED.to_owned(), shown));
            if place > 0 {
                let mean = item.unit == Unit::Mean;
                row.push(change.as_ref().map_or_else(|| UNDEFINED.to_owned(), |change| moved(change, mean)));
                if paired {
                    row.push(change.as_ref().and_then(people).unwrap_or_else(|| UNDEFINED.to_owned()));
                }
            }
        }
        grid.rows.push(row.into_iter().map(Line::from).collect());
    }
    grid
}

fn shown(value: Value) -> String {
    match value {
        Value::Share(share) => format!("{} ({} of {})", percent(share), grouped(share.count), grouped(share.base)),
        Value::Mean { mean, n } => format!("{mean:.2} ({})", grouped(n)),
        Value::Weighted(of) => {
            let number = of.number.map(|number| match of.weighted_n {
                Some(_) => format!("{:.0}%", 100.0 * number),
                None => format!("{number:.2}"),
            });
            format!("{} (n = {})", number.as_deref().unwrap_or(UNDEFINED), grouped(of.counted.base))
        }
    }
}

/// `+12 (+3 to +20) ▲`, in percentage points; a mean in its own unit.
fn moved(change: &Change, mean: bool) -> String {
    let (unit, digits) = if mean { (1.0, 2) } else { (100.0, 0) };
    let mut said = signed(unit * change.difference, digits);
    if let Some(bounds) = change.bounds {
        // A bound beyond zero is not shown as zero.
        let beyond = |value: f64| change.mark.is_some() && signed(value, digits) == signed(0.0, digits);
        let bound = |value: f64| signed(unit * value, if beyond(unit * value) { digits + 1 } else { digits });
        said = format!("{said} ({} to {})", bound(bounds.low), bound(bounds.high));
    }
    match change.mark {
        Some(mark) => format!("{said} {}", mark.sign()),
        None => said,
    }
}

/// `of 120: 14 to it, 5 from it`.
fn people(change: &Change) -> Option<String> {
    let Paired { both, gained, lost, of_mean, .. } = change.paired?;
    let (up, down) = if of_mean { ("up", "down") } else { ("to it", "from it") };
    Some(format!("of {}: {} {up}, {} {down}", grouped(both), grouped(gained), grouped(lost)))
}

/// A number with its sign; a true minus, and none before what rounds to zero.
fn signed(value: f64, digits: usize) -> String {
    let shown = format!("{:.digits$}", value.abs());
    let zero = shown.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    match () {
        () if zero => shown,
        () if value < 0.0 => format!("−{shown}"),
        () => format!("+{shown}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::measure::Share;
    use crate::measure::waves::{Mark, Waves};

    fn results(bounds: Option<Bounds>, paired: Option<Paired>, mark: Option<Mark>) -> Results {
        let change = Change { from: "2026-03".to_owned(), difference: 0.121, bounds, paired, mark };
        let item = WaveItem {
            unit: Unit::Answered,
            id: "Yes".to_owned(),
            label: "Yes".to_owned(),
            values: vec![Some(Value::Share(Share::new(20, 50))), Some(Value::Share(Share::new(1042, 2000)))],
            changes: vec![None, Some(change)],
        };
        let waves = ["2026-03", "2026-11"].map(str::to_owned).to_vec();
        let asked = |id: &str, waves: Vec<String>, in_newest, items| QuestionWaves {
            id: id.to_owned(),
            question: format!("{id}?"),
            waves,
            was: vec!["Fine".to_owned()],
            other_options: false,
            in_newest,
            items,
        };
        let once = asked("Where", vec!["2026-03".to_owned()], false, Vec::new());
        let questions = vec![asked("Well", waves, true, vec![item]), once];
        let withheld = bounds.is_none().then(|| "Withheld: bounds of the changes.".to_owned());
        Results { waves: Some(Waves { newest: vec!["2026-11".to_owned()], withheld, questions }), ..sample::results() }
    }

    fn grid(results: &Results) -> Grid {
        blocks(results)
            .into_iter()
            .find_map(|block| if let Block::Table(grid) = block { Some(grid) } else { None })
            .unwrap()
    }

    #[test]
    fn each_wave_has_its_own_base_and_what_is_withheld_is_said() {
        let results = results(None, None, None);
        let row = ["Yes", "40% (20 of 50)", "52% (1,042 of 2,000)", "+12"].map(Line::from);
        assert_eq!(grid(&results).rows[0], row);
        let said = format!("{:?}", blocks(&results));
        assert!(said.contains("Withheld: bounds of the changes.") && !said.contains('▲'), "{said}");
        assert!(said.contains("not asked in the same words each time: also as “Fine”."));
        assert!(said.contains("Asked in one wave only: “Where?” in “2026-03”."));
        assert!(format!("{:?}", top(&results)).contains("“Where?” was asked last in “2026-03”"));
    }

    #[test]
    fn bounds_and_marks_stand_beside_the_change() {
        let bounds = Bounds { low: -0.004, high: 0.2, level: 0.95, method: "Newcombe, method 10" };
        let row = grid(&results(Some(bounds), None, Some(Mark::Up))).rows.remove(0);
        assert_eq!(row[3], "+12 (−0.4 to +20) ▲".into());
        let people = Paired { both: 50, gained: 2, lost: 12, of_mean: false, bounds: None, test: None };
        let marked = results(Some(bounds), Some(people), Some(Mark::Down));
        assert_eq!(grid(&marked).rows[0][3..], ["+12 (−0.4 to +20) ▼", "of 50: 2 to it, 12 from it"].map(Line::from));
        let said = format!("{:?}", blocks(&marked));
        assert!(said.contains("Bounds take into account that part of the people are the same."), "{said}");
        assert!(!said.contains("McNemar") && !said.contains("of a mean, whose"), "{said}");
        let paired = Bounds { method: "paired, Wald", ..bounds };
        let marked = results(Some(paired), Some(Paired { of_mean: true, ..people }), None);
        assert_eq!(grid(&marked).rows[0][4..], ["of 50: 2 up, 12 down"].map(Line::from));
        let said = format!("{:?}", blocks(&marked));
        assert!(said.contains("McNemar") && said.contains("of a mean, whose"), "{said}");
    }

    #[test]
    fn a_study_without_waves_says_nothing_of_them() {
        assert!(top(&sample::results()).is_empty() && blocks(&sample::results()).is_empty());
        assert_eq!([signed(-3.2, 0), signed(-0.2, 0), signed(0.456, 2)], ["−3", "0", "+0.46"]);
    }
}
