//! A text with masks in the place of what gives people away, and where each place of the original went.

use super::traces::traces;
use crate::text::Span;

/// A text as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaskedText {
    /// The text with its masks.
    pub text: String,
    /// What was masked: its place in the original, and that of its mask; in order.
    moved: Vec<(Span, Span)>,
}

impl MaskedText {
    /// Masks a text; `None` where nothing in it gives anybody away.
    #[must_use]
    pub fn of(original: &str) -> Option<Self> {
        let found = traces(original);
        if found.is_empty() {
            return None;
        }
        let (mut text, mut moved, mut done) = (String::with_capacity(original.len()), Vec::new(), 0);
        for (span, trace) in found {
            text.push_str(&original[done..span.start]);
            let start = text.len();
            text.push_str(trace.mask());
            moved.push((span, Span::new(start, text.len())));
            done = span.end;
        }
        text.push_str(&original[done..]);
        Some(Self { text, moved })
    }

    /// Where a span of the original is in the masked text. What begins or ends inside a mask takes the whole of it.
    #[must_use]
    pub fn span(&self, span: Span) -> Span {
        let start = self.place(span.start, |mask| mask.start);
        let end = self.place(span.end, |mask| mask.end);
        Span::new(start, end.max(start))
    }

    fn place(&self, at: usize, inside: impl Fn(&Span) -> usize) -> usize {
        let before = self.moved.partition_point(|(was, _)| was.start < at);
        match before.checked_sub(1).map(|last| &self.moved[last]) {
            Some((was, mask)) if at < was.end => inside(mask),
            Some((was, mask)) => mask.end + (at - was.end),
            None => at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_stands_at_the_same_words_and_a_word_inside_a_mask_is_the_mask() {
        let original = "é mail ada.note@example.org a note, or see https://example.org/note note";
        let masked = MaskedText::of(original).unwrap();
        assert_eq!(masked.text, "é mail [email] a note, or see [link] note");
        let shown: Vec<&str> = original
            .match_indices("note")
            .map(|(at, word)| masked.span(Span::new(at, at + word.len())).of(&masked.text))
            .collect();
        assert_eq!(shown, ["[email]", "note", "[link]", "note"]);
        let whole = masked.span(Span::new(0, original.len()));
        assert_eq!(whole.of(&masked.text), masked.text);
        let from_mail = original.find("mail").unwrap();
        let across = masked.span(Span::new(from_mail, original.find("note").unwrap()));
        assert_eq!(across.of(&masked.text), "mail [email]");
        assert_eq!(MaskedText::of("nothing here"), None);
    }

    proptest::proptest! {
        #[test]
        fn every_place_goes_to_a_place_and_their_order_stays(text in "[a-z@./:+é👍 0-9]{0,60}") {
            let Some(masked) = MaskedText::of(&text) else { return Ok(()) };
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut last = 0;
            for pair in places.windows(2) {
                let span = masked.span(Span::new(pair[0], pair[1]));
                let shown = masked.text.get(span.start..span.end);
                let was = &text[pair[0]..pair[1]];
                proptest::prop_assert!(shown == Some(was) || shown.is_some_and(|shown| shown.starts_with('[')));
                proptest::prop_assert!(span.start >= last);
                last = span.start;
            }
            proptest::prop_assert_eq!(MaskedText::of(&masked.text), None, "a mask is masked no further");
        }
    }
}
