//! Codebooks that hang together wrongly, and codebooks without measure: each is refused or read in bounded time.

use super::{Codebook, CodebookError, parse};

fn mistakes(text: &str) -> Vec<String> {
    parse(text, "c.toml")
        .err()
        .map_or_else(Vec::new, |error| error.diagnostics().iter().map(ToString::to_string).collect())
}

fn theme(id: &str, rest: &str) -> String {
    format!("[[theme]]\nid = '{id}'\n{rest}\n")
}

#[test]
fn what_themes_name_must_be_there_and_make_no_circle() {
    for (name, source, expected) in [
        (
            "an unknown theme",
            theme("note", "patterns = ['a', 'b OR @nots']"),
            "c.toml:3:24: in the pattern `b OR @nots`: there is no theme `nots`\nhint: did you mean `note`?; a mention of a person stands in quotes: \"@nots\"",
        ),
        (
            "a circle",
            theme("a", "patterns = ['x']\nexclude = ['@b']")
                + &theme("b", "patterns = ['y @c']")
                + &theme("c", "patterns = ['@a']"),
            "c.toml:4:13: the themes refer to each other in a circle: `a` → `b` → `c` → `a`\nhint: leave out one `@`; a theme that is named stands for the themes below it too",
        ),
        (
            "a theme that names itself",
            theme("a", "patterns = ['@a']"),
            "c.toml:3:14: the themes refer to each other in a circle: `a` → `a`\nhint: leave out one `@`; a theme that is named stands for the themes below it too",
        ),
        (
            "a theme that names the one above it",
            theme("a", "") + &theme("b", "parent = 'a'\npatterns = ['@a']"),
            "c.toml:7:14: the themes refer to each other in a circle: `b` → `a` → `b`\nhint: leave out one `@`; a theme that is named stands for the themes below it too",
        ),
        (
            "a name without a place",
            theme("a", "patterns = ['x', 'NOT y']") + &theme("b", "patterns = ['@a OR z NEAR/3 (u OR @a)']"),
            "c.toml:6:35: `@a` must have a place here, and a pattern of `a` has none\nhint: only the places of words can stand near each other; use `AND`",
        ),
        (
            "a codebook's exclusion that names a theme",
            "exclude = ['@a']\n".to_owned() + &theme("a", "patterns = ['x']"),
            "c.toml:1:13: in the pattern `@a`: `@a` stands where no theme can be named\nhint: write the words themselves",
        ),
        (
            "negation words that are not there",
            theme("a", "patterns = ['x NOT NEAR/2 @@negation']"),
            "c.toml:3:27: in the pattern `x NOT NEAR/2 @@negation`: the codebook names no negation words here\nhint: name them at the top: `negation = [\"no\", \"without\"]`",
        ),
    ] {
        assert_eq!(mistakes(&source), [expected], "{name}");
    }
}

#[test]
fn themes_stand_below_others_of_their_group_without_a_circle() {
    let groups = "[[group]]\nid = 'g'\n[[group]]\nid = 'h'\n";
    let tree = groups.to_owned() + &theme("low", "parent = 'top'") + &theme("top", "group = 'h'");
    let codebook = parse(&tree, "c.toml").unwrap();
    assert_eq!((codebook.themes[0].group, codebook.themes[0].parent), (1, Some(1)));
    for (source, expected) in [
        (theme("a", "parent = 'b'"), "c.toml:3:10: there is no theme `b`\nhint: expected one of: a"),
        (
            theme("a", "parent = 'b'") + &theme("b", "parent = 'c'") + &theme("c", "parent = 'b'"),
            "c.toml:5:6: the themes stand below each other in a circle: `b` → `c` → `b`\nhint: leave out one `parent`",
        ),
        (
            theme("a", "parent = 'a'"),
            "c.toml:2:6: the themes stand below each other in a circle: `a` → `a`\nhint: leave out one `parent`",
        ),
        (
            groups.to_owned() + &theme("a", "group = 'g'\nparent = 'b'") + &theme("b", "group = 'h'"),
            "c.toml:7:9: the theme `a` is in another group than `b`, which is above it\nhint: leave out the `group` of the lower theme",
        ),
    ] {
        assert_eq!(mistakes(&source), [expected]);
    }
}

#[test]
fn an_exclusion_without_words_and_a_negation_without_a_place_are_refused() {
    let source = "negation = ['NOT a']\n".to_owned() + &theme("a", "exclude = ['[words < 4]']");
    let shown = mistakes(&source);
    assert!(shown[0].starts_with("c.toml:1:13: the negation word `NOT a` has no place"), "{shown:?}");
    assert!(shown[1].starts_with("c.toml:4:12: the exclusion `[words < 4]` has no words"), "{shown:?}");
}

#[test]
fn control_characters_are_refused() {
    let shown = mistakes("[[theme]]\nid = 'a'\npatterns = [\"no\\u0000te\"]\n");
    assert!(shown[0].contains("the control character U+0000 stands here"), "{shown:?}");
}

fn read(text: &str) -> Result<Codebook, CodebookError> {
    parse(text, "c.toml")
}

#[test]
fn very_many_themes_are_read_in_linear_time() {
    const MANY: usize = 100_000;
    let mut text = String::new();
    for place in 0..MANY {
        text += &format!("[[group]]\nid = 'g{place}'\n");
    }
    for place in 0..MANY {
        let parent = if place % 2 == 1 { format!("parent = 't{}'\n", place - 1) } else { String::new() };
        let named = (place + 2 - place % 2) % MANY;
        let pattern =
            if place % 2 == 1 { format!("@t{}", if place + 1 == MANY { 0 } else { named }) } else { "word".to_owned() };
        let pattern = if place % 32 == 1 { pattern } else { "word".to_owned() };
        text += &theme(&format!("t{place}"), &format!("group = 'g{}'\n{parent}patterns = ['{pattern}']", place / 2));
    }
    let codebook = read(&text).unwrap();
    assert_eq!(codebook.theme("t99998"), Some(99_998));
}

#[test]
fn very_many_mistakes_are_told_by_the_first() {
    let wrong = theme("a", "group = 'x'\npatterns = ['@b', '(']").repeat(100_000);
    let Err(CodebookError::Invalid(found)) = read(&wrong) else { panic!("it is wrong") };
    assert_eq!(found.len(), 101);
    assert_eq!(found[100].message, "there are more mistakes; these are the first 100");
}

#[test]
fn a_row_of_names_as_long_as_the_codebook_is_refused() {
    let mut text: String =
        (0..99_999).map(|place| theme(&format!("t{place}"), &format!("patterns = ['@t{}']", place + 1))).collect();
    text += &theme("t99999", "patterns = ['word']");
    assert!(mistakes(&text)[0].contains("more than 16 themes refer to each other in a row"));
    let circle = text.replace("['word']", "['@t0']");
    assert!(mistakes(&circle)[0].contains("`t7` → 99992 more → `t0`"));
}
