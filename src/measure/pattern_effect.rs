//! What each pattern does for its theme: the share without it.
//!
//! # What it answers
//! Which patterns carry a theme, and which could be left out?
//!
//! # Formula
//! The comments counted that show the theme, less those in which the pattern is the only one of the theme that fires
//! outside every exclusion, over the comments counted. A comment decided by a human coding stays as it was decided, and
//! one that shows a theme below shows the theme without any pattern of its own.
//!
//! # Assumptions and when not to use it
//! One pattern is left out at a time: two that always fire together each seem to do nothing. Whether a pattern is right
//! is told by precision, not by how much it adds. Where themes compete (`across = "nested"`), a match that a longer one of
//! another theme cancels is taken as cancelled without the pattern too.
//!
//! # Reference
//! None; a count.
//!
//! # Example
//! Ten of 100 comments show a theme, two of them by `template` alone: the share is 10%, and 8% without `template`.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{Coded, Share};
use crate::tag::{Tagger, firing};

/// What one pattern does for its theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternEffect {
    /// Id of the theme.
    pub theme: String,
    /// The pattern as written.
    pub pattern: String,
    /// Its mentions in the comments counted.
    pub mentions: u64,
    /// The comments that show the theme.
    pub with: Share,
    /// Those that would show it without the pattern.
    pub without: Share,
}

/// The effect of leaving each pattern out, in the codebook's order.
#[must_use]
pub fn pattern_effects(coded: &Coded) -> Vec<PatternEffect> {
    let tagger = Tagger::new(coded.codebook);
    let counted: Vec<usize> = coded.counted().collect();
    let fired: Vec<Vec<(usize, usize)>> = counted
        .par_iter()
        .map(|comment| match coded.tags[*comment].matches.is_empty() {
            true => Vec::new(),
            false => {
                let comment = &coded.comments[*comment];
                firing(&tagger, &comment.text, &|column| comment.cells.get(column))
            }
        })
        .collect();
    let sizes = coded.codebook.themes.iter().map(|theme| theme.patterns.len());
    let mut alone: Vec<Vec<u64>> = sizes.map(|patterns| vec![0; patterns]).collect();
    let mut mentions = alone.clone();
    let mut with = vec![0; alone.len()];
    for (&comment, fired) in counted.iter().zip(&fired) {
        for found in &coded.tags[comment].matches {
            if let Some(count) = mentions[found.theme].get_mut(found.pattern) {
                *count += 1;
            }
        }
        // A theme above another is shown through it, whatever its own patterns do.
        let shown: Vec<usize> = (0..with.len()).filter(|theme| coded.shown[comment][*theme]).collect();
        let through: BTreeSet<usize> = shown.iter().flat_map(|theme| coded.codebook.above(*theme)).collect();
        for theme in shown {
            with[theme] += 1;
            let mut of_theme = fired.iter().filter(|(found, _)| *found == theme);
            if let (Some((_, only)), None) = (of_theme.next(), of_theme.next())
                && !through.contains(&theme)
                && !coded.reviewed.contains(&(comment, theme))
            {
                alone[theme][*only] += 1;
            }
        }
    }
    let base = counted.len() as u64;
    let effect = |(theme, pattern): (usize, usize)| PatternEffect {
        theme: coded.codebook.themes[theme].id.clone(),
        pattern: coded.codebook.themes[theme].patterns[pattern].source.clone(),
        mentions: mentions[theme][pattern],
        with: Share::new(with[theme], base),
        without: Share::new(with[theme] - alone[theme][pattern], base),
    };
    let places = alone.iter().enumerate().flat_map(|(theme, patterns)| (0..patterns.len()).map(move |p| (theme, p)));
    places.map(effect).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::parse;
    use crate::ingest::Decision;
    use crate::measure::fixture::{coding, comment};
    use crate::measure::{DecisionSource, decide};
    use crate::tag::Tags;

    /// Counted by hand: `note` alone in the first, inside the longer match in the second, excluded in the third.
    #[test]
    fn a_theme_that_one_below_it_shows_stays_shown() {
        let text =
            "[[theme]]\nid = 'a'\npatterns = ['note']\n[[theme]]\nid = 'b'\nparent = 'a'\npatterns = ['my note']\n";
        let codebook = parse(text, "c").unwrap();
        let comments = [comment("c1", None, "my note"), comment("c2", None, "a note")];
        let tagger = Tagger::new(&codebook);
        let tags: Vec<Tags> = comments.iter().map(|comment| tagger.tag(&comment.text)).collect();
        let coded = decide(&codebook, &comments, &tags, vec![None; 2], &[], DecisionSource::Tagger);
        let without: Vec<u64> = pattern_effects(&coded).iter().map(|found| found.without.count).collect();
        assert_eq!(without, [1, 0]);
    }

    #[test]
    fn the_share_falls_only_by_comments_that_the_pattern_shows_alone() {
        let text = "[[theme]]\nid = 't'\npatterns = ['note', 'my note', 'x']\nexclude = ['please note']\n";
        let codebook = parse(text, "c").unwrap();
        let texts = ["a note, a note", "my note", "please note", "x"];
        let comments: Vec<_> = (1..).zip(texts).map(|(id, text)| comment(&format!("c{id}"), None, text)).collect();
        let tagger = Tagger::new(&codebook);
        let tags: Vec<Tags> = texts.iter().map(|text| tagger.tag(text)).collect();
        let codings = [("coder".to_owned(), vec![coding("c4", "t", Decision::Yes)])];
        let effects = |source| {
            let coded = decide(&codebook, &comments, &tags, vec![None; 4], &codings, source);
            let effects = pattern_effects(&coded);
            effects.iter().map(|found| (found.mentions, found.with.count, found.without.count)).collect::<Vec<_>>()
        };
        assert_eq!(effects(DecisionSource::Tagger), [(2, 3, 2), (1, 3, 3), (1, 3, 2)]);
        assert_eq!(effects(DecisionSource::Reviewed), [(2, 3, 2), (1, 3, 3), (1, 3, 3)]);
    }
}
