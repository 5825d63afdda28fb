//! Row groups of a Parquet file become rows.

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};

use polars_arrow::array::Array;
use polars_arrow::datatypes::{ArrowSchema, Field};
use polars_buffer::Buffer;
use polars_parquet::read::{
    BasicDecompressor, ColumnChunkMetadata, FileMetadata, PageReader, column_iter_to_arrays, infer_schema,
    read_metadata,
};

use super::CONTAINER;
use super::cells::write;
use crate::diag::{Diagnostic, Place};
use crate::ingest::sheet::input::Input;
use crate::ingest::sheet::workbook::foreign;
use crate::ingest::sheet::{Opening, RowSource, Sheet};
use crate::ingest::{IngestError, Row};

/// Opens a Parquet file.
pub(super) fn open(input: Input, _: &Opening) -> Result<Sheet, IngestError> {
    let mut file = input.file("Parquet")?;
    let length = file.metadata().map_err(|error| input.failed(error))?.len();
    let (about, schema) = foreign(&input.shown, || {
        let about = read_metadata(&mut file).map_err(|error| wrong(&input.shown, &error))?;
        let schema = infer_schema(&about).map_err(|error| wrong(&input.shown, &error))?;
        Ok((about, schema))
    })?;
    let groups = Groups {
        shown: input.shown.clone(),
        file,
        length,
        about,
        schema,
        group: 0,
        columns: Vec::new(),
        number: 1,
        left: 0,
        cell: Vec::new(),
    };
    Ok(Sheet {
        shown: input.shown,
        container: CONTAINER.id,
        encoding: "UTF-8",
        encoding_evidence: "kept by Parquet".to_owned(),
        line_ends: None,
        delimiter: None,
        dictionary: None,
        named: true,
        warnings: Vec::new(),
        rows: Box::new(groups),
    })
}

struct Groups {
    shown: String,
    file: File,
    length: u64,
    about: FileMetadata,
    schema: ArrowSchema,
    /// The next row group.
    group: usize,
    columns: Vec<Column>,
    number: u64,
    /// Rows of this group that were not given.
    left: usize,
    cell: Vec<u8>,
}

/// A column of a row group, in the pieces in which it was read.
struct Column {
    pieces: Vec<Box<dyn Array>>,
    piece: usize,
    at: usize,
}

impl Groups {
    /// Reads the next row group that has rows; `false` at the end.
    fn advance(&mut self) -> Result<bool, IngestError> {
        while self.left == 0 {
            if self.group == self.about.row_groups.len() {
                return Ok(false);
            }
            // What was read goes before more is read: two groups are never held.
            self.columns.clear();
            let rows = self.about.row_groups[self.group].num_rows();
            let fields: Vec<Field> = self.schema.iter_values().cloned().collect();
            let shown = self.shown.clone();
            let columns: Result<Vec<Column>, IngestError> =
                foreign(&shown, || fields.iter().map(|field| self.column(field, rows)).collect());
            self.columns = columns?;
            self.left = rows;
            self.group += 1;
        }
        Ok(true)
    }

    fn column(&mut self, field: &Field, rows: usize) -> Result<Column, IngestError> {
        let group = &self.about.row_groups[self.group];
        let chunks: Vec<&ColumnChunkMetadata> =
            group.columns_under_root_iter(&field.name).map(Iterator::collect).unwrap_or_default();
        let (mut pages, mut types) = (Vec::new(), Vec::new());
        for chunk in chunks {
            let range = chunk.byte_range();
            if range.end > self.length || range.start > range.end {
                return Err(wrong(&self.shown, &"a column lies beyond the end of the file"));
            }
            let mut bytes = vec![0; (range.end - range.start) as usize];
            let read = self.file.seek(SeekFrom::Start(range.start)).and_then(|_| self.file.read_exact(&mut bytes));
            read.map_err(|error| wrong(&self.shown, &error))?;
            let reader = PageReader::new(Cursor::new(Buffer::from(bytes)), chunk, Vec::new(), usize::MAX);
            pages.push(BasicDecompressor::new(reader, Vec::new()));
            types.push(&chunk.descriptor().descriptor.primitive_type);
        }
        let (pieces, _) =
            column_iter_to_arrays(pages, types, field.clone(), None).map_err(|error| wrong(&self.shown, &error))?;
        if pieces.iter().map(|piece| piece.len()).sum::<usize>() != rows {
            return Err(wrong(&self.shown, &format!("the column `{}` has not {rows} rows", field.name)));
        }
        Ok(Column { pieces, piece: 0, at: 0 })
    }
}

impl RowSource for Groups {
    fn read(&mut self, row: &mut Row) -> Result<bool, IngestError> {
        row.start(self.number);
        self.number += 1;
        if self.number == 2 {
            self.schema.iter_names().for_each(|name| row.push(name.as_bytes()));
            return Ok(true);
        }
        if !self.advance()? {
            return Ok(false);
        }
        self.left -= 1;
        for column in &mut self.columns {
            while column.pieces.get(column.piece).is_some_and(|piece| piece.len() == column.at) {
                (column.piece, column.at) = (column.piece + 1, 0);
            }
            self.cell.clear();
            if let Some(piece) = column.pieces.get(column.piece) {
                write(&mut self.cell, piece.as_ref(), column.at);
            }
            column.at += 1;
            row.push(&self.cell);
        }
        Ok(true)
    }
}

fn wrong(shown: &str, error: &dyn std::fmt::Display) -> IngestError {
    Diagnostic::error(Place::file(shown), format!("the Parquet file cannot be read: {error}"))
        .hint("it was cut off on its way or is damaged; copy or write it again")
        .into()
}
