//! What each column of the input is for, and the columns of the output.

use super::block::Block;
use super::describe;
use super::header_rows::{header_rows, name as theme_name};
use super::{Shape, TagJob};
use crate::diag::{Diagnostic, Place};
use crate::export::{Described, Field, Heading};
use crate::ingest::{Column, IngestError, Personal, Records, Row, personal};
use crate::measure::{TAG_COLUMNS, TableColumn};
use crate::study::StudyError;

/// What is done with the columns. Cells that are used stand in *slots*, so that no others are looked at.
pub(super) struct Plan {
    /// The column of each slot, first = 0.
    used: Vec<usize>,
    /// The slot of each column that is used.
    slots: Vec<usize>,
    /// The columns with text.
    pub(super) texts: Vec<TextColumn>,
    /// The slot of the row's id.
    pub(super) id: Option<usize>,
    /// The columns that conditions of the codebook ask for, with their slots.
    pub(super) asked: Vec<(String, usize)>,
    /// The slots of the cells that the wide form passes through, in the order of the input.
    pub(super) kept: Vec<usize>,
    /// The columns of the output.
    pub(super) heading: Heading,
    /// The columns that say who a person is, among those that would be passed through.
    pub(super) personal: Vec<(String, Personal)>,
}

/// A column with text.
pub(super) struct TextColumn {
    /// What the output calls it.
    pub(super) name: String,
    pub(super) slot: usize,
}

impl Plan {
    pub(super) fn new(job: &TagJob<'_>, records: &Records, first: &Block) -> Result<Self, StudyError> {
        let headers = records.headers();
        let places = text_places(job, records)?;
        let id = job.id.map(|id| records.position(id)).transpose()?;
        let asked = job.codebook.columns().into_iter().map(|column| {
            let place = records.position(&Column::Name(column.to_owned()))?;
            Ok((column.to_owned(), place))
        });
        let asked: Vec<(String, usize)> = asked.collect::<Result<_, IngestError>>()?;
        let passed: Vec<usize> = match job.shape {
            Shape::Long => id.into_iter().collect(),
            Shape::Wide => (0..headers.len()).collect(),
        };
        let found: Vec<(usize, Personal)> = passed
            .iter()
            .filter_map(|place| {
                let mut cells = cells_of(first, *place);
                let asked = || personal(&records.export()?.columns.get(*place)?.question, &mut cells_of(first, *place));
                Some((*place, personal(&headers[*place], &mut cells).or_else(asked)?))
            })
            .collect();
        let is_personal = |place: usize| found.iter().any(|(personal, _)| *personal == place);
        if job.drop_personal && id.is_some_and(is_personal) && job.shape == Shape::Long {
            return Err(personal_id(job, &found, headers));
        }
        let kept: Vec<usize> = match job.shape {
            Shape::Long => Vec::new(),
            Shape::Wide => passed.into_iter().filter(|place| !(job.drop_personal && is_personal(*place))).collect(),
        };
        let mut slots = Slots::default();
        let name = |place: usize| match headers.iter().filter(|header| header.trim() == headers[place].trim()).count() {
            1 if !headers[place].trim().is_empty() => headers[place].trim().to_owned(),
            _ => format!("#{}", place + 1),
        };
        let mut plan = Self {
            texts: places.iter().map(|place| TextColumn { name: name(*place), slot: slots.of(*place) }).collect(),
            id: id.filter(|_| job.shape == Shape::Long).map(|id| slots.of(id)),
            asked: asked.into_iter().map(|(column, place)| (column, slots.of(place))).collect(),
            heading: heading(&kept, records),
            kept: kept.iter().map(|place| slots.of(*place)).collect(),
            personal: found.into_iter().map(|(place, kind)| (name(place), kind)).collect(),
            slots: (0..headers.len())
                .map(|place| slots.0.iter().position(|used| *used == place).unwrap_or_default())
                .collect(),
            used: slots.0,
        };
        let about_id = id.and_then(|place| about(records, place));
        plan.add_fields(job, about_id);
        if let (Shape::Wide, Some(export)) = (job.shape, records.export()) {
            plan.heading.header_rows = header_rows(export, &kept, &plan.texts, job.codebook);
        }
        plan.heading.fields = job.format.fields(plan.heading.fields);
        Ok(plan)
    }

    /// The columns of the output that are not the input's.
    fn add_fields(&mut self, job: &TagJob<'_>, about_id: Option<Described>) {
        let several = self.texts.len() > 1;
        let fields = &mut self.heading.fields;
        match job.shape {
            Shape::Long => {
                let [comment, rest @ ..] = TAG_COLUMNS.map(field);
                let id = if self.id.is_some() { Field::given(comment.name) } else { Field::int(comment.name) };
                fields.push(id.described(about_id));
                fields.extend(several.then(|| Field::text("column")));
                fields.extend(rest);
            }
            Shape::Wide => {
                for text in &self.texts {
                    let column = several.then_some(text.name.as_str());
                    self.heading.sets.push(describe::themes(job.codebook, column, fields.len()));
                    fields.extend(job.codebook.themes.iter().map(|theme| {
                        let field = Field::int(theme_name(theme, column));
                        field.described(Some(describe::theme(theme, column)))
                    }));
                }
            }
        }
    }

    /// The cells of a row by slot; `false` where one of them is not UTF-8.
    pub(super) fn decode<'r>(&self, row: &'r Row, cells: &mut Vec<&'r str>) -> bool {
        cells.clear();
        if self.used.len() == row.len() && self.decode_at_once(row, cells).is_some() {
            return true;
        }
        cells.clear();
        cells.extend(self.used.iter().map_while(|place| std::str::from_utf8(row.cell(*place)).ok()));
        cells.len() == self.used.len()
    }

    /// The same where every cell is used: one look at all bytes costs less than one at each cell.
    fn decode_at_once<'r>(&self, row: &'r Row, cells: &mut Vec<&'r str>) -> Option<()> {
        let mut rest = std::str::from_utf8(row.bytes()).ok()?;
        cells.resize(self.used.len(), "");
        for place in 0..row.len() {
            let (cell, behind) = rest.split_at_checked(row.cell(place).len())?;
            cells[self.slots[place]] = cell;
            rest = behind;
        }
        Some(())
    }
}

/// The columns of the input that are kept, with what the input says of them.
fn heading(kept: &[usize], records: &Records) -> Heading {
    let headers = records.headers();
    let fields = kept.iter().map(|place| Field::given(headers[*place].as_str()).described(about(records, *place)));
    let fields = fields.collect();
    let Some(dictionary) = records.dictionary() else { return Heading { fields, ..Heading::default() } };
    let names: Vec<&str> = kept.iter().map(|place| headers[*place].as_str()).collect();
    Heading {
        fields,
        sets: describe::sets(dictionary, &names),
        weight: dictionary.weight.as_ref().and_then(|weight| names.iter().position(|name| name == weight)),
        label: dictionary.label.clone().unwrap_or_default(),
        ..Heading::default()
    }
}

/// The cells of a column in the first rows.
fn cells_of(first: &Block, place: usize) -> impl Iterator<Item = &str> {
    first.as_slice().iter().map(move |row: &Row| row.text(place))
}

fn about(records: &Records, place: usize) -> Option<Described> {
    let asked = || {
        let column = records.export()?.columns.get(place)?;
        let label = column.asked();
        (label != column.name).then(|| Described { label, ..Described::default() })
    };
    records.dictionary().map_or_else(asked, |dictionary| dictionary.variables.get(place).map(describe::given))
}

fn text_places(job: &TagJob<'_>, records: &Records) -> Result<Vec<usize>, StudyError> {
    let mut places = Vec::new();
    for column in job.texts {
        let place = records.position(column)?;
        if places.contains(&place) {
            let found = format!("the column `{}` is named twice by `--text`", records.headers()[place]);
            return Err(Diagnostic::error(Place::line(job.shown, 1), found).hint("name each column once").into());
        }
        places.push(place);
    }
    Ok(places)
}

/// What is said where rows are to be known by something personal that is to be left out.
fn personal_id(job: &TagJob<'_>, found: &[(usize, Personal)], headers: &[String]) -> StudyError {
    let columns = found.iter().map(|(place, kind)| format!("`{}` holds {kind}", headers[*place]));
    let message = format!("the column of the id {}, which are left out", columns.collect::<Vec<_>>().join(", "));
    let hint = "name another column with `--id`, or none: rows are then numbered from 1";
    Diagnostic::error(Place::line(job.shown, 1), message).hint(hint).into()
}

fn field(column: TableColumn) -> Field {
    match column {
        TableColumn::Text(name) => Field::text(name),
        TableColumn::Int(name) | TableColumn::Real(name) => Field::int(name),
    }
}

/// The columns that are used, each once.
#[derive(Default)]
struct Slots(Vec<usize>);

impl Slots {
    fn of(&mut self, place: usize) -> usize {
        self.0.iter().position(|used| *used == place).unwrap_or_else(|| {
            self.0.push(place);
            self.0.len() - 1
        })
    }
}
