//! The page as markup: what a browser would load, run or take for an element.

use super::*;
use crate::measure::PublishedComments;
use crate::report::sample::{self, HOSTILE};

fn report(comments: Vec<PublishedComments>) -> Report {
    let mut report = crate::report::build(&sample::results(), &sample::figures());
    report.comments = comments;
    report
}

/// The names of the elements that begin in a page, in order; what stands in the script and the style is text.
pub fn elements(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        let name: String =
            after.chars().take_while(|letter| letter.is_ascii_alphanumeric() || "!/".contains(*letter)).collect();
        assert!(!name.is_empty(), "a bare < before {}", after.chars().take(30).collect::<String>());
        if let "script" | "style" = name.as_str() {
            let (_, after) = rest.split_once(&format!("</{name}>")).unwrap();
            rest = after;
        }
        found.push(name);
    }
    found
}

fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    page.split_once(start).unwrap().1.split_once(end).unwrap().0
}

#[test]
fn the_page_allows_its_own_script_and_style_and_nothing_else() {
    let page = page(&report(sample::comments()));
    let policy = between(&page, "Content-Security-Policy\" content=\"", "\"");
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
    let script = between(&page, "<script>", "</script>");
    assert_eq!(policy, policy::policy(script, [between(&page, "<style>", "</style>")].into_iter()));
    assert_eq!(page.matches("<script").count(), 2);
    for attribute in [" onload", " onclick", " onerror", " style=", "javascript:", " src="] {
        assert!(!between(&page, "<body>", "<script type").contains(attribute), "{attribute}");
    }
    for link in page.split("href=\"").skip(1) {
        assert!(["#", "tables/", "charts/"].iter().any(|start| link.starts_with(start)), "{}", &link[..30]);
    }
}

#[test]
fn a_page_without_comments_has_no_script_and_none_of_their_words() {
    let with = page(&report(sample::comments()));
    let without = page(&report(Vec::new()));
    assert!(with.contains("A note, please.") && with.contains("href=\"#comments?on="));
    assert!(!without.contains("<script") && !without.contains("href=\"#comments?"));
    assert!(!without.contains("id=\"explorer\""));
}

#[test]
fn every_table_has_a_caption_and_heads_with_their_scope() {
    let page = page(&report(sample::comments()));
    assert!(page.matches("<table>").count() >= 7);
    assert_eq!(page.matches("<table>").count(), page.matches("<caption>").count());
    assert_eq!(page.matches("<th ").count(), page.matches(" scope=\"").count());
    assert!(!page.contains("<th>"));
}

#[test]
fn a_figure_stands_once_and_beside_the_table_with_its_numbers() {
    let page = page(&report(sample::comments()));
    assert_eq!(page.matches("<svg/>").count(), 1);
    let pair = between(&page, "<div class=\"pair\">", "</table>");
    assert!(pair.contains("<svg/>") && pair.contains("tables/poll.csv"), "{pair}");
    assert!(!page.contains(">Charts</h2>"));
}

#[test]
fn comments_left_out_are_counted_with_the_rule_that_chose() {
    let mut comments = sample::comments();
    comments[0].left_out = 12_343;
    let page = page(&report(comments));
    assert!(page.contains("holds 2 of 12,345 comments and leaves out 12,343: those quoted"));
}

#[test]
fn links_lead_to_the_comments_that_are_counted() {
    let page = page(&report(sample::comments()));
    let question = &sample::results().questions[0].id;
    for view in ["theme=t00", "none=", "theme=t00&amp;theme=t01"] {
        assert!(page.contains(&format!("href=\"#comments?on={question}&amp;{view}")), "{view}");
    }
}

#[test]
fn every_part_of_the_template_is_filled() {
    let page = page(&report(sample::comments()));
    assert!(!page.contains("{{"));
    assert_eq!(filled("a{{x}}b{{y}}", &BTreeMap::from([("x", "{{y}}".to_owned()), ("y", "1".to_owned())])), "a{{y}}b1");
}

/// Everything from outside that a report holds, in other words.
fn with_text(text: &str) -> Report {
    let (mut results, mut comments) = (sample::results(), sample::comments());
    results.about.title = text.to_owned();
    results.about.disclosure.insert("sponsor".to_owned(), text.to_owned());
    if let Some(poll) = &mut results.poll {
        poll.question = text.to_owned();
        poll.options.iter_mut().for_each(|option| option.label = text.to_owned());
    }
    results.claims.iter_mut().for_each(|claim| claim.text = text.to_owned());
    let question = &mut results.questions[0];
    question.question = text.to_owned();
    question.groups.iter_mut().for_each(|group| group.1 = text.to_owned());
    question.frequencies.themes.iter_mut().for_each(|theme| theme.label = text.to_owned());
    for quote in &mut question.quotes {
        (quote.text, quote.by, quote.evidence) = (text.to_owned(), text.to_owned(), Vec::new());
    }
    for set in &mut comments {
        set.question = text.to_owned();
        set.themes.iter_mut().for_each(|theme| theme.label = text.to_owned());
        for comment in &mut set.comments {
            (comment.text, comment.id, comment.author) = (text.to_owned(), text.to_owned(), Some(text.to_owned()));
            comment.provenance = Some(text.to_owned());
            comment.evidence.clear();
        }
    }
    let mut report = crate::report::build(&results, &sample::figures());
    report.comments = comments;
    report
}

/// The elements of a page but for line breaks, which a text may have.
fn markup(report: &Report) -> Vec<String> {
    elements(&page(report)).into_iter().filter(|name| name != "br").collect()
}

/// The blocks and marks of a Markdown text, as a renderer of CommonMark with tables sees them.
fn marks(report: &Report) -> Vec<String> {
    use pulldown_cmark::{Event, Options, Parser};
    let text = crate::report::markdown::DOCUMENT.write;
    let text = String::from_utf8(text(report)).unwrap();
    let ours = ["<b>", "</b>", "<br>"];
    let events =
        Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES);
    events
        .filter_map(|event| match event {
            Event::Text(_) | Event::SoftBreak | Event::HardBreak => None,
            Event::InlineHtml(html) if ours.contains(&&*html) => None,
            other => Some(format!("{other:?}")),
        })
        .collect()
}

/// Pieces that mean something to a browser, to Markdown or to JSON.
const PIECES: [&str; 40] = [
    "<script>alert(1)</script>",
    "</script>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "</style>",
    "</title>",
    "</textarea>",
    "<table><tr>",
    "\" onmouseover=\"alert(1)",
    "' autofocus onfocus='",
    "&lt;",
    "&#60;",
    "&",
    "{{title}}",
    "}}",
    "\u{0}",
    "\u{202e}",
    "\u{2067}",
    "\u{2028}",
    "\u{feff}",
    "javascript:alert(1)",
    "[a](javascript:alert(1))",
    "![a](http://evil.example/x.png)",
    "`code`",
    "```\n",
    "| a | b |\n| - | - |\n",
    "# a",
    "\n\n",
    "> a",
    "1. a",
    "***",
    "~~a~~",
    "$x$",
    "@bob",
    "http://evil.example",
    "👍🏽 é 漢字 عربي",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]

    #[test]
    fn no_text_from_outside_is_markup_in_any_document(pieces in proptest::collection::vec(0..PIECES.len(), 1..7), any in ".{0,12}") {
        let text: String = pieces.iter().map(|piece| PIECES[*piece]).chain([any.as_str(), "x"]).collect();
        let (hostile, harmless) = (with_text(&text), with_text("x"));
        assert!(markup(&hostile) == markup(&harmless), "{text:?}");
        assert!(marks(&hostile) == marks(&harmless), "{text:?}");
        let notebook: serde_json::Value =
            serde_json::from_slice(&(crate::report::notebook::DOCUMENT.write)(&hostile)).unwrap();
        assert!(notebook["cells"].is_array());
    }
}

#[test]
fn the_hostile_sample_stays_text() {
    assert!(markup(&with_text(HOSTILE)) == markup(&with_text("x")));
}
