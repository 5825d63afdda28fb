//! Running the program as a person would.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The first study.
pub fn study() -> PathBuf {
    root().join("data/linkedin-invites")
}

/// What a run gave.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs the program in a folder.
pub fn run_in(folder: &Path, args: &[&str]) -> Run {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_verbatims"))
        .args(args)
        .current_dir(folder)
        .output()
        .expect("the program runs");
    Run {
        code: output.status.code().expect("the program ends by itself"),
        out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    }
}

/// A copy of the first study that a test may change, with its output inside it.
pub fn copy_of_study() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&study(), folder.path());
    change(folder.path(), "study.toml", "output = \"../../notebooks-out/linkedin-invites\"", "output = \"out\"");
    folder
}

/// Replaces one text in a file of a study; the text must be there.
pub fn change(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} does not hold {from}");
    std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Every file under a folder with its bytes, by path.
pub fn files(folder: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut found = std::collections::BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// A study of one open question, whose comments have the columns `id` and `text`.
pub fn small_study(comments: &str, codebook: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("comments.csv", comments);
    write("codebook.toml", codebook);
    write(
        "study.toml",
        "title = \"Small\"\n[[source]]\nid = \"s\"\nfile = \"comments.csv\"\ncolumns = { id = \"id\" }\n\
         [[open]]\nid = \"q\"\nquestion = \"?\"\nsource = \"s\"\ncolumn = \"text\"\ncodebook = \"codebook.toml\"\n",
    );
    folder
}
