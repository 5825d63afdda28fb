//! Tables of the poll and of the claims.

use super::{Cell, Results, StudyInput, Subject, TableColumn, TableKind, row};
use crate::measure::{Basis, PollBreakdown, lead_between, net_between};

pub(super) const POLL: TableKind = TableKind {
    id: "poll",
    title: "The poll's answers: shares, and the counts that are possible",
    subject: Subject::Poll,
    columns: &[
        TableColumn::Text("option"),
        TableColumn::Real("share"),
        TableColumn::Text("percent"),
        TableColumn::Int("count_low"),
        TableColumn::Int("count_high"),
    ],
    rows: |_, results| {
        let options = results.poll.iter().flat_map(|poll| &poll.options);
        let cells = options.map(|option| {
            let (low, high) = option.counts.unzip();
            row![option.label.as_str(), option.share, option.percent.as_str(), low, high]
        });
        cells.collect()
    },
};

pub(super) const POLL_VOTES: TableKind = TableKind {
    id: "poll_votes",
    title: "The numbers of votes: counted, published, or those that fit the percentages",
    subject: Subject::Poll,
    columns: &[TableColumn::Int("votes"), TableColumn::Text("fits"), TableColumn::Int("ways")],
    rows: |_, results| results.poll.iter().flat_map(|poll| votes(&poll.basis)).collect(),
};

fn votes(basis: &Basis) -> Vec<Vec<Cell>> {
    match basis {
        Basis::Counts { total } => vec![row![*total, "counted", 1_u64]],
        Basis::Total { total, vectors } => {
            // The largest number stands for "more than can be counted".
            vec![row![*total, "published", Some(*vectors).filter(|vectors| *vectors != u64::MAX)]]
        }
        Basis::PercentOnly { fits, all_from } => {
            let single = fits.iter().map(|votes| row![*votes, "this number fits", Cell::Empty]);
            let every = all_from.iter().map(|votes| row![*votes, "every number from this one fits", Cell::Empty]);
            single.chain(every).collect()
        }
    }
}

/// Options of which every two are set beside each other.
const MOST_OPTIONS: usize = 12;

pub(super) const POLL_RANGES: TableKind = TableKind {
    id: "poll_ranges",
    title: "The poll's options, every two together, and the lead of one over another: between which shares each lies",
    subject: Subject::Poll,
    columns: &[
        TableColumn::Text("what"),
        TableColumn::Text("option"),
        TableColumn::Text("other"),
        TableColumn::Real("value"),
        TableColumn::Real("low"),
        TableColumn::Real("high"),
    ],
    rows: |_, results| results.poll.iter().flat_map(ranges).collect(),
};

fn ranges(poll: &PollBreakdown) -> Vec<Vec<Cell>> {
    let label = |place: usize| poll.options.get(place).map(|option| option.label.as_str());
    let count = poll.options.len().min(MOST_OPTIONS);
    let share = |of: usize| ("share", of, None, net_between(poll, &[of]));
    let pairs = (0..count).flat_map(|first| (first + 1..count).map(move |second| (first, second)));
    let pairs: Vec<(usize, usize)> = pairs.collect();
    let nets = pairs.iter().map(|&(a, b)| ("together", a, Some(b), net_between(poll, &[a, b])));
    let leads = pairs.iter().map(|&(a, b)| ("lead", a, Some(b), lead_between(poll, a, b)));
    let all = (0..count).map(share).chain(nets).chain(leads);
    let row = |(what, of, other, found): (&str, usize, Option<usize>, Option<crate::measure::Between>)| {
        let found = found?;
        Some(row![what, label(of), other.and_then(label), found.value, found.low, found.high])
    };
    all.filter_map(row).collect()
}

pub(super) const CLAIMS: TableKind = TableKind {
    id: "claims",
    title: "The claims with their verdicts; one row a check",
    subject: Subject::Claims,
    columns: &[
        TableColumn::Text("claim"),
        TableColumn::Text("text"),
        TableColumn::Text("verdict"),
        TableColumn::Text("quantity"),
        TableColumn::Real("value"),
        TableColumn::Text("shown"),
        TableColumn::Text("expected"),
        TableColumn::Text("holds"),
        TableColumn::Text("constructed"),
        TableColumn::Text("reason"),
    ],
    rows: claims,
};

fn claims(_: &StudyInput, results: &Results) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for claim in &results.claims {
        let start = row![claim.id.as_str(), claim.text.as_str(), claim.verdict.id()];
        let reason = claim.reason.as_deref();
        let checks = claim.checks.iter().map(|check| {
            let (quantity, shown, expected) = (check.quantity.as_str(), check.shown.as_str(), check.expected.as_str());
            row![quantity, check.value, shown, expected, yes_no(check.holds), yes_no(check.constructed), reason]
        });
        let mut checks: Vec<Vec<Cell>> = checks.collect();
        if checks.is_empty() {
            let mut nothing = vec![Cell::Empty; 6];
            nothing.push(reason.into());
            checks.push(nothing);
        }
        rows.extend(checks.into_iter().map(|check| [start.clone(), check].concat()));
    }
    rows
}

fn yes_no(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_row_of_the_votes_says_from_where_every_number_fits() {
        let rows = votes(&Basis::PercentOnly { fits: vec![25], all_from: Some(113) });
        assert_eq!(rows[0][0], Cell::Int(25));
        assert_eq!(rows[1][..2], [Cell::Int(113), Cell::from("every number from this one fits")]);
        assert_eq!(votes(&Basis::Total { total: 9, vectors: u64::MAX })[0][2], Cell::Empty);
    }
}
