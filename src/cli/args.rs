//! The commands and their flags; the help that teaches them is made from the comments here.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Parser, Subcommand};

use super::add::AddArgs;
use super::agree::AgreeArgs;
use super::chart::ChartArgs;
use super::codebook::CodebookCommand;
use super::crosstab::CrosstabArgs;
use super::init::InitArgs;
use super::kit::KitArgs;
use super::report::ReportArgs;
use super::sample::SampleArgs;
use super::verify::VerifyArgs;
use super::watch::WatchArgs;
use crate::export::ROW_FORMATS;
use crate::ingest::Column;

/// Survey and comment analysis: polls and open-ended comments in; tagged comments, tables, charts and a report out
///
/// A study is a folder with a `study.toml`, its sources, a codebook of themes and, where there are any, human codings.
/// `verbatims demo DIR` writes one to start from and reports it.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, subcommand_required = true, arg_required_else_help = true)]
pub(super) struct Args {
    #[command(subcommand)]
    pub command: Command,

    /// Say nothing but errors
    #[arg(long, short, global = true)]
    pub quiet: bool,

    /// Number of threads; the output is the same with any number [default: all cores]
    #[arg(long, global = true, value_name = "N", value_parser = at_least_one)]
    pub threads: Option<usize>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Run a study: read, tag, measure, draw, and write its report
    ///
    /// Writes report.md, report.html (one page to explore, offline), report.ipynb (a notebook to go on from), charts/
    /// (SVG and PNG), tables/ (CSV and Parquet), tables.xlsx and manifest.json to the study's output folder. The folder is replaced whole or not at all; a folder that is not an earlier output is refused, and files
    /// of yours in it are kept. The same input gives the same bytes.
    #[command(after_help = "Example:\n  verbatims report data/linkedin-invites")]
    Report(ReportArgs),

    /// Rebuild a study's report whenever one of its files is saved, and print what moved
    ///
    /// Writes what `report` writes, byte for byte, again whenever the codebook, the study, the comments, the codings, the
    /// brand or the article change; files that a report is not made of are not minded. Prints, against the last build, the
    /// tags that comments gained and lost, the shares before and after, the claims and the article's statements that are
    /// judged otherwise, and new warnings. Comments held out for testing are counted and not shown. While a file is broken
    /// the error is printed and the output stays as it was. Ctrl-C ends it, with exit code 0.
    #[command(
        after_help = "Examples:\n  verbatims watch data/linkedin-invites --out draft\n  verbatims watch my-study --draft\n  verbatims watch /mnt/share/my-study --poll 2"
    )]
    Watch(WatchArgs),

    /// Check a study: the codebook, its examples, what each stem matched, and the claims
    ///
    /// A line for each finding: `ok`, `note` or `fail`. Exits 1 if anything fails.
    #[command(after_help = "Example:\n  verbatims check data/linkedin-invites | grep fail")]
    Check {
        /// The study's folder
        study: PathBuf,
    },

    /// Hold a text that was written or edited by hand against the study: its numbers, places, quotes and words
    ///
    /// A line for each thing that the text says of the study, with line and column (in a Word document paragraph and
    /// character): `holds`, `off` with the right value, or `unsupported` with values that might be meant. Marked values
    /// (<!--v share(themes.price)-->37%<!--/v-->) are compared by their name; percentages, fractions, counts, "most",
    /// "comes first" where the sentence names a theme, an option or a count; quotations word for word with the comments.
    /// data/ARTICLES.md lists the names and says what ties a number to a value. Exits 1 if anything is off.
    #[command(
        after_help = "Examples:\n  verbatims verify data/linkedin-invites data/linkedin-invites/article.md --strict\n  verbatims verify my-study final.docx\n  verbatims verify my-study out/article.html --fix"
    )]
    Verify(VerifyArgs),

    /// Draw charts to post: of a study, or of a poll as you type it
    ///
    /// Writes each picture as SVG and as PNG in the size of the preset and in twice that (@2x), and prints the alt text that
    /// goes with it. Each preset is laid out for its shape and for the distance from which it is read. `--list` shows the
    /// charts and the presets. The brand file is the study's, or the one that --brand names.
    ///
    /// A title that you give is held against the study as `verify` holds an article: one that is off is refused, with the
    /// right value. A poll as typed is refused where no number of votes gives its percentages.
    ///
    /// --out is a file where it ends in .png or .svg, which is then replaced; else a folder, in which only pictures that
    /// `chart` wrote and nobody edited are replaced.
    #[command(
        after_help = "Examples:\n  verbatims chart data/linkedin-invites --preset square --out charts\n  verbatims chart my-study --chart themes --only price --title \"Price comes first\" --preset linkedin-portrait --out price.png\n  verbatims chart --chart answers --question \"Do you accept invites?\" --option \"Never=20%\" --option \"Some=68%\" --option \"All=12%\" --preset square --out poll.png"
    )]
    Chart(ChartArgs),

    /// Write a post kit of a study: its cards as pictures and as a carousel, the text to post, the alt texts
    ///
    /// The folder has the cards in their order as PNG, carousel.pdf (as a carousel is uploaded to LinkedIn), post.txt (the
    /// finding first, within 3,000 characters, the line that says where the numbers come from last) and alt.csv (a short and
    /// a long alt text for each card). It is replaced whole or not at all; a folder that is not an earlier output is
    /// refused.
    #[command(
        after_help = "Examples:\n  verbatims kit data/linkedin-invites --preset linkedin-portrait --out post\n  verbatims kit my-study --chart answers --chart themes --brand brand.toml --out post"
    )]
    Kit(KitArgs),

    /// Work on a codebook: check and test it, compare two, find what it lacks, exchange it with other programs
    ///
    /// A codebook is a codebook.toml, or a sheet: a CSV file or a workbook (.xlsx) with the columns theme, definition and
    /// pattern.
    #[command(subcommand_required = true, arg_required_else_help = true)]
    #[command(after_help = "Example:\n  verbatims codebook check data/linkedin-invites/codebook.toml")]
    Codebook {
        #[command(subcommand)]
        command: CodebookCommand,
    },

    /// Show why a comment has its themes, or why not
    ///
    /// The comment is shown with its evidence marked «like this», theme by theme, with the pattern that fired. For a
    /// theme named with --theme, also what was cancelled and which words of its patterns are missing.
    #[command(
        after_help = "Examples:\n  verbatims explain data/linkedin-invites c012\n  verbatims explain data/linkedin-invites --text \"Send me a note first\" --theme personalise"
    )]
    Explain(ExplainArgs),

    /// Tag the comments of any file of rows with a codebook
    ///
    /// The long form has one row for each piece of evidence (comment, theme, match, start, end, pattern, words), where
    /// start and end count Unicode characters from 0 as a Python slice does. The wide form has the columns of the
    /// input and then a 0/1 column `theme:<id>` for each theme. Several columns with text are tagged at once, each by
    /// itself: the long form then says which in a column `column`, and the wide form has `<column>:theme:<id>`.
    ///
    /// FILE is CSV, TSV or any delimited text in UTF-8, UTF-16, Windows-1252 or Mac Roman; JSON Lines or JSON; XLSX, XLS
    /// or ODS; Parquet; SPSS (.sav, .zsav). What it holds tells which, not its name; gzip, zstd and a zip with one text are
    /// unpacked. Standard input takes texts, JSON and SPSS, plain or as gzip or zstd; the other kinds need a file.
    ///
    /// An export of a survey platform is read as `inspect` reads it: its header rows are known, previews, unfinished and
    /// blank rows are set aside and counted, and --text takes a question's text or id as well as a column's name. The wide
    /// form as CSV, TSV or XLSX keeps its header rows. A plain table is taken as it stands, row by row.
    ///
    /// Rows are streamed, so that memory does not grow with the file, from texts, JSON Lines, Parquet and SPSS; a workbook
    /// and one JSON text are held. Rows come out in the order of the input, the same bytes
    /// at any --threads. Columns that look personal (names, e-mail and IP addresses, telephone numbers, positions,
    /// profiles) pass through with one warning.
    #[command(
        after_help = "Examples:\n  verbatims tag export.csv --codebook codebook.toml --text comment --out tags.parquet\n  verbatims tag export.csv --codebook codebook.toml --text '#4' --id '#1' --wide --drop-personal > coded.csv\n  verbatims tag export.csv --codebook codebook.toml --text liked --text missed --format jsonl | head\n  verbatims tag answers.xlsx --sheet Answers --codebook codebook.toml --text comment --wide --out coded.sav\n  zcat rows.csv.gz | verbatims tag - --encoding windows-1252 --delimiter ';' --codebook codebook.toml --text comment"
    )]
    Tag(TagArgs),

    /// Show what an export of a survey or poll holds, and why: platform, columns, kinds, questions
    ///
    /// Nothing has to be told: the container, the encoding, the delimiter, the platform and its header rows are
    /// recognised by what the file holds, and each is printed with what it is known by. Every column gets a kind (id,
    /// date, metadata, personal data, single choice, multiple choice, scale, grid row, number, open-ended, weight), its
    /// base, its blank cells and examples; columns of one question are put together again. Personal data is never
    /// printed. Previews, unfinished and blank rows and sums typed under the data are counted and set aside. What may
    /// stand for no answer (`-`, `N/A`, `99`) is proposed, never taken for granted. The file is read once, in bounded
    /// memory, and never changed.
    #[command(
        after_help = "Examples:\n  verbatims inspect export.csv\n  verbatims inspect export.csv --json | jq '.columns[] | [.position, .kind, .name]'\n  verbatims inspect old.txt --encoding windows-1252 --delimiter ';'"
    )]
    Inspect(InspectArgs),

    /// Cross questions of an export or of a study, themes too: counts, percent, bases, tests, with weights
    ///
    /// A column's percent are of those who are in it and answered the row's question; with several answers they can sum to
    /// more than 100. Every weighted base has its effective number of respondents beside it. Column questions stand side by
    /// side, each with the letters of its own columns: a letter beside a share names a column whose share is smaller
    /// (two-sided, 5%, corrected over the pairs of a row), also where respondents are in several columns. Below a table
    /// stand its tests (X², G², Fisher, with weights Rao–Scott) and what has to be known. Letters and tests speak of a
    /// population, so they are shown for a random sample whose frame and selection are stated, or under a model that you
    /// state.
    ///
    /// Of a study, closed questions and the themes of open ones are crossed over the same people: questions of one file by
    /// its rows, of several by the ids that their sources declare. Without --rows it is the table book that `[banner]` and
    /// `[[table]]` describe.
    #[command(
        after_help = "Examples:\n  verbatims crosstab survey.sav --rows vote --columns region,age --weight w\n  verbatims crosstab export.csv --rows all --columns age --format xlsx --out tables.xlsx\n  verbatims crosstab export.csv --rows satisfaction --net 'satisfaction:Top two=Good|Very good' --columns team --model 'as if drawn at random from all customers'\n  verbatims crosstab STUDY --rows reasons --columns role --format csv"
    )]
    Crosstab(Box<CrosstabArgs>),

    /// Draw a random sample of comments and write a blind sheet in which a person codes them
    ///
    /// One row a comment, one column a theme, to be filled in with 1, 0 or ?; a blank cell is not read. The sheet shows
    /// nothing of what the tagger says. What the themes mean stands beside it: in a second sheet of a workbook, or in
    /// NAME-themes.csv. Only comments that are counted are drawn, each as likely as every other. Two coders with the same
    /// seed code the same comments, so that `agree` can compare them.
    ///
    /// NAME-split.csv holds the sample out: named as the question's `split`, its comments are hidden from `codebook diff`
    /// and `codebook suggest`, and only they give the interval on the tagger's error. A file that is there already and
    /// differs is never written over.
    #[command(
        after_help = "Examples:\n  verbatims sample my-study -n 100 --seed 1 --coder anna\n  verbatims sample my-study -n 100 --coder ben --out my-study/codings/ben.xlsx"
    )]
    Sample(SampleArgs),

    /// Measure how far coders agree, the tagger as one of them, and list where they do not
    ///
    /// For each open question with codings, over all people, over the people and the tagger, and over each two of them. For
    /// each theme: the comments on which at least two decided, percent agreement, Cohen's kappa (two coders), Fleiss' kappa,
    /// Gwet's AC1, Krippendorff's alpha. For the themes of a group as a set: alpha with MASI's and Jaccard's distance. Then
    /// precision, recall and F1 of the tagger against each person. What is not defined says why. Where the study holds
    /// comments out, the tagger is judged by these.
    ///
    /// Disagreements come in the order in which they matter: those that would change a theme's share of authors if settled
    /// against what is counted today; of these, themes whose share could move the furthest; within a theme, what most
    /// people contradict.
    ///
    /// Of a table (CSV, XLSX, any that `tag` reads) with one row a comment and one column a coder, named by --coders, the same
    /// coefficients over what the cells hold: categories, categories in an order, numbers, or several labels in a cell;
    /// alpha is then nominal, ordinal, interval, ratio, or that of sets.
    ///
    /// --resolve writes them to a sheet with an empty column `value`. Run it again and it reads the sheet back: values and
    /// notes stay, new disagreements are added. The sheet is a coding file: name it first under the question's `codings`,
    /// and its decisions win where `themes.source` is `reviewed`. It is no coder of its own, because whoever settles has
    /// seen what the others said. Of comments held out it has the disagreements between people only, without the tagger.
    #[command(
        after_help = "Examples:\n  verbatims agree data/linkedin-invites --most 5\n  verbatims agree my-study --without-tagger --format csv > agreement.csv\n  verbatims agree my-study --resolve my-study/codings/resolved.csv\n  verbatims agree coded.xlsx --coders anna,ben,cleo --level ordinal --order low,middle,high"
    )]
    Agree(AgreeArgs),

    /// Begin a study: from an export, or from a poll that was never a file
    ///
    /// From an export: `raw/` has the file as it came and is left out of version control; `responses.csv` has the answers
    /// with fixed ids, labels in the place of codes, and no personal data: personal columns are dropped, and e-mail
    /// addresses, telephone numbers, links and handles in texts are masked. `study.toml` declares every question with
    /// what was found, commented, for you to correct. Each open-ended question gets a codebook in which the words that
    /// stand out are suggestions, none switched on. `article.md` is a draft. `verbatims report STUDY` runs at once.
    ///
    /// From a poll: give its question and options, and the comments below it as you copy them from the page, from the
    /// first name to the last “Reply”. People become R1, R2 …; their names and headlines are not written anywhere. With
    /// --expect the number of comments is held against what the page says.
    ///
    /// Several files are one survey where one has each respondent once and every row of the others has the id of one of them:
    /// the column is found by its name and its values. Answers are put side by side; what a person wrote several times
    /// becomes a source of its own. A join that would lose rows or multiply them is an error with counts. People then get a
    /// keyed hash as their id; the key stands in `raw/`. The same questions at another time are a wave: `verbatims add`.
    ///
    /// Nothing is asked without --interactive. A file that was edited since is never replaced: then nothing is written.
    #[command(
        after_help = "Examples:\n  verbatims init export.csv --out ferry-survey\n  verbatims init answers.csv comments.csv --out ferry-survey\n  verbatims init --question \"Do you accept invites?\" --option \"Never=20%\" --option \"Some=68%\" --option \"All=12%\" --comments thread.txt --expect 150 --out invites"
    )]
    Init(InitArgs),

    /// Join a new export to a study, as another wave of its survey
    ///
    /// The export is held against the questions of the study. What was added, lost, renamed or re-ordered, of questions and
    /// of options, is printed and written to drift.csv, each with the line of study.toml that settles it: `was` and
    /// `options_were` for other wordings, `new`, `gone`, `new_options` and `gone_options` for what came or went on purpose.
    /// Until all is settled nothing is joined, and the exit code is 1. Then run the same command again: the export goes to
    /// `raw/`, its answers without personal data to a source of their own, in the words of the study, and `[[source]]` is
    /// put at the end of study.toml. Nothing else in it is changed, but that the first wave gets its id.
    ///
    /// The report then shows the newest wave, and the others beside it; answers of different waves are never put together.
    /// Adding the same file again changes nothing; another file for the same wave is an error.
    #[command(
        after_help = "Examples:\n  verbatims add ferry-survey november.csv --wave 2026-11\n  verbatims add ferry-survey november.csv --wave 2026-11 --first 2026-03"
    )]
    Add(AddArgs),

    /// Write the first study from inside the program to a new folder, and report it
    #[command(after_help = "Example:\n  verbatims demo linkedin-invites")]
    Demo {
        /// The folder to write; it must not exist, or be empty
        folder: PathBuf,
    },

    /// Print the completions for a shell
    #[command(
        after_help = "Example:\n  verbatims completions bash > ~/.local/share/bash-completion/completions/verbatims"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, clap::Args)]
pub(super) struct ExplainArgs {
    /// The study's folder
    pub study: PathBuf,
    /// The comment's id
    #[arg(required_unless_present = "text", conflicts_with = "text")]
    pub comment: Option<String>,
    /// A text of your own instead of a comment
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,
    /// A cell beside the text, for patterns that ask for other columns; may be given several times
    #[arg(long = "cell", value_name = "COLUMN=VALUE", requires = "text", value_parser = cell)]
    pub cells: Vec<(String, String)>,
    /// Say of this theme why it is or is not shown
    #[arg(long, value_name = "ID")]
    pub theme: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct TagArgs {
    /// The file with the rows; `-` is standard input
    pub file: PathBuf,
    /// The codebook
    #[arg(long, value_name = "FILE")]
    pub codebook: PathBuf,
    /// The column with the text, by name, by its question, or as #n; again for each further one
    #[arg(long, value_name = "COLUMN", required = true)]
    pub text: Vec<Column>,
    /// The column with the row's id, by name or as #n [default: rows are numbered from 1]
    #[arg(long, value_name = "COLUMN")]
    pub id: Option<Column>,
    /// The platform that the file comes from, as `qualtrics`; `generic` is any table [default: recognised]
    #[arg(long, value_name = "ID", help_heading = "Reading")]
    pub platform: Option<String>,
    /// The encoding of a text, as `windows-1252`, `macintosh` or `utf-16le` [default: seen from its bytes]
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub encoding: Option<String>,
    /// What parts the cells of a text: one character, or `tab` [default: seen from the first rows]
    #[arg(long, value_name = "CHAR", value_parser = delimiter, help_heading = "Reading")]
    pub delimiter: Option<u8>,
    /// The sheet of a workbook, by name [default: the first with rows]
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub sheet: Option<String>,
    /// Write to this file, in the format that its ending says; `-`, or none, is standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// The format of the output, whatever the file's name [default: csv where there is no name]
    #[arg(long, value_parser = row_formats())]
    pub format: Option<String>,
    /// The input's columns, then one 0/1 column a theme
    #[arg(long)]
    pub wide: bool,
    /// Leave out the columns that look personal
    #[arg(long)]
    pub drop_personal: bool,
    /// Stop at rows that cannot be read, which are otherwise left out and counted
    #[arg(long)]
    pub strict: bool,
}

fn row_formats() -> PossibleValuesParser {
    PossibleValuesParser::new(ROW_FORMATS.iter().map(|format| PossibleValue::new(format.id).help(format.about)))
}

fn delimiter(given: &str) -> Result<u8, String> {
    match given.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [byte] if !byte.is_ascii_alphanumeric() && !matches!(byte, b'"' | b'\r' | b'\n') => Ok(*byte),
        _ => Err("expected one character that is no letter, digit or quote, as `;`, or `tab`".to_owned()),
    }
}

fn cell(given: &str) -> Result<(String, String), String> {
    let parted = given.split_once('=').ok_or("expected a column and its cell, as in `role=student`")?;
    Ok((parted.0.trim().to_owned(), parted.1.trim().to_owned()))
}

#[derive(Debug, clap::Args)]
pub(super) struct InspectArgs {
    /// The export: CSV, TSV, XLSX, ODS, JSON, JSON lines, Parquet or SPSS
    pub file: PathBuf,
    /// Print the same as JSON, for programs
    #[arg(long)]
    pub json: bool,
    /// The platform it comes from, where it is not recognised
    #[arg(long, value_name = "ID")]
    pub format: Option<String>,
    /// The encoding of a text file, such as utf-8, windows-1252 or macintosh
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// The character between cells, or `tab`
    #[arg(long, value_name = "CHARACTER", value_parser = one_byte)]
    pub delimiter: Option<u8>,
    /// The sheet of a workbook [default: the first with rows]
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
}

pub(super) fn one_byte(given: &str) -> Result<u8, String> {
    match given.as_bytes() {
        [byte] if byte.is_ascii() => Ok(*byte),
        b"tab" | b"\\t" => Ok(b'\t'),
        _ => Err("expected one character, or `tab`".to_owned()),
    }
}

fn at_least_one(given: &str) -> Result<usize, String> {
    match given.parse() {
        Ok(0) => Err("expected at least one thread".to_owned()),
        Ok(threads) => Ok(threads),
        Err(_) => Err("expected a whole number".to_owned()),
    }
}
