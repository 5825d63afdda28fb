//! The parser of copied threads, on invented ones in the forms that pages are copied in, and on any text.

use super::*;

/// As a browser copies it: names twice, marks on lines of their own, buttons and counts below.
const COPIED: &str = "\
12 comments
Most relevant
View Ada Quill’s profile
Ada Quill
Ada Quill
   • 2nd
Harbour pilot | Ferries
3d
I never accept invites, Boris Lund.

Write to ada@example.org first.
Like

Like
·
3 Reactions
Reply
·
1 Reply
View Boris Lund’s  profile
Boris Lund
   Author
Lock keeper
2d (edited)
Ada Quill you are right …see more
Like
Reply
Load more comments
Cleo Marsh
 • 3rd+
Cartographer
1w
Only with a note.
I read it.
Like
12
Reply
View Ada Quill’s profile
Ada Quill
 • 2nd
Harbour pilot | Ferries
1w
Again me
Like
Reply
";

fn texts(thread: &Thread) -> Vec<&str> {
    thread.comments.iter().map(|comment| comment.text.as_str()).collect()
}

#[test]
fn names_headlines_and_buttons_go_and_texts_stay() {
    let thread = parse_thread(COPIED);
    let expected = [
        "I never accept invites, [name].\n\nWrite to [email] first.",
        "[name] you are right",
        "Only with a note.\nI read it.",
        "Again me",
    ];
    assert_eq!(texts(&thread), expected);
    let authors: Vec<_> = thread.comments.iter().map(|comment| comment.author).collect();
    assert_eq!(authors, [Some(1), Some(2), Some(3), Some(1)]);
    let ages: Vec<_> = thread.comments.iter().map(|comment| comment.age.as_deref()).collect();
    assert_eq!(ages, [Some("3d"), Some("2d"), Some("1w"), Some("1w")]);
    let reactions: Vec<_> = thread.comments.iter().map(|comment| comment.reactions).collect();
    assert_eq!(reactions, [Some(3), None, Some(12), None]);
    assert_eq!((thread.people, thread.poster, thread.folded, thread.unplaced), (3, Some(2), 1, 0));
    assert_eq!(thread.names, 2);
}

#[test]
fn windows_line_ends_and_invisible_signs_change_nothing() {
    let windows = COPIED.replace('\n', "\r\n");
    assert_eq!(parse_thread(&windows).comments.len(), 4);
    assert_eq!(parse_thread(&windows).people, 3);
    let marked = COPIED.replace("Ada Quill\n", "\u{200b}Ada\u{a0}Quill\u{200e}\n");
    assert_eq!(texts(&parse_thread(&marked)), texts(&parse_thread(COPIED)));
}

#[test]
fn a_comment_without_buttons_ends_where_the_next_author_begins() {
    let text =
        "Ada Quill • 2nd\nPilot\n3d\nFirst text\nof two lines\n\nBoris Lund • 1st\nLock keeper\n2w\nSecond text\n";
    let thread = parse_thread(text);
    assert_eq!(texts(&thread), ["First text\nof two lines", "Second text"]);
    assert_eq!(thread.people, 2);
    let repeated = text.replace(" • 2nd", "\nAda Quill\n• 2nd").replace(" • 1st", "\nBoris Lund\n• 1st");
    assert_eq!(texts(&parse_thread(&repeated)), texts(&thread));
}

#[test]
fn a_comment_without_an_age_is_read_by_its_degree_and_its_buttons() {
    let thread =
        parse_thread("Ada Quill • 2nd\nPilot\nA text\nLike\nReply\nBoris\nHello\nLike · 2\nReply\nLeft over\n");
    assert_eq!(texts(&thread), ["A text", "Hello"]);
    assert_eq!(thread.comments[1].reactions, Some(2));
    assert_eq!((thread.people, thread.unplaced), (2, 1));
}

#[test]
fn replies_that_are_indented_answer_the_comment_above() {
    let text = "Ada Quill\n2d\nTop\nLike\nReply\n    Boris Lund\n    1d\n    Below\n    Like\n    Reply\nCleo Marsh\n1d\nNext\nLike\n";
    let thread = parse_thread(text);
    let answers: Vec<_> = thread.comments.iter().map(|comment| comment.reply_to).collect();
    assert_eq!(answers, [None, Some(0), None]);
}

#[test]
fn an_age_in_a_text_is_a_word_of_it() {
    let thread = parse_thread("Ada Quill • 2nd\nPilot\n3d\nHow long?\n2w\nis my answer\nLike\n");
    assert_eq!(texts(&thread), ["How long?\n2w\nis my answer"]);
}

#[test]
fn a_text_that_is_no_thread_gives_no_comment() {
    for text in ["", "\n\n", "Just some words.\nAnd more of them.\n", "Like\nReply\n12\n"] {
        assert_eq!(parse_thread(text).comments, [], "{text:?}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(lines in proptest::collection::vec("(Ada Quill|View Ada Quill’s profile|• 2nd|3d|Like|Reply|12|Author|\u{200b}|Load more comments|[ \\PC]{0,12})", 0..40)) {
        let known = "Ada Quill • 2nd\nPilot\n3d\nA text\nLike\nReply\n";
        let thread = parse_thread(&format!("{known}{}", lines.join("\n")));
        assert!((1..=lines.len() + 1).contains(&thread.comments.len()));
        assert!(thread.comments.iter().all(|comment| !comment.text.is_empty()));
        assert!(thread.comments.iter().all(|comment| !comment.text.contains("Ada Quill")));
    }
}
