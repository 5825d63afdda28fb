//! The comments as the page's script reads them: JSON in which no `<` stands, so that nothing in it can end its element.
//!
//! Places are in UTF-16 units, as the script counts; values that many comments share stand once, in lists.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::measure::{AuthorKind, PublishedComment, PublishedComments, SetAside};
use crate::text::Span;

/// Letters of a comment that the page shows; the rest of a longer one is left out, which the page says.
const MOST_LETTERS: usize = 5_000;

#[derive(Serialize)]
struct Set<'a> {
    id: &'a str,
    question: &'a str,
    groups: Vec<Group<'a>>,
    themes: Vec<Theme<'a>>,
    answers: Vec<Answers<'a>>,
    provenances: Vec<&'a str>,
    kinds: Vec<(&'a str, &'a str)>,
    reasons: Vec<(&'a str, &'a str)>,
    patterns: Vec<&'a str>,
    comments: Vec<Comment<'a>>,
}

#[derive(Serialize)]
struct Group<'a> {
    id: &'a str,
    label: &'a str,
    exclusive: bool,
}

#[derive(Serialize)]
struct Theme<'a> {
    id: &'a str,
    label: &'a str,
    about: &'a str,
    group: usize,
}

#[derive(Serialize)]
struct Answers<'a> {
    id: &'a str,
    question: &'a str,
    options: &'a [String],
}

#[derive(Serialize)]
struct Comment<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    kind: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reactions: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<usize>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    made: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    out: Option<usize>,
    text: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    cut: bool,
    #[serde(skip_serializing_if = "<[usize]>::is_empty")]
    themes: &'a [usize],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marks: Vec<[usize; 4]>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    answers: &'a [(usize, Vec<u32>)],
}

/// The comments as the text of a script element.
pub fn json(sets: &[PublishedComments]) -> String {
    let sets: Vec<Set<'_>> = sets.iter().map(set).collect();
    // Numbers, texts and lists of them cannot fail to be written.
    serde_json::to_string(&sets).unwrap_or_else(|_| "[]".to_owned()).replace('<', "\\u003c")
}

/// Different values in order, each once.
fn different<'a, T: Ord + Copy + 'a>(values: impl Iterator<Item = T>) -> Vec<T> {
    values.collect::<BTreeSet<T>>().into_iter().collect()
}

fn set(set: &PublishedComments) -> Set<'_> {
    let comments = &set.comments;
    let provenances = different(comments.iter().filter_map(|comment| comment.provenance.as_deref()));
    let kinds: Vec<AuthorKind> = different(comments.iter().map(|comment| comment.kind));
    let reasons: Vec<SetAside> = different(comments.iter().filter_map(|comment| comment.set_aside));
    let patterns: Vec<&str> =
        different(comments.iter().flat_map(|comment| &comment.evidence).map(|found| found.2.as_str()));
    let lists = Lists { provenances: &provenances, kinds: &kinds, reasons: &reasons, patterns: &patterns };
    Set {
        id: &set.id,
        question: &set.question,
        groups: set.groups.iter().map(|(id, label, exclusive)| Group { id, label, exclusive: *exclusive }).collect(),
        themes: set
            .themes
            .iter()
            .map(|theme| Theme { id: &theme.id, label: &theme.label, about: &theme.definition, group: theme.group })
            .collect(),
        answers: set
            .answers
            .iter()
            .map(|found| Answers { id: &found.id, question: &found.question, options: &found.options })
            .collect(),
        kinds: kinds.iter().map(|kind| (kind.id(), kind.label())).collect(),
        reasons: reasons.iter().map(|reason| (reason.id(), reason.label())).collect(),
        comments: comments.iter().map(|found| comment(found, &lists)).collect(),
        provenances,
        patterns,
    }
}

/// What many comments share; each list is sorted.
struct Lists<'a> {
    provenances: &'a [&'a str],
    kinds: &'a [AuthorKind],
    reasons: &'a [SetAside],
    patterns: &'a [&'a str],
}

fn comment<'a>(found: &'a PublishedComment, lists: &Lists<'_>) -> Comment<'a> {
    let end = found.text.char_indices().nth(MOST_LETTERS).map_or(found.text.len(), |(end, _)| end);
    let text = &found.text[..end];
    let evidence: Vec<_> = found.evidence.iter().filter(|(span, _, _)| span.end <= end).collect();
    let places = utf16(text, evidence.iter().flat_map(|(span, _, _)| [span.start, span.end]));
    let place = |byte: usize| places.binary_search_by_key(&byte, |found| found.0).map_or(0, |at| places[at].1);
    let mark = |(Span { start, end, .. }, theme, pattern): &&(Span, usize, String)| {
        let pattern = lists.patterns.binary_search(&pattern.as_str()).unwrap_or_default();
        [place(*start), place(*end), *theme, pattern]
    };
    Comment {
        id: &found.id,
        by: found.author.as_deref(),
        kind: lists.kinds.binary_search(&found.kind).unwrap_or_default(),
        date: found.date.as_deref(),
        reactions: found.reactions,
        from: found.provenance.as_deref().and_then(|from| lists.provenances.binary_search(&from).ok()),
        made: found.constructed,
        out: found.set_aside.and_then(|reason| lists.reasons.binary_search(&reason).ok()),
        text,
        cut: end < found.text.len(),
        themes: &found.themes,
        marks: evidence.iter().map(mark).collect(),
        answers: &found.answers,
    }
}

/// For each of the places in bytes, in order, its place in UTF-16 units.
fn utf16(text: &str, places: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
    let mut wanted: Vec<(usize, usize)> = places.map(|place| (place, 0)).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let (mut byte, mut units) = (0, 0);
    for (place, found) in &mut wanted {
        units += text.get(byte..*place).map_or(0, |between| between.encode_utf16().count());
        byte = *place;
        *found = units;
    }
    wanted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn places_are_those_of_a_script() {
        assert_eq!(utf16("é👍 note", [7, 11, 0, 2].into_iter()), [(0, 0), (2, 1), (7, 4), (11, 8)]);
    }

    #[test]
    fn nothing_in_the_data_can_end_its_element() {
        let mut sets = sample::comments();
        sets[0].comments[0].text = "</script><!--<script>\u{0}\u{202e}".to_owned();
        sets[0].themes[0].label = "</SCRIPT >".to_owned();
        let text = json(&sets);
        assert!(!text.contains('<'), "{text}");
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read[0]["comments"][0]["text"], sets[0].comments[0].text.as_str());
    }

    #[test]
    fn evidence_slices_the_text_as_a_script_does() {
        let read: serde_json::Value = serde_json::from_str(&json(&sample::comments())).unwrap();
        let comment = &read[0]["comments"][0];
        let units: Vec<u16> = comment["text"].as_str().unwrap().encode_utf16().collect();
        let mark: Vec<usize> =
            comment["marks"][0].as_array().unwrap().iter().map(|n| n.as_u64().unwrap() as usize).collect();
        assert_eq!(String::from_utf16(&units[mark[0]..mark[1]]).unwrap(), "note");
        assert_eq!(read[0]["patterns"][mark[3]], "note");
    }

    #[test]
    fn a_very_long_comment_is_cut_and_its_marks_with_it() {
        let mut sets = sample::comments();
        sets[0].comments[0].text = "é".repeat(MOST_LETTERS) + " note";
        let end = sets[0].comments[0].text.len();
        sets[0].comments[0].evidence[0].0 = Span::new(end - 4, end);
        let read: serde_json::Value = serde_json::from_str(&json(&sets)).unwrap();
        assert_eq!(read[0]["comments"][0]["cut"], true);
        assert!(read[0]["comments"][0].get("marks").is_none());
    }
}
