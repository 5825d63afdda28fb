//! The order of themes by drawing authors again: 10,000 authors of three comments each, 2,000 resamples.
//!
//! `cargo bench --profile dev --bench resampling` prints the seconds of each run, one a line; what is beside it is
//! `resampling.py`'s.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used)]

use std::time::Instant;

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::Rng;
use verbatims::codebook::parse;
use verbatims::ingest::{Cells, Comment};
use verbatims::measure::{Coded, DecisionSource, rank_stability};

const AUTHORS: usize = 10_000;
const COMMENTS: usize = 3 * AUTHORS;
const THEMES: usize = 30;
const RUNS: usize = 8;

fn comment(place: usize) -> Comment {
    Comment {
        id: place.to_string(),
        author: Some((place % AUTHORS).to_string()),
        date: None,
        reply_to: None,
        reactions: None,
        provenance: None,
        text: String::new(),
        cells: Cells::default(),
        line: 0,
        withheld: false,
    }
}

fn main() {
    let themes: String =
        (0..THEMES).map(|theme| format!("[[theme]]\nid = 't{theme}'\npatterns = ['x{theme}']\n")).collect();
    let codebook = parse(&themes, "bench").unwrap();
    let comments: Vec<Comment> = (0..COMMENTS).map(comment).collect();
    let mut random = Pcg64Mcg::new(7);
    // The first themes are frequent and near each other, the last are rare.
    let mut shows = |theme: usize| random.next_u32() % 300 < 30 - theme as u32 / 2;
    let shown: Vec<Vec<bool>> = (0..COMMENTS).map(|_| (0..THEMES).map(&mut shows).collect()).collect();
    let coded = Coded {
        codebook: &codebook,
        comments: &comments,
        tags: &[],
        set_aside: vec![None; COMMENTS],
        source: DecisionSource::Tagger,
        shown,
        overridden: vec![0; THEMES],
        reviewed: Default::default(),
    };
    for run in 0..RUNS {
        let start = Instant::now();
        let found = rank_stability(&coded, 0).unwrap();
        let seconds = start.elapsed().as_secs_f64();
        assert_eq!((found.resamples, found.themes.len()), (2_000, THEMES));
        // The first run finds memory cold.
        if run > 0 {
            println!("{seconds:.4}");
        }
    }
}
