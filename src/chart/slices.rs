//! The parts of a whole, for pictures in which they make one bar or one square; the smallest stand together.

use plotters::style::RGBColor;

use super::answers::{asked, asked_poll, datum, more_options, poll_page, question_page, ranked, together};
use super::canvas::Canvas;
use super::layout::{Body, Page, figure};
use super::scene::{Area, Datum};
use super::weighed::{Options, Weighed, options};
use super::{Input, Outcome, Palette, Sheet};
use crate::ingest::responses::Kind;
use crate::measure::answers::{AnswerBreakdown, POLL_ID, stands_apart};
use crate::measure::{OptionShare, PollBreakdown};

/// The most parts that have a tint of their own: with more, no reader could tell them apart.
const TINTS: usize = 5;

/// A part of a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Slice {
    /// Its label.
    pub label: String,
    /// Its share, between 0 and 1.
    pub share: f64,
    /// Its share as shown.
    pub value: String,
    /// What it stands for; nothing for several together.
    pub datum: Option<Datum>,
    /// Whether it is none of the categories: other, don't know, or several together.
    pub apart: bool,
}

/// The parts of a whole where there is room for so many.
pub type Slices<'a> = Box<dyn Fn(usize) -> Vec<Slice> + Sync + 'a>;

/// The inside and the edge of every part.
pub fn colors(palette: &Palette, slices: &[Slice]) -> Vec<(RGBColor, RGBColor)> {
    let own = slices.iter().filter(|slice| !slice.apart).count();
    let mut tints = palette.tints(own.max(3)).into_iter();
    let color = |slice: &Slice| match slice.apart {
        true => (palette.paper, palette.rest),
        false => (tints.next().unwrap_or(palette.accent), palette.accent),
    };
    slices.iter().map(color).collect()
}

/// A part, drawn in its colours.
pub fn part(canvas: &mut Canvas<'_>, area: Area, (inside, edge): (RGBColor, RGBColor), thick: i32) {
    if inside == edge {
        canvas.fill(area, inside);
    } else {
        canvas.edged(area, thick.min(area.width.min(area.height) / 2).max(1), edge, inside);
    }
}

/// A figure for the poll and for each closed question of which a person gives one answer.
pub fn figures<'a, B: Body>(
    input: &Input<'a>,
    sheet: &Sheet<'_>,
    (id, kind): (&str, &'static str),
    body: impl Fn(Slices<'a>) -> B,
    mend: impl Fn(Page) -> Page,
) -> Vec<Outcome> {
    let poll = asked_poll(input).filter(|poll| poll.options.iter().any(|option| option.share > 0.0));
    let poll = poll.map(|poll| (poll_page(input, poll, id, kind), of_poll(poll)));
    let whole = |found: &&AnswerBreakdown| {
        matches!(found.kind, Kind::Single | Kind::Scale) && found.options.iter().any(|option| option.count > 0)
    };
    let results = input.results;
    let closed = asked(input).filter(whole).map(|found| {
        let options = options(results, found);
        (question_page(input, (found, &options), id, kind), of_question(found, options))
    });
    poll.into_iter().chain(closed).map(|(page, slices)| figure(mend(page), sheet, &body(slices))).collect()
}

/// The options of the poll.
fn of_poll(poll: &PollBreakdown) -> Slices<'_> {
    let options = ranked(poll);
    Box::new(move |keep| {
        let (shown, rest) = split(&options, keep, |option| option.share);
        let slice = |option: &&&OptionShare| Slice {
            label: option.label.trim().to_owned(),
            share: option.share,
            value: format!("{}%", option.percent),
            datum: datum(POLL_ID, &option.label),
            apart: stands_apart(&option.label),
        };
        let left: Vec<&str> = rest.iter().map(|option| option.label.as_str()).collect();
        let share = rest.iter().map(|option| option.share).sum();
        let rest = several(rest.len(), share, together(poll, &left).unwrap_or_default());
        shown.iter().map(slice).chain(rest).collect()
    })
}

/// The options of a question; a scale stays in its order.
fn of_question<'a>(found: &'a AnswerBreakdown, options: Options<'a>) -> Slices<'a> {
    Box::new(move |keep| {
        let all: Vec<&Weighed<'_>> = options.all.iter().collect();
        let (shown, rest) = split(&all, keep, |one| one.share);
        let slice = |one: &&&Weighed<'_>| Slice {
            label: one.option.label.trim().to_owned(),
            share: one.share,
            value: one.value.clone(),
            datum: datum(&found.id, &one.option.label),
            apart: found.stands_apart(one.option),
        };
        let (share, value) = options.together(rest.iter().copied().copied());
        let rest = several(rest.len(), share, value);
        shown.iter().map(slice).chain(rest).collect()
    })
}

fn several(count: usize, share: f64, value: String) -> Option<Slice> {
    (count > 0).then(|| Slice { label: more_options(count), share, value, datum: None, apart: true })
}

/// The largest options in their order, and the others; one place is kept for the others where there are some.
fn split<T>(options: &[T], keep: usize, share: impl Fn(&T) -> f64) -> (Vec<&T>, Vec<&T>) {
    let keep = keep.min(TINTS + 1);
    if options.len() <= keep {
        return (options.iter().collect(), Vec::new());
    }
    let mut order: Vec<usize> = (0..options.len()).collect();
    order.sort_by(|a, b| share(&options[*b]).total_cmp(&share(&options[*a])).then(a.cmp(b)));
    order.truncate(keep.saturating_sub(1).max(1));
    let (kept, out): (Vec<usize>, Vec<usize>) = (0..options.len()).partition(|place| order.contains(place));
    let pick = |places: Vec<usize>| places.into_iter().map(|place| &options[place]).collect();
    (pick(kept), pick(out))
}
