//! The claims of the study, each with what was computed for it and its verdict.

use super::model::{Align, Block, Grid, Line};
use crate::measure::wording::counted;
use crate::measure::{ClaimResult, Results, Verdict};

/// The section; nothing for a study without claims.
pub fn blocks(results: &Results) -> Vec<Block> {
    if results.claims.is_empty() {
        return Vec::new();
    }
    let header = [
        ("Claim", Align::Left),
        ("What was computed", Align::Left),
        ("True if", Align::Left),
        ("Verdict", Align::Left),
    ];
    let mut grid =
        Grid::new("Each claim, what it rests on, and what the data say of it.", &header).numbers_in("claims");
    grid.rows = results.claims.iter().map(row).collect();
    vec![Block::Heading(2, "The claims".to_owned()), Block::Paragraph(summary(&results.claims)), Block::Table(grid)]
}

/// How many claims have which verdict.
fn summary(claims: &[ClaimResult]) -> Line {
    let verdicts =
        [Verdict::Holds, Verdict::ShownOnConstructed, Verdict::DoesNotHold, Verdict::CannotBeKnown].into_iter();
    let counts: Vec<String> = verdicts
        .filter_map(|verdict| {
            let count = claims.iter().filter(|claim| claim.verdict == verdict).count();
            (count > 0).then(|| format!("{}: {count}", words(verdict).1))
        })
        .collect();
    let constructed = if claims.iter().any(|claim| claim.verdict == Verdict::ShownOnConstructed) {
        " “Shown on constructed data” means that the statement is true of the comments in this study, and that \
         comments which nobody said stand behind it: it is not a finding about people."
    } else {
        ""
    };
    format!("{}; {}.{constructed}", counted(claims.len() as u64, "claim", "claims"), counts.join("; ")).into()
}

/// The sign and the words of a verdict: never the sign alone.
fn words(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Holds => ("✔", "holds"),
        Verdict::ShownOnConstructed => ("◐", "shown on constructed data"),
        Verdict::DoesNotHold => ("✘", "does not hold"),
        Verdict::CannotBeKnown => ("?", "cannot be known"),
    }
}

fn row(claim: &ClaimResult) -> Vec<Line> {
    let (sign, words) = words(claim.verdict);
    let computed = claim.checks.iter().map(|check| check.shown.clone()).chain(claim.reason.clone());
    let expected = claim.checks.iter().map(|check| match check.holds {
        true => check.expected.clone(),
        false => format!("{} (it is not)", check.expected),
    });
    vec![
        claim.text.as_str().into(),
        Line::stacked(computed),
        Line::stacked(expected),
        Line::default().strong(format!("{sign} {words}")),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn every_verdict_is_said_in_words() {
        let text = format!("{:?}", blocks(&sample::results()));
        for words in ["✔ holds", "◐ shown on constructed data", "✘ does not hold", "? cannot be known"] {
            assert!(text.contains(words), "{words}");
        }
        assert!(
            text.contains("4 claims; holds: 1; shown on constructed data: 1; does not hold: 1; cannot be known: 1.")
        );
    }

    #[test]
    fn a_claim_that_cannot_be_known_says_why() {
        assert!(format!("{:?}", blocks(&sample::results())).contains("Nobody counted the replies."));
    }
}
