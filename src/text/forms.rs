//! What counts as one word and as the same word: the choices that a codebook may make.
//!
//! How a word is folded is `fold`'s, where words part is `words`'.

use super::{Span, Word, each_word, fold_accents, fold_case, keep_case};

/// Whether case matters to exact words and wildcards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Case {
    /// `Note` and `note` are one word.
    #[default]
    Fold,
    /// They are two. A bare word that matches by stem goes on to match in any case: a stem has none.
    Keep,
}

/// Whether accents matter to exact words, wildcards and stems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Accents {
    /// `résumé` and `resume` are one word.
    #[default]
    Fold,
    /// They are two.
    Keep,
}

/// Whether a hyphen parts words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hyphens {
    /// `follow-up` is two adjacent words, as `follow up` is.
    #[default]
    Part,
    /// `follow-up` is one word: what quanteda and dictionaries made for it count.
    Join,
}

/// The choices together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Forms {
    /// Case.
    pub case: Case,
    /// Accents.
    pub accents: Accents,
    /// Hyphens.
    pub hyphens: Hyphens,
}

impl Forms {
    /// The form of a word that exact words and wildcards compare; `cased` is what [`fold_case`] makes of it.
    #[must_use]
    pub fn form(self, word: &str, cased: &str) -> String {
        match (self.case, self.accents) {
            (Case::Fold, Accents::Fold) => fold_accents(cased),
            (Case::Fold, Accents::Keep) => cased.to_owned(),
            (Case::Keep, Accents::Fold) => fold_accents(&keep_case(word)),
            (Case::Keep, Accents::Keep) => keep_case(word),
        }
    }

    /// The words of a text, in order.
    #[must_use]
    pub fn words(self, text: &str) -> Vec<Word> {
        let mut found = Vec::new();
        self.each_word(text, |span| found.push(Word { span, cased: fold_case(span.of(text)) }));
        found
    }

    /// Calls `found` with the place of each word of a text, in order.
    pub fn each_word(self, text: &str, mut found: impl FnMut(Span)) {
        if self.hyphens == Hyphens::Part {
            return each_word(text, found);
        }
        let mut open: Option<Span> = None;
        each_word(text, |next| {
            open = match open {
                Some(before) if joined(text, before, next) => Some(Span::new(before.start, next.end)),
                Some(before) => {
                    found(before);
                    Some(next)
                }
                None => Some(next),
            }
        });
        open.into_iter().for_each(found);
    }
}

/// Whether nothing but a hyphen stands between two plain words.
fn joined(text: &str, before: Span, next: Span) -> bool {
    let between = &text[before.end..next.start];
    matches!(between, "-" | "\u{2010}" | "\u{2011}")
        && before.of(text).ends_with(char::is_alphanumeric)
        && next.of(text).starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_folds_what_the_codebook_folds() {
        let of = |case, accents| {
            let forms = Forms { case, accents, hyphens: Hyphens::Part };
            forms.form("Øl’É", &fold_case("Øl’É"))
        };
        assert_eq!(of(Case::Fold, Accents::Fold), "ol'e");
        assert_eq!(of(Case::Fold, Accents::Keep), "øl'é");
        assert_eq!(of(Case::Keep, Accents::Fold), "Ol'E");
        assert_eq!(of(Case::Keep, Accents::Keep), "Øl'É");
    }

    #[test]
    fn a_hyphen_joins_words_on_request() {
        let text = "a well-to-do @x-y -- follow- up, e‑mail";
        let words = |hyphens| {
            let found = Forms { hyphens, ..Forms::default() }.words(text);
            found.into_iter().map(|word| word.span.of(text).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(words(Hyphens::Part), ["a", "well", "to", "do", "@x-y", "follow", "up", "e", "mail"]);
        assert_eq!(words(Hyphens::Join), ["a", "well-to-do", "@x-y", "follow", "up", "e‑mail"]);
    }
}
