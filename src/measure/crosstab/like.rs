//! How columns are compared, and the defaults of other programs for it.

use super::Weighting;
use crate::measure::contingency::{CaseBy, ColumnBase, Correction, Letters};

/// How the columns of a table are compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compare {
    /// Their letters.
    pub letters: Letters,
    /// The base of their tests.
    pub base: ColumnBase,
    /// The correction over the pairs of a row.
    pub correction: Correction,
    /// How weights enter the tests of whole tables.
    pub weighting: Weighting,
}

impl Default for Compare {
    fn default() -> Self {
        Self {
            letters: Letters::DEFAULT,
            base: ColumnBase::default(),
            correction: Correction::default(),
            weighting: Weighting::default(),
        }
    }
}

/// Another program's defaults.
#[derive(Debug, Clone, Copy)]
pub struct Like {
    /// Its id.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it compares by.
    pub compare: Compare,
    /// Where we do not do as it does.
    pub departures: &'static [&'static str],
}

/// The programs, in the order shown.
pub const LIKE: &[Like] = &[
    Like {
        id: "spss",
        name: "SPSS CTABLES",
        compare: Compare {
            letters: Letters::DEFAULT,
            base: ColumnBase::Weighted,
            correction: Correction::Bonferroni,
            weighting: Weighting::Frequencies,
        },
        departures: &[
            "weighted counts are rounded for the test of a whole table, as CROSSTABS rounds its cells",
            "columns that share respondents are compared with what they share taken into account",
            "means are compared by Welch's t, with weights by linearised standard errors",
            "with `--hide-below` counts of zero are shown, and other counts are hidden with the small ones",
        ],
    },
    Like {
        id: "q",
        name: "Q",
        compare: Compare {
            letters: Letters { level: 0.001, second: Some(0.05), case: CaseBy::Raw, ..Letters::DEFAULT },
            base: ColumnBase::Effective,
            correction: Correction::BenjaminiHochberg,
            weighting: Weighting::Second,
        },
        departures: &[
            "the correction is over the pairs of a row of one column question",
            "weights enter the comparison of two columns by the effective number of respondents (Kish), not by linearisation",
            "the test is a z test, where Q takes a t test for small samples",
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_has_an_id_of_its_own_and_says_where_we_depart() {
        for (place, like) in LIKE.iter().enumerate() {
            assert!(!like.departures.is_empty());
            assert!(LIKE[place + 1..].iter().all(|other| other.id != like.id));
        }
    }
}
