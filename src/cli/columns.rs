//! Text in columns: padded for a terminal, or as a table in Markdown.

/// How the columns are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Padded with spaces: the first column to the left, the others to the right.
    Padded,
    /// Bars, as Markdown reads them.
    Markdown,
}

/// The lines of a table; every row is as long as the header.
pub(super) fn lines(header: &[String], rows: &[Vec<String>], look: Look) -> Vec<String> {
    let all = || std::iter::once(header).chain(rows.iter().map(Vec::as_slice));
    match look {
        Look::Padded => {
            let width = |column: usize| all().map(|row| row[column].chars().count()).max().unwrap_or(0);
            let widths: Vec<usize> = (0..header.len()).map(width).collect();
            all().map(|row| padded(row, &widths)).collect()
        }
        Look::Markdown => {
            let line = |row: &[String]| {
                let cells: Vec<String> =
                    row.iter().map(|cell| cell.replace('|', "\\|").replace(['\n', '\r'], " ")).collect();
                format!("| {} |", cells.join(" | "))
            };
            let rule = format!("|---|{}", "---:|".repeat(header.len().saturating_sub(1)));
            let mut lines = vec![line(header), rule];
            lines.extend(rows.iter().map(|row| line(row)));
            lines
        }
    }
}

fn padded(row: &[String], widths: &[usize]) -> String {
    let cell = |(place, (cell, width)): (usize, (&String, &usize))| {
        if place == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
    };
    row.iter().zip(widths).enumerate().map(cell).collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_by_characters() {
        let text = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let rows = [text(["é|", "10"]), text(["longer", "1"])];
        assert_eq!(lines(&text(["a", "n"]), &rows, Look::Padded), ["a        n", "é|      10", "longer   1"]);
        assert_eq!(lines(&text(["a", "n"]), &rows, Look::Markdown)[1..3], ["|---|---:|", "| é\\| | 10 |"]);
    }
}
