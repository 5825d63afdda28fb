//! The forty rows of `tests/reference/survey.R`, made by the same formulas.

/// Rows by column.
pub struct Forty {
    pub vote: Vec<u32>,
    pub role: Vec<u32>,
    pub size: Vec<u32>,
    pub stratum: Vec<u32>,
    pub cluster: Vec<u32>,
    pub weights: Vec<f64>,
}

/// The rows.
pub fn forty() -> Forty {
    let column = |value: fn(u32) -> u32| (0..40).map(value).collect::<Vec<u32>>();
    Forty {
        vote: column(|i| (i * 4) % 3),
        role: column(|i| u32::from((i * 13) % 5 < 2)),
        size: column(|i| (i * 3) % 4),
        stratum: column(|i| i % 2),
        cluster: column(|i| (i * 7) % 10),
        weights: (0..40).map(|i| 0.5 + f64::from((i * 37) % 10) / 4.0).collect(),
    }
}
