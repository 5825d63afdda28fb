//! The flags of `init`.

use std::path::PathBuf;

use crate::study::GivenOption;

#[derive(Debug, clap::Args)]
pub(crate) struct InitArgs {
    /// The export: CSV, TSV, XLSX, ODS, JSON, JSON lines, Parquet or SPSS; several are joined by the respondent's id
    #[arg(required_unless_present_any = ["question", "comments"], conflicts_with_all = ["question", "comments"])]
    pub files: Vec<PathBuf>,
    /// The folder to write; files in it that were edited are never replaced
    #[arg(long, value_name = "STUDY")]
    pub out: PathBuf,
    /// Ask about what is decided: title, kinds, missing values, personal data, ids, weights, days; a line answers each
    #[arg(long, requires = "files")]
    pub interactive: bool,
    /// The platform that the export comes from, where it is not recognised
    #[arg(long, value_name = "ID", requires = "files")]
    pub format: Option<String>,
    /// The encoding of a text file, such as utf-8, windows-1252 or macintosh
    #[arg(long, value_name = "NAME", requires = "files")]
    pub encoding: Option<String>,
    /// The character between cells, or `tab`
    #[arg(long, value_name = "CHARACTER", value_parser = crate::cli::args::one_byte, requires = "files")]
    pub delimiter: Option<u8>,
    /// The sheet of a workbook [default: the first with rows]
    #[arg(long, value_name = "NAME", requires = "files")]
    pub sheet: Option<String>,
    /// What a poll asked, where there is no file of it
    #[arg(long, value_name = "TEXT")]
    pub question: Option<String>,
    /// An option of the poll with its share or its votes; again for each, in the order shown
    #[arg(long = "option", value_name = "LABEL=20%", requires = "question")]
    pub options: Vec<GivenOption>,
    /// The number of votes, where the options have shares
    #[arg(long, value_name = "N", requires = "options")]
    pub votes: Option<u64>,
    /// The comments below the poll, as copied from the page into a text file
    #[arg(long, value_name = "FILE", requires = "question")]
    pub comments: Option<PathBuf>,
    /// The number of comments that the page shows: exit 1 where another number was read
    #[arg(long, value_name = "N", requires = "comments")]
    pub expect: Option<usize>,
}
