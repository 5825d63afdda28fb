//! Rows on operators: what stands between words.

use super::{Row, hold};

const OPERATORS: &[Row] = &[
    ("OR in a phrase", "'a (note OR message)'", "", "a message, a note, a gift", &["a message", "a note"]),
    ("NEAR in any order", "'note NEAR/2 read'", "", "read the note", &["read…note"]),
    ("NEAR counts positions, adjacent is 1", "'note NEAR/1 read'", "", "read the note", &[]),
    ("NEAR takes the nearest", "'note NEAR/9 read'", "", "read a b note read", &["note read"]),
    ("NEAR shares no word", "'a NEAR/3 (a b)'", "", "x a b", &[]),
    ("NEAR chains to the left", "'a NEAR/1 b NEAR/1 c'", "", "a b c", &["a b c"]),
    ("THEN keeps the order", "'read THEN/2 note'", "", "note read, read my note", &["read…note"]),
    ("a sentence parts", "'read THEN/3:s note'", "", "I read. A note came.", &[]),
    ("a sentence holds", "'read THEN/3:s note'", "", "I read a note. Yes.", &["read…note"]),
    ("a line break parts", "'read THEN/3:p note'", "", "I read.\nA note", &[]),
    ("NOT NEAR", "'note NOT NEAR/2 (no OR without)'", "", "without a note, or with one note", &["note"]),
    ("AND is one match of all its words", "'note AND read'", "", "a note, read, a note", &["note, read…note"]),
    ("AND NOT", "'note AND NOT read'", "", "a note to read", &[]),
    ("NOT has no span", "'NOT read'", "", "a note", &[""]),
    ("parts of a phrase do not multiply", "'((a THEN/2 c) OR (a b c)) d'", "", "a b c d", &["a b c d"]),
    ("a phrase as long as its ways", "'(a OR a a) (a OR a a)'", "", "a a a", &["a a a"]),
    ("the nearest on either side", "'a NEAR/3 b'", "", "b x a b", &["a b"]),
    ("of two as near the first", "'a NEAR/3 b'", "", "b a b", &["b a"]),
    ("a sentence end hides the nearer side only", "'a NEAR/3:s b'", "", "One b x a. B it is", &["b…a"]),
    ("a sign belongs to the sentence before it", "'note NEAR/2:s /!/'", "", "A note! Then", &["note!"]),
];

#[test]
fn operators_match_as_documented() {
    hold("", OPERATORS);
}
