//! Choices whose answers follow each other without measuring anything: months, days, `Wave 1`, `2019 Q4`. They stand in
//! that order in tables, and are given no numbers; what is a scale is known to `order`.

use super::apart::apart;
use super::shape::plain;

/// What follows each other by name; wordings of one place are parted by `|`.
const SEQUENCES: &[&[&str]] = &[
    &[
        "january|jan",
        "february|feb",
        "march|mar",
        "april|apr",
        "may",
        "june|jun",
        "july|jul",
        "august|aug",
        "september|sep|sept",
        "october|oct",
        "november|nov",
        "december|dec",
    ],
    &["monday|mon", "tuesday|tue", "wednesday|wed", "thursday|thu", "friday|fri", "saturday|sat", "sunday|sun"],
    &["spring", "summer", "autumn|fall", "winter"],
    &[
        "lowest quintile|poorest",
        "second quintile|poorer",
        "middle quintile|third quintile|middle",
        "fourth quintile|richer",
        "highest quintile|richest",
    ],
];

/// The places of the answers in their order, those that stand apart last; `None` where they have none.
pub fn arranged(labels: &[&str]) -> Option<Vec<usize>> {
    let (outside, inside): (Vec<usize>, Vec<usize>) =
        (0..labels.len()).partition(|&place| apart(labels[place]).is_some());
    let plain: Vec<String> = inside.iter().map(|&place| plain(labels[place])).collect();
    if plain.len() < 2 {
        return None;
    }
    let mut scores: Vec<(Vec<u64>, usize)> =
        by_name(&plain).or_else(|| by_numbers(&plain))?.into_iter().zip(inside).collect();
    scores.sort();
    let differ = scores.windows(2).all(|pair| pair[0].0 < pair[1].0);
    differ.then(|| scores.into_iter().map(|(_, place)| place).chain(outside).collect())
}

fn by_name(labels: &[String]) -> Option<Vec<Vec<u64>>> {
    SEQUENCES.iter().find_map(|sequence| {
        let place = |label: &String| sequence.iter().position(|level| level.split('|').any(|name| name == label));
        labels.iter().map(|label| place(label).map(|place| vec![place as u64])).collect()
    })
}

/// The numbers of labels that differ in nothing else.
fn by_numbers(labels: &[String]) -> Option<Vec<Vec<u64>>> {
    let apart: Vec<(String, Vec<u64>)> = labels.iter().map(|label| numbers(label)).collect::<Option<_>>()?;
    let first = &apart.first()?.0;
    let words = first.bytes().any(|b| b.is_ascii_alphabetic());
    (words && apart.iter().all(|(rest, _)| rest == first))
        .then(|| apart.into_iter().map(|(_, numbers)| numbers).collect())
}

/// A label with `#` for each of its numbers, and these; `None` where it has none, or one that is too long.
fn numbers(label: &str) -> Option<(String, Vec<u64>)> {
    let (mut rest, mut numbers) = (String::new(), Vec::new());
    let mut digits = String::new();
    for c in label.chars().chain(std::iter::once(' ')) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            numbers.push(std::mem::take(&mut digits).parse().ok()?);
            rest.push('#');
        }
        rest.push(c);
    }
    // `1st`, `2nd`, `3rd`: the ending belongs to the number.
    let rest = ["#st ", "#nd ", "#rd "].iter().fold(rest, |rest, ending| rest.replace(ending, "#th "));
    (!numbers.is_empty()).then_some((rest, numbers))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order<'l>(labels: &[&'l str]) -> Vec<&'l str> {
        arranged(labels).map(|places| places.into_iter().map(|place| labels[place]).collect()).unwrap_or_default()
    }

    #[test]
    fn what_follows_each_other_is_put_in_order() {
        assert_eq!(order(&["Wave 10", "Wave 2", "Other", "Wave 1"]), ["Wave 1", "Wave 2", "Wave 10", "Other"]);
        assert_eq!(order(&["2020 Q1", "2019 Q4", "2019 Q2"]), ["2019 Q2", "2019 Q4", "2020 Q1"]);
        assert_eq!(order(&["October", "May", "January"]), ["January", "May", "October"]);
        assert_eq!(order(&["2nd decile", "10th decile", "1st decile"]), ["1st decile", "2nd decile", "10th decile"]);
    }

    #[test]
    fn other_labels_keep_their_order() {
        for labels in
            [&["Male", "Female"][..], &["iPhone 12", "Galaxy 20"], &["Wave 1", "Control"], &["Wave 1", "wave 1"]]
        {
            assert_eq!(arranged(labels), None, "{labels:?}");
        }
    }
}
