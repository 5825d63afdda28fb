//! Which platform a file is of: every format gives a score, the best one that is clearly the best is taken. What its
//! columns are is said by the format itself.

use super::grid::Grid;
use super::{FORMATS, Format, Head, Layout, Score};
use crate::diag::{Diagnostic, Place, Severity, did_you_mean};
use crate::ingest::IngestError;

/// Below this no platform is sure enough, and the file is read as `generic`.
pub const THRESHOLD: f64 = 0.5;

/// The best must be ahead of the second by this much; else it is a tie, and the file is read as `generic`.
pub const MARGIN: f64 = 0.05;

/// The platform of a file, and why.
pub struct Recognised {
    /// The platform.
    pub format: &'static Format,
    /// How sure it is.
    pub score: Score,
    /// The next best, where it saw anything at all.
    pub runner_up: Option<(&'static Format, f64)>,
    /// Whether the person said so.
    pub wanted: bool,
    /// What the columns are; its warnings say why a file is read as `generic`.
    pub layout: Layout,
}

/// Recognises the platform of a file by its first rows; `wanted` is the id that a person asked for.
///
/// # Errors
/// `wanted` is no platform; or the file holds no responses: the message then says what it is, without a place, which
/// the caller knows.
pub fn recognise(head: &Head<'_>, wanted: Option<&str>) -> Result<Recognised, IngestError> {
    let (first, others) = FORMATS.split_last().ok_or_else(|| refusal("no platform is known", ""))?;
    let generic = (first, (first.score)(head));
    let mut ranked: Vec<(&'static Format, Score)> =
        others.iter().map(|format| (format, (format.score)(head))).collect();
    ranked.push(generic);
    ranked.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
    if let Some(id) = wanted {
        return as_wanted(head, id, ranked);
    }
    let mut ranked = ranked.into_iter();
    let (Some(best), second) = (ranked.next(), ranked.next()) else { return Err(refusal("no platform is known", "")) };
    let runner_up = second.filter(|(_, score)| score.value > 0.0).map(|(format, score)| (format, score.value));
    let ahead = best.1.value - runner_up.map_or(0.0, |(_, value)| value);
    let is_generic = std::ptr::eq(best.0, first);
    let sure = best.1.value >= THRESHOLD && ahead >= MARGIN;
    if let (true, Some((what, instead))) = (sure, &best.1.refusal) {
        return Err(refusal(what, instead));
    }
    if sure || is_generic {
        return Ok(found(head, best, runner_up, false));
    }
    let warning = unsure(&best, runner_up);
    let score = (first.score)(head);
    let mut fallback = found(head, (first, score), Some((best.0, best.1.value)), false);
    fallback.layout.warnings.insert(0, warning);
    Ok(fallback)
}

fn found(
    head: &Head<'_>,
    (format, score): (&'static Format, Score),
    runner_up: Option<(&'static Format, f64)>,
    wanted: bool,
) -> Recognised {
    let mut layout = (format.layout)(head);
    if head.named {
        layout.header_rows = 0;
    }
    let width = Grid::of(head).width(layout.header_rows);
    let have = layout.columns.len();
    layout.columns.extend((have..width).map(|place| super::Header::at(place, "", "")));
    Recognised { format, score, runner_up, wanted, layout }
}

fn unsure((format, score): &(&'static Format, Score), runner_up: Option<(&'static Format, f64)>) -> String {
    match runner_up.filter(|_| score.value >= THRESHOLD) {
        Some((other, value)) => format!(
            "the file looks like {} ({:.2}) and like {} ({value:.2}), and is read as `generic`; `--format {}` or \
             `--format {}` decides",
            format.name, score.value, other.name, format.id, other.id
        ),
        None => format!(
            "the file looks somewhat like {} ({:.2}, below {THRESHOLD:.2}), and is read as `generic`; `--format {}` \
             reads it as {}",
            format.name, score.value, format.id, format.name
        ),
    }
}

fn as_wanted(head: &Head<'_>, id: &str, mut ranked: Vec<(&'static Format, Score)>) -> Result<Recognised, IngestError> {
    let Some(place) = ranked.iter().position(|(format, _)| format.id == id) else {
        let ids: Vec<&str> = FORMATS.iter().map(|format| format.id).collect();
        return Err(Diagnostic::error(Place::file("--format"), format!("there is no platform `{id}`"))
            .hint(did_you_mean(id, &ids))
            .into());
    };
    let chosen = ranked.remove(place);
    let is_generic = FORMATS.last().is_some_and(|generic| std::ptr::eq(generic, chosen.0));
    // A person who asks for `generic` wants the rows as they stand, whatever they are.
    if let Some((what, instead)) = chosen.1.refusal.as_ref().filter(|_| !is_generic) {
        return Err(refusal(what, instead));
    }
    let runner_up = ranked.first().filter(|(_, score)| score.value > 0.0).map(|(format, score)| (*format, score.value));
    Ok(found(head, chosen, runner_up, true))
}

fn refusal(what: &str, instead: &str) -> IngestError {
    let message = format!("this is {what}, expected one row for each response");
    Diagnostic { severity: Severity::Error, place: None, message, hint: Some(instead.to_owned()) }.into()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{head, of};
    use super::*;

    fn read(text: &str, wanted: Option<&str>) -> Result<Recognised, IngestError> {
        recognise(&of(&head(text)), wanted)
    }

    #[test]
    fn files_are_recognised_with_their_header_rows_and_columns() {
        for (text, format, header_rows, columns) in [
            (
                "StartDate,Q1\nBeginn,Tee?\n\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\"\n",
                "qualtrics",
                3,
                2,
            ),
            ("V1,V2,V3,Q1,\nResponseID,ResponseSet,Name,Tea?,\nR_1,x,y,1,\n", "qualtrics", 2, 5),
            (
                "Finished,EndDate,StartDate,ResponseId,Q1\nx,y,z,w,Tea?\n1,2026-01-02 10:00:00,2026-01-02 09:00:00,R_1,3\n",
                "qualtrics",
                2,
                5,
            ),
            ("Respondent ID,Collector ID,Tea?,\n,,Green,Black\n1,2,Green,\n", "surveymonkey", 2, 4),
            ("RespondentID,Tea?\n4337954960,Yes\n", "surveymonkey", 1, 2),
            ("Timestamp,Which tea do you like?\n6/21/2026 23:29:42,Green\n", "google_forms", 1, 2),
            ("#,Tea?,Start Date (UTC),Submit Date (UTC),Network ID\n", "typeform", 1, 5),
            ("Id,Start time,Completion time,Email,Name,Tea?\n", "ms_forms", 1, 6),
            ("id,submitdate,lastpage,startlanguage,Q1\n", "limesurvey", 1, 5),
            ("tea,_id,_uuid,_submission_time,_index\n", "kobo", 1, 5),
            ("option,percent,votes\nYes,20,2\n", "linkedin_poll", 1, 3),
            (
                "comment_urn,comment_text,commenter_name\nurn:li:comment:(activity:1;2),Tea,Ann\n",
                "linkedin_comments",
                1,
                3,
            ),
            ("textDisplay,authorDisplayName,likeCount\nTea,Ann,2\n", "youtube_comments", 1, 3),
            ("ts,user,text\n1609459200.000100,U1,Tea\n", "slack", 1, 3),
            ("Timestamp,device,temp\n6/21/2026 23:29:42,a,20.1\n", "generic", 1, 3),
            ("id,tea,why\n1,Yes,a\n2,No,b\n", "generic", 1, 3),
            ("tea;why\n", "generic", 1, 1),
            ("3,4\n5,6\n", "generic", 0, 2),
        ] {
            let found = read(text, None).unwrap();
            let (layout, id) = (found.layout, found.format.id);
            assert_eq!((id, layout.header_rows, layout.columns.len()), (format, header_rows, columns), "{text}");
            assert!(!found.score.evidence.is_empty(), "{text}");
        }
    }

    #[test]
    fn a_low_score_and_a_tie_fall_back_to_generic_with_a_warning() {
        let low = read("Respondent ID,age\nA7,31\n", None).unwrap();
        assert_eq!((low.format.id, low.runner_up.map(|(format, _)| format.id)), ("generic", Some("surveymonkey")));
        assert!(low.layout.warnings[0].contains("--format surveymonkey"), "{:?}", low.layout.warnings);
        let tie = read("#,Submit Date (UTC),SubmissionDate,KEY,instanceID\n", None).unwrap();
        assert_eq!(tie.format.id, "generic");
        assert!(tie.layout.warnings[0].contains("--format typeform` or `--format kobo"), "{:?}", tie.layout.warnings);
    }

    #[test]
    fn a_person_decides_and_a_slip_is_told() {
        let found = read("id,tea\n1,Yes\n", Some("surveymonkey")).unwrap();
        assert_eq!(
            (found.format.id, found.wanted, found.runner_up.map(|(format, _)| format.id)),
            ("surveymonkey", true, Some("generic"))
        );
        let error = read("id\n1\n", Some("survey_monkey")).err().unwrap();
        assert_eq!(
            error.to_string(),
            "--format: there is no platform `survey_monkey`\nhint: did you mean `surveymonkey`?"
        );
    }

    #[test]
    fn what_holds_no_responses_is_refused_with_what_to_export() {
        let report = "Q1 - Tea?,,,\n#,Answer,%,Count\n1,Yes,80%,8\n";
        let crosstab = ",,Gender,\n,Total,Male,Female\nBase,100,48,52\nYes,80%,75%,85%\nNo,20%,25%,15%\n";
        for (text, wanted) in [(report, None), (crosstab, None), (report, Some("qualtrics"))] {
            let error = read(text, wanted).err().unwrap();
            assert!(error.to_string().starts_with("this is a "), "{error}");
            assert!(error.hint().is_some_and(|hint| hint.contains("export")), "{error}");
        }
        assert_eq!(read(crosstab, Some("generic")).unwrap().format.id, "generic");
    }

    #[test]
    fn every_id_stands_once_and_the_last_is_generic() {
        let ids: std::collections::BTreeSet<&str> = FORMATS.iter().map(|format| format.id).collect();
        assert_eq!(ids.len(), FORMATS.len());
        assert_eq!(FORMATS.last().map(|format| format.id), Some("generic"));
    }

    #[test]
    fn names_that_a_container_keeps_apart_are_no_header_row() {
        let rows = head("id,tea\n1,Yes\n");
        let found = recognise(&Head { named: true, ..of(&rows) }, None).unwrap();
        assert_eq!((found.layout.header_rows, found.layout.columns.len()), (0, 2));
    }

    proptest::proptest! {
        #[test]
        fn any_cells_are_read_by_every_format(rows in proptest::collection::vec(proptest::collection::vec(cells(), 0..7), 0..6)) {
            for named in [false, true] {
                let head = Head { named, ..of(&rows) };
                let _ = recognise(&head, None);
                for format in FORMATS {
                    let score = (format.score)(&head);
                    proptest::prop_assert!((0.0..=1.0).contains(&score.value));
                    if let Ok(found) = recognise(&head, Some(format.id)) {
                        let width = rows.iter().take(found.layout.header_rows.max(1)).map(Vec::len).max().unwrap_or(0);
                        proptest::prop_assert_eq!(found.layout.columns.len(), width, "{}", format.id);
                        proptest::prop_assert!(found.layout.set_aside.iter().all(|rule| rule.column < width));
                    }
                }
            }
        }
    }

    /// Cells that platforms look for, and any others.
    fn cells() -> impl proptest::strategy::Strategy<Value = String> {
        let known = [
            "",
            "",
            "Respondent ID",
            "Response",
            "Timestamp",
            "#",
            "Network ID",
            "id",
            "submitdate",
            "lastpage",
            "_uuid",
            "a/b",
            "a/b/c",
            "a",
            "Q1_1",
            "Q1_1_TEXT",
            "Q1 - Topics",
            "V1",
            "ResponseID",
            "Status",
            "Progress",
            "Other",
            "{\"ImportId\":\"QID1_é\"}",
            "{\"ImportId\":\"1_QID2\",\"choiceId\":\"3\"}",
            "Q [x]",
            "Q [y]",
            "Q - x",
            "Q - y",
            "2026-01-02 10:00:00",
            "option",
            "votes",
            "3",
            "urn:li:comment:(",
            "Answer Choices",
            "Total",
            "Base",
            "é[é]. [",
            "Start time",
            "Completion time",
            "ID",
            "ts",
            "user",
            "text",
            "comment",
            "{{x}}",
            "Q1[SQ1]. é [",
            "_é_latitude",
            "_URL",
        ];
        proptest::prop_oneof![
            proptest::sample::select(known.to_vec()).prop_map(str::to_owned),
            proptest::string::string_regex("[\\[\\]{}<>&;:_#é \u{a0}A-Z0-9./-]{0,12}").unwrap(),
        ]
    }

    use proptest::strategy::Strategy;
}
