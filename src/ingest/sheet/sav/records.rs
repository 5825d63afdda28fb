//! The dictionary of a system file, record by record, as bytes: what they say is known only at the end, since the
//! encoding is one of the last records.

use super::input::Input;
use crate::ingest::IngestError;

/// The most variables of a file, segments of long texts among them.
const VARIABLES: usize = 1 << 17;

/// A variable, or a segment of a long text.
pub(super) struct RawVariable {
    /// Byte of the file at which its record begins.
    pub(super) at: u64,
    /// Its first element in a case, first = 0.
    pub(super) element: usize,
    /// Name of up to eight bytes.
    pub(super) name: [u8; 8],
    /// Bytes of a text; 0 for a number.
    pub(super) width: usize,
    /// Label.
    pub(super) label: Option<Vec<u8>>,
    /// Whether the first two values of `missing` are the ends of a range.
    pub(super) range: bool,
    /// Values that stand for no answer.
    pub(super) missing: Vec<[u8; 8]>,
    /// Print format: type, width, decimals.
    pub(super) print: i32,
}

/// Values with their labels, and the variables that have them.
pub(super) struct LabelSet {
    /// Byte of the file at which the record of its variables begins.
    pub(super) at: u64,
    /// Values with labels.
    pub(super) labels: Vec<([u8; 8], Vec<u8>)>,
    /// Places in [`Records::variables`].
    pub(super) variables: Vec<usize>,
}

/// A long text's labels or missing values: the bytes of the record and where it begins.
pub(super) type Piece = (u64, Vec<u8>);

/// Everything before the cases.
pub(super) struct Records {
    /// Variables in order.
    pub(super) variables: Vec<RawVariable>,
    /// Elements of eight bytes in a case.
    pub(super) elements: usize,
    /// Labels of values.
    pub(super) labels: Vec<LabelSet>,
    /// Character code of record 7.3.
    pub(super) code_page: Option<i32>,
    /// What stands for a blank number.
    pub(super) blank: f64,
    /// Multiple-response sets: records 7.7 and 7.19.
    pub(super) sets: Vec<Vec<u8>>,
    /// Measure of each variable, as far as stated.
    pub(super) measures: Vec<i32>,
    /// Long names: record 7.13.
    pub(super) long_names: Vec<u8>,
    /// Widths of long texts: record 7.14.
    pub(super) long_widths: Vec<u8>,
    /// Number of cases: record 7.16.
    pub(super) cases: Option<u64>,
    /// Name of the encoding: record 7.20.
    pub(super) encoding: Option<Vec<u8>>,
    /// Labels of the values of long texts: records 7.21.
    pub(super) long_labels: Vec<Piece>,
    /// Missing values of long texts: records 7.22.
    pub(super) long_missing: Vec<Piece>,
}

/// Reads every record up to the cases.
pub(super) fn read(input: &mut Input) -> Result<Records, IngestError> {
    let mut records = Records {
        variables: Vec::new(),
        elements: 0,
        labels: Vec::new(),
        code_page: None,
        blank: -f64::MAX,
        sets: Vec::new(),
        measures: Vec::new(),
        long_names: Vec::new(),
        long_widths: Vec::new(),
        cases: None,
        encoding: None,
        long_labels: Vec::new(),
        long_missing: Vec::new(),
    };
    loop {
        let at = input.at();
        match input.int("the kind of the next record")? {
            2 => variable(input, &mut records)?,
            3 => labels(input, &mut records)?,
            6 => {
                let lines = input.count("the number of document lines", u32::MAX >> 1)?;
                input.skip(80 * lines as u64, "the documents")?;
            }
            7 => extension(input, &mut records)?,
            999 => {
                whole(input, &records, at, records.elements)?;
                input.int("the end of the dictionary")?;
                return Ok(records);
            }
            found => return Err(input.fault(at, format!("a record of kind {found}, expected 2, 3, 6, 7 or 999"))),
        }
    }
}

fn variable(input: &mut Input, records: &mut Records) -> Result<(), IngestError> {
    let at = input.at() - 4;
    let width = input.int("a variable's type")?;
    let has_label = input.int("a variable's label mark")?;
    let missing_at = input.at();
    let missing_count = input.int("a variable's number of missing values")?;
    let print = input.int("a variable's print format")?;
    input.int("a variable's write format")?;
    let name = input.array("a variable's name")?;
    let label = match has_label {
        0 => None,
        _ => {
            let length = input.count("the length of a variable's label", 1 << 16)?;
            let label = input.text(length as u64, "a variable's label")?;
            input.skip((4 - length as u64 % 4) % 4, "a variable's label")?;
            Some(label)
        }
    };
    if !matches!(missing_count, -3 | -2 | 0..=3) {
        let message = format!("a variable has {missing_count} missing values, expected -3, -2 or 0 to 3");
        return Err(input.fault(missing_at, message));
    }
    let missing: Vec<[u8; 8]> =
        (0..missing_count.abs()).map(|_| input.array("a missing value")).collect::<Result<_, _>>()?;
    let element = records.elements;
    records.elements += 1;
    if width != -1 {
        whole(input, records, at, element)?;
    }
    match usize::try_from(width) {
        Ok(width) if width <= 255 => {
            if records.variables.len() == VARIABLES {
                return Err(input.fault(at, format!("more than {VARIABLES} variables")));
            }
            let range = missing_count < 0;
            records.variables.push(RawVariable { at, element, name, width, label, range, missing, print });
            Ok(())
        }
        // The rest of a text that is longer than eight bytes.
        Err(_) if width == -1 => match records.variables.last() {
            Some(variable) if element - variable.element < variable.width.div_ceil(8) => Ok(()),
            _ => Err(input.fault(at, "the rest of a text, and no text of that length before it")),
        },
        _ => Err(input.fault(at + 4, format!("a variable's type is {width}, expected -1 to 255"))),
    }
}

/// Whether the last variable has all its elements, where another record follows it.
fn whole(input: &Input, records: &Records, at: u64, element: usize) -> Result<(), IngestError> {
    match records.variables.last() {
        Some(last) if element - last.element < last.width.div_ceil(8) => {
            let message = format!("the text of {} bytes before it has too few elements", last.width);
            Err(input.fault(at, message))
        }
        _ => Ok(()),
    }
}

fn labels(input: &mut Input, records: &mut Records) -> Result<(), IngestError> {
    let count = input.count("the number of value labels", u32::MAX >> 1)?;
    let mut labels = Vec::new();
    for _ in 0..count {
        let value = input.array("a labelled value")?;
        let [length] = input.array("the length of a value label")?;
        let label = input.text(u64::from(length), "a value label")?;
        input.skip(7 - u64::from(length) % 8, "a value label")?;
        labels.push((value, label));
    }
    let at = input.at();
    let kind = input.int("the variables of value labels")?;
    if kind != 4 {
        return Err(input.fault(at, format!("a record of kind {kind} after value labels, expected 4")));
    }
    let count = input.count("the number of labelled variables", VARIABLES as u32)?;
    let mut variables = Vec::new();
    for _ in 0..count {
        let at = input.at();
        let place = input.int("a labelled variable")?;
        let found = usize::try_from(place)
            .ok()
            .and_then(|place| place.checked_sub(1))
            .and_then(|element| records.variables.binary_search_by_key(&element, |known| known.element).ok());
        let Some(found) = found else {
            return Err(input.fault(at, format!("value labels for variable {place}, and there is none at that place")));
        };
        variables.push(found);
    }
    records.labels.push(LabelSet { at, labels, variables });
    Ok(())
}

/// A record of kind 7: those that are not needed are passed over.
fn extension(input: &mut Input, records: &mut Records) -> Result<(), IngestError> {
    let kind = input.int("the kind of an extension")?;
    let size = input.count("the size of an extension's parts", u32::MAX >> 1)? as u64;
    let count = input.count("the number of an extension's parts", u32::MAX >> 1)? as u64;
    let (at, length) = (input.at(), size.saturating_mul(count));
    let wanted = matches!((kind, size), (3 | 11, 4) | (4 | 16, 8) | (7 | 13 | 14 | 19 | 20 | 21 | 22, 1));
    if !wanted {
        return input.skip(length, "an extension");
    }
    let bytes = input.text(length, "an extension")?;
    match kind {
        3 => integers(input.within(at, bytes), count, records)?,
        4 if count >= 1 => records.blank = input.within(at, bytes).real("the blank number")?,
        7 | 19 => records.sets.push(bytes),
        11 => {
            let mut inner = input.within(at, bytes);
            records.measures = (0..count).map(|_| inner.int("a measure")).collect::<Result<_, _>>()?;
        }
        13 => records.long_names = bytes,
        14 => records.long_widths = bytes,
        16 if count >= 2 => {
            let mut inner = input.within(at, bytes);
            inner.long("the number of cases")?;
            records.cases = u64::try_from(inner.long("the number of cases")?).ok();
        }
        20 => records.encoding = Some(bytes),
        21 => records.long_labels.push((at, bytes)),
        22 => records.long_missing.push((at, bytes)),
        _ => {}
    }
    Ok(())
}

/// Record 7.3: how numbers and characters are written.
fn integers(mut input: Input, count: u64, records: &mut Records) -> Result<(), IngestError> {
    if count < 8 {
        return Ok(());
    }
    input.skip(16, "the version")?;
    match input.int("the kind of real numbers")? {
        2 => return Err(not_ieee(&input, "IBM 370")),
        3 => return Err(not_ieee(&input, "DEC VAX")),
        _ => {}
    }
    input.skip(8, "the byte order")?;
    records.code_page = Some(input.int("the character code")?);
    Ok(())
}

fn not_ieee(input: &Input, machine: &str) -> IngestError {
    let message = format!("real numbers are written as on {machine}, expected IEEE 754");
    input.refusal(message, "open the file in SPSS or PSPP on a present-day machine and save it anew")
}
