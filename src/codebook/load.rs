//! Reading `codebook.toml`: every mistake is gathered and shown with its line.

use std::collections::HashSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::{Codebook, Group, Pattern, Theme};
use crate::diag::{Diagnostic, Place, did_you_mean, from_toml};
use crate::text::{Language, Spelling, Stemmer};

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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: Option<String>,
    language: Option<Spanned<String>>,
    #[serde(default)]
    spelling: SpellingKey,
    #[serde(default)]
    exclude: Vec<Spanned<String>>,
    #[serde(default, rename = "group")]
    groups: Vec<GroupEntry>,
    #[serde(default, rename = "theme")]
    themes: Vec<ThemeEntry>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
enum SpellingKey {
    #[default]
    Variants,
    AsWritten,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupEntry {
    id: Spanned<String>,
    label: Option<String>,
    #[serde(default)]
    exclusive: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeEntry {
    id: Spanned<String>,
    label: Option<String>,
    #[serde(default)]
    definition: String,
    group: Option<Spanned<String>>,
    #[serde(default)]
    patterns: Vec<Spanned<String>>,
    #[serde(default)]
    exclude: Vec<Spanned<String>>,
    #[serde(default)]
    matches: Vec<String>,
    #[serde(default)]
    no_match: Vec<String>,
}

/// Reads a codebook from a file; `shown` is its name in messages.
///
/// # Errors
/// The file cannot be read, is no valid TOML, has an unknown key, or has any mistake that [`parse`] finds.
pub fn load(path: &Path, shown: &str) -> Result<Codebook, CodebookError> {
    let text = std::fs::read_to_string(path).map_err(|source| CodebookError::Read { path: path.to_owned(), source })?;
    parse(&text, shown)
}

/// Reads a codebook from its text.
///
/// # Errors
/// No themes, an id that stands twice or is no id, an unknown group or language, a pattern that can never match.
pub fn parse(text: &str, shown: &str) -> Result<Codebook, CodebookError> {
    let file: File =
        toml::from_str(text).map_err(|error| CodebookError::Invalid(vec![from_toml(shown, text, &error)]))?;
    let mut reader = Reader { text, shown, found: Vec::new() };
    let codebook = reader.codebook(file);
    if reader.found.is_empty() { Ok(codebook) } else { Err(CodebookError::Invalid(reader.found)) }
}

struct Reader<'a> {
    text: &'a str,
    shown: &'a str,
    found: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn codebook(&mut self, file: File) -> Codebook {
        let language = self.language(file.language.as_ref());
        let spelling = match file.spelling {
            SpellingKey::Variants => Spelling::Variants,
            SpellingKey::AsWritten => Spelling::AsWritten,
        };
        let stemmer = Stemmer::new(language, spelling);
        if file.themes.is_empty() {
            let none = Diagnostic::error(Place::file(self.shown), "the codebook has no themes, expected at least one");
            self.found.push(none.hint("add a `[[theme]]` with an id, a label, a definition and patterns"));
        }
        self.ids("group", file.groups.iter().map(|group| &group.id));
        self.ids("theme", file.themes.iter().map(|theme| &theme.id));
        let exclude = self.patterns(&file.exclude, &stemmer);
        let mut groups: Vec<Group> = file.groups.into_iter().map(group).collect();
        if groups.is_empty() {
            groups.push(Group { id: "themes".to_owned(), label: "Themes".to_owned(), exclusive: false });
        }
        let themes = file.themes.into_iter().map(|entry| self.theme(entry, &groups, &stemmer)).collect();
        let name = file.name.unwrap_or_else(|| self.shown.to_owned());
        Codebook { name, language, spelling, groups, themes, exclude }
    }

    fn theme(&mut self, entry: ThemeEntry, groups: &[Group], stemmer: &Stemmer) -> Theme {
        let group = entry.group.as_ref().map_or(Some(0), |id| {
            let place = groups.iter().position(|group| group.id == *id.get_ref());
            if place.is_none() {
                let ids: Vec<&str> = groups.iter().map(|group| group.id.as_str()).collect();
                self.mistake(
                    id.span(),
                    format!("there is no group `{}`", id.get_ref()),
                    did_you_mean(id.get_ref(), &ids),
                );
            }
            place
        });
        let id = entry.id.into_inner();
        Theme {
            label: entry.label.unwrap_or_else(|| id.clone()),
            id,
            definition: entry.definition,
            group: group.unwrap_or(0),
            patterns: self.patterns(&entry.patterns, stemmer),
            exclude: self.patterns(&entry.exclude, stemmer),
            matches: entry.matches,
            no_match: entry.no_match,
        }
    }

    fn patterns(&mut self, sources: &[Spanned<String>], stemmer: &Stemmer) -> Vec<Pattern> {
        let mut patterns = Vec::with_capacity(sources.len());
        for source in sources {
            match Pattern::parse(source.get_ref(), stemmer) {
                Ok(pattern) => patterns.push(pattern),
                Err(error) => {
                    // Past the opening quote; exact where the pattern is a literal string, as documented.
                    let start = source.span().start + 1 + error.span.start;
                    let message = format!("in the pattern `{}`: {error}", source.get_ref());
                    self.mistake(start..start, message, error.hint.unwrap_or_default());
                }
            }
        }
        patterns
    }

    fn ids<'i>(&mut self, what: &str, ids: impl Iterator<Item = &'i Spanned<String>>) {
        let mut seen = HashSet::new();
        for id in ids {
            let is_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
            if id.get_ref().is_empty() || !id.get_ref().chars().all(is_id) {
                let message = format!("the {what} id is `{}`, expected letters, digits, `_` or `-`", id.get_ref());
                self.mistake(id.span(), message, "put the words to show in `label`".to_owned());
            }
            if !seen.insert(id.get_ref().as_str()) {
                let message = format!("the {what} id `{}` stands twice", id.get_ref());
                self.mistake(id.span(), message, "rename one, or merge the two".to_owned());
            }
        }
    }

    fn language(&mut self, code: Option<&Spanned<String>>) -> Language {
        let Some(code) = code else { return Language::English };
        Language::from_code(code.get_ref()).unwrap_or_else(|| {
            let message = format!("there is no stemmer for the language `{}`", code.get_ref());
            self.mistake(code.span(), message, format!("expected one of: {}", Language::codes().join(", ")));
            Language::English
        })
    }

    fn mistake(&mut self, span: Range<usize>, message: String, hint: String) {
        self.found.push(Diagnostic::error(Place::offset(self.shown, self.text, span.start), message).hint(hint));
    }
}

fn group(entry: GroupEntry) -> Group {
    let id = entry.id.into_inner();
    Group { label: entry.label.unwrap_or_else(|| id.clone()), id, exclusive: entry.exclusive }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistakes(text: &str) -> Vec<String> {
        parse(text, "codebook.toml")
            .err()
            .map(|error| error.diagnostics().iter().map(ToString::to_string).collect())
            .unwrap_or_default()
    }

    #[test]
    fn a_codebook_without_themes_is_refused() {
        assert!(mistakes("name = 'x'")[0].contains("the codebook has no themes"));
    }

    #[test]
    fn an_unknown_key_has_a_place_and_a_hint() {
        let shown = mistakes("[[theme]]\nid = 'a'\npaterns = ['note']\n");
        assert_eq!(shown, ["codebook.toml:3:1: unknown key `paterns`\nhint: did you mean `patterns`?"]);
    }

    #[test]
    fn every_mistake_is_shown_with_its_place() {
        let shown = mistakes(
            "language = 'nl'\n[[theme]]\nid = 'a b'\ngroup = 'none'\npatterns = ['note', 'note \"…\"']\n[[theme]]\nid = 'a b'\n",
        );
        let places: Vec<&str> = shown.iter().filter_map(|line| line.split(": ").next()).collect();
        assert_eq!(
            places,
            [
                "codebook.toml:1:12",
                "codebook.toml:3:6",
                "codebook.toml:7:6",
                "codebook.toml:7:6",
                "codebook.toml:4:9",
                "codebook.toml:5:28"
            ]
        );
    }

    #[test]
    fn a_theme_without_a_group_is_in_the_first() -> Result<(), CodebookError> {
        let codebook = parse("[[theme]]\nid = 'a'\npatterns = ['note']\n", "codebook.toml")?;
        assert_eq!(codebook.groups[0].id, "themes");
        assert_eq!(codebook.themes[0].label, "a");
        Ok(())
    }
}
