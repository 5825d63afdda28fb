//! What a single cell or a name looks like: an id, a link, a sentence. No column is judged here.

use crate::text::{fold_accents, fold_case};

/// Lower case, no accents, straight apostrophes, single spaces, nothing around it: for comparing labels.
pub fn plain(label: &str) -> String {
    if label.is_ascii() {
        return plain_ascii(label);
    }
    let folded = fold_accents(&fold_case(label));
    let spaced: String =
        folded.chars().map(|c| if matches!(c, '_' | '\u{2013}' | '\u{2014}') { ' ' } else { c }).collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.join(" ").trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '*' | '!')).to_owned()
}

/// The same in one pass: it is asked of every value of every column.
fn plain_ascii(label: &str) -> String {
    let mut plain = String::with_capacity(label.len());
    for word in label.split(|c: char| c == '_' || c.is_whitespace()).filter(|word| !word.is_empty()) {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
    }
    let around = |c: char| matches!(c, ' ' | ':' | '.' | '*' | '!');
    plain.truncate(plain.trim_end_matches(around).len());
    plain.drain(..plain.len() - plain.trim_start_matches(around).len());
    plain
}

/// Whether a column of this name holds the ids of respondents.
pub fn is_id_name(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "id",
        "#",
        "uuid",
        "guid",
        "respondent",
        "respondent id",
        "respondentid",
        "response id",
        "responseid",
        "participant",
        "participant id",
        "participantid",
        "case id",
        "caseid",
        "record id",
        "recordid",
        "row id",
        "submission id",
        "user id",
        "userid",
        "subject id",
        "token",
        "antwort-id",
        "teilnehmer-id",
        "identifiant",
    ];
    NAMES.contains(&plain(name).as_str())
}

/// Whether a name ends in `Id` as a word of its own: `reviewId`, `user_id`, `HIT ID`; `covid` does not.
pub fn ends_in_id(name: &str) -> bool {
    let name = name.trim();
    let Some(before) = name.strip_suffix("ID").or_else(|| name.strip_suffix("Id")).or_else(|| name.strip_suffix("id"))
    else {
        return false;
    };
    let last = before.chars().next_back();
    words(name) <= 3
        && match last {
            Some('_' | ' ' | '-' | '.') => true,
            Some(c) => !name.ends_with("id") && c.is_lowercase(),
            None => false,
        }
}

/// Whether a column of this name may do nothing but number the rows: it has none, or one that a program gave it.
pub fn is_row_number_name(name: &str) -> bool {
    let name = plain(name);
    name.starts_with('#')
        || matches!(
            name.as_str(),
            "" | "unnamed: 0"
                | "x"
                | "index"
                | "row"
                | "row number"
                | "no"
                | "nr"
                | "s.no"
                | "case"
                | "seq number"
                | "seq. number"
                | "lfd. nr"
        )
}

/// Whether a column of this name holds weights.
pub fn is_weight_name(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "weight",
        "weights",
        "wt",
        "wgt",
        "wgtvar",
        "weightvar",
        "survey weight",
        "sampling weight",
        "final weight",
        "weight var",
        "gewicht",
        "gewichtung",
        "poids",
        "ponderation",
        "peso",
        "ponderacion",
        "pspwght",
        "dweight",
        "anweight",
        "pweight",
        "person weight",
        "design weight",
        "rake weight",
        "raking weight",
        "finalwt",
        "finalwgt",
        "final wgt",
        "perwt",
        "hhwt",
        "asecwt",
        "wtfinl",
        "wtmec2yr",
        "wtint2yr",
        "wtss",
        "wtssall",
        "wtssnr",
        "wtssps",
        "llcpwt",
    ];
    NAMES.contains(&plain(name).as_str())
}

/// Whether a question asks for an own text beside an option.
pub fn is_other_text(label: &str) -> bool {
    const WORDS: &[&str] = &[
        "please specify",
        "(specify)",
        "please provide",
        "please describe",
        "please explain",
        "other text",
        "bitte angeben",
        "bitte nennen",
        "veuillez preciser",
        "precisez",
        "especifique",
        "por favor especifique",
        "specificare",
        "specifiek",
        "gelieve te specifieren",
    ];
    let label = plain(label);
    WORDS.iter().any(|words| label.contains(words))
}

/// Whether a text holds something that may lead to a person: an address, a link, a long number.
pub fn may_identify(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    text.contains('@') || text.contains("://") || text.contains("www.") || (digits >= 7 && text.len() > 12)
}

/// Whether a cell is a link and nothing else.
pub fn is_link(cell: &str) -> bool {
    let lower = cell.trim().to_ascii_lowercase();
    let bare = ["https://", "http://", "www."].iter().find_map(|start| lower.strip_prefix(start));
    bare.is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace))
}

/// Whether a cell is a UUID: hexadecimal digits in groups of 8, 4, 4, 4 and 12.
pub fn is_uuid(cell: &str) -> bool {
    let groups: Vec<&str> = cell.trim_matches(['{', '}']).split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Words in a text, as far as parted by spaces.
pub fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Whether a text reads as a sentence: it ends as one and has several words, or it has line breaks.
pub fn is_sentence(text: &str) -> bool {
    let text = text.trim();
    text.contains('\n') || (words(text) >= 4 && text.ends_with(['.', '!', '?', '…']))
}

/// Whether a cell is a long number without a sign, as ids are.
pub fn is_long_number(cell: &str) -> bool {
    cell.len() >= 8 && cell.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a cell looks like a generated key: one word, letters and digits mixed, of some length.
pub fn is_key(cell: &str) -> bool {
    let letters = cell.bytes().filter(u8::is_ascii_alphabetic).count();
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let marks = cell.bytes().filter(|b| matches!(b, b'_' | b'-')).count();
    cell.len() >= 8 && letters > 0 && digits > 1 && letters + digits + marks == cell.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_compared_without_case_accents_and_signs_around_them() {
        assert_eq!(plain("  Très\u{A0}Satisfait. "), "tres satisfait");
        assert_eq!(plain("18 – 29"), "18 29");
        assert!(is_id_name("Respondent_ID") && is_id_name("#") && !is_id_name("Identity"));
        assert!(is_weight_name("WEIGHT") && !is_weight_name("What is your weight in kg?"));
    }

    #[test]
    fn keys_and_sentences_are_told_from_words() {
        assert!(is_key("R_2abcD9fk3jQ1x") && is_key("3f2a-9b1c-77") && !is_key("Yesterday") && !is_key("Version 2"));
        assert!(is_uuid("00000001-0000-4000-8000-00000000000a") && !is_uuid("2026-01-02-10-00"));
        assert!(is_link("https://example.org/a") && !is_link("see https://example.org") && !is_link("www"));
        assert!(ends_in_id("reviewId") && ends_in_id("user_id") && ends_in_id("HIT ID") && !ends_in_id("covid"));
        assert!(is_sentence("It was late again.") && !is_sentence("Very late") && !is_sentence("U.S."));
    }
}
