//! Themes or answers by groups of people: for each a row with one bar a group.

use super::bars::{Bar, Bars, Fill, Row};
use super::input::{marked, shares_and_bases};
use super::layout::{Page, Sheet, figure};
use super::parts::{note_with, source};
use super::{Chart, Crossed, Datum, Input, Outcome, file_name};
use crate::measure::wording::{FEW, counted, crossed_headline, grouped, leader_among, listed, percent, quoted};
use crate::measure::{Portion, Share};

/// Themes by answers, as bars.
pub const CHART: Chart = Chart {
    id: "grouped",
    about: "themes or answers by groups of people, a bar for each group; up to four groups",
    needs: "themes beside a stance or a closed question of the same people, of two to four answers; or a `[banner]`",
    in_report: false,
    draw: groups,
};

/// With more groups the bars of a row could not be told apart; the heat map shows them.
const MOST: usize = 4;

fn groups(input: &Input<'_>, sheet: &Sheet<'_>) -> Vec<Outcome> {
    let able = wanted(input).filter(|crossed| crossed.groups.len() <= MOST);
    able.filter_map(|crossed| drawn(input, crossed, sheet)).collect()
}

/// The crossed questions of the input that are asked for and have groups to compare.
pub fn wanted<'a>(input: &Input<'a>) -> impl Iterator<Item = &'a Crossed> {
    let input = *input;
    let taken = move |crossed: &&Crossed| input.takes_named(&crossed.asked, crossed.rows.iter());
    input.crossed.iter().filter(|crossed| crossed.groups.len() > 1).filter(taken)
}

/// The base of a group.
pub fn base(crossed: &Crossed, group: usize) -> u64 {
    let known = crossed.shares.iter().filter_map(|shares| *shares.get(group)?).map(|share| share.base);
    known.max().unwrap_or_default()
}

/// What a share is shown as.
pub fn shown(share: Option<Portion>) -> String {
    share.map_or_else(|| "–".to_owned(), percent)
}

/// The headline of a crossed table, of the groups that are large enough.
fn headline(input: &Input<'_>, crossed: &Crossed) -> Option<String> {
    let all: Vec<usize> = (0..crossed.groups.len()).collect();
    let large: Vec<usize> = all.iter().copied().filter(|group| base(crossed, *group) >= FEW).collect();
    if let [only] = large.as_slice() {
        let row = |(named, shares): (&super::Named, &Vec<Option<Portion>>)| {
            Some((named.label.clone(), shares.get(*only).copied().flatten()?))
        };
        let rows: Vec<_> = crossed.rows.iter().zip(&crossed.shares).filter_map(row).collect();
        return leader_among(&rows, &crossed.groups[*only]);
    }
    let among = if large.len() > 1 { large } else { all };
    let groups: Vec<String> = among.iter().map(|group| crossed.groups[*group].clone()).collect();
    let row = |(named, shares): (&super::Named, &Vec<Option<Portion>>)| {
        let of = |group: &usize| shares.get(*group).copied().flatten().unwrap_or_else(|| Share::new(0, 0).into());
        (named.label.clone(), among.iter().map(of).collect::<Vec<Portion>>())
    };
    let rows = || crossed.rows.iter().zip(&crossed.shares);
    let asked = |named: &super::Named| input.only.is_some_and(|only| named.is(only));
    let of_asked: Vec<_> = rows().filter(|(named, _)| asked(named)).map(row).collect();
    crossed_headline(&of_asked, &groups).or_else(|| crossed_headline(&rows().map(row).collect::<Vec<_>>(), &groups))
}

/// That some groups are too small to say much.
fn few(crossed: &Crossed) -> String {
    let small = (0..crossed.groups.len()).filter(|group| base(crossed, *group) < FEW).count();
    match small {
        0 => String::new(),
        all if all == crossed.groups.len() => {
            format!("Each group has fewer than {FEW}: one person moves a share far.")
        }
        _ => format!("Groups of fewer than {FEW} are too small to compare."),
    }
}

/// The words around a picture of a crossed table; nothing where no two groups can be compared.
pub fn page(input: &Input<'_>, crossed: &Crossed, (id, kind): (&str, &'static str), sheet: &Sheet<'_>) -> Option<Page> {
    let title = marked(headline(input, crossed)?, crossed.is_weighted());
    let group = |(place, group): (usize, &String)| format!("{} {}", quoted(group), grouped(base(crossed, place)));
    let bases: Vec<String> = crossed.groups.iter().enumerate().map(group).collect();
    let value = |(named, shares): (&super::Named, &Vec<Option<Portion>>)| {
        let each = crossed.groups.iter().zip(shares).map(|(group, share)| format!("{group} {}", shown(*share)));
        format!("{}: {}", named.label, each.collect::<Vec<_>>().join(", "))
    };
    let (share, bases_of) = shares_and_bases(crossed.is_weighted());
    Some(Page {
        id: file_name(&format!("{id}-{}", crossed.id)),
        table: "crosstab",
        kicker: crossed.title.clone(),
        title: input.titled(title),
        subtitle: format!(
            "{} by {}: {share} of the {} of each group",
            crossed.title,
            quoted(&crossed.by),
            crossed.unit.1
        ),
        footer: vec![
            format!("{} {bases_of}: {} {}.", source(input.results, sheet), listed(&bases), crossed.unit.1),
            few(crossed),
            "Groups chose themselves; differences are not tested.".to_owned(),
        ],
        note: note_with(input.results, crossed.open.as_deref(), crossed.note.as_deref(), sheet),
        kind,
        data: format!("{kind} of {} by {}", crossed.title, quoted(&crossed.by)),
        values: crossed.rows.iter().zip(&crossed.shares).map(value).collect(),
    })
}

fn drawn(input: &Input<'_>, crossed: &Crossed, sheet: &Sheet<'_>) -> Option<Outcome> {
    let mut page = page(input, crossed, (CHART.id, "Grouped bar chart"), sheet)?;
    if sheet.preset.asides && crossed.is_weighted() {
        page.footer.push(format!("Small figures: {}, each counted once.", crossed.unit.1));
    }
    let value = |share: &Option<Portion>| share.and_then(Portion::value).unwrap_or_default();
    let top = |shares: &[Option<Portion>]| shares.iter().map(value).fold(0.0, f64::max);
    let mut order: Vec<usize> = (0..crossed.rows.len().min(crossed.shares.len())).collect();
    order.sort_by(|a, b| top(&crossed.shares[*b]).total_cmp(&top(&crossed.shares[*a])).then(a.cmp(b)));
    let row = |place: &usize| {
        let named = &crossed.rows[*place];
        let most = top(&crossed.shares[*place]);
        let bar = |(group, share): (&String, &Option<Portion>)| {
            let length = value(share);
            let fill = if length > 0.0 && length >= most { Fill::Colored } else { Fill::Plain };
            let aside = share.map(|share| grouped(share.count)).unwrap_or_default();
            Bar { who: group.clone(), share: length, value: shown(*share), aside, fill }
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
        let most = left.flatten().flatten().copied().max_by(|a, b| value(&Some(*a)).total_cmp(&value(&Some(*b))));
        format!("{}{}", noun(out), most.map(|share| format!(": at most {}", percent(share))).unwrap_or_default())
    };
    Some(figure(page, sheet, &Bars { rows, more: Box::new(more) }))
}
