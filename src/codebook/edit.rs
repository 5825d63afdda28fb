//! A pattern is added to a theme in the text of `codebook.toml`: nothing else of the file changes, and that is checked.

use serde::Deserialize;
use toml::Spanned;

use super::literal::literal;
use super::{Codebook, CodebookError, exchange, parse};
use crate::diag::{Diagnostic, Place, did_you_mean, from_toml};

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    theme: Vec<Theme>,
}

#[derive(Deserialize)]
struct Theme {
    id: Spanned<String>,
    patterns: Option<Spanned<Vec<Spanned<String>>>>,
}

/// The text of a codebook with one more pattern at the end of a theme's `patterns`; `sheet` says that it is CSV.
///
/// # Errors
/// The codebook cannot be read, has no such theme, or stands in a form in which the place cannot be found.
pub fn add_pattern(text: &str, shown: &str, sheet: bool, theme: &str, pattern: &str) -> Result<String, CodebookError> {
    let read = |text: &str| if sheet { exchange::parse_sheet(text.as_bytes(), shown) } else { parse(text, shown) };
    let before = read(text)?;
    let Some(place) = before.theme(theme) else {
        let themes: Vec<&str> = before.themes.iter().map(|theme| theme.id.as_str()).collect();
        let found = format!("the codebook has no theme `{theme}`");
        return Err(invalid(Diagnostic::error(Place::file(shown), found).hint(did_you_mean(theme, &themes))));
    };
    let edited = if sheet {
        // A sheet names its themes by their labels.
        exchange::append_row(text, shown, &before.themes[place].label, pattern).map_err(invalid)?
    } else {
        inserted(text, shown, place, pattern).map_err(invalid)?
    };
    match read(&edited) {
        Ok(after) if is_only_longer(&before, &after, place, pattern) => Ok(edited),
        _ => {
            let found = format!("the place of the patterns of `{theme}` cannot be found");
            let hint = format!("add it by hand: {}", literal(pattern));
            Err(invalid(Diagnostic::error(Place::file(shown), found).hint(hint)))
        }
    }
}

fn invalid(error: Diagnostic) -> CodebookError {
    CodebookError::Invalid(vec![error])
}

/// Whether the one codebook is the other with this pattern more.
fn is_only_longer(before: &Codebook, after: &Codebook, theme: usize, pattern: &str) -> bool {
    let sources = |codebook: &Codebook| -> Vec<Vec<String>> {
        let of = |theme: &super::Theme| theme.patterns.iter().map(|pattern| pattern.source.clone()).collect();
        codebook.themes.iter().map(of).collect()
    };
    let mut expected = sources(before);
    expected[theme].push(pattern.to_owned());
    expected == sources(after)
}

fn inserted(text: &str, shown: &str, theme: usize, pattern: &str) -> Result<String, Diagnostic> {
    let file: File = toml::from_str(text).map_err(|error| from_toml(shown, text, &error))?;
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let added = literal(pattern);
    let Some(theme) = file.theme.into_iter().nth(theme) else { return Ok(text.to_owned()) };
    let Some(patterns) = theme.patterns else {
        let at = end_of_line(text, theme.id.span().end);
        return Ok(with(text, at, &format!("{line_end}patterns = [{added}]")));
    };
    let close = patterns.span().end.saturating_sub(1);
    let Some(last) = patterns.get_ref().last().map(Spanned::span) else {
        return Ok(with(text, patterns.span().start + 1, &added));
    };
    let comma = comma(text, last.end, close);
    let end = end_of_line(text, comma.unwrap_or(last.end));
    if close <= end {
        // The list ends on the line of its last pattern.
        let (at, new) = comma.map_or((last.end, format!(", {added}")), |comma| (comma + 1, format!(" {added},")));
        return Ok(with(text, at, &new));
    }
    let start = text[..last.start].rfind('\n').map_or(0, |newline| newline + 1);
    let indent: String = text[start..].chars().take_while(|c| *c == ' ' || *c == '\t').collect();
    let longer = with(text, end, &format!("{line_end}{indent}{added},"));
    Ok(if comma.is_some() { longer } else { with(&longer, last.end, ",") })
}

fn with(text: &str, at: usize, added: &str) -> String {
    format!("{}{added}{}", &text[..at], &text[at..])
}

fn end_of_line(text: &str, from: usize) -> usize {
    let end = text[from..].find('\n').map_or(text.len(), |length| from + length);
    if text[..end].ends_with('\r') { end - 1 } else { end }
}

/// The comma between two places that stands in no comment.
fn comma(text: &str, from: usize, to: usize) -> Option<usize> {
    let mut comment = false;
    for (at, c) in text.get(from..to)?.char_indices() {
        match c {
            '#' => comment = true,
            '\n' => comment = false,
            ',' if !comment => return Some(from + at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(text: &str) -> String {
        add_pattern(text, "c.toml", false, "t", "\"my note\"").unwrap()
    }

    #[test]
    fn a_pattern_is_added_at_the_end_and_nothing_else_changes() {
        for (patterns, expected) in [
            ("patterns = ['a']", "patterns = ['a', '\"my note\"']"),
            ("patterns = ['a', ] # x, y", "patterns = ['a', '\"my note\"', ] # x, y"),
            ("patterns = []", "patterns = ['\"my note\"']"),
            (
                "patterns = [\n  # one\n  'a', # first, best\n  # 'b',\n]",
                "patterns = [\n  # one\n  'a', # first, best\n  '\"my note\"',\n  # 'b',\n]",
            ),
            ("patterns = [\n\t'a' # no comma\n]", "patterns = [\n\t'a', # no comma\n\t'\"my note\"',\n]"),
            ("patterns = [\n  'a']", "patterns = [\n  'a', '\"my note\"']"),
        ] {
            let (head, tail) = ("# head\n[[theme]]\nid = 't'\n", "\n[[theme]]\nid = 'u'\npatterns = ['z']\n");
            assert_eq!(added(&format!("{head}{patterns}{tail}")), format!("{head}{expected}{tail}"));
        }
    }

    #[test]
    fn a_theme_without_patterns_gets_them() {
        let text = "[[theme]]\nid = 't' # first\nlabel = 'T'\n";
        assert_eq!(added(text), "[[theme]]\nid = 't' # first\npatterns = ['\"my note\"']\nlabel = 'T'\n");
    }

    #[test]
    fn windows_line_ends_stay() {
        let text = "[[theme]]\r\nid = 't'\r\npatterns = [\r\n  'a',\r\n]\r\n";
        assert_eq!(added(text), "[[theme]]\r\nid = 't'\r\npatterns = [\r\n  'a',\r\n  '\"my note\"',\r\n]\r\n");
    }

    #[test]
    fn an_unknown_theme_is_a_mistake_with_a_hint() {
        let error =
            add_pattern("[[theme]]\nid = 'profile'\npatterns = ['a']\n", "c", false, "profil", "b").unwrap_err();
        assert!(error.diagnostics()[0].to_string().ends_with("hint: did you mean `profile`?"));
    }
}
