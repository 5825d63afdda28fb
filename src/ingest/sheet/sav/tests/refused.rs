//! Files that are refused by name, and what the message says.

use super::*;

fn refused(bytes: &[u8]) -> (String, String) {
    let error = opened(bytes.to_vec()).err().unwrap();
    let diagnostic = error.diagnostic();
    (format!("{}: {}", diagnostic.place.unwrap(), diagnostic.message), diagnostic.hint.unwrap())
}

#[test]
fn encrypted_and_portable_files_are_refused_by_name_with_a_hint() {
    let encrypted = [b"\x1C\0\0\0\0\0\0\0ENCRYPTEDSAV".as_slice(), &[7; 100]].concat();
    let (message, hint) = refused(&encrypted);
    assert_eq!(message, "t.sav: an encrypted SPSS file; it can be read only with its password");
    assert!(hint.contains("without a password"));
    let portable = [b"ASCII SPSS PORT FILE".as_slice(), &[b' '; 436], b"SPSSPORTA8"].concat();
    let mut foreign = portable.clone();
    foreign[..20].fill(0xC5);
    for bytes in [portable, foreign] {
        assert!(Mark::of(&bytes).is_some());
        let (message, hint) = refused(&bytes);
        assert_eq!(message, "t.sav: a portable SPSS file (.por), expected a system file (.sav, .zsav)");
        assert!(hint.contains("save it as .sav"));
    }
    let known = |start: &[u8]| Mark::of(start).is_some();
    assert!(known(b"$FL3") && known(&encrypted) && !known(b"id,text\n") && !known(b""));
    assert!(refused(b"id,text\n").0.ends_with("it begins with `id,t`, expected `$FL2` or `$FL3`"));
    assert!(refused(b"").0.contains("the file is empty"));
}

#[test]
fn a_fault_names_the_byte_at_which_the_file_broke() {
    let (file, cells) = everything();
    let bytes = written(&file, &cells);
    let with = |at: usize, wrong: &[u8]| {
        let mut bytes = bytes.clone();
        bytes[at..at + wrong.len()].copy_from_slice(wrong);
        refused(&bytes).0
    };
    assert_eq!(with(64, &[9, 0, 0, 0]), "t.sav: byte 64: the layout code is 9, expected 2 or 3");
    assert_eq!(with(72, &[2]), "t.sav: byte 72: the compression is 2, expected 0 or 1");
    assert_eq!(with(176, &[5]), "t.sav: byte 176: a record of kind 5, expected 2, 3, 6, 7 or 999");
    assert_eq!(with(180, &[0, 1]), "t.sav: byte 180: a variable's type is 256, expected -1 to 255");
    assert_eq!(
        refused(&bytes[..190]).0,
        "t.sav: byte 190: the file ends inside a variable's number of missing values, expected 2 more bytes"
    );
    let start = start_of_cases(&bytes);
    let mut sheet = opened(bytes[..start + 20].to_vec()).unwrap();
    let error = rows(&mut sheet).unwrap_err().to_string();
    assert!(error.starts_with(&format!("t.sav: byte {}: the file ends inside a value", start + 20)), "{error}");
}
