//! A comment that speaks for a theme: its words, the evidence marked, the name that the study allows.

use super::card::{Card, Piece, Role, card};
use super::flow::Flow;
use super::layout::{Page, Sheet};
use super::{Chart, Datum, Input, Outcome, comments_footer, file_name, note};
use crate::measure::wording::{capital, quoted, said_by, theme_share};
use crate::measure::{QuestionResults, Quote};

/// Quote cards.
pub const CHART: Chart = Chart {
    id: "quote",
    about: "a comment that speaks for a theme, the words that show it marked",
    needs: "comments that show a theme and may be quoted",
    in_report: false,
    draw: quotes,
};

fn quotes(input: &Input<'_>, sheet: &Sheet<'_>) -> Vec<Outcome> {
    let of_question = |question| of_question(input, question, sheet);
    input.results.questions.iter().flat_map(of_question).collect()
}

/// A card for each quote; their number is their place among those of the theme.
fn of_question(input: &Input<'_>, question: &QuestionResults, sheet: &Sheet<'_>) -> Vec<Outcome> {
    let shown = question.quotes.iter().filter(|quote| input.takes(&[&quote.theme, &quote.id]));
    let drawn = shown.map(|quote| {
        let same = question.quotes.iter().take_while(|other| !std::ptr::eq(*other, quote));
        let number = 1 + same.filter(|other| other.theme == quote.theme).count();
        of_quote(input, question, (quote, number), sheet)
    });
    drawn.collect()
}

fn of_quote(
    input: &Input<'_>,
    question: &QuestionResults,
    (quote, number): (&Quote, usize),
    sheet: &Sheet<'_>,
) -> Outcome {
    let theme = question.frequencies.themes.iter().find(|theme| theme.id == quote.theme);
    let label = theme.map_or(quote.theme.as_str(), |theme| theme.label.as_str());
    let by = said_by(quote, &input.results.about);
    let before = if input.results.questions.len() > 1 { format!("{}-", question.id) } else { String::new() };
    let mut footer = comments_footer(input.results, question, sheet, "");
    footer.insert(1.min(footer.len()), "Marked: the words that show the theme.".to_owned());
    let page = Page {
        id: file_name(&format!("{before}{}-{}-{number}", CHART.id, quote.theme)),
        table: "quotes",
        kicker: input.titled(label),
        title: format!("{} on {}: {}", capital(&by), quoted(label), quoted(&quote.text)),
        subtitle: String::new(),
        footer,
        note: note(question, sheet),
        kind: "Quote",
        data: format!("Quote from a comment that shows {}", quoted(label)),
        values: Vec::new(),
    };
    let share = theme.and_then(theme_share).map(|said| Piece::Words(Role::Beside, Flow::plain(&said)));
    let words = Piece::Words(Role::Statement, Flow::quoted(&quote.text, &quote.evidence));
    let by = Piece::Words(Role::Soft, Flow::plain(&by));
    let pieces = [words, by].into_iter().chain(share).collect();
    card(page, sheet, &Card { pieces, datum: Datum::Theme(quote.theme.clone()) })
}
