//! `codebook.toml` as it stands in the file: its keys and nothing more. `load` makes a codebook of it.

use serde::Deserialize;
use toml::Spanned;

use super::{Across, Example, Overlap};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub name: Option<String>,
    pub language: Option<Spanned<String>>,
    #[serde(default)]
    pub spelling: SpellingKey,
    #[serde(default)]
    pub stem: Option<bool>,
    #[serde(default)]
    pub case: FoldKey,
    #[serde(default)]
    pub accents: FoldKey,
    #[serde(default)]
    pub words: WordsKey,
    #[serde(default)]
    pub overlap: Overlap,
    #[serde(default)]
    pub across: Across,
    #[serde(default)]
    pub negation: Vec<Spanned<String>>,
    #[serde(default)]
    pub exclude: Vec<Spanned<String>>,
    #[serde(default)]
    pub group: Vec<GroupEntry>,
    #[serde(default)]
    pub theme: Vec<ThemeEntry>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub(super) enum SpellingKey {
    #[default]
    Variants,
    AsWritten,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub(super) enum FoldKey {
    #[default]
    Fold,
    Keep,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub(super) enum WordsKey {
    #[default]
    Unicode,
    Hyphenated,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupEntry {
    pub id: Spanned<String>,
    pub label: Option<String>,
    #[serde(default)]
    pub exclusive: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ThemeEntry {
    pub id: Spanned<String>,
    pub label: Option<String>,
    #[serde(default)]
    pub definition: String,
    pub group: Option<Spanned<String>>,
    pub parent: Option<Spanned<String>>,
    #[serde(default)]
    pub patterns: Vec<Spanned<String>>,
    #[serde(default)]
    pub exclude: Vec<Spanned<String>>,
    #[serde(default)]
    pub matches: Vec<Spanned<Example>>,
    #[serde(default)]
    pub no_match: Vec<Spanned<Example>>,
}
