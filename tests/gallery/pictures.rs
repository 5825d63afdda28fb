//! What the gallery shows: which pictures, what is checked of each, and the page that they stand on.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use verbatims::chart::{Brand, CHARTS, Figure, PRESETS, Preset, REPORT, Sheet, contrast, draw_chart, page_fonts};
use verbatims::export::digest;
use verbatims::study::{Drawn, Study, Wanted, draw_study};

use super::cases::cases;

/// A picture with what it is of.
pub struct Picture {
    pub case: String,
    pub chart: &'static str,
    pub preset: &'static str,
    pub figure: Figure,
}

/// What is counted of a picture.
pub struct Checks {
    pub marks: usize,
    pub texts: usize,
    /// Texts that are outside, or cover another.
    pub faults: Vec<String>,
    /// The least contrast of a text with what it stands on.
    pub contrast: f64,
    /// The smallest text in pixels.
    pub smallest: u32,
    /// The characters of the short and of the long alt text.
    pub alt: (usize, usize),
    pub digest: String,
}

impl Picture {
    pub fn checks(&self) -> Checks {
        let scene = &self.figure.scene;
        let contrasts = scene.texts.iter().map(|text| contrast(text.color, text.background));
        Checks {
            marks: scene.data().count(),
            texts: scene.texts.len(),
            faults: scene.faults(),
            contrast: contrasts.fold(f64::INFINITY, f64::min),
            smallest: scene.texts.iter().map(|text| text.size).min().unwrap_or(0),
            alt: (self.figure.alt_short.chars().count(), self.figure.alt_long.chars().count()),
            digest: digest(self.figure.svg.as_bytes()),
        }
    }
}

/// A study in a folder, measured.
fn results(folder: &Path) -> Drawn {
    draw_study(&Study::load(folder).unwrap(), &Wanted::default()).unwrap()
}

/// Every chart of the results on one shape.
fn of<'a>(
    case: &'a str,
    results: &'a Drawn,
    preset: &'static Preset,
    brand: &'a Brand,
) -> impl Iterator<Item = Picture> {
    CHARTS.iter().flat_map(move |chart| {
        let drawn = draw_chart(chart.id, &results.input(), &Sheet { preset, brand }).unwrap();
        // A picture with letters that no bundled font has is left out, as a report leaves it out.
        drawn.into_iter().flatten().map(move |figure| Picture {
            case: case.to_owned(),
            chart: chart.id,
            preset: preset.id,
            figure,
        })
    })
}

/// Every picture: the first study in its own shape, on every other shape, in a dark look; then the hard cases, each chart on
/// the next shape.
pub fn all() -> Vec<Picture> {
    let plain = Brand::default();
    let dark = Brand::parse("brand.toml", "look = \"dark\"\nfooter = \"The House\"", Path::new("")).unwrap();
    let first = results(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/linkedin-invites"));
    let mut all: Vec<Picture> = of("the first study", &first, &REPORT, &plain).collect();
    for (place, preset) in PRESETS.iter().enumerate().skip(1) {
        let drawn: Vec<Picture> = of("the first study", &first, preset, &plain).collect();
        // One chart after the other, so that the page stays small.
        all.extend(drawn.into_iter().cycle_to(place));
    }
    all.extend(of("the first study, dark", &first, &PRESETS[4], &dark).take(1));
    let mut turn = 0;
    for case in cases() {
        let folder = tempfile::tempdir().unwrap();
        case.write(folder.path());
        let results = results(folder.path());
        for chart in CHARTS {
            let preset = &PRESETS[turn % PRESETS.len()];
            turn += 1;
            all.extend(of(case.name, &results, preset, &plain).filter(|picture| picture.chart == chart.id));
        }
    }
    all
}

/// The element of a list that a count comes to when it goes round it.
trait CycleTo: Iterator + Sized {
    fn cycle_to(self, place: usize) -> Option<Self::Item> {
        let mut all: Vec<Self::Item> = self.collect();
        if all.is_empty() { None } else { Some(all.swap_remove(place % all.len())) }
    }
}

impl<I: Iterator> CycleTo for I {}

/// The files of the gallery.
pub fn files(pictures: &[Picture]) -> BTreeMap<&'static str, String> {
    let mut hashes = "picture,case,chart,preset,sha256\n".to_owned();
    let mut body = String::new();
    for (place, picture) in pictures.iter().enumerate() {
        let checks = picture.checks();
        let (number, Picture { case, chart, preset, figure }) = (place + 1, picture);
        let id = &figure.id;
        writeln!(hashes, "{number:03}-{id},\"{case}\",{chart},{preset},{}", checks.digest).unwrap();
        write!(
            body,
            "<figure class=\"{preset}\" id=\"p{number}\">\n{}<figcaption><b>{number}. {case}: {chart}, {preset}</b> \
             {} marks, {} texts, {} outside or covered; least contrast {:.1}:1; smallest text {} px; alt texts of {} \
             and {} characters; <code>{}</code></figcaption>\n</figure>\n",
            inline(figure, number),
            checks.marks,
            checks.texts,
            checks.faults.len(),
            checks.contrast,
            checks.smallest,
            checks.alt.0,
            checks.alt.1,
            &checks.digest[7..19],
        )
        .unwrap();
    }
    let figures: Vec<Figure> = pictures.iter().map(|picture| picture.figure.clone()).collect();
    let fonts = page_fonts(&figures, &Brand::default());
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Gallery of charts</title>\n\
         <style>{fonts}\n{STYLE}</style>\n</head>\n<body>\n<h1>Every chart, on the first study and on hard cases</h1>\n\
         <p>Made by <code>make gallery</code>. What stands under a picture is counted from what was drawn; a test holds \
         it, and holds that this page is what the program draws today. The hard cases are invented.</p>\n\
         <main>\n{body}</main>\n</body>\n</html>\n"
    );
    BTreeMap::from([("index.html", page), ("hashes.csv", hashes)])
}

const STYLE: &str = "body{font:16px/1.5 sans-serif;margin:2rem;background:#eef0f3;color:#17202a}\
main{display:grid;grid-template-columns:repeat(auto-fill,minmax(22rem,1fr));gap:2rem;align-items:start;grid-auto-flow:dense}\
figure{margin:0}figure svg{width:100%;height:auto;display:block;box-shadow:0 0 0 1px #c5ccd6}\
.report,.slide,.x,.linkedin-landscape{grid-column:span 2}\
figcaption{font-size:.8rem;margin-top:.5rem}@media(max-width:50rem){figure{grid-column:auto!important}}";

/// The picture for the page, with ids that no other picture has.
fn inline(figure: &Figure, number: usize) -> String {
    let mut svg = figure.inline();
    for end in ["-title", "-desc"] {
        let start = svg.find(&format!("{end}\"")).map(|at| svg[..at].rfind(['"', ' ']).map_or(0, |from| from + 1)..at);
        let id = start.map(|range| svg[range].to_owned()).unwrap_or_default();
        svg = svg.replace(&format!("{id}{end}\""), &format!("p{number}{end}\""));
        svg = svg.replace(&format!("\"{id}{end} "), &format!("\"p{number}{end} "));
    }
    svg
}
