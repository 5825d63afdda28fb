//! Every number of a study that has a name, for articles: its value, its base, its place among its kind, and the table
//! cell that holds it.
//!
//! The names are those that claims use (`quantity`), and more of the same form. What a text makes of them is `article`'s.

mod answers;
mod comments;
mod kinds;
mod poll;

pub use kinds::KINDS;

use std::collections::BTreeMap;

use super::quantity::Lookup;
use super::{Results, Share};

/// What a named number counts. Numbers of different units are never the same number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NamedUnit {
    /// Votes in the poll.
    Votes,
    /// Comments.
    Comments,
    /// Authors of comments.
    Authors,
    /// Authors whose comments state exactly one stance.
    Stating,
    /// Mentions of themes.
    Mentions,
    /// People who answered a closed question, or were asked it.
    Responses,
    /// A number that people gave as an answer.
    Answer,
}

impl NamedUnit {
    /// One and several of them, in words.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Votes => ("vote", "votes"),
            Self::Comments => ("comment", "comments"),
            Self::Authors => ("author", "authors"),
            Self::Stating => ("author who states one stance", "authors who state one stance"),
            Self::Mentions => ("mention", "mentions"),
            Self::Responses => ("response", "responses"),
            Self::Answer => ("answer", "answers"),
        }
    }
}

/// Where a number stands in the tidy tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCell {
    /// Id of the table.
    pub table: &'static str,
    /// What the columns of its row hold: column and cell.
    pub key: Vec<(&'static str, String)>,
    /// The column that holds the number.
    pub column: &'static str,
}

/// A number of a study, with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// Its name: `themes.personalise`.
    pub name: String,
    /// The name without what stands before its last part, as the study writes it: `personalise`, an option's label.
    pub id: String,
    /// What it is a number of, for readers: the theme's or the option's label.
    pub label: String,
    /// Labels that stand for the same: the poll's option of a stance, the stances of an option.
    pub also: Vec<String>,
    /// What it counts.
    pub unit: NamedUnit,
    /// Whether it is a share; it is a count or a number otherwise.
    pub is_share: bool,
    /// The share between 0 and 1, or the number; `None` where it is not defined.
    pub value: Option<f64>,
    /// Count and base, where they are known.
    pub share: Option<Share>,
    /// The percentage as it is printed, without its sign: as published, else rounded half up from the counts.
    pub percent: Option<String>,
    /// What it is ranked among; empty where it is ranked among nothing.
    pub family: String,
    /// Its place there, first = 1; equals share a place.
    pub rank: Option<usize>,
    /// Whether it rests on constructed comments.
    pub constructed: bool,
    /// The cell that holds it.
    pub cell: TableCell,
}

impl Named {
    /// Whether this is its name, in any case, with or without backticks.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        let plain = |name: &str| name.replace('`', "").trim().to_lowercase();
        plain(&self.name) == plain(name)
    }

    /// Its value with its base, as a sentence says it: `24 of 136 comments (18%)`, `68% of votes`, `160 comments`.
    #[must_use]
    pub fn shown(&self) -> String {
        let (one, many) = self.unit.words();
        match (self.is_share, self.share, &self.percent) {
            (true, Some(share), _) => {
                let of = super::wording::counted(share.base, one, many);
                format!("{} of {of} ({})", super::wording::grouped(share.count), super::wording::percent(share))
            }
            (true, None, Some(percent)) => format!("{percent}% of {many}"),
            (true, None, None) => "not defined".to_owned(),
            (false, ..) => match self.value {
                Some(count) if self.unit == NamedUnit::Answer => super::wording::plain_number(count),
                Some(count) => super::wording::counted(count as u64, one, many),
                None => "not defined".to_owned(),
            },
        }
    }
}

/// Every number of a study that has a name, in a fixed order.
#[must_use]
pub fn named(results: &Results) -> Vec<Named> {
    let mut all = Vec::new();
    all.extend(poll::numbers(results));
    for question in &results.questions {
        let prefix = if results.questions.len() == 1 { String::new() } else { format!("{}.", question.id) };
        all.extend(comments::numbers(question, &prefix));
    }
    all.extend(answers::numbers(results));
    rank(&mut all);
    all
}

/// The sum of shares that may be added, such as those of two options of a poll: its value and how it reads; `None` where
/// they may not be added. `known` are the study's numbers.
#[must_use]
pub fn net(results: &Results, known: &[Named], names: &[&str]) -> Option<(Option<f64>, String)> {
    let sum = Lookup::new(results, known).quantity(&names.join(" + ")).ok()?;
    Some((sum.value, sum.shown))
}

/// The name with its parts, a part that is no plain word between backticks.
fn name_of(parts: &[&str]) -> String {
    parts.iter().map(|part| quoted(part)).collect::<Vec<_>>().join(".")
}

/// A part of a name as it is written: between backticks where it is no plain word.
#[must_use]
pub fn quoted(part: &str) -> String {
    let plain = !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    if plain { part.to_owned() } else { format!("`{part}`") }
}

/// The percentage of a share as it is printed.
fn percent(share: Share) -> Option<String> {
    share.percent().map(|percent| percent.to_string())
}

/// The places within each family: by value, from the largest.
fn rank(all: &mut [Named]) {
    let mut values: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for named in all.iter().filter(|named| !named.family.is_empty()) {
        values.entry(named.family.clone()).or_default().extend(named.value);
    }
    values.values_mut().for_each(|of_family| of_family.sort_by(|a, b| b.total_cmp(a)));
    for named in all {
        let ranked = values.get(&named.family).zip(named.value);
        named.rank = ranked.map(|(all, own)| all.partition_point(|value| *value > own + 1e-9) + 1);
    }
}

#[cfg(test)]
mod tests;
