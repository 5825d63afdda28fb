//! Respondents with their weights, added up: what a cell or a base of a table is.

use super::ColumnBase;

/// What the respondents in a cell or a base sum to.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct WeightedCount {
    /// Respondents.
    pub n: u64,
    /// Sum of weights.
    pub weight: f64,
    /// Sum of squared weights.
    pub squares: f64,
}

impl WeightedCount {
    /// Adds a respondent.
    pub fn add(&mut self, weight: f64) {
        self.n += 1;
        self.weight += weight;
        self.squares += weight * weight;
    }

    /// The effective number of respondents, (Σw)²/Σw²; `None` where the weights sum to zero.
    #[must_use]
    pub fn effective(&self) -> Option<f64> {
        (self.squares > 0.0).then(|| self.weight * self.weight / self.squares)
    }

    /// Its size for a test.
    #[must_use]
    pub fn size(&self, base: ColumnBase) -> f64 {
        match base {
            ColumnBase::Effective => self.effective().unwrap_or(0.0),
            ColumnBase::Unweighted => self.n as f64,
            ColumnBase::Weighted => self.weight,
        }
    }
}

impl std::ops::AddAssign for WeightedCount {
    fn add_assign(&mut self, other: Self) {
        self.n += other.n;
        self.weight += other.weight;
        self.squares += other.squares;
    }
}
