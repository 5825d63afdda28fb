//! The columns of a file of rows, and what is known of them beside their names.

use crate::export::sav::{SavMeasure, SavSet};

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Text.
    Text,
    /// Whole numbers.
    Int,
    /// Cells as they were read, as text. A format that holds its rows makes them numbers where all of them are.
    Given,
}

/// A column of the rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What its cells are.
    pub kind: FieldKind,
    /// What is known of it, for formats that can say so.
    pub about: Option<Box<Described>>,
}

/// A column as a file of statistics describes it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Described {
    /// What was asked, or what it is.
    pub label: String,
    /// Values, as they stand in the cells, with their labels.
    pub labels: Vec<(String, String)>,
    /// Values that stand for no answer, as they stand in the cells.
    pub missing: Vec<String>,
    /// The lowest and the highest of numbers that stand for no answer.
    pub missing_range: Option<(f64, f64)>,
    /// How its values may be compared.
    pub measure: Option<SavMeasure>,
    /// Whether it was declared to hold numbers, or not.
    pub number: Option<bool>,
    /// Whether it was declared to hold dates or times, as `2026-11-23 14:05:00`, one of its parts, or a duration.
    pub date: bool,
    /// Digits after the decimal point that are shown.
    pub decimals: u8,
    /// Bytes of text that it was declared to hold.
    pub bytes: usize,
}

/// What stands before the rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Heading {
    /// The columns.
    pub fields: Vec<Field>,
    /// Columns that are one question with several answers.
    pub sets: Vec<SavSet>,
    /// Place of the weight among the columns, first = 0.
    pub weight: Option<usize>,
    /// What the file is.
    pub label: String,
    /// For formats without types: rows in place of the one of names, with a cell for each column.
    pub header_rows: Vec<Vec<String>>,
}

impl Heading {
    /// The rows above the first, for formats without types.
    pub(super) fn rows(&self) -> Vec<Vec<&str>> {
        if self.header_rows.is_empty() {
            return vec![self.fields.iter().map(|field| field.name.as_str()).collect()];
        }
        self.header_rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect()
    }
}

impl Field {
    /// A column of text.
    #[must_use]
    pub fn text(name: impl Into<String>) -> Self {
        Self { name: name.into(), kind: FieldKind::Text, about: None }
    }

    /// A column of whole numbers.
    #[must_use]
    pub fn int(name: impl Into<String>) -> Self {
        Self { name: name.into(), kind: FieldKind::Int, about: None }
    }

    /// A column of cells as they were read.
    #[must_use]
    pub fn given(name: impl Into<String>) -> Self {
        Self { name: name.into(), kind: FieldKind::Given, about: None }
    }

    /// The same column with what is known of it.
    #[must_use]
    pub fn described(mut self, about: Option<Described>) -> Self {
        self.about = about.map(Box::new);
        self
    }
}

impl From<Vec<Field>> for Heading {
    fn from(fields: Vec<Field>) -> Self {
        Self { fields, ..Self::default() }
    }
}

/// Why rows do not fit a format, though another one would take them.
#[derive(Debug, thiserror::Error)]
#[error("{found}")]
pub struct Misfit {
    /// What was found, and what the format can have.
    pub found: String,
    /// What to do.
    pub hint: &'static str,
}

impl From<Misfit> for std::io::Error {
    fn from(misfit: Misfit) -> Self {
        Self::other(misfit)
    }
}
