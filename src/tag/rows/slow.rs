//! A slow, obvious matcher: no index, no memory, no short cut. Every rule is tried on every comment, everything is
//! compared with everything. The tagger must find what it finds.

use std::collections::BTreeSet;

use crate::codebook::{Across, Codebook, Element, Expression, Item, Near, Order, Overlap, Scope, Target};
use crate::condition::Quantity;
use crate::tag::{Cells, Match, Tags};
use crate::text::{Span, Stemmer, Word, as_written, sentences};

/// A piece of the text, and the words that it touches: the first, and one past the last.
type Piece = (Span, usize, usize);

/// One place where an expression holds.
type Place = Vec<Piece>;

pub(super) struct Slow<'a> {
    codebook: &'a Codebook,
    stemmer: Stemmer,
    text: &'a str,
    words: Vec<Word>,
    cells: Cells<'a>,
}

impl<'a> Slow<'a> {
    pub fn new(codebook: &'a Codebook, text: &'a str, cells: Cells<'a>) -> Self {
        let stemmer = Stemmer::new(codebook.language, codebook.spelling);
        Self { codebook, stemmer, text, words: codebook.forms.words(text), cells }
    }

    pub fn tags(&self) -> Tags {
        let mut hits = Vec::new();
        for theme in 0..self.codebook.themes.len() {
            for (pattern, rule) in self.codebook.themes[theme].patterns.iter().enumerate() {
                let places = self.places(&rule.expression).into_iter().filter(|place| !self.excluded(theme, place));
                hits.extend(places.map(|place| (theme, pattern, place)));
            }
        }
        let mut kept = self.sharing(hits);
        kept.sort_by_key(|(theme, pattern, place)| (*theme, spans(place), *pattern));
        let own: BTreeSet<usize> = kept.iter().map(|(theme, ..)| *theme).collect();
        let above: BTreeSet<usize> = own.iter().flat_map(|theme| self.codebook.above(*theme)).collect();
        let to_match =
            |(theme, pattern, place): (usize, usize, Place)| Match { theme, pattern, spans: spans(&place).into() };
        Tags { matches: kept.into_iter().map(to_match).collect(), parents: above.difference(&own).copied().collect() }
    }

    fn excluded(&self, theme: usize, place: &Place) -> bool {
        let exclusions = self.codebook.exclude.iter().chain(&self.codebook.themes[theme].exclude);
        let around = |exclusion: Place| !exclusion.is_empty() && reach(&exclusion).contains(reach(place));
        !place.is_empty() && exclusions.flat_map(|rule| self.places(&rule.expression)).any(around)
    }

    fn sharing(&self, mut hits: Vec<(usize, usize, Place)>) -> Vec<(usize, usize, Place)> {
        let nested = self.codebook.across == Across::Nested;
        let within = self.codebook.overlap != Overlap::All;
        if self.codebook.overlap == Overlap::First {
            hits.sort_by_key(|(theme, pattern, place)| {
                (place.first().map(|piece| piece.0.start), *theme, *pattern, spans(place))
            });
            hits = one_after_the_other(hits, true, false);
        }
        hits.sort_by_key(|(theme, pattern, place)| (usize::MAX - count(place), spans(place), *theme, *pattern));
        one_after_the_other(hits, within, nested)
    }

    fn places(&self, expression: &Expression) -> BTreeSet<Place> {
        let if_holds = |holds: bool| if holds { BTreeSet::from([Vec::new()]) } else { BTreeSet::new() };
        match expression {
            Expression::Sequence(items) => self.phrase(items),
            Expression::Or(parts) => parts.iter().flat_map(|part| self.places(part)).collect(),
            Expression::And(parts) => {
                let found: Vec<BTreeSet<Place>> = parts.iter().map(|part| self.places(part)).collect();
                if found.iter().any(BTreeSet::is_empty) {
                    return BTreeSet::new();
                }
                BTreeSet::from([union(found.into_iter().flatten().flatten().collect())])
            }
            Expression::Not(inner) => if_holds(self.places(inner).is_empty()),
            Expression::Near(near) => self.near(near),
            Expression::Text(regex) => regex.find(self.text).into_iter().map(|span| vec![self.piece(span)]).collect(),
            Expression::Condition(condition) => {
                let count = |quantity: &Quantity| match quantity {
                    Quantity::Characters => self.text.chars().count(),
                    _ => self.words.len(),
                };
                if_holds(condition.holds(count, self.cells))
            }
            Expression::Reference(reference) => self.named(reference.target),
        }
    }

    fn named(&self, target: Target) -> BTreeSet<Place> {
        let Target::Theme(theme) = target else {
            return self.codebook.negation.iter().flat_map(|rule| self.places(&rule.expression)).collect();
        };
        let own = self.codebook.themes[theme].patterns.iter().flat_map(|rule| self.places(&rule.expression));
        let own = own.filter(|place| !self.excluded(theme, place));
        let themes = (0..self.codebook.themes.len()).filter(|below| self.codebook.themes[*below].parent == Some(theme));
        own.chain(themes.flat_map(|below| self.named(Target::Theme(below)))).collect()
    }

    fn piece(&self, span: Span) -> Piece {
        let start = self.words.iter().filter(|word| word.span.end <= span.start).count();
        (span, start, self.words.iter().filter(|word| word.span.start < span.end).count())
    }

    /// Every way to fill the items one after the other; of those with the same ends that with the most words.
    fn phrase(&self, items: &[Item]) -> BTreeSet<Place> {
        let mut ways: Vec<Place> = vec![Vec::new()];
        for item in items {
            let next: BTreeSet<Place> = match item {
                Item::Group(inner) => self.places(inner),
                Item::Word(element) => {
                    let fitting = self.words.iter().filter(|word| self.fits(element, word));
                    fitting.map(|word| vec![self.piece(word.span)]).collect()
                }
            };
            let follow = |way: &Place| {
                let fits = |next: &&Place| way.is_empty() || (adjacent(way, next) && after(way, next));
                next.iter().filter(fits).map(|next| union([way.clone(), next.clone()].concat())).collect::<Vec<_>>()
            };
            ways = ways.iter().flat_map(follow).collect();
        }
        if items.len() == 1 {
            return ways.into_iter().collect();
        }
        let best = |way: &&Place| {
            let better = |other: &Place| {
                reach(other) == reach(way)
                    && (count(way), *way) != (count(other), other)
                    && (count(other) > count(way) || (count(other) == count(way) && other < *way))
            };
            !ways.iter().any(better)
        };
        ways.iter().filter(best).cloned().collect()
    }

    fn near(&self, near: &Near) -> BTreeSet<Place> {
        let (left, right) = (self.places(&near.left), self.places(&near.right));
        let nearest = |from: &Place| {
            let close = right.iter().filter_map(|to| Some((self.distance(near, from, to)?, to)));
            close.min_by_key(|(distance, _)| *distance).map(|(_, to)| to.clone())
        };
        match near.order {
            Order::Absent => left.into_iter().filter(|from| nearest(from).is_none()).collect(),
            _ => left.into_iter().filter_map(|from| Some(union([nearest(&from)?, from].concat()))).collect(),
        }
    }

    fn distance(&self, near: &Near, from: &Place, to: &Place) -> Option<usize> {
        let (first, second) = match (after(from, to), after(to, from)) {
            (true, _) => (from, to),
            (false, true) if near.order != Order::LeftFirst => (to, from),
            _ => return None,
        };
        let (end, start) = (first.last()?.2, second.first()?.1);
        let gap = start + 1 - end;
        let word = if start == second.first()?.2 { start.saturating_sub(1) } else { start };
        let together = match near.scope {
            Scope::Comment => true,
            Scope::Sentence => self.sentence(end.saturating_sub(1)) == self.sentence(word),
            Scope::Paragraph => self.paragraph(end.saturating_sub(1)) == self.paragraph(word),
        };
        (gap <= near.within && together).then_some(gap)
    }

    fn sentence(&self, word: usize) -> Option<usize> {
        let at = self.words.get(word)?.span.start;
        Some(sentences(self.text).iter().filter(|start| **start <= at).count())
    }

    fn paragraph(&self, word: usize) -> Option<usize> {
        Some(self.text[..self.words.get(word)?.span.start].matches('\n').count())
    }

    fn fits(&self, element: &Element, word: &Word) -> bool {
        let forms = self.codebook.forms;
        let written = word.span.of(self.text);
        let form = forms.form(written, &word.cased);
        match element {
            Element::Any => true,
            Element::Stem { stem, .. } => self.stemmer.stem_with(&word.cased, forms.accents) == *stem,
            Element::Exact(exact) => form == *exact,
            Element::Written(exact) => as_written(written) == *exact,
            Element::Glob(glob) => glob_fits(&glob.chars().collect::<Vec<_>>(), &form.chars().collect::<Vec<_>>()),
            Element::Edit(edit) => distance(edit, &form) <= 1 && edit.chars().next() == form.chars().next(),
            Element::Regex(regex) => regex.is_match(written),
        }
    }
}

/// Takes hits in order; leaves out those that share with one of the same theme, and those that lie in what is taken.
fn one_after_the_other(hits: Vec<(usize, usize, Place)>, within: bool, nested: bool) -> Vec<(usize, usize, Place)> {
    let mut kept: Vec<(usize, usize, Place)> = Vec::new();
    for (theme, pattern, place) in hits {
        let shares = |other: &Place| place.iter().any(|a| other.iter().any(|b| a.0.overlaps(b.0)));
        let same_theme = within && kept.iter().any(|(other, _, taken)| *other == theme && shares(taken));
        let mut words = place.iter().flat_map(|piece| piece.1..piece.2).peekable();
        let has = |taken: &Place, word: usize| taken.iter().any(|piece| (piece.1..piece.2).contains(&word));
        let taken = |word: usize| kept.iter().any(|(.., taken)| spans(taken) != spans(&place) && has(taken, word));
        let inside = nested && words.peek().is_some() && words.all(taken);
        if !same_theme && !inside {
            kept.push((theme, pattern, place));
        }
    }
    kept
}

fn glob_fits(glob: &[char], word: &[char]) -> bool {
    match (glob.split_first(), word.split_first()) {
        (None, None) => true,
        (Some(('*', rest)), _) if glob_fits(rest, word) => true,
        (Some(('*', _)), Some((_, left))) => glob_fits(glob, left),
        (Some((sign, rest)), Some((letter, left))) => (*sign == '?' || sign == letter) && glob_fits(rest, left),
        _ => false,
    }
}

/// Optimal string alignment: edits and swaps of neighbours, no piece of a word touched twice.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            let mut ways = vec![if i == 0 { j } else { i }];
            if i > 0 && j > 0 {
                let other = usize::from(a[i - 1] != b[j - 1]);
                ways = vec![table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + other];
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    ways.push(table[i - 2][j - 2] + 1);
                }
            }
            table[i][j] = ways.into_iter().min().unwrap_or(0);
        }
    }
    table[a.len()][b.len()]
}

fn spans(place: &Place) -> Vec<Span> {
    place.iter().map(|piece| piece.0).collect()
}

fn reach(place: &Place) -> Span {
    Span::new(place.first().map_or(0, |piece| piece.0.start), place.last().map_or(0, |piece| piece.0.end))
}

fn count(place: &Place) -> usize {
    place.iter().map(|piece| piece.2 - piece.1).sum()
}

fn adjacent(first: &Place, second: &Place) -> bool {
    first.last().map(|piece| piece.2) == second.first().map(|piece| piece.1)
}

/// Whether the second stands after the first and shares no word with it.
fn after(first: &Place, second: &Place) -> bool {
    let (Some(last), Some(next)) = (first.last(), second.first()) else { return false };
    next.1 >= last.2 && next.0.start >= last.0.end
}

/// The pieces in order, joined where no word stands between.
fn union(mut pieces: Vec<Piece>) -> Place {
    pieces.sort();
    let mut joined: Place = Vec::new();
    for (span, start, end) in pieces {
        match joined.last_mut() {
            Some(last) if start <= last.2 => {
                *last = (Span::new(last.0.start, last.0.end.max(span.end)), last.1, last.2.max(end));
            }
            _ => joined.push((span, start, end)),
        }
    }
    joined
}
