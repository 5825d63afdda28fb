//! `verbatims codebook`: everything that is done to a codebook.

mod args;
mod diff;
mod exchange;
mod suggest;

use std::path::Path;

pub(super) use args::CodebookCommand;

use super::terminal::{Terminal, shown};
use super::{Ended, check};
use crate::codebook;
use crate::study::{Study, check_codebook, examples};

pub(super) fn run(terminal: &Terminal, command: &CodebookCommand) -> anyhow::Result<Ended> {
    match command {
        CodebookCommand::Check { codebook, study } => check_one(terminal, codebook, study.as_deref()),
        CodebookCommand::Test { codebook } => check::print(terminal, &examples(&load(codebook)?)),
        CodebookCommand::Diff(args) => diff::run(terminal, args),
        CodebookCommand::Suggest(args) => suggest::run(terminal, args),
        CodebookCommand::Import(args) => exchange::import(terminal, args),
        CodebookCommand::Export(args) => exchange::export(terminal, args),
    }
}

fn check_one(terminal: &Terminal, path: &Path, study: Option<&Path>) -> anyhow::Result<Ended> {
    let codebook = load(path)?;
    let study = study.map(Study::load).transpose()?;
    check::print(terminal, &check_codebook(&codebook, path, study.as_ref())?)
}

fn load(path: &Path) -> anyhow::Result<codebook::Codebook> {
    Ok(codebook::load(path, &shown(path))?)
}

/// Says how many comments were kept from whoever writes patterns.
fn hidden(terminal: &Terminal, comments: usize) {
    if comments > 0 {
        terminal.say(&format!(
            "{comments} comments are hidden: they are held out (`test` in the study's split), so that the tagger's error can be measured on them"
        ));
    }
}
