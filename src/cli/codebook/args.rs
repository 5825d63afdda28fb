//! The commands on a codebook and their flags; the help that teaches them is made from the comments here.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Subcommand, ValueEnum};

use crate::codebook::exchange::{FORMATS, Levels, NestedScope, ValueType};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum CodebookCommand {
    /// Check a codebook, and hold it against the comments of a study
    ///
    /// A line for each finding: `ok`, `note` or `fail`. Without a study: patterns that say the same, that add nothing
    /// because another matches wherever they do, that add no comment because another fires wherever they do, that can
    /// never fire, or that exclusions always cancel; themes without definition or examples; examples that do not come out. With a study also: patterns that never fire, the words and counts
    /// behind each stem, and words of patterns that nobody wrote. Exits 1 if anything fails.
    #[command(
        after_help = "Examples:\n  verbatims codebook check data/linkedin-invites/codebook.toml | grep fail\n  verbatims codebook check draft.csv data/linkedin-invites"
    )]
    Check {
        /// The codebook
        codebook: PathBuf,
        /// The study's folder; its open questions that name this codebook are asked, or all where none does
        study: Option<PathBuf>,
    },

    /// Test a codebook on its own examples
    ///
    /// Every text under `matches` must show its theme and every text under `no_match` must not. Exits 1 if one fails:
    /// run it where your other tests run.
    #[command(after_help = "Example:\n  verbatims codebook test data/linkedin-invites/codebook.toml")]
    Test {
        /// The codebook
        codebook: PathBuf,
    },

    /// Show which comments gain and lose which themes when a codebook changes, and by which pattern
    ///
    /// Compares two codebooks on the comments of a study, or each codebook of the study with what it was at a revision
    /// of git. Themes are the same where their ids are.
    #[command(
        override_usage = "verbatims codebook diff A B STUDY\n       verbatims codebook diff --git REV STUDY",
        after_help = "Examples:\n  verbatims codebook diff old.toml new.toml data/linkedin-invites\n  verbatims codebook diff --git HEAD data/linkedin-invites"
    )]
    Diff(DiffArgs),

    /// Find words and phrases that the codebook may lack, with the pattern that each would be
    ///
    /// Words and phrases of two and three words, by stem, in groups, each with its counts and three comments. Of all
    /// comments: what is frequent where no pattern matches. With --untagged: what stands out in the comments without a
    /// theme against the others (log-likelihood ratio). --accept writes one into the codebook, at the end of the
    /// theme's patterns, and changes nothing else of the file.
    #[command(
        after_help = "Examples:\n  verbatims codebook suggest data/linkedin-invites --untagged\n  verbatims codebook suggest data/linkedin-invites --accept profil-photo --theme profile"
    )]
    Suggest(SuggestArgs),

    /// Turn a dictionary of another program into a codebook.toml
    ///
    /// Values become exact words in quotes and wildcards; nested categories become themes with a parent. Every line that
    /// cannot be carried over is reported, with the reason. Files that are not UTF-8 are read as Windows-1252.
    #[command(
        after_help = "Examples:\n  verbatims codebook import laver.cat --out codebook.toml\n  verbatims codebook import policy.yml --out codebook.toml --levels 1 --nested-scope dictionary"
    )]
    Import(ImportArgs),

    /// Write a codebook as a dictionary of another program
    ///
    /// Other programs know words, phrases and wildcards; what they cannot say is left out and reported: operators,
    /// exclusions, stems (written as the word that stands in the pattern).
    #[command(after_help = "Example:\n  verbatims codebook export codebook.toml --out policy.yml")]
    Export(ExportArgs),
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct DiffArgs {
    /// Two codebooks and the study's folder; with --git the study's folder only
    #[arg(required = true, num_args = 1..=3, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Compare with the codebooks as they stood at this commit, branch or tag
    #[arg(long, value_name = "REV")]
    pub git: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct SuggestArgs {
    /// The study's folder
    pub study: PathBuf,
    /// Ask the comments that show no theme
    #[arg(long)]
    pub untagged: bool,
    /// Write the suggestion with this id into the codebook
    #[arg(long, value_name = "ID", requires = "theme")]
    pub accept: Option<String>,
    /// The theme that it belongs to
    #[arg(long, value_name = "ID", requires = "accept")]
    pub theme: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ImportArgs {
    /// The dictionary
    pub file: PathBuf,
    /// Write the codebook to this file
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// What the file is [default: by its name]
    #[arg(long, value_parser = formats())]
    pub format: Option<String>,
    /// How its values are read [default: as its program does]
    #[arg(long)]
    pub valuetype: Option<ValueType>,
    /// Whether the words of a match can be counted by another category too
    #[arg(long, default_value = "key")]
    pub nested_scope: NestedScope,
    /// The levels whose names make the themes, as `1`, `1,3` or `1-3`; others collapse into what is above [default: the
    /// tree is kept]
    #[arg(long, value_name = "LEVELS")]
    pub levels: Option<Levels>,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ExportArgs {
    /// The codebook
    pub codebook: PathBuf,
    /// Write the dictionary to this file
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// What to write [default: by the name of the file]
    #[arg(long, value_parser = formats())]
    pub format: Option<String>,
}

fn formats() -> PossibleValuesParser {
    FORMATS.iter().map(|format| PossibleValue::new(format.id).help(format.about)).into()
}

impl ValueEnum for ValueType {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Glob, Self::Fixed, Self::Regex]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Self::Glob => Some(PossibleValue::new("glob").help("`*` is any run of characters, `?` is one")),
            Self::Fixed => Some(PossibleValue::new("fixed").help("Exact words")),
            Self::Regex => Some(PossibleValue::new("regex").help("A regular expression for each word")),
            Self::Stem | Self::Pattern => None,
        }
    }
}

impl ValueEnum for NestedScope {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Key, Self::Dictionary]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Key => PossibleValue::new("key").help("Categories do not compete"),
            Self::Dictionary => {
                PossibleValue::new("dictionary").help("What lies wholly in longer matches does not count again")
            }
        })
    }
}
