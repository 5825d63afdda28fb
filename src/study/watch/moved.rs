//! What moved between two runs of a study: tags, numbers, claims, what the article says, warnings.

use std::collections::{BTreeMap, HashMap};

use super::snapshot::{Number, Snapshot, Tagged};
use crate::article::Holds;
use crate::diag::Diagnostic;
use crate::measure::Verdict;

/// Comments that are named one by one.
const NAMED: usize = 10;

/// Everything that moved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moved {
    /// Tags that comments gained and lost, by theme.
    pub tags: Vec<ThemeMoved>,
    /// Comments held out for testing, whose tags were not compared.
    pub hidden: usize,
    /// Shares and counts, by their names in articles.
    pub numbers: Vec<NumberMoved>,
    /// Claims with another verdict.
    pub claims: Vec<ClaimMoved>,
    /// What the article says that holds, or does not hold, since.
    pub statements: Vec<StatementMoved>,
    /// Warnings that were not there before.
    pub appeared: Vec<Diagnostic>,
    /// Warnings that are there no more.
    pub gone: usize,
}

/// The tags of one theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeMoved {
    /// Id of the open question.
    pub question: String,
    /// Id of the theme.
    pub theme: String,
    /// Comments that show it since.
    pub gained: Comments,
    /// Comments that show it no more.
    pub lost: Comments,
}

/// Some comments.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comments {
    /// How many.
    pub count: usize,
    /// The ids of the first, in the order of the file.
    pub first: Vec<String>,
}

/// A number with another value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberMoved {
    /// Its name, as in articles.
    pub name: String,
    /// How it read; `None` where it was not there.
    pub before: Option<String>,
    /// How it reads; `None` where it is there no more.
    pub after: Option<String>,
}

/// A claim with another verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimMoved {
    /// Its id.
    pub id: String,
    /// The verdict that it had; `None` where it was not there.
    pub before: Option<Verdict>,
    /// The verdict that it has; `None` where it is there no more.
    pub after: Option<Verdict>,
    /// What was found.
    pub found: String,
}

/// Something that the article says, judged otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementMoved {
    /// Where it stands.
    pub place: String,
    /// The words.
    pub found: String,
    /// How it was judged; `None` where the article did not say it.
    pub before: Option<Holds>,
    /// How it is judged.
    pub after: Holds,
    /// What it was held against.
    pub message: String,
}

impl Moved {
    /// Whether nothing moved.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self { hidden: self.hidden, ..Self::default() }
    }

    /// What moved from one run to the next.
    #[must_use]
    pub fn between(before: &Snapshot, after: &Snapshot) -> Self {
        let mut moved = Self::default();
        for now in &after.tagged {
            if let Some(then) = before.tagged.iter().find(|then| then.question == now.question) {
                moved.tags.extend(tags(then, now));
            }
            moved.hidden += now.hidden;
        }
        moved.numbers = numbers(&before.numbers, &after.numbers);
        moved.claims = claims(before, after);
        moved.statements = statements(before, after);
        let mut known = counted(before.warnings.iter());
        for found in &after.warnings {
            match known.get_mut(&shown(found)).filter(|left| **left > 0) {
                Some(left) => *left -= 1,
                None => moved.appeared.push(found.clone()),
            }
        }
        moved.gone = known.values().sum();
        moved
    }
}

fn shown(found: &Diagnostic) -> String {
    // Lines move when something above them is edited.
    let place = found.place.as_ref().map(|place| place.source.as_str()).unwrap_or_default();
    format!("{place}: {}", found.message)
}

fn counted<'d>(all: impl Iterator<Item = &'d Diagnostic>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    all.for_each(|found| *counts.entry(shown(found)).or_insert(0) += 1);
    counts
}

/// The tags that comments of both runs gained and lost, by theme in the order of the newer codebook, then those of
/// themes that are gone.
fn tags(before: &Tagged, after: &Tagged) -> Vec<ThemeMoved> {
    let themes: Vec<&String> =
        after.themes.iter().chain(before.themes.iter().filter(|theme| !after.themes.contains(theme))).collect();
    let places: HashMap<&str, usize> = themes.iter().enumerate().map(|(place, id)| (id.as_str(), place)).collect();
    // The newer codebook's themes come first in `themes`, in their own order.
    let old: Vec<usize> = before.themes.iter().map(|id| places[id.as_str()]).collect();
    let mut found: Vec<(Comments, Comments)> = vec![Default::default(); themes.len()];
    let same = before.comments == after.comments;
    let known: HashMap<&str, usize> = match same {
        true => HashMap::new(),
        false => before.comments.iter().enumerate().map(|(place, id)| (id.as_str(), place)).collect(),
    };
    for (place, id) in after.comments.iter().enumerate() {
        let then = if same { Some(place) } else { known.get(id.as_str()).copied() };
        let Some(then) = then else { continue };
        let now = after.shown(place).iter().map(|theme| *theme as usize);
        let mut was: Vec<usize> = before.shown(then).iter().map(|theme| old[*theme as usize]).collect();
        was.sort_unstable();
        if now.clone().eq(was.iter().copied()) {
            continue;
        }
        let now: Vec<usize> = now.collect();
        now.iter().filter(|theme| !was.contains(theme)).for_each(|theme| found[*theme].0.add(id));
        was.iter().filter(|theme| !now.contains(theme)).for_each(|theme| found[*theme].1.add(id));
    }
    let moved = themes.into_iter().zip(found).filter(|(_, (gained, lost))| gained.count + lost.count > 0);
    let question = &after.question;
    moved
        .map(|(theme, (gained, lost))| ThemeMoved { question: question.clone(), theme: theme.clone(), gained, lost })
        .collect()
}

impl Comments {
    fn add(&mut self, id: &str) {
        self.count += 1;
        if self.first.len() < NAMED {
            self.first.push(id.to_owned());
        }
    }
}

fn numbers(before: &[Number], after: &[Number]) -> Vec<NumberMoved> {
    let then: HashMap<&str, &Number> = before.iter().map(|number| (number.name.as_str(), number)).collect();
    let now: HashMap<&str, &Number> = after.iter().map(|number| (number.name.as_str(), number)).collect();
    let moved = |number: &Number, before: Option<&&Number>, after: Option<&&Number>| NumberMoved {
        name: number.name.clone(),
        before: before.map(|number| number.shown.clone()),
        after: after.map(|number| number.shown.clone()),
    };
    let others = after.iter().filter_map(|number| {
        let (was, is) = (then.get(number.name.as_str()), now.get(number.name.as_str()));
        was.is_none_or(|was| was.shown != number.shown).then(|| moved(number, was, is))
    });
    let gone = before.iter().filter(|number| !now.contains_key(number.name.as_str()));
    others.chain(gone.map(|number| moved(number, Some(&number), None))).collect()
}

fn claims(before: &Snapshot, after: &Snapshot) -> Vec<ClaimMoved> {
    let verdict = |of: &Snapshot, id: &str| of.claims.iter().find(|claim| claim.0 == id).map(|claim| claim.1);
    let others = after.claims.iter().filter_map(|(id, now, found)| {
        let was = verdict(before, id);
        (was != Some(*now)).then(|| ClaimMoved { id: id.clone(), before: was, after: Some(*now), found: found.clone() })
    });
    let gone = before.claims.iter().filter(|claim| verdict(after, &claim.0).is_none());
    let gone =
        gone.map(|(id, was, _)| ClaimMoved { id: id.clone(), before: Some(*was), after: None, found: String::new() });
    others.chain(gone).collect()
}

/// A statement is known again by its words: the first "37%" of the one article is the first of the other.
fn statements(before: &Snapshot, after: &Snapshot) -> Vec<StatementMoved> {
    let mut then: HashMap<&str, std::collections::VecDeque<Holds>> = HashMap::new();
    before.statements.iter().for_each(|of| then.entry(&of.found).or_default().push_back(of.holds));
    let mut moved = Vec::new();
    for now in &after.statements {
        let was = then.get_mut(now.found.as_str()).and_then(std::collections::VecDeque::pop_front);
        // What is new and holds is no news.
        if was.unwrap_or(Holds::Yes) != now.holds {
            moved.push(StatementMoved {
                place: now.place.to_string(),
                found: now.found.clone(),
                before: was,
                after: now.holds,
                message: now.message.clone(),
            });
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Statement;
    use crate::diag::Place;

    fn snapshot(tagged: Tagged) -> Snapshot {
        Snapshot { tagged: vec![tagged], numbers: vec![], claims: vec![], statements: vec![], warnings: vec![] }
    }

    #[test]
    fn themes_are_known_by_their_ids_and_comments_that_came_have_gained_nothing() {
        let before = Tagged::made(&["a", "b", "old"], &[("1", &[0, 2]), ("2", &[1]), ("gone", &[0])]);
        let after = Tagged::made(&["new", "b", "a"], &[("new", &[0, 1]), ("1", &[0, 2]), ("2", &[2])]);
        let moved = Moved::between(&snapshot(before), &snapshot(after));
        let shown: Vec<String> =
            moved.tags.iter().map(|of| format!("{} +{:?} -{:?}", of.theme, of.gained.first, of.lost.first)).collect();
        assert_eq!(shown, [r#"new +["1"] -[]"#, r#"b +[] -["2"]"#, r#"a +["2"] -[]"#, r#"old +[] -["1"]"#]);
    }

    #[test]
    fn of_many_comments_the_first_are_named_and_all_are_counted() {
        let ids: Vec<String> = (0..25).map(|id| id.to_string()).collect();
        let of = |themes: &'static [u32]| {
            let comments: Vec<(&str, &[u32])> = ids.iter().map(|id| (id.as_str(), themes)).collect();
            snapshot(Tagged::made(&["a"], &comments))
        };
        let moved = Moved::between(&of(&[]), &of(&[0]));
        assert_eq!((moved.tags[0].gained.count, moved.tags[0].gained.first.len()), (25, NAMED));
        assert!(Moved::between(&of(&[0]), &of(&[0])).is_nothing());
    }

    #[test]
    fn numbers_claims_statements_and_warnings_are_told_where_they_differ() {
        let none = || snapshot(Tagged::made(&[], &[]));
        let number = |name: &str, shown: &str| Number { name: name.to_owned(), shown: shown.to_owned() };
        let claim = |id: &str, verdict| (id.to_owned(), verdict, String::new());
        let said = |found: &str, holds| Statement {
            place: Place::line("article.md", 1),
            found: found.to_owned(),
            holds,
            message: String::new(),
            candidates: vec![],
        };
        let warned = |line, message: &str| Diagnostic::warning(Place::line("comments.csv", line), message);
        let before = Snapshot {
            numbers: vec![number("a", "1"), number("b", "2"), number("c", "3")],
            claims: vec![claim("x", Verdict::Holds), claim("y", Verdict::Holds), claim("z", Verdict::Holds)],
            statements: vec![said("5%", Holds::Yes), said("5%", Holds::Off), said("6%", Holds::Yes)],
            warnings: vec![warned(2, "bad"), warned(3, "worse")],
            ..none()
        };
        let after = Snapshot {
            numbers: vec![number("a", "1"), number("b", "4"), number("d", "5")],
            claims: vec![claim("x", Verdict::Holds), claim("y", Verdict::DoesNotHold), claim("w", Verdict::Holds)],
            statements: vec![
                said("5%", Holds::Off),
                said("5%", Holds::Off),
                said("7%", Holds::Yes),
                said("8%", Holds::Off),
            ],
            warnings: vec![warned(9, "bad"), warned(4, "new")],
            ..none()
        };
        let moved = Moved::between(&before, &after);
        let side = |of: &Option<String>| of.clone().unwrap_or_default();
        let numbers: Vec<String> =
            moved.numbers.iter().map(|of| format!("{} {}>{}", of.name, side(&of.before), side(&of.after))).collect();
        assert_eq!(numbers, ["b 2>4", "d >5", "c 3>"]);
        let claims: Vec<(&str, Option<Verdict>)> = moved.claims.iter().map(|of| (of.id.as_str(), of.after)).collect();
        assert_eq!(claims, [("y", Some(Verdict::DoesNotHold)), ("w", Some(Verdict::Holds)), ("z", None)]);
        let said: Vec<(&str, Option<Holds>)> =
            moved.statements.iter().map(|of| (of.found.as_str(), of.before)).collect();
        assert_eq!(said, [("5%", Some(Holds::Yes)), ("8%", None)]);
        assert_eq!((moved.appeared, moved.gone), (vec![warned(4, "new")], 1));
    }
}
