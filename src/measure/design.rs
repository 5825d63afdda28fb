//! What may be said of which sample: the one place that decides.
//!
//! Intervals on the tagger's own errors are another matter: they are about the comments, and `agreement` gives them.

use serde::Deserialize;

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
            Self::OptIn | Self::Panel => Some(
                "Withheld: sampling intervals and statements about people who did not answer. A random sample would \
                 allow them: `design = \"probability\"` under `[sample]`, with `frame` and `selection`."
                    .to_owned(),
            ),
            Self::Census => {
                Some("Not given: sampling intervals. Everyone was asked, so nothing was sampled.".to_owned())
            }
            Self::Probability => None,
        }
    }

    /// Phrases, in lower case, that claim more than this design can bear.
    #[must_use]
    pub fn forbidden_phrases(self) -> &'static [&'static str] {
        match self {
            Self::OptIn | Self::Panel => {
                &["margin of error", "representative of", "representative sample", "statistically significant"]
            }
            Self::Census => &["margin of error", "statistically significant"],
            Self::Probability => &[],
        }
    }
}

impl Sample {
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
        missing.map(|(key, _)| format!("`design = \"{}\"` needs `{key}` under `[sample]`", self.design.id())).collect()
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
            recruitment: None,
        }
    }

    #[test]
    fn only_a_random_sample_with_its_frame_allows_intervals() {
        assert!(Design::Probability.allows_intervals(&random(Some("the register"))));
        assert!(!Design::Probability.allows_intervals(&random(Some(" "))));
        assert!(!Design::default().allows_intervals(&Sample::default()));
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
