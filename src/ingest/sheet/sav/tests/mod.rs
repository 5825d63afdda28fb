//! Reading: files of the project's own writer, and small ones built byte by byte.

mod hostile;
mod made;
mod refused;
mod round_trip;

use std::io::Cursor;

use super::*;
use crate::export::sav::{SavCell, SavFile, SavKind, SavMeasure, SavMissing, SavSet, SavValue, SavVariable, SavWriter};

/// The sheet of a file's bytes.
fn opened(bytes: Vec<u8>) -> Result<Sheet, IngestError> {
    read(Box::new(Cursor::new(bytes)), Path::new("t.sav"), "t.sav")
}

/// Every row of a sheet as text, the names among them.
fn rows(sheet: &mut Sheet) -> Result<Vec<Vec<String>>, IngestError> {
    let mut found = Vec::new();
    let mut row = Row::default();
    while sheet.rows.read(&mut row)? {
        assert_eq!(row.line(), found.len() as u64 + 1);
        found.push((0..row.len()).map(|place| row.text(place).to_owned()).collect());
    }
    assert!(!sheet.rows.read(&mut row)?, "the end stays the end");
    Ok(found)
}

fn number(name: &str, label: &str) -> SavVariable {
    SavVariable {
        name: name.to_owned(),
        label: label.to_owned(),
        kind: SavKind::Number { decimals: 0 },
        measure: SavMeasure::Nominal,
        labels: Vec::new(),
        missing: SavMissing::None,
    }
}

fn text(name: &str, bytes: usize) -> SavVariable {
    SavVariable { kind: SavKind::Text { bytes }, ..number(name, "") }
}

fn value(text: &str) -> SavValue {
    SavValue::Text(text.to_owned())
}

/// A file with everything that the writer can say.
fn everything() -> (SavFile, Vec<Vec<SavCell<'static>>>) {
    let age = SavVariable {
        measure: SavMeasure::Scale,
        kind: SavKind::Number { decimals: 1 },
        missing: SavMissing::Range { low: 900.0, high: f64::INFINITY, value: Some(-1.0) },
        ..number("age", "How old are you?")
    };
    let likes = SavVariable {
        measure: SavMeasure::Ordinal,
        labels: vec![(SavValue::Number(1.0), "no".to_owned()), (SavValue::Number(2.5), "ja – größtenteils".to_owned())],
        missing: SavMissing::Values(vec![SavValue::Number(8.0), SavValue::Number(9.0)]),
        ..number("Do you like it? (all in all)", "")
    };
    let short = SavVariable {
        labels: vec![(value("a"), "first".to_owned()), (value("ab"), "second".to_owned())],
        missing: SavMissing::Values(vec![value("zz")]),
        ..text("code", 3)
    };
    let city = SavVariable {
        labels: vec![(value("Llanfairpwll"), "with a long name".to_owned())],
        missing: SavMissing::Values(vec![value("refused"), value("n/a")]),
        ..text("city", 20)
    };
    let file = SavFile {
        label: "Everything".to_owned(),
        variables: vec![
            age,
            likes,
            short,
            city,
            SavVariable { label: "In your own words".to_owned(), ..text("comment", 300) },
            number("price", "Price"),
            number("service", "Service"),
            number("w", "Weight"),
        ],
        sets: vec![SavSet {
            name: "themes".to_owned(),
            label: "Thèmes".to_owned(),
            variables: vec![5, 6],
            counted: Some("1".to_owned()),
        }],
        weight: Some(7),
        cases: Some(3),
    };
    let long: &'static str = Box::leak("vielgrößer als 255 Bytes; ".repeat(10).into_boxed_str());
    use SavCell::{Blank, Number, Text};
    let rows = vec![
        vec![
            Number(34.5),
            Number(2.5),
            Text("ab"),
            Text("Llanfairpwll"),
            Text(long),
            Number(1.0),
            Number(0.0),
            Number(0.75),
        ],
        vec![Number(999.0), Blank, Blank, Text("n/a"), Blank, Number(0.0), Number(1.0), Number(1.25)],
        vec![
            Number(f64::NAN),
            Number(1e-9),
            Text("a"),
            Text("Zürich"),
            Text("  fine"),
            Blank,
            Number(-99.0),
            Number(152.0),
        ],
    ];
    (file, rows)
}

/// The bytes that the writer makes of it.
fn written(file: &SavFile, rows: &[Vec<SavCell<'_>>]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = SavWriter::new(file, &mut out).unwrap();
    rows.iter().for_each(|row| writer.push(row).unwrap());
    writer.finish().unwrap();
    out
}

/// The first byte after the dictionary.
fn start_of_cases(bytes: &[u8]) -> usize {
    let end = [999_i32.to_le_bytes(), [0; 4]].concat();
    bytes.windows(8).position(|window| window == end).unwrap() + 8
}

/// The same file as `.zsav`, its cases in two streams.
fn zipped(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let start = start_of_cases(bytes);
    let mut out = bytes[..start].to_vec();
    out[..4].copy_from_slice(b"$FL3");
    out[72] = 2;
    let mut streams = Vec::new();
    let mut index = Vec::new();
    let mut taken = 0;
    for part in bytes[start..].chunks(((bytes.len() - start) / 16 * 8).max(8)) {
        let before = streams.len();
        let mut encoder = flate2::write::ZlibEncoder::new(&mut streams, flate2::Compression::default());
        encoder.write_all(part).unwrap();
        encoder.finish().unwrap();
        index.extend([start + taken, start + 24 + before].map(|at| (at as u64).to_le_bytes()).concat());
        index.extend([part.len(), streams.len() - before].map(|length| (length as u32).to_le_bytes()).concat());
        taken += part.len();
    }
    let end = start + 24 + streams.len();
    out.extend([start, end, 24 + index.len()].map(|field| (field as u64).to_le_bytes()).concat());
    out.extend(streams);
    out.extend([-100_i64, 0].map(i64::to_le_bytes).concat());
    out.extend([0x3F_F000_u32, (index.len() / 24) as u32].map(u32::to_le_bytes).concat());
    out.extend(index);
    out
}
