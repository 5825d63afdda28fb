//! Names and ImportIds of Qualtrics columns, taken apart: which question a column is of, and which part of it.

/// What a column is in its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The question's own answer.
    Main,
    /// A text that answers the question.
    MainText,
    /// An option, a row, or another part.
    Part,
    /// A text beside an option or a part.
    PartText,
    /// Made by the platform: timing, display order, topics of a text, a browser.
    Derived,
}

/// A column's question and its place in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// What columns of one question share.
    pub base: String,
    /// What is left of the id: `4` of `QID1_4_TEXT`.
    pub part: String,
    /// What the column is.
    pub kind: Kind,
}

/// What follows a question where the column is made by the platform, in ids and in names.
const DERIVED: &str = "FIRST_CLICK|LAST_CLICK|PAGE_SUBMIT|CLICK_COUNT|First Click|Last Click|Page Submit|Click Count|\
    NPS_GROUP|FILE_ID|FILE_NAME|FILE_SIZE|FILE_TYPE|Id|Name|Size|Type|BROWSER|VERSION|OS|RESOLUTION|Browser|Version|\
    Operating System|Resolution|Topics|Parent Topics|Sentiment|Sentiment Polarity|Sentiment Score|Topic Sentiment Label|\
    Topic Sentiment Score|Topic Hierarchy Level 1|Actionability|Effort|Effort Numeric|Emotion|Emotion Intensity";

/// The id of a cell of the third row, `{"ImportId":"QID1","choiceId":"2"}`, with its choice.
pub(super) fn import_id(cell: &str) -> Option<(String, Option<String>)> {
    if !cell.starts_with('{') || cell.len() > 4_096 {
        return None;
    }
    let object: serde_json::Value = serde_json::from_str(cell).ok()?;
    let text = |name: &str| match object.get(name)? {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    Some((text("ImportId")?, text("choiceId")))
}

/// A column by its ImportId; `None` where it is of no question (metadata, embedded data).
pub(super) fn by_id(id: &str, choice: Option<&str>) -> Option<Token> {
    let start = id.find("QID")?;
    let digits = id[start + 3..].bytes().take_while(u8::is_ascii_digit).count();
    // Before it stands at most the number of a loop: `2_QID5`.
    let looped = id[..start].strip_suffix('_').is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    if digits == 0 || start > 0 && !looped {
        return None;
    }
    let (base, rest) = id.split_at(start + 3 + digits);
    let mut token = classify(base, rest)?;
    if let Some(choice) = choice {
        token.kind = match token.kind {
            Kind::Main => Kind::Part,
            Kind::MainText => Kind::PartText,
            other => other,
        };
        token.part = if token.part.is_empty() { choice.to_owned() } else { format!("{}_{choice}", token.part) };
    }
    Some(token)
}

fn classify(base: &str, rest: &str) -> Option<Token> {
    let token = |part: &str, kind| Token { base: base.to_owned(), part: part.to_owned(), kind };
    if rest.is_empty() {
        return Some(token("", Kind::Main));
    }
    let inner = rest.strip_prefix(['_', '#', '-'])?;
    if inner == "TEXT" {
        return Some(token("", Kind::MainText));
    }
    let in_text = inner.starts_with("TEXT_") || inner.contains("_TEXT_");
    let ordered = inner == "DO" || inner.starts_with("DO_") || inner.ends_with("_DO") || inner.contains("_DO_");
    if in_text || ordered || DERIVED.split('|').any(|known| known == inner || inner.ends_with(&format!("_{known}"))) {
        return Some(token(inner, Kind::Derived));
    }
    Some(match inner.strip_suffix("_TEXT") {
        Some(part) => token(part, Kind::PartText),
        None => token(inner, Kind::Part),
    })
}

/// A column by its name, where the third row is gone: `Q1_4_TEXT`, `Q2 - Topics`, `Q3_DO_1`, `Q4_First Click`.
pub(super) fn by_name(name: &str) -> Token {
    let derived = |base: &str, part: &str| Token { base: base.to_owned(), part: part.to_owned(), kind: Kind::Derived };
    if let Some((base, part)) = name.rsplit_once(" - ").filter(|(_, part)| DERIVED.split('|').any(|it| it == *part)) {
        return derived(base, part);
    }
    let base = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_');
    if let Some(base) = base.strip_suffix("_DO").filter(|base| !base.is_empty()) {
        return derived(base, "DO");
    }
    let clicks = |part: &&str| part.len() > 4 && name.len() > part.len() + 1 && name.ends_with(*part);
    if let Some(part) = DERIVED.split('|').find(|part| clicks(part) && name[..name.len() - part.len()].ends_with('_')) {
        return derived(&name[..name.len() - part.len() - 1], part);
    }
    let (stem, is_text) = name.strip_suffix("_TEXT").map_or((name, false), |stem| (stem, true));
    // As one owner of surveys writes them: `Q7_Part_3`, `Q7_OTHER`.
    let (base, part) = match (stem.split_once("_Part_"), stem.strip_suffix("_OTHER")) {
        (Some((base, part)), _) if part.bytes().all(|byte| byte.is_ascii_digit()) => (base, part),
        (_, Some(base)) if !base.is_empty() => (base, "OTHER"),
        _ => split_numbers(stem),
    };
    let kind = match (part.is_empty(), is_text) {
        (true, false) => Kind::Main,
        (true, true) => Kind::MainText,
        (false, false) => Kind::Part,
        (false, true) => Kind::PartText,
    };
    Token { base: base.to_owned(), part: part.to_owned(), kind }
}

/// `Q10#1_1_2` and `Q1_4` as the question and its numbers.
fn split_numbers(name: &str) -> (&str, &str) {
    let mut base = name;
    while let Some((before, number)) = base.rsplit_once(['_', '#']) {
        if before.is_empty() || number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x') {
            break;
        }
        base = before;
    }
    (base, name[base.len()..].trim_start_matches(['_', '#']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(token: Option<Token>) -> Option<(String, String, Kind)> {
        token.map(|token| (token.base, token.part, token.kind))
    }

    fn is(base: &str, part: &str, kind: Kind) -> Option<(String, String, Kind)> {
        Some((base.to_owned(), part.to_owned(), kind))
    }

    #[test]
    fn an_import_id_says_which_part_of_which_question() {
        for (id, choice, expected) in [
            ("QID1", None, is("QID1", "", Kind::Main)),
            ("QID1", Some("3"), is("QID1", "3", Kind::Part)),
            ("QID2_TEXT", None, is("QID2", "", Kind::MainText)),
            ("QID1_4_TEXT", None, is("QID1", "4", Kind::PartText)),
            ("QID1_TEXT", Some("4"), is("QID1", "4", Kind::PartText)),
            ("2_QID5_1", None, is("2_QID5", "1", Kind::Part)),
            ("QID10#1_1_2", None, is("QID10", "1_1_2", Kind::Part)),
            ("QID4_FIRST_CLICK", None, is("QID4", "FIRST_CLICK", Kind::Derived)),
            ("QID1_DO_2", None, is("QID1", "DO_2", Kind::Derived)),
            ("QID2_TEXT_0a1b2cTopics", None, is("QID2", "TEXT_0a1b2cTopics", Kind::Derived)),
            ("QID3_NPS_GROUP", None, is("QID3", "NPS_GROUP", Kind::Derived)),
            ("startDate", None, None),
            ("panelQID7", None, None),
            ("QID", None, None),
        ] {
            assert_eq!(told(by_id(id, choice)), expected, "{id}");
        }
    }

    #[test]
    fn a_name_says_the_same_where_the_ids_are_gone() {
        for (name, expected) in [
            ("Q1", is("Q1", "", Kind::Main)),
            ("Q1_2", is("Q1", "2", Kind::Part)),
            ("Q1_4_TEXT", is("Q1", "4", Kind::PartText)),
            ("why_TEXT", is("why", "", Kind::MainText)),
            ("Q2 - Topics", is("Q2", "Topics", Kind::Derived)),
            ("Q4_Page Submit", is("Q4", "Page Submit", Kind::Derived)),
            ("Q3_DO_12", is("Q3", "DO", Kind::Derived)),
            ("age_group", is("age_group", "", Kind::Main)),
            ("1_Q5_3", is("1_Q5", "3", Kind::Part)),
            ("_1", is("_1", "", Kind::Main)),
            ("", is("", "", Kind::Main)),
        ] {
            assert_eq!(told(Some(by_name(name))), expected, "{name}");
        }
    }

    #[test]
    fn an_import_id_is_read_from_the_whole_object() {
        assert_eq!(import_id(r#"{"ImportId":"QID1","choiceId":"2"}"#), Some(("QID1".into(), Some("2".into()))));
        assert_eq!(import_id(r#"{"ImportId":"endDate","timeZone":"Z"}"#), Some(("endDate".into(), None)));
        assert_eq!(import_id("{ImportId}"), None);
        assert_eq!(import_id(r#"{"other":1}"#), None);
    }
}
