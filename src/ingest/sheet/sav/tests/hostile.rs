//! Files that are damaged, cut off or made to do harm: an error or rows, never a panic, never without end.

use proptest::prelude::*;

use super::*;

/// Reads as far as it goes; the number of cases, and whether the end was reached in order.
fn survived(bytes: Vec<u8>) -> (usize, bool) {
    let most = 2048 * bytes.len();
    let Ok(mut sheet) = opened(bytes) else { return (0, false) };
    let mut row = Row::default();
    for count in 0..most {
        match sheet.rows.read(&mut row) {
            Ok(true) => {}
            Ok(false) => return (count.saturating_sub(1), true),
            Err(_) => return (count, false),
        }
    }
    panic!("more rows than the bytes can hold");
}

fn samples() -> [Vec<u8>; 2] {
    let (file, cells) = everything();
    let bytes = written(&file, &cells);
    [zipped(&bytes), bytes]
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_an_error_or_complete() {
    for bytes in samples() {
        for end in 0..bytes.len() {
            let (cases, whole) = survived(bytes[..end].to_vec());
            // Only the index of the streams, and codes that stand for nothing, come after the last case.
            assert!(!whole || (cases == 3 && end + 96 >= bytes.len()), "{end} of {}", bytes.len());
        }
        assert_eq!(survived(bytes), (3, true));
    }
}

#[test]
fn any_single_byte_may_be_wrong() {
    for bytes in samples() {
        for at in 4..bytes.len() {
            for wrong in [0, 0xFF, bytes[at] ^ 1, bytes[at] ^ 0x80] {
                let mut bytes = bytes.clone();
                bytes[at] = wrong;
                survived(bytes);
            }
        }
    }
}

#[test]
fn sizes_that_a_file_claims_make_no_room() {
    let (file, cells) = everything();
    let bytes = written(&file, &cells);
    let end = start_of_cases(&bytes) - 8;
    let claims = [
        [7, 13, 1, i32::MAX].as_slice(),
        &[7, 99, i32::MAX, i32::MAX],
        &[7, 11, 4, i32::MAX],
        &[7, 7, -1, 5],
        &[6, i32::MAX],
        &[3, i32::MAX],
        &[3, 0, 4, i32::MAX],
        &[3, 0, 4, 1, 2],
        &[3, 0, 5],
        &[2, 255, 1, 0, 0, 0, 0, 0, i32::MAX],
        &[2, 256],
        &[5],
    ];
    for claim in claims {
        let mut bytes = bytes[..end].to_vec();
        bytes.extend(claim.iter().flat_map(|field| field.to_le_bytes()));
        let error = opened(bytes).err().unwrap().to_string();
        assert!(error.starts_with("t.sav: byte "), "{claim:?}: {error}");
    }
}

#[test]
fn labels_that_many_columns_share_are_bounded() {
    let variables = vec![number("n", ""); 6000];
    let bytes = written(&SavFile { variables, ..SavFile::default() }, &[]);
    let end = start_of_cases(&bytes) - 8;
    let mut hostile = bytes[..end].to_vec();
    hostile.extend([3_i32, 1000].map(i32::to_le_bytes).concat());
    for _ in 0..1000 {
        hostile.extend([[b' '; 8].as_slice(), &[255], &[b'x'; 255]].concat());
    }
    hostile.extend([4_i32, 6000].map(i32::to_le_bytes).concat());
    hostile.extend((1..=6000_i32).flat_map(i32::to_le_bytes));
    hostile.extend(&bytes[end..]);
    let error = opened(hostile).err().unwrap().to_string();
    assert!(error.contains("the labels of all variables take more than"), "{error}");
}

proptest! {
    #[test]
    fn random_bytes_after_the_magic_are_no_danger(
        zlib in proptest::bool::ANY, bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..4000),
    ) {
        let magic = if zlib { *b"$FL3" } else { *b"$FL2" };
        survived([magic.as_slice(), &bytes].concat());
    }

    #[test]
    fn random_bytes_in_place_of_the_cases_are_no_danger(
        bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..4000), zlib in proptest::bool::ANY,
    ) {
        let (file, cells) = everything();
        let mut whole = written(&SavFile { cases: None, ..file }, &cells);
        whole.truncate(start_of_cases(&whole));
        whole.extend(&bytes);
        survived(if zlib { zipped(&whole) } else { whole });
    }

    #[test]
    fn random_records_in_place_of_the_dictionary_are_no_danger(
        records in proptest::collection::vec((0_usize..9, -4_i32..300, proptest::collection::vec(-4_i32..40, 0..12)), 0..40),
    ) {
        let mut bytes = written(&SavFile { variables: vec![text("t", 9)], ..SavFile::default() }, &[]);
        bytes.truncate(start_of_cases(&bytes) - 8);
        for (kind, size, fields) in records {
            bytes.extend([2_i32, 3, 4, 6, 7, 999, 2, 3, 7][kind].to_le_bytes());
            bytes.extend(size.to_le_bytes());
            bytes.extend(fields.iter().flat_map(|field: &i32| field.to_le_bytes()));
        }
        survived(bytes);
    }
}
