//! One pattern: it is read, or refused with a place inside it. The first byte sets how words are read.

use std::collections::HashMap;

use verbatims::codebook::{Pattern, Reading, Stemming};
use verbatims::text::{Accents, Case, Forms, Hyphens, Language, Spelling, Stemmer};

use super::Target;

pub const TARGET: Target = Target { name: "pattern", run };

fn run(data: &[u8]) {
    let Some((settings, source)) = data.split_first() else { return };
    let Ok(source) = std::str::from_utf8(source) else { return };
    let bit = |place: u8| settings >> place & 1 == 1;
    let languages = Language::codes();
    let language = Language::from_code(languages[usize::from(settings >> 6) % languages.len()]).unwrap();
    let spelling = if bit(0) { Spelling::AsWritten } else { Spelling::Variants };
    let stemmer = Stemmer::new(language, spelling);
    let themes: HashMap<String, usize> = [("a".to_owned(), 0), ("greeting".to_owned(), 1)].into();
    let reading = Reading {
        stemmer: &stemmer,
        forms: Forms {
            case: if bit(1) { Case::Keep } else { Case::Fold },
            accents: if bit(2) { Accents::Keep } else { Accents::Fold },
            hyphens: if bit(3) { Hyphens::Join } else { Hyphens::Part },
        },
        stemming: if bit(4) { Stemming::Exact } else { Stemming::Stem },
        themes: Some(&themes),
        negation: bit(5),
    };
    match Pattern::parse(source, &reading) {
        Ok(pattern) => {
            assert_eq!(pattern.source, source);
            assert!(!pattern.expression.to_string().is_empty());
            let words_or_less = pattern.elements().iter().all(|element| !element.shown().is_empty());
            assert!(words_or_less, "a word of no letters");
            assert!(pattern.compares_as(&Pattern::parse(source, &reading).unwrap()));
        }
        Err(error) => {
            assert!(error.span.start <= error.span.end, "{error:?}");
            assert!(source.get(error.span.start..error.span.end).is_some(), "{error:?}");
            assert!(!error.message.is_empty() && error.message.len() < 2000 + source.len());
        }
    }
}
