//! Rows as Parquet, written a row group at a time, so that memory does not grow with the file.
//!
//! The borders of row groups depend on the rows alone: the same rows give the same bytes, however many threads made
//! them.

use std::io::{self, Write};
use std::mem;
use std::sync::{Arc, Mutex};

use polars::prelude::{
    BatchedWriter, ChunkedBuilder, DataFrame, DataType, Int64Type, IntoColumn, ParquetCompression, ParquetWriter,
    PlSmallStr, PolarsError, PrimitiveChunkedBuilder, Schema, StatisticsOptions, StringChunkedBuilder,
};

use super::{Encoded, Field, FieldKind, Prepared, RowBuffer, RowFormat, RowSink, Rows};

/// Parquet.
pub(super) const FORMAT: RowFormat = RowFormat {
    id: "parquet",
    extensions: &["parquet", "pq"],
    about: "typed columns for pandas, R, DuckDB and polars",
    binary: true,
    keyed: true,
    encode: |_| Vec::new(),
    buffer: |fields| Box::new(Columns::new(fields)),
    sink: |heading| Ok(Box::new(Groups::new(&heading.fields)?)),
};

/// Rows in a row group.
const GROUP_ROWS: usize = 65_536;

/// Bytes in memory at which a row group is closed before it has its rows: cells may be very long.
const GROUP_BYTES: usize = 64 << 20;

fn failed(error: impl std::fmt::Display) -> io::Error {
    io::Error::other(format!("as Parquet: {error}"))
}

/// The rows of one thread, column by column.
struct Columns {
    columns: Vec<Builder>,
    names: Vec<PlSmallStr>,
    /// The column of the next cell.
    next: usize,
    rows: usize,
}

enum Builder {
    Text(StringChunkedBuilder),
    Int(PrimitiveChunkedBuilder<Int64Type>),
}

impl Builder {
    fn new(name: PlSmallStr, kind: FieldKind) -> Self {
        match kind {
            FieldKind::Text | FieldKind::Given => Self::Text(StringChunkedBuilder::new(name, 0)),
            FieldKind::Int => Self::Int(PrimitiveChunkedBuilder::new(name, 0)),
        }
    }

    fn kind(&self) -> FieldKind {
        match self {
            Self::Text(_) => FieldKind::Text,
            Self::Int(_) => FieldKind::Int,
        }
    }
}

impl Columns {
    fn new(fields: &[Field]) -> Self {
        let names: Vec<PlSmallStr> = fields.iter().map(|field| field.name.as_str().into()).collect();
        let columns = names.iter().zip(fields).map(|(name, field)| Builder::new(name.clone(), field.kind)).collect();
        Self { columns, names, next: 0, rows: 0 }
    }

    fn next(&mut self) -> Option<&mut Builder> {
        self.next += 1;
        self.columns.get_mut(self.next - 1)
    }
}

impl RowBuffer for Columns {
    fn text(&mut self, cell: &str) {
        match self.next() {
            Some(Builder::Text(column)) => column.append_value(cell),
            Some(Builder::Int(column)) => column.append_null(),
            None => {}
        }
    }

    fn prepared(&mut self, cell: Prepared<'_>) {
        self.text(cell.text());
    }

    fn int(&mut self, number: u64) {
        match self.next() {
            // Signed, because that is the whole number that every reader of Parquet knows.
            Some(Builder::Int(column)) => column.append_option(i64::try_from(number).ok()),
            Some(Builder::Text(column)) => column.append_null(),
            None => {}
        }
    }

    fn none(&mut self) {
        match self.next() {
            Some(Builder::Text(column)) => column.append_null(),
            Some(Builder::Int(column)) => column.append_null(),
            None => {}
        }
    }

    fn end_row(&mut self) {
        self.next = 0;
        self.rows += 1;
    }

    fn take(&mut self) -> io::Result<Encoded> {
        let rows = mem::take(&mut self.rows);
        let empty = self.names.iter().zip(&self.columns).map(|(name, old)| Builder::new(name.clone(), old.kind()));
        let empty = empty.collect();
        let columns = mem::replace(&mut self.columns, empty).into_iter().map(|column| match column {
            Builder::Text(column) => column.finish().into_column(),
            Builder::Int(column) => column.finish().into_column(),
        });
        Ok(Encoded(Rows::Frame(DataFrame::new(rows, columns.collect()).map_err(failed)?)))
    }
}

/// What the Parquet writer wrote and the file has not yet.
#[derive(Clone, Default)]
struct Pending(Arc<Mutex<Vec<u8>>>);

impl Pending {
    fn flush_to(&self, out: &mut (dyn Write + Send)) -> io::Result<()> {
        let bytes = mem::take(&mut *self.0.lock().map_err(failed)?);
        out.write_all(&bytes)
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().map_err(failed)?.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A file in the making: the rows of the next row group, and what was written.
struct Groups {
    rows: DataFrame,
    writer: BatchedWriter<Pending>,
    pending: Pending,
}

impl Groups {
    fn new(fields: &[Field]) -> io::Result<Self> {
        let types = fields.iter().map(|field| {
            let kind = match field.kind {
                FieldKind::Text | FieldKind::Given => DataType::String,
                FieldKind::Int => DataType::Int64,
            };
            (PlSmallStr::from(field.name.as_str()), kind)
        });
        let schema: Schema = types.collect();
        let pending = Pending::default();
        let writer = ParquetWriter::new(pending.clone())
            .with_compression(ParquetCompression::Snappy)
            .with_statistics(StatisticsOptions::empty())
            .set_parallel(false)
            .batched(&schema)
            .map_err(failed)?;
        Ok(Self { rows: DataFrame::empty_with_schema(&schema), writer, pending })
    }

    /// Writes the first rows as a row group.
    fn close_group(&mut self, rows: usize) -> Result<(), PolarsError> {
        let mut group = self.rows.slice(0, rows);
        self.rows = self.rows.slice(i64::try_from(rows).unwrap_or(i64::MAX), usize::MAX);
        group.rechunk_mut();
        self.writer.write_batch(&group)
    }
}

impl RowSink for Groups {
    fn write(&mut self, rows: Encoded, out: &mut (dyn Write + Send)) -> io::Result<()> {
        let Rows::Frame(rows) = rows.0 else { return Err(failed("the rows were made for another format")) };
        if rows.height() == 0 {
            return Ok(());
        }
        self.rows.vstack_mut_owned(rows).map_err(failed)?;
        while self.rows.height() >= GROUP_ROWS {
            self.close_group(GROUP_ROWS).map_err(failed)?;
        }
        if self.rows.estimated_size() > GROUP_BYTES {
            self.close_group(self.rows.height()).map_err(failed)?;
        }
        self.pending.flush_to(out)
    }

    fn finish(&mut self, out: &mut (dyn Write + Send)) -> io::Result<()> {
        if self.rows.height() > 0 {
            self.close_group(self.rows.height()).map_err(failed)?;
        }
        self.writer.finish().map_err(failed)?;
        self.pending.flush_to(out)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use polars::prelude::{ParquetReader, SerReader};

    use super::*;

    fn fields() -> [Field; 2] {
        [Field::text("words"), Field::int("start")]
    }

    fn written(parts: &[u64], cell: &str) -> Vec<u8> {
        let (mut buffer, mut sink) = (Columns::new(&fields()), Groups::new(&fields()).unwrap());
        let (mut out, mut number) = (Vec::new(), 0);
        for part in parts {
            for _ in 0..*part {
                if number % 10 == 0 {
                    buffer.none()
                } else {
                    buffer.text(cell)
                }
                if number % 10 == 1 {
                    buffer.none()
                } else {
                    buffer.int(number)
                }
                buffer.end_row();
                number += 1;
            }
            sink.write(buffer.take().unwrap(), &mut out).unwrap();
        }
        sink.finish(&mut out).unwrap();
        out
    }

    #[test]
    fn what_was_written_reads_back_typed_and_in_order() {
        let rows = 150_000;
        let frame = ParquetReader::new(Cursor::new(written(&[rows], "é, 👍"))).finish().unwrap();
        assert_eq!(frame.dtypes(), [DataType::String, DataType::Int64]);
        let words: Vec<_> = frame.column("words").unwrap().str().unwrap().iter().collect();
        let starts: Vec<_> = frame.column("start").unwrap().i64().unwrap().iter().collect();
        assert_eq!(words.len() as u64, rows);
        for (place, (word, start)) in words.into_iter().zip(starts).enumerate() {
            assert_eq!(word, (place % 10 != 0).then_some("é, 👍"));
            assert_eq!(start, (place % 10 != 1).then_some(place as i64));
        }
    }

    #[test]
    fn bytes_do_not_depend_on_how_the_rows_came() {
        let whole = written(&[150_000], "note");
        assert_eq!(written(&[1, 65_535, 0, 4_464, 80_000], "note"), whole);
        assert_ne!(written(&[149_999], "note"), whole);
    }

    #[test]
    fn a_file_without_rows_has_its_columns() {
        let frame = ParquetReader::new(Cursor::new(written(&[], ""))).finish().unwrap();
        let names: Vec<&str> = frame.get_column_names().into_iter().map(|name| name.as_str()).collect();
        assert_eq!((frame.height(), names), (0, vec!["words", "start"]));
    }

    #[test]
    fn very_long_cells_close_a_row_group_early() {
        let (mut buffer, mut sink) = (Columns::new(&fields()), Groups::new(&fields()).unwrap());
        let (mut out, long) = (Vec::new(), "é".repeat(1 << 20));
        for number in 0..70 {
            buffer.text(&format!("{number}{long}"));
            buffer.int(number);
            buffer.end_row();
            sink.write(buffer.take().unwrap(), &mut out).unwrap();
            assert!(sink.rows.estimated_size() <= GROUP_BYTES + (3 << 20));
        }
        sink.finish(&mut out).unwrap();
        let frame = ParquetReader::new(Cursor::new(out)).finish().unwrap();
        assert_eq!(frame.height(), 70);
    }
}
