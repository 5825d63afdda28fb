//! The look of a study's charts: the brand file that `study.toml` names.

use super::{Study, StudyError};
use crate::chart::Brand;

impl Study {
    /// The study's brand; the plain look where it names none.
    ///
    /// # Errors
    /// The brand file cannot be used: everything that is wrong with it.
    pub fn brand(&self) -> Result<Brand, StudyError> {
        match &self.brand {
            Some(file) => Brand::load(&self.folder.join(file)).map_err(StudyError::Invalid),
            None => Ok(Brand::default()),
        }
    }
}
