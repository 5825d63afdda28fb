//! Rows as records: what is set aside, how columns are named.

use std::io::Write;

use super::*;

fn records(text: &'static [u8]) -> Result<Records, IngestError> {
    let failed = |source| IngestError::Read { path: "".into(), source };
    let mut file = tempfile::NamedTempFile::new().map_err(failed)?;
    file.write_all(text).map_err(failed)?;
    open_records(file.path(), "test.csv", &Opening::default())
}

#[test]
fn a_ragged_row_and_one_that_does_not_decode_are_set_aside_with_their_lines() -> Result<(), IngestError> {
    let mut rows = records(b"\xEF\xBB\xBFid,text\n1,\"two\nlines\"\n2\n3,caf\xE9\n4,fine\n")?;
    assert_eq!(rows.headers(), ["id", "text"]);
    let mut shown = Vec::new();
    while let Some(row) = rows.next_row()? {
        shown.push(match row {
            Ok(record) => format!("{} {}", record.line, record.cells[0]),
            Err(bad) => format!("{}: {}", bad.place, bad.reason),
        });
    }
    assert_eq!(
        shown,
        [
            "2 1",
            "test.csv:4: the row has 1 cells, expected 2",
            "test.csv:5: column `text` is not UTF-8: byte 0xE9 at byte 4 of the cell",
            "6 4"
        ]
    );
    Ok(())
}

#[test]
fn columns_are_named_by_name_or_by_place() -> Result<(), IngestError> {
    let rows = records(b"id,text,text\n")?;
    assert_eq!(rows.position(&Column::from("id".to_owned()))?, 0);
    assert_eq!(rows.position(&Column::from("#3".to_owned()))?, 2);
    let twice = rows.position(&Column::from("text".to_owned())).map_err(|error| error.hint());
    assert_eq!(twice.err().flatten().as_deref(), Some("name one by its place: `#2` or `#3`"));
    let slip = rows.position(&Column::from("ids".to_owned())).map_err(|error| error.hint());
    assert_eq!(slip.err().flatten().as_deref(), Some("did you mean `id`?"));
    Ok(())
}

#[test]
fn an_empty_file_is_refused() {
    assert!(records(b"").is_err());
}
