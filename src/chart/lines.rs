//! How a text breaks into lines: between words, in as even lines as can be, with an ellipsis where there is no room.

use unicode_segmentation::UnicodeSegmentation;

use super::font::{Fonts, Weight};

/// The look and the room of a text that is to be broken.
#[derive(Debug, Clone, Copy)]
pub struct Room<'a> {
    /// The fonts.
    pub fonts: &'a Fonts,
    /// Size in pixels.
    pub size: u32,
    /// Weight.
    pub weight: Weight,
    /// Width of a line.
    pub width: f32,
    /// The most lines.
    pub lines: usize,
}

impl Room<'_> {
    fn fits(&self, text: &str) -> bool {
        self.fonts.width(text, self.size, self.weight) <= self.width
    }

    /// A text as lines, none wider than the room.
    ///
    /// Lines break between words; a word that is wider than a line breaks between characters. What does not fit is cut
    /// off with an ellipsis. An empty text gives no line.
    #[must_use]
    pub fn wrap(&self, text: &str) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            let joined = out.last().map(|line| format!("{line} {word}"));
            match joined.filter(|line| self.fits(line)) {
                Some(line) => {
                    out.pop();
                    out.push(line);
                }
                None => out.extend(self.pieces(word)),
            }
            if out.len() > self.lines {
                break;
            }
        }
        if out.len() > self.lines {
            out.truncate(self.lines);
            if let Some(last) = out.pop() {
                out.push(self.shortened(&last));
            }
        }
        out
    }

    /// Whether a text fits whole, and no word of it has to break.
    #[must_use]
    pub fn holds(&self, text: &str) -> bool {
        let one_more = Self { lines: self.lines + 1, ..*self };
        one_more.wrap(text).len() <= self.lines && text.split_whitespace().all(|word| self.fits(word))
    }

    /// The same text on as few lines, of more even length: no line holds one last word.
    #[must_use]
    pub fn balanced(&self, text: &str) -> Vec<String> {
        let widest = self.wrap(text);
        if widest.len() < 2 || !self.holds(text) {
            return widest;
        }
        let (mut narrow, mut wide) = (self.width / 2.0, self.width);
        let mut best = widest;
        while wide - narrow > 2.0 {
            let middle = f32::midpoint(narrow, wide);
            let tried = Self { width: middle, ..*self };
            let lines = tried.wrap(text);
            if lines.len() == best.len() && tried.holds(text) {
                (best, wide) = (lines, middle);
            } else {
                narrow = middle;
            }
        }
        best
    }

    /// The same text in full lines; where the last would hold one word, a little shorter, so that it has company.
    #[must_use]
    pub fn without_widow(&self, text: &str) -> Vec<String> {
        let lines = self.wrap(text);
        let is_widow = |lines: &[String]| lines.len() > 1 && lines.last().is_some_and(|line| !line.contains(' '));
        if !is_widow(&lines) || !self.holds(text) {
            return lines;
        }
        let narrower = (1..=20).map(|step| Self { width: self.width * (1.0 - step as f32 / 40.0), ..*self });
        let whole = narrower.filter(|room| room.holds(text)).map(|room| room.wrap(text));
        whole.into_iter().find(|tried| tried.len() == lines.len() && !is_widow(tried)).unwrap_or(lines)
    }

    /// A word in pieces that are at most as wide as the room, each of at least one character.
    fn pieces(&self, word: &str) -> Vec<String> {
        let width = |text: &str| self.fonts.width(text, self.size, self.weight);
        let mut out = vec![(String::new(), 0.0)];
        for letter in word.graphemes(true) {
            let more = width(letter);
            match out.last_mut() {
                Some((piece, taken)) if piece.is_empty() || *taken + more <= self.width => {
                    piece.push_str(letter);
                    *taken += more;
                }
                _ => out.push((letter.to_owned(), more)),
            }
        }
        out.into_iter().map(|(piece, _)| piece).collect()
    }

    /// A text that ends in an ellipsis and is at most as wide as the room.
    fn shortened(&self, text: &str) -> String {
        let mut letters: Vec<&str> = text.graphemes(true).collect();
        loop {
            let short = letters.concat().trim_end_matches([' ', ',', '.', ';', ':']).to_owned() + "…";
            if letters.pop().is_none() || self.fits(&short) {
                return short;
            }
        }
    }
}

/// At most so many lines of a text, the last with an ellipsis for what is cut; its letters give way to it.
pub fn cut(text: &mut Vec<String>, lines: usize) {
    if text.len() > lines {
        text.truncate(lines);
        if let Some(last) = text.last_mut() {
            let kept = last.chars().count().saturating_sub(2);
            *last = last.chars().take(kept).collect::<String>().trim_end().to_owned() + "…";
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(weight: Weight, width: f32, lines: usize) -> Room<'static> {
        Room { fonts: Fonts::bundled(), size: 15, weight, width, lines }
    }

    #[test]
    fn lines_break_between_words_and_long_words_between_characters() {
        let text = "one two three Donaudampfschifffahrtsgesellschaft end";
        let room = room(Weight::Regular, 100.0, 20);
        let lines = room.wrap(text);
        assert!(lines.iter().all(|line| room.fits(line)), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        assert_eq!(lines[0], "one two three");
        assert!(!room.holds(text) && room.holds("one two three four five six"));
    }

    #[test]
    fn balanced_lines_are_as_few_and_more_even() {
        let text = "one two three four five six seven eight nine";
        let room = room(Weight::Bold, 300.0, 9);
        assert_eq!(room.wrap(text), ["one two three four five six seven eight", "nine"]);
        assert_eq!(room.balanced(text), ["one two three four five", "six seven eight nine"]);
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis_inside_the_room() {
        let room = room(Weight::Regular, 100.0, 2);
        let lines = room.wrap("many words that do not fit on two lines at all");
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…') && room.fits(&lines[1]), "{lines:?}");
        assert!(room.wrap(" \n ").is_empty());
    }
}
