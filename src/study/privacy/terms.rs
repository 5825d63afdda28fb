//! The words and phrases that readers see in the comments of a study, once what gives people away is masked.

use std::collections::BTreeSet;

use crate::ingest::Comment;
use crate::text::{fold, words};

/// Every word that is shown, and every two that stand side by side, folded.
pub(super) fn shown_terms(comments: &[Comment]) -> BTreeSet<String> {
    let mut shown = BTreeSet::new();
    for comment in comments {
        let mut before: Option<String> = None;
        for word in words(&comment.text) {
            let word = fold(&word.cased);
            shown.extend(before.map(|before| format!("{before} {word}")));
            shown.insert(word.clone());
            before = Some(word);
        }
    }
    shown
}
