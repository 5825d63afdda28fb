//! LimeSurvey: headings as code, as text, or as both; sub-questions in brackets; unfinished responses by a blank
//! `submitdate`.

use super::grid::{Grid, is_date_time, key};
use super::groups::bracketed;
use super::words::{is_listed, is_other, is_personal};
use super::{Format, Head, Header, Layout, Role, RowRule, Score, clean_text, summaries};

pub(super) const FORMAT: Format = Format {
    id: "limesurvey",
    name: "LimeSurvey",
    about: "CSV or XLSX of responses with headings as code, text, or both",
    score,
    layout,
};

/// Metadata: code, texts (English and other), role.
const METADATA: &[(&str, &str, Role)] = &[
    ("id", "response id|antwort id|antwort-id|id de la réponse|id de respuesta|id risposta|antwoord id", Role::Id),
    (
        "submitdate",
        "date submitted|datum abgeschickt|date de soumission|fecha de envío|data di invio|datum ingestuurd|data de envio",
        Role::Date,
    ),
    ("lastpage", "last page|letzte seite|dernière page|última página|ultima pagina|laatste pagina", Role::Metadata),
    (
        "startlanguage",
        "start language|start-sprache|startsprache|langue de départ|lenguaje inicial|lingua iniziale|begintaal",
        Role::Metadata,
    ),
    ("seed", "zufallsstartwert|semilla|graine", Role::Metadata),
    (
        "startdate",
        "date started|datum gestartet|date de lancement|fecha de inicio|data di inizio|datum gestart",
        Role::Metadata,
    ),
    (
        "datestamp",
        "date last action|datum letzte aktivität|date de la dernière action|fecha de la última acción|data ultima azione",
        Role::Metadata,
    ),
    ("ipaddr", "ip address|ip-adresse|adresse ip|dirección ip|indirizzo ip|ip-adres", Role::Personal),
    ("refurl", "referrer url|weiterleitungs-url|url de référence|url de referencia", Role::Metadata),
    ("token", "access code|zugangscode|zugangsschlüssel|code d'accès|código de acceso", Role::Personal),
    ("firstname", "first name|vorname|prénom", Role::Personal),
    ("lastname", "last name|nachname|nom", Role::Personal),
    ("email", "email address|e-mail-adresse|e-mail", Role::Personal),
    ("interviewtime", "total time|gesamtzeit|temps total|tiempo total", Role::Metadata),
];

fn score(head: &Head<'_>) -> Score {
    let grid = Grid::of(head);
    if let Some(refused) = summaries::limesurvey(grid) {
        return refused;
    }
    let codes: Vec<Option<&str>> = grid.row(0).map(|cell| known(cell).map(|(code, _)| code)).collect();
    let has = |code: &str| codes.contains(&Some(code));
    let first = codes.first() == Some(&Some("id"));
    let early = codes.iter().take(4).any(|code| *code == Some("submitdate"));
    let count = codes.iter().flatten().count();
    let by_code = grid.row(0).any(|cell| key(cell).starts_with("submitdate"));
    let evidence = format!("{count} columns are named as LimeSurvey names its metadata");
    match (first && early, has("lastpage"), has("startlanguage")) {
        (true, true, _) | (true, _, true) => Score::seen(0.95, evidence),
        (true, ..) if coded(grid) => Score::seen(0.9, evidence),
        // Other platforms say `Response ID` and `Date submitted` as well; only this one says `id` and `submitdate`.
        (true, ..) => Score::seen(if by_code { 0.6 } else { 0.3 }, evidence),
        (false, true, true) if has("submitdate") || has("id") => Score::seen(0.8, evidence),
        (false, true, true) => Score::seen(0.6, evidence),
        _ => Score::default(),
    }
}

/// Whether a column is named by a code with its part: `G01Q02[SQ003]`.
fn coded(grid: Grid<'_>) -> bool {
    grid.row(0).any(|cell| split(cell).code.is_some_and(|code| code.contains('[')))
}

/// The metadata that a heading names by its code, by its text, or by both.
fn known(heading: &str) -> Option<(&'static str, Role)> {
    let key = key(heading);
    METADATA
        .iter()
        .find(|(code, texts, _)| {
            let both = key.strip_prefix(code).and_then(|rest| rest.strip_prefix('.'));
            key == *code || is_listed(texts, &key) || both.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
        .map(|(code, _, role)| (*code, *role))
}

/// A heading as its code and its text.
struct Heading<'a> {
    code: Option<&'a str>,
    text: &'a str,
}

/// `G01Q02[SQ003]. How often? [Tea]`, `G01Q02[SQ003]`, `How often? [Tea]`.
fn split(heading: &str) -> Heading<'_> {
    let letters = heading.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    if letters == 0 || !heading.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Heading { code: None, text: heading };
    }
    let mut end = letters;
    while heading[end..].starts_with('[') {
        match heading[end..].find(']') {
            Some(close) if !heading[end..end + close].contains(' ') => end += close + 1,
            _ => break,
        }
    }
    match &heading[end..] {
        "" => Heading { code: Some(heading), text: "" },
        rest if rest.starts_with(". ") || rest == "." => {
            Heading { code: Some(&heading[..end]), text: rest[1..].trim() }
        }
        _ => Heading { code: None, text: heading },
    }
}

fn layout(head: &Head<'_>) -> Layout {
    let grid = Grid::of(head);
    let mut columns: Vec<Header> = grid.row(0).enumerate().map(|(place, cell)| column(place, cell)).collect();
    // A part without a code is one only where the question stands in another column with another part.
    let mut count: std::collections::BTreeMap<String, u32> = std::collections::BTreeMap::new();
    for group in columns.iter().filter_map(|column| column.group.clone()) {
        *count.entry(group).or_default() += 1;
    }
    for column in &mut columns {
        let lonely = column.group.as_ref().is_some_and(|group| count.get(group) == Some(&1));
        let has_code = column.name.contains('[') && split(&column.name).code.is_some();
        if column.role == Role::Metadata {
            column.group = None;
        } else if lonely && !has_code {
            column.question = match &column.part {
                Some(part) => format!("{} [{part}]", column.question),
                None => std::mem::take(&mut column.question),
            };
            (column.group, column.part) = (None, None);
        }
    }
    join_other(&mut columns);
    let done = columns.iter().position(|column| column.role == Role::Date);
    let dated = done.is_some_and(|place| grid.height() < 2 || grid.column(1, place).all(is_date_time));
    let blank = done.filter(|_| dated);
    Layout {
        header_rows: 1,
        columns,
        set_aside: blank
            .map(|column| RowRule { column, values: Vec::new(), reason: "unfinished" })
            .into_iter()
            .collect(),
        separators: &[],
        missing: vec!["N/A".to_owned(), "{question_not_shown}".to_owned()],
        warnings: Vec::new(),
    }
}

fn column(place: usize, heading: &str) -> Header {
    let heading = clean_text(heading);
    let Heading { code, text } = split(&heading);
    let mut header = Header::at(place, code.unwrap_or(&heading), if text.is_empty() { &heading } else { text });
    if let Some((code, role)) = known(&heading) {
        header.role = role;
        code.clone_into(&mut header.name);
        return header;
    }
    if is_timing(code.unwrap_or(""), text) {
        header.role = Role::Metadata;
        return header;
    }
    let by_code = code.and_then(|code| code.split_once('['));
    let by_text = bracketed(text);
    let code_part = by_code.map(|(_, part)| part.trim_end_matches(']'));
    if let Some((question, part)) = by_text {
        header.question = question.trim_end_matches(':').trim_end().to_owned();
        header.part = Some(part.to_owned());
        header.group = Some(code.unwrap_or(question).to_owned());
    } else if let Some(part) = code_part {
        header.part = Some(part.to_owned());
    }
    if let Some((question, _)) = by_code {
        header.group = Some(question.to_owned());
        if text.is_empty() {
            question.clone_into(&mut header.question);
        }
    }
    let written =
        code_part.is_some_and(|part| part == "other" || part.ends_with("comment") || part.ends_with("othercomment"));
    let filed = code_part.is_some_and(|part| part == "filecount");
    let named = code.is_none() && header.part.as_deref().is_some_and(|part| is_other(&key(part)));
    header.role = match () {
        () if filed => Role::Metadata,
        () if written || named => Role::OtherText,
        () if is_personal(&key(&header.question)) || is_attribute(code) && is_personal(&key(text)) => Role::Personal,
        () => Role::Answer,
    };
    header
}

fn is_attribute(code: Option<&str>) -> bool {
    code.is_some_and(|code| code.starts_with("attribute_"))
}

/// `groupTime3`, `questionTime12`, `G01Q02Time`; `Group time: …`, `Question time: …`.
fn is_timing(code: &str, text: &str) -> bool {
    let digits = code.trim_end_matches(|c: char| c.is_ascii_digit());
    let text = key(text);
    digits.len() < code.len() && matches!(digits, "groupTime" | "questionTime" | "grouptime" | "questiontime")
        || code.len() > 4 && code.ends_with("Time") && code.bytes().any(|byte| byte.is_ascii_digit())
        || text.starts_with("question time:")
        || text.starts_with("group time:")
}

/// `Q3[other]` belongs to `Q3`, which then is no question alone.
fn join_other(columns: &mut [Header]) {
    let groups: std::collections::BTreeMap<String, String> = columns
        .iter()
        .filter(|column| column.role == Role::OtherText)
        .filter_map(|column| Some((column.group.clone()?, column.question.clone())))
        .collect();
    for column in columns.iter_mut().filter(|column| column.group.is_none() && column.role == Role::Answer) {
        let found = [&column.name, &column.question].into_iter().find(|name| groups.contains_key(*name)).cloned();
        column.group = found;
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{head, layout_of, roles, score_of, shape};
    use super::*;

    #[test]
    fn code_and_text_headings_are_taken_apart() {
        let layout = layout_of(
            &FORMAT,
            &head(
                "id. Response ID,submitdate. Date submitted,lastpage. Last page,ipaddr. IP address,Q1. Tea?,\
                 Q1[other]. Tea? [Other],Q2[SQ001]. Cakes? [Scone],Q2[SQ002]. Cakes? [Bun],Q3. Why? (see [1]),\
                 interviewtime. Total time,groupTime7. Group time: A,attribute_1. E-Mail\n\
                 1,2026-01-02 10:00:00,3,192.0.2.1,Yes,,Y,,x,1.0,2.0,a@example.org\n2,,1,192.0.2.2,No,,,,,,,\n",
            ),
        );
        assert_eq!(
            shape(&layout)[4..9],
            [
                ("Tea?", Some("Q1"), None, Role::Answer),
                ("Tea?", Some("Q1"), Some("Other"), Role::OtherText),
                ("Cakes?", Some("Q2"), Some("Scone"), Role::Answer),
                ("Cakes?", Some("Q2"), Some("Bun"), Role::Answer),
                ("Why? (see [1])", None, None, Role::Answer),
            ]
        );
        use Role::{Date, Id, Metadata, Personal};
        assert_eq!(roles(&layout)[..4], [Id, Date, Metadata, Personal]);
        assert_eq!(roles(&layout)[9..], [Metadata, Metadata, Personal]);
        assert_eq!(layout.set_aside, [RowRule { column: 1, values: Vec::new(), reason: "unfinished" }]);
    }

    #[test]
    fn codes_alone_and_texts_alone_are_grouped() {
        let codes = layout_of(&FORMAT, &head("id,submitdate,lastpage,startlanguage,Q2[SQ001],Q2[SQ002],Q3\n"));
        assert_eq!(shape(&codes)[4], ("Q2", Some("Q2"), Some("SQ001"), Role::Answer));
        assert_eq!(shape(&codes)[6], ("Q3", None, None, Role::Answer));
        let rows =
            head("Response ID,Date submitted,Last page,Start language,Cakes? [Scone],Cakes? [Bun],Age [years]\n");
        let texts = layout_of(&FORMAT, &rows);
        assert_eq!(shape(&texts)[4], ("Cakes?", Some("Cakes?"), Some("Scone"), Role::Answer));
        assert_eq!(shape(&texts)[6], ("Age [years]", None, None, Role::Answer));
        let mixed = layout_of(&FORMAT, &head("id,submitdate,Q1. Cakes?: [Scone],Q1. Cakes?: [Bun],Q2. Age [years]\n"));
        assert_eq!(shape(&mixed)[3], ("Cakes?", Some("Q1"), Some("Bun"), Role::Answer));
        assert_eq!(shape(&mixed)[4], ("Age [years]", None, None, Role::Answer));
    }

    #[test]
    fn settings_and_languages_that_change_the_metadata_are_recognised() {
        for text in [
            "id,submitdate,lastpage,startlanguage,seed,Q1\n",
            "\"id. Antwort ID\",\"submitdate. Datum Abgeschickt\",\"lastpage. Letzte Seite\",Q1. Tee\n",
            "Antwort ID,Datum Abgeschickt,Letzte Seite,Start-Sprache,Tee?\n",
            "id,token,submitdate,lastpage,Q1[SQ001]\n",
        ] {
            assert!(score_of(&FORMAT, text) >= 0.9, "{text}");
        }
        for text in [
            "Response ID,Time Started,Date Submitted,Status,Language,IP Address,Tea?\n1,x,2026-01-02 10:00:00,Complete,de,,Yes\n",
            "id,name,comment\n1,a,b\n",
            "id,date,text\n",
            "ID,Start time,Completion time,Tea\n",
        ] {
            assert!(score_of(&FORMAT, text) < 0.5, "{text}");
        }
    }
}
