//! How many comments show each theme of a group, the most frequent first, and how many show none.

use super::bars::{Bar, Bars, Fill, Row};
use super::layout::{Page, Sheet, figure};
use super::{Chart, Datum, Input, Outcome, Part, comments_footer, note, parts};
use crate::measure::wording::{counted, grouped, percent, themes_headline};
use crate::measure::{Share, ThemeFrequency};

/// Comments without any theme of the group.
const NONE: &str = "None of these";

/// Theme frequencies.
pub const CHART: Chart = Chart {
    id: "themes",
    about: "the share of comments that show each theme, the largest first",
    needs: "comments that show themes",
    in_report: true,
    draw: themes,
};

fn themes(input: &Input<'_>, sheet: &Sheet<'_>) -> Vec<Outcome> {
    parts(input.results, CHART.id, false).into_iter().filter_map(|part| group(input, part, sheet)).collect()
}

fn group(input: &Input<'_>, part: Part<'_>, sheet: &Sheet<'_>) -> Option<Outcome> {
    let results = input.results;
    let question = part.question;
    let title = themes_headline(question, part.group)?;
    let mut themes: Vec<&ThemeFrequency> =
        question.frequencies.themes.iter().filter(|theme| theme.group == part.group).collect();
    themes.sort_by(|a, b| b.comments.count.cmp(&a.comments.count).then_with(|| a.id.cmp(&b.id)));
    let top = themes.first().map_or(0, |theme| theme.comments.count);
    let mut rows: Vec<Row> = themes
        .iter()
        .map(|theme| {
            let leads = match input.only {
                Some(only) => theme.id == only,
                None => top > 0 && theme.comments.count == top,
            };
            let fill = if leads { Fill::Strong } else { Fill::Plain };
            row(&theme.label, theme.comments, fill, Some(Datum::Theme(theme.id.clone())))
        })
        .collect();
    let place = question.groups.iter().position(|group| group.0 == part.group);
    let none = place.and_then(|place| question.frequencies.none.get(place)).copied();
    rows.extend(none.map(|share| Row { apart: true, ..row(NONE, share, Fill::Outlined, None) }));
    let small = if sheet.preset.asides { "Small figures: comments." } else { "" };
    let page = Page {
        id: part.figure,
        table: "themes",
        kicker: part.label.to_owned(),
        title: input.titled(title),
        subtitle: match sheet.preset.words {
            0 => format!(
                "{}{}: share of comments that show each one; a comment can show several",
                part.asked, part.label
            ),
            _ => format!("{}{}: share of comments that show each one", part.asked, part.label),
        },
        footer: comments_footer(results, question, sheet, small),
        note: note(question, sheet),
        kind: "Bar chart",
        data: format!("Bar chart of the share of comments that show each theme of “{}”", part.label),
        values: rows
            .iter()
            .flat_map(|row| row.bars.iter().map(move |bar| format!("{} {}", row.label, bar.value)))
            .collect(),
    };
    let more = |out: &[usize]| more(out, &themes, none);
    Some(figure(page, sheet, &Bars { rows, more: Box::new(more) }))
}

/// The words for the themes left out. A comment can show several, so their shares have no total: the largest is said.
fn more(out: &[usize], themes: &[&ThemeFrequency], none: Option<Share>) -> String {
    let left: Vec<&&ThemeFrequency> = out.iter().filter_map(|place| themes.get(*place)).collect();
    let largest = left.iter().max_by_key(|theme| theme.comments.count);
    let shown = largest.map(|theme| {
        let count = counted(left.len() as u64, "more theme", "more themes");
        let most = if left.len() > 1 { "at most " } else { "" };
        format!("{count}: {most}{}", percent(theme.comments))
    });
    let none = none.filter(|_| left.len() < out.len()).map(|share| format!("{}: {}", NONE, percent(share)));
    match (shown, none) {
        (Some(shown), none) => {
            [Some(shown), none.map(|none| none.to_lowercase())].into_iter().flatten().collect::<Vec<_>>().join("; ")
        }
        (None, none) => none.unwrap_or_default(),
    }
}

fn row(label: &str, share: Share, fill: Fill, datum: Option<Datum>) -> Row {
    let bar = Bar {
        who: String::new(),
        share: share.value().unwrap_or(0.0),
        value: percent(share),
        aside: grouped(share.count),
        fill,
    };
    Row { label: label.to_owned(), bars: vec![bar], apart: false, datum }
}
