//! Tables: results in long form, typed, ready to be written by `export`.

/// A measured result in long form: one row an observation.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Id, which is also the name of the file.
    pub id: String,
    /// What the table holds, in one line.
    pub title: String,
    /// The columns, in order.
    pub columns: Vec<TableColumn>,
    /// The rows, each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
}

/// The name of a column and what its cells are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableColumn {
    /// Text.
    Text(&'static str),
    /// Whole numbers.
    Int(&'static str),
    /// Real numbers.
    Real(&'static str),
}

impl TableColumn {
    /// The column's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text(name) | Self::Int(name) | Self::Real(name) => name,
        }
    }
}

/// One value of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Not defined, not known, or not applicable.
    Empty,
    /// Text.
    Text(String),
    /// A whole number.
    Int(u64),
    /// A real number; never NaN or infinite.
    Real(f64),
}

/// The cell as plain text: nothing where it is empty, and the fewest digits that read back as the same number.
impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Int(number) => write!(f, "{number}"),
            Self::Real(number) => write!(f, "{number}"),
        }
    }
}

impl From<&str> for Cell {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Cell {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<u64> for Cell {
    fn from(value: u64) -> Self {
        Self::Int(value)
    }
}

impl From<usize> for Cell {
    fn from(value: usize) -> Self {
        Self::Int(value as u64)
    }
}

impl From<f64> for Cell {
    fn from(value: f64) -> Self {
        if value.is_finite() { Self::Real(value) } else { Self::Empty }
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}
