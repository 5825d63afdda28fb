//! What a watched study does not make again: steps whose result follows from little, each by a digest of all of it.

use std::convert::Infallible;
use std::sync::Arc;

use super::super::Question;
use super::memo::{Key, Memo, key};
use crate::chart::{Brand, Figure};
use crate::measure::{Foreign, foreign_languages};

/// Results of steps, for the next run. A run that is by itself keeps nothing and digests nothing.
#[derive(Debug, Default)]
pub(in crate::study) struct Kept {
    on: bool,
    /// Whether the last run came to its end.
    ended: bool,
    pictures: Memo<Vec<u8>>,
    languages: Memo<Vec<Option<Foreign>>>,
}

impl Kept {
    /// What a study that is watched keeps.
    pub(super) fn watching() -> Self {
        Self { on: true, ..Self::default() }
    }

    /// A run begins.
    pub(super) fn begin(&mut self) {
        let ended = std::mem::take(&mut self.ended);
        self.pictures.begin(ended);
        self.languages.begin(ended);
    }

    /// A run came to its end.
    pub(super) fn end(&mut self) {
        self.ended = true;
    }

    /// The PNG of a figure: of its SVG, in the fonts of the brand.
    pub(in crate::study) fn png<E>(
        &self,
        figure: &Figure,
        brand: &Brand,
        make: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Vec<u8>, E> {
        let fonts = || brand.fonts.faces.iter().map(|face| face.bytes());
        let key = || key([figure.svg.as_bytes()].into_iter().chain(fonts()));
        self.of(&self.pictures, key, make).map(|png| (*png).clone())
    }

    /// The languages of the comments on a question: of their texts, beside the codebook's language.
    pub(in crate::study) fn languages(&self, question: &Question<'_>) -> Arc<Vec<Option<Foreign>>> {
        let (comments, language) = (&question.comments.comments, question.codebook.language);
        let texts = comments.iter().map(|comment| comment.text.as_bytes());
        let key = || key([language.code().as_bytes()].into_iter().chain(texts));
        let made = self.of(&self.languages, key, || Ok::<_, Infallible>(foreign_languages(comments, language)));
        match made {
            Ok(found) => found,
            Err(never) => match never {},
        }
    }

    fn of<V, E>(
        &self,
        memo: &Memo<V>,
        key: impl FnOnce() -> Key,
        make: impl FnOnce() -> Result<V, E>,
    ) -> Result<Arc<V>, E> {
        if self.on { memo.get(key(), make) } else { make().map(Arc::new) }
    }
}
