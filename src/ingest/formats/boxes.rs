//! What a cell says of a box to be ticked, in several languages: lower case, without accents.

/// The box was ticked.
pub const TICKED: &[&str] = &[
    "1",
    "x",
    "y",
    "yes",
    "true",
    "checked",
    "selected",
    "ticked",
    "chosen",
    "on",
    "ja",
    "oui",
    "si",
    "sim",
    "quoted",
    "mentioned",
    "genannt",
    "gewahlt",
    "ausgewahlt",
    "✓",
    "✔",
];

/// It was not, though it was there.
pub const NOT_TICKED: &[&str] = &[
    "0",
    "n",
    "no",
    "false",
    "unchecked",
    "not selected",
    "not chosen",
    "off",
    "nein",
    "non",
    "nao",
    "nee",
    "not quoted",
    "not mentioned",
    "nicht genannt",
    "nicht gewahlt",
    "nicht ausgewahlt",
    "-",
];
