//! Reading `codebook.toml`: every mistake is gathered and shown with its line.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use toml::Spanned;

use super::file::{File, FoldKey, GroupEntry, SpellingKey, ThemeEntry, WordsKey};
use super::graph::{Link, below_itself, unfollowable};
use super::standing::{Standing, standings};
use super::{Codebook, Example, Expression, Group, Pattern, Reading, Stemming, Theme, limits};
use crate::diag::{Diagnostic, Place, did_you_mean, from_toml};
use crate::text::{Accents, Case, Forms, Hyphens, Language, Spelling, Stemmer};

/// Why a codebook cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CodebookError {
    /// The file cannot be read.
    #[error("{}: cannot be read: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The codebook has mistakes.
    #[error("{} mistakes in the codebook", .0.len())]
    Invalid(Vec<Diagnostic>),
}

impl CodebookError {
    /// Every mistake, with its place and a hint.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        match self {
            Self::Read { path, source } => vec![
                Diagnostic::error(Place::file(path.display().to_string()), format!("cannot be read: {source}"))
                    .hint("check the path of the codebook"),
            ],
            Self::Invalid(diagnostics) => diagnostics.clone(),
        }
    }
}

/// Reads a codebook from a file; `shown` is its name in messages.
///
/// # Errors
/// The file cannot be read, is no valid TOML, has an unknown key, or has any mistake that [`parse`] finds.
pub fn load(path: &Path, shown: &str) -> Result<Codebook, CodebookError> {
    let bytes = limits::read_file(path).map_err(|source| CodebookError::Read { path: path.to_owned(), source })?;
    parse_as(path, &bytes, shown)
}

/// Reads a codebook from the content of a file of this name: a sheet where it is CSV or a workbook, else TOML.
///
/// # Errors
/// As [`load`].
pub fn parse_as(path: &Path, bytes: &[u8], shown: &str) -> Result<Codebook, CodebookError> {
    refused(limits::too_long(shown, bytes.len()))?;
    if is_sheet(path) {
        return super::exchange::parse_sheet(bytes, shown);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| CodebookError::Read {
        path: path.to_owned(),
        source: std::io::Error::new(std::io::ErrorKind::InvalidData, error),
    })?;
    parse(text, shown)
}

/// Whether a codebook of this name is a sheet: CSV or a workbook.
#[must_use]
pub fn is_sheet(path: &Path) -> bool {
    ends_in(path, "csv") || is_workbook(path)
}

/// Whether a codebook of this name is a workbook, which is read and never written.
#[must_use]
pub fn is_workbook(path: &Path) -> bool {
    ends_in(path, "xlsx")
}

fn ends_in(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
}

/// Reads a codebook from its text.
///
/// # Errors
/// More than 16 MiB or 100,000 themes, an id that stands twice or is no id, an unknown group, parent or language, a circle of themes, a pattern
/// that can never match, an exclusion that cancels nothing.
pub fn parse(text: &str, shown: &str) -> Result<Codebook, CodebookError> {
    refused(limits::too_long(shown, text.len()).or_else(|| limits::too_many(shown, limits::themes_in(text))))?;
    let file: File =
        toml::from_str(text).map_err(|error| CodebookError::Invalid(vec![from_toml(shown, text, &error)]))?;
    refused(limits::too_many(shown, file.theme.len()))?;
    let mut reader = Reader { text, shown, found: Vec::new(), more: false, links: Vec::new(), cells: Vec::new() };
    let codebook = reader.codebook(file);
    if reader.more {
        let message = format!("there are more mistakes; these are the first {MOST}");
        reader.found.push(Diagnostic::error(Place::file(shown), message));
    }
    if reader.found.is_empty() { Ok(codebook) } else { Err(CodebookError::Invalid(reader.found)) }
}

fn refused(wrong: Option<Diagnostic>) -> Result<(), CodebookError> {
    wrong.map_or(Ok(()), |wrong| Err(CodebookError::Invalid(vec![wrong])))
}

/// Mistakes that are shown: each has a place that is looked for from the start of the file.
const MOST: usize = 100;

/// Names among which the one meant is looked for.
const FEW: usize = 1000;

pub(super) struct Reader<'a> {
    text: &'a str,
    shown: &'a str,
    found: Vec<Diagnostic>,
    /// Whether there are more mistakes than are shown.
    more: bool,
    links: Vec<Link>,
    /// The columns that examples have cells for, with the places of the examples.
    cells: Vec<(usize, String)>,
}

impl Reader<'_> {
    fn codebook(&mut self, file: File) -> Codebook {
        let language = self.language(file.language.as_ref());
        let spelling = match file.spelling {
            SpellingKey::Variants => Spelling::Variants,
            SpellingKey::AsWritten => Spelling::AsWritten,
        };
        let stemmer = Stemmer::new(language, spelling);
        let group_positions = self.ids("group", file.group.iter().map(|group| &group.id));
        let positions = self.ids("theme", file.theme.iter().map(|theme| &theme.id));
        let forms = forms(&file);
        let stemming = if file.stem.unwrap_or(true) { Stemming::Stem } else { Stemming::Exact };
        let plain = Reading { stemmer: &stemmer, forms, stemming, themes: None, negation: false };
        let negation = self.negation(&file.negation, &plain);
        let plain = Reading { negation: !file.negation.is_empty(), ..plain };
        let exclude = self.exclusions(&file.exclude, &plain, None);
        let mut groups: Vec<Group> = file.group.into_iter().map(group).collect();
        if groups.is_empty() && !file.theme.is_empty() {
            groups.push(Group { id: "themes".to_owned(), label: "Themes".to_owned(), exclusive: false });
        }
        let standings = standings(self, &file.theme, &positions, &group_positions);
        let places: Vec<usize> = file.theme.iter().map(|entry| entry.id.span().start).collect();
        let reading = Reading { themes: Some(&positions), ..plain };
        let themes = file.theme.into_iter().zip(standings).enumerate();
        let themes: Vec<Theme> = themes.map(|(place, (entry, at))| self.theme(place, entry, at, &reading)).collect();
        let links = std::mem::take(&mut self.links);
        let wrong = below_itself(&themes, &places).map_or_else(|| unfollowable(&themes, links), |wrong| vec![wrong]);
        for (at, message, hint) in wrong {
            self.mistake(at, message, || hint.to_owned());
        }
        let name = file.name.unwrap_or_else(|| self.shown.to_owned());
        let (overlap, across) = (file.overlap, file.across);
        let codebook = Codebook {
            name,
            language,
            spelling,
            stemming,
            forms,
            overlap,
            across,
            negation,
            groups,
            themes,
            exclude,
            positions,
        };
        self.idle_cells(&codebook);
        codebook
    }

    /// Takes examples, and notes which columns they have cells for.
    fn examples(&mut self, examples: Vec<Spanned<Example>>) -> Vec<Example> {
        for example in &examples {
            let columns = example.get_ref().cells.iter().map(|(column, _)| (example.span().start, column.clone()));
            self.cells.extend(columns);
        }
        examples.into_iter().map(Spanned::into_inner).collect()
    }

    /// Says which cells of examples no pattern asks for: their columns are most likely misspelled.
    fn idle_cells(&mut self, codebook: &Codebook) {
        let columns = codebook.columns();
        for (at, column) in std::mem::take(&mut self.cells) {
            if !columns.contains(&column.as_str()) {
                let message = format!("the example has a cell for `{column}`, and no pattern asks for that column");
                self.mistake(at, message, || match columns.as_slice() {
                    [] => "leave it out; patterns ask for columns as in `[role = \"student\"]`".to_owned(),
                    columns => did_you_mean(&column, columns),
                });
            }
        }
    }

    fn theme(&mut self, place: usize, entry: ThemeEntry, at: Standing, reading: &Reading<'_>) -> Theme {
        let id = entry.id.into_inner();
        Theme {
            label: entry.label.unwrap_or_else(|| id.clone()),
            id,
            definition: entry.definition,
            group: at.group,
            parent: at.parent,
            patterns: self.patterns(&entry.patterns, reading, Some(place)),
            exclude: self.exclusions(&entry.exclude, reading, Some(place)),
            matches: self.examples(entry.matches),
            no_match: self.examples(entry.no_match),
        }
    }

    /// Reads patterns, and notes which themes they name.
    fn patterns(&mut self, sources: &[Spanned<String>], reading: &Reading<'_>, owner: Option<usize>) -> Vec<Pattern> {
        let mut patterns = Vec::with_capacity(sources.len());
        for source in sources {
            // Past the opening quote; exact where the pattern is a literal string, as documented.
            let start = source.span().start + 1;
            if self.more {
                break;
            }
            match Pattern::parse(source.get_ref(), reading) {
                Ok(pattern) => {
                    self.links.extend(owner.into_iter().flat_map(|from| links(&pattern, from, start)));
                    patterns.push(pattern);
                }
                Err(error) => {
                    let message = format!("in the pattern `{}`: {error}", short(source.get_ref()));
                    self.mistake(start + error.span.start, message, || error.hint.unwrap_or_default());
                }
            }
        }
        patterns
    }

    fn exclusions(&mut self, sources: &[Spanned<String>], reading: &Reading<'_>, owner: Option<usize>) -> Vec<Pattern> {
        let patterns = self.patterns(sources, reading, owner);
        if patterns.len() == sources.len() {
            for (pattern, source) in patterns.iter().zip(sources) {
                if !pattern.expression.can_have_words() {
                    let message =
                        format!("the exclusion `{}` has no words, so it cancels nothing", short(&pattern.source));
                    let hint = "an exclusion cancels matches inside its words; in the pattern itself write `AND NOT`";
                    self.mistake(source.span().start, message, || hint.to_owned());
                }
            }
        }
        patterns
    }

    fn negation(&mut self, sources: &[Spanned<String>], reading: &Reading<'_>) -> Vec<Pattern> {
        let patterns = self.patterns(sources, reading, None);
        if let Some(pattern) = patterns.iter().find(|pattern| !pattern.expression.has_place()) {
            let message = format!("the negation word `{}` has no place", short(&pattern.source));
            let at = sources.first().map_or(0, |source| source.span().start);
            self.mistake(at, message, || "name words and phrases, without `AND` and `NOT`".to_owned());
        }
        patterns
    }

    /// Checks ids, and gives the position of each.
    fn ids<'i>(&mut self, what: &str, ids: impl Iterator<Item = &'i Spanned<String>>) -> HashMap<String, usize> {
        let mut positions = HashMap::new();
        for (place, id) in ids.enumerate() {
            let is_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
            let name = id.get_ref();
            if name.is_empty() || !name.chars().all(is_id) {
                let message = format!("the {what} id is `{}`, expected letters, digits, `_` or `-`", short(name));
                self.mistake(id.span().start, message, || "put the words to show in `label`".to_owned());
            }
            if positions.contains_key(name) {
                let message = format!("the {what} id `{}` stands twice", short(name));
                self.mistake(id.span().start, message, || "rename one, or merge the two".to_owned());
            } else {
                positions.insert(name.clone(), place);
            }
        }
        positions
    }

    fn language(&mut self, code: Option<&Spanned<String>>) -> Language {
        let Some(code) = code else { return Language::English };
        Language::from_code(code.get_ref()).unwrap_or_else(|| {
            let message = format!("there is no stemmer for the language `{}`", short(code.get_ref()));
            self.mistake(code.span().start, message, || {
                let codes = Language::codes().join(", ");
                format!("expected one of: {codes}; for another language leave `language` out and write `stem = false`: bare words then match exactly, and wildcards (`word*`) their other forms")
            });
            Language::English
        })
    }

    pub fn mistake(&mut self, at: usize, message: String, hint: impl FnOnce() -> String) {
        if self.found.len() < MOST {
            self.found.push(Diagnostic::error(Place::offset(self.shown, self.text, at), message).hint(hint()));
        } else {
            self.more = true;
        }
    }
}

fn forms(file: &File) -> Forms {
    Forms {
        case: match file.case {
            FoldKey::Fold => Case::Fold,
            FoldKey::Keep => Case::Keep,
        },
        accents: match file.accents {
            FoldKey::Fold => Accents::Fold,
            FoldKey::Keep => Accents::Keep,
        },
        hyphens: match file.words {
            WordsKey::Unicode => Hyphens::Part,
            WordsKey::Hyphenated => Hyphens::Join,
        },
    }
}

fn links(pattern: &Pattern, from: usize, start: usize) -> Vec<Link> {
    let mut found = Vec::new();
    pattern.expression.visit(false, &mut |part, near| {
        if let Expression::Reference(reference) = part
            && let Some(to) = reference.theme()
        {
            found.push(Link { from, to, at: start + reference.span.start, near });
        }
    });
    found
}

/// The beginning of a text that may be long, for a message.
fn short(text: &str) -> &str {
    text.char_indices().nth(200).map_or(text, |(end, _)| &text[..end])
}

/// What may have been meant; where there are very many names it is not looked for.
pub(super) fn meant<'n>(name: &str, names: impl ExactSizeIterator<Item = &'n String>) -> String {
    if names.len() > FEW {
        return "check how it is written".to_owned();
    }
    let mut names: Vec<&str> = names.map(String::as_str).collect();
    names.sort_unstable();
    did_you_mean(name, &names)
}

fn group(entry: GroupEntry) -> Group {
    let id = entry.id.into_inner();
    Group { label: entry.label.unwrap_or_else(|| id.clone()), id, exclusive: entry.exclusive }
}

#[cfg(test)]
mod tests;
