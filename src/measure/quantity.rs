//! The quantities that a claim may rest on: their names, their values, and how they read. Every number with a name is one.
//!
//! What a claim makes of them is `claims`'s.

use super::answers::AnswerBreakdown;
use super::named::{Named, NamedUnit};
use super::{PollBreakdown, QuestionResults, Results, Share};
use crate::ingest::responses::Kind;

/// What a quantity is a number of. Only quantities with the same unit may be added.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Unit {
    /// A share of the votes.
    Votes,
    /// A share of the authors who state a stance of this group.
    Stating(String),
    /// A share of those who answered the closed question with this id, one answer each.
    Answering(String),
    /// A weighted share of those who answered the closed question with this id, one answer each.
    Weighing(String),
    /// A share of units of which one can be in several parts, so that adding would count it twice.
    Overlapping,
    /// A number of things, which stands alone.
    Count,
    /// A score between 0 and 1, which stands alone.
    Score,
}

/// One term of a quantity, found in the results.
#[derive(Debug, Clone)]
struct Term {
    unit: Unit,
    share: Option<Share>,
    value: Option<f64>,
    /// The units of the base in words: `authors`.
    base: &'static str,
    /// Position of the question; `None` for the poll.
    question: Option<usize>,
    constructed: bool,
}

/// A quantity with its value and how it reads.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Quantity {
    /// Its value; `None` where it is not defined.
    pub value: Option<f64>,
    /// Its value in words with its base.
    pub shown: String,
    /// Whether it is a share between 0 and 1, to be read as a percentage.
    pub is_share: bool,
    /// Whether it rests on constructed comments.
    pub constructed: bool,
}

/// Why a quantity cannot be computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// A term names nothing in the results.
    Unknown(String),
    /// Terms that may not be added.
    Mixed,
}

/// Where quantities are looked up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lookup<'a> {
    /// The poll.
    pub poll: Option<&'a PollBreakdown>,
    /// The open questions.
    pub questions: &'a [QuestionResults],
    /// The closed questions.
    pub answers: &'a [AnswerBreakdown],
    /// Every number that has a name.
    pub named: &'a [Named],
}

impl<'a> Lookup<'a> {
    /// The quantities of these results, whose named numbers are these.
    pub fn new(results: &'a Results, named: &'a [Named]) -> Self {
        Self { poll: results.poll.as_ref(), questions: &results.questions, answers: &results.answers, named }
    }
}

impl Lookup<'_> {
    /// Reads and computes a quantity: terms joined by ` + `.
    pub fn quantity(self, source: &str) -> Result<Quantity, Unreadable> {
        let names = split_terms(source);
        let find = |name: &String| self.term(name).ok_or_else(|| Unreadable::Unknown(name.clone()));
        let terms: Vec<Term> = names.iter().map(find).collect::<Result<_, _>>()?;
        let Some((first, rest)) = terms.split_first() else { return Err(Unreadable::Unknown(source.to_owned())) };
        let addable = matches!(first.unit, Unit::Votes | Unit::Stating(_) | Unit::Answering(_) | Unit::Weighing(_));
        if !rest.is_empty() && (!addable || rest.iter().any(|term| !first.adds_to(term)) || repeats(&names)) {
            return Err(Unreadable::Mixed);
        }
        let labels: Vec<String> = names.iter().filter_map(|name| option_label(name)).collect();
        let published = self.poll.filter(|poll| first.unit == Unit::Votes && poll.exact_total().is_none());
        Ok(match published {
            Some(poll) => published_quantity(poll, &labels),
            None => measured_quantity(first, &terms),
        })
    }

    /// The names of all quantities.
    pub fn names(self) -> Vec<String> {
        let options =
            self.poll.iter().flat_map(|poll| &poll.options).map(|option| format!("poll.{}", quoted(&option.label)));
        let of_question = self.questions.iter().flat_map(|question| {
            let prefix = if self.questions.len() == 1 { String::new() } else { format!("{}.", question.id) };
            let themes = question.frequencies.themes.iter().map(|theme| &theme.id);
            let themes = themes.flat_map(|id| [format!("themes.{id}"), format!("authors.{id}")]);
            let stances =
                question.stance.iter().flat_map(|stance| &stance.rows).map(|row| format!("stance.{}", row.id));
            let counts = ["comments.read", "comments.counted", "comments.authors"].map(str::to_owned);
            let names: Vec<String> = counts.into_iter().chain(themes).chain(stances).collect();
            names.into_iter().map(move |name| format!("{prefix}{name}"))
        });
        let mut all: Vec<String> = options.chain(of_question).collect();
        let known = |all: &[String], name: &str| all.iter().any(|other| other.eq_ignore_ascii_case(name));
        for named in self.named {
            if !known(&all, &named.name) {
                all.push(named.name.clone());
            }
        }
        all
    }

    /// A number with a name that is in no list above, such as an answer to a closed question.
    fn named_term(self, name: &str) -> Option<Term> {
        let named = self.named.iter().find(|named| named.is_called(name))?;
        let one_each = |kind: &str| {
            let own = |found: &&AnswerBreakdown| {
                matches!(found.kind, Kind::Single | Kind::Scale) && named.family == format!("{kind}.{}", found.id)
            };
            self.answers.iter().find(own).filter(|_| named.is_share).map(|found| found.id.clone())
        };
        let unit = match (one_each("answers"), one_each("weighted")) {
            (Some(question), _) => Unit::Answering(question),
            (None, Some(question)) => Unit::Weighing(question),
            _ if named.is_share => Unit::Overlapping,
            _ if named.unit == NamedUnit::Answer => Unit::Score,
            _ => Unit::Count,
        };
        let (share, base) = (named.share.filter(|_| named.is_share), named.unit.words().1);
        Some(Term { unit, share, value: named.value, base, question: None, constructed: named.constructed })
    }

    fn term(self, name: &str) -> Option<Term> {
        if let Some(label) = option_label(name) {
            let poll = self.poll?;
            let labels = [label.as_str()];
            let (share, value) = (poll.net_votes(&labels), poll.net(&labels));
            value?;
            return Some(Term { unit: Unit::Votes, share, value, base: "votes", question: None, constructed: false });
        }
        let prefixed =
            self.questions.iter().enumerate().find_map(|(place, question)| {
                Some((place, name.strip_prefix(question.id.as_str())?.strip_prefix('.')?))
            });
        let alone = (self.questions.len() == 1).then_some((0, name));
        [alone, prefixed]
            .into_iter()
            .flatten()
            .find_map(|(place, name)| question_term(place, &self.questions[place], name))
            .or_else(|| self.named_term(name))
    }
}

impl Term {
    fn adds_to(&self, other: &Self) -> bool {
        self.unit == other.unit && self.question == other.question
    }
}

fn question_term(place: usize, question: &QuestionResults, name: &str) -> Option<Term> {
    let (kind, id) = name.split_once('.')?;
    let theme = || question.frequencies.themes.iter().find(|theme| theme.id == id);
    let (unit, share, value, base) = match (kind, id) {
        ("comments", "read") => (Unit::Count, None, Some(question.read as f64), "comments"),
        ("comments", "counted") => (Unit::Count, None, Some(question.counted as f64), "comments"),
        ("comments", "authors") => (Unit::Count, None, Some(question.authors as f64), "authors"),
        ("themes", _) => (Unit::Overlapping, Some(theme()?.comments), None, "comments"),
        ("authors", _) => (Unit::Overlapping, Some(theme()?.authors), None, "authors"),
        ("stance", _) => {
            let with_group = |stance: &super::Stance| {
                let row = stance.rows.iter().find(|row| row.id == id)?;
                Some((stance.group.clone(), row.authors))
            };
            let (group, share) = question.stance.iter().find_map(with_group)?;
            (Unit::Stating(group), Some(share), None, "authors who state one")
        }
        ("agreement", _) => (Unit::Score, None, score(question, id.strip_suffix(".f1")?)?, ""),
        _ => return None,
    };
    let value = share.map_or(value, Share::value);
    Some(Term { unit, share, value, base, question: Some(place), constructed: question.constructed > 0 })
}

/// The F1 of a theme against the first coder, on the first half; `micro` is that of the first group.
fn score(question: &QuestionResults, theme: &str) -> Option<Option<f64>> {
    let coder = &question.agreement.first()?.coder;
    let of_coder = question.agreement.iter().filter(|agreement| agreement.coder == *coder);
    let mut scores = of_coder.filter_map(|agreement| agreement.halves.first()).flat_map(|half| &half.scores);
    scores.find(|scores| scores.theme == theme).map(|scores| scores.f1)
}

/// The sum of published percentages: `32% (20% + 12%)`.
fn published_quantity(poll: &PollBreakdown, labels: &[String]) -> Quantity {
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let value = poll.net(&labels);
    let parts: Vec<String> =
        labels.iter().filter_map(|label| poll.option(label)).map(|option| format!("{}%", option.percent)).collect();
    let whole = value
        .map_or_else(|| "not defined".to_owned(), |share| format!("{:.*}%", poll.decimals as usize, share * 100.0));
    let shown = if parts.len() > 1 { format!("{whole} ({})", parts.join(" + ")) } else { parts.concat() };
    Quantity { value, shown, is_share: true, constructed: false }
}

/// A count, a score, or a share from counts: `52 of 131 authors (40%)`.
fn measured_quantity(first: &Term, terms: &[Term]) -> Quantity {
    let shares: Option<Vec<Share>> = terms.iter().map(|term| term.share).collect();
    let constructed = terms.iter().any(|term| term.constructed);
    let Some(shares) = shares else {
        // A share without counts is a weighted one.
        let is_share = matches!(first.unit, Unit::Overlapping | Unit::Weighing(_));
        let value = terms.iter().map(|term| term.value).sum::<Option<f64>>();
        let shown = match (value, &first.unit) {
            (Some(share), Unit::Overlapping | Unit::Weighing(_)) => {
                format!("{:.0}% of {}, weighted", 100.0 * share, first.base)
            }
            (Some(count), Unit::Count) => format!("{count} {}", first.base),
            (Some(score), _) => format!("{score:.2}"),
            (None, _) => "not defined".to_owned(),
        };
        return Quantity { value, shown, is_share, constructed };
    };
    let share = Share::new(shares.iter().map(|share| share.count).sum(), shares[0].base);
    let percent = share.percent().map_or_else(|| "not defined".to_owned(), |percent| format!("{percent}%"));
    let shown = format!("{} of {} {} ({percent})", share.count, share.base, first.base);
    Quantity { value: share.value(), shown, is_share: true, constructed }
}

/// The terms of a quantity; a ` + ` inside backticks belongs to a label.
fn split_terms(source: &str) -> Vec<String> {
    let mut terms = vec![String::new()];
    for (at, piece) in source.split('`').enumerate() {
        let outside = at % 2 == 0;
        let mut parts = if outside { piece.split(" + ").collect() } else { vec![piece] }.into_iter();
        if let (Some(last), Some(part)) = (terms.last_mut(), parts.next()) {
            last.push_str(if at > 0 { "`" } else { "" });
            last.push_str(part);
        }
        terms.extend(parts.map(str::to_owned));
    }
    terms.into_iter().map(|term| term.trim().to_owned()).collect()
}

fn option_label(name: &str) -> Option<String> {
    let label = name.strip_prefix("poll.")?.trim();
    let bare = label.strip_prefix('`').and_then(|label| label.strip_suffix('`')).unwrap_or(label);
    Some(bare.to_owned())
}

fn quoted(label: &str) -> String {
    let plain = label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    if plain { label.to_lowercase() } else { format!("`{label}`") }
}

fn repeats(names: &[String]) -> bool {
    let folded: Vec<String> = names.iter().map(|name| name.to_lowercase().replace('`', "")).collect();
    folded.iter().enumerate().any(|(at, name)| folded[..at].contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{Basis, OptionShare, Rounding};

    fn poll() -> PollBreakdown {
        let option = |(label, share, percent): (&str, f64, &str)| OptionShare {
            label: label.to_owned(),
            share,
            percent: percent.to_owned(),
            counts: None,
        };
        PollBreakdown {
            question: String::new(),
            options: [("Never", 0.2, "20"), ("Some + some", 0.68, "68"), ("All", 0.12, "12")].map(option).to_vec(),
            basis: Basis::PercentOnly { fits: Vec::new(), all_from: Some(113) },
            decimals: 0,
            headline: String::new(),
            rounding: Rounding::HalfUp,
        }
    }

    #[test]
    fn published_shares_are_added_as_published() {
        let poll = poll();
        let lookup = Lookup { poll: Some(&poll), questions: &[], answers: &[], named: &[] };
        let sum = lookup.quantity("poll.never + poll.all").unwrap();
        assert_eq!((sum.value, sum.shown.as_str()), (Some(0.32), "32% (20% + 12%)"));
        assert_eq!(lookup.quantity("poll.`some + some`").unwrap().shown, "68%");
        assert_eq!(lookup.quantity("poll.never + poll.Never"), Err(Unreadable::Mixed));
        assert_eq!(lookup.quantity("poll.maybe"), Err(Unreadable::Unknown("poll.maybe".to_owned())));
        assert_eq!(lookup.names(), ["poll.never", "poll.`Some + some`", "poll.all"]);
    }

    #[test]
    fn a_plus_inside_backticks_belongs_to_the_label() {
        assert_eq!(split_terms("poll.`a + b` + poll.c"), ["poll.`a + b`", "poll.c"]);
        assert_eq!(split_terms("poll.a + poll.b"), ["poll.a", "poll.b"]);
    }
}
