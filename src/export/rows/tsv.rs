//! Rows as text with tabs between cells, quoted as in CSV.

use super::RowFormat;
use super::csv::{delimited, encoded, header};

/// TSV.
pub(super) const FORMAT: RowFormat = RowFormat {
    id: "tsv",
    extensions: &["tsv"],
    about: "as CSV, with tabs between cells",
    binary: false,
    keyed: false,
    encode: |text| encoded(b'\t', text),
    buffer: |_| delimited(b'\t'),
    sink: |heading| header(b'\t', heading),
};
