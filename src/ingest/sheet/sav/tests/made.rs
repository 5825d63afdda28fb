//! Small files built byte by byte: both byte orders, no compression, dates, encodings, sets of every kind.

use super::*;

/// A file in the making.
struct Made {
    big_endian: bool,
    bytes: Vec<u8>,
}

impl Made {
    /// A header: uncompressed, an unknown number of cases, no weight.
    fn new(big_endian: bool) -> Self {
        let mut made = Self { big_endian, bytes: b"$FL2@(#) made by hand".to_vec() };
        made.bytes.resize(64, b' ');
        made.ints(&[2, 0, 0, 0, -1]).reals(&[100.0]).pad(b"01 Jan 0000:00:00", 17).pad(b"made", 64).pad(b"", 3);
        made
    }

    fn ints(&mut self, fields: &[i32]) -> &mut Self {
        for field in fields {
            self.bytes.extend(if self.big_endian { field.to_be_bytes() } else { field.to_le_bytes() });
        }
        self
    }

    fn reals(&mut self, fields: &[f64]) -> &mut Self {
        for field in fields {
            self.bytes.extend(if self.big_endian { field.to_be_bytes() } else { field.to_le_bytes() });
        }
        self
    }

    fn pad(&mut self, text: &[u8], length: usize) -> &mut Self {
        self.bytes.extend(text);
        self.bytes.extend(vec![b' '; length - text.len()]);
        self
    }

    /// A variable of up to eight bytes with this print format, and no label.
    fn variable(&mut self, name: &[u8], width: i32, format: i32) -> &mut Self {
        self.ints(&[2, width, 0, 0, format << 16 | 10 << 8, 0]).pad(name, 8)
    }

    fn extension(&mut self, kind: i32, bytes: &[u8]) -> &mut Self {
        self.ints(&[7, kind, 1, bytes.len() as i32]).pad(bytes, bytes.len())
    }

    fn end(&mut self) -> &mut Self {
        self.ints(&[999, 0])
    }

    fn opened(&self) -> Sheet {
        opened(self.bytes.clone()).unwrap()
    }
}

#[test]
fn both_byte_orders_and_files_without_compression_are_read() {
    for big_endian in [false, true] {
        let mut made = Made::new(big_endian);
        made.variable(b"N", 0, 5).variable(b"T", 3, 1);
        made.ints(&[7, 3, 4, 8, 1, 0, 0, 0, 1, 0, 0, 1250]);
        made.ints(&[7, 4, 8, 3]).reals(&[-9.5, 1.0, 2.0]);
        made.end().reals(&[1.5]).pad(b"\xB3", 8).reals(&[-9.5]).pad(b"", 8);
        let mut sheet = made.opened();
        assert_eq!(sheet.encoding, "windows-1250");
        assert_eq!(rows(&mut sheet).unwrap(), [["N", "T"], ["1.5", "ł"], ["", ""]], "{big_endian}");
    }
}

/// Python: `(datetime(2026, 11, 23, 14, 5) - datetime(1582, 10, 14)).total_seconds()` is 14014821900.
#[test]
fn dates_and_times_are_iso_text_whatever_their_format_shows() {
    let seconds = 14_014_821_900.0;
    let mut made = Made::new(false);
    let formats = [20, 23, 24, 28, 29, 30, 38, 39, 22, 41, 21, 25, 40, 26, 27, 5];
    for (name, format) in (b'A'..).zip(formats) {
        made.variable(&[name], 0, format);
    }
    made.end().reals(&[[seconds; 10].as_slice(), &[50_700.5; 3], &[2.0; 3]].concat());
    let mut sheet = made.opened();
    let dates: Vec<bool> = sheet.dictionary.iter().flat_map(|known| &known.variables).map(|known| known.date).collect();
    assert_eq!(dates, [[true; 13].as_slice(), &[false; 3]].concat());
    let found = rows(&mut sheet).unwrap().remove(1);
    assert!(found[..8].iter().all(|cell| cell == "2026-11-23"), "{found:?}");
    assert!(found[8..10].iter().all(|cell| cell == "2026-11-23 14:05:00"), "{found:?}");
    assert!(found[10..13].iter().all(|cell| cell == "14:05:00.5"), "{found:?}");
    assert_eq!(found[13..], ["2", "2", "2"]);
}

#[test]
fn sets_of_every_kind_are_read_and_broken_ones_are_told() {
    let mut made = Made::new(false);
    made.variable(b"A1", 0, 5).variable(b"A2", 0, 5).variable(b"T1", 3, 1).variable(b"T2", 3, 1);
    made.extension(13, b"A1=answer one\tT2=Text two");
    made.extension(7, b"$nums=D1 1 4 Nums a1 a2\n$cats=C 0  a1 a2\n$gone=C 0  x y\n");
    made.extension(19, b"$texts=E 11 3 Yes 3 T\xE9t t1 t2\n");
    made.extension(20, b"windows-1252").end();
    let sheet = made.opened();
    assert_eq!(sheet.warnings.len(), 1);
    let sets = sheet.dictionary.unwrap().sets;
    let shown: Vec<String> = sets
        .iter()
        .map(|set| format!("{} {} {:?} {}", set.name, set.label, set.counted, set.variables.join("+")))
        .collect();
    assert_eq!(
        shown,
        ["nums Nums Some(\"1\") answer one+A2", "cats  None answer one+A2", "texts Tét Some(\"Yes\") T1+Text two"]
    );
}

#[test]
fn an_encoding_that_is_not_named_is_guessed_with_a_warning() {
    let mut made = Made::new(false);
    made.variable(b"T", 8, 1).end().pad(b"caf\xE9", 8);
    let mut sheet = made.opened();
    assert_eq!((sheet.encoding, sheet.warnings.len()), ("windows-1252", 1));
    assert_eq!(rows(&mut sheet).unwrap()[1], ["café"]);
}

#[test]
fn the_stated_number_of_cases_is_held() {
    for (stated, expected) in [
        (2, Ok(2)),
        (-1, Ok(2)),
        (1, Err("t.sav: byte 232: the header states 1 cases, and there are more")),
        (3, Err("t.sav: byte 232: the file ends after 2 of the 3 cases that it states")),
    ] {
        let mut made = Made::new(false);
        made.variable(b"N", 0, 5).end().reals(&[1.0, 2.0]);
        made.bytes[80..84].copy_from_slice(&i32::to_le_bytes(stated));
        let found = rows(&mut made.opened()).map(|rows| rows.len() - 1).map_err(|error| error.to_string());
        match (found, expected) {
            (Ok(found), Ok(expected)) => assert_eq!(found, expected),
            (Err(found), Err(expected)) => assert!(found.starts_with(expected), "{found}"),
            (found, _) => panic!("{stated}: {found:?}"),
        }
    }
}
