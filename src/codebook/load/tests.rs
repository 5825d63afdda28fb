//! Codebooks that are read, and every mistake with its place.

use super::*;

fn mistakes(text: &str) -> Vec<String> {
    parse(text, "codebook.toml")
        .err()
        .map(|error| error.diagnostics().iter().map(ToString::to_string).collect())
        .unwrap_or_default()
}

#[test]
fn a_codebook_without_themes_is_one_to_begin_with() -> Result<(), CodebookError> {
    let codebook = parse("name = 'x'\n# [[theme]]\n", "codebook.toml")?;
    assert!(codebook.themes.is_empty() && codebook.groups.is_empty());
    Ok(())
}

#[test]
fn an_unknown_key_has_a_place_and_a_hint() {
    let shown = mistakes("[[theme]]\nid = 'a'\npaterns = ['note']\n");
    assert_eq!(shown, ["codebook.toml:3:1: unknown key `paterns`\nhint: did you mean `patterns`?"]);
}

#[test]
fn every_mistake_is_shown_with_its_place() {
    let shown = mistakes(
        "language = 'nl'\n[[theme]]\nid = 'a b'\ngroup = 'none'\npatterns = ['note', 'note \"…\"']\n[[theme]]\nid = 'a b'\n",
    );
    let places: Vec<&str> = shown.iter().filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(
        places,
        [
            "codebook.toml:1:12",
            "codebook.toml:3:6",
            "codebook.toml:7:6",
            "codebook.toml:7:6",
            "codebook.toml:4:9",
            "codebook.toml:5:28"
        ]
    );
}

#[test]
fn a_theme_without_a_group_is_in_the_first() -> Result<(), CodebookError> {
    let codebook = parse("[[theme]]\nid = 'a'\npatterns = ['note']\n", "codebook.toml")?;
    assert_eq!(codebook.groups[0].id, "themes");
    assert_eq!(codebook.themes[0].label, "a");
    Ok(())
}
