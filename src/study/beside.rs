//! What charts show beside the results: questions crossed, and shares over waves, in the plain types of `chart`.
//!
//! Nothing is counted here: what is crossed is `crosstab`'s, what was asked again `measure::waves`'.

use super::crosstab::{Crossed as Tables, CrossedQuestion, Shown, pictured, tidy};
use super::{BookTable, Question, Study, StudyError, Survey};
use crate::chart::{self, Datum, Named};
use crate::measure::waves::{QuestionWaves, Unit, Value, WaveItem};
use crate::measure::wording::date;
use crate::measure::{Portion, Results, Share, Table};
use crate::tag::Tags;

/// What charts show beside the results.
#[derive(Debug, Default)]
pub(super) struct Beside {
    crossed: Vec<chart::Crossed>,
    waves: Vec<chart::Waves>,
    /// The table behind the crossed questions, where something is crossed.
    pub table: Option<Table>,
}

impl Beside {
    /// Of a study whose comments stand as they were written; `results` are those of the whole study.
    pub fn of(
        (study, survey, tags): (&Study, &Survey<'_>, &[Vec<Tags>]),
        results: &Results,
    ) -> Result<(Self, Option<Tables>), StudyError> {
        let tables = pictured(study, survey, tags)?;
        let crossed = tables.iter().flat_map(|tables| crossed(study, survey, tables)).collect();
        let table = tables.as_ref().map(tidy);
        Ok((Self { crossed, waves: waves(study, survey, results), table }, tables))
    }

    /// What charts are drawn from.
    pub fn input<'a>(&'a self, results: &'a Results) -> chart::Input<'a> {
        chart::Input { crossed: &self.crossed, waves: &self.waves, ..chart::Input::of(results) }
    }
}

/// Themes are always drawn; the answers to a closed question where the study describes that table by its name.
fn is_drawn(study: &Study, survey: &Survey<'_>, question: &CrossedQuestion) -> bool {
    let named = |table: &BookTable| table.rows == question.id;
    group_of(survey, &question.id).is_some() || study.tables.iter().any(named)
}

fn crossed(study: &Study, survey: &Survey<'_>, tables: &Tables) -> Vec<chart::Crossed> {
    let drawn = tables.questions.iter().filter(|question| is_drawn(study, survey, question));
    let of = |question: &CrossedQuestion| -> Vec<chart::Crossed> {
        let able = |shown: &&Shown| shown.table.groups() > 1 && shown.table.column_question != question.id;
        let of_table = |shown: &Shown| of_table(survey, question, shown, tables.hide_below);
        question.tables.iter().filter(able).filter_map(of_table).collect()
    };
    drawn.flat_map(of).collect()
}

/// A table as charts take it; `None` where nothing of it may be shown.
fn of_table(survey: &Survey<'_>, question: &CrossedQuestion, shown: &Shown, hide_below: u64) -> Option<chart::Crossed> {
    let table = &shown.table;
    let share = |row: usize, column: usize| {
        let hidden = shown.hides(row, column) || shown.hides_base(column);
        let (cell, base) = (table.cell(row, column), table.bases[column]);
        let counted = Share::new(cell.n, base.n);
        match question.weighted {
            true => (!hidden && base.weight > 0.0).then(|| Portion::weighted(counted, cell.weight / base.weight)),
            false => (!hidden).then(|| counted.into()),
        }
    };
    let columns: Vec<usize> =
        (0..table.groups()).filter(|column| !shown.hides_base(*column) && table.bases[*column].n > 0).collect();
    // Nets are made of the other rows, which say more.
    let kept = (0..table.rows.len() - table.nets.len())
        .filter(|row| columns.iter().any(|column| share(*row, *column).is_some()));
    let rows: Vec<usize> = kept.collect();
    if columns.len() < 2 || rows.is_empty() {
        return None;
    }
    let of_group = group_of(survey, &question.id);
    let datum = |label: &str| match of_group.and_then(|(open, _)| theme_of(open, label)) {
        Some(theme) => Datum::Theme(theme),
        None => Datum::Answer(question.id.clone(), label.to_owned()),
    };
    let named = |row: &usize| Named { datum: datum(&table.rows[*row]), label: table.rows[*row].clone() };
    let hides = columns.iter().any(|column| rows.iter().any(|row| shown.hides(*row, *column)));
    let notes = [hides.then(|| format!("Counts below {hide_below} are hidden."))];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    Some(chart::Crossed {
        id: format!("{}-by-{}", short(survey, &question.id), short(survey, &table.column_question)),
        asked: [question.id.clone(), table.column_question.clone()],
        open: of_group.map(|(open, _)| open.open.id.clone()),
        title: of_group.map_or_else(|| question.title.clone(), |(_, label)| label.to_owned()),
        by: text_of(survey, &table.column_question),
        unit: unit(survey, of_group.map(|(open, _)| open)),
        rows: rows.iter().map(named).collect(),
        groups: columns.iter().map(|column| table.columns[*column].clone()).collect(),
        shares: rows.iter().map(|row| columns.iter().map(|column| share(*row, *column)).collect()).collect(),
        note: (!notes.is_empty()).then(|| notes.join(" ")),
    })
}

/// The open question and the label of the group of themes that an id of a table stands for.
fn group_of<'s>(survey: &'s Survey<'s>, id: &str) -> Option<(&'s Question<'s>, &'s str)> {
    survey.questions.iter().find_map(|question| {
        let rest = id.strip_prefix(question.open.id.as_str())?;
        let with_themes = |group: &usize| question.codebook.themes_of(*group).next().is_some();
        let mut groups = (0..question.codebook.groups.len()).filter(with_themes);
        let found = match rest.strip_prefix('.') {
            Some(group) => groups.find(|place| question.codebook.groups[*place].id == group),
            None => groups.next().filter(|_| rest.is_empty()),
        };
        Some((question, question.codebook.groups[found?].label.as_str()))
    })
}

fn theme_of(question: &Question<'_>, label: &str) -> Option<String> {
    let found = question.codebook.themes.iter().find(|theme| theme.label == label);
    found.map(|theme| theme.id.clone())
}

/// An id without the open question, where there is only one.
fn short<'i>(survey: &Survey<'_>, id: &'i str) -> &'i str {
    match survey.questions.as_slice() {
        [only] => id.strip_prefix(only.open.id.as_str()).and_then(|rest| rest.strip_prefix('.')).unwrap_or(id),
        _ => id,
    }
}

/// What was asked to make the groups of a table.
fn text_of(survey: &Survey<'_>, id: &str) -> String {
    let mut closed = survey.answers.iter().flat_map(|read| &read.responses.questions);
    let closed = closed.find(|answered| answered.spec.id == id).map(|answered| answered.spec.question.clone());
    let of_group = || group_of(survey, id).map(|(_, label)| label.to_owned());
    closed.or_else(of_group).filter(|text| !text.trim().is_empty()).unwrap_or_else(|| id.to_owned())
}

/// Whom a table counts: the authors of comments that stand beside no response, else those who responded.
fn unit(survey: &Survey<'_>, open: Option<&Question<'_>>) -> (String, String) {
    let responded = open.is_none_or(|open| {
        let of_file = survey.answers.iter().filter(|read| read.source.file == open.source.file);
        of_file.into_iter().any(|read| !read.places.is_empty() || read.responses.weights.is_some())
    });
    let (one, many) = if responded { ("respondent", "respondents") } else { ("commenter", "commenters") };
    (one.to_owned(), many.to_owned())
}

/// Each closed question, and each group of themes, that was measured in at least two waves.
///
/// A question of which one count must be hidden is left out: the other shares would give it away.
fn waves(study: &Study, survey: &Survey<'_>, results: &Results) -> Vec<chart::Waves> {
    let below = study.publish.hide_below;
    let small = |waves: &chart::Waves| {
        let mut shares = waves.lines.iter().flat_map(|(_, shares)| shares.iter().flatten());
        shares.any(|share| (1..below).contains(&share.count))
    };
    let again = results.waves.iter().flat_map(|waves| &waves.questions).filter(|question| question.waves.len() > 1);
    let of = |question: &QuestionWaves| match survey.questions.iter().find(|open| open.open.id == question.id) {
        Some(open) => themes_over(question, open),
        None => answers_over(question).into_iter().collect(),
    };
    again.flat_map(of).filter(|waves| !small(waves)).collect()
}

/// The rows of a unit that at least two waves have.
fn lines(items: &[&WaveItem], datum: impl Fn(&WaveItem) -> Datum) -> Vec<(Named, Vec<Option<Portion>>)> {
    let share = |value: &Option<Value>| match value {
        Some(Value::Share(share)) if share.base > 0 => Some((*share).into()),
        Some(Value::Weighted(of)) => Some(Portion::weighted(of.counted, of.number?)),
        _ => None,
    };
    let line = |item: &&WaveItem| {
        let shares: Vec<Option<Portion>> = item.values.iter().map(share).collect();
        (Named { datum: datum(item), label: item.label.clone() }, shares)
    };
    items.iter().map(line).filter(|(_, shares)| shares.iter().flatten().count() > 1).collect()
}

fn over(question: &QuestionWaves, items: &[&WaveItem], lines: Vec<(Named, Vec<Option<Portion>>)>) -> chart::Waves {
    let again = items.iter().any(|item| item.changes.iter().flatten().any(|change| change.paired.is_some()));
    chart::Waves {
        id: question.id.clone(),
        asked: question.id.clone(),
        open: None,
        title: question.question.clone(),
        unit: ("respondent".to_owned(), "respondents".to_owned()),
        waves: question.waves.iter().map(|wave| date(wave)).collect(),
        lines,
        same_people: again,
        note: question.other_options.then(|| "Its options were not the same in every wave.".to_owned()),
    }
}

fn answers_over(question: &QuestionWaves) -> Option<chart::Waves> {
    let items: Vec<&WaveItem> = question.items.iter().filter(|item| item.unit == Unit::Answered).collect();
    let lines = lines(&items, |item| Datum::Answer(question.id.clone(), item.label.clone()));
    (!lines.is_empty()).then(|| over(question, &items, lines))
}

/// Each group of themes over the waves, by the people who wrote.
fn themes_over(question: &QuestionWaves, open: &Question<'_>) -> Vec<chart::Waves> {
    let several = open.codebook.groups.len() > 1;
    let of_group = |group: usize| {
        let ids: Vec<&str> = open.codebook.themes_of(group).map(|at| open.codebook.themes[at].id.as_str()).collect();
        let of =
            |item: &&WaveItem| matches!(item.unit, Unit::Authors | Unit::Commented) && ids.contains(&item.id.as_str());
        let items: Vec<&WaveItem> = question.items.iter().filter(of).collect();
        let lines = lines(&items, |item| Datum::Theme(item.id.clone()));
        let declared = &open.codebook.groups[group];
        let id = if several { format!("{}-{}", question.id, declared.id) } else { question.id.clone() };
        let waves = chart::Waves {
            id,
            open: Some(question.id.clone()),
            title: declared.label.clone(),
            unit: ("commenter".to_owned(), "commenters".to_owned()),
            ..over(question, &items, lines)
        };
        (!waves.lines.is_empty()).then_some(waves)
    };
    (0..open.codebook.groups.len()).filter_map(of_group).collect()
}
