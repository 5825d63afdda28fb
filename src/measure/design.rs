//! What may be said of which sample: the one place that decides.
//!
//! Intervals on the tagger's own errors are another matter: they are about the comments, and `agreement` gives them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::design_based::WeightedInterval;
use super::proportion::{Interval, Methods, Simultaneous};

/// How the people who answered came to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Design {
    /// Those who saw it and chose to answer: a social poll, an open link.
    #[default]
    OptIn,
    /// A panel of volunteers.
    Panel,
    /// A random sample from a frame.
    Probability,
    /// Everyone was asked.
    Census,
}

/// The `[sample]` table of a study.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sample {
    /// Opt-in unless the study says otherwise.
    pub design: Design,
    /// The people that the results describe.
    pub population: Option<String>,
    /// The list from which a probability sample was drawn.
    pub frame: Option<String>,
    /// How it was drawn.
    pub selection: Option<String>,
    /// How the people were reached.
    pub recruitment: Option<String>,
    /// The assumption, in words, under which groups are compared all the same.
    pub model: Option<String>,
    /// The interval of a share without weights.
    pub interval: Option<Interval>,
    /// The interval of a share with weights.
    pub weighted_interval: Option<WeightedInterval>,
    /// The intervals of all answers to a question, where they are to hold at once.
    pub simultaneous: Option<Simultaneous>,
    /// Id of the source whose responses were drawn as follows.
    pub source: Option<String>,
    /// The column with the stratum of each response.
    pub strata: Option<String>,
    /// The column with the cluster of each response, such as its school; told apart within strata.
    pub clusters: Option<String>,
    /// How many clusters, or people where there are none, the population has.
    pub finite_population: Option<FinitePopulation>,
}

/// The size of the population of a sample that is no small part of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged, expecting = "expected a number, the name of a column, or a table with the number of each stratum")]
pub enum FinitePopulation {
    /// One number for all.
    All(u64),
    /// The column with the number of each response's stratum.
    Column(String),
    /// The number of each stratum.
    Strata(BTreeMap<String, u64>),
}

/// Whether groups may be compared by tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparing {
    /// They may: a random sample.
    Allowed,
    /// They may, and whatever is shown is said to be so under this model.
    UnderModel(String),
    /// They may not: what is withheld, and what allows it, in one line.
    Withheld(&'static str),
}

/// What sampling intervals rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grounds<'a> {
    /// How the sample was drawn.
    Design,
    /// The assumption of a model, in words.
    Model(&'a str),
}

impl Grounds<'_> {
    /// The value in tables.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Design => "design",
            Self::Model(_) => "model",
        }
    }
}

impl Design {
    /// Every design, the default first.
    pub const ALL: [Self; 4] = [Self::OptIn, Self::Panel, Self::Probability, Self::Census];

    /// The value in `study.toml`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::OptIn => "opt_in",
            Self::Panel => "panel",
            Self::Probability => "probability",
            Self::Census => "census",
        }
    }

    /// The design in words for readers.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::OptIn => "a self-selected sample: people who saw it and chose to answer",
            Self::Panel => "a panel of volunteers, not a random sample",
            Self::Probability => "a random sample",
            Self::Census => "a census: everyone was asked",
        }
    }

    /// Whether sampling intervals may be shown: for a probability sample whose frame and selection are stated.
    #[must_use]
    pub fn allows_intervals(self, sample: &Sample) -> bool {
        self == Self::Probability && stated(&sample.frame) && stated(&sample.selection)
    }

    /// What is withheld for this design and which key allows it, in one line; `None` where nothing is.
    #[must_use]
    pub fn withheld(self) -> Option<String> {
        match self {
            Self::OptIn => Some(
                "Withheld: sampling intervals and statements about people who did not answer; weights do not change that. \
                 A random sample would allow them: `design = \"probability\"` under `[sample]`, with `frame` and \
                 `selection`; or a model whose assumption you state in words: `model` under `[sample]`."
                    .to_owned(),
            ),
            Self::Panel => Some(format!(
                "Withheld: sampling intervals and statements about people who did not answer. A model allows intervals, \
                 where you hold its assumption to be true and state it under `[sample]`, for example \
                 `model = \"{PANEL_MODEL}\"`."
            )),
            Self::Census => {
                Some("Not given: sampling intervals. Everyone was asked, so nothing was sampled.".to_owned())
            }
            Self::Probability => None,
        }
    }

    /// What is withheld of a comparison of waves and which key allows it, in one line; `None` where nothing is.
    #[must_use]
    pub fn withheld_of_waves(self, sample: &Sample) -> Option<String> {
        if sample.intervals().is_some() {
            return None;
        }
        let said = match self {
            Self::Census => {
                "Not given: bounds of the changes between waves. Everyone was asked, so nothing was sampled."
            }
            _ => {
                "Withheld: bounds and tests of the changes between waves, and the marks ▲ and ▼. Each time \
                 those answered who chose to; a random sample would allow them: `design = \"probability\"` under \
                 `[sample]`, with `frame` and `selection`; or a model whose assumption you state in words: `model` \
                 under `[sample]`."
            }
        };
        Some(said.to_owned())
    }

    /// Phrases, in lower case, that claim more than this design can bear.
    #[must_use]
    pub fn forbidden_phrases(self) -> &'static [&'static str] {
        match self {
            Self::OptIn | Self::Panel => &[
                "are representative",
                "be representative",
                "error margin",
                "error margins",
                "is representative",
                "margin of error",
                "margin of sampling error",
                "margins of error",
                "nationally representative",
                "representative cross-section",
                "representative data",
                "representative for",
                "representative group",
                "representative of",
                "representative panel",
                "representative poll",
                "representative results",
                "representative sample",
                "representative study",
                "representative survey",
                "representativeness",
                "significance",
                "significant",
                "significantly",
                "statistical significance",
                "statistically significant",
                "was representative",
                "were representative",
            ],
            Self::Census => &[
                "margin of error",
                "margin of sampling error",
                "margins of error",
                "statistical significance",
                "statistically significant",
            ],
            Self::Probability => &[],
        }
    }
}

/// The assumption that most panels make, for a study to adopt.
pub const PANEL_MODEL: &str = "Among people alike in what the weights are computed from, whether somebody takes part in \
                               the panel has nothing to do with what they answer.";

impl Sample {
    /// Whether tests and letters that compare groups may be shown.
    #[must_use]
    pub fn comparing(&self) -> Comparing {
        let model = self.model.as_deref().map(str::trim).filter(|model| !model.is_empty());
        match (self.design, model) {
            _ if self.design.allows_intervals(self) => Comparing::Allowed,
            (Design::Census, _) => Comparing::Withheld(
                "not given: letters and tests that compare columns; everyone was asked, so nothing was sampled",
            ),
            (_, Some(model)) => Comparing::UnderModel(model.to_owned()),
            (_, None) => Comparing::Withheld(
                "withheld: letters and tests that compare columns; `--design probability` with `--frame` and \
                 `--selection`, or `--model`, allows them (in a study, these keys under `[sample]`)",
            ),
        }
    }

    /// What sampling intervals rest on; `None` where none may be shown.
    #[must_use]
    pub fn intervals(&self) -> Option<Grounds<'_>> {
        let model = self.model.as_deref().map(str::trim).filter(|model| !model.is_empty());
        match self.design {
            Design::OptIn | Design::Panel => model.map(Grounds::Model),
            design => design.allows_intervals(self).then_some(Grounds::Design),
        }
    }

    /// Which intervals shares get; `None` where none may be shown.
    #[must_use]
    pub fn methods(&self) -> Option<Methods> {
        self.intervals().map(|_| Methods {
            plain: self.interval.unwrap_or_default(),
            weighted: self.weighted_interval.unwrap_or_default(),
            simultaneous: self.simultaneous,
        })
    }

    /// Whether it is told how respondents were drawn, beside their weights.
    #[must_use]
    pub fn is_drawn(&self) -> bool {
        self.strata.is_some() || self.clusters.is_some() || self.finite_population.is_some()
    }

    /// What is withheld of this sample, in one line; `None` where nothing is.
    #[must_use]
    pub fn withheld(&self) -> Option<String> {
        if self.intervals().is_some() { None } else { self.design.withheld() }
    }

    /// What the study must still state for its design, one line each.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let needed: &[(&str, &Option<String>)] = match self.design {
            Design::Probability => {
                &[("population", &self.population), ("frame", &self.frame), ("selection", &self.selection)]
            }
            Design::Census => &[("population", &self.population)],
            Design::OptIn | Design::Panel => &[],
        };
        let missing = needed.iter().filter(|(_, value)| !stated(value));
        let missing =
            missing.map(|(key, _)| format!("`design = \"{}\"` needs `{key}` under `[sample]`", self.design.id()));
        let idle = self.model.iter().filter(|_| matches!(self.design, Design::Probability | Design::Census));
        let idle =
            idle.map(|_| format!("`model` under `[sample]` has no use with `design = \"{}\"`", self.design.id()));
        missing.chain(idle).chain(self.idle_intervals()).collect()
    }
}

impl Sample {
    /// The keys on intervals that are set where none is shown.
    fn idle_intervals(&self) -> impl Iterator<Item = String> {
        let keys = [
            ("interval", self.interval.is_some()),
            ("weighted_interval", self.weighted_interval.is_some()),
            ("simultaneous", self.simultaneous.is_some()),
        ];
        let shown = self.intervals().is_some();
        keys.into_iter().filter(move |(_, set)| *set && !shown).map(|(key, _)| {
            format!(
                "`{key}` under `[sample]` has no use where no interval is shown: that takes a random sample, or a `model`"
            )
        })
    }
}

fn stated(value: &Option<String>) -> bool {
    value.as_ref().is_some_and(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn random(frame: Option<&str>) -> Sample {
        Sample {
            design: Design::Probability,
            population: Some("members".to_owned()),
            frame: frame.map(str::to_owned),
            selection: Some("every tenth".to_owned()),
            ..Sample::default()
        }
    }

    #[test]
    fn a_model_stated_in_words_allows_intervals_for_volunteers_and_no_others() {
        let model = |design, assumption: &str| Sample {
            design,
            population: Some("members".to_owned()),
            model: Some(assumption.to_owned()),
            ..Sample::default()
        };
        let opt_in = model(Design::OptIn, "Taking part has nothing to do with the answer.");
        assert!(matches!(opt_in.intervals(), Some(Grounds::Model(_))) && opt_in.withheld().is_none());
        assert!(model(Design::Panel, PANEL_MODEL).intervals().is_some());
        assert!(model(Design::OptIn, " ").intervals().is_none());
        assert!(model(Design::Census, "x").intervals().is_none() && !model(Design::Census, "x").problems().is_empty());
        assert!(Design::Panel.withheld().unwrap().contains(PANEL_MODEL));
    }

    #[test]
    fn only_a_random_sample_with_its_frame_allows_intervals() {
        assert!(Design::Probability.allows_intervals(&random(Some("the register"))));
        assert!(!Design::Probability.allows_intervals(&random(Some(" "))));
        assert!(!Design::default().allows_intervals(&Sample::default()));
    }

    #[test]
    fn groups_are_compared_in_a_random_sample_or_under_a_stated_model_and_never_in_a_census() {
        assert_eq!(random(Some("the register")).comparing(), Comparing::Allowed);
        let model = Some("as if drawn at random".to_owned());
        let stated = Sample { model: model.clone(), ..Sample::default() };
        assert_eq!(stated.comparing(), Comparing::UnderModel("as if drawn at random".to_owned()));
        assert!(matches!(Sample::default().comparing(), Comparing::Withheld(line) if line.contains("--model")));
        let census = Sample { design: Design::Census, model, ..Sample::default() };
        assert!(matches!(census.comparing(), Comparing::Withheld(_)));
    }

    #[test]
    fn a_random_sample_without_a_frame_is_a_problem() {
        assert_eq!(random(None).problems(), ["`design = \"probability\"` needs `frame` under `[sample]`"]);
        assert!(Sample::default().problems().is_empty());
    }

    #[test]
    fn an_opt_in_poll_says_what_it_withholds_and_which_key_allows_it() {
        let line = Design::OptIn.withheld().unwrap();
        assert!(line.contains("intervals") && line.contains("`frame`"));
        assert!(Design::OptIn.forbidden_phrases().contains(&"margin of error"));
    }
}
