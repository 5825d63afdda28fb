//! Small counts of earlier waves, and of people who answered in two, kept out of every output.
//!
//! In each wave an answer that few people gave is hidden with others that would tell how many, as in the breakdown of the
//! newest; with it goes every change that it could be computed from.

use super::small::hidden;
use crate::measure::waves::{QuestionWaves, Unit, WaveItem, Waves};

/// Takes answers of fewer than `below` people out of every wave; how many values are gone.
pub(super) fn hide(waves: &mut Waves, below: u64) -> u64 {
    waves.questions.iter_mut().map(|question| of_question(question, below)).sum()
}

fn of_question(question: &mut QuestionWaves, below: u64) -> u64 {
    let answers = |item: &&mut WaveItem| item.unit == Unit::Answered;
    let mut gone = 0;
    for wave in 0..question.waves.len() {
        let own: Vec<&mut WaveItem> = question.items.iter_mut().filter(answers).collect();
        let counts: Vec<u64> =
            own.iter().map(|item| item.values[wave].and_then(|value| value.count()).unwrap_or(0)).collect();
        for (item, _) in own.into_iter().zip(hidden(&counts, below)).filter(|(_, hidden)| *hidden) {
            gone += u64::from(item.values[wave].take().is_some());
        }
    }
    if gone > 0 {
        // A mean, or a net of answers, is one more sum from which a count could be computed.
        question.items.retain(|item| !matches!(item.unit, Unit::OnScale | Unit::Mean));
    }
    let closed = |item: &&mut WaveItem| matches!(item.unit, Unit::Answered | Unit::OnScale | Unit::Mean);
    for item in question.items.iter_mut().filter(closed) {
        unchanged(item, &question.waves, below);
    }
    gone
}

/// Leaves out changes of what is hidden, and the few people who moved.
fn unchanged(item: &mut WaveItem, waves: &[String], below: u64) {
    for (place, change) in item.changes.iter_mut().enumerate() {
        let from = |id: &str| waves.iter().position(|wave| wave == id).and_then(|at| item.values[at]);
        if change.as_ref().is_some_and(|change| item.values[place].is_none() || from(&change.from).is_none()) {
            *change = None;
        }
        if let Some(change) = change {
            let few = |count: u64| (1..below).contains(&count);
            if change.paired.is_some_and(|paired| few(paired.gained) || few(paired.lost) || few(paired.both)) {
                // How many moved would follow from the bounds of their change.
                (change.paired, change.bounds, change.mark) = (None, None, None);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Share;
    use crate::measure::waves::{Change, Paired, Value};

    fn item(label: &str, counts: [u64; 2], moved: [u64; 2]) -> WaveItem {
        let paired = Paired { both: 30, gained: moved[0], lost: moved[1], of_mean: false, bounds: None, test: None };
        let change = Change { from: "1".to_owned(), difference: 0.1, bounds: None, paired: Some(paired), mark: None };
        WaveItem {
            unit: Unit::Answered,
            id: label.to_owned(),
            label: label.to_owned(),
            values: counts.map(|count| Some(Value::Share(Share::new(count, 60)))).to_vec(),
            changes: vec![None, Some(change)],
        }
    }

    #[test]
    fn a_small_count_of_any_wave_is_gone_with_the_change_that_tells_it() {
        let mean = WaveItem { unit: Unit::Mean, ..item("mean", [60, 60], [0, 0]) };
        let question = QuestionWaves {
            id: "q".to_owned(),
            question: "?".to_owned(),
            waves: vec!["1".to_owned(), "2".to_owned()],
            was: Vec::new(),
            other_options: false,
            in_newest: true,
            items: vec![item("a", [40, 30], [9, 8]), item("b", [17, 20], [2, 9]), item("c", [3, 10], [9, 9]), mean],
        };
        let mut waves = Waves { newest: vec!["2".to_owned()], withheld: None, questions: vec![question] };
        assert_eq!(hide(&mut waves, 5), 2, "the small one, and the next, which would tell it");
        let [a, b, c] = waves.questions[0].items.as_slice() else { panic!("the mean is left") };
        assert!(a.values[0].is_some() && a.changes[1].as_ref().is_some_and(|change| change.paired.is_some()));
        assert_eq!((b.values[0], c.values[0]), (None, None));
        assert!(b.values[1].is_some() && b.changes[1].is_none() && c.changes[1].is_none());
        assert_eq!(hide(&mut waves, 0), 0);
    }
}
