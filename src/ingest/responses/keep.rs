//! Some of the responses, in their order.

use super::{Answers, Responses};

impl Responses {
    /// Keeps the responses for which `keep` says so, one entry a response; what was told of the file stays.
    pub fn retain(&mut self, keep: &[bool]) {
        retain(&mut self.ids, keep);
        retain(&mut self.unnamed, keep);
        retain(&mut self.lines, keep);
        if let Some(weights) = &mut self.weights {
            retain(weights, keep);
        }
        for question in &mut self.questions {
            question.answers.retain(keep);
        }
    }
}

impl Answers {
    /// Keeps the answers of the respondents for whom `keep` says so.
    pub fn retain(&mut self, keep: &[bool]) {
        match self {
            Self::One { chosen, .. } => retain(chosen, keep),
            Self::Several { chosen, .. } => retain(chosen, keep),
            Self::Numbers(numbers) => retain(numbers, keep),
            Self::Texts(texts) => retain(texts, keep),
        }
    }
}

fn retain<T>(values: &mut Vec<T>, keep: &[bool]) {
    let mut keep = keep.iter();
    values.retain(|_| keep.next().copied().unwrap_or(false));
}
