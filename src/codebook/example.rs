//! Examples of a theme: texts that must show it or must not, with the cells of their row where patterns ask for them.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

/// A text that must show a theme, or must not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The text.
    pub text: String,
    /// Columns and their cells.
    pub cells: Vec<(String, String)>,
}

impl Example {
    /// The cell in the column of this name.
    #[must_use]
    pub fn cell(&self, column: &str) -> Option<&str> {
        self.cells.iter().find(|(name, _)| name == column).map(|(_, cell)| cell.as_str())
    }
}

impl fmt::Display for Example {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}”", self.text)?;
        let cells: Vec<String> = self.cells.iter().map(|(column, cell)| format!("{column}: {cell}")).collect();
        if cells.is_empty() { Ok(()) } else { write!(f, " ({})", cells.join(", ")) }
    }
}

/// A text, or a table `{ text = "…", column = "cell" }`.
impl<'de> Deserialize<'de> for Example {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Example;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, or a table as in `{ text = \"It was fine\", role = \"student\" }`")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Example, E> {
        Ok(Example { text: text.to_owned(), cells: Vec::new() })
    }

    fn visit_map<M: MapAccess<'de>>(self, mut table: M) -> Result<Example, M::Error> {
        let (mut text, mut cells) = (None, Vec::new());
        while let Some((key, Cell(value))) = table.next_entry::<String, Cell>()? {
            match key.strip_prefix("col:") {
                Some(column) => cells.push((column.trim().to_owned(), value)),
                None if key == "text" => text = Some(value),
                None => cells.push((key, value)),
            }
        }
        let missing = || Error::custom("the example has no `text`");
        Ok(Example { text: text.ok_or_else(missing)?, cells })
    }
}

/// A cell as a data file would write it.
struct Cell(String);

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(CellReader)
    }
}

struct CellReader;

impl Visitor<'_> for CellReader {
    type Value = Cell;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a number")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Cell, E> {
        Ok(Cell(text.to_owned()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Cell, E> {
        Ok(Cell(number.to_string()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Cell, E> {
        Ok(Cell(number.to_string()))
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Cell, E> {
        Ok(Cell(truth.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use crate::codebook::parse;

    const THEME: &str = "[[theme]]\nid = 't'\npatterns = ['[role = \"student\"] AND [text <= 2] AND fine']\n";

    fn mistakes(examples: &str) -> Vec<String> {
        let error = parse(&format!("{THEME}matches = [{examples}]\n"), "c").err();
        error.iter().flat_map(|error| error.diagnostics()).map(|found| found.to_string()).collect()
    }

    #[test]
    fn an_example_is_a_text_or_a_table_with_cells() {
        let text = format!("{THEME}matches = ['a', {{ text = 'b', role = 'student', 'col:text' = 2.5 }}]\n");
        let examples = &parse(&text, "c").unwrap().themes[0].matches;
        assert_eq!(examples[0].to_string(), "“a”");
        assert_eq!(examples[1].to_string(), "“b” (text: 2.5, role: student)");
        assert_eq!((examples[1].cell("text"), examples[0].cell("text")), (Some("2.5"), None));
    }

    #[test]
    fn a_cell_that_no_pattern_asks_for_and_an_example_without_a_text_are_mistakes() {
        assert_eq!(
            mistakes("'a', { text = 'b', rol = 'student' }"),
            [
                "c:4:17: the example has a cell for `rol`, and no pattern asks for that column\nhint: did you mean `role`?"
            ]
        );
        assert!(mistakes("{ role = 'student' }")[0].contains("the example has no `text`"));
        assert!(mistakes("7")[0].contains("expected a text, or a table as in"));
    }
}
