//! What holds for every format of rows.

use super::*;

#[test]
fn a_format_is_known_by_the_ending_of_a_name() {
    let id = |path: &str| RowFormat::of_path(Path::new(path)).map(|format| format.id);
    assert_eq!(
        [id("a.csv"), id("b.TSV"), id("c.ndjson"), id("d.parquet")],
        [Some("csv"), Some("tsv"), Some("jsonl"), Some("parquet")]
    );
    assert_eq!((id("a.xls"), id("a"), id("a.csv.gz")), (None, None, None));
}

#[test]
fn ids_and_endings_are_the_format_s_own() {
    let mut seen = BTreeSet::new();
    for format in ROW_FORMATS {
        assert!(seen.insert(format.id) || format.extensions.contains(&format.id), "{}", format.id);
        let endings = format.extensions.iter().filter(|ending| **ending != format.id);
        assert!(endings.into_iter().all(|ending| seen.insert(ending)), "{}", format.id);
    }
}

#[test]
fn names_that_must_differ_are_made_to() {
    let fields = || ["a", "", "a", "a_2", "a"].map(Field::text).to_vec();
    for format in ROW_FORMATS {
        let names: Vec<String> = format.fields(fields()).into_iter().map(|field| field.name).collect();
        let expected = if format.keyed { ["a", "#2", "a_3", "a_2", "a_4"] } else { ["a", "", "a", "a_2", "a"] };
        assert_eq!(names, expected, "{}", format.id);
    }
}

#[test]
fn every_format_writes_a_file_without_rows_and_the_same_bytes_each_time() {
    let fields = [Field::text("a"), Field::int("b")];
    for format in ROW_FORMATS {
        let written = |rows: u64| {
            let (mut sink, mut buffer) = (format.sink(&fields.to_vec().into()).unwrap(), format.buffer(&fields));
            let mut out = Vec::new();
            for row in 0..rows {
                buffer.text("é");
                buffer.int(row);
                buffer.end_row();
                sink.write(buffer.take().unwrap(), &mut out).unwrap();
            }
            sink.finish(&mut out).unwrap();
            out
        };
        assert_eq!(written(0), written(0), "{}", format.id);
        assert_eq!(written(3), written(3), "{}", format.id);
        assert!(written(3).len() > written(0).len(), "{}", format.id);
    }
}
