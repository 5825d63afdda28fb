//! Columns become questions: options, rows of a grid and texts of "other" belong to the question they were asked under.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::battery::batteries;
use super::found::{ColumnKind, ColumnSeen, OptionSeen, QuestionSeen};
use super::grouped::{Shape, denies, shape};
use super::opened::Opened;
use super::pass::{Group, Passed};
use super::shape::{is_other_text, plain};
use crate::ingest::Column;
use crate::ingest::formats::{Role, with_part};
use crate::ingest::responses::{Kind, QuestionSpec};

/// How each column is named in a question: by name where that is unique and on one line, else by its place.
pub fn references(columns: &[ColumnSeen]) -> Vec<Column> {
    let mut times: HashMap<&str, usize> = HashMap::new();
    columns.iter().for_each(|column| *times.entry(column.name.trim()).or_default() += 1);
    let reference = |column: &ColumnSeen| {
        let name = column.name.trim();
        let usable = !name.is_empty() && !name.starts_with('#') && !name.contains(['\n', '\r']);
        if usable && times[name] == 1 { Column::Name(name.to_owned()) } else { Column::Position(column.position) }
    };
    columns.iter().map(reference).collect()
}

/// The questions of an export, and its columns with the question that each belongs to.
pub fn questions(opened: &Opened, passed: &Passed, columns: Vec<ColumnSeen>) -> (Vec<QuestionSeen>, Vec<ColumnSeen>) {
    let references = references(&columns);
    let mut work = Work { opened, references, columns, questions: Vec::new(), ids: HashSet::new() };
    let mut of_group: Vec<Option<usize>> = vec![None; work.columns.len()];
    for (at, group) in passed.groups.iter().enumerate() {
        group.columns.iter().for_each(|&place| of_group[place] = Some(at));
    }
    let mut done = HashSet::new();
    let batteries = batteries(opened, &work.columns);
    let starts = |place: usize| batteries.iter().find(|(rows, _)| rows.contains(&place));
    for (place, group) in of_group.into_iter().enumerate() {
        if let Some((rows, Shape::Grid { kind, options, values })) = starts(place) {
            if rows.first() == Some(&place) {
                let last = rows.last().unwrap_or(&place);
                work.grid(rows, format!("grid-{}-to-{}", place + 1, last + 1), *kind, options, values);
            }
            continue;
        }
        match group {
            Some(at) if done.insert(at) => work.group(passed, &passed.groups[at]),
            Some(_) => {}
            None => work.lone(place, None),
        }
    }
    (work.questions, work.columns)
}

struct Work<'o> {
    opened: &'o Opened,
    references: Vec<Column>,
    columns: Vec<ColumnSeen>,
    questions: Vec<QuestionSeen>,
    ids: HashSet<String>,
}

impl Work<'_> {
    fn group(&mut self, passed: &Passed, group: &Group) {
        let answers = |place: &usize| {
            let role = self.opened.layout.columns[*place].role;
            role == Role::Answer && is_question(self.columns[*place].kind) && !self.is_beside(*place)
        };
        let (mains, others): (Vec<usize>, Vec<usize>) = group.columns.iter().partition(|place| answers(place));
        let counted = self.counted(&group.name);
        let shape = shape(&self.columns, passed, &mains, counted.as_ref());
        let id = match shape {
            Shape::Alone => {
                let first = self.questions.len();
                mains.iter().for_each(|&place| self.lone(place, None));
                self.questions.get(first).map(|question| question.spec.id.clone())
            }
            Shape::Marked { options, chosen } => Some(self.marked(&mains, group, options, chosen)),
            Shape::Spread { options } => Some(self.spread(&mains, group, options)),
            Shape::Grid { kind, options, values } => {
                Some(self.grid(&mains, self.group_id(group, &mains), kind, &options, &values))
            }
        };
        for place in others {
            self.lone(place, id.clone());
        }
    }

    /// What means *chosen* in a multiple-response set of the file.
    fn counted(&self, name: &str) -> Option<Option<String>> {
        let sets = &self.opened.sheet.dictionary.as_ref()?.sets;
        sets.iter().find(|set| set.name == name).map(|set| set.counted.clone())
    }

    /// Whether a column holds what was written beside an option of another.
    fn is_beside(&self, place: usize) -> bool {
        let column = &self.columns[place];
        let asks = column.part.as_deref().is_some_and(is_other_text);
        self.opened.layout.columns[place].role == Role::OtherText || (column.kind == ColumnKind::Open && asks)
    }

    /// A column that is a question of its own, or the text beside one.
    fn lone(&mut self, place: usize, beside: Option<String>) {
        let column = &self.columns[place];
        let kind = match column.kind {
            ColumnKind::Single => Kind::Single,
            ColumnKind::Multiple => Kind::Multiple,
            ColumnKind::Scale | ColumnKind::Grid => Kind::Scale,
            ColumnKind::Number => Kind::Number,
            ColumnKind::Open => Kind::Open,
            _ => return,
        };
        let other_of = beside.filter(|_| self.is_beside(place));
        let question = match &column.part {
            Some(part) => with_part(&column.question, part),
            None => column.question.clone(),
        };
        let wanted = match &other_of {
            Some(parent) => format!("{parent}-other"),
            None => name_or_slug(&column.name, &question, column.position),
        };
        let labels: BTreeMap<String, String> = labels(&column.options);
        let spec = QuestionSpec {
            id: String::new(),
            question,
            kind,
            columns: vec![self.references[place].clone()],
            options: column.options.iter().map(|option| option.label.clone()).collect(),
            labels,
            separator: column.separator.clone(),
            chosen: Vec::new(),
            missing: column.declared_missing.clone(),
            grid: None,
            values: if kind == Kind::Scale { column.values.clone() } else { Vec::new() },
        };
        let base = column.base;
        self.add(&[place], &wanted, spec, base, other_of);
    }

    fn marked(&mut self, mains: &[usize], group: &Group, options: Vec<String>, chosen: Vec<String>) -> String {
        for (&place, option) in mains.iter().zip(&options) {
            let column = &mut self.columns[place];
            let count = column
                .options
                .iter()
                .filter(|seen| chosen.is_empty() || chosen.contains(seen.code.as_ref().unwrap_or(&seen.label)))
                .map(|seen| seen.count)
                .sum();
            let count = if column.options.is_empty() { column.base } else { count };
            column.options = vec![OptionSeen { label: option.clone(), code: None, count }];
            column.settle(ColumnKind::Multiple, "an option of a question with several answers");
        }
        let mut spec = QuestionSpec { options, chosen, ..self.several(mains) };
        // `NA` in place of a box says that its question was not asked: no box at all is no answer.
        let unasked = mains.iter().flat_map(|&place| &self.columns[place].proposed_missing);
        let mut unasked: Vec<String> = unasked.map(|(text, _)| text.clone()).filter(|text| !denies(text)).collect();
        unasked.retain(|text| !spec.missing.contains(text));
        unasked.sort();
        unasked.dedup();
        let base = if unasked.is_empty() { group.answered } else { group.said };
        spec.missing.extend(unasked);
        let wanted = self.group_id(group, mains);
        self.add(mains, &wanted, spec, base, None)
    }

    fn spread(&mut self, mains: &[usize], group: &Group, options: Vec<OptionSeen>) -> String {
        for &place in mains {
            self.columns[place].settle(ColumnKind::Multiple, "one of the answers to a question with several");
        }
        let mut labels = labels(&options);
        for option in options.iter().filter(|option| option.code.is_none()) {
            labels.insert(option.label.clone(), option.label.clone());
        }
        let options = options.into_iter().map(|option| option.label).collect();
        let spec = QuestionSpec { options, labels, ..self.several(mains) };
        let wanted = self.group_id(group, mains);
        self.add(mains, &wanted, spec, group.answered, None)
    }

    /// A question with several columns, as far as all such questions are alike.
    fn several(&self, mains: &[usize]) -> QuestionSpec {
        let mut missing: Vec<String> = Vec::new();
        for declared in mains.iter().flat_map(|&place| &self.columns[place].declared_missing) {
            if !missing.contains(declared) {
                missing.push(declared.clone());
            }
        }
        QuestionSpec {
            id: String::new(),
            question: self.columns[mains[0]].question.clone(),
            kind: Kind::Multiple,
            columns: mains.iter().map(|&place| self.references[place].clone()).collect(),
            options: Vec::new(),
            labels: BTreeMap::new(),
            separator: None,
            chosen: Vec::new(),
            missing,
            grid: None,
            values: Vec::new(),
        }
    }

    fn grid(&mut self, mains: &[usize], wanted: String, kind: Kind, options: &[OptionSeen], values: &[f64]) -> String {
        let grid = unique(wanted, &mut self.ids);
        for &place in mains {
            let column = &mut self.columns[place];
            let row = column.part.clone().unwrap_or_else(|| column.name.clone());
            let asked = column.question.clone();
            let question = column.part.as_ref().map_or_else(|| asked.clone(), |_| with_part(&asked, &row));
            let alone = column.part.is_none().then(|| name_or_slug(&column.name, &asked, column.position));
            column.settle(ColumnKind::Grid, format!("a row of a grid; its answers: {}", words(kind)));
            if !options.is_empty() {
                let count = |option: &OptionSeen| {
                    column.options.iter().find(|seen| seen.label == option.label).map_or(0, |seen| seen.count)
                };
                column.options =
                    options.iter().map(|option| OptionSeen { count: count(option), ..option.clone() }).collect();
                column.values = values.to_vec();
            }
            let spec = QuestionSpec {
                id: String::new(),
                question,
                kind,
                columns: vec![self.references[place].clone()],
                options: options.iter().map(|option| option.label.clone()).collect(),
                labels: labels(options),
                separator: None,
                chosen: Vec::new(),
                missing: self.columns[place].declared_missing.clone(),
                grid: Some(grid.clone()),
                values: if kind == Kind::Scale { values.to_vec() } else { Vec::new() },
            };
            let base = self.columns[place].base;
            let own = plain_name(&self.columns[place].name).filter(|own| own.starts_with(&grid));
            let wanted = own.or(alone).unwrap_or_else(|| format!("{grid}-{}", slug(&row, 24)));
            self.add(&[place], wanted.trim_end_matches('-'), spec, base, None);
        }
        grid
    }

    fn group_id(&self, group: &Group, mains: &[usize]) -> String {
        let first = &self.columns[mains[0]];
        name_or_slug(&group.name, &first.question, first.position)
    }

    fn add(
        &mut self,
        places: &[usize],
        wanted: &str,
        spec: QuestionSpec,
        base: u64,
        other_of: Option<String>,
    ) -> String {
        let id = unique(wanted.to_owned(), &mut self.ids);
        let mut proposed_missing: Vec<String> = Vec::new();
        for &place in places {
            self.columns[place].question_id = Some(id.clone());
            for (value, _) in &self.columns[place].proposed_missing {
                if !proposed_missing.contains(value) {
                    proposed_missing.push(value.clone());
                }
            }
        }
        let spec = QuestionSpec { id: id.clone(), ..spec };
        self.questions.push(QuestionSeen { spec, base, other_of, proposed_missing });
        id
    }
}

impl ColumnSeen {
    /// What a column turns out to be beside its neighbours; what was said of it alone no longer holds.
    fn settle(&mut self, kind: ColumnKind, why: impl Into<String>) {
        self.notes.retain(|note| !note.contains("codes") && !note.contains("too few"));
        self.is(kind, why);
    }
}

fn is_question(kind: ColumnKind) -> bool {
    !matches!(
        kind,
        ColumnKind::Id | ColumnKind::Date | ColumnKind::Metadata | ColumnKind::Personal | ColumnKind::Weight
    )
}

fn labels(options: &[OptionSeen]) -> BTreeMap<String, String> {
    options.iter().filter_map(|option| Some((option.code.clone()?, option.label.clone()))).collect()
}

fn words(kind: Kind) -> &'static str {
    match kind {
        Kind::Single => "single choice",
        Kind::Multiple => "multiple choice",
        Kind::Scale => "scale",
        Kind::Number => "number",
        Kind::Open => "open-ended",
    }
}

/// A short name as it is, or what was asked as words with hyphens.
pub fn name_or_slug(name: &str, question: &str, position: usize) -> String {
    if let Some(name) = plain_name(name) {
        return name;
    }
    let slug = slug(if question.is_empty() { name } else { question }, 40);
    if slug.is_empty() { format!("q{position}") } else { slug }
}

fn plain_name(name: &str) -> Option<String> {
    let short = name.len() <= 40 && name.starts_with(|c: char| c.is_ascii_alphabetic());
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
    (short && plain).then(|| name.replace('.', "-"))
}

fn slug(text: &str, longest: usize) -> String {
    let folded = plain(text);
    let mut id = String::new();
    for word in folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !id.is_empty() && id.len() + word.len() + 1 > longest {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.extend(word.chars().take(longest));
    }
    id
}

fn unique(wanted: String, taken: &mut HashSet<String>) -> String {
    let mut id = wanted.clone();
    let mut number = 2;
    while !taken.insert(id.clone()) {
        id = format!("{wanted}-{number}");
        number += 1;
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_names_or_words_of_the_question_and_unique() {
        assert_eq!(name_or_slug("Q1.2", "What?", 3), "Q1-2");
        assert_eq!(
            name_or_slug(
                "How often do you travel by ferry to the mainland?",
                "How often do you travel by ferry to the mainland?",
                1
            ),
            "how-often-do-you-travel-by-ferry-to-the"
        );
        assert_eq!(name_or_slug("", "文", 7), "q7");
        let mut taken = HashSet::new();
        assert_eq!([unique("a".to_owned(), &mut taken), unique("a".to_owned(), &mut taken)], ["a", "a-2"]);
    }
}
