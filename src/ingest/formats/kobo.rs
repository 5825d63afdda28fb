//! KoboToolbox and other ODK servers, CSV and XLSX: `group/question/option` headings, names that start with `_`.

use std::collections::BTreeSet;

use super::grid::{Grid, key};
use super::words::is_personal;
use super::{Format, Head, Header, Layout, Role, Score, clean_text, name_rows};

pub(super) const FORMAT: Format = Format {
    id: "kobo",
    name: "KoboToolbox",
    about: "CSV or XLSX of submissions, by name or by label, from Kobo and other ODK servers",
    score,
    layout,
};

const METADATA: &[(&str, Role)] = &[
    ("_id", Role::Metadata),
    ("_uuid", Role::Id),
    ("_submission_time", Role::Date),
    ("_validation_status", Role::Metadata),
    ("_notes", Role::Metadata),
    ("_status", Role::Metadata),
    ("_submitted_by", Role::Personal),
    ("_tags", Role::Metadata),
    ("_index", Role::Metadata),
    ("_version_", Role::Metadata),
    ("_version", Role::Metadata),
    ("__version__", Role::Metadata),
    ("_xform_id_string", Role::Metadata),
    ("_bamboo_dataset_id", Role::Metadata),
    ("_attachments", Role::Metadata),
    ("_geolocation", Role::Personal),
    ("_parent_index", Role::Metadata),
    ("_parent_table_name", Role::Metadata),
    ("_submission__id", Role::Metadata),
    ("_submission__uuid", Role::Metadata),
    ("formhub/uuid", Role::Metadata),
    ("meta/instanceid", Role::Metadata),
    ("meta/rootuuid", Role::Metadata),
    ("meta/deprecatedid", Role::Metadata),
    ("meta/instancename", Role::Metadata),
    ("instanceid", Role::Metadata),
    ("submissiondate", Role::Date),
    ("key", Role::Id),
];

/// What a phone adds by itself, named so where the file is a form's for another reason.
const DEVICE: &[(&str, Role)] = &[
    ("start", Role::Metadata),
    ("end", Role::Metadata),
    ("today", Role::Metadata),
    ("audit", Role::Metadata),
    ("deviceid", Role::Personal),
    ("subscriberid", Role::Personal),
    ("simserial", Role::Personal),
    ("phonenumber", Role::Personal),
    ("username", Role::Personal),
    ("email", Role::Personal),
];

fn known(list: &[(&str, Role)], key: &str) -> Option<Role> {
    list.iter().find(|(name, _)| *name == key).map(|(_, role)| *role)
}

fn score(head: &Head<'_>) -> Score {
    let keys = Grid::of(head).keys(0);
    let has = |name: &str| keys.iter().any(|found| found == name);
    let hidden = keys.iter().filter(|name| name.starts_with('_') && known(METADATA, name).is_some()).count();
    let meta = keys.iter().filter(|name| name.contains('/') && known(METADATA, name).is_some()).count();
    let core = has("_uuid") || has("_submission_time") || has("__version__");
    let evidence = format!("{} columns are named as Kobo names its metadata", hidden + meta);
    match hidden + meta {
        3.. if core => Score::seen(0.95, evidence),
        2 if core => Score::seen(0.75, evidence),
        _ if has("submissiondate") && has("key") && has("instanceid") => {
            Score::seen(0.85, "there are SubmissionDate, KEY and instanceID, as ODK servers write them")
        }
        1.. if core => Score::seen(0.3, evidence),
        _ if head.quoted_by == Some(b';') && keys.len() > 1 && !name_rows::is_text_row(Grid::of(head), 1) => {
            Score::seen(0.5, "every cell is quoted, between semicolons, as Kobo writes answers without metadata")
        }
        _ => Score::default(),
    }
}

fn layout(head: &Head<'_>) -> Layout {
    let grid = Grid::of(head);
    let mut columns: Vec<Header> =
        grid.row(0).enumerate().map(|(place, cell)| Header::at(place, cell, last(&clean_text(cell)))).collect();
    let names: BTreeSet<String> = columns.iter().map(|column| column.name.clone()).collect();
    let questions: BTreeSet<String> = columns.iter().map(|column| last(&column.name).to_owned()).collect();
    let parents = options(&mut columns, &names);
    for column in &mut columns {
        let name = key(&column.name);
        column.role = match known(METADATA, &name).or_else(|| known(DEVICE, last(&name))) {
            Some(role) => role,
            None if is_place(&column.name, &questions) || is_personal(&key(&column.question)) => Role::Personal,
            None if name.ends_with("_url") && names.contains(&column.name[..column.name.len() - 4]) => Role::Metadata,
            // The same answers stand in the columns of its options: one of the two is enough.
            None if parents.contains(&column.name) => Role::Metadata,
            None if column.part.as_deref().is_some_and(|part| part == "other_text") => Role::OtherText,
            None => Role::Answer,
        };
    }
    keep_first(&mut columns, Role::Id);
    keep_first(&mut columns, Role::Date);
    // Without a name of the platform's own, a blank is a blank in a text.
    let own = columns.iter().any(|column| column.group.is_some() || known(METADATA, &key(&column.name)).is_some());
    Layout { header_rows: 1, columns, separators: if own { &[" "] } else { &[] }, ..Layout::default() }
}

/// The question's own name, without the groups around it.
fn last(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, last)| last)
}

/// Columns whose path goes on from another column's are that question's options; gives the names of such questions.
fn options(columns: &mut [Header], names: &BTreeSet<String>) -> BTreeSet<String> {
    let mut parents = BTreeSet::new();
    for column in columns {
        // A slash may stand in an option's label too: the longest path that is a column is not it, but the shortest.
        let mut cuts = column.name.match_indices('/').map(|(at, _)| &column.name[..at]).take(32);
        let Some(parent) = cuts.find(|cut| names.contains(*cut)).map(str::to_owned) else { continue };
        column.part = Some(column.name[parent.len() + 1..].to_owned());
        column.question = last(&parent).to_owned();
        column.group = Some(parent.clone());
        parents.insert(parent);
    }
    parents
}

/// `_place_latitude` beside `place`.
fn is_place(name: &str, questions: &BTreeSet<String>) -> bool {
    let inner = last(name).strip_prefix('_').unwrap_or("");
    let ends = ["_latitude", "_longitude", "_altitude", "_precision"];
    ends.iter().any(|end| inner.strip_suffix(end).is_some_and(|question| questions.contains(question)))
}

fn keep_first(columns: &mut [Header], role: Role) {
    for column in columns.iter_mut().filter(|column| column.role == role).skip(1) {
        column.role = Role::Metadata;
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{head, layout_of, score_of, shape};
    use super::*;

    const NAMES: &str = "start,end,house/age,house/teas,house/teas/green,house/teas/black,spot,_spot_latitude,pic,pic_URL,\
        _id,_uuid,_submission_time,_index\n\
        2026-01-02T10:00:00.000+01:00,x,31,green black,1,1,47.1 7.2,47.1,a.jpg,https://example.org/a,1,u-1,2026-01-02T10:00:00,1\n";

    #[test]
    fn options_stand_beside_the_joined_column_and_are_counted_once() {
        let layout = layout_of(&FORMAT, &head(NAMES));
        let teas = Some("house/teas");
        assert_eq!(
            shape(&layout)[2..8],
            [
                ("age", None, None, Role::Answer),
                ("teas", None, None, Role::Metadata),
                ("teas", teas, Some("green"), Role::Answer),
                ("teas", teas, Some("black"), Role::Answer),
                ("spot", None, None, Role::Answer),
                ("_spot_latitude", None, None, Role::Personal),
            ]
        );
        let roles: Vec<Role> = layout.columns[9..].iter().map(|column| column.role).collect();
        assert_eq!(roles, [Role::Metadata, Role::Metadata, Role::Id, Role::Date, Role::Metadata]);
        assert_eq!(layout.columns[2].name, "house/age");
    }

    #[test]
    fn one_name_with_an_underscore_is_not_enough() {
        assert!(score_of(&FORMAT, NAMES) > 0.9);
        assert!(score_of(&FORMAT, "_id,name,text\n1,a,b\n") < 0.5);
        assert!(score_of(&FORMAT, "Do you drink tea?;Why?\nyes;no\n") < 0.5);
    }

    #[test]
    fn answers_without_metadata_are_known_by_their_quotes_and_a_blank_parts_nothing() {
        use super::super::fixture::of;
        let rows = head("Do you drink tea?,Why?\nyes I do,no\n");
        let quoted = Head { quoted_by: Some(b';'), ..of(&rows) };
        assert!((FORMAT.score)(&quoted).value >= 0.5);
        assert!((FORMAT.score)(&Head { quoted_by: Some(b','), ..of(&rows) }).value < 0.5);
        assert!((FORMAT.layout)(&quoted).separators.is_empty());
    }
}
