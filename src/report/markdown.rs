//! The report as GitHub-flavoured Markdown: it renders on a code-hosting site as it is.
//!
//! All text from outside is escaped, so that a comment cannot become a heading, a link, a mention, a picture, a
//! column of a table or a script. Raw HTML is `<b>` and `<br>` only: bold by `**` fails beside letters and spaces.

use std::fmt::Write;

use super::Document;
use super::model::{Align, Block, Grid, Inline, Line, Picture, Report};

/// Markdown.
pub const DOCUMENT: Document = Document {
    id: "markdown",
    file: "report.md",
    about: "Markdown that renders on a code-hosting site as it is",
    write: |report| document(report).into_bytes(),
};

/// The whole text, blocks apart by an empty line.
fn document(report: &Report) -> String {
    let mut text = title(report) + "\n";
    for block in &report.blocks {
        text.push('\n');
        text.push_str(&shown(block));
    }
    text
}

/// The title as the first heading.
pub(super) fn title(report: &Report) -> String {
    format!("# {}", escaped(&report.title))
}

/// One block, with a newline at its end.
pub(super) fn shown(block: &Block) -> String {
    match block {
        Block::Heading(level, text) => format!("{} {}\n", "#".repeat(usize::from(*level)), escaped(text)),
        Block::Paragraph(text) => started(text) + "\n",
        Block::Note(lines) => quoted(lines.iter().map(started)),
        Block::List(lines) => lines.iter().map(|text| format!("- {}\n", started(text))).collect(),
        Block::Table(grid) => table(grid),
        Block::Figure(picture) => figure(picture),
        Block::Quote { text, by } => quoted([format!("“{}”", line(text)), format!("— {}", escaped(by))].into_iter()),
    }
}

/// Paragraphs set off from the rest.
fn quoted(paragraphs: impl Iterator<Item = String>) -> String {
    paragraphs.map(|text| format!("> {text}\n")).collect::<Vec<_>>().join(">\n")
}

fn table(grid: &Grid) -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = format!("{}{}\n\n", started(&grid.caption.as_str().into()), numbers(grid.table.as_deref()));
    text.push_str(&row(grid.header.iter().map(|(name, _)| escaped(name)).collect()));
    let rule = |align: &Align| if *align == Align::Right { "---:" } else { "---" }.to_owned();
    text.push_str(&row(grid.header.iter().map(|(_, align)| rule(align)).collect()));
    for cells in &grid.rows {
        text.push_str(&row(cells.iter().map(line).collect()));
    }
    text
}

fn figure(picture: &Picture) -> String {
    format!(
        "![{}]({})\n\n{} [As SVG]({}).{}\n",
        escaped(&picture.alt.split_whitespace().collect::<Vec<_>>().join(" ")),
        target(&picture.png),
        line(&Line::default().strong(format!("{}.", picture.title.trim_end_matches('.')))),
        target(&picture.svg),
        numbers(Some(&picture.table)),
    )
}

/// Where the numbers stand as a tidy file.
fn numbers(table: Option<&str>) -> String {
    table.map_or_else(String::new, |id| {
        let path = format!("tables/{id}.csv");
        format!(" Numbers: [{}]({}).", escaped(&path), target(&path))
    })
}

/// A line at the start of a block: what would begin a heading, a list or a rule there does not.
fn started(text: &Line) -> String {
    let text = line(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = digits > 0 && text[digits..].starts_with(['.', ')']);
    let at = if number { digits } else { 0 };
    if number || text.starts_with(['#', '-', '+', '=']) { format!("{}\\{}", &text[..at], &text[at..]) } else { text }
}

/// A line of text with its marks, on one line of the file.
fn line(text: &Line) -> String {
    let mut shown = String::new();
    for piece in &text.0 {
        match piece {
            Inline::Text(text) => shown.push_str(&escaped(text)),
            Inline::Strong(text) => shown.extend(["<b>", &escaped(text), "</b>"]),
            Inline::Code(text) => shown.extend(["`", &text.replace(['`', '|', '\n', '\r'], " "), "`"]),
            Inline::Break => shown.push_str("<br>"),
        }
    }
    shown.trim().to_owned()
}

/// Plain text that stays plain: the characters that Markdown or the site would read as marks are escaped.
pub(crate) fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let text = text.replace("\r\n", "\n");
    for (place, letter) in text.char_indices() {
        let rest = &text[place..];
        match letter {
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => shown.push_str("<br>"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '|' => shown.extend(['\\', letter]),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '&' => shown.push_str("&amp;"),
            '$' => shown.push_str("&#36;"),
            // An entity would not do: addresses and mentions are looked for in the finished text.
            '@' => shown.push_str("@<b></b>"),
            ':' if rest.starts_with("://") => shown.push_str("&#58;"),
            '.' if ends_in_www(&text[..place]) => shown.push_str("&#46;"),
            '\t' => shown.push(' '),
            _ if letter.is_control() => {}
            _ => shown.push(letter),
        }
    }
    shown
}

fn ends_in_www(text: &str) -> bool {
    let mut last = text.bytes().rev();
    (0..3).all(|_| last.next().is_some_and(|byte| byte.eq_ignore_ascii_case(&b'w')))
}

/// A path as the target of a link: what would end the target is percent-encoded.
fn target(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::super::sample::{self, HOSTILE};
    use super::*;

    fn report() -> String {
        document(&super::super::build(&sample::results(), &sample::figures()))
    }

    #[test]
    fn a_hostile_comment_stays_text_on_one_line() {
        let shown = escaped(HOSTILE);
        assert_eq!(shown.lines().count(), 1);
        assert!(!shown.contains("<script") && !shown.contains("://") && !shown.contains("www."));
        assert!(
            shown.contains("\\*\\*bold\\*\\* \\[x\\](http&#58;//evil.example) www&#46;evil.example<br># @<b></b>bob")
        );
        assert!(
            shown.contains("&#36;5 or &#36;6<br><br>1. \\`note\\` &lt;b&gt;not&lt;/b&gt; &amp; \\\\\\| end"),
            "{shown}"
        );
    }

    #[test]
    fn a_hostile_comment_changes_nothing_around_it() {
        let text = report();
        let quote = text.lines().find(|line| line.contains("alert(1)")).unwrap();
        assert!(quote.starts_with("> “- &lt;script&gt;"), "{quote}");
        assert!(quote.ends_with(" end”") && quote.contains("\\`<b>note</b>\\`"), "{quote}");
    }

    #[test]
    fn raw_html_is_bold_and_line_breaks_only() {
        let text = report();
        for (place, _) in text.match_indices('<') {
            let known = ["<b>", "</b>", "<br>"].iter().any(|tag| text[place..].starts_with(tag));
            assert!(known, "{}", &text[place..].chars().take(20).collect::<String>());
        }
        assert_eq!(text.matches("<b>").count(), text.matches("</b>").count());
    }

    #[test]
    fn every_line_of_a_table_has_the_same_columns() {
        let text = report();
        let columns = |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
        let lines: Vec<&str> = text.lines().collect();
        for pair in lines.windows(2).filter(|pair| pair.iter().all(|line| line.starts_with('|'))) {
            assert_eq!(columns(pair[0]), columns(pair[1]), "{pair:?}");
        }
        assert!(lines.iter().filter(|line| line.starts_with("| ---")).count() >= 7);
    }

    #[test]
    fn a_block_cannot_start_with_a_mark() {
        for (text, shown) in
            [("# a", "\\# a"), ("- a", "\\- a"), ("12. a", "12\\. a"), ("3) a", "3\\) a"), ("=", "\\=")]
        {
            assert_eq!(started(&text.into()), shown);
        }
        assert_eq!(started(&"12 a. b".into()), "12 a. b");
        assert_eq!(started(&"    code".into()), "code");
    }

    #[test]
    fn a_chart_has_its_picture_its_svg_and_its_numbers() {
        let text = report();
        assert!(text.contains("![Bar chart of the poll's answers: 68% \\[some\\]](charts/answers.png)\n"), "{text}");
        assert!(text.contains("[As SVG](charts/answers.svg). Numbers: [tables/poll.csv](tables/poll.csv)."));
        assert_eq!(target("charts/a b)é.png"), "charts/a%20b%29%C3%A9.png");
    }

    #[test]
    fn keys_of_a_study_stand_as_code() {
        assert!(report().contains("`design = \"probability\"`"));
    }
}
