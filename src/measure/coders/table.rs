//! Agreement and disagreements as tables.

use super::{Coefficients, Disputed, Panel, TAGGER};
use crate::ingest::{Decision, Half};
use crate::measure::tables::row;
use crate::measure::{Agreement, Bounds, Cell, HalfAgreement, Table, TableColumn, evidence};

/// The columns of [`agreement_table`].
pub(in crate::measure) const AGREEMENT_COLUMNS: &[TableColumn] = &[
    TableColumn::Text("question"),
    TableColumn::Text("coders"),
    TableColumn::Text("half"),
    TableColumn::Text("group"),
    TableColumn::Text("theme"),
    TableColumn::Text("measure"),
    TableColumn::Real("value"),
    TableColumn::Real("low"),
    TableColumn::Real("high"),
    TableColumn::Int("units"),
    TableColumn::Text("method"),
    TableColumn::Text("undefined"),
];

/// The coefficients, then precision, recall and F1 of the tagger against each coder, in long form: one row a measure.
#[must_use]
pub fn agreement_table(question: &str, coefficients: &[Coefficients], scores: &[Agreement]) -> Table {
    let mut rows = Vec::new();
    for of in coefficients {
        let start = row![question, of.coders.as_str(), of.half, of.group.as_str(), of.theme.clone()];
        for one in &of.measures {
            rows.push(
                [start.clone(), values(one.measure, one.value, one.bounds, Some(of.units), one.undefined)].concat(),
            );
        }
    }
    for of in scores {
        let coders = format!("{TAGGER} against {}", of.coder);
        for half in &of.halves {
            let start = row![question, coders.as_str(), half.half.as_str(), of.group.as_str()];
            rows.extend(scored(half).into_iter().map(|cells| [start.clone(), cells].concat()));
        }
    }
    let title =
        "How far the coders agree, and how well the tagger agrees with each; a row without a theme is the group's";
    Table { id: "coder_agreement".to_owned(), title: title.to_owned(), columns: AGREEMENT_COLUMNS.to_vec(), rows }
}

fn values(
    measure: &str,
    value: Option<f64>,
    bounds: Option<Bounds>,
    units: Option<u64>,
    undefined: Option<&str>,
) -> Vec<Cell> {
    let (low, high) = bounds.map(|bounds| (bounds.low, bounds.high)).unzip();
    let method = bounds.map(|bounds| format!("{}% {}", bounds.level * 100.0, bounds.method));
    row![measure, value, low, high, units, method, undefined]
}

/// The cells from `theme` on of one half.
fn scored(half: &HalfAgreement) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for of in &half.scores {
        for (measure, value, bounds, units, why) in [
            ("precision", of.precision.value(), of.precision_bounds, Some(of.precision.base), NOT_TAGGED),
            ("recall", of.recall.value(), of.recall_bounds, Some(of.recall.base), NOT_CODED),
            ("f1", of.f1, of.f1_bounds, None, NOT_EITHER),
        ] {
            let why = value.is_none().then_some(why);
            rows.push([row![of.theme.as_str()], values(measure, value, bounds, units, why)].concat());
        }
    }
    let means = [
        ("precision", half.macro_mean(|of| of.precision.value())),
        ("recall", half.macro_mean(|of| of.recall.value())),
        ("f1", half.macro_mean(|of| of.f1)),
    ];
    for (measure, (value, themes)) in means {
        let why = value.is_none().then_some("it is defined for no theme");
        rows.push([row!["macro"], values(measure, value, None, Some(themes), why)].concat());
    }
    rows
}

const NOT_TAGGED: &str = "the tagger saw it in no comment read";
const NOT_CODED: &str = "the coder saw it in no comment read";
const NOT_EITHER: &str = "neither saw it in any comment read";

/// The disagreements in the order in which they matter, one row each.
#[must_use]
pub fn disagreement_table(question: &str, panel: &Panel<'_>, disputed: &Disputed) -> Table {
    let columns = vec![
        TableColumn::Text("question"),
        TableColumn::Text("comment"),
        TableColumn::Text("theme"),
        TableColumn::Text("decisions"),
        TableColumn::Text("tagger"),
        TableColumn::Text("evidence"),
        TableColumn::Real("effect"),
        TableColumn::Text("half"),
    ];
    let of = |one: &super::Disagreement| {
        let decided = panel.people.iter().zip(&one.people);
        let decided = decided.filter_map(|(person, decision)| Some(format!("{} {}", person.name, (*decision)?.id())));
        let decided: Vec<String> = decided.collect();
        row![
            question,
            panel.coded.comments[one.comment].id.as_str(),
            panel.coded.codebook.themes[one.theme].id.as_str(),
            decided.join(", "),
            one.tagger.map(|shows| if shows { Decision::Yes.id() } else { Decision::No.id() }),
            one.tagger.map(|_| panel.evidence(one.comment, one.theme)),
            one.effect,
            one.held_out.then_some(Half::Test.id()),
        ]
    };
    Table {
        id: "disagreements".to_owned(),
        title: "Where coders disagree, what matters most first; effect is on the theme's share of authors".to_owned(),
        columns,
        rows: disputed.list.iter().map(of).collect(),
    }
}

impl Panel<'_> {
    /// The words in which the tagger sees a theme, each once with its pattern: `words` by `pattern`.
    #[must_use]
    pub fn evidence(&self, comment: usize, theme: usize) -> String {
        let (coded, id) = (self.coded, &self.coded.codebook.themes[theme].id);
        let found = evidence(coded.codebook, &coded.comments[comment].text, &coded.tags[comment]);
        let found = found.filter(|one| one.theme == id);
        let said: Vec<String> = found
            .map(|one| match one.words {
                Some(words) => format!("“{}” by `{}`", words.replace(['\n', '\r'], " "), one.pattern),
                None => format!("by `{}`", one.pattern),
            })
            .collect();
        said.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::measure::agreement;
    use crate::measure::coders::{coefficients, disagreements};
    use crate::measure::fixture::{Fixture, coding};

    #[test]
    fn every_row_has_the_columns_of_its_table_and_what_was_open_has_no_interval() {
        let study = Fixture::with_texts(&[("A", "t1", "note first"), ("B", "t1", "a note")]);
        let codings = [("anna".to_owned(), vec![coding("c1", "t1", Decision::Yes), coding("c2", "t1", Decision::No)])];
        let split = BTreeMap::from([("c1".to_owned(), Half::Test)]);
        let coded = study.coded();
        let panel = Panel::new(&coded, &codings, &[], &split, true);
        let scores = agreement(&coded, &codings, &[], &split);
        let table = agreement_table("q", &coefficients(&panel), &scores);
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
        let text = |cell: &Cell| cell.to_string();
        let of = |half: &str| {
            table.rows.iter().find(|row| text(&row[2]) == half && text(&row[4]) == "t1" && text(&row[5]) == "precision")
        };
        assert!(text(&of("test").unwrap()[10]).contains("Wilson"));
        assert_eq!((&of("tune").unwrap()[6], &of("tune").unwrap()[7]), (&Cell::Real(0.0), &Cell::Empty));
        let table = disagreement_table("q", &panel, &disagreements(&panel, false));
        assert_eq!(table.rows.len(), 1);
        assert_eq!(table.rows[0].len(), table.columns.len());
        assert_eq!(text(&table.rows[0][3]), "anna 0");
        assert!(text(&table.rows[0][5]).starts_with("“a” by"));
    }
}
