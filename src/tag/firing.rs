//! Which patterns would show a theme by themselves: those with a match that no exclusion cancels.

use super::comment::Cells;
use super::matcher::Tagger;
use super::overlap::Reason;

/// The patterns that fire in a text, as (theme, pattern), each once and in order: also those whose words a longer match
/// of the theme has, because they would count without it.
#[must_use]
pub fn firing(tagger: &Tagger, text: &str, cells: Cells<'_>) -> Vec<(usize, usize)> {
    let resolved = tagger.resolve(text, cells);
    let kept = resolved.kept.iter().map(|found| (found.theme, found.pattern));
    let overlapped = resolved.cancelled.iter().filter_map(|(found, reason)| match reason {
        Reason::Overlapped { .. } => Some((found.theme, found.pattern)),
        // What matches of other themes cancel, they cancel without this one too.
        Reason::Excluded(_) | Reason::Nested { .. } => None,
    });
    let mut found: Vec<(usize, usize)> = kept.chain(overlapped).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::parse;

    #[test]
    fn a_pattern_inside_a_longer_one_fires_and_an_excluded_one_does_not() {
        let text = "[[theme]]\nid = 't'\npatterns = ['note', 'my note', 'please']\nexclude = ['please note']\n";
        let tagger = Tagger::new(&parse(text, "c").unwrap());
        assert_eq!(firing(&tagger, "please note, my note", &|_| None), [(0, 0), (0, 1)]);
        assert_eq!(firing(&tagger, "please note", &|_| None), []);
    }
}
