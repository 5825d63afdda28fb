//! A post kit from nothing: ten cards of 1080 pixels with carousel and texts, as the program makes it; and one SVG.
//!
//! `cargo bench --profile dev --bench kit` prints the seconds of each: the kit in a process of its own, then one picture.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used)]

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use verbatims::chart::{Brand, CHARTS, Sheet, draw_chart, preset};
use verbatims::study::{Study, Wanted, draw_study};

/// Cards of the kit: charts are asked for again until there are so many.
const CARDS: usize = 10;
const RUNS: usize = 5;
const PRESET: &str = "linkedin-portrait";

fn main() {
    let study = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/linkedin-invites");
    let folder = tempfile::tempdir().unwrap();
    let loaded = Study::load(&study).unwrap();
    let drawn = draw_study(&loaded, &Wanted::default()).unwrap();
    let brand = Brand::default();
    let sheet = Sheet { preset: preset(PRESET).unwrap(), brand: &brand };
    let pictures = |id: &str| draw_chart(id, &drawn.input(), &sheet).unwrap_or_default().len();
    // Charts of one picture each, so that ten of them are ten cards.
    let charts: Vec<&str> =
        CHARTS.iter().map(|chart| chart.id).filter(|id| pictures(id) == 1).cycle().take(CARDS).collect();
    for run in 0..RUNS {
        let out = folder.path().join(run.to_string());
        let start = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_verbatims"));
        command.args(["--quiet", "kit"]).arg(&study).args(["--preset", PRESET, "--out"]).arg(&out);
        for id in &charts {
            command.args(["--chart", id]);
        }
        assert!(command.status().unwrap().success());
        println!("kit of {CARDS} cards: {:.3} s", start.elapsed().as_secs_f64());
    }
    for chart in CHARTS {
        let many = pictures(chart.id);
        let start = Instant::now();
        for _ in 0..20 {
            assert_eq!(pictures(chart.id), many);
        }
        if many > 0 {
            let each = start.elapsed().as_secs_f64() / (20 * many) as f64;
            println!("one SVG, {}: {:.2} ms", chart.id, 1000.0 * each);
        }
    }
}
