//! The poll's table: each answer with its share, and what is known of the votes.

use super::model::{Align, Block, Grid};
use super::shown::{UNDEFINED, ranges};
use crate::measure::wording::{grouped, quoted, votes_line};
use crate::measure::{Basis, PollBreakdown};

/// The table, and a sentence on the number of votes.
pub fn blocks(poll: &PollBreakdown) -> Vec<Block> {
    let caption = format!("{}: the answers in the order in which they were shown.", quoted(&poll.question));
    let header = [("Answer", Align::Left), ("Share", Align::Right), ("Votes", Align::Right)];
    let known = poll.options.iter().any(|option| option.counts.is_some());
    let mut grid = Grid::new(caption, if known { &header } else { &header[..2] }).numbers_in("poll").with_figure();
    for option in &poll.options {
        let share = format!("{}%", option.percent);
        let votes = option.counts.map_or(UNDEFINED.to_owned(), |(low, high)| match low == high {
            true => grouped(low),
            false => format!("{}–{}", grouped(low), grouped(high)),
        });
        match known {
            true => grid.push([option.label.clone(), share, votes]),
            false => grid.push([option.label.clone(), share]),
        }
    }
    vec![
        Block::Heading(3, "The poll".to_owned()),
        Block::Table(grid),
        Block::Paragraph(format!("{} {}", votes_line(poll), votes(&poll.basis)).into()),
    ]
}

/// What is known of the number of votes beyond the number.
fn votes(basis: &Basis) -> String {
    match basis {
        Basis::Counts { .. } => "The votes of each answer are known, so the shares are exact.".to_owned(),
        Basis::Total { vectors: 1, .. } => "One way of sharing them out gives these percentages.".to_owned(),
        Basis::Total { vectors, .. } => {
            let ways = if *vectors == u64::MAX { "Very many".to_owned() } else { grouped(*vectors) };
            format!(
                "The votes of each answer are not published. {ways} ways of sharing out the votes give these \
                 percentages; the table shows the fewest and the most of each answer."
            )
        }
        Basis::PercentOnly { fits, all_from } => {
            let every = all_from.map(|from| format!("every number from {} on", grouped(from)));
            let fit: Vec<String> = (!fits.is_empty()).then(|| ranges(fits)).into_iter().chain(every).collect();
            format!(
                "Numbers of votes that can give these percentages: {}; tables/poll_votes.csv lists them. No number of votes is assumed: no votes are \
                 counted for any answer, and no interval is given, because it would need that number.",
                fit.join(", and ")
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn the_votes_that_fit_are_drawn_together() {
        let mut poll = sample::results().poll.unwrap();
        // The project's facts list the numbers below 113 that give 20/68/12 by rounding half up: 25, 41, 50 …
        poll.basis = Basis::PercentOnly { fits: vec![25, 41, 50, 90, 91, 92], all_from: Some(113) };
        let text = format!("{:?}", blocks(&poll));
        assert!(
            text.contains("can give these percentages: 25, 41, 50, 90–92, and every number from 113 on;"),
            "{text}"
        );
    }

    #[test]
    fn a_poll_without_votes_has_no_column_for_them() {
        let mut poll = sample::results().poll.unwrap();
        let columns = |poll: &PollBreakdown| {
            blocks(poll).into_iter().find_map(|b| if let Block::Table(g) = b { Some(g.header.len()) } else { None })
        };
        assert_eq!(columns(&poll), Some(2));
        poll.basis = Basis::Total { total: 25, vectors: 2 };
        for option in &mut poll.options {
            option.counts = Some((3, 5));
        }
        assert_eq!(columns(&poll), Some(3));
        assert!(format!("{:?}", blocks(&poll)).contains("3–5"));
    }
}
