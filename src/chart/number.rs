//! One number as large as the shape allows: the leading answer of the poll and of each question, the leading theme.

use std::collections::BTreeSet;

use super::answers::{asked, asked_poll, datum, poll_page, question_page};
use super::card::{Card, Piece, Role, card};
use super::flow::Flow;
use super::layout::{Page, Sheet};
use super::scale_sets::rows_of_grids;
use super::weighed::options;
use super::{Chart, Datum, Input, Outcome, comments_footer, note, parts};
use crate::measure::answers::{AnswerBreakdown, POLL_ID};
use crate::measure::wording::{
    answer_sentence, counted, grouped, percent, poll_sentence, quoted, theme_sentence, themes_headline,
};
use crate::measure::{PollBreakdown, ThemeFrequency};

/// Big-number cards.
pub const CHART: Chart = Chart {
    id: "number",
    about: "one large number: the leading answer of the poll and of each question, the leading theme or `--only` one",
    needs: "a poll, a closed question or a theme; a row of a grid where --only names it",
    in_report: false,
    draw: numbers,
};

fn numbers(input: &Input<'_>, sheet: &Sheet<'_>) -> Vec<Outcome> {
    let poll = asked_poll(input).and_then(|poll| of_poll(input, poll, sheet));
    // The rows of a grid stand in one picture; one of them is drawn by itself where it is asked for.
    let together = if input.only.is_none() { rows_of_grids(input.results) } else { BTreeSet::new() };
    let alone = asked(input).filter(|found| !together.contains(found.id.as_str()));
    let closed = alone.filter_map(|found| of_question(input, found, sheet));
    poll.into_iter().chain(closed).chain(of_themes(input, sheet)).collect()
}

/// The number, its bar, what it says, and what was asked.
fn pieces(value: &str, share: f64, said: &str, asked: &str) -> Vec<Piece> {
    let asked = (!asked.is_empty()).then(|| Piece::Words(Role::Soft, Flow::plain(asked)));
    let number = Piece::Words(Role::Number, Flow::plain(value));
    let said = Piece::Words(Role::Statement, Flow::plain(said));
    [number, Piece::Bar(share), said].into_iter().chain(asked).collect()
}

/// A page whose title is the number and what it says, and its card.
fn drawn(input: &Input<'_>, page: Page, (value, share): (&str, f64), said: String, datum: Datum) -> (Page, Card) {
    let sentence = format!("{value} {said}");
    let asked = page.subtitle.clone();
    let card = Card { pieces: pieces(value, share, &input.titled(said), &asked), datum };
    (Page { title: sentence, values: Vec::new(), ..page }, card)
}

fn of_poll(input: &Input<'_>, poll: &PollBreakdown, sheet: &Sheet<'_>) -> Option<Outcome> {
    let top = super::answers::ranked(poll).into_iter().max_by(|a, b| {
        // The first of those that tie.
        a.share.total_cmp(&b.share).then(std::cmp::Ordering::Greater)
    })?;
    let page = poll_page(input, poll, CHART.id, "Big number");
    let datum = datum(POLL_ID, &top.label)?;
    let (page, drawn) = drawn(input, page, (&format!("{}%", top.percent), top.share), poll_sentence(poll, top), datum);
    (top.share > 0.0).then(|| card(page, sheet, &drawn))
}

fn of_question(input: &Input<'_>, found: &AnswerBreakdown, sheet: &Sheet<'_>) -> Option<Outcome> {
    let options = options(input.results, found);
    // Of numbers the share of one of them says little.
    let top = options.top().filter(|_| found.middle().is_none())?;
    let page = question_page(input, (found, &options), CHART.id, "Big number");
    let said = options.subtitle(answer_sentence(found, top.option));
    let (page, drawn) = drawn(input, page, (&top.value, top.share), said, datum(&found.id, &top.option.label)?);
    Some(card(page, sheet, &drawn))
}

/// The leading theme of each group, or the one that is asked for.
fn of_themes(input: &Input<'_>, sheet: &Sheet<'_>) -> Vec<Outcome> {
    let of_part = |part: super::Part<'_>| {
        let question = part.question;
        let themes = question.frequencies.themes.iter().filter(|theme| theme.group == part.group);
        let mut chosen: Option<&ThemeFrequency> = None;
        for theme in themes.filter(|theme| input.takes(&[&theme.id]) && theme.comments.count > 0) {
            chosen = chosen.filter(|best| best.comments.count >= theme.comments.count).or(Some(theme));
        }
        let theme = chosen?;
        themes_headline(question, part.group)?;
        let share = theme.comments;
        let shown = format!("{} of {}", grouped(share.count), counted(share.base, "comment", "comments"));
        let page = Page {
            id: format!("{}-{}", part.figure, super::file_name(&theme.id)),
            table: "themes",
            kicker: part.label.to_owned(),
            title: String::new(),
            subtitle: format!("{}{shown}", part.asked),
            footer: comments_footer(input.results, question, sheet, ""),
            note: note(question, sheet),
            kind: "Big number",
            data: format!("Big number: the share of comments that show {}, {shown}", quoted(&theme.label)),
            values: Vec::new(),
        };
        let said = theme_sentence(theme);
        let datum = Datum::Theme(theme.id.clone());
        let (page, drawn) = drawn(input, page, (&percent(share), share.value()?), said, datum);
        Some(card(page, sheet, &drawn))
    };
    parts(input.results, CHART.id, false).into_iter().filter_map(of_part).collect()
}
