//! Which hits count: exclusions first, then the longest of those that overlap within a theme.
//!
//! Themes do not compete: the same words can be evidence for several.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::text::Span;

/// Whose rule fired.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// A pattern of a theme.
    Pattern { theme: usize, pattern: usize },
    /// An exclusion of a theme.
    Exclusion { theme: usize, pattern: usize },
    /// An exclusion of the codebook.
    Everywhere { pattern: usize },
}

/// One place where a rule fired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub owner: Owner,
    /// Its words, in order and apart; none where the rule asks that something is absent.
    pub spans: Vec<Span>,
    pub words: usize,
}

impl Hit {
    /// From its first word to its last.
    fn reach(&self) -> Option<Span> {
        Some(Span::new(self.spans.first()?.start, self.spans.last()?.end))
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.spans.iter().any(|span| other.spans.iter().any(|other| span.overlaps(*other)))
    }
}

/// Why a hit of a pattern does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// It lies inside a hit of this exclusion.
    Excluded(Owner),
    /// A longer or earlier match of the same theme, by this pattern, has some of its words.
    Overlapped { pattern: usize },
}

/// The hits of one comment, told apart: theme, pattern, spans, ordered by theme, then by place.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    pub kept: Vec<(usize, usize, Vec<Span>)>,
    pub cancelled: Vec<(usize, usize, Vec<Span>, Reason)>,
}

pub(super) fn resolve(hits: Vec<Hit>) -> Resolved {
    if let [Hit { owner: Owner::Pattern { theme, pattern }, .. }] = hits[..] {
        // Nothing stands in its way.
        let kept = hits.into_iter().map(|hit| (theme, pattern, hit.spans)).collect();
        return Resolved { kept, cancelled: Vec::new() };
    }
    let mut exclusions = Vec::new();
    let mut by_theme: BTreeMap<usize, Vec<(usize, Hit)>> = BTreeMap::new();
    for hit in hits {
        match hit.owner {
            Owner::Pattern { theme, pattern } => by_theme.entry(theme).or_default().push((pattern, hit)),
            Owner::Exclusion { .. } | Owner::Everywhere { .. } => exclusions.push(hit),
        }
    }
    let mut resolved = Resolved::default();
    for (theme, mut found) in by_theme {
        found.sort_by_cached_key(|(pattern, hit)| (Reverse(hit.words), hit.spans.clone(), *pattern));
        let mut kept: Vec<(usize, Hit)> = Vec::new();
        for (pattern, hit) in found {
            if let Some(exclusion) = exclusions.iter().find(|exclusion| cancels(exclusion, theme, &hit)) {
                resolved.cancelled.push((theme, pattern, hit.spans, Reason::Excluded(exclusion.owner)));
            } else if let Some((longer, _)) = kept.iter().find(|(_, longer)| longer.overlaps(&hit)) {
                resolved.cancelled.push((theme, pattern, hit.spans, Reason::Overlapped { pattern: *longer }));
            } else {
                kept.push((pattern, hit));
            }
        }
        kept.sort_by(|(a, first), (b, second)| first.spans.cmp(&second.spans).then(a.cmp(b)));
        resolved.kept.extend(kept.into_iter().map(|(pattern, hit)| (theme, pattern, hit.spans)));
    }
    resolved
}

fn cancels(exclusion: &Hit, theme: usize, hit: &Hit) -> bool {
    let applies = match exclusion.owner {
        Owner::Exclusion { theme: own, .. } => own == theme,
        Owner::Everywhere { .. } => true,
        Owner::Pattern { .. } => false,
    };
    applies && exclusion.reach().zip(hit.reach()).is_some_and(|(around, inside)| around.contains(inside))
}
