//! Where each word of a long comment stands, so that an expression compares the different words and not every one.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::matcher::{Token, fits};
use crate::codebook::Element;

/// Words from which on a comment is long: a shorter one is looked through sooner than it is sorted. In tests few, so that
/// the comments held against the slow matcher are long.
const LONG: usize = if cfg!(test) { 5 } else { 512 };

/// The places of the words of a comment, by word.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// For each different word, in order of first appearance, where its places begin in `places`.
    starts: Vec<usize>,
    /// The places word by word, those of one word in order.
    places: Vec<usize>,
}

impl Places {
    /// `None` where the comment is not long.
    pub fn new(tokens: &[Token<'_>]) -> Option<Self> {
        if tokens.len() < LONG {
            return None;
        }
        // A word met before is remembered at one address for as long as a comment is matched.
        let mut numbers: HashMap<*const u8, usize, FixedState> = HashMap::default();
        let mut counts: Vec<usize> = Vec::new();
        let words: Vec<usize> = tokens
            .iter()
            .map(|token| {
                let number = *numbers.entry(token.word.as_ptr()).or_insert(counts.len());
                if number == counts.len() {
                    counts.push(0);
                }
                counts[number] += 1;
                number
            })
            .collect();
        let mut starts = Vec::with_capacity(counts.len());
        let mut end = 0;
        for count in counts {
            starts.push(end);
            end += count;
        }
        let mut free = starts.clone();
        let mut places = vec![0; tokens.len()];
        for (place, word) in words.into_iter().enumerate() {
            places[free[word]] = place;
            free[word] += 1;
        }
        Some(Self { starts, places })
    }

    /// The places of the words that are what the element asks for, in order.
    pub fn of(&self, element: &Element, tokens: &[Token<'_>]) -> Vec<usize> {
        let ends = self.starts.iter().copied().skip(1).chain([self.places.len()]);
        let words = self.starts.iter().zip(ends).map(|(start, end)| &self.places[*start..end]);
        let fitting = words.filter(|places| places.first().is_some_and(|place| fits(element, &tokens[*place])));
        let mut found = fitting.collect::<Vec<_>>().concat();
        found.sort_unstable();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn the_places_of_several_words_are_in_order() {
        let known = ["note", "notes", "a"];
        let token = |place: usize| {
            let word = known[place % 3];
            Token { span: Span::new(place, place + 1), word, form: word, stem: word, sentence: 0, paragraph: 0 }
        };
        let tokens: Vec<Token<'_>> = (0..LONG).map(token).collect();
        assert!(Places::new(&tokens[1..]).is_none());
        let found = Places::new(&tokens).unwrap().of(&Element::Glob("note*".to_owned()), &tokens);
        assert_eq!(found, (0..LONG).filter(|place| place % 3 != 2).collect::<Vec<_>>());
    }
}
