//! What is said of several questions with one scale.

use super::{listed, percent, quoted};
use crate::measure::Share;

/// The headline of several questions: which has the largest share on the upper side of the scale.
///
/// `upper` names the options of that side; `rows` are labels with their shares. `None` where there is no row.
#[must_use]
pub fn scales_headline(rows: &[(String, Share)], upper: &[String]) -> Option<String> {
    let value = |share: &Share| share.value().unwrap_or_default();
    let top = rows.iter().map(|(_, share)| value(share)).fold(0.0, f64::max);
    let mut first = rows.iter().filter(|(_, share)| top - value(share) < 1e-9);
    let (label, share) = first.next()?;
    let either: Vec<String> = upper.iter().map(|label| quoted(label)).collect();
    let side = match either.as_slice() {
        [only] => only.clone(),
        [one, two] => format!("{one} or {two}"),
        [lowest, .., highest] => format!("{lowest} to {highest}"),
        [] => return None,
    };
    if top <= 0.0 {
        return Some(format!("Nobody answers {side} to any of them"));
    }
    let tied: Vec<String> = std::iter::once(label).chain(first.map(|(label, _)| label)).map(|l| quoted(l)).collect();
    Some(match tied.len() {
        1 => format!("{} leads: {} answer {side}", quoted(label), percent(*share)),
        2 | 3 => format!("{} lead: {} answer {side}", listed(&tied), percent(*share)),
        _ => format!("Several lead equally: {} answer {side}", percent(*share)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_question_with_the_largest_upper_side_leads() {
        let rows = |counts: &[u64]| -> Vec<(String, Share)> {
            counts.iter().zip(["A", "B", "C"]).map(|(count, label)| (label.into(), Share::new(*count, 10))).collect()
        };
        let upper = ["Agree".to_owned(), "Strongly agree".to_owned()];
        let said = |counts: &[u64]| scales_headline(&rows(counts), &upper).unwrap();
        assert_eq!(said(&[3, 7, 1]), "“B” leads: 70% answer “Agree” or “Strongly agree”");
        assert_eq!(said(&[7, 7, 1]), "“A” and “B” lead: 70% answer “Agree” or “Strongly agree”");
        assert_eq!(said(&[0, 0, 0]), "Nobody answers “Agree” or “Strongly agree” to any of them");
        assert_eq!(scales_headline(&[], &upper), None);
    }
}
