//! SurveyMonkey, CSV and XLSX: two header rows, or one row of `question - choice`; expanded, condensed and coded.

use super::grid::{Grid, is_date_time, is_digits, is_email, is_same, key};
use super::groups::{join_dashed, mark_other_texts};
use super::named_alike::join_named_alike;
use super::words::{OPEN_RESPONSE, RESPONSE, is_listed, is_personal};
use super::{Format, Head, Header, Layout, Role, Score, summaries, two_rows};

pub(super) const FORMAT: Format = Format {
    id: "surveymonkey",
    name: "SurveyMonkey",
    about: "CSV or XLSX of all responses, with two header rows or one",
    score,
    layout,
};

const RESPONDENT: &str = "respondent id|respondentid";
const COLLECTOR: &str = "collector id|collectorid";

const METADATA: &[(&str, Role)] = &[
    ("respondent id", Role::Id),
    ("respondentid", Role::Id),
    ("collector id", Role::Metadata),
    ("collectorid", Role::Metadata),
    ("start date", Role::Metadata),
    ("startdate", Role::Metadata),
    ("date created", Role::Metadata),
    ("end date", Role::Metadata),
    ("enddate", Role::Metadata),
    ("date modified", Role::Metadata),
    ("ip address", Role::Personal),
    ("email address", Role::Personal),
    ("first name", Role::Personal),
    ("last name", Role::Personal),
];

/// Parts of a question that asks for an address, and whether they say who a person is.
const CONTACT: &[(&str, bool)] = &[
    ("name", true),
    ("company", false),
    ("address", true),
    ("address 2", true),
    ("city/town", false),
    ("state/province", false),
    ("state/province/region", false),
    ("zip/postal code", true),
    ("country", false),
    ("email address", true),
    ("phone number", true),
];

fn score(head: &Head<'_>) -> Score {
    let grid = Grid::of(head);
    if let Some(refused) = summaries::surveymonkey(grid) {
        return refused;
    }
    let first = key(grid.cell(0, 0));
    let respondent = is_listed(RESPONDENT, &first);
    let collector = grid.row(0).any(|cell| is_listed(COLLECTOR, &key(cell)));
    let labels = grid.row(1).filter(|cell| is_response(&key(cell))).count();
    let two = header_rows(grid) == 2;
    let long_ids = grid.mostly(if two { 2 } else { 1 }, 0, |cell| is_digits(cell) && (7..=14).contains(&cell.len()));
    let (value, evidence) = match (respondent, collector) {
        (true, true) if two && labels > 0 => (1.0, "Respondent ID, Collector ID, and a row of Response below"),
        (true, true) => (0.9, "the first row has Respondent ID and Collector ID"),
        (true, false) if two && labels > 0 => (0.95, "Respondent ID, and a row of Response below"),
        (true, false) if two => (0.8, "Respondent ID over a row of options"),
        (true, false) if long_ids => (0.75, "the first column is Respondent ID and holds long numbers"),
        (true, false) => (0.4, "the first column is Respondent ID"),
        (false, _) if two && labels >= 2 => (0.75, "the second row says Response under the questions"),
        (false, true) if two || long_ids => (0.6, "there is a Collector ID"),
        (false, false) if two && long_ids => (0.55, "long ids, and questions over their options"),
        _ => return Score::default(),
    };
    Score::seen(value, evidence)
}

fn is_response(key: &str) -> bool {
    is_listed(RESPONSE, key) || is_listed(OPEN_RESPONSE, key)
}

fn header_rows(grid: Grid<'_>) -> usize {
    if grid.named() {
        return 1;
    }
    let labels = grid.row(1).filter(|cell| is_response(&key(cell))).count();
    let blank_first = !grid.cell(0, 0).is_empty() && grid.cell(1, 0).is_empty();
    let blank = grid.height() > 2 && grid.filled(1) == 0;
    let below = blank_first && (labels > 0 || two_rows::is_label_row(grid, 1) || under_questions(grid));
    // Where a person deleted the columns of ids, `Response` under several columns is the only sign left.
    if blank || below || says_response(grid) { 2 } else { 1 }
}

/// `Response` stands below two questions or more, and is no answer that comes back there.
fn says_response(grid: Grid<'_>) -> bool {
    let once = |(place, cell): &(usize, &str)| is_response(&key(cell)) && !grid.column(2, *place).any(|c| c == *cell);
    grid.row(1).enumerate().filter(once).count() >= 2
}

/// Respondent ID over a blank: every response has one, so the row below is a header.
fn under_questions(grid: Grid<'_>) -> bool {
    is_listed(RESPONDENT, &key(grid.cell(0, 0)))
}

fn layout(head: &Head<'_>) -> Layout {
    let grid = Grid::of(head);
    let header_rows = header_rows(grid);
    let mut columns = if header_rows == 2 {
        let mut columns = two_rows::columns(grid, 0, |label| is_response(&key(label)));
        mark_open(&mut columns, grid);
        mark_beside_response(&mut columns, grid);
        columns
    } else {
        let mut columns: Vec<Header> =
            grid.row(0).enumerate().map(|(place, cell)| Header::at(place, cell, cell)).collect();
        mark_metadata(&mut columns, grid, 1);
        join_dashed(&mut columns);
        join_named_alike(&mut columns, grid, 1);
        join_named_by_answer(&mut columns, grid);
        columns
    };
    mark_contacts(&mut columns);
    mark_other_texts(&mut columns, grid, header_rows);
    mark_metadata(&mut columns, grid, header_rows);
    let dash = (0..columns.len()).any(|column| grid.column(header_rows, column).any(|cell| cell == "-"));
    Layout {
        header_rows,
        columns,
        separators: &[", "],
        missing: if dash { vec!["-".to_owned()] } else { Vec::new() },
        ..Layout::default()
    }
}

fn mark_open(columns: &mut [Header], grid: Grid<'_>) {
    for (place, column) in columns.iter_mut().enumerate() {
        if is_listed(OPEN_RESPONSE, &key(grid.cell(1, place))) {
            column.role = Role::Open;
        }
    }
}

/// In a question whose answer has a column of its own, any other column is what was written beside it, whatever its
/// name: `Why?`.
fn mark_beside_response(columns: &mut [Header], grid: Grid<'_>) {
    let mut answered: Option<String> = None;
    for (place, column) in columns.iter_mut().enumerate() {
        if is_listed(RESPONSE, &key(grid.cell(1, place))) {
            answered.clone_from(&column.group);
        } else if column.group.is_some() && column.group == answered && column.part.is_some() {
            column.role = Role::OtherText;
        }
    }
}

/// In one-row exports, a column named as an answer of the question on its left holds what was written beside it.
fn join_named_by_answer(columns: &mut [Header], grid: Grid<'_>) {
    for place in 1..columns.len() {
        let (before, after) = columns.split_at_mut(place);
        let (Some(left), Some(column)) = (before.last_mut(), after.first_mut()) else { continue };
        let free = |it: &Header| it.group.is_none() && it.part.is_none() && it.role == Role::Answer;
        let name = key(&column.question);
        if name.is_empty()
            || !free(left)
            || !free(column)
            || !grid.column(1, place - 1).any(|cell| is_same(cell, &name))
        {
            continue;
        }
        left.group = Some(left.question.clone());
        column.group.clone_from(&left.group);
        column.part = Some(std::mem::replace(&mut column.question, left.question.clone()));
        column.role = Role::OtherText;
    }
}

fn mark_contacts(columns: &mut [Header]) {
    let parts: Vec<Option<&(&str, bool)>> = columns
        .iter()
        .map(|column| CONTACT.iter().find(|(name, _)| column.part.as_deref().map(key).as_deref() == Some(*name)))
        .collect();
    for (place, column) in columns.iter_mut().enumerate() {
        let beside = [place.wrapping_sub(1), place + 1];
        let form = beside.iter().any(|&other| parts.get(other).is_some_and(Option::is_some));
        if form && parts[place].is_some_and(|(_, personal)| *personal) {
            column.role = Role::Personal;
        }
    }
}

/// Metadata by name, and in other languages by what stands in the columns before the first question.
fn mark_metadata(columns: &mut [Header], grid: Grid<'_>, header_rows: usize) {
    let named = header_rows == 2 && grid.filled(1) > 0;
    let before = if named { (0..columns.len()).take_while(|&place| grid.cell(1, place).is_empty()).count() } else { 0 };
    let mut date = None;
    let mut questions = false;
    for (place, column) in columns.iter_mut().enumerate() {
        let name = key(&column.name);
        let known = METADATA.iter().find(|(known, _)| *known == name).map(|(_, role)| *role);
        let custom =
            name.strip_prefix("custom data").is_some_and(|rest| rest.trim().bytes().all(|b| b.is_ascii_digit()));
        if column.group.is_some() || column.part.is_some() || column.role != Role::Answer {
            questions |= column.group.is_some();
            continue;
        }
        column.role = match known {
            Some(role) if !questions => role,
            _ if custom => Role::Metadata,
            _ if is_personal(&name) => Role::Personal,
            _ if place < before && !is_asked(&column.question) => by_cells(grid, place),
            _ => {
                questions = true;
                continue;
            }
        };
        if grid.mostly(header_rows, place, is_date_time) {
            date = Some(place);
        }
    }
    // The last of the dates is when the response was sent.
    if let Some(place) = date {
        columns[place].role = Role::Date;
    }
}

/// A rating may have nothing below its question, and is no metadata for that.
fn is_asked(name: &str) -> bool {
    name.contains(['?', '？']) || name.split_whitespace().count() >= 6
}

fn by_cells(grid: Grid<'_>, place: usize) -> Role {
    let is_ip = |cell: &str| cell.split('.').filter(|part| is_digits(part)).count() == 4;
    if place == 0 && grid.mostly(2, 0, is_digits) {
        Role::Id
    } else if grid.mostly(2, place, is_email) || grid.mostly(2, place, is_ip) {
        Role::Personal
    } else {
        Role::Metadata
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{head, layout_of, roles, score_of, shape};
    use super::*;

    const TWO: &str = "Respondent ID,Collector ID,Start Date,End Date,IP Address,Which\u{a0}teas?,,,,Happy?,,Ideas?,You,,\n\
        ,,,,,Green,Black,White,Autre chose,Response,Why?,Open-Ended Response,Name,Company,\n\
        11111111111,22222222,01/02/2026 10:00:00 AM,01/02/2026 10:05:00 AM,192.0.2.1,Green,Black,,Mint,Yes,It is,None,Ann,Acme,\n\
        11111111112,22222222,01/02/2026 11:00:00 AM,01/02/2026 11:05:00 AM,192.0.2.2,,Black,White,,No,,Cups,Bob,Acme,\n";

    #[test]
    fn questions_continue_to_the_right_and_texts_beside_options_are_found() {
        let rows = head(TWO);
        let layout = layout_of(&FORMAT, &rows);
        assert_eq!((layout.header_rows, layout.columns.len()), (2, 15));
        let teas = Some("Which teas?");
        let expected = [
            ("Which teas?", teas, Some("Green"), Role::Answer),
            ("Which teas?", teas, Some("Black"), Role::Answer),
            ("Which teas?", teas, Some("White"), Role::Answer),
            ("Which teas?", teas, Some("Autre chose"), Role::OtherText),
            ("Happy?", Some("Happy?"), None, Role::Answer),
            ("Happy?", Some("Happy?"), Some("Why?"), Role::OtherText),
            ("Ideas?", None, None, Role::Open),
            ("You", Some("You"), Some("Name"), Role::Personal),
            ("You", Some("You"), Some("Company"), Role::Answer),
            ("", None, None, Role::Answer),
        ];
        assert_eq!(shape(&layout)[5..], expected);
        assert_eq!(roles(&layout)[..5], [Role::Id, Role::Metadata, Role::Metadata, Role::Date, Role::Personal]);
        assert_eq!(layout.columns[14].name, "#15");
    }

    #[test]
    fn one_row_of_question_and_choice_is_grouped() {
        let rows = head(
            "RespondentID,Tea?,Tea? - Other (please specify),Cakes? - Scone,Cakes? - Bun,Where?,A shop (which?),Email Address\n\
             4337954960,Green,,Scone,,A shop (which?),Corner,a@example.org\n4337951949,Other (please specify),Mint,,Bun,Home,-,\n",
        );
        let layout = layout_of(&FORMAT, &rows);
        assert_eq!((layout.header_rows, layout.missing.as_slice()), (1, ["-".to_owned()].as_slice()));
        let expected = [
            ("Tea?", Some("Tea?"), None, Role::Answer),
            ("Tea?", Some("Tea?"), Some("Other (please specify)"), Role::OtherText),
            ("Cakes?", Some("Cakes?"), Some("Scone"), Role::Answer),
            ("Cakes?", Some("Cakes?"), Some("Bun"), Role::Answer),
            ("Where?", Some("Where?"), None, Role::Answer),
            ("Where?", Some("Where?"), Some("A shop (which?)"), Role::OtherText),
            ("Email Address", None, None, Role::Personal),
        ];
        assert_eq!(shape(&layout)[1..], expected);
    }

    #[test]
    fn another_language_is_read_by_structure() {
        let rows = head(
            "ID osoby,ID kanału,Data,Adres,Jakie herbaty?,,Uwagi\n,,,,Zielona,Czarna,Otwarta\n\
             11111111111,22222222,2026-01-02 10:00:00,a@example.org,Zielona,,Tak\n",
        );
        let layout = layout_of(&FORMAT, &rows);
        assert_eq!(layout.header_rows, 2);
        assert_eq!(roles(&layout)[..4], [Role::Id, Role::Metadata, Role::Date, Role::Personal]);
        assert_eq!(layout.columns[5].question, "Jakie herbaty?");
    }

    #[test]
    fn an_empty_second_row_is_a_header_row_and_a_response_is_not() {
        let ids = "Respondent ID,Collector ID,Tea?\n";
        assert_eq!(layout_of(&FORMAT, &head(&format!("{ids},,\n1,2,Yes\n"))).header_rows, 2);
        assert_eq!(layout_of(&FORMAT, &head(&format!("{ids}1,2,Yes\n"))).header_rows, 1);
    }

    #[test]
    fn without_ids_the_row_of_response_is_known_by_itself() {
        let rows = head(
            "Where?,Job? Pick all.,,,Cycles?,Uses:,,Words?,\n\
             Response,Baker,Cook,Other (please specify),Open-Ended Response,Tea,Cake,1,2\n\
             Asia,Baker,,,Weekly,Daily,,open,kind\nEurope,,Cook,Host,,Never,Daily,slow,\n",
        );
        let layout = layout_of(&FORMAT, &rows);
        assert_eq!(layout.header_rows, 2);
        assert_eq!(shape(&layout)[5], ("Uses:", Some("Uses:"), Some("Tea"), Role::Answer));
        assert_eq!(shape(&layout)[4], ("Cycles?", None, None, Role::Open));
        let answers = "How did you reply?,And then?\nResponse,Reply\nReply,Response\nResponse,Reply\n";
        assert_eq!(layout_of(&FORMAT, &head(answers)).header_rows, 1);
    }

    #[test]
    fn a_column_called_respondent_id_is_not_enough() {
        assert!(score_of(&FORMAT, "Respondent ID,age\nA7,31\nB2,40\n") < 0.5);
        assert!(score_of(&FORMAT, TWO) > 0.99);
    }
}
