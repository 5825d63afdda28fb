//! The names of the numbers of one open question: counts, themes by unit, stances, pairs.

use super::{Named, NamedUnit, TableCell, name_of, percent};
use crate::measure::{QuestionResults, Share};

/// What all numbers of a question have in common.
struct Asked<'a> {
    question: &'a QuestionResults,
    prefix: &'a str,
}

pub(super) fn numbers(question: &QuestionResults, prefix: &str) -> Vec<Named> {
    let asked = Asked { question, prefix };
    let mut all = asked.counts();
    for theme in &question.frequencies.themes {
        let units = [
            ("themes", NamedUnit::Comments, "comments", theme.comments),
            ("authors", NamedUnit::Authors, "authors", theme.authors),
            ("mentions", NamedUnit::Mentions, "mentions", theme.mentions),
        ];
        for (kind, unit, table_unit, share) in units {
            let key = vec![("theme", theme.id.clone()), ("unit", table_unit.to_owned())];
            let cell = asked.cell("themes", key, "share");
            let named = asked.share(&[kind, &theme.id], (&theme.id, &theme.label), unit, share, cell);
            let family = format!("{prefix}{kind}.{}", theme.group);
            all.push(Named { family, also: asked.options_of(&theme.id), ..named });
        }
    }
    all.extend(asked.stances());
    all.extend(asked.rest());
    all
}

impl Asked<'_> {
    fn cell(&self, table: &'static str, mut key: Vec<(&'static str, String)>, column: &'static str) -> TableCell {
        key.insert(0, ("question", self.question.id.clone()));
        TableCell { table, key, column }
    }

    /// The labels of the poll's options that a stance answers to.
    fn options_of(&self, theme: &str) -> Vec<String> {
        let rows = self.question.stance.iter().flat_map(|stance| &stance.rows).filter(|row| row.id == theme);
        rows.filter_map(|row| row.poll.as_ref().map(|(option, _)| option.clone())).collect()
    }

    fn share(
        &self,
        parts: &[&str],
        (id, label): (&str, &str),
        unit: NamedUnit,
        share: Share,
        cell: TableCell,
    ) -> Named {
        Named {
            name: format!("{}{}", self.prefix, name_of(parts)),
            id: id.to_owned(),
            label: label.to_owned(),
            also: Vec::new(),
            unit,
            is_share: true,
            value: share.value(),
            share: Some(share),
            percent: percent(share),
            family: String::new(),
            rank: None,
            constructed: self.question.constructed > 0,
            cell,
        }
    }

    fn count(&self, parts: &[&str], label: &str, unit: NamedUnit, count: u64, key: &[&str]) -> Named {
        let columns = ["what", "of"];
        let key = columns.into_iter().zip(key).map(|(column, cell)| (column, (*cell).to_owned())).collect();
        let cell = self.cell("bases", key, "count");
        let named = self.share(parts, (parts.last().copied().unwrap_or_default(), label), unit, Share::new(0, 0), cell);
        // What was read and left out is a fact of the file, whoever wrote the comments.
        Named { is_share: false, value: Some(count as f64), share: None, percent: None, constructed: false, ..named }
    }

    /// How many comments and authors: read, counted, left out, by provenance.
    fn counts(&self) -> Vec<Named> {
        use NamedUnit::{Authors, Comments};
        let question = self.question;
        let left: u64 = question.set_aside.iter().map(|(_, ids)| ids.len() as u64).sum();
        let untagged = question.untagged.share.count;
        let mut all = vec![
            self.count(&["comments", "read"], "read", Comments, question.read, &["comments read"]),
            self.count(&["comments", "counted"], "counted", Comments, question.counted, &["comments counted"]),
            self.count(&["comments", "authors"], "authors", Authors, question.authors, &["authors counted"]),
            self.count(
                &["comments", "constructed"],
                "constructed",
                Comments,
                question.constructed,
                &["comments counted that are constructed"],
            ),
            self.count(&["comments", "set_aside"], "left out", Comments, left, &["comments set aside"]),
            self.count(
                &["comments", "untagged"],
                "without any theme",
                Comments,
                untagged,
                &["comments counted without any theme"],
            ),
        ];
        for (name, count) in &question.provenance {
            let key = ["comments counted by provenance", name.as_str()];
            all.push(self.count(&["provenance", name], name, Comments, *count, &key));
        }
        for (reason, ids) in &question.set_aside {
            let key = ["comments set aside", reason.id()];
            all.push(self.count(&["set_aside", reason.id()], reason.label(), Comments, ids.len() as u64, &key));
        }
        all
    }

    fn stances(&self) -> Vec<Named> {
        let mut all = Vec::new();
        for stance in &self.question.stance {
            for row in &stance.rows {
                let cell = self.cell("stance", vec![("theme", row.id.clone())], "share");
                let of = (row.id.as_str(), row.label.as_str());
                let named = self.share(&["stance", &row.id], of, NamedUnit::Stating, row.authors, cell);
                let family = format!("{}stance.{}", self.prefix, stance.group);
                all.push(Named { family, also: self.options_of(&row.id), ..named });
            }
        }
        all
    }

    /// Comments with none of a group, with no theme at all, and with two themes together.
    fn rest(&self) -> Vec<Named> {
        use NamedUnit::Comments;
        let question = self.question;
        let mut all = Vec::new();
        for ((group, label, _), none) in question.groups.iter().zip(&question.frequencies.none) {
            let key = vec![("group", group.clone()), ("label", "no theme of the group".to_owned())];
            let cell = self.cell("themes", key, "share");
            let label = format!("none of “{label}”");
            all.push(self.share(&["none", group], (group, &label), Comments, *none, cell));
        }
        let key = vec![("what", "comments counted without any theme".to_owned())];
        let cell = self.cell("bases", key, "count");
        let of = ("untagged", "none of the themes");
        all.push(self.share(&["untagged"], of, Comments, question.untagged.share, cell));
        for found in &question.cooccurrence {
            for pair in &found.pairs {
                let (Some(a), Some(b)) = (found.themes.get(pair.a), found.themes.get(pair.b)) else { continue };
                let key = vec![("theme_a", a.0.clone()), ("theme_b", b.0.clone())];
                let cell = self.cell("cooccurrence", key, "both");
                let label = format!("“{}” and “{}”", a.1, b.1);
                let share = Share::new(pair.both, found.base);
                let id = format!("{}.{}", a.0, b.0);
                let named = self.share(&["pairs", &a.0, &b.0], (&id, &label), Comments, share, cell);
                all.push(Named { family: format!("{}pairs.{}", self.prefix, found.group), ..named });
            }
        }
        all
    }
}
