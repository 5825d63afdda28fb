//! A comment section as a person copies it from the page.

use verbatims::ingest::parse_thread;

use super::Target;

pub const TARGET: Target = Target { name: "thread", run };

fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let thread = parse_thread(&text);
    assert_eq!(thread, parse_thread(&text));
    let lines = text.split(['\n', '\r']).count();
    assert!(thread.comments.len() <= lines && thread.people <= lines && thread.unplaced <= lines as u64);
    assert!(thread.poster.is_none_or(|poster| (1..=thread.people).contains(&poster)));
    for (place, comment) in thread.comments.iter().enumerate() {
        assert!(comment.reply_to.is_none_or(|above| above < place), "a comment answers one below it");
        assert!(!comment.text.trim().is_empty(), "a comment without a text");
        // Not in order: who wrote nothing at first has a number, and no comment yet.
        assert!(comment.author.is_none_or(|author| (1..=thread.people).contains(&author)));
    }
}
