//! A second header row that says what the names of the first stand for: `Q1` over *How old are you?*. Told by its cells
//! alone, in any language: texts to be read, above columns of short answers.

use super::grid::{Grid, is_date_time, is_number};

/// Rows of data that are needed to compare a row with.
const ENOUGH: usize = 2;

/// Whether a row holds the texts of the names above it, and no response.
pub(super) fn is_text_row(grid: Grid<'_>, row: usize) -> bool {
    if row == 0 || grid.named() || grid.height() < row + 1 + ENOUGH {
        return false;
    }
    let width = grid.width(row);
    let (mut names, mut codes, mut texts, mut asked, mut compared, mut longer) = (0, 0, 0, 0, 0, 0);
    let mut seen: Vec<&str> = Vec::new();
    for column in 0..width {
        let (name, text) = (grid.cell(row - 1, column), grid.cell(row, column));
        names += usize::from(!name.is_empty());
        codes += usize::from(is_code(name));
        if text.is_empty() {
            continue;
        }
        // A response holds a number, a time, or an answer that others gave as well.
        if name.is_empty() || is_number(text) || is_date_time(text) || grid.column(row + 1, column).any(|c| c == text) {
            return false;
        }
        texts += 1;
        asked += usize::from(is_asked(text));
        if !seen.contains(&text) {
            seen.push(text);
        }
        if let Some(usual) = usual_length(grid, row + 1, column) {
            compared += 1;
            longer += usize::from(text.chars().count() >= 2 * usual.max(4));
        }
    }
    names >= 3
        && codes * 10 >= names * 6
        && texts * 10 >= names * 6
        && asked * 2 >= texts
        && seen.len() * 2 > texts
        && compared >= 1
        && longer * 2 >= compared
}

/// One word that names a variable.
fn is_code(name: &str) -> bool {
    !name.is_empty() && name.len() <= 40 && !name.contains(char::is_whitespace) && !name.contains('?')
}

fn is_asked(text: &str) -> bool {
    text.contains(['?', '？', ':', '：']) || text.split_whitespace().count() >= 3
}

/// The length in the middle of a column's cells; nothing where it has none.
fn usual_length(grid: Grid<'_>, from: usize, column: usize) -> Option<usize> {
    let mut lengths: Vec<usize> = grid.column(from, column).map(|cell| cell.chars().count()).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{head, of};
    use super::*;

    fn is(text: &str) -> bool {
        is_text_row(Grid::of(&of(&head(text))), 1)
    }

    #[test]
    fn texts_below_names_are_told_from_a_response() {
        assert!(is(
            "Q1,Q2,Q3\nHow old are you?,Do you like tea?,Tell us more\n31,Yes,It is warm\n40,No,\n29,Yes,Hot\n"
        ));
        assert!(is("F1,F2_1,F2_2\nAlter in Jahren,Tees: Grün,Tees: Schwarz\n31,ja,nein\n40,nein,nein\n"));
        for text in [
            "Q1,Q2,Q3\n31,Yes,I like it a lot because it is warm\n40,No,\n29,Yes,Hot\n",
            "id,tea,why\nA,I drink it every day,I like it a lot\nB,I drink it every day,\nC,Never,x\n",
            "How old are you?,Do you like tea?,Why is that so?\nForty or more,I do like it,Because of it\na,b,c\nd,e,f\n",
            "Q1,Q2,Q3\nHow old are you?,Do you like tea?,Tell us more\n",
        ] {
            assert!(!is(text), "{text}");
        }
    }
}
