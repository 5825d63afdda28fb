//! Google Forms: the CSV of the form (`;` between ticked boxes) and the linked sheet saved as CSV or XLSX (`, `).

use super::grid::{Grid, is_date_time, is_email, is_serial_day, key};
use super::groups::join_bracketed;
use super::words::{TIMESTAMP, is_listed, is_personal};
use super::{Format, Head, Header, Layout, Role, Score};

pub(super) const FORMAT: Format = Format {
    id: "google_forms",
    name: "Google Forms",
    about: "CSV of the form, or its linked sheet as CSV or XLSX",
    score,
    layout,
};

/// Headers of the user's address, of quizzes, and of the score in words: `key`, as the platform writes them.
const ADDRESS: &str = "username|email address|email|e-mail-adresse|nutzername|nom d'utilisateur|adresse e-mail|\
    nombre de usuario|dirección de correo electrónico|correo electrónico|endereço de e-mail|nome utente|\
    indirizzo email|gebruikersnaam|e-mailadres|ユーザー名|メールアドレス";
const QUIZ: &str = "score|total score|punktzahl|gesamtpunktzahl|note|puntuación|pontuação|punteggio|スコア";

fn score(head: &Head<'_>) -> Score {
    let grid = Grid::of(head);
    let first = grid.cell(0, 0);
    let cells = grid.column(1, 0).count();
    // A workbook's dates are written by whoever opened it.
    let stamped = |cell: &str| match head.container {
        "csv" | "tsv" => is_date_time(cell) && !is_iso(cell),
        _ => is_date_time(cell) || is_serial_day(cell),
    };
    let dates = grid.share(1, 0, stamped);
    let named = is_listed(TIMESTAMP, &key(first));
    if cells > 0 && dates.unwrap_or(0.0) < 0.8 || !named && !zoned(grid) {
        return Score::default();
    }
    // A log has a Timestamp as well: its other columns are names, a form's are questions.
    let addressed =
        matches!(key(grid.cell(0, 1)).as_str(), "email address" | "username") && grid.mostly(1, 1, is_email);
    let asked = grid.row(0).skip(1).filter(|cell| is_question(cell)).count() + usize::from(addressed);
    let capital = first.chars().next().is_none_or(|c| !c.is_lowercase());
    match (named, zoned(grid), asked) {
        (true, true, _) => Score::seen(0.95, "the first column is a timestamp with a zone, as the form writes it"),
        (true, _, 1..) if capital && cells > 0 => {
            Score::seen(0.8, "the first column is Timestamp in one of its languages, the others are questions")
        }
        (true, _, 1..) if capital => Score::seen(0.6, "the first column is Timestamp, and there is no response yet"),
        (false, true, 1..) => Score::seen(0.65, "the first column is a time with a zone, as the form writes it"),
        (true, ..) => Score::seen(0.3, "the first column is a timestamp"),
        _ => Score::default(),
    }
}

/// Programs write `2026-01-02T10:00:00Z` and parts of seconds; forms do not.
fn is_iso(cell: &str) -> bool {
    cell.as_bytes().get(10) == Some(&b'T') || cell.rsplit_once(':').is_some_and(|(_, end)| end.contains(['.', ',']))
}

/// Most cells of the first column end in a zone: `2026/01/02 10:39:41 PM GMT+1`, `… EST`.
fn zoned(grid: Grid<'_>) -> bool {
    grid.mostly(1, 0, |cell| {
        let last = cell.rsplit(' ').next().unwrap_or("");
        let name = last.split(['+', '-', '−']).next().unwrap_or("");
        let year_first = cell.split('/').next().is_some_and(|year| year.len() == 4);
        let capitals = (2..=5).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_uppercase());
        year_first && is_date_time(cell) && capitals && !matches!(name, "AM" | "PM")
    })
}

/// A header that a person wrote to be read: more than two words, a question mark, a bracket; or no Latin letter.
fn is_question(cell: &str) -> bool {
    let words = cell.split_whitespace().count();
    words >= 3 || cell.contains(['?', '？', '[', ':']) || words > 0 && !cell.chars().any(|c| c.is_ascii_alphanumeric())
}

fn layout(head: &Head<'_>) -> Layout {
    let grid = Grid::of(head);
    let mut columns: Vec<Header> = grid.row(0).enumerate().map(|(place, cell)| Header::at(place, cell, cell)).collect();
    join_bracketed(&mut columns);
    for (place, column) in columns.iter_mut().enumerate() {
        let name = key(&column.name);
        let addressed = place < 3 && is_listed(ADDRESS, &name) || grid.mostly(1, place, is_email);
        if place == 0 {
            column.role = Role::Date;
        } else if addressed || is_personal(&name) {
            column.role = Role::Personal;
        } else if place < 3 && is_listed(QUIZ, &name) && grid.mostly(1, place, is_score) {
            column.role = Role::Metadata;
        }
    }
    Layout { header_rows: 1, columns, separators: &[";", ", "], ..Layout::default() }
}

/// `7 / 10`, or a number.
fn is_score(cell: &str) -> bool {
    cell.split('/').all(|part| super::grid::is_number(part.trim()))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{head, layout_of, roles, score_of};
    use super::*;

    #[test]
    fn a_form_is_recognised_in_its_languages() {
        for text in [
            "Timestamp,Which tea do you like?\n6/21/2026 23:29:42,Green\n",
            "Timestamp,Email Address,Tea\n6/21/2026 23:29:42,a@example.org,Green\n",
            "Timestamp,Tea\n\"2026/11/30 10:39:41 PM GMT+1\",Green\n",
            "Zeitstempel,Welchen Tee trinkst du?\n21.06.2026 23:29:42,Grün\n",
            "Marca temporal,¿Té?\n21/06/2026 23:29:42,Verde\n",
            "タイムスタンプ,お茶\n2026/06/21 23:29:42,緑\n",
            "Čas oddaje,Kateri čaj pijete doma?\n2026/06/21 11:29:42 PM CET,Zeleni\n",
        ] {
            assert!(score_of(&FORMAT, text) >= 0.6, "{text}");
        }
    }

    #[test]
    fn a_log_with_a_timestamp_is_no_form() {
        for text in [
            "Timestamp,device,temp\n6/21/2026 23:29:42,a,20.1\n",
            "timestamp,What is the value?\n2026-06-21T23:29:42Z,1\n",
            "Timestamp,Which tea do you like?\n1719012582,Green\n",
            "Name,Which tea do you like?\n6/21/2026 23:29:42,Green\n",
        ] {
            assert!(score_of(&FORMAT, text) < 0.5, "{text}");
        }
    }

    #[test]
    fn grids_scores_and_addresses_are_told_apart() {
        let rows = head(
            "Timestamp,Username,Total score,Rate [Tea],Rate [Cake],Sum?,Sum? [Score],Sum? [Feedback],Contact,\n\
             2026/01/02 1:00:00 PM EST,a@example.org,7 / 10,Good,Bad,4,1 / 1,,b@example.org,\n",
        );
        let layout = layout_of(&FORMAT, &rows);
        use Role::{Answer, Date, Metadata, Personal};
        let expected = [Date, Personal, Metadata, Answer, Answer, Answer, Metadata, Metadata, Personal, Answer];
        assert_eq!(roles(&layout), expected);
        assert_eq!(layout.columns[4].group.as_deref(), Some("Rate"));
        assert_eq!(layout.columns[9].name, "#10");
    }
}
