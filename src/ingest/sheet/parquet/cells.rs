//! A value of a stored column as text.
//!
//! Whole numbers are their digits, other numbers the shortest that read back the same (`1`, `0.1`), truth values `true`
//! and `false`, dates `2026-11-23`, times `14:05:00`, date-times `2026-11-23 14:05:00` with what a fraction has left,
//! and `Z` where the column has a time zone; durations are seconds. The values of a list are joined by `;`.

use std::io::Write;

use polars_arrow::array::{
    Array, BinaryArray, BinaryViewArray, BooleanArray, DictionaryArray, DictionaryKey, FixedSizeListArray, ListArray,
    PrimitiveArray, StructArray, Utf8Array, Utf8ViewArray,
};
use polars_arrow::datatypes::{ArrowDataType, IntegerType, TimeUnit};
use polars_arrow::types::NativeType;

use crate::ingest::calendar::date;

/// Lists within lists; more is no data.
const DEPTH: usize = 16;

/// Writes a value; nothing where it is missing.
pub(super) fn write(into: &mut Vec<u8>, array: &dyn Array, at: usize) {
    within(into, array, at, 0);
}

fn within(into: &mut Vec<u8>, array: &dyn Array, at: usize, depth: usize) {
    use ArrowDataType as Type;
    if at >= array.len() || array.is_null(at) || depth > DEPTH {
        return;
    }
    match array.dtype().to_storage() {
        Type::Boolean => text(into, held::<BooleanArray>(array).map(|array| array.value(at))),
        Type::Int8 => text(into, number::<i8>(array, at)),
        Type::Int16 => text(into, number::<i16>(array, at)),
        Type::Int32 => text(into, number::<i32>(array, at)),
        Type::Int64 => text(into, number::<i64>(array, at)),
        Type::Int128 => text(into, number::<i128>(array, at)),
        Type::UInt8 => text(into, number::<u8>(array, at)),
        Type::UInt16 => text(into, number::<u16>(array, at)),
        Type::UInt32 => text(into, number::<u32>(array, at)),
        Type::UInt64 => text(into, number::<u64>(array, at)),
        Type::Float32 => text(into, number::<f32>(array, at).filter(|number| !number.is_nan())),
        Type::Float64 => text(into, number::<f64>(array, at).filter(|number| !number.is_nan())),
        Type::Utf8View => bytes(into, held::<Utf8ViewArray>(array).map(|array| array.value(at).as_bytes())),
        Type::Utf8 => bytes(into, held::<Utf8Array<i32>>(array).map(|array| array.value(at).as_bytes())),
        Type::LargeUtf8 => bytes(into, held::<Utf8Array<i64>>(array).map(|array| array.value(at).as_bytes())),
        Type::BinaryView => bytes(into, held::<BinaryViewArray>(array).map(|array| array.value(at))),
        Type::Binary => bytes(into, held::<BinaryArray<i32>>(array).map(|array| array.value(at))),
        Type::LargeBinary => bytes(into, held::<BinaryArray<i64>>(array).map(|array| array.value(at))),
        Type::Date32 => text(into, number::<i32>(array, at).map(|days| date(i64::from(days)))),
        Type::Date64 => text(into, number::<i64>(array, at).map(|milli| date(milli.div_euclid(86_400_000)))),
        Type::Timestamp(unit, zone) => {
            let zone = if zone.is_some() { "Z" } else { "" };
            text(into, number::<i64>(array, at).map(|count| format!("{}{zone}", moment(count, *unit))));
        }
        Type::Time32(unit) => text(into, number::<i32>(array, at).map(|count| clock(i64::from(count), *unit))),
        Type::Time64(unit) => text(into, number::<i64>(array, at).map(|count| clock(count, *unit))),
        Type::Duration(unit) => {
            text(into, number::<i64>(array, at).map(|count| decimal(i128::from(count), digits(*unit))));
        }
        Type::Decimal(_, scale) => text(into, number::<i128>(array, at).map(|value| decimal(value, *scale))),
        Type::Dictionary(kind, ..) => dictionary(into, array, at, *kind, depth),
        Type::List(_) => list(into, held::<ListArray<i32>>(array).map(|array| array.value(at)), depth),
        Type::LargeList(_) => list(into, held::<ListArray<i64>>(array).map(|array| array.value(at)), depth),
        Type::FixedSizeList(..) => list(into, held::<FixedSizeListArray>(array).map(|array| array.value(at)), depth),
        Type::Struct(_) => {
            for (place, value) in held::<StructArray>(array).into_iter().flat_map(StructArray::values).enumerate() {
                if place > 0 {
                    into.push(b';');
                }
                within(into, value.as_ref(), at, depth + 1);
            }
        }
        _ => {}
    }
}

fn held<T: 'static>(array: &dyn Array) -> Option<&T> {
    array.as_any().downcast_ref()
}

fn number<T: NativeType>(array: &dyn Array, at: usize) -> Option<T> {
    held::<PrimitiveArray<T>>(array).map(|array| array.value(at))
}

fn text(into: &mut Vec<u8>, value: Option<impl std::fmt::Display>) {
    if let Some(value) = value {
        // Writing to memory does not fail.
        let _ = write!(into, "{value}");
    }
}

fn bytes(into: &mut Vec<u8>, value: Option<&[u8]>) {
    into.extend_from_slice(value.unwrap_or_default());
}

fn list(into: &mut Vec<u8>, values: Option<Box<dyn Array>>, depth: usize) {
    let Some(values) = values else { return };
    for place in 0..values.len() {
        if place > 0 {
            into.push(b';');
        }
        within(into, values.as_ref(), place, depth + 1);
    }
}

fn dictionary(into: &mut Vec<u8>, array: &dyn Array, at: usize, kind: IntegerType, depth: usize) {
    fn of<K: DictionaryKey>(into: &mut Vec<u8>, array: &dyn Array, at: usize, depth: usize) {
        if let Some(array) = held::<DictionaryArray<K>>(array) {
            within(into, array.values().as_ref(), array.key_value(at), depth + 1);
        }
    }
    match kind {
        IntegerType::Int8 => of::<i8>(into, array, at, depth),
        IntegerType::Int16 => of::<i16>(into, array, at, depth),
        IntegerType::Int32 => of::<i32>(into, array, at, depth),
        IntegerType::Int64 => of::<i64>(into, array, at, depth),
        IntegerType::UInt8 => of::<u8>(into, array, at, depth),
        IntegerType::UInt16 => of::<u16>(into, array, at, depth),
        IntegerType::UInt32 => of::<u32>(into, array, at, depth),
        IntegerType::UInt64 => of::<u64>(into, array, at, depth),
        IntegerType::Int128 | IntegerType::UInt128 => {}
    }
}

/// Digits of a second's fraction in a unit.
fn digits(unit: TimeUnit) -> usize {
    match unit {
        TimeUnit::Second => 0,
        TimeUnit::Millisecond => 3,
        TimeUnit::Microsecond => 6,
        TimeUnit::Nanosecond => 9,
    }
}

/// A whole number with its last digits after a point, zeros at the end left out.
fn decimal(value: i128, scale: usize) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let all = format!("{:0>width$}", value.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = all.split_at(all.len() - scale);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

fn moment(count: i64, unit: TimeUnit) -> String {
    let day = 86_400 * 10_i64.pow(digits(unit) as u32);
    format!("{} {}", date(count.div_euclid(day)), clock(count.rem_euclid(day), unit))
}

fn clock(count: i64, unit: TimeUnit) -> String {
    let second = 10_i64.pow(digits(unit) as u32);
    let (seconds, fraction) = (count.div_euclid(second), count.rem_euclid(second));
    let fraction = decimal(i128::from(fraction), digits(unit));
    let fraction = fraction.strip_prefix('0').filter(|rest| !rest.is_empty()).unwrap_or_default();
    format!("{:02}:{:02}:{:02}{fraction}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_as_a_calendar_has_them() {
        // Days and seconds from Python's datetime.
        assert_eq!(
            [date(0), date(19_782), date(-1), date(20_780)],
            ["1970-01-01", "2024-02-29", "1969-12-31", "2026-11-23"]
        );
        assert_eq!(moment(1_795_442_700_000_000, TimeUnit::Microsecond), "2026-11-23 14:05:00");
        assert_eq!(moment(1_795_442_700_250, TimeUnit::Millisecond), "2026-11-23 14:05:00.25");
        assert_eq!(moment(-1, TimeUnit::Second), "1969-12-31 23:59:59");
        assert_eq!(clock(50_700, TimeUnit::Second), "14:05:00");
    }

    #[test]
    fn numbers_keep_every_digit() {
        assert_eq!(
            [decimal(12_345, 2), decimal(-5, 3), decimal(100, 2), decimal(7, 0)],
            ["123.45", "-0.005", "1", "7"]
        );
    }
}
