//! The flags of `verbatims crosstab`.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;

use super::CrosstabFormat;
use super::grid::Part;
use crate::ingest::Column;
use crate::measure::Design;
use crate::measure::contingency::{COLUMN_BASES, CORRECTIONS};
use crate::measure::crosstab::{LIKE, WEIGHTINGS};
use crate::study::{Bands, Net};

#[derive(Debug, clap::Args)]
pub(crate) struct CrosstabArgs {
    /// An export (CSV, TSV, XLSX, ODS, JSON, JSON lines, Parquet or SPSS), or the folder of a study
    #[arg(value_name = "FILE|STUDY")]
    pub input: PathBuf,
    /// Questions whose answers are the rows: ids as `inspect` shows them, columns by name or as #n, or `all`; of a study
    /// also open questions, for their themes [default: all]
    #[arg(long, value_name = "Q[,Q]")]
    pub rows: Vec<String>,
    /// Questions whose answers are the columns, side by side [default: the total; the banner of a study]
    #[arg(long, value_name = "Q[,Q]")]
    pub columns: Vec<String>,
    /// Answers of a row question to count together: `QUESTION:LABEL=ANSWER|ANSWER`; may be given again
    #[arg(long, value_name = "NET", value_parser = net)]
    pub net: Vec<(String, Net)>,
    /// Bands of a question for a number, by where each begins: `age:18,30,45,65`; may be given again
    #[arg(long, value_name = "Q:N[,N]", value_parser = bands)]
    pub bands: Vec<Bands>,
    /// Count only the responses for which an expression holds, such as `age >= 30 and not role = "student"`; it may ask for
    /// any question or column, in a study for variables and `@themes` too
    #[arg(long, value_name = "EXPR")]
    pub filter: Option<String>,
    /// The column with the weight of each response [default: none; the weights of a study]
    #[arg(long, value_name = "COLUMN")]
    pub weight: Option<Column>,
    /// Cells of an export that stand for no answer, beside blank ones: `--missing 99,Refused`; `--missing ""` for none
    /// [default: NA, <NA>, NaN, nan, NULL, #N/A, #NULL!]
    #[arg(long, value_name = "CELL", value_delimiter = ',')]
    pub missing: Option<Vec<String>>,
    /// Means, standard deviations and medians of ratings in place of the cells, one row each, as csv or json
    #[arg(long, conflicts_with = "tests")]
    pub statistics: bool,
    /// How the tables are printed
    #[arg(long, value_enum, default_value = "table")]
    pub format: CrosstabFormat,
    /// What stands in the cells of a table or of Markdown, several below each other
    #[arg(long, value_enum, value_name = "PART[,PART]", value_delimiter = ',', default_value = "column")]
    pub cells: Vec<Part>,
    /// Decimals of percent in a table or in Markdown
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u8).range(..=9))]
    pub decimals: u8,
    /// Characters that fit into a line: columns that do not stand below the others [default: as many as the terminal has]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..))]
    pub width: Option<u16>,
    /// The tests of each table and row, residuals and pairs of columns, in the place of cells; for csv and json
    #[arg(long)]
    pub tests: bool,
    /// Hide counts below N, and others from which these could be computed; 0 hides none
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub hide_below: u64,
    /// Write here and not to standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub sample: SampleArgs,
    #[command(flatten)]
    pub compare: CompareArgs,
    /// The platform of an export, where it is not recognised
    #[arg(long, value_name = "ID")]
    pub platform: Option<String>,
    /// The encoding of a text file, such as utf-8, windows-1252 or macintosh
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// The sheet of a workbook [default: the first with rows]
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
}

/// What is known of the sample.
#[derive(Debug, clap::Args)]
pub(crate) struct SampleArgs {
    /// How the people who answered came to answer [default: opt_in; what the study says]
    #[arg(long, value_parser = PossibleValuesParser::new(Design::ALL.map(Design::id)))]
    pub design: Option<String>,
    /// For a probability sample: the list it was drawn from
    #[arg(long, value_name = "TEXT")]
    pub frame: Option<String>,
    /// For a probability sample: how it was drawn
    #[arg(long, value_name = "TEXT")]
    pub selection: Option<String>,
    /// For any other sample: the assumption, in words, under which columns are compared
    #[arg(long, value_name = "TEXT")]
    pub model: Option<String>,
}

/// How columns are compared.
#[derive(Debug, clap::Args)]
pub(crate) struct CompareArgs {
    /// Compare as another program does by default; where we do not, it is said
    #[arg(long, value_parser = PossibleValuesParser::new(LIKE.iter().map(|like| like.id)))]
    pub like: Option<String>,
    /// The correction over the pairs of columns of a row [default: bh]
    #[arg(long, value_parser = PossibleValuesParser::new(CORRECTIONS.iter().map(|(_, id, _)| *id)))]
    pub correction: Option<String>,
    /// The level of letters in upper case; with two, the stricter is upper and the other lower case [default: 0.05]
    #[arg(long, value_name = "P", value_delimiter = ',', num_args = 1..=2, value_parser = level)]
    pub levels: Vec<f64>,
    /// Subscripts that columns share which are not apart, as the APA has it, in the place of letters
    #[arg(long)]
    pub apa: bool,
    /// What a weighted comparison of columns counts [default: effective]
    #[arg(long, value_parser = PossibleValuesParser::new(COLUMN_BASES.iter().map(|(_, id, _)| *id)))]
    pub base: Option<String>,
    /// How weights enter the test of a whole table [default: second]
    #[arg(long, value_parser = PossibleValuesParser::new(WEIGHTINGS.iter().map(|(_, id, _)| *id)))]
    pub weighting: Option<String>,
}

fn level(given: &str) -> Result<f64, String> {
    let level: f64 = given.parse().map_err(|_| "expected a number such as 0.05".to_owned())?;
    if level > 0.0 && level < 1.0 { Ok(level) } else { Err("expected a number between 0 and 1".to_owned()) }
}

fn bands(given: &str) -> Result<Bands, String> {
    Bands::parse(given)
        .ok_or_else(|| "expected a question and where its bands begin, rising: `age:18,30,45`".to_owned())
}

fn net(given: &str) -> Result<(String, Net), String> {
    let wrong = || "expected `QUESTION:LABEL=ANSWER|ANSWER`".to_owned();
    let (question, rest) = given.split_once(':').ok_or_else(wrong)?;
    let (label, answers) = rest.split_once('=').ok_or_else(wrong)?;
    let of: Vec<String> = answers.split('|').map(|answer| answer.trim().to_owned()).collect();
    if question.trim().is_empty() || label.trim().is_empty() || of.iter().any(String::is_empty) {
        return Err(wrong());
    }
    Ok((question.trim().to_owned(), Net { label: label.trim().to_owned(), of }))
}
