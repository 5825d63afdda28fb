//! A report as blocks, before any document format: what is said, not how it is written down.
//!
//! All text is plain: what a format needs escaped is the format's business.

use crate::measure::PublishedComments;

/// A report: a title and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The title.
    pub title: String,
    /// What stands under it, in order.
    pub blocks: Vec<Block>,
    /// The comments that readers may go through, by open question; none where the study does not publish them.
    pub comments: Vec<PublishedComments>,
    /// The rules of CSS that bring the letters of the pictures to a page.
    pub fonts: String,
}

/// One block of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading, with its level: 2 under the title.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(Line),
    /// A note that stands out, as paragraphs.
    Note(Vec<Line>),
    /// A list without numbers.
    List(Vec<Line>),
    /// A table.
    Table(Grid),
    /// A picture.
    Figure(Picture),
    /// A comment in its author's words.
    Quote {
        /// The comment, with its evidence strong.
        text: Line,
        /// Who said it, and where the text comes from.
        by: String,
    },
}

/// A run of text with marks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line(pub Vec<Inline>);

/// A piece of a [`Line`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Text that stands out.
    Strong(String),
    /// Text as it stands in a file, such as a key of a study.
    Code(String),
    /// A line break.
    Break,
}

/// A table, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// What it holds, in a sentence.
    pub caption: String,
    /// The head of each column, and how it is set.
    pub header: Vec<(String, Align)>,
    /// The rows, each as long as the header.
    pub rows: Vec<Vec<Line>>,
    /// Id of the tidy table that holds the numbers, where there is one.
    pub table: Option<String>,
    /// Whether it holds the numbers of a figure of the same tidy table.
    pub pictured: bool,
    /// The comments that a cell speaks of: its row, its column, and which.
    pub views: Vec<(usize, usize, View)>,
}

/// Which comments a number speaks of, as pairs of what is chosen by and what is chosen, such as `theme` and its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View(pub Vec<(&'static str, String)>);

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A picture, with its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The finding.
    pub title: String,
    /// What a reader who cannot see it needs.
    pub alt: String,
    /// Path of the PNG in the output folder.
    pub png: String,
    /// Path of the SVG in the output folder.
    pub svg: String,
    /// The SVG itself, as its file holds it.
    pub drawn: String,
    /// The SVG for a page that brings the letters.
    pub inline: String,
    /// Id of the tidy table that holds the numbers.
    pub table: String,
}

impl Line {
    /// The line with more plain text at its end.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.0.push(Inline::Text(text.into()));
        self
    }

    /// The line with more text that stands out at its end.
    #[must_use]
    pub fn strong(mut self, text: impl Into<String>) -> Self {
        self.0.push(Inline::Strong(text.into()));
        self
    }

    /// Text in which names of keys stand between backticks, as messages write them.
    #[must_use]
    pub fn marked(text: &str) -> Self {
        let piece = |(place, piece): (usize, &str)| match place % 2 {
            0 => Inline::Text(piece.to_owned()),
            _ => Inline::Code(piece.to_owned()),
        };
        Self(text.split('`').enumerate().map(piece).collect())
    }

    /// Lines as one, each on its own line.
    #[must_use]
    pub fn stacked(lines: impl IntoIterator<Item = String>) -> Self {
        let mut stacked = Self::default();
        for line in lines {
            if !stacked.0.is_empty() {
                stacked.0.push(Inline::Break);
            }
            stacked.0.push(Inline::Text(line));
        }
        stacked
    }
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        Self(vec![Inline::Text(text)])
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl Grid {
    /// A table without rows; columns of words are left, columns of numbers right.
    #[must_use]
    pub fn new(caption: impl Into<String>, header: &[(&str, Align)]) -> Self {
        let header = header.iter().map(|(name, align)| ((*name).to_owned(), *align)).collect();
        Self { caption: caption.into(), header, rows: Vec::new(), table: None, pictured: false, views: Vec::new() }
    }

    /// The same table, with the tidy table that holds its numbers.
    #[must_use]
    pub fn numbers_in(mut self, table: &str) -> Self {
        self.table = Some(table.to_owned());
        self
    }

    /// The same table, beside a figure of the same tidy table.
    #[must_use]
    pub fn with_figure(mut self) -> Self {
        self.pictured = true;
        self
    }

    /// Says which comments a cell of the last row speaks of.
    pub fn view(&mut self, column: usize, view: impl Into<Vec<(&'static str, String)>>) {
        if let Some(row) = self.rows.len().checked_sub(1) {
            self.views.push((row, column, View(view.into())));
        }
    }

    /// Adds a row.
    pub fn push<const N: usize>(&mut self, row: [String; N]) {
        self.rows.push(row.map(Line::from).into());
    }
}
