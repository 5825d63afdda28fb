//! Why a poll has no breakdown, and what to do about it.

/// Why a poll has no breakdown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PollError {
    /// There is nothing to break down.
    #[error("the poll has no options, expected at least one")]
    NoOptions,
    /// An option has neither a percentage nor votes.
    #[error("option `{option}` has no percentage and no votes, expected one of them")]
    NoShare {
        /// The option's label.
        option: String,
    },
    /// Votes are given for some options only.
    #[error("option `{option}` has votes but others have none, expected votes for every option or for none")]
    SomeVotes {
        /// The first option with votes.
        option: String,
    },
    /// The votes sum to zero.
    #[error("the poll has zero votes, expected at least one")]
    NoVotes,
    /// Votes and total disagree.
    #[error("the votes sum to {votes}, expected `total_votes` = {total}")]
    VotesDoNotSum {
        /// The sum of the votes.
        votes: u64,
        /// The number of votes as published.
        total: u64,
    },
    /// Votes and percentage of an option disagree.
    #[error("option `{option}` has {votes} of {total} votes, which is {expected}%, but {found}% is published")]
    VotesDoNotFitPercent {
        /// The option's label.
        option: String,
        /// Its votes.
        votes: u64,
        /// All votes.
        total: u64,
        /// The percentage that the votes give.
        expected: String,
        /// The percentage as published.
        found: String,
    },
    /// No sharing-out of the published number of votes gives the percentages.
    #[error("{percents} do not fit {total} votes: {}", why_not(.alone, .sum))]
    DoNotFitTotal {
        /// The percentages as published.
        percents: String,
        /// Those that no number of the votes is shown as.
        alone: Vec<String>,
        /// What the percentages sum to.
        sum: String,
        /// The number of votes as published.
        total: u64,
    },
    /// No number of votes that was tried gives the percentages.
    #[error("{percents} sum to {sum} and fit no number of votes from 1 to {limit}, expected percentages of one whole")]
    FitNothing {
        /// The percentages as published.
        percents: String,
        /// What they sum to.
        sum: String,
        /// The largest number of votes tried.
        limit: u64,
    },
}

fn why_not(alone: &[String], sum: &str) -> String {
    match alone {
        [] => format!("each alone is possible, and all together are not (they sum to {sum})"),
        _ => format!("no whole number of votes is shown as {}", alone.join(", or as ")),
    }
}

impl PollError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoOptions | Self::NoShare { .. } => "give every option of the poll a row with `percent` or `votes`",
            Self::SomeVotes { .. } => "add the missing votes, or leave the votes out and give `total_votes`",
            Self::NoVotes => "leave the votes out if they are not known",
            Self::VotesDoNotSum { .. } => "correct one of the two; `total_votes` may be left out where votes are given",
            Self::VotesDoNotFitPercent { .. } => {
                "correct one of the two, set `rounding`, or leave the percentages out: votes are enough"
            }
            Self::DoNotFitTotal { .. } | Self::FitNothing { .. } => {
                "check that every option is there, and the digits, `total_votes`, `decimals` and `rounding`"
            }
        }
    }
}
