//! Hostile input within bounded memory: the program runs with no more than it may take, and would be ended by the system
//! if it asked for more. Linux alone bounds the memory of a process so.
#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// MiB of addresses for what is refused by its beginning or its end: about 80 of them are the program itself.
const SMALL: u64 = 256;

/// For a row without an end, of which 128 MiB are read into room that doubles.
const LONG_ROW: u64 = 512;

const TAG: [&str; 4] = ["--codebook", "codebook.toml", "--text", "text"];

/// The exit code and what was said, of a run that gets no more memory than this.
fn bounded(folder: &Path, mebibytes: u64, args: &[&str], input: Option<fn(&mut dyn Write)>) -> (Option<i32>, String) {
    let script = format!("ulimit -v {}; exec \"$0\" \"$@\"", mebibytes * 1024);
    let mut child = Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_verbatims")])
        .args(args)
        .args(["--threads", "2"])
        // Each of many threads would set apart addresses that it never uses.
        .env("MALLOC_ARENA_MAX", "1")
        .current_dir(folder)
        .stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() })
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    if let (Some(input), Some(mut stdin)) = (input, child.stdin.take()) {
        input(&mut stdin);
    }
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

fn refused(name: &str, mebibytes: u64, said: &str, write: impl Fn(&mut dyn Write)) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("codebook.toml"), "[[theme]]\nid = 'a'\npatterns = ['note']\n").unwrap();
    let mut file = BufWriter::new(File::create(folder.path().join(name)).unwrap());
    write(&mut file);
    file.flush().unwrap();
    for args in [vec!["inspect", name], [&["tag", name], &TAG[..]].concat()] {
        let (code, err) = bounded(folder.path(), mebibytes, &args, None);
        assert_eq!(code, Some(2), "{args:?}: {err}");
        assert!(err.contains(said) && err.contains("hint:"), "{args:?}: {err}");
    }
}

/// 300 MB behind a quote; a pipe that is closed ends it.
fn unclosed(out: &mut dyn Write) {
    let line = b"one line after another and no end to it\n3,and,so on\n".repeat(20_000);
    let mut written = out.write_all(b"id,text\n1,fine\n2,\"");
    for _ in 0..300_000_000 / line.len() {
        written = written.and_then(|()| out.write_all(&line));
    }
    let _ = written;
}

#[test]
fn a_quote_that_is_never_closed_in_300_megabytes() {
    let said = "the row that starts here has a quote that is never closed";
    refused("a.csv", LONG_ROW, said, unclosed);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("codebook.toml"), "[[theme]]\nid = 'a'\npatterns = ['note']\n").unwrap();
    let (code, err) = bounded(folder.path(), LONG_ROW, &[&["tag", "-"], &TAG[..]].concat(), Some(unclosed));
    assert!(code == Some(2) && err.contains(said), "{code:?}: {err}");
}

#[test]
fn a_zip_bomb_and_a_zip_that_ends_early() {
    let zip = |files: &[&str], mebibytes: usize| {
        let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for name in files {
            packed.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            (0..mebibytes).for_each(|_| packed.write_all(&[b' '; 1 << 20]).unwrap());
        }
        packed.finish().unwrap().into_inner()
    };
    let bomb = zip(&["[Content_Types].xml", "xl/workbook.xml"], 600);
    refused("a.xlsx", SMALL, "the zip is too large", |out| out.write_all(&bomb).unwrap());
    let short = zip(&["a.csv"], 300);
    refused("a.zip", SMALL, "the zip cannot be read", |out| out.write_all(&short[..short.len() / 2]).unwrap());
}

#[test]
fn binary_and_deeply_nested_json() {
    let binary: Vec<u8> = (0..4_000_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    refused("a.csv", SMALL, "the file is ", |out| out.write_all(&binary).unwrap());
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "")] {
        let deep = format!("{}1{}", open.repeat(5_000_000), close.repeat(5_000_000));
        refused("a.json", SMALL, "at most 128 levels", |out| out.write_all(deep.as_bytes()).unwrap());
    }
}

#[test]
fn a_bound_that_is_passed_ends_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = BufWriter::new(File::create(folder.path().join("a.csv")).unwrap());
    unclosed(&mut file);
    file.flush().unwrap();
    let (code, _) = bounded(folder.path(), 200, &["inspect", "a.csv"], None);
    assert_ne!(code, Some(2), "the bound of the tests above binds");
}
