//! Blocks of a report as HTML. Every text from outside is escaped, and stands in an element of its own, so that a mark
//! of direction in it ends with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::report::model::{Align, Block, Grid, Inline, Line, Picture, Report, View};

/// Text that stays text, in an element and in a quoted attribute.
pub fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '"' => shown.push_str("&quot;"),
            '\'' => shown.push_str("&#39;"),
            '\n' | '\t' => shown.push(letter),
            _ if letter.is_control() => {}
            _ => shown.push(letter),
        }
    }
    shown
}

/// The id of a heading: its letters and digits.
pub fn id_of(title: &str) -> String {
    let words: Vec<String> = title
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("-")
}

/// The style elements of a picture, which the page's policy must name.
pub fn styles(svg: &str) -> impl Iterator<Item = &str> {
    svg.split("<style>").skip(1).filter_map(|rest| rest.split_once("</style>")).map(|(style, _)| style)
}

/// Which table holds the numbers of which figure, by their places among the blocks.
pub struct Pairs {
    /// For the place of a table, that of its figure.
    figure: BTreeMap<usize, usize>,
    taken: BTreeSet<usize>,
}

impl Pairs {
    /// The n-th figure of a tidy table goes with its n-th table; where there is a different number of each, none does.
    pub fn of(report: &Report) -> Self {
        let mut figures: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut grids: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, block) in report.blocks.iter().enumerate() {
            match block {
                Block::Figure(picture) => figures.entry(&picture.table).or_default().push(place),
                Block::Table(grid) if grid.pictured => {
                    grids.entry(grid.table.as_deref().unwrap_or_default()).or_default().push(place);
                }
                _ => {}
            }
        }
        let same = grids.iter().filter_map(|(table, grids)| Some((grids, figures.get(table)?)));
        let same = same.filter(|(grids, figures)| grids.len() == figures.len());
        let figure: BTreeMap<usize, usize> =
            same.flat_map(|(grids, figures)| grids.iter().copied().zip(figures.iter().copied())).collect();
        Self { taken: figure.values().copied().collect(), figure }
    }

    fn figure_of<'r>(&self, place: usize, report: &'r Report) -> Option<&'r Picture> {
        match report.blocks.get(*self.figure.get(&place)?) {
            Some(Block::Figure(picture)) => Some(picture),
            _ => None,
        }
    }
}

/// The block at a place of the report; a figure that stands beside its table is shown there.
pub fn shown(place: usize, report: &Report, pairs: &Pairs) -> String {
    let Some(block) = report.blocks.get(place) else { return String::new() };
    match block {
        Block::Heading(level, text) => {
            let level = (*level).clamp(2, 6);
            format!("<h{level} dir=\"auto\">{}</h{level}>\n", escaped(text))
        }
        Block::Paragraph(text) => format!("<p>{}</p>\n", line(text)),
        Block::Note(lines) => {
            let lines: String = lines.iter().map(|text| format!("<p>{}</p>\n", line(text))).collect();
            format!("<div class=\"note\" role=\"note\">\n{lines}</div>\n")
        }
        Block::List(lines) => {
            let items: String = lines.iter().map(|text| format!("<li>{}</li>\n", line(text))).collect();
            format!("<ul>\n{items}</ul>\n")
        }
        Block::Table(grid) => match pairs.figure_of(place, report) {
            Some(picture) => format!("<div class=\"pair\">\n{}{}</div>\n", figure(picture), table(grid, report)),
            None => table(grid, report),
        },
        Block::Figure(_) if pairs.taken.contains(&place) => String::new(),
        Block::Figure(picture) => figure(picture),
        Block::Quote { text, by } => format!(
            "<figure class=\"quote\">\n<blockquote><p dir=\"auto\">{}</p></blockquote>\n<figcaption dir=\"auto\">{}</figcaption>\n</figure>\n",
            line(text),
            escaped(by)
        ),
    }
}

fn line(text: &Line) -> String {
    let mut shown = String::new();
    for piece in &text.0 {
        match piece {
            Inline::Text(text) => shown.push_str(&escaped(text).replace('\n', "<br>")),
            Inline::Strong(text) => shown.extend(["<strong>", &escaped(text).replace('\n', "<br>"), "</strong>"]),
            Inline::Code(text) => shown.extend(["<code>", &escaped(text), "</code>"]),
            Inline::Break => shown.push_str("<br>"),
        }
    }
    shown
}

fn figure(picture: &Picture) -> String {
    // A picture is made by the program; what stands before its element is for files.
    let start = picture.inline.find("<svg").unwrap_or_default();
    format!(
        "<figure class=\"chart\">\n{}<figcaption>As a file: <a href=\"{}\">PNG</a>, <a href=\"{}\">SVG</a>.{}</figcaption>\n</figure>\n",
        &picture.inline[start..],
        address(&picture.png),
        address(&picture.svg),
        numbers(Some(&picture.table)),
    )
}

fn table(grid: &Grid, report: &Report) -> String {
    let caption = format!("{}{}", escaped(&grid.caption), numbers(grid.table.as_deref()));
    let class = |align: Align| if align == Align::Right { " class=\"number\"" } else { "" };
    let mut text = format!(
        "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">\n<table>\n<caption>{caption}</caption>\n<thead><tr>",
        escaped(&grid.caption)
    );
    // Writing to a string cannot fail.
    for (name, align) in &grid.header {
        let _ = write!(text, "<th scope=\"col\"{}>{}</th>", class(*align), escaped(name));
    }
    text.push_str("</tr></thead>\n<tbody>\n");
    for (row, cells) in grid.rows.iter().enumerate() {
        text.push_str("<tr>");
        for (column, cell) in cells.iter().enumerate() {
            let align = grid.header.get(column).map_or(Align::Left, |(_, align)| *align);
            let inside = linked(grid, (row, column), cell, report);
            let _ = match column {
                0 => write!(text, "<th scope=\"row\" dir=\"auto\"{}>{inside}</th>", class(align)),
                _ => write!(text, "<td{}>{inside}</td>", class(align)),
            };
        }
        text.push_str("</tr>\n");
    }
    text.push_str("</tbody>\n</table>\n</div>\n");
    text
}

/// A cell; where it speaks of comments that are in the page, a link to them.
fn linked(grid: &Grid, place: (usize, usize), cell: &Line, report: &Report) -> String {
    let view = grid.views.iter().find(|(row, column, _)| (*row, *column) == place);
    match view.filter(|(_, _, view)| is_in(view, report)) {
        Some((_, _, view)) => format!("<a href=\"#{}\">{}</a>", fragment(view), line(cell)),
        None => line(cell),
    }
}

/// Whether the page can show these comments.
fn is_in(View(parts): &View, report: &Report) -> bool {
    !report.comments.is_empty()
        && parts.iter().all(|(key, value)| match *key {
            "on" => report.comments.iter().any(|set| set.id == *value),
            "question" => report.comments.iter().flat_map(|set| &set.answers).any(|found| found.id == *value),
            _ => true,
        })
}

/// A view as the fragment of an address, which the page's script reads.
pub fn fragment(View(parts): &View) -> String {
    let parts: Vec<String> = parts.iter().map(|(key, value)| format!("{key}={}", encoded(value))).collect();
    format!("comments?{}", parts.join("&amp;"))
}

/// Percent-encoded but for letters, digits and `-._`.
fn encoded(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            shown.push(char::from(byte));
        } else {
            let _ = write!(shown, "%{byte:02X}");
        }
    }
    shown
}

/// A path in the output folder as an address.
fn address(path: &str) -> String {
    path.split('/').map(encoded).collect::<Vec<_>>().join("/")
}

/// Where the numbers stand as a tidy file.
fn numbers(table: Option<&str>) -> String {
    table.map_or_else(String::new, |id| {
        let path = format!("tables/{id}.csv");
        format!(" Numbers: <a href=\"{}\">{}</a>.", address(&path), escaped(&path))
    })
}
