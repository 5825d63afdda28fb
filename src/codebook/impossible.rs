//! Patterns that can never fire: conditions that no comment fulfils, and parts that contradict each other.
//!
//! Only what is certain is said: a pattern that is merely unlikely is left to the comments of a study.

use std::collections::BTreeMap;

use super::cover::Cover;
use super::{Codebook, Expression, Item};
use crate::condition::{Condition, Quantity, Value};

/// Why the expression can never fire, in words; `None` where it may.
pub(super) fn never(cover: &Cover, codebook: &Codebook, expression: &Expression) -> Option<String> {
    let inner = |inner: &Expression| never(cover, codebook, inner);
    match expression {
        Expression::Sequence(items) => items.iter().find_map(|item| match item {
            Item::Group(group) => inner(group),
            Item::Word(_) => None,
        }),
        Expression::Or(parts) => {
            let reasons: Option<Vec<String>> = parts.iter().map(inner).collect();
            reasons?.into_iter().next()
        }
        Expression::And(_) => {
            let mut parts = Vec::new();
            flatten(expression, &mut parts);
            parts.iter().find_map(|part| inner(part)).or_else(|| contradiction(cover, &parts))
        }
        Expression::Near(pair) if pair.order == super::Order::Absent => inner(&pair.left),
        Expression::Near(pair) => inner(&pair.left).or_else(|| inner(&pair.right)),
        Expression::Condition(condition) => {
            (!fulfillable(&[condition], 0)).then(|| format!("no comment fulfils `{condition}`"))
        }
        Expression::Reference(reference) => {
            let theme = reference.theme()?;
            let has_patterns = |(place, entry): (usize, &super::Theme)| {
                !entry.patterns.is_empty() && (place == theme || codebook.above(place).any(|above| above == theme))
            };
            let silent = !codebook.themes.iter().enumerate().any(has_patterns);
            silent.then(|| format!("`@{}` has no patterns", reference.name))
        }
        Expression::Not(_) | Expression::Text(_) => None,
    }
}

/// The parts of an `AND`, and those of the `AND`s in it.
fn flatten<'e>(expression: &'e Expression, parts: &mut Vec<&'e Expression>) {
    match expression {
        Expression::And(inner) => inner.iter().for_each(|part| flatten(part, parts)),
        other => parts.push(other),
    }
}

/// Parts compared with each other: more are not, because every one is held against every other.
const MOST: usize = 64;

/// What contradicts what among parts that must all hold.
fn contradiction(cover: &Cover, parts: &[&Expression]) -> Option<String> {
    let parts = &parts[..parts.len().min(MOST)];
    for part in parts {
        let Expression::Not(forbidden) = part else { continue };
        let asked = parts.iter().find(|other| !std::ptr::eq(**other, *part) && cover.implied(forbidden, other));
        if asked.is_some() {
            return Some("what its `NOT` forbids stands wherever the rest of it does".to_owned());
        }
    }
    let mut about: BTreeMap<String, Vec<&Condition>> = BTreeMap::new();
    for part in parts {
        if let Expression::Condition(condition) = part {
            let name = match &condition.quantity {
                Quantity::Words => "words".to_owned(),
                Quantity::Characters => "characters".to_owned(),
                Quantity::Column(name) => format!("col:{name}"),
            };
            about.entry(name).or_default().push(condition);
        }
    }
    let words = parts.iter().map(|part| least_words(part)).max().unwrap_or(0);
    about.iter().find_map(|(name, conditions)| {
        if !fulfillable(conditions, 0) {
            Some(format!("its conditions on `{}` contradict each other", name.trim_start_matches("col:")))
        } else if name == "words" && !fulfillable(conditions, words) {
            Some(format!("its words are at least {words}, and its conditions on `words` ask for fewer"))
        } else {
            None
        }
    })
}

/// Whether something fulfils all of these conditions, which ask for the same; a count is at least `least`.
fn fulfillable(conditions: &[&Condition], least: usize) -> bool {
    let values = || conditions.iter().flat_map(|condition| condition.ask.values());
    if values().any(|value| matches!(value, Value::Date(_))) {
        return true;
    }
    let numbers = values().filter_map(|value| match value {
        Value::Number(number) => Some(*number),
        _ => None,
    });
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    if conditions.iter().any(|condition| !matches!(condition.quantity, Quantity::Column(_))) {
        // Truth changes at the numbers only: on them, beside them and at the least count all is told.
        let near =
            numbers.iter().flat_map(|number| (-1..=2).map(move |step| (number.floor() as i64).saturating_add(step)));
        let counts = near.filter_map(|count| usize::try_from(count).ok()).filter(|count| *count >= least);
        return counts.chain([least]).any(|count| conditions.iter().all(|of| of.holds(|_| count, |_| None)));
    }
    let between = numbers.windows(2).map(|pair| pair[0] / 2.0 + pair[1] / 2.0);
    let outside = numbers.first().map(|first| first - 1.0).into_iter().chain(numbers.last().map(|last| last + 1.0));
    let mut cells: Vec<String> = between.chain(outside).chain(numbers.iter().copied()).map(|n| n.to_string()).collect();
    cells.extend(values().filter_map(|value| match value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }));
    cells.push(String::new());
    // A text that none of them names.
    cells.push(cells.concat() + "x");
    cells.iter().any(|cell| conditions.iter().all(|condition| condition.holds(|_| 0, |_| Some(cell.as_str()))))
}

/// The fewest words that a comment has in which the expression fires.
fn least_words(expression: &Expression) -> usize {
    match expression {
        Expression::Sequence(items) => {
            let of = |item: &Item| match item {
                Item::Word(_) => 1,
                Item::Group(inner) => least_words(inner),
            };
            items.iter().map(of).sum()
        }
        Expression::Or(parts) => parts.iter().map(least_words).min().unwrap_or(0),
        Expression::And(parts) => parts.iter().map(least_words).max().unwrap_or(0),
        // Operands share no word.
        Expression::Near(pair) if pair.order != super::Order::Absent => {
            least_words(&pair.left) + least_words(&pair.right)
        }
        Expression::Near(pair) => least_words(&pair.left),
        Expression::Not(_) | Expression::Text(_) | Expression::Condition(_) | Expression::Reference(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::parse;

    fn reason(pattern: &str) -> Option<String> {
        let text = format!("[[theme]]\nid = 't'\npatterns = ['{pattern}']\n[[theme]]\nid = 'none'\n");
        let codebook = parse(&text, "c").unwrap();
        never(&Cover::new(&codebook), &codebook, &codebook.themes[0].patterns[0].expression)
    }

    #[test]
    fn what_can_never_fire_is_told_with_the_reason() {
        for (pattern, expected) in [
            ("[words < 0]", "no comment fulfils `[words < 0]`"),
            ("[words = 2.5]", "no comment fulfils"),
            ("a OR b AND [characters <= -1]", ""),
            ("a AND [characters <= -1]", "no comment fulfils"),
            ("[words < 3] AND [words > 3]", "its conditions on `words` contradict"),
            ("a b NEAR/9 (c d OR e) AND [words < 3]", "its words are at least 3"),
            ("[role = \"a\"] AND [role = \"b\"]", "its conditions on `role` contradict"),
            ("[role = \"a\"] AND [role != \"a\"]", "its conditions on `role` contradict"),
            ("[role = \"a\"] AND [role != \"b\"]", ""),
            ("[rating > 2] AND [rating < 3]", ""),
            ("[rating > 2] AND ([rating <= 2] AND a)", "its conditions on `rating` contradict"),
            ("[rating > 2] AND [rating = \"three\"]", "its conditions on `rating` contradict"),
            ("my note AND NOT note", "what its `NOT` forbids"),
            ("note AND NOT my note", ""),
            ("note NOT NEAR/3 note", ""),
            ("a (@none OR @none)", "`@none` has no patterns"),
            ("a NEAR/3 @none", "`@none` has no patterns"),
            ("a NOT NEAR/3 @none", ""),
            ("[words < 1]", ""),
        ] {
            let found = reason(pattern);
            let fits = found
                .as_deref()
                .map_or(expected.is_empty(), |found| !expected.is_empty() && found.starts_with(expected));
            assert!(fits, "{pattern}: {found:?}");
        }
    }
}
