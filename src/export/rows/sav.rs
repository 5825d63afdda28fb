//! Rows as an SPSS system file, with labels, missing values and multiple-response sets where they are known.
//!
//! Rows wait in a temporary file until the last is there: a file says first how wide its texts are.

use std::cell::Cell as Changing;
use std::io::{self, Write};

use super::moments::{Moments, read};
use super::spool::{self, Cell, Spool};
use super::{Encoded, Field, Heading, Misfit, RowFormat, RowSink};
use crate::export::sav::{
    SavCell, SavFile, SavKind, SavMeasure, SavMissing, SavMoment, SavValue, SavVariable, SavWriter,
};

/// SPSS.
pub(super) const FORMAT: RowFormat = RowFormat {
    id: "sav",
    extensions: &["sav"],
    about: "SPSS, and R, Stata and jamovi: with labels, and the themes as a multiple-response set",
    binary: true,
    keyed: true,
    encode: |_| Vec::new(),
    buffer: |_| spool::buffer(),
    sink: |heading| {
        let moments = heading.fields.iter().map(|field| Changing::new(Moments::declared(field))).collect();
        Ok(Box::new(System { spool: Spool::new(heading)?, heading: heading.clone(), moments }))
    },
};

/// Bytes of the longest text, and of the longest that can stand for no answer.
const TEXT: usize = 32_767;
const MISSING: usize = 8;

struct System {
    heading: Heading,
    spool: Spool,
    /// What the cells of the columns with dates are.
    moments: Vec<Changing<Moments>>,
}

impl RowSink for System {
    fn write(&mut self, rows: Encoded, _: &mut (dyn Write + Send)) -> io::Result<()> {
        let (fields, moments) = (&self.heading.fields, &self.moments);
        self.spool.write(rows, &|column, row, cell| {
            moments[column].set(moments[column].get().with(cell));
            if cell.len() <= TEXT {
                return Ok(());
            }
            let name = &fields[column].name;
            let found = format!("row {row}: `{name}` has a text of {} bytes, SPSS takes at most {TEXT}", cell.len());
            Err(Misfit { found, hint: "write .csv, .jsonl or .parquet, which take texts of any length" }.into())
        })
    }

    fn finish(&mut self, out: &mut (dyn Write + Send)) -> io::Result<()> {
        let empty = Spool::new(&Heading::default())?;
        let spool = std::mem::replace(&mut self.spool, empty);
        let kinds: Vec<_> = self.moments.iter().map(|seen| seen.get().kind()).collect();
        let fields = self.heading.fields.iter().enumerate();
        let variables = fields.map(|(place, field)| variable(field, place, &spool, kinds[place]));
        let file = SavFile {
            label: self.heading.label.clone(),
            variables: variables.collect(),
            sets: self.heading.sets.clone(),
            weight: self.heading.weight.filter(|place| spool.is_number(*place)),
            cases: Some(spool.rows),
        };
        let mut writer = SavWriter::new(&file, out)?;
        let mut rows = spool.again()?;
        loop {
            let mut cells = Vec::with_capacity(file.variables.len());
            if !rows.next(&mut cells)? {
                break;
            }
            let cells = cells.into_iter().zip(&kinds);
            let case: Vec<SavCell<'_>> = cells.map(|(cell, kind)| moment_or(cell, kind.is_some())).collect();
            writer.push(&case)?;
        }
        writer.finish().map(|_| ())
    }
}

fn moment_or(cell: Cell<'_>, is_moment: bool) -> SavCell<'_> {
    match cell {
        Cell::Text(text) if is_moment => read(text).map_or(SavCell::Blank, |(_, seconds)| SavCell::Number(seconds)),
        cell => cell.into(),
    }
}

impl<'a> From<Cell<'a>> for SavCell<'a> {
    fn from(cell: Cell<'a>) -> Self {
        match cell {
            Cell::None => Self::Blank,
            Cell::Number(number) => Self::Number(number),
            Cell::Text(text) => Self::Text(text),
        }
    }
}

fn variable(field: &Field, place: usize, spool: &Spool, moment: Option<SavMoment>) -> SavVariable {
    let about = field.about.as_deref().cloned().unwrap_or_default();
    let seen = &spool.seen[place];
    let is_number = moment.is_some() || spool.is_number(place);
    let value = |text: &str| match is_number {
        true if moment.is_some() => read(text).map(|(_, seconds)| SavValue::Number(seconds)),
        true => text.trim().parse().ok().filter(|number: &f64| number.is_finite()).map(SavValue::Number),
        false => Some(SavValue::Text(text.to_owned())),
    };
    let labelled = about.labels.iter().map(|(text, _)| text.len());
    let kind = if let Some(moment) = moment {
        SavKind::Moment(moment)
    } else if is_number {
        SavKind::Number { decimals: seen.decimals.max(about.decimals).min(16) }
    } else {
        SavKind::Text { bytes: labelled.chain([1, seen.bytes, about.bytes]).max().unwrap_or(1).min(TEXT) }
    };
    let labels = about.labels.iter().filter(|(text, _)| text.len() <= TEXT);
    let measure = about.measure.unwrap_or(if is_number { SavMeasure::Scale } else { SavMeasure::Nominal });
    SavVariable {
        name: field.name.clone(),
        label: if about.label.is_empty() { spoken(&field.name) } else { about.label.clone() },
        kind,
        measure,
        labels: labels.filter_map(|(text, label)| Some((value(text)?, label.clone()))).collect(),
        missing: missing(&about.missing, about.missing_range.filter(|_| is_number), &value),
    }
}

/// The name as a label, where no variable can be called so.
fn spoken(name: &str) -> String {
    let is_name = name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '.'));
    if is_name && name.len() <= 64 { String::new() } else { name.to_owned() }
}

fn missing(values: &[String], range: Option<(f64, f64)>, value: &dyn Fn(&str) -> Option<SavValue>) -> SavMissing {
    let mut values: Vec<SavValue> = values.iter().filter_map(|text| value(text)).collect();
    if let Some((low, high)) = range {
        let value = values.iter().find_map(|value| match value {
            SavValue::Number(number) => Some(*number),
            SavValue::Text(_) => None,
        });
        return SavMissing::Range { low, high, value };
    }
    values.retain(|value| !matches!(value, SavValue::Text(text) if text.len() > MISSING));
    values.truncate(3);
    if values.is_empty() { SavMissing::None } else { SavMissing::Values(values) }
}
