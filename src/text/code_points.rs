//! Places of a text in Unicode code points, for many places of one text: counted from the nearest mark, not from its start.

use super::Span;

/// Bytes between two marks.
const STEP: usize = 1 << 10;

/// A text whose spans are asked for in code points.
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Whether a byte is a code point.
    ascii: bool,
    /// The code points before each mark behind the first [`STEP`] bytes; one stands every so many bytes.
    marks: Vec<usize>,
}

impl<'t> CodePoints<'t> {
    /// Makes a text ready.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let ascii = text.is_ascii();
        let mut marks = Vec::new();
        if !ascii {
            let mut before = 0;
            marks.extend(text.as_bytes().chunks_exact(STEP).map(|chunk| {
                before += starts(chunk);
                before
            }));
        }
        Self { text, ascii, marks }
    }

    /// The span in code points, first = 0, half-open: a Python slice gives the same words.
    #[must_use]
    pub fn of(&self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }

    fn at(&self, offset: usize) -> usize {
        if self.ascii {
            return offset;
        }
        let steps = offset / STEP;
        let before = steps.checked_sub(1).map_or(0, |mark| self.marks[mark]);
        before + starts(&self.text.as_bytes()[steps * STEP..offset])
    }
}

/// The characters that begin in a piece of a text.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_span_is_counted_as_from_the_start(piece in "[aé👍\u{301}]{0,9}", times in 0..400usize) {
            let text = piece.repeat(times);
            let points = CodePoints::new(&text);
            let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            for pair in offsets.windows(2).step_by(7) {
                let span = Span::new(pair[0], pair[1]);
                prop_assert_eq!(points.of(span), span.code_points(&text));
            }
        }
    }
}
