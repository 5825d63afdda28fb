//! Which question of a new export is which of the study: by text, by `was`, and where neither says it, by suggestion.

use std::collections::BTreeSet;

use super::Wave;
use super::alike::{Pairs, SUGGESTED, partners};
use super::drift::{Change, Drift};
use crate::ingest::Column;
use crate::ingest::responses::Kind;
use crate::study::init::{Clean, quoted};
use crate::study::waves::{Asked, plain, same_text};
use crate::study::{ClosedQuestion, OpenQuestion, Study};

/// How much an id that is the same makes a question more alike.
const SAME_ID: f64 = 0.25;

/// A question of the study.
#[derive(Debug, Clone, Copy)]
pub(super) enum Known<'s> {
    Closed(&'s ClosedQuestion),
    Open(&'s OpenQuestion),
}

impl<'s> Known<'s> {
    pub(super) fn asked(self) -> Asked<'s> {
        match self {
            Self::Closed(closed) => closed.place(),
            Self::Open(open) => open.place(),
        }
    }

    pub(super) fn columns(self) -> &'s [Column] {
        match self {
            Self::Closed(closed) => &closed.columns,
            Self::Open(open) => std::slice::from_ref(&open.column),
        }
    }

    fn was(self) -> impl Iterator<Item = &'s str> {
        match self {
            Self::Closed(closed) => closed.was.iter(),
            Self::Open(open) => open.was.iter(),
        }
    }

    /// Where it is declared, for a hint.
    fn section(self) -> &'static str {
        match self {
            Self::Closed(_) => "[[question]]",
            Self::Open(_) => "[[open]]",
        }
    }

    /// Whether answers of this kind can be answers to it: one cell for one cell; one answer may be one of several.
    fn takes(self, clean: &Clean) -> bool {
        let several = matches!(self, Self::Closed(closed) if closed.kind == Kind::Multiple);
        match clean.spec.kind {
            Kind::Multiple => several,
            Kind::Single => true,
            Kind::Scale | Kind::Number => !several,
            Kind::Open => matches!(self, Self::Open(_)) || (!several && super::options::distinct(clean).is_some()),
        }
    }
}

/// The questions of the study that a new wave could answer: all of its survey but those that the wave itself began.
pub(super) fn known<'s>(study: &'s Study, first: &str, wave: &str, own: bool) -> Vec<Known<'s>> {
    let belongs = |asked: Asked<'_>| {
        let Some(source) = study.source(asked.source) else { return false };
        study.first_of(source).id == first && (source.wave.as_deref() == Some(wave)) == own
    };
    let closed = study.closed.iter().filter(|closed| belongs(closed.place())).map(Known::Closed);
    let open = study.open.iter().filter(|open| belongs(open.place())).map(Known::Open);
    closed.chain(open).collect()
}

/// Which question of the export each question of the study is.
pub(super) fn matched(known: &[Known<'_>], asked: &[Clean]) -> Vec<Option<usize>> {
    let texts: Vec<String> = asked.iter().map(|clean| plain(&clean.spec.question)).collect();
    let mut taken = BTreeSet::new();
    let mut found = vec![None; known.len()];
    let mut pass = |fits: &dyn Fn(Known<'_>, usize) -> bool| {
        for (place, known) in
            known.iter().enumerate().filter(|(place, _)| found_none(&found, *place)).collect::<Vec<_>>()
        {
            let free = |at: &usize| !taken.contains(at) && known.takes(&asked[*at]) && fits(*known, *at);
            let same_id = |at: &usize| asked[*at].spec.id == known.asked().id;
            let mut all = (0..asked.len()).filter(free);
            let first = all.next();
            let best = first.filter(same_id).or_else(|| all.find(same_id)).or(first);
            if let Some(best) = best {
                taken.insert(best);
                found[place] = Some(best);
            }
        }
    };
    pass(&|known, at| plain(known.asked().text) == texts[at]);
    pass(&|known, at| known.was().any(|was| plain(was) == texts[at]));
    pass(&|known, at| known.was().any(|was| was == asked[at].spec.id));
    found
}

fn found_none(found: &[Option<usize>], place: usize) -> bool {
    found[place].is_none()
}

/// What of the questions is different, and the pairs of places that may be one question under two wordings.
pub(super) fn drift(
    joined: &Wave<'_>,
    known: &[Known<'_>],
    found: &[Option<usize>],
) -> (Vec<Drift>, Vec<(usize, usize)>) {
    let (study, wave, asked) = (joined.study, joined.id, &joined.responded.questions);
    let new = |clean: &Clean| {
        let said = study.waves.iter().filter(|settings| settings.id == wave).flat_map(|settings| &settings.new);
        said.into_iter().any(|new| *new == clean.spec.id || same_text(new, &clean.spec.question))
    };
    let gone = |known: Known<'_>| study.is_gone(Some(wave), known.asked());
    let lost: Vec<usize> = (0..known.len()).filter(|place| found[*place].is_none()).collect();
    let added: Vec<usize> = joined.responded.others(found);
    let unsettled = |lost: &&usize| !gone(known[**lost]);
    let pairs = suggested(
        known,
        asked,
        &lost.iter().filter(unsettled).copied().collect::<Vec<_>>(),
        &added.iter().filter(|at| !new(&asked[**at])).copied().collect::<Vec<_>>(),
    );
    let mut rows = Vec::new();
    for (place, (known, at)) in known.iter().zip(found).enumerate() {
        rows.extend(at.and_then(|at| reworded(*known, &asked[at])));
        if let Some((_, at, alike)) = pairs.iter().find(|pair| pair.0 == place) {
            rows.push(renamed(*known, &asked[*at], *alike, wave));
        } else if at.is_none() {
            rows.push(no_longer(*known, gone(*known), wave));
        }
    }
    let rest = added.iter().filter(|at| !pairs.iter().any(|pair| pair.1 == **at));
    rows.extend(rest.map(|at| first_asked(&asked[*at], new(&asked[*at]), wave)));
    rows.extend(reordered(known, found));
    (rows, pairs.into_iter().map(|(place, at, _)| (place, at)).collect())
}

/// Pairs that may be one question under two wordings.
fn suggested(known: &[Known<'_>], asked: &[Clean], lost: &[usize], added: &[usize]) -> Vec<(usize, usize, f64)> {
    let texts: Vec<Pairs> = added.iter().map(|at| Pairs::of(&asked[*at].spec.question)).collect();
    let scores = lost.iter().flat_map(|&place| {
        let text = Pairs::of(known[place].asked().text);
        let score = |(&at, other): (&usize, &Pairs)| {
            let same = known[place].asked().id == asked[at].spec.id;
            let alike = (text.alike(other) + if same { SAME_ID } else { 0.0 }).min(1.0);
            (alike >= SUGGESTED && known[place].takes(&asked[at])).then_some((place, at, alike))
        };
        added.iter().zip(&texts).filter_map(score).collect::<Vec<_>>()
    });
    partners(scores)
}

fn reworded(known: Known<'_>, clean: &Clean) -> Option<Drift> {
    let asked = known.asked();
    (plain(asked.text) != plain(&clean.spec.question)).then(|| Drift {
        is_question: true,
        change: Change::Renamed,
        question: asked.id.to_owned(),
        was: Some(asked.text.to_owned()),
        now: Some(clean.spec.question.clone()),
        alike: None,
        settled: true,
        how: format!("`was` under {} `{}`", known.section(), asked.id),
    })
}

fn renamed(known: Known<'_>, clean: &Clean, alike: f64, wave: &str) -> Drift {
    let asked = known.asked();
    let now = &clean.spec.question;
    let how = format!(
        "the same question: under {} `{}` write  was = {}  ; two questions: under [[wave]] id = \"{wave}\" write  \
         gone = [{}]  and  new = [{}]",
        known.section(),
        asked.id,
        quoted(now),
        quoted(asked.id),
        quoted(now)
    );
    Drift {
        is_question: true,
        change: Change::Renamed,
        question: asked.id.to_owned(),
        was: Some(asked.text.to_owned()),
        now: Some(now.clone()),
        alike: Some(alike),
        settled: false,
        how,
    }
}

fn no_longer(known: Known<'_>, gone: bool, wave: &str) -> Drift {
    let asked = known.asked();
    let said = format!("`gone` of [[wave]] `{wave}`");
    let write = format!(
        "no longer asked: under [[wave]] id = \"{wave}\" write  gone = [{}]  ; asked in other words: under {} `{}` \
         write  was = \"the words of the export\"",
        quoted(asked.id),
        known.section(),
        asked.id
    );
    Drift {
        is_question: true,
        change: Change::Lost,
        question: asked.id.to_owned(),
        was: Some(asked.text.to_owned()),
        now: None,
        alike: None,
        settled: gone,
        how: if gone { said } else { write },
    }
}

fn first_asked(clean: &Clean, new: bool, wave: &str) -> Drift {
    let text = &clean.spec.question;
    let said = format!("`new` of [[wave]] `{wave}`");
    let write = format!(
        "asked for the first time: under [[wave]] id = \"{wave}\" write  new = [{}]  ; a question of the study in other \
         words: under that question write  was = {}",
        quoted(text),
        quoted(text)
    );
    Drift {
        is_question: true,
        change: Change::Added,
        question: clean.spec.id.clone(),
        was: None,
        now: Some(text.clone()),
        alike: None,
        settled: new,
        how: if new { said } else { write },
    }
}

/// Questions that stand elsewhere: those outside the longest part of the study's order that the export keeps. The study
/// lists closed questions before open ones, so that each kind is held against its own.
fn reordered(known: &[Known<'_>], found: &[Option<usize>]) -> Vec<Drift> {
    let mut rows = Vec::new();
    for open in [false, true] {
        let of_kind = known.iter().zip(found).filter(|(known, _)| matches!(known, Known::Open(_)) == open);
        let pairs: Vec<(Known<'_>, usize)> = of_kind.filter_map(|(known, at)| Some((*known, (*at)?))).collect();
        let kept = super::options::in_order(&pairs.iter().map(|(_, at)| *at).collect::<Vec<_>>());
        let moved = pairs.iter().enumerate().filter(|(place, _)| !kept.contains(place));
        rows.extend(moved.map(|(_, (known, _))| Drift {
            is_question: true,
            change: Change::Reordered,
            question: known.asked().id.to_owned(),
            was: Some(known.asked().text.to_owned()),
            now: None,
            alike: None,
            settled: true,
            how: "nothing to settle: questions are known by their text, and the study's order stands".to_owned(),
        }));
    }
    rows
}
