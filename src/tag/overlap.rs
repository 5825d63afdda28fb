//! Which hits count: exclusions first, then the codebook's rules for matches that share words.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::{Match, Spans};
use crate::codebook::{Across, Overlap};
use crate::text::Span;

/// Whose rule fired.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// A pattern of a theme.
    Pattern { theme: u32, pattern: u32 },
    /// An exclusion of a theme.
    Exclusion { theme: u32, pattern: u32 },
    /// An exclusion of the codebook.
    Everywhere { pattern: u32 },
}

/// One place where a rule fired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub owner: Owner,
    /// Its words, in order and apart; none where the rule asks that something is absent.
    pub spans: Spans,
    pub words: usize,
}

impl Hit {
    /// The hit of a rule that is one word.
    pub fn of_word(owner: Owner, word: Span) -> Self {
        Self { owner, spans: word.into(), words: 1 }
    }

    /// From its first word to its last.
    fn reach(&self) -> Option<Span> {
        Some(Span::new(self.spans.first()?.start, self.spans.last()?.end))
    }
}

/// Why a hit of a pattern does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// It lies inside a hit of this exclusion.
    Excluded(Owner),
    /// A match of the same theme that goes before it, by this pattern, has some of its words.
    Overlapped { pattern: usize },
    /// Longer matches have all of its words, one by this pattern among them.
    Nested { theme: usize, pattern: usize },
}

/// The hits of one comment, told apart.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    /// Ordered by theme, then by place.
    pub kept: Vec<Match>,
    pub cancelled: Vec<(Match, Reason)>,
}

/// The codebook's rules for matches that share words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    pub overlap: Overlap,
    pub across: Across,
}

/// Tells which hits count, and takes them all. `words` gives the places of the comment's words, and is asked for where themes compete.
pub(super) fn resolve(hits: &mut Vec<Hit>, rules: Rules, words: impl FnOnce() -> Vec<Span>) -> Resolved {
    if do_not_meet(hits, rules) {
        let mut kept = Vec::with_capacity(hits.len());
        kept.extend(hits.drain(..).filter_map(|hit| match hit.owner {
            Owner::Pattern { theme, pattern } => {
                Some(Match { theme: theme as usize, pattern: pattern as usize, spans: hit.spans })
            }
            Owner::Exclusion { .. } | Owner::Everywhere { .. } => None,
        }));
        kept.sort_unstable_by(in_order);
        return Resolved { kept, cancelled: Vec::new() };
    }
    let mut resolved = Resolved::default();
    let mut found = not_excluded(hits, &mut resolved);
    let nested = match rules.across {
        Across::All => None,
        Across::Nested => Some(words()),
    };
    found = match rules.overlap {
        Overlap::All if nested.is_none() => found,
        Overlap::All => pass(found, longest_first, false, nested.as_deref(), &mut resolved),
        // One pass: a match that longer ones of other themes cancel must not cancel one of its own theme.
        Overlap::Longest => pass(found, longest_first, true, nested.as_deref(), &mut resolved),
        Overlap::First => {
            let first = pass(found, first_first, true, None, &mut resolved);
            match nested.as_deref() {
                None => first,
                nested => pass(first, longest_first, false, nested, &mut resolved),
            }
        }
    };
    resolved.kept = found.into_iter().map(Found::into_match).collect();
    resolved.kept.sort_by(in_order);
    resolved
}

/// Whether nothing stands in the way of any hit: there are few, none of an exclusion, and none has words of another of
/// its theme. Most comments are so.
fn do_not_meet(hits: &[Hit], rules: Rules) -> bool {
    const FEW: usize = 8;
    let theme = |hit: &Hit| match hit.owner {
        Owner::Pattern { theme, .. } => Some(theme),
        Owner::Exclusion { .. } | Owner::Everywhere { .. } => None,
    };
    let meets = |(place, hit): (usize, &Hit)| {
        let before = hits[..place].iter().filter(|before| theme(before) == theme(hit));
        before.flat_map(|before| &before.spans).any(|a| hit.spans.iter().any(|b| a.overlaps(*b)))
    };
    let apart = hits.len() < 2 || (hits.len() <= FEW && rules.across == Across::All);
    apart && hits.iter().all(|hit| theme(hit).is_some()) && !hits.iter().enumerate().any(meets)
}

fn in_order(a: &Match, b: &Match) -> Ordering {
    a.theme.cmp(&b.theme).then_with(|| a.spans.cmp(&b.spans)).then(a.pattern.cmp(&b.pattern))
}

/// A hit of a pattern.
struct Found {
    theme: usize,
    pattern: usize,
    spans: Spans,
    words: usize,
}

impl Found {
    fn into_match(self) -> Match {
        Match { theme: self.theme, pattern: self.pattern, spans: self.spans }
    }
}

/// The hits of patterns that no exclusion cancels.
fn not_excluded(hits: &mut Vec<Hit>, resolved: &mut Resolved) -> Vec<Found> {
    let mut everywhere = Vec::new();
    let mut own: BTreeMap<u32, Vec<(Span, Owner)>> = BTreeMap::new();
    for hit in hits.iter() {
        match (hit.owner, hit.reach()) {
            (Owner::Exclusion { theme, .. }, Some(reach)) => own.entry(theme).or_default().push((reach, hit.owner)),
            (Owner::Everywhere { .. }, Some(reach)) => everywhere.push((reach, hit.owner)),
            _ => {}
        }
    }
    let everywhere = Reaches::new(everywhere);
    let own: BTreeMap<u32, Reaches<Owner>> = own.into_iter().map(|(theme, all)| (theme, Reaches::new(all))).collect();
    let mut found = Vec::with_capacity(hits.len());
    for hit in hits.drain(..) {
        let Owner::Pattern { theme, pattern } = hit.owner else { continue };
        let around = |inside| own.get(&theme).and_then(|own| own.around(inside)).or_else(|| everywhere.around(inside));
        let reach = hit.reach().and_then(around);
        let (theme, pattern) = (theme as usize, pattern as usize);
        match reach {
            Some(owner) => {
                resolved.cancelled.push((Match { theme, pattern, spans: hit.spans }, Reason::Excluded(*owner)));
            }
            None => found.push(Found { theme, pattern, spans: hit.spans, words: hit.words }),
        }
    }
    found
}

fn longest_first(a: &Found, b: &Found) -> Ordering {
    b.words.cmp(&a.words).then_with(|| a.spans.cmp(&b.spans)).then((a.theme, a.pattern).cmp(&(b.theme, b.pattern)))
}

/// A match without words shares none, wherever it stands.
fn first_first(a: &Found, b: &Found) -> Ordering {
    let start = |found: &Found| found.spans.first().map(|span| span.start);
    let rule = |found: &Found| (found.theme, found.pattern);
    start(a).cmp(&start(b)).then(rule(a).cmp(&rule(b))).then_with(|| a.spans.cmp(&b.spans))
}

/// Takes hits in an order; `within`: none that shares words with one taken of the same theme; `nested`, the places of
/// the words: none whose words are all taken, but for hits of the very same words.
fn pass(
    mut found: Vec<Found>,
    order: fn(&Found, &Found) -> Ordering,
    within: bool,
    nested: Option<&[Span]>,
    resolved: &mut Resolved,
) -> Vec<Found> {
    found.sort_by(order);
    let mut kept: Vec<Found> = Vec::with_capacity(found.len());
    // Asked within a theme only.
    let mut taken = Taken::default();
    let mut nest = nested.map(Nest::new);
    for hit in found {
        let around = nest.as_mut().and_then(|nest| nest.around(&hit));
        let reason = match (around, within.then(|| taken.by(hit.theme, &hit.spans)).flatten()) {
            (_, Some(pattern)) => Some(Reason::Overlapped { pattern }),
            (Some((theme, pattern)), None) => Some(Reason::Nested { theme, pattern }),
            (None, None) => None,
        };
        match reason {
            Some(reason) => resolved.cancelled.push((hit.into_match(), reason)),
            None => {
                taken.take(&hit);
                if let Some(nest) = nest.as_mut() {
                    nest.taken = Some((hit.theme, hit.pattern));
                }
                kept.push(hit);
            }
        }
    }
    kept
}

/// The words that matches have taken, of whatever theme. Hits of the very same words are judged together.
struct Nest<'w> {
    words: &'w [Span],
    /// For each word taken, the theme and the pattern of a match that has it.
    used: BTreeMap<usize, (usize, usize)>,
    /// The spans of the hits at hand.
    spans: Spans,
    /// One of them that was taken.
    taken: Option<(usize, usize)>,
    /// A match that has words of theirs, where all are taken.
    around: Option<(usize, usize)>,
}

impl<'w> Nest<'w> {
    fn new(words: &'w [Span]) -> Self {
        Self { words, used: BTreeMap::new(), spans: Spans::default(), taken: None, around: None }
    }

    /// The theme and the pattern of a match that has words of the hit, where all of its words are taken.
    fn around(&mut self, hit: &Found) -> Option<(usize, usize)> {
        if self.spans != hit.spans {
            if let Some(taken) = self.taken.take() {
                self.used.extend(places(&self.spans, self.words).map(|word| (word, taken)));
            }
            let by: Option<Vec<(usize, usize)>> =
                places(&hit.spans, self.words).map(|word| self.used.get(&word).copied()).collect();
            self.around = by.and_then(|by| by.first().copied());
            self.spans.clone_from(&hit.spans);
        }
        self.around
    }
}

/// The positions of the words that spans touch.
fn places<'w>(spans: &'w [Span], words: &'w [Span]) -> impl Iterator<Item = usize> + 'w {
    spans.iter().flat_map(move |span| {
        let first = words.partition_point(|word| word.end <= span.start);
        first..words.partition_point(|word| word.start < span.end).max(first)
    })
}

/// The pieces of text that the matches of each theme have: by theme and beginning, the end and the pattern.
#[derive(Default)]
struct Taken(BTreeMap<(usize, usize), (usize, usize)>);

impl Taken {
    fn take(&mut self, hit: &Found) {
        self.0.extend(hit.spans.iter().map(|span| ((hit.theme, span.start), (span.end, hit.pattern))));
    }

    /// The pattern of a match of the theme that has a part of one of the spans. Taken pieces of a theme are apart, so
    /// that the last to begin before the end of a span reaches farthest.
    fn by(&self, theme: usize, spans: &[Span]) -> Option<usize> {
        spans.iter().find_map(|span| {
            let (_, (end, pattern)) = self.0.range((theme, 0)..(theme, span.end)).next_back()?;
            (*end > span.start).then_some(*pattern)
        })
    }
}

/// Places of exclusions, to be asked which lies around another place.
pub(super) struct Reaches<T> {
    /// In order of their beginnings, each with the position of the one that ends last up to there.
    found: Vec<(Span, T, usize)>,
}

impl<T> Reaches<T> {
    pub fn new(mut places: Vec<(Span, T)>) -> Self {
        places.sort_by_key(|(span, _)| *span);
        let mut found: Vec<(Span, T, usize)> = Vec::with_capacity(places.len());
        for (place, (span, what)) in places.into_iter().enumerate() {
            let farthest = match found.last() {
                Some((.., farthest)) if found[*farthest].0.end >= span.end => *farthest,
                _ => place,
            };
            found.push((span, what, farthest));
        }
        Self { found }
    }

    /// One that lies around this place.
    pub fn around(&self, inside: Span) -> Option<&T> {
        let before = self.found.partition_point(|(span, ..)| span.start <= inside.start);
        let (.., farthest) = self.found[..before].last()?;
        let (span, what, _) = &self.found[*farthest];
        (span.end >= inside.end).then_some(what)
    }
}
