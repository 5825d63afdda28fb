//! The report as one page to explore: no network, no other file, and nothing of the comments that a browser would run.
//!
//! Markup is made here and in `html`; how it looks and behaves is in `assets/page`. The page's policy allows exactly
//! its own style and its own script, each by its digest, so that a text from outside that looked like either would not
//! be taken for one. Comments reach the script as JSON and become text nodes.

mod data;
mod html;
mod policy;

use std::collections::BTreeMap;

use super::model::{Block, Report};
use super::{Document, quotes};
use html::{escaped, id_of, shown};

/// The page.
pub const DOCUMENT: Document = Document {
    id: "page",
    file: "report.html",
    about: "one page with charts, tables and the comments behind every number, in any browser, offline",
    write: |report| page(report).into_bytes(),
};

/// Comments that a page holds; a longer study is chosen from by the rule of [`crate::measure::published`].
pub const MOST_COMMENTS: usize = 10_000;

const PAGE: &str = include_str!("../../../assets/page/page.html");
const EXPLORER: &str = include_str!("../../../assets/page/explorer.html");
const STYLE: &str = include_str!("../../../assets/page/page.css");
const SCRIPT: &str = include_str!("../../../assets/page/page.js");

/// The heading of the comments.
const COMMENTS: &str = "The comments";

/// The whole page.
fn page(report: &Report) -> String {
    let sections = sections(report);
    let has_comments = !report.comments.is_empty();
    let mut body = String::new();
    for section in &sections {
        body.push_str(&section.html);
    }
    let entry = |section: &Section| {
        format!("<li><a href=\"#{}\">{}</a></li>\n", id_of(&section.title), escaped(&section.title))
    };
    let contents: String = sections.iter().filter(|section| !section.title.is_empty()).map(entry).collect();
    let script = if has_comments { format!("<script>{SCRIPT}</script>\n") } else { String::new() };
    let data = if has_comments {
        format!("<script type=\"application/json\" id=\"data\">{}</script>\n", data::json(&report.comments))
    } else {
        String::new()
    };
    let drawn = report.blocks.iter().filter_map(|block| match block {
        Block::Figure(picture) => Some(picture.inline.as_str()),
        _ => None,
    });
    let fonts = match report.fonts.as_str() {
        "" => String::new(),
        fonts => format!("<style>{fonts}</style>\n"),
    };
    let styles = std::iter::once(STYLE).chain(html::styles(&fonts)).chain(drawn.flat_map(html::styles));
    let parts = BTreeMap::from([
        ("policy", policy::policy(SCRIPT, styles)),
        ("title", escaped(&report.title)),
        ("style", STYLE.to_owned()),
        ("fonts", fonts.clone()),
        ("contents", contents),
        ("body", body),
        ("data", data),
        ("script", script),
    ]);
    filled(PAGE, &parts)
}

/// The template with its `{{names}}` replaced; what stands in their place is not looked at again.
fn filled(template: &str, parts: &BTreeMap<&str, String>) -> String {
    let mut pieces = template.split("{{");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once("}}").unwrap_or((piece, ""));
        text.push_str(parts.get(name).map_or("", String::as_str));
        text.push_str(rest);
    }
    text
}

/// What stands under one heading.
struct Section {
    title: String,
    html: String,
}

/// The sections of the page: those of the report, and the comments before the quotes.
fn sections(report: &Report) -> Vec<Section> {
    let pairs = html::Pairs::of(report);
    let mut sections = Vec::new();
    let starts = |place: &usize| matches!(report.blocks.get(*place), Some(Block::Heading(2, _)));
    let mut start = 0;
    while let Some(first) = report.blocks.get(start) {
        let end = (start + 1..report.blocks.len()).find(starts).unwrap_or(report.blocks.len());
        let title = if let Block::Heading(2, title) = first { title.clone() } else { String::new() };
        if title == quotes::HEADING {
            sections.extend(comments(report));
        }
        let inside: String =
            (start..end).filter(|place| !starts(place)).map(|place| shown(place, report, &pairs)).collect();
        if !inside.is_empty() {
            sections.push(section(title, &inside));
        }
        start = end;
    }
    if sections.iter().all(|section| section.title != COMMENTS) {
        sections.extend(comments(report));
    }
    sections
}

fn section(title: String, inside: &str) -> Section {
    let html = match title.as_str() {
        "" => format!("<div class=\"lead\">\n{inside}</div>\n"),
        title => {
            let id = id_of(title);
            format!("<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{}</h2>\n{inside}</section>\n", escaped(title))
        }
    };
    Section { title, html }
}

/// The comments to explore; nothing where the study does not publish them.
fn comments(report: &Report) -> Option<Section> {
    let total: usize = report.comments.iter().map(|set| set.comments.len() + set.left_out).sum();
    (total > 0).then(|| {
        let parts = BTreeMap::from([("left_out", left_out(report, total))]);
        section(COMMENTS.to_owned(), &filled(EXPLORER, &parts))
    })
}

/// How many comments are not in the page, and by which rule.
fn left_out(report: &Report, total: usize) -> String {
    let left: usize = report.comments.iter().map(|set| set.left_out).sum();
    let withheld: usize = report.comments.iter().map(|set| set.withheld).sum();
    let grouped = |count: usize| crate::measure::wording::grouped(count as u64);
    let mut said = String::new();
    if withheld > 0 {
        said = format!(
            "<p class=\"note\">Comments whose authors did not agree to be quoted are counted in every number and not shown: {}.</p>\n",
            grouped(withheld)
        );
    }
    if left == 0 {
        return said;
    }
    said + &format!(
        "<p class=\"note\">This page holds {} of {} comments and leaves out {}: those quoted in this report, then \
         others at equal steps through the file. Every number is counted from all of them.</p>\n",
        grouped(total - left),
        grouped(total),
        grouped(left)
    )
}

#[cfg(test)]
mod tests;
