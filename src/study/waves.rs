//! Waves: which sources are one survey asked again, in which order, and from which of them a question is answered.
//!
//! What is compared between waves is `measure::waves`'; joining a new export is `add`'s.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{ClosedQuestion, OpenQuestion, Source, Study};
use crate::diag::{Diagnostic, did_you_mean};
use crate::ingest::Column;
use crate::ingest::responses::{Answered, Answers, Kind, QuestionSpec};

/// `[[wave]]`: what is known of a wave beside its answers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaveSettings {
    /// Id of the wave, as its source has it.
    pub id: String,
    /// Questions that it is the first to ask, by their text or id in its export.
    #[serde(default)]
    pub new: Vec<String>,
    /// Questions that it does not ask, by their id or text in the study.
    #[serde(default)]
    pub gone: Vec<String>,
}

/// One text, or several.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Texts {
    /// One.
    One(String),
    /// Several.
    Several(Vec<String>),
}

impl Default for Texts {
    fn default() -> Self {
        Self::Several(Vec::new())
    }
}

impl Texts {
    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let all = match self {
            Self::One(text) => std::slice::from_ref(text),
            Self::Several(texts) => texts,
        };
        all.iter().map(String::as_str)
    }
}

/// A question as waves see it: where it was asked first, and by what it is named.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'s> {
    pub id: &'s str,
    pub text: &'s str,
    pub source: &'s str,
}

impl ClosedQuestion {
    pub(super) fn place(&self) -> Asked<'_> {
        Asked { id: &self.id, text: &self.question, source: &self.source }
    }

    /// The question as it is read from a file whose columns have these names: a column of a later option may be missing.
    pub(super) fn spec_in(&self, names: &[String]) -> QuestionSpec {
        let mut spec = self.asked.clone();
        let later: Vec<&String> = self.new_options.iter().filter(|option| !self.options.contains(option)).collect();
        if self.has_a_column_an_option() {
            for option in later {
                let name = later_column(&self.id, option);
                if names.contains(&name) {
                    spec.columns.push(Column::Name(name));
                    spec.options.push(option.clone());
                }
            }
        } else if !self.options.is_empty() {
            if self.kind == Kind::Scale && spec.values.is_empty() && !later.is_empty() {
                spec.values = (1..=spec.options.len()).map(|place| place as f64).collect();
            }
            spec.options.extend(later.into_iter().cloned());
            for wording in
                self.options_were.iter().flat_map(|(now, was)| std::iter::once(now.as_str()).chain(was.iter()))
            {
                if let Some(option) = self.option_of(wording).filter(|option| *option != wording) {
                    spec.labels.entry(wording.to_owned()).or_insert_with(|| option.to_owned());
                }
            }
        }
        spec
    }

    /// Whether each of its columns stands for an option.
    pub(super) fn has_a_column_an_option(&self) -> bool {
        self.kind == Kind::Multiple && self.columns.len() > 1 && self.labels.is_empty()
    }

    /// The options of all waves, folded.
    pub(super) fn every_option(&self) -> Vec<String> {
        let all = self.options.iter().chain(&self.new_options).chain(&self.gone_options);
        all.map(|option| crate::text::fold(option.trim())).collect()
    }

    /// The option of the study that a label of any wave stands for.
    pub(super) fn option_of(&self, label: &str) -> Option<&str> {
        let known = || self.options.iter().chain(&self.new_options).map(String::as_str);
        let same = |option: &&str| same_text(option, label);
        let renamed = || {
            self.options_were.iter().find_map(|(now, was)| {
                let all = || std::iter::once(now.as_str()).chain(was.iter());
                all()
                    .any(|wording| same_text(wording, label))
                    .then(|| all().find_map(|one| known().find(|o| *o == one)))?
            })
        };
        known().find(|option| *option == label).or_else(|| known().find(same)).or_else(renamed)
    }
}

impl OpenQuestion {
    pub(super) fn place(&self) -> Asked<'_> {
        Asked { id: &self.id, text: &self.question, source: &self.source }
    }
}

/// The column of an option that came with a later wave.
pub(super) fn later_column(question: &str, option: &str) -> String {
    format!("{question}: {option}")
}

/// Whether two texts say the same but for case, spaces, and signs at the end.
pub(super) fn same_text(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

/// A text by which questions and options are told apart.
pub(super) fn plain(text: &str) -> String {
    let folded = crate::text::fold(text);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let joined = words.join(" ");
    let cut = joined.trim_end_matches(['.', ':', '?', '!', '*', ' ']);
    if cut.is_empty() { joined } else { cut.to_owned() }
}

impl Study {
    /// The source that a source is a wave of: itself for the first.
    pub(super) fn first_of<'s>(&'s self, source: &'s Source) -> &'s Source {
        source.wave_of.as_deref().and_then(|first| self.source(first)).unwrap_or(source)
    }

    /// The id of the first wave of the survey that a source is of.
    pub(super) fn survey_of<'s>(&'s self, source: &'s str) -> &'s str {
        self.source(source).map_or(source, |source| &self.first_of(source).id)
    }

    /// The waves of a survey in their order: that of their ids where all begin with a year, else as they are declared.
    pub(super) fn waves_of(&self, first: &str) -> Vec<&Source> {
        let belongs = |source: &&Source| source.id == first || source.wave_of.as_deref() == Some(first);
        let mut waves: Vec<&Source> = self.sources.iter().filter(belongs).collect();
        let wave = |source: &Source| source.wave.clone().unwrap_or_default();
        let year = |source: &&Source| {
            let id = wave(source);
            id.len() >= 4 && id.bytes().take(4).all(|byte| byte.is_ascii_digit())
        };
        if waves.iter().all(year) {
            waves.sort_by_key(|source| wave(source));
        }
        waves
    }

    /// Whether a question is answered from a source: its own, or a wave of the same survey that was declared later and
    /// still asks it.
    pub(super) fn reads(&self, source: &Source, asked: Asked<'_>) -> bool {
        if source.id == asked.source {
            return true;
        }
        let place = |id: &str| self.sources.iter().position(|source| source.id == id);
        let Some(own) = self.source(asked.source) else { return false };
        self.first_of(own).id == self.first_of(source).id
            && source.wave_of.is_some()
            && place(&source.id) > place(asked.source)
            && !self.is_gone(source.wave.as_deref(), asked)
    }

    /// Whether a wave is said not to ask a question.
    pub(super) fn is_gone(&self, wave: Option<&str>, asked: Asked<'_>) -> bool {
        let of_wave = self.waves.iter().filter(|settings| Some(settings.id.as_str()) == wave);
        of_wave.flat_map(|settings| &settings.gone).any(|gone| gone == asked.id || same_text(gone, asked.text))
    }

    /// The sources that answer a question, in the order of their waves; the last is the newest.
    pub(super) fn sources_of(&self, asked: Asked<'_>) -> Vec<&Source> {
        let Some(own) = self.source(asked.source) else { return Vec::new() };
        let waves = self.waves_of(&self.first_of(own).id);
        waves.into_iter().filter(|source| self.reads(source, asked)).collect()
    }

    /// Whether a source is the newest that answers a question.
    pub(super) fn is_newest(&self, source: &Source, asked: Asked<'_>) -> bool {
        self.sources_of(asked).last().is_none_or(|newest| newest.id == source.id)
    }

    /// Waves that do not fit together.
    pub(super) fn wave_mistakes(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let ids: Vec<&str> = self.sources.iter().map(|source| source.id.as_str()).collect();
        for (place, source) in self.sources.iter().enumerate() {
            let id = format!("\"{}\"", source.id);
            let mut wrong = |what: String, hint: String| {
                found.push(self.mistake(&id, format!("the source `{}` {what}", source.id), hint));
            };
            let Some(first) = &source.wave_of else { continue };
            match self.source(first) {
                None => wrong(format!("is a wave of `{first}`, which is no source"), did_you_mean(first, &ids)),
                Some(first) if first.wave_of.is_some() || first.id == source.id => {
                    let hint = "`wave_of` names the source of the first wave, in every later one".to_owned();
                    wrong(format!("is a wave of `{}`, which is no first wave", first.id), hint);
                }
                Some(first) if source.wave.is_none() || first.wave.is_none() => {
                    let lacks = if source.wave.is_none() { &source.id } else { &first.id };
                    let hint = "give each of the two its own id, as in `wave = \"2026-11\"`".to_owned();
                    wrong(format!("and `{}` are waves, and `{lacks}` has no `wave`", first.id), hint);
                }
                Some(_) => {}
            }
            let same =
                |other: &&Source| self.first_of(other).id == self.first_of(source).id && other.wave == source.wave;
            if source.wave.is_some() && self.sources[..place].iter().any(|other| same(&other)) {
                let wave = source.wave.as_deref().unwrap_or_default();
                wrong(format!("is the wave `{wave}`, as another source is"), "a wave is one source".to_owned());
            }
        }
        for closed in &self.closed {
            for (now, was) in &closed.options_were {
                let mut all = std::iter::once(now.as_str()).chain(was.iter());
                let known = |one: &str| closed.options.iter().chain(&closed.new_options).any(|option| option == one);
                if !closed.options.is_empty() && !all.any(known) {
                    let what = format!("the question `{}` has no option `{now}`", closed.id);
                    let options: Vec<&str> = closed.options.iter().map(String::as_str).collect();
                    found.push(self.mistake(now, what, did_you_mean(now, &options)));
                }
            }
        }
        found
    }
}

/// The answers without the options that are gone and that nobody chose: they could not be chosen any more.
pub(super) fn without_gone(answered: &mut Answered, gone: &[String]) {
    let (options, chosen): (&mut Vec<String>, BTreeSet<u32>) = match &mut answered.answers {
        Answers::One { options, chosen } => (options, chosen.iter().flatten().copied().collect()),
        Answers::Several { options, chosen } => (options, chosen.iter().flatten().flatten().copied().collect()),
        Answers::Numbers(_) | Answers::Texts(_) => return,
    };
    let keep = |place: usize| {
        let chosen = u32::try_from(place).is_ok_and(|place| chosen.contains(&place));
        chosen || !options.get(place).is_some_and(|option| gone.contains(option))
    };
    let kept: Vec<bool> = (0..options.len()).map(keep).collect();
    if !kept.contains(&false) {
        return;
    }
    let spec = &mut answered.spec;
    if spec.kind == Kind::Scale && spec.values.is_empty() {
        spec.values = (1..=spec.options.len()).map(|place| place as f64).collect();
    }
    let before = |place: usize| kept[..place].iter().filter(|kept| **kept).count() as u32;
    let places: Vec<u32> = (0..kept.len()).map(before).collect();
    let stays = |place: usize| kept.get(place).copied().unwrap_or(true);
    for list in [options, &mut spec.options] {
        let mut place = 0..;
        list.retain(|_| place.next().is_none_or(stays));
    }
    let mut place = 0..;
    spec.values.retain(|_| place.next().is_none_or(stays));
    let moved = |old: &mut u32| *old = places.get(*old as usize).copied().unwrap_or(*old);
    match &mut answered.answers {
        Answers::One { chosen, .. } => chosen.iter_mut().flatten().for_each(moved),
        Answers::Several { chosen, .. } => chosen.iter_mut().flatten().flatten().for_each(moved),
        Answers::Numbers(_) | Answers::Texts(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STUDY: &str = r#"
title = "T"
[[source]]
id = "s"
file = "a.csv"
wave = "2026-03"
[[source]]
id = "s-3"
file = "c.csv"
wave = "2026-11"
wave_of = "s"
[[source]]
id = "s-2"
file = "b.csv"
wave = "2026-07"
wave_of = "s"
[[wave]]
id = "2026-11"
gone = ["town", "What is new?"]
[[question]]
id = "mood"
question = "How are you?"
source = "s"
kind = "scale"
columns = ["mood"]
options = ["Bad", "Good"]
options_were = { Good = "Fine", Terrible = "Bad" }
new_options = ["No idea"]
[[question]]
id = "town"
question = "Where?"
source = "s"
kind = "single"
columns = ["town"]
[[question]]
id = "late"
question = "What is new?"
source = "s-3"
kind = "single"
columns = ["late"]
"#;

    fn study(text: &str) -> Result<Study, String> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("study.toml"), text).unwrap();
        Study::load(folder.path())
            .map_err(|error| error.diagnostics().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn a_question_is_answered_from_later_waves_that_ask_it_and_the_last_by_date_is_the_newest() {
        let study = study(STUDY).unwrap();
        let of = |place: usize| -> Vec<&str> {
            study.sources_of(study.closed[place].place()).iter().map(|source| source.id.as_str()).collect()
        };
        assert_eq!(of(0), ["s", "s-2", "s-3"]);
        assert_eq!(of(1), ["s", "s-2"]);
        assert_eq!(of(2), ["s-2", "s-3"], "declared later, though of an earlier date");
        assert!(study.is_newest(&study.sources[2], study.closed[1].place()));
    }

    #[test]
    fn an_option_is_known_by_every_wording_it_had_in_either_direction() {
        let study = study(STUDY).unwrap();
        let mood = &study.closed[0];
        assert_eq!(mood.option_of("fine."), Some("Good"));
        assert_eq!(mood.option_of("Terrible"), Some("Bad"));
        assert_eq!((mood.option_of("NO IDEA"), mood.option_of("So so")), (Some("No idea"), None));
    }

    #[test]
    fn an_option_that_came_later_stands_outside_the_scale() {
        let spec = study(STUDY).unwrap().closed[0].spec_in(&[]);
        assert_eq!((spec.options.len(), spec.values), (3, vec![1.0, 2.0]));
        assert_eq!((spec.labels["Fine"].as_str(), spec.labels["Terrible"].as_str()), ("Good", "Bad"));
    }

    #[test]
    fn an_option_that_is_gone_and_not_chosen_is_no_option_and_the_scale_keeps_its_numbers() {
        let mut spec = study(STUDY).unwrap().closed[0].asked.clone();
        spec.options = ["Bad", "So so", "Good"].map(str::to_owned).to_vec();
        let answers = Answers::One { options: spec.options.clone(), chosen: vec![Some(0), None, Some(2)] };
        let mut answered = Answered { spec, answers };
        without_gone(&mut answered, &["So so".to_owned(), "Bad".to_owned()]);
        let options = ["Bad", "Good"].map(str::to_owned).to_vec();
        assert_eq!((&answered.spec.options, &answered.spec.values), (&options, &vec![1.0, 3.0]));
        assert_eq!(answered.answers, Answers::One { options, chosen: vec![Some(0), None, Some(1)] });
    }

    #[test]
    fn waves_that_do_not_fit_are_refused_with_their_place() {
        for (from, to, says) in [
            ("wave_of = \"s\"", "wave_of = \"x\"", "which is no source"),
            ("wave_of = \"s\"", "wave_of = \"s-2\"", "no first wave"),
            ("wave = \"2026-03\"\n", "", "has no `wave`"),
            ("2026-07", "2026-11", "as another source is"),
            ("Good = \"Fine\"", "Gut = \"Fine\"", "no option `Gut`"),
        ] {
            let found = study(&STUDY.replacen(from, to, 1)).unwrap_err();
            assert!(found.contains(says) && found.contains("study.toml:"), "{says}: {found}");
        }
    }
}
