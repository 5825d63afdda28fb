//! What is measured on a study, and the order in which it is.
//!
//! Every number is computed in the file of its statistic; this file only calls them.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::answers::{
    AnswerBreakdown, ClosedInput, ResponsesInput, SourceRead, answers_of_poll, answers_of_rows, upper_estimate,
};
use super::coders::{Coefficients, among_people};
use super::design_based::SurveyDesign;
use super::proportion::Methods;
use super::waves::{SeriesInput, Waves, waves};
use super::*;
use crate::codebook::Codebook;
use crate::ingest::{BadRow, Coding, Comment, Half, Poll};
use crate::tag::Tags;

/// What every output says of the study.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The study's title.
    pub title: String,
    /// Where the poll ran, such as `LinkedIn`.
    pub platform: Option<String>,
    /// Address of the poll.
    pub url: Option<String>,
    /// When it opened, as precisely as is known: `2021-07`.
    pub opened: Option<String>,
    /// When it closed.
    pub closed: Option<String>,
    /// The sample.
    pub sample: Sample,
    /// Disclosure items that the study states, by id, in the order of the ids.
    pub disclosure: BTreeMap<String, String>,
    /// Provenance values that mean real people did not write the text.
    pub constructed: Vec<String>,
    /// Whether the labels of a picture are rounded together, so that they sum to 100.
    pub sum_to_100: bool,
}

/// What `measure` needs to know of the study.
#[derive(Debug, Clone)]
pub struct StudyInput<'a> {
    /// What every output says of the study.
    pub about: About,
    /// The poll.
    pub poll: Option<PollInput<'a>>,
    /// The open questions.
    pub questions: Vec<QuestionInput<'a>>,
    /// The closed questions, in the order of the study.
    pub closed: Vec<ClosedInput<'a>>,
    /// The sources that they are read from.
    pub responses: Vec<ResponsesInput<'a>>,
    /// What was done to the responses.
    pub treatment: &'a Treatment,
    /// The claims.
    pub claims: &'a [Claim],
    /// What "most", "many", "some" stand for.
    pub words: &'a BTreeMap<String, Quantifier>,
    /// The questions that were asked in several waves.
    pub series: Vec<SeriesInput<'a>>,
}

/// A poll, and how its percentages are to be read.
#[derive(Debug, Clone, Copy)]
pub struct PollInput<'a> {
    /// The question as asked.
    pub question: &'a str,
    /// Options with what is known of each.
    pub poll: &'a Poll,
    /// Number of votes, where it is published.
    pub total_votes: Option<u64>,
    /// How the percentages were rounded.
    pub rounding: Rounding,
    /// For an option's label, the sentence to say when it leads: `{share}` stands for its share in words.
    pub findings: &'a BTreeMap<String, String>,
}

/// One open question: its comments, what was tagged, what was coded.
#[derive(Debug, Clone)]
pub struct QuestionInput<'a> {
    /// Id of the question.
    pub id: &'a str,
    /// What was asked.
    pub question: &'a str,
    /// The codebook.
    pub codebook: &'a Codebook,
    /// The comments.
    pub comments: &'a [Comment],
    /// Rows that could not be read.
    pub bad_rows: &'a [BadRow],
    /// Rows that are no responses, by reason; empty where the closed questions of the source tell it.
    pub rows_aside: &'a [(String, u64)],
    /// The language of each comment that is in another one than the codebook's, where it was found before.
    pub languages: Option<&'a [Option<Foreign>]>,
    /// What the tagger found.
    pub tags: &'a [Tags],
    /// For a comment of which words are masked, by its id: where its evidence stands in the text as written, in code
    /// points, span by span.
    pub written: &'a BTreeMap<String, Vec<(usize, usize)>>,
    /// The weights of the responses that the comments stand in.
    pub weights: Option<WeightedComments<'a>>,
    /// The source, and for each of its responses the place of its comment; `None` where it has no closed question.
    pub responses: Option<(&'a str, &'a [Option<usize>])>,
    /// The codings, by coder.
    pub codings: &'a [(String, Vec<Coding>)],
    /// Coders whose decisions settle disagreements: the tagger is not scored against them.
    pub settled: &'a [String],
    /// Which half each comment is in, by comment id.
    pub split: &'a BTreeMap<String, Half>,
    /// Which comments are left out of the bases.
    pub set_aside: &'a SetAsideRules,
    /// Whose decision counts.
    pub source: DecisionSource,
    /// For each stance theme, the label of the poll option that it answers to.
    pub stance_options: &'a BTreeMap<String, String>,
    /// Pinned, dropped and named quotes.
    pub quotes: &'a [QuoteRule],
    /// Quotes a theme.
    pub quotes_per_theme: usize,
    /// The word that stands for an author without a name, such as `a commenter`.
    pub anonymous: &'a str,
}

/// Everything measured on one open question.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionResults {
    /// Id of the question.
    pub id: String,
    /// What was asked.
    pub question: String,
    /// Name of the codebook.
    pub codebook: String,
    /// Rows in the source that were read.
    pub read: u64,
    /// Comments counted in the bases.
    pub counted: u64,
    /// Authors of the comments counted.
    pub authors: u64,
    /// Comments counted by provenance, largest first; empty where the source does not say.
    pub provenance: Vec<(String, u64)>,
    /// Comments counted that are constructed.
    pub constructed: u64,
    /// Comments set aside: why, and their ids.
    pub set_aside: Vec<(SetAside, Vec<String>)>,
    /// Rows that could not be read.
    pub bad_rows: Vec<BadRow>,
    /// Rows that are no responses, by reason; empty where the closed questions of the source tell it.
    pub rows_aside: Vec<(String, u64)>,
    /// Whose decision the shares count.
    pub source: DecisionSource,
    /// Groups of the codebook: id, label, exclusive.
    pub groups: Vec<(String, String, bool)>,
    /// Theme frequencies.
    pub frequencies: Frequencies,
    /// Weighted shares of the themes, or those with intervals.
    pub estimates: Vec<Estimate>,
    /// Co-occurrence, one entry for each group that is not exclusive.
    pub cooccurrence: Vec<Cooccurrence>,
    /// How firm the order of the themes is, one entry for each group that is not exclusive.
    pub ranks: Vec<RankStability>,
    /// Themes against the ratings of the same respondents.
    pub drivers: Vec<Driver>,
    /// Words and phrases typical of a group of comments.
    pub typical: Vec<Typical>,
    /// Stance beside the poll, one entry for each exclusive group.
    pub stance: Vec<Stance>,
    /// Agreement with each coder, on each group.
    pub agreement: Vec<Agreement>,
    /// How far the people who coded agree among themselves; nothing with fewer than two.
    pub coders: Vec<Coefficients>,
    /// What each pattern does for its theme.
    pub pattern_effects: Vec<PatternEffect>,
    /// Comments without any theme.
    pub untagged: Untagged,
    /// Comments counted in another language than the codebook's.
    pub languages: Vec<LanguageCount>,
    /// Quotes, by theme in the codebook's order.
    pub quotes: Vec<Quote>,
}

/// Everything measured on a study.
#[derive(Debug, Clone, PartialEq)]
pub struct Results {
    /// What every output says of the study.
    pub about: About,
    /// The poll's breakdown.
    pub poll: Option<PollBreakdown>,
    /// Closed questions: the poll first, where its counts are known, then those of the study in its order.
    pub answers: Vec<AnswerBreakdown>,
    /// Weighted shares of their answers, or those with intervals.
    pub estimates: Vec<Estimate>,
    /// Of weighted scales, the share of the upper side where the sample allows an interval.
    pub uppers: Vec<Estimate>,
    /// The closed questions that are ratings.
    pub ratings: Vec<Rating>,
    /// The sources of closed questions.
    pub responses: Vec<SourceRead>,
    /// What was done to the responses.
    pub treatment: Treatment,
    /// One entry an open question.
    pub questions: Vec<QuestionResults>,
    /// One entry a claim.
    pub claims: Vec<ClaimResult>,
    /// The waves side by side; the other results are those of the newest wave.
    pub waves: Option<Waves>,
}

impl Results {
    /// Every estimate: of the closed questions, then of the open ones.
    pub fn all_estimates(&self) -> impl Iterator<Item = &Estimate> {
        self.estimates.iter().chain(self.questions.iter().flat_map(|question| &question.estimates))
    }

    /// The closed questions without the poll.
    pub fn closed(&self) -> impl Iterator<Item = &AnswerBreakdown> {
        self.answers.iter().filter(|found| found.source.is_some())
    }

    /// Whether the responses that answer a closed question have weights.
    #[must_use]
    pub fn has_weights(&self, found: &AnswerBreakdown) -> bool {
        self.treatment.weighting.as_ref().is_some_and(|weighting| found.source.as_ref() == Some(&weighting.source))
    }
}

/// Why a study cannot be measured.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MeasureError {
    /// The poll contradicts itself or says too little.
    #[error(transparent)]
    Poll(#[from] PollError),
    /// A claim cannot be judged.
    #[error(transparent)]
    Claim(#[from] ClaimError),
}

impl MeasureError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Poll(error) => error.hint().to_owned(),
            Self::Claim(error) => error.hint(),
        }
    }
}

/// Measures a study.
///
/// # Errors
/// The poll has no breakdown, or a claim cannot be judged.
pub fn measure(input: &StudyInput) -> Result<Results, MeasureError> {
    let poll = input.poll.as_ref().map(breakdown).transpose()?;
    let closed: Vec<AnswerBreakdown> = input.closed.par_iter().map(answers_of_rows).collect();
    let one = |question: &QuestionInput| measure_question(question, (input, &closed), poll.as_ref());
    let questions: Vec<QuestionResults> = input.questions.par_iter().map(one).collect();
    let ratings = ratings_of(&closed, input);
    let answers: Vec<AnswerBreakdown> = poll.as_ref().and_then(answers_of_poll).into_iter().chain(closed).collect();
    let uppers: Vec<Estimate> = answers.par_iter().filter_map(|found| upper_of(found, input)).collect();
    let estimates: Vec<Estimate> = answers.par_iter().flat_map_iter(|found| estimates_of(found, input)).collect();
    let said = |poll: PollBreakdown| match wording::poll_leads(&poll, &estimates) {
        Some(headline) => PollBreakdown { headline, ..poll },
        None => poll,
    };
    let poll = poll.map(said);
    let responses = input.responses.iter().map(SourceRead::of).collect();
    let waves = waves(&input.series, &input.about);
    let (about, treatment) = (input.about.clone(), input.treatment.clone());
    let claims = Vec::new();
    let mut results =
        Results { about, poll, answers, estimates, uppers, ratings, responses, treatment, questions, claims, waves };
    results.claims = judge(input.claims, input.words, &results)?;
    Ok(results)
}

/// The weights of a source, and how its responses were drawn.
fn design_of<'a>(source: &str, input: &StudyInput<'a>) -> Option<SurveyDesign<'a>> {
    input.responses.iter().find(|read| read.source == source)?.design
}

fn ratings_of(closed: &[AnswerBreakdown], input: &StudyInput) -> Vec<Rating> {
    let one = |(own, found): (&ClosedInput, &AnswerBreakdown)| {
        let (closed, others, design) = (*own, input.closed.as_slice(), design_of(own.source, input));
        rating(&RatingInput { closed, found, others, design, methods: input.about.sample.methods() })
    };
    input.closed.par_iter().zip(closed).filter_map(one).collect()
}

fn estimates_of(found: &AnswerBreakdown, input: &StudyInput) -> Vec<Estimate> {
    let design = found.source.as_deref().and_then(|source| design_of(source, input));
    let own = input.closed.iter().find(|closed| closed.answered.spec.id == found.id && found.source.is_some());
    answer_estimates(found, own, design, input.about.sample.methods())
}

fn upper_of(found: &AnswerBreakdown, input: &StudyInput) -> Option<Estimate> {
    let own = input.closed.iter().find(|closed| closed.answered.spec.id == found.id && found.source.is_some())?;
    // It stands for itself, beside the levels of the scale.
    let methods = input.about.sample.methods().map(|methods| Methods { simultaneous: None, ..methods });
    upper_estimate(found, own, design_of(own.source, input)?, methods?)
}

fn measure_question(
    input: &QuestionInput,
    (study, closed): (&StudyInput, &[AnswerBreakdown]),
    poll: Option<&PollBreakdown>,
) -> QuestionResults {
    let about = &study.about;
    let reasons = set_aside(input.comments, input.set_aside);
    let coded = decide(input.codebook, input.comments, input.tags, reasons, input.codings, input.source);
    let groups = &input.codebook.groups;
    let of_groups = |exclusive| (0..groups.len()).filter(move |group| groups[*group].exclusive == exclusive);
    let constructed = |comment: &usize| {
        let provenance = &input.comments[*comment].provenance;
        provenance.as_ref().is_some_and(|provenance| about.constructed.contains(provenance))
    };
    let languages = other_languages(&coded, input.languages);
    let frequencies = frequencies(&coded);
    let choice = QuoteChoice {
        rules: input.quotes,
        per_theme: input.quotes_per_theme,
        anonymous: input.anonymous,
        constructed: &about.constructed,
        languages: &languages,
    };
    QuestionResults {
        id: input.id.to_owned(),
        question: input.question.to_owned(),
        codebook: input.codebook.name.clone(),
        read: input.comments.len() as u64,
        counted: coded.counted().count() as u64,
        authors: coded.authors().len() as u64,
        provenance: provenance(&coded),
        constructed: coded.counted().filter(constructed).count() as u64,
        set_aside: by_reason(&coded),
        bad_rows: input.bad_rows.to_vec(),
        rows_aside: input.rows_aside.to_vec(),
        source: input.source,
        groups: groups.iter().map(|group| (group.id.clone(), group.label.clone(), group.exclusive)).collect(),
        estimates: theme_estimates(input.id, &coded, &frequencies, input.weights, about.sample.methods()),
        frequencies,
        cooccurrence: of_groups(false).map(|group| cooccurrence(&coded, group)).collect(),
        ranks: of_groups(false).filter_map(|group| rank_stability(&coded, group)).collect(),
        drivers: drivers(&coded, input, study, closed),
        typical: typical(&coded, input, study),
        stance: of_groups(true).map(|group| stance(&coded, group, input.stance_options, poll)).collect(),
        agreement: agreement(&coded, input.codings, input.settled, input.split),
        coders: among_people(&coded, input.codings, input.settled, input.split),
        pattern_effects: pattern_effects(&coded),
        untagged: untagged(&coded),
        quotes: choose_quotes(&coded, choice),
        languages,
    }
}

/// Comments counted by provenance, largest first, ties by name; nothing where the source names none.
fn provenance(coded: &Coded) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for comment in coded.counted() {
        *counts.entry(coded.comments[comment].provenance.as_deref().unwrap_or("not stated")).or_insert(0) += 1;
    }
    if coded.comments.iter().all(|comment| comment.provenance.is_none()) {
        return Vec::new();
    }
    let mut counts: Vec<(String, u64)> = counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

/// The ids of the comments set aside, by reason, in the order of the rules.
fn by_reason(coded: &Coded) -> Vec<(SetAside, Vec<String>)> {
    let mut reasons: BTreeMap<SetAside, Vec<String>> = BTreeMap::new();
    for (comment, reason) in coded.comments.iter().zip(&coded.set_aside) {
        if let Some(reason) = reason {
            reasons.entry(*reason).or_default().push(comment.id.clone());
        }
    }
    reasons.into_iter().collect()
}
