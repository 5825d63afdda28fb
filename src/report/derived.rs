//! What the results tell of each disclosure item, in sentences.

use std::collections::BTreeSet;

use super::agreement::half_words;
use super::coders;
use super::shown::{decimal, sentence};
use super::treatment;
use crate::measure::wording::{comments_line, constructed_note, counted, date, grouped, listed, quoted, votes_line};
use crate::measure::{Agreement, DecisionSource, Design, FinitePopulation, QuestionResults, Results};

/// Said of a sample for which intervals are withheld, as AAPOR recommends.
pub(super) const NO_SAMPLING_ERROR: &str = "Because the sample is based on those who chose to take part rather than on a \
                                     probability sample, no estimates of sampling error can be calculated: no margin \
                                     of sampling error can be calculated for any share in this report.";

/// Whether those who answered chose to: a poll, an open link, a panel of volunteers.
pub(super) fn volunteers(results: &Results) -> bool {
    matches!(results.about.sample.design, Design::OptIn | Design::Panel)
}

/// Nothing: only the study can tell.
pub(super) fn nothing(_: &Results) -> Vec<String> {
    Vec::new()
}

/// One sentence for each open question.
fn each(results: &Results, said: impl Fn(&QuestionResults) -> Option<String>) -> Vec<String> {
    results.questions.iter().filter_map(said).collect()
}

pub(super) fn instrument(results: &Results) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(poll) = &results.poll {
        let options: Vec<String> = poll.options.iter().map(|option| quoted(&option.label)).collect();
        said.push(format!("Poll: {}", sentence(&quoted(&poll.question))));
        said.push(format!("Answers, in the order shown: {}", listed(&options)));
    }
    let asked = |id: &str| results.treatment.variables.iter().all(|made| made.id != id);
    said.extend(
        results
            .closed()
            .filter(|found| asked(&found.id))
            .map(|found| format!("Closed question: {}", quoted(&found.question))),
    );
    said.extend(each(results, |question| Some(format!("Open question: {}", quoted(&question.question)))));
    said
}

pub(super) fn population(results: &Results) -> Vec<String> {
    results.about.sample.population.iter().cloned().collect()
}

pub(super) fn recruitment(results: &Results) -> Vec<String> {
    let sample = &results.about.sample;
    let mut said = vec![format!("It is {}", sample.design.label())];
    if volunteers(results) {
        said.push("It is a non-probability sample".to_owned());
    }
    said.extend(sample.recruitment.clone());
    said.extend(sample.frame.as_ref().map(|frame| format!("Drawn from: {frame}")));
    said.extend(sample.selection.as_ref().map(|selection| format!("Drawn by: {selection}")));
    let columns = [("strata", &sample.strata), ("clusters", &sample.clusters)].into_iter();
    let columns: Vec<String> =
        columns.filter_map(|(what, column)| Some(format!("{what} by “{}”", column.as_ref()?))).collect();
    said.extend((!columns.is_empty()).then(|| format!("Drawn in {}", listed(&columns))));
    said.extend(sample.finite_population.as_ref().map(|size| match size {
        FinitePopulation::All(size) => format!("The population has {} units to draw", grouped(*size)),
        FinitePopulation::Column(column) => format!("The size of the population stands in “{column}”"),
        FinitePopulation::Strata(sizes) => {
            let sizes: Vec<String> = sizes.iter().map(|(of, size)| format!("{} in “{of}”", grouped(*size))).collect();
            format!("The population has {} units to draw", listed(&sizes))
        }
    }));
    said
}

pub(super) fn mode(results: &Results) -> Vec<String> {
    results.about.platform.iter().map(|platform| format!("On {platform}")).collect()
}

pub(super) fn language(results: &Results) -> Vec<String> {
    each(results, |question| {
        let others: Vec<String> = question
            .languages
            .iter()
            .map(|language| format!("{} ({})", language.language, language.comments.len()))
            .collect();
        (!others.is_empty()).then(|| format!("Comments in a language other than the codebook's: {}", listed(&others)))
    })
}

pub(super) fn dates(results: &Results) -> Vec<String> {
    let opened = results.about.opened.as_ref().map(|day| format!("Opened {}", date(day)));
    let closed = results.about.closed.as_ref().map(|day| format!("Closed {}", date(day)));
    opened.into_iter().chain(closed).collect()
}

pub(super) fn size(results: &Results) -> Vec<String> {
    let votes = results.poll.as_ref().map(votes_line);
    let responses = results
        .responses
        .iter()
        .map(|read| format!("{} in “{}”", counted(read.responses, "response", "responses"), read.source));
    let comments = each(results, |question| Some(comments_line(question)));
    votes.into_iter().chain(responses).chain(comments).collect()
}

pub(super) fn precision(results: &Results) -> Vec<String> {
    if let Some(said) = treatment::intervals_line(results) {
        return vec![said.trim_end_matches('.').to_owned()];
    }
    volunteers(results)
        .then(|| "No intervals are given for shares of votes, comments or authors; no margin of sampling error can be calculated".to_owned())
        .into_iter()
        .collect()
}

pub(super) fn weighting(results: &Results) -> Vec<String> {
    let weighted = treatment::weighting_lines(results);
    if !weighted.is_empty() {
        return weighted;
    }
    vec!["The program applied no weights: every vote, comment and author counts once".to_owned()]
}

pub(super) fn processing(results: &Results) -> Vec<String> {
    each(results, |question| {
        let left: Vec<String> = question
            .set_aside
            .iter()
            .filter(|(_, ids)| !ids.is_empty())
            .map(|(reason, ids)| format!("{} ({})", reason.label(), ids.len()))
            .collect();
        let left = if left.is_empty() { "no comment".to_owned() } else { listed(&left) };
        let bad = counted(question.bad_rows.len() as u64, "row", "rows");
        Some(format!("Left out of the counts: {left}; {bad} could not be read"))
    })
}

pub(super) fn limitations(results: &Results) -> Vec<String> {
    let mut said = each(results, constructed_note);
    if volunteers(results) {
        said.push("Results describe those who answered, and nobody else".to_owned());
    }
    if results.poll.is_some() && !results.questions.is_empty() {
        said.push(
            "Commenters are not the voters: shares of comments and of votes stand side by side, untested".to_owned(),
        );
    }
    said
}

pub(super) fn unit(results: &Results) -> Vec<String> {
    let voters = results.poll.as_ref().map(|_| "Votes in the poll".to_owned());
    let comments = (!results.questions.is_empty()).then(|| {
        "For themes: comments, their authors (who count once however much they write), and mentions, the single \
         passages that show a theme"
            .to_owned()
    });
    let responses = results.closed().next().map(|_| "Responses to the closed questions".to_owned());
    voters.into_iter().chain(responses).chain(comments).collect()
}

pub(super) fn source(results: &Results) -> Vec<String> {
    let place = results.about.platform.as_ref().map(|platform| match &results.about.url {
        Some(url) => format!("{platform}, {url}"),
        None => platform.clone(),
    });
    let provenance = each(results, |question| {
        let kinds: Vec<String> =
            question.provenance.iter().map(|(name, count)| format!("{} {name}", grouped(*count))).collect();
        (!kinds.is_empty()).then(|| format!("Comments counted: {}", listed(&kinds)))
    });
    place.into_iter().chain(provenance).collect()
}

pub(super) fn inclusion(results: &Results) -> Vec<String> {
    each(results, |question| {
        let rules: Vec<String> = question.set_aside.iter().map(|(reason, _)| reason.label().to_owned()).collect();
        Some(match rules.is_empty() {
            true => "Every comment that could be read".to_owned(),
            false => format!("Every comment that could be read, but for {}", listed(&rules)),
        })
    })
}

pub(super) fn units(results: &Results) -> Vec<String> {
    each(results, |question| {
        let authors = counted(question.authors, "author", "authors");
        Some(format!("{} read, {} counted, by {authors}", grouped(question.read), grouped(question.counted)))
    })
}

pub(super) fn codebook(results: &Results) -> Vec<String> {
    each(results, |question| Some(question.codebook.clone()))
}

pub(super) fn coders(results: &Results) -> Vec<String> {
    each(results, |question| {
        let names = coder_names(question);
        let listed_names = listed(&names.iter().map(|name| quoted(name)).collect::<Vec<_>>());
        (!names.is_empty()).then(|| format!("{}: {listed_names}", counted(names.len() as u64, "coder", "coders")))
    })
}

fn coder_names(question: &QuestionResults) -> Vec<&str> {
    let mut names: Vec<&str> = question.agreement.iter().map(|agreement| agreement.coder.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

pub(super) fn reliability(results: &Results) -> Vec<String> {
    let mut said = Vec::new();
    for question in &results.questions {
        match coder_names(question).len() {
            0 => said.push("None calculated: nobody coded the comments by hand".to_owned()),
            1 => said.push("Agreement between coders was not calculated, with one coder".to_owned()),
            _ if question.coders.is_empty() => said.push("Agreement between coders was not calculated".to_owned()),
            _ => said.extend(coders::reliability(question)),
        }
        for agreement in &question.agreement {
            let halves = agreement.halves.iter().filter_map(|half| {
                let all = half.scores.last()?;
                Some(format!("F1 {} ({})", decimal(all.f1), half_words(&half.half)))
            });
            let halves: Vec<String> = halves.collect();
            let group = question.groups.iter().find(|(id, _, _)| *id == agreement.group);
            let label = group.map_or(agreement.group.as_str(), |(_, label, _)| label);
            said.push(format!("Program and coder {}, {label}: {}", quoted(&agreement.coder), listed(&halves)));
            said.extend(interval_methods(agreement));
        }
    }
    said
}

/// The methods of the intervals, each named once.
fn interval_methods(agreement: &Agreement) -> Option<String> {
    let scores = agreement.halves.iter().flat_map(|half| &half.scores);
    let bounds = scores.flat_map(|scores| [scores.precision_bounds, scores.recall_bounds, scores.f1_bounds]);
    let methods: BTreeSet<&str> = bounds.flatten().map(|bounds| bounds.method).collect();
    let methods: Vec<String> = methods.into_iter().map(str::to_owned).collect();
    (!methods.is_empty()).then(|| format!("Intervals: {}", listed(&methods)))
}

pub(super) fn software(results: &Results) -> Vec<String> {
    let mut said = vec![format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))];
    said.extend(each(results, |question| {
        Some(match question.source {
            DecisionSource::Tagger => "The program decided which comment shows which theme".to_owned(),
            DecisionSource::Reviewed => {
                let overridden: u64 = question.frequencies.themes.iter().map(|theme| theme.overridden).sum();
                let decisions = counted(overridden, "decision", "decisions");
                format!("The program decided, and human decisions won where there are any: {decisions} overridden")
            }
        })
    }));
    said
}

pub(super) fn rules(results: &Results) -> Vec<String> {
    if results.questions.is_empty() {
        return Vec::new();
    }
    vec![
        "A comment shows a theme where at least one pattern of the theme matches it; a match inside one of the \
         theme's exclusions does not count"
            .to_owned(),
        "Case, accents and spelling variants are folded, plain words match by their stem, quoted words exactly"
            .to_owned(),
        "In a group of which a comment can show one theme only, a comment that shows two is mixed".to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn the_question_and_its_answers_are_given_as_asked() {
        let said = instrument(&sample::results());
        assert!(said[0].starts_with("Poll: “Under what conditions"), "{said:?}");
        assert_eq!(said[1], "Answers, in the order shown: “Never”, “Some of them” and “All of them”");
    }

    #[test]
    fn agreement_names_the_coder_and_the_halves() {
        let said = reliability(&sample::results());
        assert_eq!(said[0], "Agreement between coders was not calculated, with one coder");
        assert!(said[1].contains("“reference”, Guidelines: F1 0.87 (test half"), "{said:?}");
    }

    #[test]
    fn the_software_is_named_with_its_version() {
        assert_eq!(software(&sample::results())[0], format!("verbatims {}", env!("CARGO_PKG_VERSION")));
    }

    #[test]
    fn a_random_sample_is_not_said_to_lack_precision() {
        let mut results = sample::results();
        assert_eq!(precision(&results).len(), 1);
        results.about.sample.design = Design::Probability;
        assert!(precision(&results).is_empty());
    }
}
