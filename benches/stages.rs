//! Times the stages of tagging one by one, on small invented input made here from a seed; `make_input.py` and
//! `compare.py` time the whole beside other programs.
//!
//! `cargo bench --profile dev --bench stages`: the one profile that everything else is built with.

// What is made here cannot be wrong without the bench being wrong.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::Write;

use divan::Bencher;
use divan::counter::BytesCount;
use verbatims::codebook::{Codebook, parse};
use verbatims::export::ROW_FORMATS;
use verbatims::ingest::sheet::Opening;
use verbatims::ingest::{Column, Row, open_records};
use verbatims::study::{Shape, TagJob, tag_file};
use verbatims::tag::Tagger;
use verbatims::text::{Language, Spelling, Stemmer, each_word};

const COMMENTS: usize = 4000;

fn main() {
    divan::main();
}

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn word(&mut self) -> String {
        let syllables = 1 + self.below(3);
        let mut word = String::new();
        for _ in 0..syllables {
            word += ["b", "br", "ch", "d", "g", "k", "l", "m", "pl", "r", "s", "st", "t", "v"][self.below(14)];
            word += ["a", "e", "i", "o", "u", "ai"][self.below(6)];
            word += ["", "", "n", "r", "l"][self.below(5)];
        }
        word
    }
}

/// Comments of about 21 words, a few of them common, two of them of the codebook.
fn comments(themed: &[String]) -> Vec<String> {
    let mut numbers = Numbers(2021);
    let filler: Vec<String> = (0..3000).map(|_| numbers.word()).collect();
    let mut comment = || {
        let count = 6 + numbers.below(29);
        let mut words: Vec<&str> = Vec::new();
        for _ in 0..count {
            let rank = numbers.below(filler.len());
            words.push(&filler[rank * rank / filler.len() * rank / filler.len()]);
        }
        for _ in 0..numbers.below(5) {
            words.insert(numbers.below(words.len()), &themed[numbers.below(themed.len())]);
        }
        words.join(" ")
    };
    (0..COMMENTS).map(|_| comment()).collect()
}

fn themed() -> Vec<String> {
    let mut numbers = Numbers(1907);
    (0..450).map(|_| numbers.word() + &numbers.word()).collect()
}

fn codebook(themed: &[String]) -> Codebook {
    let mut source = String::new();
    for (theme, words) in themed.chunks(15).enumerate() {
        source += &format!("[[theme]]\nid = 't{theme}'\npatterns = [");
        for (place, word) in words.iter().enumerate() {
            source += &if place % 3 == 0 { format!("'{word}*', ") } else { format!("'{word}', ") };
        }
        source += "]\n";
    }
    parse(&source, "bench").unwrap_or_else(|error| panic!("{:?}", error.diagnostics()))
}

fn bytes(comments: &[String]) -> BytesCount {
    BytesCount::new(comments.iter().map(String::len).sum::<usize>())
}

fn csv(comments: &[String]) -> Vec<u8> {
    let rows = comments.iter().enumerate().map(|(row, text)| format!("{row},{text}\n"));
    ["id,text\n".to_owned()].into_iter().chain(rows).collect::<String>().into_bytes()
}

#[divan::bench]
fn words_of_a_text(bencher: Bencher<'_, '_>) {
    let comments = comments(&themed());
    bencher.counter(bytes(&comments)).bench_local(|| {
        let mut count = 0;
        comments.iter().for_each(|text| each_word(text, |_| count += 1));
        count
    });
}

#[divan::bench]
fn stems_of_words_not_met_before(bencher: Bencher<'_, '_>) {
    let stemmer = Stemmer::new(Language::English, Spelling::Variants);
    let words = themed();
    bencher.counter(words.len()).bench_local(|| words.iter().map(|word| stemmer.stem(word).len()).sum::<usize>());
}

/// Every word is new to the cache.
#[divan::bench]
fn matching_with_an_empty_cache(bencher: Bencher<'_, '_>) {
    let themed = themed();
    let comments = comments(&themed);
    let tagger = Tagger::new(&codebook(&themed));
    let tag = |text: &String| tagger.tag(text).matches.len();
    bencher.counter(bytes(&comments)).bench_local(|| comments.iter().map(tag).sum::<usize>());
}

/// Every word was met before.
#[divan::bench]
fn matching_with_a_full_cache(bencher: Bencher<'_, '_>) {
    let themed = themed();
    let comments = comments(&themed);
    let tagger = Tagger::new(&codebook(&themed));
    let mut cache = tagger.cache();
    bencher
        .counter(bytes(&comments))
        .bench_local(|| comments.iter().map(|text| tagger.tag_with(&mut cache, text).matches.len()).sum::<usize>());
}

/// No word can set off a rule.
#[divan::bench]
fn matching_where_nothing_is_found(bencher: Bencher<'_, '_>) {
    let comments = comments(&themed());
    let tagger = Tagger::new(&codebook(&["xylophone".to_owned()]));
    let mut cache = tagger.cache();
    bencher
        .counter(bytes(&comments))
        .bench_local(|| comments.iter().map(|text| tagger.tag_with(&mut cache, text).matches.len()).sum::<usize>());
}

#[divan::bench]
fn making_a_codebook_ready(bencher: Bencher<'_, '_>) {
    let codebook = codebook(&themed());
    bencher.bench_local(|| Tagger::new(&codebook));
}

fn file(rows: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(rows).unwrap();
    file
}

#[divan::bench]
fn reading_csv(bencher: Bencher<'_, '_>) {
    let rows = csv(&comments(&themed()));
    let file = file(&rows);
    bencher.counter(BytesCount::new(rows.len())).bench_local(|| {
        let mut records = open_records(file.path(), "bench", &Opening::default()).unwrap();
        let (mut row, mut count) = (Row::default(), 0);
        while records.read_row(&mut row).unwrap() {
            count += row.len();
        }
        count
    });
}

/// From a file to long output in memory.
#[divan::bench]
fn tagging_a_file(bencher: Bencher<'_, '_>) {
    let themed = themed();
    let codebook = codebook(&themed);
    let rows = csv(&comments(&themed));
    let file = file(&rows);
    let (texts, id) = ([Column::Name("text".to_owned())], Column::Name("id".to_owned()));
    let job = TagJob {
        file: file.path(),
        shown: "bench",
        opening: &Opening::default(),
        platform: None,
        codebook: &codebook,
        texts: &texts,
        id: Some(&id),
        shape: Shape::Long,
        format: &ROW_FORMATS[0],
        strict: false,
        drop_personal: false,
    };
    bencher.counter(BytesCount::new(rows.len())).bench_local(|| {
        let mut out = Vec::new();
        tag_file(&job, &mut out, &|_| ()).unwrap().mentions
    });
}
