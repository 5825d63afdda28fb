//! `study.toml` with a new wave: text is put in and appended, and nothing that stands there is changed.

use serde::Deserialize;
use toml::Spanned;

use crate::diag::Diagnostic;
use crate::study::Study;
use crate::study::init::quoted;

#[derive(Deserialize)]
struct Ids {
    #[serde(default)]
    source: Vec<Id>,
}

#[derive(Deserialize)]
struct Id {
    id: Spanned<String>,
}

/// The text with `wave` below the id of a source, and with what is `appended` at its end.
pub(super) fn edited(study: &Study, first: Option<(&str, &str)>, appended: &str) -> Result<String, Diagnostic> {
    let mut text = study.text.clone();
    let crlf = text.contains("\r\n");
    let ends = |lines: &str| if crlf { lines.replace('\n', "\r\n") } else { lines.to_owned() };
    if let Some((source, wave)) = first {
        let ids: Ids = toml::from_str(&text).map_err(|_| cannot(study, source, wave))?;
        let place = ids.source.iter().find(|one| one.id.get_ref() == source).map(|one| one.id.span().end);
        let end = place.ok_or_else(|| cannot(study, source, wave))?;
        let line = text[end..].find('\n').map(|newline| end + newline + 1);
        let line = line.unwrap_or_else(|| {
            text.push('\n');
            text.len()
        });
        text.insert_str(line, &ends(&format!("wave = {}\n", quoted(wave))));
    }
    if !appended.is_empty() {
        if !text.ends_with('\n') {
            text.push_str(&ends("\n"));
        }
        text.push_str(&ends(appended));
    }
    // What was put in must have become what was meant, wherever the person wrote the source.
    let read: Study = toml::from_str(&text).map_err(|_| unreadable(study))?;
    let meant = |(source, wave): (&str, &str)| read.source(source).is_some_and(|one| one.wave.as_deref() == Some(wave));
    if let Some(first) = first.filter(|first| !meant(*first)) {
        return Err(cannot(study, first.0, first.1));
    }
    Ok(text)
}

fn cannot(study: &Study, source: &str, wave: &str) -> Diagnostic {
    let message = format!("`wave` could not be put under the source `{source}`");
    study.mistake(source, message, format!("write  wave = {}  under it, and run this again", quoted(wave)))
}

fn unreadable(study: &Study) -> Diagnostic {
    let message = "a source could not be put at the end of the file".to_owned();
    study.mistake("source", message, "write sources as `[[source]]`, each under its own heading".to_owned())
}
