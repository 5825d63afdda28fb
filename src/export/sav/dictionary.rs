//! Everything before the cases: the header, the variables, their labels, and the records that later versions added.

use std::io::{self, Write};

use super::{
    SavFile, SavKind, SavMeasure, SavMissing, SavMoment, SavValue, SavVariable, cut, elements, invalid, padded,
};

/// The longest label of a variable or a set, and of a value.
const LABEL: usize = 255;
const VALUE_LABEL: usize = 120;
/// The longest text of a variable.
const TEXT: usize = 32_767;
/// The number that stands for a blank, and the ends of the numbers that are none.
pub(super) const BLANK: f64 = -f64::MAX;
/// What is taken off a code to give its number.
pub(super) const BIAS: f64 = 100.0;

/// Whether everything that is declared can be written.
pub(super) fn check(file: &SavFile) -> io::Result<()> {
    if file.variables.is_empty() {
        return Err(invalid("a system file has at least one variable"));
    }
    let known = |place: &usize| *place < file.variables.len();
    if !file.weight.iter().chain(file.sets.iter().flat_map(|set| &set.variables)).all(known) {
        return Err(invalid("a weight or a set names a variable that is not declared"));
    }
    for variable in &file.variables {
        let name = &variable.name;
        if let SavKind::Text { bytes } = variable.kind
            && !(1..=TEXT).contains(&bytes)
        {
            return Err(invalid(format!("`{name}`: a text of {bytes} bytes, expected 1 to {TEXT}")));
        }
        let fits = |value: &SavValue, most: usize| match (variable.kind, value) {
            (SavKind::Number { .. } | SavKind::Moment(_), SavValue::Number(number)) => number.is_finite(),
            (SavKind::Text { bytes }, SavValue::Text(text)) => text.len() <= bytes.min(most),
            _ => false,
        };
        if !variable.labels.iter().all(|(value, _)| fits(value, TEXT)) {
            return Err(invalid(format!("`{name}`: a labelled value is not of its kind, or too long for it")));
        }
        let missing_fits = match &variable.missing {
            SavMissing::None => true,
            SavMissing::Values(values) => values.len() <= 3 && values.iter().all(|value| fits(value, 8)),
            SavMissing::Range { low, high, .. } => !matches!(variable.kind, SavKind::Text { .. }) && low <= high,
        };
        if !missing_fits {
            return Err(invalid(format!(
                "`{name}`: missing values that cannot be, expected up to three of its kind, texts of up to 8 bytes"
            )));
        }
    }
    Ok(())
}

/// Writes all records; `names` are the variables' valid names and `set_names` those of the sets.
pub(super) fn write(file: &SavFile, names: &[String], set_names: &[String], out: &mut dyn Write) -> io::Result<()> {
    header(file, out)?;
    let mut segment = 0;
    for variable in &file.variables {
        for (place, width) in variable.kind.segments().into_iter().enumerate() {
            segment += 1;
            record(variable, width, place == 0, &short_name(segment), out)?;
        }
    }
    value_labels(file, out)?;
    let starts = starts(file);
    // Version 20 of SPSS, no machine, IEEE 754, one compression, low byte first, UTF-8.
    let integers: [i32; 8] = [20, 0, 0, -1, 1, 1, 2, 65_001];
    extension(3, 4, &integers.map(i32::to_le_bytes).concat(), out)?;
    extension(4, 8, &[BLANK, f64::MAX, BLANK.next_up()].map(f64::to_le_bytes).concat(), out)?;
    extension(7, 1, &sets(file, set_names, &starts), out)?;
    extension(11, 4, &display(file), out)?;
    let entries: Vec<String> =
        names.iter().zip(&starts).map(|(name, start)| format!("{}={name}", short_name(*start))).collect();
    extension(13, 1, entries.join("\t").as_bytes(), out)?;
    extension(14, 1, &long_widths(file, &starts), out)?;
    if let Some(cases) = file.cases {
        extension(16, 8, &[1_u64, cases].map(u64::to_le_bytes).concat(), out)?;
    }
    extension(20, 1, b"UTF-8", out)?;
    extension(21, 1, &long_labels(file, names)?, out)?;
    extension(22, 1, &long_missing(file, names)?, out)?;
    out.write_all(&999_i32.to_le_bytes())?;
    out.write_all(&0_i32.to_le_bytes())
}

/// The name of a variable record, first = 1: long names stand in a record of their own.
fn short_name(record: usize) -> String {
    format!("V{record}")
}

/// The first record of each variable, first = 1.
fn starts(file: &SavFile) -> Vec<usize> {
    let mut next = 1;
    file.variables
        .iter()
        .map(|variable| {
            let start = next;
            next += variable.kind.segments().len();
            start
        })
        .collect()
}

fn int(value: usize) -> io::Result<[u8; 4]> {
    i32::try_from(value)
        .map(i32::to_le_bytes)
        .map_err(|_| invalid(format!("{value} is more than the format can count")))
}

/// The place of each variable among the elements of a case, first = 1.
fn places(file: &SavFile) -> Vec<usize> {
    let mut next = 1;
    file.variables
        .iter()
        .map(|variable| {
            let place = next;
            next += variable.kind.segments().into_iter().map(elements).sum::<usize>();
            place
        })
        .collect()
}

fn header(file: &SavFile, out: &mut dyn Write) -> io::Result<()> {
    padded(out, b"$FL2@(#) SPSS DATA FILE verbatims", 64)?;
    let size: usize = file.variables.iter().flat_map(|variable| variable.kind.segments()).map(elements).sum();
    let weight = file.weight.map_or(0, |place| places(file)[place]);
    let cases = file.cases.and_then(|cases| i32::try_from(cases).ok()).unwrap_or(-1);
    for bytes in [int(2)?, int(size)?, int(1)?, int(weight)?, cases.to_le_bytes()] {
        out.write_all(&bytes)?;
    }
    out.write_all(&BIAS.to_le_bytes())?;
    out.write_all(b"01 Jan 0000:00:00")?;
    padded(out, cut(&file.label, 64).as_bytes(), 64)?;
    out.write_all(&[0; 3])
}

/// A variable, or a segment of a long text, with the records of its further elements.
fn record(variable: &SavVariable, width: usize, first: bool, name: &str, out: &mut dyn Write) -> io::Result<()> {
    let label = if first { cut(&variable.label, LABEL).as_bytes() } else { b"" };
    let (count, missing) = if first && width <= 8 { missing(&variable.missing) } else { (0, Vec::new()) };
    let format = match variable.kind {
        SavKind::Number { decimals } => {
            let decimals = u32::from(decimals.min(16));
            (5 << 16) | ((decimals + 8) << 8) | decimals
        }
        // DATE11, DATETIME20, TIME10.
        SavKind::Moment(SavMoment::Day) => (20 << 16) | (11 << 8),
        SavKind::Moment(SavMoment::DayAndTime) => (22 << 16) | (20 << 8),
        SavKind::Moment(SavMoment::Time) => (21 << 16) | (10 << 8),
        SavKind::Text { .. } => (1 << 16) | (u32::try_from(width).unwrap_or(255) << 8),
    };
    out.write_all(&2_i32.to_le_bytes())?;
    out.write_all(&int(width)?)?;
    out.write_all(&int(usize::from(!label.is_empty()))?)?;
    out.write_all(&count.to_le_bytes())?;
    out.write_all(&format.to_le_bytes())?;
    out.write_all(&format.to_le_bytes())?;
    padded(out, name.as_bytes(), 8)?;
    if !label.is_empty() {
        out.write_all(&int(label.len())?)?;
        padded(out, label, label.len().next_multiple_of(4))?;
    }
    missing.iter().try_for_each(|value| out.write_all(value))?;
    for _ in 1..elements(width) {
        for field in [2, -1, 0, 0, 0, 0_i32] {
            out.write_all(&field.to_le_bytes())?;
        }
        padded(out, b"", 8)?;
    }
    Ok(())
}

/// How many missing values, as a record counts them, and the values.
fn missing(missing: &SavMissing) -> (i32, Vec<[u8; 8]>) {
    match missing {
        SavMissing::None => (0, Vec::new()),
        SavMissing::Values(values) => (values.len().min(3) as i32, values.iter().map(eight).collect()),
        SavMissing::Range { low, high, value } => {
            let mut values = vec![low.max(BLANK.next_up()).to_le_bytes(), high.min(f64::MAX).to_le_bytes()];
            values.extend(value.map(f64::to_le_bytes));
            (-(values.len() as i32), values)
        }
    }
}

/// A number, or a short text, as eight bytes.
fn eight(value: &SavValue) -> [u8; 8] {
    match value {
        SavValue::Number(number) => number.to_le_bytes(),
        SavValue::Text(text) => {
            let mut bytes = [b' '; 8];
            bytes.iter_mut().zip(text.bytes()).for_each(|(to, from)| *to = from);
            bytes
        }
    }
}

fn is_long(variable: &SavVariable) -> bool {
    matches!(variable.kind, SavKind::Text { bytes } if bytes > 8)
}

fn value_labels(file: &SavFile, out: &mut dyn Write) -> io::Result<()> {
    for (variable, place) in file.variables.iter().zip(places(file)) {
        if variable.labels.is_empty() || is_long(variable) {
            continue;
        }
        out.write_all(&3_i32.to_le_bytes())?;
        out.write_all(&int(variable.labels.len())?)?;
        for (value, label) in &variable.labels {
            let label = cut(label, VALUE_LABEL).as_bytes();
            out.write_all(&eight(value))?;
            out.write_all(&[label.len() as u8])?;
            padded(out, label, (label.len() + 1).next_multiple_of(8) - 1)?;
        }
        for field in [4, 1] {
            out.write_all(&int(field)?)?;
        }
        out.write_all(&int(place)?)?;
    }
    Ok(())
}

/// A record of kind 7; one that holds nothing is left out.
fn extension(kind: usize, size: usize, bytes: &[u8], out: &mut dyn Write) -> io::Result<()> {
    if bytes.is_empty() {
        return Ok(());
    }
    for field in [7, kind, size, bytes.len() / size] {
        out.write_all(&int(field)?)?;
    }
    out.write_all(bytes)
}

fn sets(file: &SavFile, names: &[String], starts: &[usize]) -> Vec<u8> {
    let mut out = String::new();
    for (set, name) in file.sets.iter().zip(names).filter(|(set, _)| set.variables.len() > 1) {
        let kind = set.counted.as_ref().map_or("C".to_owned(), |value| format!("D{} {value}", value.len()));
        let label = cut(&set.label, LABEL).replace(['\n', '\r'], " ");
        out += &format!("${name}={kind} {} {label}", label.len());
        for &variable in &set.variables {
            out += &format!(" {}", short_name(starts[variable]).to_lowercase());
        }
        out.push('\n');
    }
    out.into_bytes()
}

/// Measure, width and alignment of every variable record.
fn display(file: &SavFile) -> Vec<u8> {
    let fields = file.variables.iter().flat_map(|variable| {
        let measure = match variable.measure {
            SavMeasure::Nominal => 1,
            SavMeasure::Ordinal => 2,
            SavMeasure::Scale => 3_i32,
        };
        variable.kind.segments().into_iter().flat_map(move |width| match width {
            0 => [measure, 8, 1],
            width => [measure, width.min(40) as i32, 0],
        })
    });
    fields.flat_map(i32::to_le_bytes).collect()
}

fn long_widths(file: &SavFile, starts: &[usize]) -> Vec<u8> {
    let mut out = String::new();
    for (variable, start) in file.variables.iter().zip(starts) {
        match variable.kind {
            SavKind::Text { bytes } if bytes > super::SEGMENT => {
                out += &format!("{}={bytes:05}\0\t", short_name(*start));
            }
            _ => {}
        }
    }
    out.into_bytes()
}

/// Labels of values of texts that are longer than eight bytes.
fn long_labels(file: &SavFile, names: &[String]) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    for (variable, name) in file.variables.iter().zip(names).filter(|(variable, _)| is_long(variable)) {
        let SavKind::Text { bytes } = variable.kind else { continue };
        if variable.labels.is_empty() {
            continue;
        }
        sized(name.as_bytes(), name.len(), &mut out)?;
        out.extend(int(bytes)?);
        out.extend(int(variable.labels.len())?);
        for (value, label) in &variable.labels {
            let SavValue::Text(value) = value else { continue };
            let label = cut(label, VALUE_LABEL);
            sized(value.as_bytes(), bytes, &mut out)?;
            sized(label.as_bytes(), label.len(), &mut out)?;
        }
    }
    Ok(out)
}

/// Missing values of texts that are longer than eight bytes.
fn long_missing(file: &SavFile, names: &[String]) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    for (variable, name) in file.variables.iter().zip(names).filter(|(variable, _)| is_long(variable)) {
        let SavMissing::Values(values) = &variable.missing else { continue };
        sized(name.as_bytes(), name.len(), &mut out)?;
        out.push(values.len() as u8);
        out.extend(int(8)?);
        values.iter().for_each(|value| out.extend(eight(value)));
    }
    Ok(out)
}

/// A text after its length, filled up with spaces.
fn sized(text: &[u8], length: usize, out: &mut Vec<u8>) -> io::Result<()> {
    out.extend(int(length)?);
    padded(out, text, length)
}
