//! What was done to the responses before anything was counted: variables made, responses left out, weights given.

use super::weighting::Effective;

/// Everything that was done to the responses.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Treatment {
    /// Questions that were made of others.
    pub variables: Vec<MadeVariable>,
    /// Responses that were left out.
    pub exclusions: Vec<Exclusion>,
    /// The weights; of several waves, those of the newest.
    pub weighting: Option<Weighting>,
    /// The weights of earlier waves.
    pub earlier_weightings: Vec<Weighting>,
}

impl Treatment {
    /// The weights of every wave, the newest first.
    pub fn weightings(&self) -> impl Iterator<Item = &Weighting> {
        self.weighting.iter().chain(&self.earlier_weightings)
    }
}

/// A closed question that was made of other answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeVariable {
    /// Its id.
    pub id: String,
    /// Its options, each with the expression for which it holds.
    pub options: Vec<(String, String)>,
    /// The option of whoever fits no other.
    pub otherwise: Option<String>,
}

/// Responses that were left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// Id of the source.
    pub source: String,
    /// The expression.
    pub when: String,
    /// The reason.
    pub reason: String,
    /// Ids of the responses for which it is the first to hold.
    pub responses: Vec<String>,
    /// Their comments: the open question, and the comment's id.
    pub comments: Vec<(String, String)>,
}

/// How responses were weighted.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighting {
    /// Id of the source.
    pub source: String,
    /// How the weights came to be.
    pub method: WeightMethod,
    /// The column with given weights.
    pub column: Option<String>,
    /// The margins that they were computed to meet.
    pub margins: Vec<MarginMet>,
    /// The bounds that they were trimmed to.
    pub trimmed: Option<Trimmed>,
    /// What the weights cost, over all respondents.
    pub size: Effective,
    /// The weight of each respondent.
    pub weights: Vec<RespondentWeight>,
}

/// How weights came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightMethod {
    /// They stand in a column.
    Column,
    /// Computed to meet several margins, in so many rounds.
    Raking(u32),
    /// Computed to meet one margin.
    PostStratification,
}

/// A margin with what came out.
#[derive(Debug, Clone, PartialEq)]
pub struct MarginMet {
    /// Id of the question.
    pub question: String,
    /// Its groups.
    pub groups: Vec<GroupMet>,
}

/// A group of a margin: respondents, and shares between 0 and 1.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupMet {
    /// Its answer.
    pub label: String,
    /// Respondents.
    pub n: u64,
    /// Their share before.
    pub unweighted: f64,
    /// The share aimed at.
    pub target: f64,
    /// The share that the weights give.
    pub weighted: f64,
}

/// Trimming of weights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trimmed {
    /// No weight is smaller.
    pub lower: f64,
    /// No weight is larger.
    pub upper: f64,
    /// How many weights were outside.
    pub outside: u64,
}

/// The weight of a respondent.
#[derive(Debug, Clone, PartialEq)]
pub struct RespondentWeight {
    /// Id of the respondent.
    pub respondent: String,
    /// The weight given, where there is a column.
    pub given: Option<f64>,
    /// The weight before trimming.
    pub untrimmed: f64,
    /// The weight.
    pub weight: f64,
}

#[cfg(test)]
impl Treatment {
    /// Something of everything that can be done to responses; the numbers are made up.
    pub(super) fn example() -> Self {
        let group =
            |label: &str| GroupMet { label: label.to_owned(), n: 1, unweighted: 0.5, target: 0.5, weighted: 0.5 };
        Self {
            variables: vec![MadeVariable {
                id: "mood".to_owned(),
                options: vec![("low".to_owned(), "x < 2".to_owned())],
                otherwise: Some("high".to_owned()),
            }],
            exclusions: vec![Exclusion {
                source: "s".to_owned(),
                when: "x = 9".to_owned(),
                reason: "a test".to_owned(),
                responses: vec!["4".to_owned()],
                comments: vec![("q".to_owned(), "4".to_owned())],
            }],
            weighting: Some(Weighting {
                source: "s".to_owned(),
                method: WeightMethod::Raking(3),
                column: None,
                margins: vec![MarginMet { question: "mood".to_owned(), groups: vec![group("low"), group("top")] }],
                trimmed: Some(Trimmed { lower: 0.5, upper: 2.0, outside: 1 }),
                size: Effective { n: 3, weighted: 3.0, effective_n: 2.5, deff: 1.2 },
                weights: vec![RespondentWeight {
                    respondent: "1".to_owned(),
                    given: None,
                    untrimmed: 2.5,
                    weight: 2.0,
                }],
            }),
            earlier_weightings: Vec::new(),
        }
    }
}
