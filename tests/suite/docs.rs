//! The reference page is made from the lists in the code; a test holds that it is, and that no key is missing.

use std::fmt::Write;
use std::fs;

use verbatims::report::DISCLOSURE;
use verbatims::study::KEYS;

use crate::program::root;

fn page() -> String {
    let mut page = String::from(
        "# A study folder\n\nOne folder for each study: `study.toml`, the sources and the codebook it names, and the human codings where there\n\
         are any. Paths are relative to the study's folder. An unknown key is an error.\n\n## Every key of `study.toml`\n",
    );
    let mut section = None;
    for key in KEYS {
        if section != Some(key.section) {
            section = Some(key.section);
            let title = if key.section.is_empty() { "At the top".to_owned() } else { format!("`{}`", key.section) };
            write!(page, "\n### {title}\n\n| key | takes | means |\n|---|---|---|\n").unwrap();
        }
        writeln!(page, "| `{}` | {} | {} |", key.key, key.takes, key.means).unwrap();
    }
    page.push_str("\n## Items of `[disclosure]`\n\nWhat an item leaves open is said in the report as not stated.\n\n| item | what is expected |\n|---|---|\n");
    for item in DISCLOSURE {
        writeln!(page, "| `{}` | {} |", item.id, item.expected).unwrap();
    }
    page
}

#[test]
fn the_reference_page_is_made_from_the_code() {
    let path = root().join("data/README.md");
    let page = page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &page).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap_or_default() == page, "run `UPDATE_DOCS=1 cargo test docs`");
}

/// The keys that the code reads, taken from the fields of the structs that read them.
fn fields(file: &str, types: &[&str]) -> Vec<String> {
    let text = fs::read_to_string(root().join("src").join(file)).unwrap();
    let mut found = Vec::new();
    for name in types {
        let body = text.split(&format!("pub struct {name} {{")).nth(1).unwrap().split("\n}").next().unwrap();
        for field in body.lines().filter_map(|line| line.trim().strip_prefix("pub ")) {
            found.push(field.split(':').next().unwrap().to_owned());
        }
    }
    found
}

#[test]
fn every_key_that_is_read_is_documented() {
    let mut read = fields("study/config.rs", &["PollSettings", "Source", "OpenQuestion", "Themes", "Publish"]);
    read.extend(fields("ingest/comments.rs", &["CommentColumns"]));
    read.extend(fields("measure/design.rs", &["Sample"]));
    read.extend(fields("measure/set_aside.rs", &["SetAsideRules"]));
    read.extend(fields("measure/quotes.rs", &["QuoteRule"]));
    read.extend(fields("measure/claims.rs", &["Claim", "Check", "Quantifier"]));
    assert!(read.len() > 40);
    for key in read {
        assert!(KEYS.iter().any(|documented| documented.key == key), "`{key}` is not in the reference");
    }
}
