//! A post kit: the cards of a study in one shape, as pictures and as a carousel, the text to post and the alt texts.
//!
//! Sentences are those of the report; the text is held against the study as an article is.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::chart::{Drawn, Wanted, with_study};
use super::run::output_error;
use super::{Study, StudyError};
use crate::article::{Facts, Holds, verify_text};
use crate::chart::{self, CHARTS, Figure};
use crate::diag::Diagnostic;
use crate::export::{Manifest, Outputs, PdfPage, pdf};
use crate::measure::Results;
use crate::measure::wording::{comments_line, constructed_note, source_line, survey_line, votes_line};
use crate::report::{Inline, Line, Sentence, closed_lines, sentences};

/// Charts that a carousel begins with and ends with, beside those of a report; one that there is not is passed over.
const OPENING: &[&str] = &["number"];
const CLOSING: &[&str] = &["quote"];

/// The most cards of a kit for which no charts are named: whoever swipes through more does not reach the last.
pub const CARDS: usize = 10;

/// The most that a post on LinkedIn may have, in UTF-16 units, which is how a page counts characters.
pub const POST: usize = 3_000;

/// Pixels of the carousel for each pixel of the shape.
const SHARP: f32 = 2.0;

/// The files of a kit.
#[derive(Debug)]
pub struct Kit {
    /// The files.
    pub outputs: Outputs,
    /// Where they come from.
    pub manifest: Manifest,
    /// The cards in their order: the name of the file and the short alt text.
    pub cards: Vec<(String, String)>,
    /// What should be known of them.
    pub warnings: Vec<Diagnostic>,
}

/// Makes the kit of a study; writes nothing.
///
/// # Errors
/// As for [`super::draw_study`].
pub fn kit(study: &Study, wanted: &Wanted<'_>) -> Result<Kit, StudyError> {
    let known = |id: &&str| CHARTS.iter().any(|chart| chart.id == *id);
    let report = CHARTS.iter().filter(|chart| chart.in_report).map(|chart| chart.id);
    let all = OPENING.iter().copied().chain(report).chain(CLOSING.iter().copied());
    let cards: Vec<String> = all.filter(known).map(str::to_owned).collect();
    let charts = if wanted.charts.is_empty() { &cards } else { wanted.charts };
    with_study(study, &Wanted { charts, ..*wanted }, |mut drawn, facts| {
        if wanted.charts.is_empty() {
            drawn.figures = chosen(drawn.figures);
        }
        made(&study.title, drawn, facts)
    })
}

/// The cards that a reader will see: of the closing ones the first of each theme.
fn chosen(figures: Vec<Figure>) -> Vec<Figure> {
    let mut themes = BTreeSet::new();
    let mut chosen = figures;
    chosen.retain(|figure| match figure.id.rsplit_once('-') {
        Some((theme, _)) if CLOSING.iter().any(|id| theme.starts_with(&format!("{id}-"))) => {
            themes.insert(theme.to_owned())
        }
        _ => true,
    });
    chosen.truncate(CARDS);
    chosen
}

/// A card: its file, its bytes and its page.
type Card = (String, Vec<u8>, PdfPage);

fn made(title: &str, drawn: Drawn, facts: &Facts<'_>) -> Result<Kit, StudyError> {
    let cards: Result<Vec<Card>, StudyError> =
        drawn.figures.par_iter().enumerate().map(|(place, figure)| card(place, figure, &drawn)).collect();
    let cards = cards?;
    let mut outputs = Outputs::default();
    let mut pages = Vec::with_capacity(cards.len());
    let mut listed = Vec::with_capacity(cards.len());
    for ((file, png, page), figure) in cards.into_iter().zip(&drawn.figures) {
        listed.push((file.clone(), figure.alt_short.clone()));
        outputs.files.insert(file, png);
        pages.push(page);
    }
    let carousel = pdf(title, &pages).map_err(|error| output_error("carousel.pdf".to_owned(), &error))?;
    outputs.files.insert("carousel.pdf".to_owned(), carousel);
    outputs.files.insert("alt.csv".to_owned(), alt(&drawn.figures, &listed)?);
    let text = post(&drawn.results);
    let mut warnings = drawn.warnings;
    let off = verify_text("post.txt", &text, facts).into_iter().filter(|statement| statement.holds == Holds::Off);
    warnings.extend(off.map(|found| {
        Diagnostic::warning(found.place, format!("“{}” is off: {}", found.found, found.message))
            .hint("correct the sentence before you post it")
    }));
    outputs.files.insert("post.txt".to_owned(), text.into_bytes());
    Ok(Kit { outputs, manifest: drawn.manifest, cards: listed, warnings })
}

fn card(place: usize, figure: &Figure, drawn: &Drawn) -> Result<Card, StudyError> {
    let file = format!("{:02}-{}.png", place + 1, figure.id);
    let fonts = &drawn.drawing.brand.fonts;
    let failed = |error: chart::ChartError| output_error(file.clone(), &error);
    let png = chart::png(&figure.svg, 1.0, fonts).map_err(failed)?;
    let pixels = chart::pixels(&figure.svg, SHARP, fonts).map_err(failed)?;
    let canvas = figure.scene.canvas;
    let page = PdfPage {
        width: canvas.width.unsigned_abs(),
        height: canvas.height.unsigned_abs(),
        pixels: (pixels.width, pixels.height),
        rgb: pixels.rgb,
        alt: figure.alt_long.clone(),
    };
    Ok((file, png, page))
}

/// The alt texts as CSV: one row a card, in their order.
fn alt(figures: &[Figure], listed: &[(String, String)]) -> Result<Vec<u8>, StudyError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = ["file", "page", "title", "alt_short", "alt_long"].map(str::to_owned);
    let rows = figures.iter().zip(listed).enumerate().map(|(place, (figure, (file, short)))| {
        [file.clone(), (place + 1).to_string(), figure.title.clone(), short.clone(), figure.alt_long.clone()]
    });
    for row in std::iter::once(header).chain(rows) {
        writer.write_record(&row).map_err(|error| StudyError::Write(error.into()))?;
    }
    writer.into_inner().map_err(|error| StudyError::Write(error.into_error()))
}

/// The text of a post: the finding, what else was found, and last the line that says where it comes from.
///
/// Sentences that do not fit are left out from the last; the finding and the last line stay.
fn post(results: &Results) -> String {
    let disclosure = shortened(&disclosure(results), POST / 2);
    let mut found = findings(results);
    if found.is_empty() {
        found.push(results.about.title.clone());
    }
    let most = POST - length(&disclosure) - 2;
    let mut text = shortened(&found[0], most - 1);
    for sentence in &found[1..] {
        let more = format!("{text}\n\n{sentence}");
        // What follows a sentence that was left out would lack its context.
        if length(&more) + 1 > most {
            break;
        }
        text = more;
    }
    format!("{text}\n\n{disclosure}\n")
}

/// The sentences on the poll, the closed questions and the comments, in this order.
fn findings(results: &Results) -> Vec<String> {
    // What knows no cell of a named value cannot be verified by whoever edits the post.
    // The closed questions begin with what leads here, because a post has no heading above it.
    let elsewhere = |table: &str| table == "rank_stability" || table.starts_with("answer");
    let named = |sentence: &Sentence| sentence.cells.first().is_some_and(|cell| !elsewhere(cell.table));
    let said = sentences(results).into_iter().filter(named);
    let said: Vec<String> = said.map(|sentence| plain(&sentence.line)).collect();
    let of_poll = if results.poll.is_some() { 2 } else { 0 }.min(said.len());
    let mut found = said[..of_poll].to_vec();
    found.extend(closed_lines(results));
    let notes: Vec<String> = results.questions.iter().filter_map(constructed_note).collect();
    found.extend(notes);
    found.extend_from_slice(&said[of_poll..]);
    found
}

/// Where the numbers come from, in one line.
fn disclosure(results: &Results) -> String {
    let mut parts = Vec::new();
    if let Some(poll) = &results.poll {
        parts.extend([source_line(&results.about), votes_line(poll)]);
    } else if results.closed().next().is_some() {
        parts.push(survey_line(&results.about));
    } else {
        parts.push(source_line(&results.about));
    }
    parts.extend(results.questions.iter().map(comments_line));
    parts.join(" ")
}

/// The characters of a text as a page counts them.
fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// A text of at most so many characters, cut with an ellipsis.
fn shortened(text: &str, most: usize) -> String {
    if length(text) <= most {
        return text.to_owned();
    }
    let mut left = most.saturating_sub(1);
    let kept = text.chars().take_while(|letter| {
        let fits = letter.len_utf16() <= left;
        left = left.saturating_sub(letter.len_utf16());
        fits
    });
    kept.collect::<String>().trim_end().to_owned() + "…"
}

/// A line without its looks.
fn plain(line: &Line) -> String {
    let piece = |inline: &Inline| match inline {
        Inline::Text(text) | Inline::Strong(text) | Inline::Code(text) => text.clone(),
        Inline::Break => "\n".to_owned(),
    };
    line.0.iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::wording::sample;

    #[test]
    fn a_post_begins_with_the_finding_and_ends_with_where_it_comes_from() {
        let text = post(&sample::results());
        assert!(
            text.starts_with("Two in three accept only some invites from strangers.\n\nOf those who voted, "),
            "{text}"
        );
        let last = text.trim_end().lines().last().unwrap();
        assert!(last.starts_with("LinkedIn poll, July 2021. Opt-in:") && last.ends_with("left out."), "{last}");
        let constructed = text.find("145 of 158 comments are constructed").unwrap();
        assert!(constructed < text.find("comes first").unwrap(), "{text}");
    }

    #[test]
    fn a_post_has_at_most_its_limit_however_long_its_parts_are() {
        let mut results = sample::results();
        let poll = results.poll.as_mut().unwrap();
        poll.headline = "😀 word".repeat(2_000);
        results.questions[0].question = "long ".repeat(900);
        results.about.platform = Some("Platform ".repeat(400));
        let text = post(&results);
        assert!((2_900..=POST).contains(&length(&text)), "{}", length(&text));
        assert_eq!(text.matches("\n\n").count(), 1);
        results.poll = None;
        results.questions.clear();
        assert!(post(&results).starts_with("Invites\n\n"));
    }
}
