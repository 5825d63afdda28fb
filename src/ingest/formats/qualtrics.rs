//! Qualtrics, CSV and TSV: names, texts in the owner's language, and a third row of ImportIds; two rows where the third
//! was deleted; the layout of before 2017. Never keyed on the words of the second row.

use super::grid::{Grid, is_date_time, is_digits, squash};
use super::groups::{part_of, stem};
use super::qualtrics_ids::{Kind, Token, by_id, by_name, import_id};
use super::{Format, Head, Header, Layout, Role, RowRule, Score, name_rows, summaries, words};

pub(super) const FORMAT: Format = Format {
    id: "qualtrics",
    name: "Qualtrics",
    about: "CSV or TSV with three header rows (two without the ImportIds), and the legacy layout",
    score,
    layout,
};

/// Metadata as ids, names and legacy labels write it, without signs and in lower case.
const METADATA: &[(&str, Role)] = &[
    ("startdate", Role::Metadata),
    ("enddate", Role::Metadata),
    ("recordeddate", Role::Metadata),
    ("status", Role::Metadata),
    ("progress", Role::Metadata),
    ("finished", Role::Metadata),
    ("duration", Role::Metadata),
    ("durationinseconds", Role::Metadata),
    ("timefromstarttofinishseconds", Role::Metadata),
    ("distributionchannel", Role::Metadata),
    ("userlanguage", Role::Metadata),
    ("responseset", Role::Metadata),
    ("responseid", Role::Id),
    ("recordid", Role::Id),
    ("ipaddress", Role::Personal),
    ("recipientlastname", Role::Personal),
    ("recipientfirstname", Role::Personal),
    ("recipientemail", Role::Personal),
    ("externalreference", Role::Personal),
    ("externaldatareference", Role::Personal),
    ("locationlatitude", Role::Personal),
    ("locationlongitude", Role::Personal),
    ("locationaccuracy", Role::Personal),
];

/// Dates of a response, the one that says when it was answered first.
const DATES: [&str; 3] = ["recordeddate", "enddate", "startdate"];

/// Codes and words of a status that is no response. The codes are the platform's; the words are matched whole.
const PREVIEW: &[&str] = &[
    "1",
    "17",
    "Survey Preview",
    "Offline Survey Preview",
    "Umfragevorschau",
    "Vorschau der Umfrage",
    "Aperçu de l'enquête",
    "Vista previa de la encuesta",
    "Enquêtevoorbeeld",
    "Anteprima del sondaggio",
];
const TEST: &[&str] = &["2", "Survey Test", "Umfragetest", "Test de l'enquête", "Prueba de encuesta", "Enquêtetest"];
const SPAM: &[&str] = &["8", "9", "12", "40", "Spam", "Possible Spam", "Survey Preview Spam", "Imported Spam"];
const UNFINISHED: &[&str] = &["0", "False", "Falsch", "Faux", "Falso", "Onwaar", "Fałsz", "No", "Nein", "Non", "Nee"];

/// What the header rows are.
enum Rows {
    /// The row of ImportIds.
    Ids(usize),
    /// Names alone, or names and texts.
    Names(usize),
    /// `V1`, `V2` … over labels.
    Legacy,
}

fn score(head: &Head<'_>) -> Score {
    let grid = Grid::of(head);
    if let Some(refused) = summaries::qualtrics(grid) {
        return refused;
    }
    if let Some(row) = ids_row(grid) {
        return Score::seen(1.0, format!("row {} holds ImportIds", row + 1));
    }
    if is_legacy(grid) {
        return Score::seen(0.9, "the first row is V1, V2 … over ResponseID");
    }
    let names: Vec<String> = grid.row(0).map(canonical).collect();
    let has = |name: &str| names.iter().any(|found| found == name);
    let known = METADATA.iter().filter(|(name, _)| has(name)).count();
    let core = has("startdate") && has("enddate") && has("responseid") && (has("finished") || has("progress"));
    let evidence = format!("{known} columns are named as Qualtrics names its metadata");
    if known < 5 && says_choice(grid) {
        return Score::seen(0.7, "the second row ends texts in `Selected Choice`");
    }
    match known {
        _ if core => Score::seen(if known >= 8 { 0.85 } else { 0.7 }, evidence),
        8.. => Score::seen(0.75, evidence),
        5.. if has("responseid") || has("recordeddate") => Score::seen(0.6, evidence),
        4.. => Score::seen(0.3, evidence),
        _ => Score::default(),
    }
}

/// Where a person deleted the metadata and the row of ImportIds, the platform's own words behind a text are left.
fn says_choice(grid: Grid<'_>) -> bool {
    name_rows::is_text_row(grid, 1) && grid.row(1).any(|cell| cell.contains(CHOICE))
}

/// What the platform writes between a question with a text beside an option and its options.
const CHOICE: &str = " - Selected Choice";

/// The row in which nearly every cell is an object with an ImportId; the second where a person deleted the texts.
fn ids_row(grid: Grid<'_>) -> Option<usize> {
    let last = if grid.named() { 1 } else { grid.height().min(4) };
    (1..last).find(|&row| {
        let filled = grid.filled(row);
        let ids = grid.row(row).filter(|cell| import_id(cell).is_some()).count();
        ids > 0 && ids * 5 >= filled * 4
    })
}

fn is_legacy(grid: Grid<'_>) -> bool {
    if grid.named() {
        return false;
    }
    let numbered = |cell: &str| cell.strip_prefix('V').is_some_and(is_digits);
    grid.row(0).take_while(|cell| numbered(cell)).count() >= 3 && squash(grid.cell(1, 0)) == "responseid"
}

fn rows(grid: Grid<'_>) -> Rows {
    if let Some(row) = ids_row(grid) {
        return Rows::Ids(row);
    }
    if is_legacy(grid) {
        return Rows::Legacy;
    }
    // The second row is texts in some language, or already a response: the dates tell.
    let dates = grid.row(0).enumerate().filter(|(_, name)| DATES.contains(&squash(name).as_str()));
    let cells: Vec<&str> = dates.map(|(column, _)| grid.cell(1, column)).filter(|cell| !cell.is_empty()).collect();
    let undated = !grid.named() && !cells.is_empty() && !cells.iter().any(|cell| is_date_time(cell));
    let texts = undated || cells.is_empty() && name_rows::is_text_row(grid, 1);
    Rows::Names(if texts { 2 } else { 1 })
}

fn layout(head: &Head<'_>) -> Layout {
    let grid = Grid::of(head);
    let rows = rows(grid);
    let header_rows = match rows {
        Rows::Ids(row) => row + 1,
        Rows::Names(rows) => rows,
        Rows::Legacy => 2,
    };
    let text_row = header_rows.min(if matches!(rows, Rows::Ids(1)) { 1 } else { 2 }) - 1;
    let mut columns = Vec::new();
    let mut tokens = Vec::new();
    let mut metadata = Vec::new();
    for place in 0..grid.width(header_rows) {
        let name = grid.cell(0, place);
        columns.push(Header::at(place, name, grid.cell(text_row, place)));
        let id = match rows {
            Rows::Ids(row) => import_id(grid.cell(row, place)),
            _ => None,
        };
        let (known, token) = match (&id, &rows) {
            (Some((id, choice)), _) => (squash(id), by_id(id, choice.as_deref())),
            (None, Rows::Legacy) if name.starts_with('V') => (legacy(grid.cell(1, place)), None),
            (None, Rows::Ids(_)) => (String::new(), Some(by_name(name))),
            (None, _) => (canonical(name), Some(by_name(name))),
        };
        let is_metadata = METADATA.iter().any(|(name, _)| *name == known);
        tokens.push(token.filter(|_| !is_metadata));
        metadata.push(known);
    }
    group(&mut columns, &tokens);
    for column in columns.iter_mut().filter(|column| column.group.is_none()) {
        if let Some(text) = column.question.strip_suffix(CHOICE) {
            column.question = text.to_owned();
        }
    }
    mark_metadata(&mut columns, &metadata);
    Layout {
        header_rows,
        set_aside: rules(&metadata),
        columns,
        separators: &[","],
        // What the export writes for a question that was seen and not answered, where its owner asked for it.
        missing: vec!["-99".to_owned()],
        warnings: warnings(&rows),
    }
}

/// A name, also where a person put the labels in the place of the names.
fn canonical(name: &str) -> String {
    match squash(name).as_str() {
        "responsetype" => "status".to_owned(),
        other => other.to_owned(),
    }
}

/// The old layout's own words for what has another name today.
fn legacy(label: &str) -> String {
    match squash(label).as_str() {
        "name" | "emailaddress" => "recipientemail".to_owned(),
        other => other.to_owned(),
    }
}

fn warnings(rows: &Rows) -> Vec<String> {
    match rows {
        Rows::Names(_) => vec![
            "the row of ImportIds is not there: columns of one question are found by their names, which two questions \
             may share"
                .to_owned(),
        ],
        _ => Vec::new(),
    }
}

fn mark_metadata(columns: &mut [Header], metadata: &[String]) {
    let date = DATES.iter().find_map(|name| metadata.iter().position(|found| found == name));
    for (place, (column, found)) in columns.iter_mut().zip(metadata).enumerate() {
        if let Some((_, role)) = METADATA.iter().find(|(name, _)| name == found) {
            column.role = if date == Some(place) { Role::Date } else { *role };
        } else if words::is_personal(&super::grid::key(&column.name)) {
            column.role = Role::Personal;
        }
    }
}

/// Marks the platform's metadata in a file of another kind that it wrote, and says which rows are no responses.
pub(super) fn mark_by_names(columns: &mut [Header]) -> Vec<RowRule> {
    let names: Vec<String> = columns.iter().map(|column| canonical(&column.name)).collect();
    if ["startdate", "responseid", "progress", "finished"].iter().any(|name| !names.iter().any(|found| found == name)) {
        return Vec::new();
    }
    mark_metadata(columns, &names);
    rules(&names)
}

fn rules(metadata: &[String]) -> Vec<RowRule> {
    let place = |name: &str| metadata.iter().position(|found| found == name);
    let rule = |column, values: &[&str], reason| RowRule {
        column,
        values: values.iter().map(|value| (*value).to_owned()).collect(),
        reason,
    };
    let mut rules = Vec::new();
    if let Some(column) = place("status") {
        rules.extend([rule(column, PREVIEW, "preview"), rule(column, TEST, "test"), rule(column, SPAM, "spam")]);
    }
    if let Some(column) = place("finished") {
        rules.push(rule(column, UNFINISHED, "unfinished"));
    } else if let Some(column) = place("progress") {
        let values = (0..100).map(|percent| percent.to_string()).collect();
        rules.push(RowRule { column, values, reason: "unfinished" });
    }
    rules
}

/// Gives the columns of one question its text, and each its part.
fn group(columns: &mut [Header], tokens: &[Option<Token>]) {
    let mut bases: std::collections::BTreeMap<&str, Vec<usize>> = std::collections::BTreeMap::new();
    for (place, token) in tokens.iter().enumerate() {
        let Some(token) = token else { continue };
        match token.kind {
            Kind::Derived => columns[place].role = Role::Metadata,
            _ => bases.entry(&token.base).or_default().push(place),
        }
    }
    let mut taken: std::collections::BTreeSet<String> = std::collections::BTreeSet::new();
    let mut groups: Vec<(&str, Vec<usize>)> = bases.into_iter().collect();
    groups.sort_by_key(|(_, places)| places.first().copied());
    for (base, places) in groups {
        let kinds: Vec<Kind> = places.iter().filter_map(|&place| Some(tokens[place].as_ref()?.kind)).collect();
        let has_options = kinds.iter().any(|kind| matches!(kind, Kind::Main | Kind::Part));
        for (&place, kind) in places.iter().zip(&kinds) {
            columns[place].role = match kind {
                Kind::PartText | Kind::MainText if has_options => Role::OtherText,
                Kind::PartText | Kind::MainText => Role::Open,
                _ => columns[place].role,
            };
        }
        if places.len() > 1 {
            let mut label = label(columns, &places).unwrap_or_else(|| base.to_owned());
            if !taken.insert(label.clone()) {
                label = format!("{label} ({base})");
                taken.insert(label.clone());
            }
            name_parts(columns, tokens, &places, &kinds, &label);
        }
    }
}

/// What the names of the columns share: `Q1` of `Q1_1` and `Q1_4_TEXT`.
fn label(columns: &[Header], places: &[usize]) -> Option<String> {
    let bases: Vec<String> = places.iter().map(|&place| by_name(&columns[place].name).base).collect();
    let first = bases.first().filter(|first| !first.is_empty())?;
    bases.iter().all(|base| base == first).then(|| first.clone())
}

fn name_parts(columns: &mut [Header], tokens: &[Option<Token>], places: &[usize], kinds: &[Kind], group: &str) {
    let texts: Vec<String> = places.iter().map(|&place| columns[place].question.clone()).collect();
    let all: Vec<&str> = texts.iter().map(String::as_str).collect();
    let of = |wanted: Kind| -> Vec<&str> {
        all.iter().zip(kinds).filter(|(_, kind)| **kind == wanted).map(|(text, _)| *text).collect()
    };
    let question = stem(&all);
    let parts = stem(&of(Kind::Part)).or(question);
    for ((&place, kind), text) in places.iter().zip(kinds).zip(&all) {
        let column = &mut columns[place];
        column.group = Some(group.to_owned());
        column.question = question.unwrap_or(text).to_owned();
        let number = || tokens[place].as_ref().map(|token| token.part.clone()).filter(|part| !part.is_empty());
        column.part = match kind {
            Kind::Main | Kind::MainText | Kind::Derived => None,
            Kind::Part => named(text, parts).or_else(number),
            Kind::PartText => named(text, question).map(|part| without_last(&part)).or_else(number),
        };
    }
}

fn named(text: &str, stem: Option<&str>) -> Option<String> {
    part_of(text, stem?).filter(|part| !part.is_empty()).map(str::to_owned)
}

/// `Other - Text` without the word that the platform adds, in whatever language.
fn without_last(part: &str) -> String {
    part.rsplit_once(" - ").map_or(part, |(option, _)| option).to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{head, layout_of, shape};
    use super::*;

    const CURRENT: &str = r#"RecordedDate,Finished,Q1_1,Q1_2,Q1_3,Q1_3_TEXT,tea,tea_2_TEXT,why,why - Topics,Q9_First Click,Q1_DO_1,email
Erfasst,Beendet,Womit? - Ausgewählt - Topf,Womit? - Ausgewählt - Kanne,Womit? - Ausgewählt - Anderes,Womit? - Anderes - Text,<b>Tee</b>? - Ausgewählt,Tee? - Kräuter - Text,Warum?,Warum? - Topics,Zeit,Womit? - Topf,email
"{""ImportId"":""recordedDate"",""timeZone"":""Europe/Zurich""}","{""ImportId"":""finished""}","{""ImportId"":""QID1"",""choiceId"":""1""}","{""ImportId"":""QID1"",""choiceId"":""2""}","{""ImportId"":""QID1"",""choiceId"":""3""}","{""ImportId"":""QID1_3_TEXT""}","{""ImportId"":""QID2""}","{""ImportId"":""QID2_2_TEXT""}","{""ImportId"":""QID3_TEXT""}","{""ImportId"":""QID3_TEXT_abcTopics""}","{""ImportId"":""QID9_FIRST_CLICK""}","{""ImportId"":""QID1_DO_1""}","{""ImportId"":""email""}"
2026-01-02 10:00:00,1,Topf,,Anderes,Becher,Grün,,Weil.,,1.2,1,a@example.org
"#;

    #[test]
    fn ids_say_what_belongs_together_in_any_language() {
        let rows = head(CURRENT);
        let layout = layout_of(&FORMAT, &rows);
        assert_eq!(layout.header_rows, 3);
        let womit = Some("Q1");
        let expected = [
            ("", None, None, Role::Date),
            ("", None, None, Role::Metadata),
            ("Womit?", womit, Some("Topf"), Role::Answer),
            ("Womit?", womit, Some("Kanne"), Role::Answer),
            ("Womit?", womit, Some("Anderes"), Role::Answer),
            ("Womit?", womit, Some("Anderes"), Role::OtherText),
            ("Tee?", Some("tea"), None, Role::Answer),
            ("Tee?", Some("tea"), Some("Kräuter"), Role::OtherText),
            ("Warum?", None, None, Role::Open),
            ("Warum? - Topics", None, None, Role::Metadata),
            ("Zeit", None, None, Role::Metadata),
            ("Womit? - Topf", None, None, Role::Metadata),
            ("email", None, None, Role::Personal),
        ];
        assert_eq!(shape(&layout)[2..], expected[2..]);
        assert_eq!((layout.columns[0].role, layout.columns[1].role), (Role::Date, Role::Metadata));
        assert_eq!(layout.columns[2].name, "Q1_1");
        assert_eq!(
            layout.set_aside[0],
            RowRule {
                column: 1,
                values: UNFINISHED.iter().map(|value| (*value).to_owned()).collect(),
                reason: "unfinished",
            }
        );
    }

    #[test]
    fn two_questions_that_share_a_name_stay_apart() {
        let ids = |id: &str| format!("\"{{\"\"ImportId\"\":\"\"{id}\"\"}}\"");
        let row = ["QID1_1", "QID1_2", "QID7_1", "QID7_2"].map(ids).join(",");
        let rows = head(&format!("Q1_1,Q1_2,Q1_1,Q1_2\nA - x,A - y,B - x,B - y\n{row}\n1,2,3,4\n"));
        let groups: Vec<_> = layout_of(&FORMAT, &rows).columns.into_iter().map(|column| column.group).collect();
        let groups: Vec<_> = groups.iter().map(|group| group.as_deref().unwrap_or("")).collect();
        assert_eq!(groups, ["Q1", "Q1", "Q1 (QID7)", "Q1 (QID7)"]);
    }

    #[test]
    fn without_ids_the_dates_tell_whether_the_second_row_is_text() {
        let names = "StartDate,EndDate,Status,Progress,ResponseId,Q1,Q1_3_TEXT";
        let texts = "Début,Fin,Type,Progrès,Id,Thé ? - Choix,Thé ? - Autre - Texte";
        let data = "2026-01-02 10:00:00,2026-01-02 10:01:00,0,100,R_1,Oui,";
        for (csv, rows) in [(format!("{names}\n{texts}\n{data}\n"), 2), (format!("{names}\n{data}\n"), 1)] {
            let lines = head(&csv);
            let layout = layout_of(&FORMAT, &lines);
            assert_eq!(layout.header_rows, rows);
            assert_eq!(layout.columns[6].role, Role::OtherText);
            assert_eq!(layout.columns[6].group.as_deref(), Some("Q1"));
            let reasons: Vec<_> = layout.set_aside.iter().map(|rule| rule.reason).collect();
            assert_eq!(reasons, ["preview", "test", "spam", "unfinished"]);
            assert_eq!(layout.set_aside[3].values.len(), 100);
        }
    }
}
