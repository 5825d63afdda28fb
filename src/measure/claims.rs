//! What the data say of the statements that a study makes.
//!
//! The quantities and how they read are `quantity`'s; what a check asks for is `expected`'s.
//!
//! # What it answers
//! Is this statement true of these data, and how far do the data reach?
//!
//! # Formula
//! A check compares one quantity: near a value (within the tolerance), at least, at most, or what a word such as "most"
//! stands for in this study. 1e-12 is allowed for rounding. The verdict, first that applies: *cannot be known* where the
//! study says why; *does not hold* where a check fails; *cannot be known* where a quantity is not defined; *shown on
//! constructed data* where a quantity rests on constructed comments; *holds*.
//!
//! # Assumptions and when not to use it
//! The verdict is about those who voted or commented, never about people in general.
//!
//! # Reference
//! None: comparison only.
//!
//! # Example
//! "About one third accept all or none": `poll.never + poll.all` is 32%, expected 33% within 5 points: holds.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::expected::Expected;
use super::named::named;
use super::quantity::{Lookup, Unreadable};
use super::{ClaimError, Results};
use crate::diag::did_you_mean;

/// A `[[claim]]` of a study: a statement, the quantities that it rests on, and what makes it true.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Id, unique in the study.
    pub id: String,
    /// The statement.
    pub text: String,
    /// All must hold.
    #[serde(default)]
    pub check: Vec<Check>,
    /// Why the data cannot tell, where they cannot.
    pub cannot_be_known: Option<String>,
}

/// One quantity, and what it must be.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The quantity: terms joined by ` + `, such as `poll.never + poll.all`.
    pub quantity: String,
    /// The value that it must be near: a share between 0 and 1, or a count.
    pub equals: Option<f64>,
    /// How near.
    #[serde(default)]
    pub tolerance: f64,
    /// A lower bound, itself allowed.
    pub at_least: Option<f64>,
    /// An upper bound, itself allowed.
    pub at_most: Option<f64>,
    /// A word declared under `[words]`.
    pub word: Option<String>,
}

/// What share a word such as "many" stands for, as the study declares it.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantifier {
    /// At least this share.
    pub at_least: Option<f64>,
    /// At most this share.
    pub at_most: Option<f64>,
}

/// What the data say of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Every check holds, on data that are real.
    Holds,
    /// A check does not hold.
    DoesNotHold,
    /// Every check holds, but on constructed data.
    ShownOnConstructed,
    /// The data cannot tell.
    CannotBeKnown,
}

impl Verdict {
    /// The value in tables.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::DoesNotHold => "does_not_hold",
            Self::ShownOnConstructed => "shown_on_constructed",
            Self::CannotBeKnown => "cannot_be_known",
        }
    }

    /// The verdict in words.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::DoesNotHold => "does not hold",
            Self::ShownOnConstructed => "shown on constructed data",
            Self::CannotBeKnown => "cannot be known",
        }
    }
}

/// What was computed for one check.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckResult {
    /// The quantity as the study writes it.
    pub quantity: String,
    /// Its value; `None` where it is not defined.
    pub value: Option<f64>,
    /// Its value in words with its base: `32%`, `52 of 131 authors (40%)`.
    pub shown: String,
    /// What it must be, in words.
    pub expected: String,
    /// Whether it is.
    pub holds: bool,
    /// Whether the quantity rests on constructed data.
    pub constructed: bool,
}

/// A claim with its verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimResult {
    /// The claim's id.
    pub id: String,
    /// The statement.
    pub text: String,
    /// The verdict.
    pub verdict: Verdict,
    /// One entry a check.
    pub checks: Vec<CheckResult>,
    /// Why the data cannot tell.
    pub reason: Option<String>,
}

/// Judges the claims on these results, whose own claims are not looked at.
///
/// # Errors
/// A claim rests on a quantity that is not there, adds what cannot be added, uses a word that is not declared, or does
/// not say what makes it true.
pub fn judge(
    claims: &[Claim],
    words: &BTreeMap<String, Quantifier>,
    results: &Results,
) -> Result<Vec<ClaimResult>, ClaimError> {
    let named = if claims.is_empty() { Vec::new() } else { named(results) };
    let lookup = Lookup::new(results, &named);
    claims.iter().map(|claim| judge_one(claim, words, lookup)).collect()
}

fn judge_one(claim: &Claim, words: &BTreeMap<String, Quantifier>, lookup: Lookup) -> Result<ClaimResult, ClaimError> {
    if claim.check.is_empty() && claim.cannot_be_known.is_none() {
        return Err(ClaimError::NoCheck { claim: claim.id.clone() });
    }
    let check = |check: &Check| {
        let quantity = lookup.quantity(&check.quantity).map_err(|why| unreadable(claim, check, why, lookup))?;
        let expected = Expected::read(claim, check, words, quantity.is_share)?;
        Ok(expected.compare(check, quantity))
    };
    let checks: Vec<CheckResult> = claim.check.iter().map(check).collect::<Result<_, _>>()?;
    let undefined = checks.iter().find(|check| check.value.is_none());
    let not_defined = || undefined.map(|check| format!("`{}` is not defined here: its base is zero.", check.quantity));
    let verdict = if claim.cannot_be_known.is_some() {
        Verdict::CannotBeKnown
    } else if checks.iter().any(|check| !check.holds && check.value.is_some()) {
        Verdict::DoesNotHold
    } else if undefined.is_some() {
        Verdict::CannotBeKnown
    } else if checks.iter().any(|check| check.constructed) {
        Verdict::ShownOnConstructed
    } else {
        Verdict::Holds
    };
    let reason = claim.cannot_be_known.clone().or_else(not_defined);
    Ok(ClaimResult { id: claim.id.clone(), text: claim.text.clone(), verdict, checks, reason })
}

fn unreadable(claim: &Claim, check: &Check, why: Unreadable, lookup: Lookup) -> ClaimError {
    let claim = claim.id.clone();
    match why {
        Unreadable::Mixed => ClaimError::CannotAdd { claim, found: check.quantity.clone() },
        Unreadable::Unknown(found) => {
            let names = lookup.names();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            ClaimError::UnknownQuantity { hint: did_you_mean(&found, &names), claim, found }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::fixture::{Fixture, about, question};
    use crate::measure::{Results, SetAsideRules, StudyInput, measure};

    const CLAIMS: &str = r#"
        words = { most = { at_least = 0.5 }, few = { at_most = 0.1 } }

        [[claim]]
        id = "most"
        text = "Most comments speak of it."
        check = [{ quantity = "themes.t1", word = "most" }, { quantity = "comments.counted", equals = 4 }]

        [[claim]]
        id = "few"
        text = "Few do."
        check = [{ quantity = "authors.t1", word = "few" }]

        [[claim]]
        id = "third"
        text = "A third of those who say do both."
        check = [{ quantity = "stance.s1 + stance.s2", equals = 1.0, tolerance = 0.05 }]

        [[claim]]
        id = "replies"
        text = "One in ten replies."
        cannot_be_known = "Nobody counted."
    "#;

    #[derive(Deserialize)]
    struct Declared {
        claim: Vec<Claim>,
        words: BTreeMap<String, Quantifier>,
    }

    fn results(source: &str, constructed: bool) -> Result<Results, String> {
        let declared: Declared = toml::from_str(source).unwrap();
        let mut study = Fixture::new(&[("A", "t1 s1"), ("B", "t1"), ("C", "t2"), ("C", "")]);
        if constructed {
            study.comments[1].provenance = Some("made".to_owned());
        }
        let settings = (BTreeMap::new(), BTreeMap::new(), SetAsideRules::default());
        let questions = vec![question(&study, &settings)];
        let (claims, words) = (&declared.claim, &declared.words);
        let treatment = &crate::measure::Treatment::default();
        let (about, closed, responses) = (about(), vec![], vec![]);
        let input =
            StudyInput { about, poll: None, questions, closed, responses, treatment, claims, words, series: vec![] };
        measure(&input).map_err(|error| format!("{error}\nhint: {}", error.hint()))
    }

    fn one(check: &str) -> String {
        let source = format!(
            "words = {{ most = {{ at_least = 0.5 }} }}\n[[claim]]\nid = \"c\"\ntext = \"\"\ncheck = [{{ {check} }}]"
        );
        results(&source, false).map_or_else(|error| error, |found| found.claims[0].verdict.id().to_owned())
    }

    #[test]
    fn each_of_the_four_verdicts_is_given() {
        let verdicts = |constructed| {
            results(CLAIMS, constructed).unwrap().claims.iter().map(|claim| claim.verdict).collect::<Vec<_>>()
        };
        use Verdict::*;
        assert_eq!(verdicts(false), [Holds, DoesNotHold, Holds, CannotBeKnown]);
        assert_eq!(verdicts(true), [ShownOnConstructed, DoesNotHold, ShownOnConstructed, CannotBeKnown]);
    }

    #[test]
    fn a_check_says_what_was_found_and_what_was_expected() {
        let found = results(CLAIMS, false).unwrap();
        let shown: Vec<(&str, &str)> = found
            .claims
            .iter()
            .flat_map(|claim| &claim.checks)
            .map(|check| (check.shown.as_str(), check.expected.as_str()))
            .collect();
        assert_eq!(
            shown,
            [
                ("2 of 4 comments (50%)", "“most”: at least 50%"),
                ("4 comments", "4"),
                ("2 of 3 authors (67%)", "“few”: at most 10%"),
                ("1 of 1 authors who state one (100%)", "100%, at most 5 points away"),
            ]
        );
    }

    #[test]
    fn a_check_that_is_not_clear_is_refused_with_a_hint() {
        for (check, expected) in [
            ("quantity = 'themes.t9', word = 'most'", "did you mean `themes.t1`?"),
            ("quantity = 'themes.t1', word = 'mots'", "did you mean `most`?"),
            ("quantity = 'themes.t1 + themes.t2', word = 'most'", "cannot overlap"),
            ("quantity = 'themes.t1'", "nothing to compare with"),
            ("quantity = 'themes.t1', word = 'most', equals = 1", "several things"),
            ("quantity = 'themes.t1', at_least = nan", "finite numbers"),
            ("quantity = 'comments.read', word = 'most'", "this is a count"),
            ("quantity = 'q.comments.read', at_least = 1, at_most = 4", "holds"),
            ("quantity = 'comments.untagged', equals = 1", "holds"),
            ("quantity = 'untagged', equals = 0.25", "holds"),
            ("quantity = 'untagged + untagged', equals = 0.25", "cannot overlap"),
            ("quantity = 'comments.untaged', equals = 1", "did you mean `comments.untagged`?"),
        ] {
            assert!(one(check).contains(expected), "{check}: {}", one(check));
        }
    }
}
