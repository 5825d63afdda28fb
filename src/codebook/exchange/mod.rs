//! Dictionaries of other programs, in and out: one file a format, one line in [`FORMATS`].
//!
//! A format turns its text into a tree of categories with values, and such a tree into its text. What a value means is
//! `value`'s; which category becomes which theme is `themes`'; the file that is written is `write`'s.

mod dictionary;
mod encoding;
mod lexicoder;
mod liwc;
mod liwc22;
mod outward;
mod quanteda;
mod sheet;
mod themes;
mod value;
mod wordstat;
mod workbook;
mod write;
mod yoshikoder;

use std::path::Path;

use crate::diag::{Diagnostic, Place, Warned};

use dictionary::{Dictionary, Input};
pub(super) use sheet::{append_row, parse_sheet};
pub use themes::{Imported, ImportedTheme, Levels};
pub use value::ValueType;

use super::{Codebook, CodebookError, limits};

/// A kind of dictionary that can be read and written.
#[derive(Debug)]
pub struct Format {
    /// Id, as `--format` takes it.
    pub id: &'static str,
    /// Whose it is, and what is special.
    pub about: &'static str,
    /// How the names of its files end.
    pub extensions: &'static [&'static str],
    /// How its values are read where nothing else is said.
    pub values: ValueType,
    read: fn(&mut Input) -> Result<Dictionary, Diagnostic>,
    write: fn(&Dictionary, &mut Vec<Diagnostic>) -> Result<String, Diagnostic>,
}

/// Every format.
pub const FORMATS: &[Format] = &[
    quanteda::QUANTEDA,
    liwc::LIWC,
    liwc22::LIWC22,
    wordstat::WORDSTAT,
    lexicoder::LEXICODER,
    yoshikoder::YOSHIKODER,
    sheet::SHEET,
];

impl Format {
    /// The format with this id.
    #[must_use]
    pub fn by_id(id: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.id == id)
    }

    /// The format whose files end like this one.
    ///
    /// # Errors
    /// No format has such files.
    pub fn of_file(path: &Path) -> Result<&'static Self, Diagnostic> {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
        let known = |format: &&Self| format.extensions.iter().any(|known| Some(*known) == extension.as_deref());
        FORMATS.iter().find(known).ok_or_else(|| {
            let names: Vec<&str> = FORMATS.iter().flat_map(|format| format.extensions).copied().collect();
            if extension.as_deref() == Some("xlsx") {
                let found = "a workbook is neither imported nor written";
                return Diagnostic::error(Place::file(path.display().to_string()), found).hint(
                    "with the columns `theme` and `pattern` it is a codebook as it stands; to write one for a spreadsheet, write CSV",
                );
            }
            let found = "the name does not say which kind of dictionary it is";
            Diagnostic::error(Place::file(path.display().to_string()), found)
                .hint(format!("name the format with `--format`, or end the name in one of: .{}", names.join(", .")))
        })
    }
}

/// How a dictionary is to be read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How its values are read, if not as its format has them.
    pub values: Option<ValueType>,
    /// Whether themes compete for words.
    pub scope: NestedScope,
    /// The levels whose names make the themes; `None` keeps the tree.
    pub levels: Option<Levels>,
}

/// Whether the words of one match can be counted by another category too: quanteda's `nested_scope`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NestedScope {
    /// Categories do not compete.
    #[default]
    Key,
    /// A match whose words all lie in longer matches does not count, of whichever category.
    Dictionary,
}

/// Reads a dictionary; `shown` is the file's name in messages. What cannot be carried over is a warning with its line.
///
/// # Errors
/// The file has more than 16 MiB, is not of the format, or holds nothing that can be carried over.
pub fn import(bytes: &[u8], shown: &str, format: &Format, options: &Options) -> Result<Warned<Imported>, Diagnostic> {
    if let Some(wrong) = limits::too_long(shown, bytes.len()) {
        return Err(wrong);
    }
    let (text, encoding) = encoding::decode(bytes);
    let mut input = Input { text: &text, shown, warnings: Vec::new() };
    if encoding == encoding::Encoding::Windows1252 {
        let found = "the file is not UTF-8; it was read as Windows-1252";
        let warning = Diagnostic::warning(Place::file(shown), found);
        input.warnings.push(warning.hint("look at words with accents; save the file as UTF-8 if they are wrong"));
    }
    let dictionary = (format.read)(&mut input)?;
    let imported = themes::themes(dictionary, &mut input, options.values.unwrap_or(format.values), options)?;
    Ok(Warned { value: imported, warnings: input.warnings })
}

/// Writes a codebook as a dictionary of another program. What cannot be said there is a warning.
///
/// # Errors
/// Nothing of the codebook can be said in the format.
pub fn export(codebook: &Codebook, format: &Format) -> Result<Warned<String>, Diagnostic> {
    let mut warnings = Vec::new();
    let dictionary = outward::dictionary(codebook, format.values, &mut warnings);
    if dictionary::flat(&dictionary.categories).is_empty() {
        let found = "nothing of the codebook can be said in this format, which has words, phrases and wildcards";
        return Err(Diagnostic::error(Place::file(&codebook.name), found).hint("`--format csv` keeps every pattern"));
    }
    let text = (format.write)(&dictionary, &mut warnings)?;
    Ok(Warned { value: text, warnings })
}

impl Imported {
    /// The codebook as `codebook.toml`; `origin` is said at its top.
    ///
    /// # Errors
    /// What would be written is no codebook.
    pub fn to_toml(&self, origin: &str) -> Result<String, CodebookError> {
        let written = write::toml(self, Some(origin));
        super::parse(&written.text, "the imported codebook")?;
        Ok(written.text)
    }
}
