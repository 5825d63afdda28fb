//! What a check of a claim asks for, as bounds and in words.
//!
//! The quantity is computed in `quantity`, the verdict is given in `claims`.

use std::collections::BTreeMap;

use super::quantity::Quantity;
use super::{Check, CheckResult, Claim, ClaimError, Quantifier};
use crate::diag::did_you_mean;

/// Room for rounding in a comparison.
const SLACK: f64 = 1e-12;

/// What a check asks for: bounds, and how they read.
pub(super) struct Expected {
    low: Option<f64>,
    high: Option<f64>,
    shown: String,
}

impl Expected {
    /// Reads what a check asks for; a share is shown as a percentage.
    pub fn read(
        claim: &Claim,
        check: &Check,
        words: &BTreeMap<String, Quantifier>,
        is_share: bool,
    ) -> Result<Self, ClaimError> {
        let unclear = |found: &str, expected| ClaimError::Unclear {
            claim: claim.id.clone(),
            quantity: check.quantity.clone(),
            found: found.to_owned(),
            expected,
        };
        let numbers = [check.equals, check.at_least, check.at_most, Some(check.tolerance)];
        if numbers.iter().flatten().any(|number| !number.is_finite()) || check.tolerance < 0.0 {
            return Err(unclear("a number that is infinite, not a number, or a negative tolerance", "finite numbers"));
        }
        let bounded = check.at_least.is_some() || check.at_most.is_some();
        match (check.equals, bounded, &check.word) {
            (Some(equals), false, None) => Ok(Self::near(equals, check.tolerance, is_share)),
            (None, _, _) if check.tolerance > 0.0 => Err(unclear("a `tolerance` without `equals`", "both or none")),
            (None, true, None) => {
                let shown = bounds_shown(check.at_least, check.at_most, is_share);
                Ok(Self { low: check.at_least, high: check.at_most, shown })
            }
            (None, false, Some(word)) if is_share => Self::word(claim, word, words),
            (None, false, Some(_)) => Err(unclear("a word, which stands for a share,", "a number: this is a count")),
            (None, false, None) => Err(unclear("nothing to compare with", "a value, a bound or a word")),
            _ => Err(unclear("several things to compare with", "one: a value, bounds, or a word")),
        }
    }

    fn near(equals: f64, tolerance: f64, is_share: bool) -> Self {
        let value = number_shown(equals, is_share);
        let unit = if is_share { " points" } else { "" };
        let away = number_shown(tolerance, is_share);
        let shown = match tolerance {
            0.0 => value,
            _ => format!("{value}, at most {}{unit} away", away.trim_end_matches('%')),
        };
        Self { low: Some(equals - tolerance), high: Some(equals + tolerance), shown }
    }

    fn word(claim: &Claim, word: &str, words: &BTreeMap<String, Quantifier>) -> Result<Self, ClaimError> {
        let Some(declared) = words.get(word).filter(|declared| declared.at_least.or(declared.at_most).is_some()) else {
            let names: Vec<&str> = words.keys().map(String::as_str).collect();
            let hint = match names.is_empty() {
                true => format!("declare it: `{word} = {{ at_least = 0.5 }}` under `[words]`"),
                false if words.contains_key(word) => format!("give `{word}` an `at_least` or an `at_most`"),
                false => did_you_mean(word, &names),
            };
            return Err(ClaimError::UnknownWord { claim: claim.id.clone(), found: word.to_owned(), hint });
        };
        let shown = format!("“{word}”: {}", bounds_shown(declared.at_least, declared.at_most, true));
        Ok(Self { low: declared.at_least, high: declared.at_most, shown })
    }

    /// Compares a quantity with it.
    pub fn compare(self, check: &Check, quantity: Quantity) -> CheckResult {
        let within = |value: f64| {
            self.low.is_none_or(|low| value >= low - SLACK) && self.high.is_none_or(|high| value <= high + SLACK)
        };
        CheckResult {
            quantity: check.quantity.clone(),
            value: quantity.value,
            holds: quantity.value.is_some_and(within),
            shown: quantity.shown,
            expected: self.shown,
            constructed: quantity.constructed,
        }
    }
}

fn bounds_shown(low: Option<f64>, high: Option<f64>, is_share: bool) -> String {
    let shown = |value: f64| number_shown(value, is_share);
    match (low, high) {
        (Some(low), Some(high)) => format!("between {} and {}", shown(low), shown(high)),
        (Some(low), None) => format!("at least {}", shown(low)),
        (None, Some(high)) => format!("at most {}", shown(high)),
        (None, None) => String::new(),
    }
}

/// A number as a reader writes it: a share as a percentage, at most two digits after the point.
fn number_shown(value: f64, is_share: bool) -> String {
    let digits = format!("{:.2}", if is_share { value * 100.0 } else { value });
    let short = digits.trim_end_matches('0').trim_end_matches('.');
    format!("{short}{}", if is_share { "%" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_without_trailing_digits() {
        assert_eq!(number_shown(0.29, true), "29%");
        assert_eq!(number_shown(0.005, true), "0.5%");
        assert_eq!(number_shown(100.0, false), "100");
        assert_eq!(bounds_shown(Some(0.29), Some(0.38), true), "between 29% and 38%");
    }
}
