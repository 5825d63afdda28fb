//! A codebook to begin with: what stands out in the answers, as themes that are commented out.

use super::ids::slug;
use super::page::{Page, one_line, quoted};
use crate::codebook::{CodebookError, parse};
use crate::ingest::Comment;
use crate::ingest::personal::Trace;
use crate::measure::{Asked, DecisionSource, SetAsideRules, Suggestion, decide, detect_language, set_aside, suggest};
use crate::study::run::tag_comments;
use crate::tag::Tagger;
use crate::text::Language;

/// Comments that suggestions are looked for in: the first of them.
const ASKED: usize = 20_000;

/// Bytes of the comments by which their language is told.
const HEARD: usize = 20_000;

/// The codebook for one open question.
pub(in crate::study) fn codebook(question: &str, texts: &[&str]) -> Result<String, CodebookError> {
    let language = language(texts);
    let mut page = Page::default();
    page.comment(&format!("Themes of the answers to “{}”.", question.trim()));
    page.comment("");
    page.comment(
        "No theme is switched on. Below is what stands out in the answers: take the `# ` away from what is a theme,",
    );
    page.comment("say in `definition` what belongs to it, and put patterns of one meaning together. Then run `verbatims report`.");
    page.comment("`verbatims codebook suggest` shows what is still without a theme.");
    page.text("name", question.trim());
    if let Some((code, language)) = language {
        page.comment(&format!(
            "Words are compared by their stems in {}, which most answers seem to be written in.",
            language.name()
        ));
        page.text("language", code);
    }
    let code = language.map_or_else(String::new, |(code, _)| format!("language = \"{code}\""));
    let empty = parse(&code, "codebook.toml")?;
    let comments: Vec<Comment> =
        texts.iter().take(ASKED).enumerate().map(|(place, text)| comment(place, text)).collect();
    let tags = tag_comments(&Tagger::new(&empty), &comments);
    let reasons = set_aside(&comments, &SetAsideRules::default());
    let coded = decide(&empty, &comments, &tags, reasons, &[], DecisionSource::Tagger);
    let groups = suggest(&coded, Asked::All, &std::collections::BTreeSet::new());
    page.blank();
    if groups.is_empty() {
        page.comment("No word stands in three answers or more; this is what a theme looks like.");
        example(&mut page);
    }
    let mut taken = super::ids::Names::default();
    groups.iter().for_each(|group| theme(&mut page, group, &mut taken));
    Ok(page.finish())
}

fn comment(place: usize, text: &str) -> Comment {
    // What was masked is no word of anybody.
    let masks = Trace::ALL.iter().map(|(_, mask, _)| *mask).chain(["[name]"]);
    Comment {
        id: place.to_string(),
        // Two people who say the same are not one who repeats it.
        author: Some(place.to_string()),
        date: None,
        reply_to: None,
        reactions: None,
        provenance: None,
        text: masks.fold(text.to_owned(), |text, mask| text.replace(mask, ";")),
        cells: crate::ingest::Cells::default(),
        line: 0,
        withheld: false,
    }
}

fn theme(page: &mut Page, group: &[Suggestion], taken: &mut super::ids::Names) {
    let Some(first) = group.first() else { return };
    let word = first.surfaces.first().map_or(first.id.as_str(), |(surface, _)| surface);
    page.line("# [[theme]]");
    page.line(&format!("# id = {}", quoted(&taken.unique(&slug(word, "theme")))));
    page.line(&format!("# label = {}", quoted(word)));
    page.line("# definition = \"\"");
    page.line("# patterns = [");
    for suggestion in group {
        let written: Vec<String> =
            suggestion.surfaces.iter().take(4).map(|(surface, count)| format!("{surface} {count}")).collect();
        let pattern = if suggestion.pattern.contains('\'') {
            quoted(&suggestion.pattern)
        } else {
            format!("'{}'", suggestion.pattern)
        };
        page.line(&format!(
            "#     {pattern},  # in {} answers: {}",
            suggestion.comments,
            one_line(&written.join(", "))
        ));
    }
    page.line("# ]");
    page.blank();
}

fn example(page: &mut Page) {
    for line in [
        "[[theme]]",
        "id = \"price\"",
        "label = \"Price\"",
        "definition = \"Speaks of what it costs\"",
        "patterns = ['price', 'expensive', '\"too much\"']",
    ] {
        page.line(&format!("# {line}"));
    }
}

/// The language that most of the text is in, where it is told for certain and has a stemmer.
fn language(texts: &[&str]) -> Option<(&'static str, Language)> {
    let mut heard = String::new();
    for text in texts {
        if heard.len() > HEARD {
            break;
        }
        heard.push_str(text);
        heard.push('\n');
    }
    let (found, _) = detect_language(&heard)?;
    let codes = Language::codes().into_iter().filter_map(|code| Some((code, Language::from_code(code)?)));
    codes.into_iter().find(|(_, language)| language.code() == found)
}
