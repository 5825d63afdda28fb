//! Microsoft Forms, XLSX and CSV saved from it. Metadata stands first and is found by its place, since a question may
//! be called Email or Name too, and since its names are localised.

use super::grid::{Grid, is_date_time, is_digits, is_email, is_serial_day, key};
use super::words::{is_listed, is_personal};
use super::{Format, Head, Header, Layout, Role, Score};

pub(super) const FORMAT: Format =
    Format { id: "ms_forms", name: "Microsoft Forms", about: "XLSX of responses, or CSV saved from it", score, layout };

const START: &str = "start time|startzeit|heure de début|hora de inicio|hora de início|ora di inizio|begintijd|starttid|\
    starttidspunkt|aloitusaika|godzina rozpoczęcia|čas zahájení|başlangıç saati|время начала|開始時刻|開始時間|开始时间|시작 시간";
const END: &str = "completion time|fertigstellungszeit|heure de fin|hora de finalización|hora de conclusão|\
    ora di completamento|tijd van voltooien|slutförandetid|fullføringstid|fuldførelsestidspunkt|valmistumisaika|\
    godzina ukończenia|čas dokončení|tamamlanma saati|время выполнения|完了時刻|完成時間|完成时间|완료 시간";
const EXTRA: &str = "last modified time|language|zeitpunkt der letzten änderung|sprache|heure de la dernière modification|\
    langue|hora de la última modificación|idioma|hora da última modificação|ora ultima modifica|lingua|taal|\
    tijd van laatste wijziging|språk|sprog|kieli|język";
const QUIZ: &str = "total points|quiz feedback|gesamtpunktzahl|quizfeedback|total de points|commentaires du questionnaire|\
    puntos totales|comentarios sobre la prueba|total de pontos|totale punti|totaal aantal punten|grade posted time";

fn score(head: &Head<'_>) -> Score {
    let grid = Grid::of(head);
    let name = |column| key(grid.cell(0, column));
    let times = is_listed(START, &name(1)) && is_listed(END, &name(2));
    if times && name(0) == "id" {
        return Score::seen(0.95, "the first columns are ID, start time and completion time");
    }
    if times {
        return Score::seen(0.8, "there are a start time and a completion time");
    }
    // Programs call their columns `created_at`, in one word and in lower case; a form's are made to be read.
    let written = |column| {
        let name = grid.cell(0, column);
        !name.contains('_') && !name.starts_with(|c: char| c.is_ascii_lowercase())
    };
    let dated = (1..=2).all(|column| written(column) && grid.mostly(1, column, |cell| is_time(head, cell)));
    let addressed = grid.mostly(1, 3, |cell| is_email(cell) || is_anonymous(cell));
    let counted = grid.mostly(1, 0, |cell| is_digits(cell) && cell.len() <= 6);
    if counted && dated && addressed {
        return Score::seen(0.7, "a number, two times and an address come first, as Microsoft Forms writes them");
    }
    Score::default()
}

fn is_time(head: &Head<'_>, cell: &str) -> bool {
    is_date_time(cell) || !matches!(head.container, "csv" | "tsv") && is_serial_day(cell)
}

fn is_anonymous(cell: &str) -> bool {
    let words = ["anonymous", "anonym", "anonyme", "anónimo", "anônimo", "anonimo", "anoniem", "匿名"];
    words.contains(&key(cell).as_str())
}

/// How many columns stand before the first question.
fn prefix(grid: Grid<'_>, head: &Head<'_>) -> usize {
    let mut next = 3;
    let addressed = |cell: &str| is_email(cell) || is_anonymous(cell);
    if grid.mostly(1, 3, addressed) || is_personal(&key(grid.cell(0, 3))) {
        next = 4;
        let name = key(grid.cell(0, 4));
        if is_personal(&name) && !name.contains("mail") {
            next = 5;
        }
    }
    while is_listed(EXTRA, &key(grid.cell(0, next))) || next == 5 && grid.mostly(1, next, |cell| is_time(head, cell)) {
        next += 1;
    }
    next
}

fn layout(head: &Head<'_>) -> Layout {
    let grid = Grid::of(head);
    let mut columns: Vec<Header> = grid.row(0).enumerate().map(|(place, cell)| Header::at(place, cell, cell)).collect();
    let prefix = prefix(grid, head);
    let about = about_answers(&columns, prefix);
    for (place, column) in columns.iter_mut().enumerate() {
        let name = key(&column.name);
        column.role = match place {
            0 => Role::Id,
            1 => Role::Metadata,
            2 => Role::Date,
            3 | 4 if place < prefix => Role::Personal,
            _ if place < prefix || about[place] || is_listed(QUIZ, &name) => Role::Metadata,
            // A table of Excel numbers a name that it holds already: `Name2`.
            _ if is_personal(name.trim_end_matches(|c: char| c.is_ascii_digit())) => Role::Personal,
            _ if grid.mostly(1, place, is_email) => Role::Personal,
            _ => Role::Answer,
        };
    }
    Layout { header_rows: 1, columns, separators: &[";"], missing: Vec::new(), ..Layout::default() }
}

/// `Points - <question>` and `Feedback - <question>`, in any language: a word and a dash before another column's name.
fn about_answers(columns: &[Header], prefix: usize) -> Vec<bool> {
    let names: std::collections::BTreeSet<&str> =
        columns.iter().skip(prefix).map(|column| column.question.as_str()).collect();
    let about = |text: &str| {
        text.match_indices(" - ")
            .take(3)
            .any(|(at, dash)| !text[..at].trim().is_empty() && names.contains(&text[at + dash.len()..]))
    };
    columns.iter().enumerate().map(|(place, column)| place >= prefix && about(&column.question)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{head, layout_of, roles, score_of};
    use super::Role::{Answer, Date, Id, Metadata, Personal};
    use super::*;

    #[test]
    fn metadata_is_found_by_its_place() {
        let rows = head(
            "ID,Start time,Completion time,Email,Name,Last modified time,Which teas?\u{a0},Name2,Total points,\
             Points - Which teas?,Feedback - Which teas?\n\
             1,7/2/20 11:00:22,7/2/20 11:05:00,anonymous,,,Green;Black;,Ann,5,1,\n",
        );
        let layout = layout_of(&FORMAT, &rows);
        let expected =
            [Id, Metadata, Date, Personal, Personal, Metadata, Answer, Personal, Metadata, Metadata, Metadata];
        assert_eq!(roles(&layout), expected);
        assert_eq!(layout.columns[6].question, "Which teas?");
    }

    #[test]
    fn another_language_is_read_by_what_stands_in_the_first_columns() {
        let listed = "ID,Startzeit,Fertigstellungszeit,E-Mail,Name,Tee?\n1,02.07.20 11:00:22,02.07.20 11:05:00,a@example.org,Ann,Ja\n";
        let unlisted = "Azon,Eleje,Vége,Cím,Teát?\n1,2020.07.02 11:00:22,2020.07.02 11:05:00,anonymous,Igen\n";
        assert!(score_of(&FORMAT, listed) > 0.9 && score_of(&FORMAT, unlisted) >= 0.7);
        assert_eq!(roles(&layout_of(&FORMAT, &head(listed)))[3..], [Personal, Personal, Answer]);
        assert_eq!(roles(&layout_of(&FORMAT, &head(unlisted))), [Id, Metadata, Date, Personal, Answer]);
    }

    #[test]
    fn a_table_with_an_id_is_no_form() {
        for text in [
            "id,start,end,text\n1,a,b,c\n",
            "ID,name,comment\n1,Ann,Good\n",
            "id,created_at,updated_at,email,text\n1,2026-01-02 10:00:00,2026-01-02 10:00:00,a@example.org,x\n",
            "id,submitdate,lastpage\n1,,3\n",
        ] {
            assert!(score_of(&FORMAT, text) < 0.5, "{text}");
        }
    }

    #[test]
    fn a_form_without_addresses_starts_with_its_first_question() {
        let rows = head("Id,Start time,Completion time,Tea?\n1,7/2/20 11:00,7/2/20 11:05,Yes\n");
        assert_eq!(roles(&layout_of(&FORMAT, &rows)), [Id, Metadata, Date, Answer]);
    }
}
