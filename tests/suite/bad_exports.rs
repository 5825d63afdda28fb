//! Exports that are none, and files that would take all the room there is: refused from outside by `inspect` and by `tag`,
//! with what they are and a hint.

use std::fs;
use std::io::Write;
use std::time::{Duration, Instant};

use crate::program::run_in;

/// No refusal here needs a second; what runs beside this test may.
const LONG: Duration = Duration::from_secs(60);

/// Holds that both commands refuse a file, say this of it, and what to do.
fn refused(name: &str, bytes: &[u8], said: &str) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    fs::write(folder.path().join("codebook.toml"), "[[theme]]\nid = 'a'\npatterns = ['note']\n").unwrap();
    let tag = ["tag", name, "--codebook", "codebook.toml", "--text", "text", "--out", "out.csv"];
    for args in [&["inspect", name][..], &tag] {
        let start = Instant::now();
        let run = run_in(folder.path(), args);
        assert_eq!(run.code, 2, "{name}: {}", run.err);
        assert!(run.out.is_empty(), "{name}: {}", run.out);
        for part in ["error:", name, said, "hint:"] {
            assert!(run.err.contains(part), "`{part}` is not in: {}", run.err);
        }
        assert!(run.err.len() < 2000, "{name}: {} bytes of error", run.err.len());
        assert!(!folder.path().join("out.csv").exists(), "{name}: something was written");
        assert!(start.elapsed() < LONG, "{name}: {:?}", start.elapsed());
    }
}

fn zipped(files: &[(&str, &[u8], usize)]) -> Vec<u8> {
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes, times) in files {
        packed.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        (0..*times).for_each(|_| packed.write_all(bytes).unwrap());
    }
    packed.finish().unwrap().into_inner()
}

fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write(0, 0, "text").unwrap().write(1, 0, "a note").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_zip_that_ends_early() {
    let book = workbook();
    refused("a.xlsx", &book[..book.len() / 2], "the zip cannot be read");
    let packed = zipped(&[("a.csv", b"id,text\n1,a note\n", 100)]);
    refused("a.zip", &packed[..packed.len() / 2], "the zip cannot be read");
}

#[test]
fn a_zip_bomb() {
    let zeros = vec![b' '; 1 << 20];
    let bomb = zipped(&[("[Content_Types].xml", &zeros, 600), ("xl/workbook.xml", &zeros, 600)]);
    refused("a.xlsx", &bomb, "the zip is too large");
}

#[test]
fn a_workbook_and_a_system_file_behind_a_password() {
    let mut encrypted = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    encrypted.extend("..EncryptedPackage..".encode_utf16().flat_map(u16::to_le_bytes));
    refused("a.xlsx", &encrypted, "protected by a password");
    let system_file = [b"\x1C\0\0\0\0\0\0\0ENCRYPTEDSAV".as_slice(), &[7; 100]].concat();
    refused("a.sav", &system_file, "an encrypted SPSS file");
}

#[test]
fn a_csv_that_is_something_else() {
    refused("a.csv", b"<!doctype html>\n<html><body>Sign in</body></html>", "the file is HTML");
    let binary: Vec<u8> = (0..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    refused("a.csv", &binary, "the file is ");
    refused("a.csv", b"", "the file is empty");
    refused("a.sav", b"", "empty");
    refused("a.xlsx", b"", "empty");
}

#[test]
fn a_quote_that_is_never_closed_in_50_megabytes() {
    let mut text = b"id,text\n1,fine\n2,\"".to_vec();
    let line = b"one line after another and no end to it\n3,and,so on\n";
    while text.len() < 50_000_000 {
        text.extend_from_slice(line);
    }
    refused("a.csv", &text, "a.csv:3: the row that starts here has a quote that is never closed");
}

#[test]
fn a_header_alone_has_no_row_to_tag() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.csv"), "id,text\n").unwrap();
    fs::write(folder.path().join("codebook.toml"), "[[theme]]\nid = 'a'\npatterns = ['note']\n").unwrap();
    let seen = run_in(folder.path(), &["inspect", "a.csv"]);
    assert_eq!(seen.code, 0, "{}", seen.err);
    assert!(format!("{}{}", seen.out, seen.err).contains("no responses"), "{}{}", seen.out, seen.err);
    let tagged = run_in(folder.path(), &["tag", "a.csv", "--codebook", "codebook.toml", "--text", "text"]);
    assert_eq!((tagged.code, tagged.out.lines().count()), (0, 1), "{}", tagged.err);
}

#[test]
fn tables_made_from_responses() {
    let summary =
        "Q1. How did you come?\nAnswer Choices,Responses,\nFerry,60.00%,6\nTrain,40.00%,4\n,Answered,10\n,Skipped,0\n";
    let crosstab = ",,Gender,\n,Total,Male,Female\nBase,100,48,52\nYes,80%,75%,85%\nNo,20%,25%,15%\n";
    for (name, text, said) in [("summary.csv", summary, "summary"), ("crosstab.csv", crosstab, "crosstab with banners")]
    {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), text).unwrap();
        for command in [&["inspect", name][..], &["init", name, "--out", "study"]] {
            let run = run_in(folder.path(), command);
            assert_eq!(run.code, 2, "{name}: {}{}", run.out, run.err);
            assert!(run.err.contains(said) && run.err.contains("hint:") && run.err.contains("export"), "{}", run.err);
        }
    }
}
