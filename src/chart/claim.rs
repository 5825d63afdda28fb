//! A statement of the article, what was computed for it, and the verdict.

use super::card::{Card, Piece, Role, Tone, card};
use super::flow::Flow;
use super::layout::{Page, Sheet};
use super::parts::{note, source};
use super::{Chart, Datum, Input, Outcome, file_name};
use crate::measure::wording::{capital, claim_headline, claim_lines};
use crate::measure::{ClaimResult, Verdict};

/// Claim cards.
pub const CHART: Chart = Chart {
    id: "claim",
    about: "a statement of the article, what was computed for it, and the verdict",
    needs: "a `[[claim]]`",
    in_report: false,
    draw: claims,
};

fn claims(input: &Input<'_>, sheet: &Sheet<'_>) -> Vec<Outcome> {
    let shown = input.results.claims.iter().filter(|claim| input.takes(&[&claim.id]));
    shown.map(|claim| of_claim(input, claim, sheet)).collect()
}

fn of_claim(input: &Input<'_>, claim: &ClaimResult, sheet: &Sheet<'_>) -> Outcome {
    let lines = claim_lines(claim);
    let is_constructed = claim.checks.iter().any(|check| check.constructed);
    let note = input.results.questions.iter().filter(|_| is_constructed).find_map(|question| note(question, sheet));
    let page = Page {
        id: file_name(&format!("{}-{}", CHART.id, claim.id)),
        table: "claims",
        kicker: input.titled("Checked against the data"),
        title: claim_headline(claim),
        subtitle: String::new(),
        footer: vec![
            source(input.results, sheet),
            "The verdict is about those who voted or commented, not about people in general.".into(),
        ],
        note,
        kind: "Claim",
        data: "Claim with its verdict".to_owned(),
        values: lines.clone(),
    };
    let statement = Piece::Words(Role::Statement, Flow::quoted(&claim.text, &[]));
    let computed = lines.iter().map(|line| Piece::Words(Role::Beside, Flow::plain(line)));
    let badge = Piece::Badge(tone(claim.verdict), capital(claim.verdict.label()));
    let pieces = std::iter::once(statement).chain([badge]).chain(computed).collect();
    card(page, sheet, &Card { pieces, datum: Datum::Claim(claim.id.clone()) })
}

fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Holds => Tone::Good,
        Verdict::DoesNotHold => Tone::Bad,
        Verdict::ShownOnConstructed => Tone::Doubtful,
        Verdict::CannotBeKnown => Tone::Open,
    }
}
