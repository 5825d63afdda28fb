//! Tables of the poll and of the claims.

use super::{Cell, Results, StudyInput, Subject, TableColumn, TableKind, row};
use crate::measure::Basis;

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
