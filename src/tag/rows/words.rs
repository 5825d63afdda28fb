//! Rows on words: what one word of a pattern matches.

use super::{Row, hold};

const WORDS: &[Row] = &[
    ("a bare word matches by stem", "'connect'", "", "Connecting with CONNECTIONS", &["Connecting", "CONNECTIONS"]),
    ("an exact word matches itself only", "'\"note\"'", "", "notes, a Note", &["Note"]),
    ("accents and quotes fold", "'\"resume\"', '\"don’t\"'", "", "my Résumé: don't", &["Résumé", "don't"]),
    ("spellings are one", "'personalise'", "", "personalized", &["personalized"]),
    ("a wildcard matches the surface form", "'custom*'", "", "customs, customised", &["customs", "customised"]),
    ("a phrase is adjacent words", "'personal note'", "", "a personal note; personal short note", &["personal note"]),
    ("a star is any one word", "'write * message'", "", "write me message, write message", &["write me message"]),
    ("a hyphen separates", "'\"follow up\"'", "", "a follow-up", &["follow-up"]),
    ("words have boundaries", "'\"bot\"'", "", "both, robot, bot.", &["bot"]),
    ("emoji are words", "'\"🚩\"'", "", "big 🚩🚩", &["🚩", "🚩"]),
    ("a mention is one word", "'\"@dana\"'", "", "@Dana you?", &["@Dana"]),
    ("a word as written keeps its case", "'=US'", "", "US, us, Us", &["US"]),
    ("and its accents", "'=Résumé'", "", "Résumé, Resume, Re\u{301}sume\u{301}", &["Résumé", "Re\u{301}sume\u{301}"]),
    (
        "but not the shape of its apostrophe",
        "'=\"Don’t Do\"'",
        "",
        "Don't Do, don’t do, Don’t Do",
        &["Don't Do", "Don’t Do"],
    ),
    ("a word as written in a phrase", "'in =US'", "", "in US, in us", &["in US"]),
    (
        "one edit",
        "'receive~1'",
        "",
        "recieve receives relieve Receve eceive xreceive",
        &["recieve", "receives", "Receve"],
    ),
    ("one edit on the folded word", "'naïve~1'", "", "Naive NAIV naifs", &["Naive", "NAIV"]),
    ("an edit in a phrase", "'conection~1 request'", "", "a connection requests", &["connection requests"]),
    ("a regular expression on a word", "'/[A-Z]{2,}/t'", "", "the CEO, the Ceo, HRx", &["CEO"]),
    ("for any case on request", "'/(?i)c.o/t'", "", "CEO cto", &["CEO", "cto"]),
    ("a regular expression in a phrase", "'the /[A-Z]+/t'", "", "the CEO of THE", &["the CEO"]),
    ("on the text it crosses words", "'/b c/'", "", "ab cd", &["b c"]),
    ("it needs no word", "'/!{2,}/'", "", "yes!! no!!!", &["!!", "!!!"]),
    ("a slash inside is escaped", r"'/a\/b/'", "", "a/b", &["a/b"]),
    ("it stands where its words stand", "'note NEAR/1 /!/'", "", "a note! note x!", &["note!"]),
    ("it stands in a phrase", "'/[0-9]+%/ of'", "", "20% of 30 of", &["20% of"]),
    ("two signs are two places", "'/!/ NEAR/1 /!/'", "", "a! b", &[]),
    ("nothing lies behind NUL", "'note'", "", "no\0te note\0", &["note"]),
];

const CASE_KEPT: &[Row] = &[
    ("exact words keep their case", "'\"Note\"'", "", "Note note NOTE", &["Note"]),
    ("so do wildcards", "'No*'", "", "Note note", &["Note"]),
    ("a stem has none", "'note'", "", "Note notes", &["Note", "notes"]),
    ("an edit keeps it", "'Hello~1'", "", "Helo helo", &["Helo"]),
    ("accents go on to fold", "'\"Resume\"'", "", "Résumé résumé", &["Résumé"]),
];

const ACCENTS_KEPT: &[Row] = &[
    ("exact words keep their accents", "'\"résumé\"'", "", "Résumé resume", &["Résumé"]),
    ("so do stems", "'café'", "", "cafés cafes", &["cafés"]),
];

const BARE_EXACT: &[Row] = &[
    ("a bare word is as if quoted", "'note'", "", "Note notes", &["Note"]),
    ("spellings are two", "'personalise'", "", "personalize personalise", &["personalise"]),
];

const HYPHENATED: &[Row] = &[
    ("a hyphen joins", "'\"follow-up\"'", "", "a follow-up, a follow up", &["follow-up"]),
    ("its parts are no words", "'\"up\"', 'fol*'", "", "a follow-up up", &["follow-up", "up"]),
    ("wildcards go across", "'well-*'", "", "well-known, well known", &["well-known"]),
];

#[test]
fn words_match_as_documented() {
    hold("", WORDS);
}

#[test]
fn a_codebook_chooses_what_is_one_word() {
    hold("case = 'keep'", CASE_KEPT);
    hold("accents = 'keep'", ACCENTS_KEPT);
    hold("stem = false", BARE_EXACT);
    hold("words = 'hyphenated'", HYPHENATED);
}
