//! Judges the numbers of a sentence: whether they fit what they are tied to. Multiples are `multiples`'s.

use super::claimed::{Claimed, Form};
use super::facts::Facts;
use super::fits::{fits, fits_value};
use super::multiples;
use super::statement::{Holds, Judged};
use super::subjects::Subjects;
use super::ties::{Sentence, Tie};
use crate::measure::named::{Named, NamedUnit, net};

/// Candidates that a message names.
pub(super) const MOST_CANDIDATES: usize = 4;

/// What a number is held against.
struct Against<'f> {
    facts: &'f Facts<'f>,
    subjects: &'f Subjects,
}

/// The judgement of every number of a sentence that claims something.
pub(super) fn judge(sentence: &Sentence<'_>, facts: &Facts<'_>, subjects: &Subjects) -> Vec<Judged> {
    let against = Against { facts, subjects };
    let found = sentence.claimed.iter().filter_map(|claimed| {
        if let Form::Times(multiple) = claimed.form {
            return multiples::judge(sentence, claimed, multiple, facts, subjects);
        }
        let tie = sentence.tie(claimed);
        let (holds, message, candidates) = match claimed.form {
            Form::Count(_) => against.count(sentence, claimed, &tie)?,
            _ if sentence.is_denied(claimed) => against.denied(claimed, &tie)?,
            _ if sentence.is_of_others(claimed) => against.of_others(claimed, &tie)?,
            _ => against.share(claimed, &tie)?,
        };
        let tied = tie.sure && tie.subjects.len() == 1;
        Some(Judged { span: sentence.span(&claimed.at), holds, message, candidates, tied })
    });
    found.collect()
}

type Judgement = (Holds, String, Vec<String>);

impl<'f> Against<'f> {
    fn named(&self, place: usize) -> &'f Named {
        &self.facts.numbers.named[place]
    }

    /// The numbers of some subjects; mentions only where a text speaks of mentions.
    fn of(&self, tie: &Tie) -> Vec<&'f Named> {
        let mentions = tie.units.as_ref().is_some_and(|units| units.contains(&NamedUnit::Mentions));
        let all = tie.subjects.iter().flat_map(|subject| &self.subjects.all[*subject].numbers);
        all.map(|place| self.named(*place)).filter(|named| mentions || named.unit != NamedUnit::Mentions).collect()
    }

    /// A count that is named, of a base that is a count: `123 of 136 comments are constructed`.
    fn counted_part(&self, claimed: &Claimed, tie: &Tie) -> Option<Judgement> {
        let Form::Part(count, base) = claimed.form else { return None };
        let counts = self.of(tie).into_iter().filter(|named| !named.is_share);
        let counts: Vec<&Named> = in_units(&counts.collect::<Vec<_>>(), claimed.units.as_deref());
        let is = |named: &Named, number: u64| named.value == Some(number as f64);
        let of = |unit| {
            self.facts.numbers.named.iter().any(|named| !named.is_share && named.unit == unit && is(named, base))
        };
        match counts.iter().find(|named| is(named, count) && of(named.unit)) {
            Some(named) => Some((Holds::Yes, said(named), Vec::new())),
            None if counts.is_empty() || !tie.sure => None,
            None => Some((Holds::Off, right(&counts, &counts, tie), Vec::new())),
        }
    }

    /// The share of those who did not: what one named share leaves of the whole, else nothing is said.
    fn denied(&self, claimed: &Claimed, tie: &Tie) -> Option<Judgement> {
        if tie.subjects.is_empty() {
            return self.share(claimed, tie);
        }
        let said = self.left_by(claimed, tie).map(|said| (Holds::Yes, said, Vec::new()));
        let unclear = "it is said of those who did not, and is not what a share of the study leaves";
        said.or_else(|| Some((Holds::Unsupported, unclear.to_owned(), Vec::new())))
    }

    /// The share of the others: one of the study, or what one leaves of the whole.
    fn of_others(&self, claimed: &Claimed, tie: &Tie) -> Option<Judgement> {
        let judged = self.share(claimed, tie);
        if judged.as_ref().is_some_and(|(holds, ..)| *holds == Holds::Yes) {
            return judged;
        }
        let said = self.left_by(claimed, tie).map(|said| (Holds::Yes, said, Vec::new()));
        // Whose others they are is seldom without doubt.
        said.or_else(|| judged.map(|(_, message, candidates)| (Holds::Unsupported, message, candidates)))
    }

    /// The share of the one thing that is named which leaves what is claimed of the whole.
    fn left_by(&self, claimed: &Claimed, tie: &Tie) -> Option<String> {
        let [_] = tie.subjects.as_slice() else { return None };
        let shares: Vec<&Named> = self.of(tie).into_iter().filter(|named| named.is_share).collect();
        let leaves = |named: &&Named| {
            let printed = named.percent.as_deref().and_then(|percent| percent.parse::<f64>().ok());
            let whole = [named.value, printed.map(|percent| percent / 100.0)];
            whole.into_iter().flatten().any(|share| fits_value(claimed, 1.0 - share) == Some(true))
        };
        let named = in_units(&shares, tie.units.as_deref()).into_iter().find(leaves)?;
        Some(format!("{}: all but {}", named.name, named.shown()))
    }

    fn share(&self, claimed: &Claimed, tie: &Tie) -> Option<Judgement> {
        if let Some(judged) = self.counted_part(claimed, tie) {
            return Some(judged);
        }
        let all = self.of(tie);
        let all: Vec<&Named> = all.into_iter().filter(|named| named.is_share).collect();
        let mut counted = in_units(&all, tie.units.as_deref());
        counted.extend(self.pairs(&tie.subjects, tie.units.as_deref()));
        if let Some(named) = counted.iter().find(|named| fits(claimed, named) == Some(true)) {
            return Some((Holds::Yes, said(named), Vec::new()));
        }
        if let Some(sum) = self.sum(claimed, &counted) {
            return Some((Holds::Yes, sum, Vec::new()));
        }
        if tie.sure && !all.is_empty() {
            return Some((Holds::Off, right(&all, &counted, tie), Vec::new()));
        }
        // A word or a fraction that is tied to nothing is a way of speaking.
        let several = matches!(&claimed.form, Form::Word(word, _) if word.contains(' '));
        let spoken = matches!(claimed.form, Form::Word(..)) && !several
            || (several || matches!(claimed.form, Form::Fraction(_))) && claimed.units.is_none();
        if spoken && tie.subjects.is_empty() {
            return None;
        }
        let part = matches!(claimed.form, Form::Part(..));
        if part && claimed.units.is_none() && tie.subjects.is_empty() {
            return None;
        }
        let everything: Vec<&Named> = self.facts.numbers.named.iter().collect();
        let same = in_units(&everything, tie.units.as_deref());
        let same: Vec<&Named> = same.into_iter().filter(|named| fits(claimed, named) == Some(true)).collect();
        let candidates = same.iter().take(MOST_CANDIDATES).map(|named| said(named)).collect();
        Some((Holds::Unsupported, "nothing in the sentence ties it to one value of the study".to_owned(), candidates))
    }

    /// The shares of comments with two of these themes.
    fn pairs(&self, subjects: &[usize], units: Option<&[NamedUnit]>) -> Vec<&'f Named> {
        if subjects.len() < 2 || units.is_some_and(|units| !units.contains(&NamedUnit::Comments)) {
            return Vec::new();
        }
        let labels: Vec<String> =
            subjects.iter().map(|subject| format!("“{}”", self.subjects.all[*subject].label)).collect();
        let pairs = self.facts.numbers.named.iter().filter(|named| named.name.contains("pairs."));
        pairs.filter(|named| labels.iter().filter(|label| named.label.contains(*label)).count() == 2).collect()
    }

    /// The sum of the shares of several options, where it fits.
    fn sum(&self, claimed: &Claimed, named: &[&Named]) -> Option<String> {
        let mut families: Vec<&str> =
            named.iter().map(|named| named.family.as_str()).filter(|family| !family.is_empty()).collect();
        families.sort_unstable();
        families.dedup();
        families.into_iter().find_map(|family| {
            let mut names: Vec<&str> =
                named.iter().filter(|named| named.family == family).map(|named| named.name.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            let (value, shown) =
                (names.len() > 1).then(|| net(&self.facts.numbers.results, &self.facts.numbers.named, &names))??;
            (fits_value(claimed, value?) == Some(true)).then(|| format!("{}: {shown}", names.join(" + ")))
        })
    }

    fn count(&self, sentence: &Sentence<'_>, claimed: &Claimed, tie: &Tie) -> Option<Judgement> {
        let mut tied = self.pairs(&tie.subjects, claimed.units.as_deref());
        tied.extend(in_units(&self.of(tie), claimed.units.as_deref()));
        let everything: Vec<&Named> = self.facts.numbers.named.iter().filter(|named| !named.is_share).collect();
        let counts = in_units(&everything, claimed.units.as_deref());
        let base = |named: &&&Named| matches!(claimed.form, Form::Count(said) if named.share.is_some_and(|s| s.base as f64 == said));
        let fitting = |named: &&&Named| fits(claimed, named) == Some(true);
        if let Some(named) = tied.iter().find(fitting) {
            return Some((Holds::Yes, said(named), Vec::new()));
        }
        let themes = tie.subjects.iter().any(|subject| !self.subjects.all[*subject].is_count);
        let named = tie.subjects.iter().any(|subject| self.subjects.all[*subject].is_count);
        // Where nothing says which count is meant, any count of the unit will do.
        let loose = counts.iter().find(fitting).filter(|_| !named).or_else(|| tied.iter().find(base));
        if let Some(named) = loose {
            return Some((Holds::Yes, said(named), Vec::new()));
        }
        // "One commenter writes", "two people" speak of those whom the text shows.
        let small = matches!(claimed.form, Form::Count(said) if said <= 10.0)
            && sentence.tokens[claimed.at.start].low.starts_with(char::is_alphabetic);
        if small {
            return None;
        }
        if !tied.is_empty() && tie.sure && (themes || named) {
            return Some((Holds::Off, right(&tied, &tied, tie), Vec::new()));
        }
        // People and members may be anybody.
        if claimed.units.as_ref().is_none_or(|units| units.len() > 2) {
            return None;
        }
        let candidates = counts.iter().take(MOST_CANDIDATES).map(|named| said(named)).collect();
        Some((
            Holds::Unsupported,
            "no count of the study is this, and nothing says which is meant".to_owned(),
            candidates,
        ))
    }
}

/// Those that count one of these units; all where none is named.
fn in_units<'n>(all: &[&'n Named], units: Option<&[NamedUnit]>) -> Vec<&'n Named> {
    all.iter().filter(|named| units.is_none_or(|units| units.contains(&named.unit))).copied().collect()
}

/// A value with its name: `themes.relevance: 28 of 136 comments (21%)`.
pub(super) fn said(named: &Named) -> String {
    format!("{}: {}", named.name, named.shown())
}

/// The right values; where the unit is one in which the subject is not counted, that.
fn right(all: &[&Named], counted: &[&Named], tie: &Tie) -> String {
    if counted.is_empty() {
        let unit = tie.units.iter().flatten().next().map_or("that", |unit| unit.words().1);
        let mut values: Vec<String> = all.iter().map(|named| said(named)).collect();
        values.dedup();
        return format!("it is not counted in {unit}; {}", values.join("; "));
    }
    let mut values: Vec<String> = counted.iter().map(|named| said(named)).collect();
    values.dedup();
    values.join("; ")
}
