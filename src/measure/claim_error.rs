//! Why a claim cannot be judged, and what to do about it.

/// A claim that cannot be judged as the study writes it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClaimError {
    /// A term of a quantity names nothing that was measured.
    #[error("claim `{claim}` rests on `{found}`, expected a quantity of this study")]
    UnknownQuantity {
        /// The claim's id.
        claim: String,
        /// The term as written.
        found: String,
        /// The nearest quantity, or all of them.
        hint: String,
    },
    /// Terms that may not be added.
    #[error("claim `{claim}` adds `{found}`, expected different terms of one unit that cannot overlap")]
    CannotAdd {
        /// The claim's id.
        claim: String,
        /// The quantity as written.
        found: String,
    },
    /// A word that the study does not declare.
    #[error("claim `{claim}` uses the word `{found}`, expected one declared under `[words]`")]
    UnknownWord {
        /// The claim's id.
        claim: String,
        /// The word as written.
        found: String,
        /// The nearest word, or all of them.
        hint: String,
    },
    /// A check that says no single thing.
    #[error("claim `{claim}`: the check of `{quantity}` has {found}, expected {expected}")]
    Unclear {
        /// The claim's id.
        claim: String,
        /// The quantity as written.
        quantity: String,
        /// What the check has.
        found: String,
        /// What it should have.
        expected: &'static str,
    },
    /// Nothing says when the claim is true.
    #[error("claim `{claim}` has no check, expected at least one `[[claim.check]]` or `cannot_be_known`")]
    NoCheck {
        /// The claim's id.
        claim: String,
    },
}

impl ClaimError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::UnknownQuantity { hint, .. } | Self::UnknownWord { hint, .. } => hint.clone(),
            Self::CannotAdd { .. } => "add shares of one poll, or stances of one group; a comment can show several \
                                       themes, so shares of themes cannot be added"
                .to_owned(),
            Self::Unclear { .. } => {
                "give `equals` (with `tolerance`), or `at_least` and `at_most` or one of them, or `word`".to_owned()
            }
            Self::NoCheck { .. } => "say what makes it true, or why the data cannot tell".to_owned(),
        }
    }
}
