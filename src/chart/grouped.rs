//! Themes or answers by groups of people: for each a row with one bar a group.

use super::bars::{Bar, Bars, Fill, Row};
use super::layout::{Page, Sheet, figure};
use super::{Chart, Crossed, Datum, Input, Outcome, file_name};
use crate::measure::wording::{counted, crossed_headline, grouped, listed, percent, quoted, source_line, source_short};

/// Themes by answers, as bars.
pub const CHART: Chart = Chart {
    id: "grouped",
    about: "themes or answers by groups of people, a bar for each group; up to four groups",
    in_report: false,
    draw: groups,
};

/// With more groups the bars of a row could not be told apart; the heat map shows them.
const MOST: usize = 4;

fn groups(input: &Input<'_>, sheet: &Sheet<'_>) -> Vec<Outcome> {
    let able = input.crossed.iter().filter(|crossed| (2..=MOST).contains(&crossed.groups.len()));
    able.filter_map(|crossed| drawn(input, crossed, sheet)).collect()
}

/// The words around a picture of a crossed table; nothing where no two groups can be compared.
pub fn page(input: &Input<'_>, crossed: &Crossed, (id, kind): (&str, &'static str), sheet: &Sheet<'_>) -> Option<Page> {
    let labelled = crossed.rows.iter().zip(&crossed.shares).map(|(row, shares)| (row.label.clone(), shares.clone()));
    let rows: Vec<_> = labelled.collect();
    let title = crossed_headline(&rows, &crossed.groups)?;
    let about = &input.results.about;
    let base = |place: usize| crossed.shares.first().and_then(|shares| shares.get(place)).map_or(0, |share| share.base);
    let bases =
        crossed.groups.iter().enumerate().map(|(place, group)| format!("{} {}", quoted(group), grouped(base(place))));
    let bases: Vec<String> = bases.collect();
    let first = if sheet.preset.is_fixed() { source_short(about) } else { source_line(about) };
    let value = |(label, shares): &(String, Vec<crate::measure::Share>)| {
        let each = crossed.groups.iter().zip(shares).map(|(group, share)| format!("{group} {}", percent(*share)));
        format!("{label}: {}", each.collect::<Vec<_>>().join(", "))
    };
    Some(Page {
        id: file_name(&format!("{id}-{}", crossed.id)),
        table: "crosstab",
        kicker: crossed.title.clone(),
        title: input.titled(title),
        subtitle: format!(
            "{} by answer to {}: share of the {} of each group",
            crossed.title,
            quoted(&crossed.by),
            crossed.unit.1
        ),
        footer: vec![
            first,
            format!("Bases: {} {}.", listed(&bases), crossed.unit.1),
            "Groups chose themselves; differences are not tested.".to_owned(),
        ],
        note: crossed.note.clone(),
        kind,
        data: format!("{kind} of {} by answer to {}", crossed.title, quoted(&crossed.by)),
        values: rows.iter().map(value).collect(),
    })
}

fn drawn(input: &Input<'_>, crossed: &Crossed, sheet: &Sheet<'_>) -> Option<Outcome> {
    let page = page(input, crossed, (CHART.id, "Grouped bar chart"), sheet)?;
    let top = |shares: &[crate::measure::Share]| shares.iter().filter_map(|share| share.value()).fold(0.0, f64::max);
    let mut order: Vec<usize> = (0..crossed.rows.len().min(crossed.shares.len())).collect();
    order.sort_by(|a, b| top(&crossed.shares[*b]).total_cmp(&top(&crossed.shares[*a])).then(a.cmp(b)));
    let row = |place: &usize| {
        let named = &crossed.rows[*place];
        let most = top(&crossed.shares[*place]);
        let bar = |(group, share): (&String, &crate::measure::Share)| {
            let value = share.value().unwrap_or_default();
            let fill = if value > 0.0 && value >= most { Fill::Colored } else { Fill::Plain };
            Bar { who: group.clone(), share: value, value: percent(*share), aside: grouped(share.count), fill }
        };
        let bars = crossed.groups.iter().zip(&crossed.shares[*place]).map(bar).collect();
        Row { label: named.label.clone(), bars, apart: false, datum: Some(named.datum.clone()) }
    };
    let rows: Vec<Row> = order.iter().map(row).collect();
    let noun = |out: &[usize]| match crossed.rows.first().map(|row| &row.datum) {
        Some(Datum::Theme(_)) => counted(out.len() as u64, "more theme", "more themes"),
        _ => counted(out.len() as u64, "more row", "more rows"),
    };
    let more = |out: &[usize]| {
        let left = out.iter().filter_map(|place| order.get(*place)).map(|place| &crossed.shares[*place]);
        let most = left
            .flatten()
            .copied()
            .max_by(|a, b| a.value().unwrap_or_default().total_cmp(&b.value().unwrap_or_default()));
        format!("{}{}", noun(out), most.map(|share| format!(": at most {}", percent(share))).unwrap_or_default())
    };
    Some(figure(page, sheet, &Bars { rows, more: Box::new(more) }))
}
