//! Tables of any cells, and files with any damage: they read back, or are read or refused.

use encoding_rs::{Encoding, UTF_8};
use proptest::prelude::*;

use super::super::CONTAINERS;
use super::*;

fn written(rows: &[Vec<String>], delimiter: char, end: &str, quoted: bool) -> String {
    let cell = |cell: &String| {
        let needs = cell.is_empty() || cell.contains([delimiter, '"', '\n', '\r']);
        if quoted || needs { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(&delimiter.to_string()) + end).collect()
}

fn encoded(text: &str, encoding: &'static Encoding, marked: bool) -> Vec<u8> {
    match encoding.name() {
        "UTF-16LE" => utf16(&format!("\u{FEFF}{text}"), false),
        "UTF-16BE" => utf16(&format!("\u{FEFF}{text}"), true),
        "UTF-8" if marked => format!("\u{FEFF}{text}").into_bytes(),
        _ => encoding.encode(text).0.into_owned(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_table_reads_back_as_it_was_written(
        width in 2..6_usize,
        height in 1..8_usize,
        cells in prop::collection::vec("[a-zé,;|\t\"\r\n ]{0,12}", 48),
        delimiter in prop::sample::select(vec![',', ';', '\t', '|']),
        end in prop::sample::select(vec!["\n", "\r\n", "\r", "\r\r\n"]),
        encoding in prop::sample::select(vec![UTF_8, encoding_rs::UTF_16LE, encoding_rs::UTF_16BE]),
        (quoted, marked) in any::<(bool, bool)>(),
    ) {
        let mut rows: Rows = vec![(0..width).map(|column| format!("column {column}")).collect()];
        rows.extend(cells.chunks(width).take(height).filter(|row| row.len() == width).map(<[String]>::to_vec));
        let bytes = encoded(&written(&rows, delimiter, end, quoted), encoding, marked);
        // With few rows a delimiter in the cells can be as good as the true one: then it must be asked for.
        let kept = keep("a.csv", &bytes);
        let asked = Opening { delimiter: Some(delimiter as u8), ..Opening::default() };
        let mut sheet = open(&kept.path, &asked).unwrap();
        prop_assert_eq!(drain(&mut sheet).unwrap().0, rows);
    }

    #[test]
    fn a_delimiter_that_no_cell_holds_is_seen(
        width in 2..6_usize,
        cells in prop::collection::vec("[a-z\"\r\n ]{0,12}", 24),
        delimiter in prop::sample::select(vec![',', ';', '\t', '|']),
    ) {
        let rows: Rows = cells.chunks_exact(width).map(<[String]>::to_vec).collect();
        let text = format!("{}\n", ["header"; 6][..width].join(&delimiter.to_string())) + &written(&rows, delimiter, "\n", false);
        let mut sheet = sheet("a.csv", text.as_bytes()).unwrap();
        prop_assert_eq!(sheet.delimiter, Some(delimiter as u8));
        prop_assert_eq!(&drain(&mut sheet).unwrap().0[1..], &rows[..]);
    }

    #[test]
    fn any_bytes_are_read_or_refused(
        magic in prop::sample::select(vec![
            &b""[..], b"PK\x03\x04", b"PAR1", b"\x1F\x8B\x08\x00", b"\x28\xB5\x2F\xFD", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            b"\xFF\xFE", b"\xFE\xFF", b"\xEF\xBB\xBF", b"{\"a\":", b"[{\"a\":", b"a,b\n\"", b"id;text\r",
        ]),
        bytes in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let kept = keep("a.bin", &[magic, &bytes].concat());
        for container in CONTAINERS.iter().map(|container| Some(container.id.to_owned())).chain([None]) {
            let asked = Opening { container, ..Opening::default() };
            if let Ok(mut sheet) = open(&kept.path, &asked) {
                let _ = drain(&mut sheet);
            }
        }
    }

    #[test]
    fn any_damage_to_a_valid_file_is_read_or_refused(
        which in 0..6_usize, cut in 0.0..1.0_f64, changes in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 0..4),
    ) {
        let text = "id,text\r\n1,née\r\n".repeat(20);
        let mut bytes = match which {
            0 => workbook(),
            1 => gzip(text.as_bytes()),
            2 => zstd::encode_all(text.as_bytes(), 1).unwrap(),
            3 => zipped(&[("a.csv", text.as_bytes())]),
            4 => parquet(),
            _ => utf16(&format!("\u{FEFF}{text}"), false),
        };
        for (place, byte) in changes {
            let place = (place * bytes.len() as f64) as usize;
            bytes[place] = byte;
        }
        if cut > 0.3 {
            bytes.truncate((cut * bytes.len() as f64) as usize);
        }
        if let Ok(mut sheet) = sheet("a.bin", &bytes) {
            let _ = drain(&mut sheet);
        }
    }
}
