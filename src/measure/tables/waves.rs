//! The table of the waves: every option and theme in every wave, and its change since the wave before.

use super::{Cell, Results, Subject, TableColumn, TableKind, row};
use crate::measure::waves::{QuestionWaves, Value, WaveItem};

pub(super) const WAVES: TableKind = TableKind {
    id: "waves",
    title: "The waves side by side: each option and theme with its base in every wave, and its change since the one before",
    subject: Subject::Waves,
    columns: &[
        TableColumn::Text("question"),
        TableColumn::Text("unit"),
        TableColumn::Text("item"),
        TableColumn::Text("label"),
        TableColumn::Text("wave"),
        TableColumn::Int("n"),
        TableColumn::Int("base"),
        TableColumn::Real("value"),
        TableColumn::Text("compared_with"),
        TableColumn::Real("difference"),
        TableColumn::Real("low"),
        TableColumn::Real("high"),
        TableColumn::Real("level"),
        TableColumn::Text("method"),
        TableColumn::Int("in_both"),
        TableColumn::Int("gained"),
        TableColumn::Int("lost"),
        TableColumn::Real("paired_difference"),
        TableColumn::Real("mcnemar"),
        TableColumn::Real("p"),
        TableColumn::Text("mark"),
        TableColumn::Real("weighted_n"),
        TableColumn::Real("weighted_base"),
        TableColumn::Real("effective_base"),
        TableColumn::Real("paired_low"),
        TableColumn::Real("paired_high"),
    ],
    rows: |_, results: &Results| {
        let questions = results.waves.iter().flat_map(|waves| &waves.questions);
        questions.flat_map(|question| question.items.iter().flat_map(|item| rows(question, item))).collect()
    },
};

fn rows(question: &QuestionWaves, item: &WaveItem) -> Vec<Vec<Cell>> {
    let one = |((wave, value), change): ((&String, &Option<Value>), &Option<crate::measure::waves::Change>)| {
        let weighted = value.and_then(Value::weighted);
        let change = change.as_ref();
        let paired = change.and_then(|change| change.paired);
        let bounds = change.and_then(|change| change.bounds);
        let own = paired.and_then(|paired| paired.bounds);
        let test = paired.and_then(|paired| paired.test);
        row![
            question.id.as_str(),
            item.unit.id(),
            item.id.as_str(),
            item.label.as_str(),
            wave.as_str(),
            value.and_then(Value::count),
            value.map(Value::base),
            value.and_then(Value::number),
            change.map(|change| change.from.as_str()),
            change.map(|change| change.difference),
            bounds.map(|bounds| bounds.low),
            bounds.map(|bounds| bounds.high),
            bounds.map(|bounds| bounds.level),
            bounds.map(|bounds| bounds.method),
            paired.map(|paired| paired.both),
            paired.map(|paired| paired.gained),
            paired.map(|paired| paired.lost),
            paired.and_then(|paired| paired.difference()),
            test.map(|test| test.statistic),
            test.map(|test| test.p),
            change.and_then(|change| change.mark).map(|mark| mark.sign()),
            weighted.and_then(|weighted| weighted.weighted_n),
            weighted.and_then(|weighted| weighted.base).map(|base| base.weighted),
            weighted.and_then(|weighted| weighted.base).map(|base| base.effective_n),
            own.map(|bounds| bounds.low),
            own.map(|bounds| bounds.high),
        ]
    };
    question.waves.iter().zip(&item.values).zip(&item.changes).map(one).collect()
}
