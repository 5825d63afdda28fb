//! What is different in a new wave, and whether the study says so: the rows of `drift.csv`.

use crate::study::StudyError;

/// The name of the file in the study.
pub const DRIFT: &str = "drift.csv";

/// Its columns.
const COLUMNS: [&str; 9] = ["wave", "what", "change", "question", "was", "now", "alike", "settled", "how"];

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Added,
    /// It is no longer there.
    Lost,
    /// It has another wording.
    Renamed,
    /// It stands in another place.
    Reordered,
}

impl Change {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Lost => "lost",
            Self::Renamed => "renamed",
            Self::Reordered => "re-ordered",
        }
    }
}

/// One difference between the study and a new wave.
#[derive(Debug, Clone, PartialEq)]
pub struct Drift {
    /// Whether it is a question; otherwise an option.
    pub is_question: bool,
    /// What changed.
    pub change: Change,
    /// Id of the question; of one that is new, its id in the export.
    pub question: String,
    /// The text in the study.
    pub was: Option<String>,
    /// The text in the export.
    pub now: Option<String>,
    /// How alike the two are, where that suggests a new wording.
    pub alike: Option<f64>,
    /// Whether the study settles it, or nothing has to be settled.
    pub settled: bool,
    /// What settled it, or what to write.
    pub how: String,
}

impl Drift {
    /// What it is about: `question` or `option`.
    #[must_use]
    pub fn what(&self) -> &'static str {
        if self.is_question { "question" } else { "option" }
    }
}

/// Whether a file is a list of ours, as it was written or as a spreadsheet saved it.
pub(super) fn is_list(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let mut names = text.trim_start_matches('\u{feff}').split([',', ';', '\t', '\n', '\r']);
    COLUMNS.iter().all(|column| names.next().is_some_and(|name| name.trim_matches('"') == *column))
}

/// The file.
pub(super) fn file(wave: &str, drift: &[Drift]) -> Result<Vec<u8>, StudyError> {
    let failed = |error: csv::Error| StudyError::Write(error.into());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(failed)?;
    for row in drift {
        let alike = row.alike.map(|alike| format!("{alike:.2}")).unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let settled = if row.settled { "yes" } else { "no" };
        let (was, now) = (text(&row.was), text(&row.now));
        let cells = [wave, row.what(), row.change.word(), &row.question, &was, &now, &alike, settled, &row.how];
        writer.write_record(cells).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| StudyError::Write(error.into_error()))
}
