//! `study.toml` for an export: what was found as comments, then every source and every question, for a person to correct.

use super::answers::Clean;
use super::export::{Open, Told};
use super::found;
use super::page::Page;
use super::plan::Plan;
use super::sources::{Source, Sources};
use crate::ingest::responses::{Kind, QuestionSpec};

/// The text of the file.
pub(super) fn study_file(plan: &Plan<'_>, made: &Sources, open: &[Vec<Open<'_>>], told: &Told) -> String {
    let mut page = Page::default();
    page.comment(
        "A study begun by `verbatims init`. Correct what is wrong here, then run `verbatims report` on this folder.",
    );
    page.comment("");
    page.comment("What was found:");
    found::write(&mut page, plan, made, told);
    page.blank();
    page.comment("The title of the report.");
    page.text("title", &plan.title);
    sample(&mut page, "panel, probability or census, with the keys that these need");
    for source in &made.sources {
        source_lines(&mut page, source);
    }
    for (source, open) in made.sources.iter().zip(open) {
        let all = &source.questions;
        all.iter().filter(|clean| clean.spec.kind != Kind::Open).for_each(|clean| closed(&mut page, clean, source.id));
        for open in open {
            open_question(&mut page, open, parent(all, &open.clean.spec.id), source.id);
            if source.comments && source.has("author") {
                set_aside(&mut page);
            }
        }
    }
    page.finish()
}

fn source_lines(page: &mut Page, source: &Source) {
    page.blank();
    let row = if source.comments { "One row a comment." } else { "One row a respondent." };
    page.comment(&format!("{row} The export itself is in raw/, which version control leaves out."));
    page.line("[[source]]");
    page.text("id", source.id);
    page.text("file", &source.file());
    page.comment("The ids say nothing of a person, so they may be shown.");
    page.line("pseudonymous = true");
    page.line("[source.columns]");
    page.text("id", "id");
    if source.has("author") {
        page.text("author", "author");
    } else if !source.comments {
        page.text("author", "id");
    }
    for key in ["date", "reply_to", "reactions"].into_iter().filter(|key| source.has(key)) {
        page.text(key, key);
    }
    if source.has("weight") {
        page.comment("The column `weight` holds the weight of each response.");
    }
    if !source.carried.is_empty() {
        page.comment(
            "The other columns are the answers of whoever wrote the comment: patterns can ask for them, and they are",
        );
        page.comment("counted once a person where they were given.");
    }
}

/// How the people came to answer, which decides what may be said.
pub(super) fn sample(page: &mut Page, otherwise: &str) {
    page.blank();
    page.comment("How the people came to answer. With `opt_in`, whoever wanted to did: no margin of error is printed and nothing");
    page.comment(&format!("is said of people at large. Where the people were chosen, say so: {otherwise}."));
    page.line("[sample]");
    page.text("design", "opt_in");
}

/// The declaration of a closed question.
pub(in crate::study) fn closed(page: &mut Page, clean: &Clean, source: &str) {
    let spec = &clean.spec;
    page.blank();
    page.line("[[question]]");
    page.text("id", &spec.id);
    page.text("question", &spec.question);
    page.text("source", source);
    let kind = match spec.kind {
        Kind::Single => "single",
        Kind::Multiple => "multiple",
        Kind::Scale => "scale",
        Kind::Number => "number",
        Kind::Open => "open",
    };
    page.text("kind", kind);
    let columns: Vec<String> = clean.columns.iter().map(|(name, _)| name.clone()).collect();
    page.texts("columns", &columns);
    if spec.kind == Kind::Scale {
        page.comment("From the lowest to the highest.");
    }
    page.texts("options", &spec.options);
    page.numbers("values", &spec.values);
    page.texts("chosen", &spec.chosen);
    missing(page, spec);
    if let Some(grid) = &spec.grid {
        page.text("grid", grid);
    }
}

fn missing(page: &mut Page, spec: &QuestionSpec) {
    if !spec.missing.is_empty() {
        page.comment("These look like no answer: take out what is one.");
        page.texts("missing", &spec.missing);
    }
}

/// The question beside whose options the texts of this one were written.
pub(in crate::study) fn parent<'c>(all: &'c [Clean], id: &str) -> Option<&'c str> {
    let parent = id.strip_suffix("-other")?;
    all.iter().map(|clean| clean.spec.id.as_str()).find(|id| *id == parent)
}

/// The declaration of an open question.
pub(in crate::study) fn open_question(page: &mut Page, open: &Open<'_>, beside: Option<&str>, source: &str) {
    let spec = &open.clean.spec;
    page.blank();
    if let Some(other) = beside {
        page.comment(&format!("Written beside the options of `{other}`."));
    }
    page.line("[[open]]");
    page.text("id", &spec.id);
    page.text("question", &spec.question);
    page.text("source", source);
    page.text("column", open.clean.columns.first().map_or("", |(name, _)| name));
    page.text("codebook", &open.codebook);
    missing(page, spec);
}

fn set_aside(page: &mut Page) {
    page.line("[open.set_aside]");
    page.comment("The comments of whoever posted are left out where they are named: poster = \"R1\"");
    page.line("tag_only = true");
    page.line("duplicates = true");
}
