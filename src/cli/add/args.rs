//! The flags of `add`.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct AddArgs {
    /// The study's folder
    pub study: PathBuf,
    /// The export of the new wave: CSV, TSV, XLSX, ODS, JSON, JSON lines, Parquet or SPSS
    pub file: PathBuf,
    /// The id of the new wave, such as 2026-11
    #[arg(long, value_name = "ID")]
    pub wave: String,
    /// The id of the first wave, where the study has none yet [default: the month of its last response]
    #[arg(long, value_name = "ID")]
    pub first: Option<String>,
    /// The source that this is a wave of, where the study has several
    #[arg(long, value_name = "ID")]
    pub source: Option<String>,
    /// The platform that the export comes from, where it is not recognised
    #[arg(long, value_name = "ID")]
    pub format: Option<String>,
    /// The encoding of a text file, such as utf-8, windows-1252 or macintosh
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// The character between cells, or `tab`
    #[arg(long, value_name = "CHARACTER", value_parser = crate::cli::args::one_byte)]
    pub delimiter: Option<u8>,
    /// The sheet of a workbook [default: the first with rows]
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
}
