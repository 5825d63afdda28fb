//! Every form of the pattern language with an example: the reference page is made from this list, and a test runs it.

/// A form of the pattern language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// The form in general.
    pub form: &'static str,
    /// What it means.
    pub means: &'static str,
    /// A pattern that has it.
    pub pattern: &'static str,
    /// What the pattern matches.
    pub matches: Sample,
    /// What it does not match.
    pub no_match: Sample,
}

/// A comment, and the cells of its row that an example needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// The comment.
    pub text: &'static str,
    /// Columns and their cells.
    pub cells: &'static [(&'static str, &'static str)],
}

/// The codebook of the examples, but for the pattern shown.
pub const SETTING: &str = r#"negation = ['no', 'without', 'never']

[[theme]]
id = "greeting"
patterns = ['hello', 'good morning']
exclude = ['"hello kitty"']
"#;

const fn form(
    form: &'static str,
    means: &'static str,
    pattern: &'static str,
    matches: &'static str,
    no_match: &'static str,
) -> Form {
    Form {
        form,
        means,
        pattern,
        matches: Sample { text: matches, cells: &[] },
        no_match: Sample { text: no_match, cells: &[] },
    }
}

/// A form whose example speaks of other columns.
const fn on_row(form: &'static str, means: &'static str, pattern: &'static str, cells: [Cells; 2]) -> Form {
    const TEXT: &str = "It was fine.";
    let [matches, no_match] = cells;
    Form {
        form,
        means,
        pattern,
        matches: Sample { text: TEXT, cells: matches },
        no_match: Sample { text: TEXT, cells: no_match },
    }
}

type Cells = &'static [(&'static str, &'static str)];

/// Every form of the pattern language.
pub const LANGUAGE: &[Form] = &[
    form(
        "`word`",
        "A bare word matches by stem, in the codebook's language, whatever its case, accents and, in English, spelling.",
        "personalise",
        "She personalized it.",
        "a person",
    ),
    form(
        "`\"words\"`",
        "Exact words, case and accents folded. Nothing inside is special.",
        "\"note\"",
        "A NOTE.",
        "two notes",
    ),
    form(
        "`\"@name\"`, `\"#topic\"`",
        "Mentions and hashtags are words with their sign; they stand in quotes.",
        "\"#job\"",
        "my new #Job",
        "my new job",
    ),
    form(
        "`=Word`, `=\"Two Words\"`",
        "Exactly as written: case and accents kept; only a curly apostrophe is straight.",
        "=US",
        "in the US",
        "join us",
    ),
    form(
        "`wor*`, `w?rd`",
        "Within a word `*` is any letters or none and `?` is one; it must match the folded word from end to end.",
        "organi?ation*",
        "two organizations",
        "it organises",
    ),
    form(
        "`word~1`",
        "At most one edit away, on the folded word: a letter more, less or other, or two neighbours swapped. Five letters or more, the first one fixed.",
        "receive~1",
        "I did not recieve it",
        "I relieve you",
    ),
    form(
        "`one two`",
        "Words side by side are a phrase of adjacent words; a hyphen parts words as a space does.",
        "\"follow up\"",
        "a follow-up",
        "follow it up",
    ),
    form(
        "`one * two`",
        "A lone `*` in a phrase is any one word.",
        "send * note",
        "I send a note",
        "I send a long note",
    ),
    form(
        "`(…)`",
        "Parentheses hold together, in a phrase too.",
        "personal (note OR message)",
        "a personal message",
        "a personal gift",
    ),
    form("`A OR B`", "Either of them.", "note OR message", "a message", "a gift"),
    form(
        "`A AND B`",
        "All of them, anywhere in the comment: one match with the words of all.",
        "note AND read",
        "I read it: a note.",
        "I read it.",
    ),
    form(
        "`NOT A`",
        "That it does not occur. Alone it has no words as evidence.",
        "note AND NOT read",
        "a note",
        "I read a note",
    ),
    form(
        "`A NEAR/n B`",
        "In any order, the nearest ends at most n positions apart (adjacent is 1), sharing no word. Chained from left to right. A phrase binds closer.",
        "note NEAR/3 read",
        "read her short note",
        "read what she put in a note",
    ),
    form("`A THEN/n B`", "The same in this order.", "read THEN/3 note", "read her note", "her note was read"),
    form(
        "`NEAR/n:s`, `THEN/n:p`",
        "Within one sentence (`:s`), within one paragraph (`:p`: no line break between).",
        "read NEAR/3:s note",
        "I read a note.",
        "I read. A note came.",
    ),
    form(
        "`A NOT NEAR/n B`",
        "An A with no B that close.",
        "note NOT NEAR/2 (no OR without)",
        "with a note",
        "without a note",
    ),
    form(
        "`/regex/`",
        "A regular expression on the original text, with the syntax of the Rust crate `regex`: no back-references, at most 1 MiB compiled, case kept unless it begins with `(?i)`. A slash inside is `\\/`. It stands where the words stand that it touches. In a comment of more than 32 KiB a search looks no farther ahead than 1 KiB, so that a match of more than 512 bytes may be missed there.",
        r"/\b\d{1,3} ?(%|per ?cent)/",
        "about 20 percent",
        "twenty percent",
    ),
    form(
        "`/regex/t`",
        "A regular expression that must match one word as written, from end to end.",
        "/[A-Z]{2,}/t",
        "the CEO",
        "the ceo",
    ),
    form(
        "`@theme`",
        "The patterns of another theme, and of the themes below it, without what their exclusions cancel.",
        "@greeting AND question",
        "Hello, one question",
        "Hello Kitty, one question",
    ),
    form(
        "`@@negation`",
        "The negation words of the codebook.",
        "note NOT NEAR/2 @@negation",
        "with a note",
        "never a note",
    ),
    form(
        "`[words < n]`",
        "The number of words of the comment, with one of `=`, `!=`, `<`, `<=`, `>`, `>=`.",
        "[words < 4]",
        "No, thank you",
        "No, but thank you",
    ),
    form(
        "`[characters >= n]`",
        "The number of its characters (Unicode code points), spaces included.",
        "[characters >= 10]",
        "ten letters",
        "nine only",
    ),
    on_row(
        "`[column = \"text\"]`",
        "The cell in another column of the row, folded; `=` or `!=`. An empty cell fulfils `= \"\"` only; a column that is not there fulfils nothing.",
        r#"[role = "student"] AND fine"#,
        [&[("role", "Student")], &[("role", "teacher")]],
    ),
    on_row(
        "`[column <= n]`",
        "The cell as a number; a cell that is none fulfils nothing.",
        "[rating <= 2]",
        [&[("rating", "1.5")], &[("rating", "n/a")]],
    ),
    on_row(
        "`[col:words = n]`",
        "A column whose name is also that of a count; a name with other signs stands in quotes.",
        r#"[col:words = 1] OR ["How old?" > 90]"#,
        [&[("How old?", "91")], &[("How old?", "19"), ("words", "2")]],
    ),
    on_row(
        "`[… and not (… or …)]`",
        "Between brackets stands the language of conditions, see [below](#conditions): ranges, lists, dates, `is missing`, `not`, `and`, `or` in lower case.",
        r#"[role in ("student", "pupil") and not (rating in 3.. or rating is missing)]"#,
        [&[("role", "Pupil"), ("rating", "2")], &[("role", "pupil"), ("rating", "")]],
    ),
];
