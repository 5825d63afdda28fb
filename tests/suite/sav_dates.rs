//! Dates of an SPSS file are dates again in the file that `tag` writes.

use std::fs;

use verbatims::export::sav::{
    SavCell, SavFile, SavKind, SavMeasure, SavMissing, SavMoment, SavValue, SavVariable, SavWriter,
};
use verbatims::ingest::sheet::{Opening, open};

use crate::program::run_in;

fn variable(name: &str, kind: SavKind) -> SavVariable {
    let (label, measure) = (format!("What {name} is"), SavMeasure::Scale);
    SavVariable { name: name.to_owned(), label, kind, measure, labels: Vec::new(), missing: SavMissing::None }
}

/// Seconds since 14 October 1582 by Python, and what they are.
const DAY: (f64, &str) = (13_991_702_400.0, "2026-03-01");
const MOMENT: (f64, &str) = (13_991_753_100.5, "2026-03-01 14:05:00.5");
const NO_DATE: f64 = 12_219_379_200.0;

#[test]
fn a_date_stays_a_date_with_its_labels_and_missing_values() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("codebook.toml"), "[[theme]]\nid = 'note'\npatterns = ['note']\n").unwrap();
    let mut day = variable("day", SavKind::Moment(SavMoment::Day));
    day.labels = vec![(SavValue::Number(NO_DATE), "not known".to_owned())];
    day.missing = SavMissing::Values(vec![SavValue::Number(NO_DATE)]);
    let mut begun = variable("begun", SavKind::Moment(SavMoment::DayAndTime));
    begun.missing = SavMissing::Range { low: 0.0, high: 86_400.0, value: None };
    let file = SavFile {
        variables: vec![
            day,
            begun,
            variable("took", SavKind::Moment(SavMoment::Time)),
            variable("never", SavKind::Moment(SavMoment::Day)),
            variable("text", SavKind::Text { bytes: 20 }),
        ],
        ..SavFile::default()
    };
    let path = folder.path().join("in.sav");
    let mut writer = SavWriter::new(&file, fs::File::create(&path).unwrap()).unwrap();
    let blank = SavCell::Blank;
    let case = [DAY.0.into(), MOMENT.0.into(), SavCell::Number(108_000.25), blank, SavCell::Text("a note")];
    writer.push(&case).unwrap();
    writer.push(&[NO_DATE.into(), blank, blank, blank, SavCell::Text("x")]).unwrap();
    writer.finish().unwrap();
    let args = ["tag", "in.sav", "--codebook", "codebook.toml", "--text", "text", "--wide", "--out", "out.sav"];
    let run = run_in(folder.path(), &args);
    assert_eq!(run.code, 0, "{}", run.err);
    let dictionary = |name: &str| open(&folder.path().join(name), &Opening::default()).unwrap().dictionary.unwrap();
    let (before, after) = (dictionary("in.sav"), dictionary("out.sav"));
    assert_eq!(after.variables[..5], before.variables);
    assert!(after.variables[..4].iter().all(|variable| variable.date && !variable.text), "{after:?}");
    let again = ["tag", "out.sav", "--codebook", "codebook.toml", "--text", "text", "--wide"];
    let rows = run_in(folder.path(), &again).out;
    let first: Vec<&str> = rows.lines().nth(1).unwrap().split(',').collect();
    assert_eq!(first[..5], [DAY.1, MOMENT.1, "30:00:00.25", "", "a note"], "{rows}");
}
