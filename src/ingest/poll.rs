//! A poll's own file: one row an option, with its percentage, its votes, or both.

use std::path::Path;

use super::sheet::Opening;
use super::{Column, IngestError, Poll, PollOption, open_records};
use crate::diag::{Diagnostic, Place};

/// Reads `option,percent[,votes]`; `order` lists the options as they were shown, if not in file order. What should be
/// known of the file is added to `warnings`.
///
/// # Errors
/// The file cannot be used, a number is unreadable, an option stands twice, or `order` and the file disagree.
pub fn read_poll(
    path: &Path,
    shown: &str,
    decimals: u32,
    order: &[String],
    warnings: &mut Vec<Diagnostic>,
) -> Result<Poll, IngestError> {
    let mut records = open_records(path, shown, &Opening::default())?;
    let label = records.position(&Column::Name("option".to_owned()))?;
    let find = |name: &str| records.headers().iter().position(|header| header.trim() == name);
    let (percent, votes) = (find("percent"), find("votes"));
    if percent.is_none() && votes.is_none() {
        return Err(Diagnostic::error(
            Place::line(shown, 1),
            "there is neither a column `percent` nor a column `votes`",
        )
        .hint("write the poll as `option,percent`, `option,votes` or `option,percent,votes`")
        .into());
    }
    let mut options: Vec<PollOption> = Vec::new();
    while let Some(next) = records.next_row()? {
        let row = next.map_err(|bad| Diagnostic::error(bad.place, bad.reason))?;
        let cell = |place: Option<usize>| place.map(|place| row.cells[place].trim()).filter(|cell| !cell.is_empty());
        let wrong = |message: String| Diagnostic::error(Place::line(shown, row.line), message);
        let name = row.cells[label].trim().to_owned();
        if options.iter().any(|option| option.label == name) {
            return Err(wrong(format!("the option `{name}` stands twice")).into());
        }
        let points = cell(percent).map(|found| points(found, decimals).map_err(&wrong)).transpose()?;
        let votes = cell(votes)
            .map(|found| found.parse().map_err(|_| wrong(format!("votes are `{found}`, expected a whole number"))))
            .transpose()?;
        options.push(PollOption { label: name, points, votes });
    }
    warnings.extend(records.warnings());
    if options.is_empty() {
        return Err(Diagnostic::error(Place::file(shown), "the poll has no options, expected one row an option").into());
    }
    Ok(Poll { options: in_order(options, order, shown)?, decimals })
}

/// A percentage in units of its last digit: `68`, `68%` and, with one decimal, `68.3` as 683.
fn points(found: &str, decimals: u32) -> Result<u64, String> {
    let wrong =
        || format!("percent is `{found}`, expected a number with at most {decimals} decimals between 0 and 100");
    let number = found.trim_end_matches('%').trim();
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = part.len() as u32;
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || digits > decimals || !is_digits(whole) || !is_digits(part) {
        return Err(wrong());
    }
    let unit = 10_u64.checked_pow(decimals).ok_or_else(wrong)?;
    let value = format!("{whole}{part}").parse::<u64>().map_err(|_| wrong())? * 10_u64.pow(decimals - digits);
    if value > 100 * unit { Err(wrong()) } else { Ok(value) }
}

fn in_order(mut options: Vec<PollOption>, order: &[String], shown: &str) -> Result<Vec<PollOption>, IngestError> {
    if order.is_empty() {
        return Ok(options);
    }
    let mut ordered = Vec::with_capacity(options.len());
    for label in order {
        let place = options.iter().position(|option| option.label == *label).ok_or_else(|| {
            let labels: Vec<&str> = options.iter().map(|option| option.label.as_str()).collect();
            Diagnostic::error(Place::file(shown), format!("there is no option `{label}`, which the study lists"))
                .hint(crate::diag::did_you_mean(label, &labels))
        })?;
        ordered.push(options.remove(place));
    }
    match options.first() {
        None => Ok(ordered),
        Some(left) => Err(Diagnostic::error(
            Place::file(shown),
            format!("the option `{}` is not in the study's list of options", left.label),
        )
        .hint("add it to `options` under `[poll]`, or leave `options` out")
        .into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_read_to_its_last_digit() {
        assert_eq!(points("68", 0), Ok(68));
        assert_eq!(points("68 %", 0), Ok(68));
        assert_eq!(points("68.3", 1), Ok(683));
        assert_eq!(points("7", 1), Ok(70));
        assert!(points("68.3", 0).is_err());
        assert!(points("-3", 0).is_err());
        assert!(points("101", 0).is_err());
    }
}
