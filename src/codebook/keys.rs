//! Every key of `codebook.toml` with what it takes and means: the reference page is made from this list.

/// A documented key of a settings file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The section, as written.
    pub section: &'static str,
    /// The key.
    pub key: &'static str,
    /// What it takes.
    pub takes: &'static str,
    /// What it means, and its default.
    pub means: &'static str,
}

const fn key(section: &'static str, key: &'static str, takes: &'static str, means: &'static str) -> Key {
    Key { section, key, takes, means }
}

/// Every key of `codebook.toml`; a test holds that none is missing.
pub const KEYS: &[Key] = &[
    key("", "name", "text", "What the codebook is called. Default: its file name."),
    key("", "language", "`en`, `es`, `it`, `pt`", "The language whose stems bare words match by. Default `en`."),
    key(
        "",
        "spelling",
        "`variants`, `as_written`",
        "`variants` (default): American and British spellings are one word to a bare word, by a table of word pairs; English only. `as_written`: they are two.",
    ),
    key(
        "",
        "stem",
        "true or false",
        "Whether a bare word matches by stem. Default true. With false it matches as if it stood in quotes.",
    ),
    key(
        "",
        "case",
        "`fold`, `keep`",
        "`fold` (default): `Note` and `note` are one word. `keep`: to exact words and wildcards they are two; a stem has no case, so a bare word goes on to match both unless `stem = false`.",
    ),
    key(
        "",
        "accents",
        "`fold`, `keep`",
        "`fold` (default): `résumé` and `resume` are one word. `keep`: they are two, to stems as well.",
    ),
    key(
        "",
        "words",
        "`unicode`, `hyphenated`",
        "`unicode` (default): a hyphen parts words, `follow-up` is two adjacent words. `hyphenated`: it is one, as for quanteda; in patterns too.",
    ),
    key(
        "",
        "overlap",
        "`longest`, `first`, `all`",
        "Which matches of one theme count that share words. `longest` (default): the one with the most words; of equals the first in the comment, then the first in the codebook. `first`: the one that begins first; of equals the first in the codebook. `all`: each of them.",
    ),
    key(
        "",
        "across",
        "`all`, `nested`",
        "Which matches of different themes count that share words. `all` (default): each of them. `nested`: quanteda's `nested_scope = \"dictionary\"`: the longest first, of equals from left to right, and a match counts only if some word of it is not yet part of an earlier one; matches of the very same words do not cancel each other.",
    ),
    key("", "negation", "list of patterns", "The words that `@@negation` stands for."),
    key(
        "",
        "exclude",
        "list of patterns",
        "A match of any theme that lies wholly inside a match of one of these does not count.",
    ),
    key("[[group]]", "id", "id", "Name of the group. Without groups all themes are in one. Required."),
    key("[[group]]", "label", "text", "Its name as shown. Default: the id."),
    key(
        "[[group]]",
        "exclusive",
        "true or false",
        "A comment can show one theme of the group only; one with two is *mixed*. Default false.",
    ),
    key("[[theme]]", "id", "id", "Name of the theme: letters, digits, `_`, `-`. Required."),
    key("[[theme]]", "label", "text", "Its name as shown. Default: the id."),
    key("[[theme]]", "definition", "text", "What a comment must speak of to show the theme."),
    key("[[theme]]", "group", "id", "The group. Default: that of the theme above it, else the first."),
    key(
        "[[theme]]",
        "parent",
        "id",
        "The theme above it, in the same group. It is shown wherever this one is, without a match of its own.",
    ),
    key("[[theme]]", "patterns", "list of patterns", "Any of these shows the theme."),
    key(
        "[[theme]]",
        "exclude",
        "list of patterns",
        "A match of this theme that lies wholly inside a match of one of these does not count.",
    ),
    key(
        "[[theme]]",
        "matches",
        "list of examples",
        "Texts that must show the theme; `check` holds them against it. Where patterns ask for other columns, an example is a table with their cells: `{ text = \"It was fine\", role = \"student\", rating = 2 }`; the cell of a column that is called `text` stands under `\"col:text\"`.",
    ),
    key("[[theme]]", "no_match", "list of examples", "Texts that must not show it."),
];
