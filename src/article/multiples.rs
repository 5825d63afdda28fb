//! Judges multiples, *twice as many*, between two things that a sentence names: the factor is that of their shares, or of
//! their counts, in one unit.
//!
//! Both the factor of the exact values and that of the percentages as published must fit; where only one does, rounding
//! decides and nothing is said. What is not between two things without doubt (see `sides`) is unsupported.

mod sides;
#[cfg(test)]
mod tests;

use super::claimed::Claimed;
use super::factors::Multiple;
use super::facts::Facts;
use super::fits::fits_factor;
use super::numbers::{MOST_CANDIDATES, said};
use super::statement::{Holds, Judged};
use super::subjects::Subjects;
use super::ties::Sentence;
use crate::measure::named::{Named, NamedUnit};
use sides::{Sides, sides};

/// Subjects among which candidates are looked for where none is named: all pairs of them are compared.
const MOST_COMPARED: usize = 60;
/// Numbers of a subject that is such a candidate.
const MOST_NUMBERS: usize = 24;
/// Ratios that are looked at where two subjects have no family in common.
const MOST_RATIOS: usize = 1_000;

/// Two numbers that can be compared, and how many times the second the first is.
struct Ratio<'f> {
    of: &'f Named,
    to: &'f Named,
    exact: Option<f64>,
    published: Option<f64>,
}

/// What is claimed of a ratio.
struct Said<'s> {
    claimed: &'s Claimed,
    multiple: Multiple,
    exactly: bool,
    units: Option<Vec<NamedUnit>>,
}

/// The judgement of a multiple; none where it is a way of speaking: nothing is named, and nothing counted.
pub(super) fn judge(
    sentence: &Sentence<'_>,
    claimed: &Claimed,
    multiple: Multiple,
    facts: &Facts<'_>,
    subjects: &Subjects,
) -> Option<Judged> {
    let before = claimed.at.start.checked_sub(1).filter(|before| *before >= sentence.range.start);
    let exactly = before.is_some_and(|before| sentence.tokens[before].any(&["exactly", "precisely"]));
    let units = claimed.units.clone().or_else(|| sentence.unit_near(claimed));
    let said = Said { claimed, multiple, exactly, units };
    let compared = Compared { facts, subjects };
    let sides = sides(sentence, claimed, multiple);
    let anybody = said.units.as_ref().is_none_or(|units| units.len() > 2);
    if sides.of.is_empty() && sides.to.is_empty() && sentence.named.is_empty() && anybody {
        return None;
    }
    let (holds, message) = match sides.unclear {
        Some(why) => (Holds::Unsupported, why.to_owned()),
        None => compared.judged(&sides, &said),
    };
    let named = sides.unclear.is_some() && (!sides.of.is_empty() || said.units.is_some());
    let candidates = if named { compared.candidates(&sides, &said) } else { Vec::new() };
    Some(Judged { span: sentence.span(&claimed.at), holds, message, candidates, tied: sides.sure })
}

struct Compared<'f> {
    facts: &'f Facts<'f>,
    subjects: &'f Subjects,
}

impl<'f> Compared<'f> {
    fn judged(&self, sides: &Sides, said: &Said<'_>) -> (Holds, String) {
        let all = self.ratios(&sides.of, &sides.to);
        if all.is_empty() {
            return (Holds::Unsupported, "the two are not counted in one unit".to_owned());
        }
        let counted: Vec<&Ratio<'_>> = all.iter().filter(|ratio| said.is_in_unit(ratio.of.unit)).collect();
        if counted.is_empty() {
            let unit = said.units.iter().flatten().next().map_or("that", |unit| unit.words().1);
            return (Holds::Unsupported, format!("the two are not both counted in {unit}"));
        }
        let verdicts: Vec<Holds> = counted.iter().map(|ratio| said.of(ratio)).collect();
        if let Some(place) = verdicts.iter().position(|holds| *holds == Holds::Yes) {
            return (Holds::Yes, counted[place].shown());
        }
        let unclear = !sides.sure || verdicts.contains(&Holds::Unsupported);
        let shown: Vec<String> = counted.iter().take(MOST_CANDIDATES).map(|ratio| ratio.shown()).collect();
        (if unclear { Holds::Unsupported } else { Holds::Off }, shown.join("; "))
    }

    fn numbers(&self, subject: usize) -> impl Iterator<Item = &'f Named> {
        self.subjects.all[subject].numbers.iter().map(|place| &self.facts.numbers.named[*place])
    }

    /// The ratios of the numbers of the first subjects to those of the second that can be compared: those of one family,
    /// such as the options of one question; where there are none, others of one base or unit.
    fn ratios(&self, of: &[usize], to: &[usize]) -> Vec<Ratio<'f>> {
        let pairs = || {
            let of = of.iter().flat_map(|subject| self.numbers(*subject));
            of.flat_map(|of| to.iter().flat_map(|subject| self.numbers(*subject)).map(move |to| (of, to)))
        };
        let family = |(of, to): &(&Named, &Named)| !of.family.is_empty() && of.family == to.family;
        let found: Vec<Ratio<'f>> = pairs().filter(family).filter_map(|(of, to)| Ratio::new(of, to)).collect();
        if !found.is_empty() {
            return found;
        }
        pairs().filter_map(|(of, to)| Ratio::new(of, to)).take(MOST_RATIOS).collect()
    }

    /// Pairs of which the multiple holds: with what is named, else among all.
    fn candidates(&self, sides: &Sides, said: &Said<'_>) -> Vec<String> {
        // A label such as *Yes* may have numbers in hundreds of questions.
        let few = |subject: &usize| self.subjects.all[*subject].numbers.len() <= MOST_NUMBERS;
        let all: Vec<usize> = (0..self.subjects.all.len()).filter(few).take(MOST_COMPARED).collect();
        let any = |side: &[usize]| if side.is_empty() { all.clone() } else { side.to_vec() };
        let (of, to) = (any(&sides.of), any(&sides.to));
        let pairs = of.iter().flat_map(|of| to.iter().map(move |to| (*of, *to))).filter(|(of, to)| of != to);
        let mut found = Vec::new();
        for (of, to) in pairs {
            let ratios = self.ratios(&[of], &[to]);
            // A share and a count of something else are compared where both are named, and not thought of here.
            let like = ratios.iter().filter(|ratio| ratio.of.is_share == ratio.to.is_share);
            let fitting =
                like.filter(|ratio| said.is_in_unit(ratio.of.unit)).find(|ratio| said.of(ratio) == Holds::Yes);
            found.extend(fitting.map(Ratio::shown).filter(|shown| !found.contains(shown)));
            if found.len() == MOST_CANDIDATES {
                break;
            }
        }
        found
    }
}

impl Said<'_> {
    /// Mentions are meant only where a text speaks of mentions.
    fn is_in_unit(&self, unit: NamedUnit) -> bool {
        self.units.as_ref().map_or(unit != NamedUnit::Mentions, |units| units.contains(&unit))
    }

    fn of(&self, ratio: &Ratio<'_>) -> Holds {
        let fits = |by: f64| {
            let each = [ratio.exact, ratio.published].into_iter().flatten();
            let each: Vec<bool> =
                each.map(|factor| fits_factor(self.claimed.hedge, self.exactly, by, factor)).collect();
            match (each.contains(&true), each.contains(&false)) {
                (true, false) => Holds::Yes,
                (false, true) => Holds::Off,
                // Rounding decides, or there is nothing to divide by.
                _ => Holds::Unsupported,
            }
        };
        match fits(self.multiple.by) {
            // "Three times more" is four times as many for some.
            Holds::Off if self.multiple.more && fits(self.multiple.by + 1.0) != Holds::Off => Holds::Unsupported,
            holds => holds,
        }
    }
}

impl<'f> Ratio<'f> {
    /// Shares of one base, or counts of one unit; `None` where two numbers cannot be compared.
    fn new(of: &'f Named, to: &'f Named) -> Option<Self> {
        (of.unit == to.unit && of.unit != NamedUnit::Answer).then_some(())?;
        let over = |of: Option<f64>, to: Option<f64>| Some(of? / to.filter(|to| *to > 0.0)?);
        if of.is_share && to.is_share {
            let base = |named: &Named| named.share.map(|share| share.base);
            let family = !of.family.is_empty() && of.family == to.family;
            let same = family || of.cell.table == to.cell.table && base(of).is_some() && base(of) == base(to);
            let published = |named: &Named| named.percent.as_deref().and_then(|percent| percent.parse::<f64>().ok());
            let (exact, published) = (over(of.value, to.value), over(published(of), published(to)));
            return same.then_some(Self { of, to, exact, published });
        }
        let count = |named: &Named| match named.share {
            Some(share) => Some(share.count as f64),
            None => named.value.filter(|_| !named.is_share),
        };
        let exact = over(Some(count(of)?), Some(count(to)?));
        Some(Self { of, to, exact, published: None })
    }

    /// `themes.a: 28 of 136 comments (21%) is 1.4 times themes.b: 20 of 136 comments (15%)`.
    fn shown(&self) -> String {
        let number = |factor: f64| format!("{factor:.2}").trim_end_matches('0').trim_end_matches('.').to_owned();
        let published = self.published.map(number);
        let factor = match self.exact.map(number).or(published.clone()) {
            Some(factor) => format!("is {factor} times"),
            None => "has no factor to".to_owned(),
        };
        let rounded = published.filter(|published| factor != format!("is {published} times"));
        let rounded = rounded.map(|published| format!(" ({published} times by the percentages)")).unwrap_or_default();
        format!("{} {factor} {}{rounded}", said(self.of), said(self.to))
    }
}
