//! Text as the program sees it: spans in the original, words, folded forms and stems.
//!
//! The original text never changes. A [`Span`] is a half-open range of bytes in it, so that slicing the comment
//! with the span gives the words shown. What a pattern means is `codebook`'s, what matches is `tag`'s.

mod code_points;
mod fold;
mod forms;
mod function_words;
mod spelling;
mod stem;
mod words;

pub use code_points::CodePoints;
pub use fold::{as_written, fold, fold_accents, fold_case, keep_case};
pub use forms::{Accents, Case, Forms, Hyphens};
pub use function_words::is_function_word;
pub use spelling::Spelling;
pub use stem::{Language, Stemmer};
pub use words::{Word, each_word, sentences, word_count, words};

/// A half-open range of bytes in the original text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` to `end`, in bytes.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether `other` lies wholly inside this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The words of `text` that the span covers.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// The span in Unicode code points, first = 0, half-open: a Python slice gives the same words.
    #[must_use]
    pub fn code_points(self, text: &str) -> (usize, usize) {
        let start = text[..self.start].chars().count();
        (start, start + self.of(text).chars().count())
    }

    /// The span of a range of code points, or `None` where the text is shorter or the range is empty.
    #[must_use]
    pub fn from_code_points(text: &str, start: usize, end: usize) -> Option<Self> {
        if start >= end {
            return None;
        }
        let mut offsets = text.char_indices().map(|(offset, _)| offset).chain([text.len()]);
        let first = offsets.nth(start)?;
        let last = offsets.nth(end - start - 1)?;
        Some(Self::new(first, last))
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn a_span_counts_code_points_as_a_python_slice_does() {
        let text = "é👍 note";
        let span = Span::new(text.find("note").unwrap_or(0), text.len());
        assert_eq!(span.code_points(text), (3, 7));
        assert_eq!(Span::from_code_points(text, 3, 7), Some(span));
        assert_eq!(Span::from_code_points(text, 3, 8), None);
    }
}
