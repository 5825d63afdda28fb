//! Whether the percentages of a poll's own file can be: for whoever looks at the file before there is a study.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diag::{Diagnostic, Place};
use crate::ingest::read_poll;
use crate::measure::{PollInput, Rounding, breakdown};

/// Decimals that published percentages have at most.
const MOST_DECIMALS: u32 = 3;

/// What cannot be in a file with the columns of a poll, `option` and `percent` or `votes`, whatever the rule of rounding;
/// nothing for any other file.
#[must_use]
pub fn poll_warnings(path: &Path, shown: &str) -> Vec<Diagnostic> {
    let read = |decimals| read_poll(path, shown, decimals, &[], &mut Vec::new()).ok();
    let Some(poll) = (0..=MOST_DECIMALS).find_map(read) else { return Vec::new() };
    let findings = BTreeMap::new();
    let found = |rounding| {
        breakdown(&PollInput { question: "", poll: &poll, total_votes: None, rounding, findings: &findings }).err()
    };
    let rules = [Rounding::HalfUp, Rounding::HalfEven, Rounding::Floor, Rounding::Any];
    let faults: Vec<_> = rules.into_iter().filter_map(found).collect();
    let Some(fault) = faults.first().filter(|_| faults.len() == rules.len()) else { return Vec::new() };
    vec![Diagnostic::warning(Place::file(shown), format!("as a poll: {fault}")).hint(fault.hint())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("poll.csv");
        std::fs::write(&path, text).unwrap();
        poll_warnings(&path, "poll.csv").into_iter().map(|found| found.message).collect()
    }

    #[test]
    fn percentages_that_no_number_of_votes_gives_are_told_and_others_are_not() {
        let found = said("option,percent\nNever,20\nSome,68\nAll,14\n");
        assert!(found[0].contains("as a poll: 20%, 68%, 14% sum to 102% and fit no number of votes"), "{found:?}");
        assert_eq!(said("option,percent\nNever,20\nSome,68.4\nAll,11.6\n"), [""; 0]);
        assert_eq!(said("option,percent\nNever,33\nSome,33\nAll,33\n"), [""; 0]);
        assert_eq!(said("name,percent\nNever,20\nSome,68\nAll,14\n"), [""; 0]);
        assert_eq!(said("option,percent,votes\nNever,21,29\nSome,79,118\n").len(), 1);
    }
}
