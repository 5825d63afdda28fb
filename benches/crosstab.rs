//! Crossing in memory: themes of many respondents by several banner questions, weighted, with letters.
//!
//! `cargo bench --profile dev --bench crosstab [RESPONDENTS]` prints the seconds of each run, one a line; what is beside it
//! is `crosstab.py`'s.
#![allow(missing_docs, clippy::print_stdout)]

use std::time::Instant;

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::Rng;
use verbatims::measure::contingency::{ColumnBase, Correction, Letters};
use verbatims::measure::crosstab::{Crosstab, Given, Side};

const THEMES: u32 = 30;
const BANNER: usize = 3;
const GROUPS: u32 = 5;
const RUNS: usize = 8;

fn main() {
    let respondents: usize = std::env::args().filter_map(|given| given.parse().ok()).next().unwrap_or(1_000_000);
    let mut random = Pcg64Mcg::new(7);
    let mut one_of = |most: u32| random.next_u32() % most;
    let groups: Vec<Vec<Option<u32>>> =
        (0..BANNER).map(|_| (0..respondents).map(|_| Some(one_of(GROUPS))).collect()).collect();
    let weights: Vec<f64> = (0..respondents).map(|_| 0.5 + f64::from(one_of(10)) / 4.0).collect();
    // Three themes each on average: the first are frequent, the last are rare.
    let shown: Vec<Option<Vec<u32>>> =
        (0..respondents).map(|_| Some((0..THEMES).filter(|theme| one_of(100) < 20 - theme / 2).collect())).collect();
    let labels = |many: u32| (0..many).map(|place| format!("answer {place}")).collect::<Vec<_>>();
    let (rows, columns) = (labels(THEMES), labels(GROUPS));
    let row = Side { id: "themes", labels: &rows, given: Given::Several(&shown), nets: &[] };
    let mut letters = 0;
    for run in 0..RUNS {
        let start = Instant::now();
        let mut tables = vec![Crosstab::new(&row, None, Some(&weights), respondents)];
        for groups in &groups {
            let column = Side { id: "banner", labels: &columns, given: Given::One(groups), nets: &[] };
            tables.push(Crosstab::new(&row, Some(&column), Some(&weights), respondents));
        }
        for table in &tables[1..] {
            for row in 0..rows.len() {
                let found = table.letters(row, ColumnBase::Effective, Correction::BenjaminiHochberg, Letters::DEFAULT);
                letters += found.iter().filter(|letters| !letters.is_empty()).count();
            }
        }
        // The first run finds memory cold.
        if run > 0 {
            println!("{:.4}", start.elapsed().as_secs_f64());
        }
    }
    assert!(letters <= RUNS * BANNER * (THEMES * GROUPS) as usize);
}
