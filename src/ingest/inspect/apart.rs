//! Answers that stand outside the question's own: *no answer*, *don't know*, *other*.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use super::shape::plain;
use super::tally::Value;

/// How an answer stands outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Apart {
    /// It stands for no answer: proposed as missing.
    Missing,
    /// The respondent has, or gives, no opinion.
    NoOpinion,
    /// An option that is none of the others.
    Other,
}

const MISSING: &[&str] = &[
    "-",
    "--",
    "---",
    "n/a",
    "na",
    "n.a",
    "n/a.",
    "n\\a",
    "#n/a",
    "#null!",
    "<na>",
    "null",
    "none given",
    "not answered",
    "no answer",
    "no response",
    "not selected",
    "not asked",
    "not applicable",
    "missing",
    "blank",
    "(blank)",
    "nan",
    "?",
    "k.a",
    "keine angabe",
    "keine antwort",
    "nicht ausgewahlt",
    "nicht beantwortet",
    "sans reponse",
    "non applicable",
    "pas de reponse",
    "sin respuesta",
    "no aplica",
    "no contesta",
    "nessuna risposta",
    "non applicabile",
    "sem resposta",
    "nao se aplica",
    "geen antwoord",
    "niet van toepassing",
    "seen but unanswered",
];

const NO_OPINION: &[&str] = &[
    "don't know",
    "dont know",
    "i don't know",
    "do not know",
    "i do not know",
    "not sure",
    "unsure",
    "i'm not sure",
    "no opinion",
    "don't know / no opinion",
    "don't know/no opinion",
    "prefer not to say",
    "prefer not to answer",
    "i prefer not to say",
    "i prefer not to answer",
    "rather not say",
    "decline to answer",
    "refused",
    "can't say",
    "cannot say",
    "dk",
    "unknown",
    "doesn't apply",
    "does not apply",
    "don't recall",
    "weiss nicht",
    "weiss ich nicht",
    "keine meinung",
    "mochte ich nicht sagen",
    "ne sait pas",
    "je ne sais pas",
    "sans opinion",
    "nsp",
    "ne souhaite pas repondre",
    "no sabe",
    "no se",
    "no lo se",
    "ns/nc",
    "prefiero no decirlo",
    "non so",
    "non saprei",
    "preferisco non rispondere",
    "nao sei",
    "prefiro nao responder",
    "weet niet",
    "weet ik niet",
    "geen mening",
    "unfamiliar",
    "not familiar",
];

const OTHER: &[&str] = &[
    "other",
    "others",
    "something else",
    "other party",
    "none of these",
    "none of the above",
    "none of them",
    "andere",
    "anderes",
    "sonstiges",
    "sonstige",
    "keine davon",
    "autre",
    "autres",
    "aucun",
    "aucune de ces reponses",
    "otro",
    "otra",
    "otros",
    "ninguno",
    "ninguna de las anteriores",
    "altro",
    "nessuno",
    "outro",
    "outra",
    "nenhum",
    "anders",
    "andere:",
];

/// How an option stands apart from the others; `None` where it is one of them.
pub fn apart(label: &str) -> Option<Apart> {
    let label = label.trim();
    if matches!(label, "-" | "." | "--" | "?") {
        return Some(Apart::Missing);
    }
    // Most cells are numbers or texts, and there are many: a look tells that they are in no list.
    let numeric = label.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let has_bracket = label.bytes().any(|b| b == b'(');
    if numeric || (label.len() > LONGEST && label.is_ascii() && !has_bracket) {
        return None;
    }
    let folded = plain(label);
    let bare = folded.split(" (").next().unwrap_or(&folded);
    let held = |text: &str| KNOWN.get(text).copied();
    let known = held(&folded).into_iter().chain(held(bare).filter(|_| bare.len() < folded.len())).min();
    match known {
        Some(Apart::Missing) => known,
        _ if folded.ends_with("(n/a)") => Some(Apart::NoOpinion),
        None if folded.starts_with("other (") => Some(Apart::Other),
        _ => known,
    }
}

/// A longer text without a bracket is in no list.
const LONGEST: usize = 64;

/// How each listed answer stands outside; of an answer in two lists, what comes first.
static KNOWN: LazyLock<HashMap<&str, Apart, FixedState>> = LazyLock::new(|| {
    let lists = [(OTHER, Apart::Other), (NO_OPINION, Apart::NoOpinion), (MISSING, Apart::Missing)];
    lists.into_iter().flat_map(|(list, apart)| list.iter().map(move |text| (*text, apart))).collect()
});

/// Codes that are often written for no answer.
const CODES: &[&str] =
    &["99", "-99", "98", "-98", "97", "999", "-999", "998", "9999", "-9", "-8", "-7", "-1", "88", "77", "888", "777"];

/// Values of a column that look like no answer, with their number.
pub fn proposed(values: &[Value]) -> Vec<(String, u64)> {
    let numbers: Vec<f64> = values
        .iter()
        .filter(|value| !CODES.contains(&value.text.strip_suffix(".0").unwrap_or(&value.text)))
        .filter_map(|value| value.text.parse().ok())
        .collect();
    let highest = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let lowest = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let is_code = |text: &str| {
        // Far from a short scale: `99` beside 1 to 10, `-1` where nothing else is negative.
        let Ok(number) = text.parse::<f64>() else { return false };
        let text = text.strip_suffix(".0").unwrap_or(text);
        let short = numbers.len() > 1 && numbers.len() + 4 >= values.len() && highest <= 20.0 && lowest >= 0.0;
        CODES.contains(&text) && short && (number > 4.0 * highest.max(1.0) || number < 0.0)
    };
    let missing = |value: &&Value| apart(&value.text) == Some(Apart::Missing) || is_code(&value.text);
    values.iter().filter(missing).map(|value| (value.text.clone(), value.count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(texts: &[&str]) -> Vec<Value> {
        texts.iter().map(|text| Value { text: (*text).to_owned(), count: 2 }).collect()
    }

    #[test]
    fn answers_outside_the_question_are_known_in_several_languages() {
        assert_eq!(apart("N/A"), Some(Apart::Missing));
        assert_eq!(apart("Weiß nicht"), Some(Apart::NoOpinion));
        assert_eq!(apart("Unfamiliar (N/A)"), Some(Apart::NoOpinion));
        assert_eq!(apart("Other (please specify)"), Some(Apart::Other));
        assert_eq!(apart("Agree"), None);
        assert_eq!(apart("No"), None);
    }

    #[test]
    fn codes_for_no_answer_are_proposed_only_far_from_a_short_scale() {
        let found = |texts: &[&str]| proposed(&values(texts)).into_iter().map(|(text, _)| text).collect::<Vec<_>>();
        assert_eq!(found(&["1", "2", "3", "4", "5", "99"]), ["99"]);
        assert_eq!(found(&["1", "2", "-99", "N/A"]), ["-99", "N/A"]);
        assert!(found(&["95", "96", "97", "98", "99"]).is_empty());
        assert!(found(&["9", "10", "8"]).is_empty());
    }
}
