//! The direction of imports, the crates that each module may use, and the size of files and functions.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::program::root;

fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(root().join("src")).unwrap().to_owned(), text));
            }
        }
    }
    found.sort();
    found
}

/// The sources without the files that are only built for tests.
fn built() -> Vec<(PathBuf, String)> {
    let all = sources();
    let mut tests = Vec::new();
    for (path, text) in &all {
        let holds_others = path.file_name().is_some_and(|name| name == "mod.rs" || name == "lib.rs");
        let base = if holds_others { path.parent().unwrap().to_owned() } else { path.with_extension("") };
        for declared in text.split("#[cfg(test)]\nmod ").skip(1) {
            if let Some((name, _)) = declared.split_once(';').filter(|(name, _)| !name.contains(' ')) {
                tests.push(base.join(name));
            }
        }
    }
    let is_test = |path: &Path| tests.iter().any(|test| path.starts_with(test) || *path == test.with_extension("rs"));
    all.into_iter().filter(|(path, _)| !is_test(path)).collect()
}

/// The module a file belongs to: the first folder, or the file's own name.
fn module(path: &Path) -> String {
    path.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

/// Code without comments and without the tests at the foot of the file.
fn code(text: &str) -> String {
    let body = text.split("\n#[cfg(test)]\nmod tests").next().unwrap();
    body.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The table of ARCHITECTURE.md: for each module the modules and the outside crates that it may use.
fn allowed() -> BTreeMap<String, (Vec<String>, Vec<String>)> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let rows = text.lines().skip_while(|line| !line.starts_with("| module |")).skip(2);
    rows.take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
            (names(cells[0])[0].clone(), (names(cells[2]), names(cells[3])))
        })
        .collect()
}

/// Every `name::` that stands at the start of a path, with `name` one of `names`.
fn used<'n>(code: &str, prefix: &str, names: impl Iterator<Item = &'n String>) -> Vec<&'n String> {
    names
        .filter(|name| {
            let needle = format!("{prefix}{}", name.replace('-', "_"));
            code.match_indices(&needle).any(|(at, _)| {
                let is_word = |c: char| c.is_alphanumeric() || c == '_';
                let before = code[..at].chars().next_back();
                let after = code[at + needle.len()..].chars().next();
                let own_path = prefix.is_empty() && (before == Some(':') || before == Some('.'));
                let starts_path = !prefix.is_empty() || code[at + needle.len()..].starts_with("::");
                !own_path && starts_path && !before.is_some_and(is_word) && !after.is_some_and(is_word)
            })
        })
        .collect()
}

#[test]
fn modules_import_only_what_the_architecture_allows() {
    let allowed = allowed();
    let modules: Vec<String> = allowed.keys().cloned().collect();
    let mut wrong = Vec::new();
    for (path, text) in built() {
        let module = module(&path);
        let Some((ours, _)) = allowed.get(&module) else {
            assert!(["lib", "main"].contains(&module.as_str()), "{module} is not in the table of ARCHITECTURE.md");
            continue;
        };
        for found in used(&code(&text), "crate::", modules.iter()) {
            if *found != module && !ours.contains(found) {
                wrong.push(format!("{} imports {found}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn outside_crates_stay_in_their_modules() {
    let allowed = allowed();
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let section = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let crates: Vec<String> =
        section.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.to_owned()).collect();
    assert!(crates.contains(&"polars".to_owned()));
    let mut wrong = Vec::new();
    for (path, text) in built() {
        let Some((_, outside)) = allowed.get(&module(&path)) else { continue };
        for found in used(&code(&text), "", crates.iter()) {
            if !outside.contains(found) {
                wrong.push(format!("{} uses {found}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for name in &crates {
        let somewhere = allowed.values().any(|(_, outside)| outside.contains(name));
        assert!(somewhere, "no module of ARCHITECTURE.md may use the dependency {name}");
    }
}

/// Files whose entries share one form, and nothing else.
const FLAT_LISTS: &[&str] = &["study/keys.rs"];

#[test]
fn files_and_functions_stay_small() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let lines = text.lines().count();
        let name = path.display().to_string();
        let limit = match name.as_str() {
            "main.rs" => 40,
            other if other.ends_with("mod.rs") => 200,
            _ => 600,
        };
        if lines > limit && !FLAT_LISTS.contains(&name.as_str()) {
            wrong.push(format!("{name} has {lines} lines, the limit is {limit}"));
        }
        for (function, length) in functions(&text) {
            if length > 80 {
                wrong.push(format!("{name}: {function} has {length} lines, the limit is 80"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The functions of formatted code with their lengths: a function ends where its indentation closes.
fn functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let mut head = line.trim_start().trim_start_matches("pub ").trim_start_matches("const ");
        head = head.trim_start_matches("pub(super) ").trim_start_matches("pub(crate) ");
        if !head.starts_with("fn ") || line.trim_end().ends_with('}') {
            continue;
        }
        let close = format!("{}}}", " ".repeat(indent));
        let end = lines[start..].iter().position(|line| line.trim_end() == close).unwrap_or(0);
        found.push((head.split(['(', '<']).next().unwrap().to_owned(), end + 1));
    }
    found
}

#[test]
fn every_file_says_what_it_is_for() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "{} does not begin with what it is for", path.display());
    }
}

#[test]
fn nothing_generated_or_foreign_is_at_the_top() {
    let expected = [
        ".ci",
        ".git",
        ".gitignore",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "Makefile",
        "README.md",
        "assets",
        "benches",
        "data",
        "notebooks-out",
        "rustfmt.toml",
        "src",
        "target",
        "tests",
    ];
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(expected.contains(&name.as_str()), "{name} stands at the top level");
    }
}
