//! Times every kind of chart on the first study, and ten pictures as PNG at a width of 1,080.
//!
//! `cargo bench --profile dev --bench charts`: the one profile that everything else is built with.

// What is made here cannot be wrong without the bench being wrong.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;
use std::sync::OnceLock;

use divan::Bencher;
use rayon::prelude::*;
use verbatims::chart::{Brand, CHARTS, Figure, Sheet, draw_chart, png, preset};
use verbatims::study::{Drawn, Study, Wanted, draw_study};

fn main() {
    divan::main();
}

fn results() -> &'static Drawn {
    static RESULTS: OnceLock<Drawn> = OnceLock::new();
    RESULTS.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/linkedin-invites");
        draw_study(&Study::load(&folder).unwrap(), &Wanted::default()).unwrap()
    })
}

fn drawn(id: &str) -> Vec<Figure> {
    let brand = Brand::default();
    let sheet = Sheet { preset: preset("linkedin-portrait").unwrap(), brand: &brand };
    draw_chart(id, &results().input(), &sheet).unwrap().into_iter().flatten().collect()
}

/// All figures of one kind as SVG; how many they are stands behind the id.
#[divan::bench(args = kinds())]
fn svg(bencher: Bencher<'_, '_>, kind: &Kind) {
    bencher.bench(|| drawn(kind.0));
}

fn kinds() -> Vec<Kind> {
    CHARTS.iter().map(|chart| Kind(chart.id, drawn(chart.id).len())).filter(|kind| kind.1 > 0).collect()
}

/// Ten pictures, from results to PNG.
#[divan::bench]
fn ten_pngs(bencher: Bencher<'_, '_>) {
    results();
    bencher.bench(|| {
        let figures: Vec<Figure> =
            ["answers", "stacked", "number", "themes", "quote", "claim"].into_iter().flat_map(drawn).take(10).collect();
        assert_eq!(figures.len(), 10);
        figures.par_iter().map(|figure| png(&figure.svg, 1.0, &Brand::default().fonts).unwrap().len()).sum::<usize>()
    });
}

/// The id of a chart and how many figures it has.
struct Kind(&'static str, usize);

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} x{}", self.0, self.1)
    }
}
