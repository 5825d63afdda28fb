//! The gallery: every picture holds what stands under it, and the committed page is what is drawn today.

use std::collections::BTreeSet;

use verbatims::chart::{CHARTS, PRESETS};

use crate::program::root;

#[path = "../gallery/cases.rs"]
mod cases;
#[path = "../gallery/pictures.rs"]
mod pictures;

#[test]
fn the_committed_gallery_is_what_is_drawn_today_and_every_picture_of_it_is_sound() {
    let drawn = pictures::all();
    for picture in &drawn {
        let (checks, case) = (picture.checks(), format!("{}: {}, {}", picture.case, picture.chart, picture.preset));
        assert!(checks.faults.is_empty(), "{case}: {:?}", checks.faults);
        assert!(checks.contrast >= 4.5, "{case}: {}", checks.contrast);
        assert!((1..=100).contains(&checks.alt.0) && (1..=1_000).contains(&checks.alt.1), "{case}: {:?}", checks.alt);
        assert!(checks.texts > 0, "{case}");
        let preset = PRESETS.iter().find(|preset| preset.id == picture.preset).unwrap();
        assert!(!preset.is_fixed() || checks.smallest >= preset.least(), "{case}: {}", checks.smallest);
    }
    let presets: BTreeSet<&str> = drawn.iter().map(|picture| picture.preset).collect();
    assert_eq!(presets.len(), PRESETS.len());
    let cases: BTreeSet<&str> = drawn.iter().map(|picture| picture.case.as_str()).collect();
    assert!(cases.len() >= 8, "{cases:?}");
    for chart in ["answers", "themes", "cooccurrence", "stance"] {
        assert!(CHARTS.iter().any(|known| known.id == chart));
        let of = drawn.iter().filter(|picture| picture.chart == chart);
        assert!(of.map(|picture| &picture.case).collect::<BTreeSet<_>>().len() >= 5, "{chart}");
    }
    for (name, text) in pictures::files(&drawn) {
        assert!(text.len() < 2_000_000, "{name} has {} bytes", text.len());
        let committed = std::fs::read_to_string(root().join("notebooks-out/gallery").join(name)).unwrap_or_default();
        assert!(committed == text, "{name} is not what is drawn today: look at every picture and run `make gallery`");
    }
}
