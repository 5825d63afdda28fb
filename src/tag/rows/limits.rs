//! What a comment or a codebook may cost: no input makes matching explode.

use crate::codebook::parse;
use crate::tag::Tagger;

fn takes(patterns: &str, text: &str) -> usize {
    let codebook = parse(&format!("[[theme]]\nid = 't'\npatterns = [{patterns}]\n"), "limits").unwrap();
    Tagger::new(&codebook).tag(text).matches.len()
}

#[test]
fn a_comment_as_long_as_a_book_is_tagged() {
    let text = "a b! ".repeat(200_000);
    // Of two as near the first: every `a` takes the `b` before it, and the first `a` takes the second's.
    assert_eq!(takes("'a NEAR/3 b'", &text), 199_999);
    assert_eq!(takes("'a NOT NEAR/3:s zzz'", &text), 200_000);
    assert_eq!(takes("'a AND b AND /!/'", &text), 1);
    // The last sign has only the word that the one before it took.
    assert_eq!(takes("'/!/ NEAR/2 a'", &text), 199_999);
    assert_eq!(takes("'a', 'b', 'a b', 'b a', '/[ab]/'", &text), 200_000);
}

#[test]
fn ways_to_fill_a_phrase_do_not_multiply() {
    let group = "(a OR a a OR a a a OR a THEN/2 a)";
    let pattern = vec![group; 30].join(" ");
    assert!(takes(&format!("'{pattern}'"), &"a ".repeat(300)) > 0);
}

#[test]
fn a_pattern_of_a_megabyte_is_matched() {
    let or = vec!["word"; 150_000].join(" OR ");
    assert_eq!(takes(&format!("'{or}'"), "one word"), 1);
    let phrase = vec!["note"; 200_000].join(" ");
    assert_eq!(takes(&format!("'{phrase}'"), &"note ".repeat(200_000)), 1);
}

#[test]
fn themes_that_refer_to_each_other_as_deep_as_allowed_are_matched() {
    let nest = |inner: &str| format!("{}{inner}{}", "(x (x) OR (".repeat(15), "))".repeat(15));
    let mut source = String::new();
    for theme in 0..16 {
        let pattern = if theme == 15 { nest("word") } else { nest(&format!("@t{} OR @t{}", theme + 1, theme + 1)) };
        source += &format!("[[theme]]\nid = 't{theme}'\npatterns = ['{pattern}']\n");
    }
    let codebook = parse(&source, "deep").unwrap();
    assert!(Tagger::new(&codebook).tag("a word").shows(0));
}

#[test]
fn very_many_themes_are_matched() {
    let theme = |place: usize| {
        let pattern = if place.is_multiple_of(1000) { format!("@t{} OR a", place + 1) } else { format!("word{place}") };
        let parent = if place % 1000 == 2 { format!("parent = 't{}'\n", place - 1) } else { String::new() };
        format!("[[theme]]\nid = 't{place}'\n{parent}patterns = ['{pattern}']\n")
    };
    let source: String = (0..100_000).map(theme).collect();
    let found = Tagger::new(&parse(&source, "many").unwrap()).tag("word5002");
    assert_eq!(found.themes(), [5000, 5001, 5002]);
}
