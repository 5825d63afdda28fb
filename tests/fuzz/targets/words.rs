//! Any text: its words, their forms and stems, its sentences. The first byte sets whether a hyphen joins.

use verbatims::text::{
    Accents, Case, Forms, Hyphens, Language, Span, Spelling, Stemmer, as_written, each_word, fold, fold_accents,
    fold_case, keep_case, sentences, word_count,
};

use super::Target;

pub const TARGET: Target = Target { name: "words", run };

fn run(data: &[u8]) {
    let Some((settings, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let hyphens = if settings & 1 == 1 { Hyphens::Join } else { Hyphens::Part };
    let forms = Forms { case: Case::Fold, accents: Accents::Fold, hyphens };
    let mut last = 0;
    let mut spans = Vec::new();
    forms.each_word(text, |span| {
        assert!(last <= span.start && span.start < span.end, "{span:?} after {last}");
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?}");
        last = span.end;
        spans.push(span);
    });
    let mut apart = 0;
    each_word(text, |span| {
        apart += 1;
        let whole = spans[..spans.partition_point(|whole| whole.start <= span.start)].last();
        assert!(whole.is_some_and(|whole| whole.contains(span)), "a word is in no word with hyphens joined");
    });
    assert_eq!(apart, word_count(text));
    let stemmers: Vec<Stemmer> = Language::codes()
        .into_iter()
        .map(|code| Stemmer::new(Language::from_code(code).unwrap(), Spelling::Variants))
        .collect();
    for span in spans {
        word(span.of(text), &stemmers);
        maps_back(span, text);
    }
    folds(text);
    let starts = sentences(text);
    assert!(starts.is_sorted() && starts.iter().all(|start| text.is_char_boundary(*start)));
    // White space parts words whatever stands beside it.
    let twice = format!("{text}\n{text}");
    let mut count = 0;
    each_word(&twice, |_| count += 1);
    assert_eq!(count, 2 * apart, "the words of a text depend on the line after it");
}

fn word(word: &str, stemmers: &[Stemmer]) {
    folds(word);
    for stemmer in stemmers {
        let stem = stemmer.stem(&fold_case(word));
        assert_eq!(stem, stemmer.stem(&fold_case(word)));
    }
}

/// Folding twice changes nothing more.
fn folds(text: &str) {
    for form in [fold, fold_case, fold_accents, keep_case, as_written] {
        let once = form(text);
        assert_eq!(form(&once), once);
    }
}

/// Code points lead back to the bytes.
fn maps_back(span: Span, text: &str) {
    let (start, end) = span.code_points(text);
    assert_eq!(Span::from_code_points(text, start, end), Some(span));
}
