//! The flags of `verbatims crosstab`.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;

use super::CrosstabFormat;
use crate::ingest::Column;
use crate::measure::Design;
use crate::measure::contingency::CORRECTIONS;

#[derive(Debug, clap::Args)]
pub(crate) struct CrosstabArgs {
    /// The export: CSV, TSV, XLSX, ODS, JSON, JSON lines, Parquet or SPSS
    pub file: PathBuf,
    /// Questions whose answers are the rows: ids as `inspect` shows them, columns by name or as #n, or `all`
    #[arg(long, value_name = "Q", required = true, value_delimiter = ',')]
    pub rows: Vec<String>,
    /// Questions whose answers are the columns, side by side [default: the total alone]
    #[arg(long, value_name = "Q", value_delimiter = ',')]
    pub columns: Vec<String>,
    /// The column with the weight of each response
    #[arg(long, value_name = "COLUMN")]
    pub weight: Option<Column>,
    /// How the tables are printed
    #[arg(long, value_enum, default_value = "table")]
    pub format: CrosstabFormat,
    /// How the people who answered came to answer
    #[arg(long, default_value = "opt_in", value_parser = PossibleValuesParser::new(Design::ALL.map(Design::id)))]
    pub design: String,
    /// For a probability sample: the list it was drawn from
    #[arg(long, value_name = "TEXT")]
    pub frame: Option<String>,
    /// For a probability sample: how it was drawn
    #[arg(long, value_name = "TEXT")]
    pub selection: Option<String>,
    /// For any other sample: the assumption, in words, under which columns are compared
    #[arg(long, value_name = "TEXT")]
    pub model: Option<String>,
    /// The correction over the pairs of columns of a row
    #[arg(long, default_value = "bh", value_parser = PossibleValuesParser::new(CORRECTIONS.iter().map(|(_, id, _)| *id)))]
    pub correction: String,
    /// The platform it comes from, where it is not recognised
    #[arg(long, value_name = "ID")]
    pub platform: Option<String>,
    /// The encoding of a text file, such as utf-8, windows-1252 or macintosh
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// The sheet of a workbook [default: the first with rows]
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
}
