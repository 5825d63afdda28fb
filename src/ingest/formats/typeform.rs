//! Typeform CSV and XLSX, old (one column an option) and new (options joined in one cell).

use super::grid::{Grid, key};
use super::groups::{echo, join_dashed};
use super::words::{is_other, is_personal};
use super::{Format, Head, Header, Layout, Role, RowRule, Score};

pub(super) const FORMAT: Format =
    Format { id: "typeform", name: "Typeform", about: "CSV or XLSX of responses, old and new layout", score, layout };

/// What stands after the questions.
const METADATA: &[(&str, Role)] = &[
    ("response type", Role::Metadata),
    ("start date (utc)", Role::Metadata),
    ("stage date (utc)", Role::Metadata),
    ("submit date (utc)", Role::Date),
    ("network id", Role::Personal),
    ("tags", Role::Metadata),
    ("ending", Role::Metadata),
    ("score", Role::Metadata),
    ("outcome", Role::Metadata),
    ("winning outcome", Role::Metadata),
];

fn score(head: &Head<'_>) -> Score {
    let grid = Grid::of(head);
    let keys = grid.keys(0);
    let numbered = keys.first().is_some_and(|first| first == "#");
    let has = |name: &str| keys.iter().any(|found| found == name);
    let dated = keys.iter().any(|found| found.ends_with("date (utc)"));
    let network = has("network id");
    let tokens =
        grid.mostly(1, 0, |cell| (20..=40).contains(&cell.len()) && cell.bytes().all(|b| b.is_ascii_alphanumeric()));
    match (numbered, network, dated) {
        (true, true, true) => Score::seen(1.0, "the first column is #, with Network ID and dates in UTC"),
        (true, false, true) => Score::seen(0.85, "the first column is #, with dates in UTC"),
        (true, true, false) if tokens => Score::seen(0.75, "the first column is # and holds tokens, with Network ID"),
        (false, true, true) => Score::seen(0.85, "there is a Network ID, with dates in UTC"),
        (false, false, true) if has("submit date (utc)") && has("start date (utc)") => {
            Score::seen(0.7, "there are a start and a submit date in UTC")
        }
        _ => Score::default(),
    }
}

fn layout(head: &Head<'_>) -> Layout {
    let grid = Grid::of(head);
    let mut columns: Vec<Header> =
        grid.row(0).enumerate().map(|(place, cell)| Header::at(place, cell, &without_recalls(cell))).collect();
    // A question may be called Tags or Score: the platform's columns are those after the first of its dates, and what
    // stands right before it.
    let after = columns.iter().position(|column| is_tail(&key(&column.name))).unwrap_or(columns.len());
    for (place, column) in columns.iter_mut().enumerate() {
        let name = key(&column.name);
        let known = METADATA.iter().find(|(known, _)| *known == name).map(|(_, role)| *role);
        column.role = match known {
            Some(role) if place >= after => role,
            _ if place == 0 && name == "#" => Role::Id,
            _ if is_personal(&name) => Role::Personal,
            _ => Role::Answer,
        };
    }
    join_options(&mut columns, grid);
    join_dashed(&mut columns);
    let kind = columns.iter().skip(after).position(|column| key(&column.name) == "response type");
    let set_aside = kind
        .map(|place| RowRule {
            column: after + place,
            values: ["started", "partial"].map(str::to_owned).to_vec(),
            reason: "unfinished",
        })
        .into_iter()
        .collect();
    Layout { header_rows: 1, columns, set_aside, separators: &[" / ", ", "], ..Layout::default() }
}

fn is_tail(key: &str) -> bool {
    matches!(key, "response type" | "start date (utc)" | "stage date (utc)" | "submit date (utc)" | "network id")
}

/// `Hi {{field:1f…}}, how was it?` with a mark where an earlier answer was shown.
fn without_recalls(question: &str) -> String {
    let mut plain = String::with_capacity(question.len());
    let mut rest = question;
    while let Some((before, inner)) = rest.split_once("{{") {
        let Some((_, after)) = inner.split_once("}}") else { break };
        plain.push_str(before);
        plain.push('…');
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// In the old layout a question with several answers is one column an option, named by the option alone, and its own
/// text is not in the file; `Other` after them is what was written.
fn join_options(columns: &mut [Header], grid: Grid<'_>) {
    let is_option = |place: usize, column: &Header| {
        column.role == Role::Answer && echo(grid, 1, place, &column.name).is_some_and(|share| share > 0.99)
    };
    let options: Vec<bool> = columns.iter().enumerate().map(|(place, column)| is_option(place, column)).collect();
    let mut place = 0;
    while place < columns.len() {
        let end = place + options[place..].iter().take_while(|option| **option).count();
        let other = columns
            .get(end)
            .is_some_and(|column| column.role == Role::Answer && is_other(&key(&column.name)) && end > 0);
        if end - place >= 2 || end > place && other {
            let group = format!("#{} to #{}", place + 1, if other { end + 1 } else { end });
            for (index, column) in columns.iter_mut().enumerate().take(end + usize::from(other)).skip(place) {
                column.group = Some(group.clone());
                column.part = Some(std::mem::take(&mut column.question));
                column.role = if index == end { Role::OtherText } else { Role::Answer };
            }
        } else if other && end == place {
            let (before, after) = columns.split_at_mut(end);
            if let (Some(left), Some(column)) = (before.last_mut(), after.first_mut())
                && left.role == Role::Answer
            {
                let group = left.group.get_or_insert_with(|| left.question.clone());
                column.group = Some(group.clone());
                column.part = Some(std::mem::replace(&mut column.question, left.question.clone()));
                column.role = Role::OtherText;
            }
        }
        place = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{head, layout_of, roles, score_of, shape};
    use super::*;

    const OLD: &str = "#,Hi {{field:12ab}} – tea?,Green,Black,Other,Email,Tags,Start Date (UTC),Submit Date (UTC),Network ID\n\
        aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,Yes,Green,,Mint,a@example.org,x,2026-01-02 10:00:00,2026-01-02 10:01:00,f00\n\
        aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab,No,,Black,,,y,2026-01-02 11:00:00,2026-01-02 11:01:00,f01\n";

    #[test]
    fn options_with_columns_of_their_own_are_one_question() {
        let layout = layout_of(&FORMAT, &head(OLD));
        let group = Some("#3 to #5");
        assert_eq!(
            shape(&layout)[1..5],
            [
                ("Hi … – tea?", None, None, Role::Answer),
                ("", group, Some("Green"), Role::Answer),
                ("", group, Some("Black"), Role::Answer),
                ("", group, Some("Other"), Role::OtherText),
            ]
        );
        use Role::{Answer, Date, Metadata, Personal};
        assert_eq!(roles(&layout)[5..], [Personal, Answer, Metadata, Date, Personal]);
        assert!((score_of(&FORMAT, OLD) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_started_response_is_set_aside_by_its_type() {
        let layout = layout_of(
            &FORMAT,
            &head("#,Tea?,Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID,Tags,Ending\n"),
        );
        assert_eq!((layout.set_aside[0].column, layout.set_aside[0].reason), (2, "unfinished"));
        assert_eq!(layout.columns[7].role, Role::Metadata);
    }

    #[test]
    fn a_table_numbered_by_a_sign_is_no_export() {
        assert!(score_of(&FORMAT, "#,name,date\n1,a,2026-01-02\n") < 0.5);
    }
}
