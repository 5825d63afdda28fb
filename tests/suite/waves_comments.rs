//! A second wave of comments from outside: exports of several platforms and pasted threads. Their texts are the answers,
//! whoever wrote before is known again, and texts that stand in both are told.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::program::{Run, files, run_in};

const CODEBOOK: &str = "[[theme]]\nid = \"note\"\nlabel = \"A note\"\npatterns = ['note']\n";

fn thread(comments: &[(&str, &str)]) -> String {
    let one = |(name, text): &(&str, &str)| {
        format!("{name}\n{name}\n   • 2nd\nBaker of bread\n3d\n{text}\n\nLike\n·\n2\nReply\n1 Reply\n")
    };
    comments.iter().map(one).collect()
}

const FIRST: [(&str, &str); 3] = [
    ("Ottoline Quill", "I never accept an invite without a note from a stranger."),
    ("Basil Plum", "Always, why not?"),
    ("Cy Marsh", "It depends on the note and on who wrote it."),
];

const SECOND: [(&str, &str); 3] = [
    ("Dora Fenn", "A note makes my yes, and nothing else does."),
    ("Ottoline Quill", "I never accept an invite without a note from a stranger."),
    ("Cy Marsh", "No more invites for me."),
];

fn linkedin(comments: &[(&str, &str)]) -> String {
    let mut text = String::from("Name,LinkedIn URL,Current Position,Comment Text\n");
    for (name, comment) in comments {
        text.push_str(&format!("{name},https://www.linkedin.com/in/{},Baker,\"{comment}\"\n", name.replace(' ', "-")));
    }
    text
}

fn youtube(comments: &[(&str, &str)]) -> String {
    let one = |(place, (name, text)): (usize, &(&str, &str))| {
        format!(
            r#"{{"kind":"youtube#commentThread","id":"Ug{place}","snippet":{{"topLevelComment":{{"kind":"youtube#comment","id":"Ug{place}","snippet":{{"textOriginal":"{text}","authorDisplayName":"{name}","likeCount":1,"publishedAt":"2026-11-0{}T10:00:00Z"}}}}}}}}"#,
            place + 1
        )
    };
    let all: Vec<String> = comments.iter().enumerate().map(one).collect();
    format!(r#"{{"kind":"youtube#commentThreadListResponse","items":[{}]}}"#, all.join(","))
}

fn slack(comments: &[(&str, &str)]) -> String {
    let one = |(place, (name, text)): (usize, &(&str, &str))| {
        let user = name.replace(' ', "").to_uppercase();
        format!(
            r#"{{"type":"message","user":"U{user}","ts":"17090000{place}0.000100","text":"{text}","user_profile":{{"real_name":"{name}"}}}}"#
        )
    };
    let all: Vec<String> = comments.iter().enumerate().map(one).collect();
    format!("[{}]", all.join(","))
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap();
}

fn fine(run: &Run) {
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

/// A study of the poll and its thread, with a theme.
fn polled() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "one.txt", &thread(&FIRST));
    let poll = ["--option", "Never=20%", "--option", "All=80%", "--comments", "one.txt", "--expect", "3"];
    let run = [&["init", "--question", "Do you accept invites?", "--out", "study"][..], &poll].concat();
    fine(&run_in(folder.path(), &run));
    write(folder.path(), "study/codebook-comments.toml", CODEBOOK);
    folder
}

/// Which authors each comment of the second wave has, and nobody's name anywhere but in `raw/`.
fn authors(folder: &Path, file: &str) -> String {
    let mut reader = csv::Reader::from_path(folder.join("study").join(file)).unwrap();
    let authors: Vec<String> = reader.records().map(|row| row.unwrap()[1].to_owned()).collect();
    for (path, bytes) in files(&folder.join("study")).iter().filter(|(path, _)| !path.starts_with("raw/")) {
        let text = String::from_utf8_lossy(bytes);
        for name in ["Quill", "Plum", "Marsh", "Fenn"] {
            assert!(!text.contains(name), "{path} holds {name}");
        }
    }
    authors.join(" ")
}

#[test]
fn a_second_pasted_thread_is_a_wave_in_which_people_are_known_again_and_same_texts_are_told() {
    let folder = polled();
    write(folder.path(), "two.txt", &thread(&SECOND));
    let run = run_in(folder.path(), &["add", "study", "two.txt", "--wave", "2026-11"]);
    fine(&run);
    for said in [
        "3 comments by 3 people, as copied from the page",
        "2 people of this wave answered in an earlier one too, known by their names",
        "1 of 3 texts to `comments` stand word for word in an earlier wave too, 1 of them by the same person (2026-11-c002)",
    ] {
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
    assert!(run.out.is_empty(), "there is no question that could differ: {}", run.out);
    for (kept, thread) in [("one.txt", thread(&FIRST)), ("2026-11-two.txt", thread(&SECOND))] {
        assert_eq!(fs::read_to_string(folder.path().join("study/raw").join(kept)).unwrap(), thread);
    }
    assert_eq!(authors(folder.path(), "thread-2026-11.csv"), "R4 R1 R3");
    fine(&run_in(folder.path(), &["report", "study", "--quiet"]));
    let table = fs::read_to_string(folder.path().join("study/out/tables/waves.csv")).unwrap();
    let row = table.lines().find(|line| line.starts_with("comments,authors,note,A note,2026-11")).unwrap();
    // Of those who wrote both times Cy Marsh no longer speaks of a note.
    assert!(row.starts_with("comments,authors,note,A note,2026-11,2,3,") && row.contains(",2,0,1,-0.5,"), "{row}");
    let again = run_in(folder.path(), &["add", "study", "two.txt", "--wave", "2026-11"]);
    assert!(again.code == 0 && again.err.contains("nothing was changed"), "{}", again.err);
}

#[test]
fn an_export_of_any_platform_is_another_wave_of_comments() {
    let folder = polled();
    for (name, text, wave, said) in [
        ("linkedin.csv", linkedin(&SECOND), "2026-11", "2 people of this wave answered"),
        ("youtube.json", youtube(&SECOND), "2026-12", "3 people of this wave answered"),
        ("slack.json", slack(&FIRST), "2027-01", "texts to `comments` stand word for word in an earlier wave too"),
    ] {
        write(folder.path(), name, &text);
        let run = run_in(folder.path(), &["add", "study", name, "--wave", wave]);
        fine(&run);
        assert!(run.out.is_empty() && run.err.contains(said), "{said}: {}{}", run.out, run.err);
        authors(folder.path(), &format!("thread-{wave}.csv"));
    }
    fine(&run_in(folder.path(), &["report", "study", "--quiet"]));
    let table = fs::read_to_string(folder.path().join("study/out/tables/waves.csv")).unwrap();
    for wave in ["2026-11", "2026-12", "2027-01"] {
        assert!(table.contains(&format!("comments,comments,note,A note,{wave},2,3,")), "{wave}: {table}");
    }
}

#[test]
fn people_of_two_exports_are_known_by_their_profiles_and_two_of_one_name_are_two() {
    let folder = tempfile::tempdir().unwrap();
    let rows = |rows: &[(&str, &str, &str)]| {
        let header = "Name,LinkedIn URL,Current Position,Comment Text\n".to_owned();
        let row = |(name, profile, text): &(&str, &str, &str)| {
            format!("{name},https://www.linkedin.com/in/{profile},Baker,{text}\n")
        };
        header + &rows.iter().map(row).collect::<String>()
    };
    let first = [
        ("Ottoline Quill", "oq", "I never accept an invite without a note."),
        ("Basil Plum", "bp1", "Always and why not so."),
        ("Dora Fenn", "df", "It depends on the note."),
    ];
    // The second Basil Plum is somebody else, and Ottoline Quill has another name by now.
    let second = [
        ("Basil Plum", "bp2", "Notes are for musicians I think."),
        ("Ottoline Marsh", "oq", "No more invites for me today."),
        ("Dora Fenn", "df", "It still depends on a note."),
    ];
    write(folder.path(), "one.csv", &rows(&first));
    write(folder.path(), "two.csv", &rows(&second));
    fine(&run_in(folder.path(), &["init", "one.csv", "--out", "study"]));
    let run = run_in(folder.path(), &["add", "study", "two.csv", "--wave", "2"]);
    fine(&run);
    assert!(
        run.err.contains("2 people of this wave answered in an earlier one too, known by their profiles"),
        "{}",
        run.err
    );
    assert_eq!(authors(folder.path(), "comments-2.csv"), "R4 R1 R3");
    let study = fs::read_to_string(folder.path().join("study/study.toml")).unwrap();
    assert!(study.contains("wave_of = \"comments\"\n") && study.contains("\nsame_people = true\n"), "{study}");
}

#[test]
fn respondents_are_known_by_an_id_of_people_and_never_by_numbers_that_begin_anew() {
    let folder = tempfile::tempdir().unwrap();
    let export = |name: &str, header: &str, from: usize, id: &dyn Fn(usize) -> String| {
        let mut text = format!("Submitted,{header},Will you come?,Why is that so?\n");
        for n in 0..24 {
            let answer = ["Yes", "No"][(n + from) % 3 / 2];
            let row =
                format!("2026-0{}-11,{},{answer},Boat {} of {from} is late for my work\n", 1 + from % 9, id(n), n);
            text.push_str(&row);
        }
        write(folder.path(), name, &text);
    };
    export("a1.csv", "Participant ID", 1, &|n| format!("7{}", 100 + n));
    export("a2.csv", "Participant ID", 2, &|n| format!("7{}", 120 + n));
    export("b1.csv", "ID,Email", 1, &|n| format!("{},ottoline{n}@example.org", n + 1));
    export("b2.csv", "ID,Email", 2, &|n| format!("{},ottoline{}@example.org", n + 1, n + 20));
    for (study, one, two, again, ids) in [("a", "a1.csv", "a2.csv", 4, "7120 7143"), ("b", "b1.csv", "b2.csv", 4, "")] {
        fine(&run_in(folder.path(), &["init", one, "--out", study]));
        let run = run_in(folder.path(), &["add", study, two, "--wave", "2"]);
        fine(&run);
        let said = format!("{again} people of this wave answered in an earlier one too");
        assert!(run.err.contains(&said), "{study}: {}", run.err);
        let column = |file: &str| -> Vec<String> {
            let mut reader = csv::Reader::from_path(folder.path().join(study).join(file)).unwrap();
            reader.records().map(|row| row.unwrap()[0].to_owned()).collect()
        };
        let (before, now) = (column("responses.csv"), column("responses-2.csv"));
        assert_eq!(now.iter().filter(|id| before.contains(id)).count(), again, "{study}: {before:?} {now:?}");
        assert_eq!(now.iter().collect::<std::collections::BTreeSet<_>>().len(), 24, "{study}: {now:?}");
        assert!(ids.is_empty() || format!("{} {}", now[0], now[23]) == ids, "{now:?}");
    }
}

#[test]
fn people_are_nobody_again_where_the_export_of_the_first_wave_is_gone_and_the_study_says_how() {
    let folder = polled();
    fs::remove_dir_all(folder.path().join("study/raw")).unwrap();
    write(folder.path(), "two.txt", &thread(&SECOND));
    let run = run_in(folder.path(), &["add", "study", "two.txt", "--wave", "2026-11"]);
    fine(&run);
    assert!(run.err.contains("nobody is known again: the export of no earlier wave stands in raw/"), "{}", run.err);
    assert_eq!(authors(folder.path(), "thread-2026-11.csv"), "2026-11-R1 2026-11-R2 2026-11-R3");
    let study = fs::read_to_string(folder.path().join("study/study.toml")).unwrap();
    assert!(study.contains("# Where an id stands for the same person as in the other waves: same_people = true"));
}

#[test]
fn the_totals_of_another_poll_are_no_wave() {
    let folder = polled();
    write(folder.path(), "poll.csv", "option,percent\nNever,30%\nAll,70%\n");
    let run = run_in(folder.path(), &["add", "study", "poll.csv", "--wave", "2"]);
    assert_eq!(
        (run.code, run.err.contains("a poll that is known by its totals has no waves")),
        (2, true),
        "{}",
        run.err
    );
    let init = ["init", "--question", "Q?", "--option", "Never=20%", "--option", "All=80%", "--out", "alone"];
    fine(&run_in(folder.path(), &init));
    let run = run_in(folder.path(), &["add", "alone", "poll.csv", "--wave", "2"]);
    assert_eq!(
        (run.code, run.err.contains("a poll that is known by its totals has no waves")),
        (2, true),
        "{}",
        run.err
    );
}

#[test]
fn columns_about_the_response_are_kept_where_somebody_asks_for_them() {
    let folder = tempfile::tempdir().unwrap();
    let ids = ["startDate", "progress", "userLanguage", "_recordId", "QID1", "QID2_TEXT"];
    let imports: Vec<String> = ids.iter().map(|id| format!("\"{{\"\"ImportId\"\":\"\"{id}\"\"}}\"")).collect();
    let mut text = format!(
        "StartDate,Progress,UserLanguage,ResponseId,Q1,Q2\n\
         Start Date,Progress,User Language,Response ID,Will you come?,Why is that so?\n{}\n",
        imports.join(",")
    );
    for n in 0..24 {
        let (language, answer) = (["EN", "DE"][n % 2], ["Yes", "No"][n % 3 / 2]);
        let day = 1 + n % 9;
        text.push_str(&format!(
            "2026-03-0{day} 10:00:00,100,{language},R_{n}abc,{answer},Boat {n} is late for my work\n"
        ));
    }
    write(folder.path(), "survey.csv", &text);
    let (code, said) = asked(folder.path(), &("\n".repeat(3) + "Language\nUserLanguage\n\n\n"));
    assert_eq!(code, 0, "{said}");
    for line in [
        "About the response, and left out: Progress; UserLanguage",
        "found `Language`, expected one of: Progress; UserLanguage",
        "kind of `UserLanguage`: single, open [single]",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let study = fs::read_to_string(folder.path().join("study/study.toml")).unwrap();
    assert!(study.contains("question = \"User Language\"") && !study.contains("question = \"Progress\""), "{study}");
    fine(&run_in(folder.path(), &["report", "study", "--quiet"]));
}

/// Runs `init --interactive` with lines at the standard input.
fn asked(folder: &Path, answers: &str) -> (i32, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_verbatims"))
        .args(["init", "survey.csv", "--out", "study", "--interactive"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn what_init_is_unsure_of_is_asked_and_answers_may_be_piped() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::from("Submitted,Respondent ID,Town,Boats a month,Why?\n");
    for n in 0..24 {
        let town = ["North", "South", "N/A"][n % 3];
        let boats = 3 * n + n % 2;
        text.push_str(&format!(
            "0{}/0{}/2026 10:00,k{n}7,{town},{boats},Boat number {n} is never on time for my work.\n",
            1 + n % 9,
            1 + n % 7
        ));
    }
    write(folder.path(), "survey.csv", &text);
    let (code, said) = asked(folder.path(), "\n\n");
    assert!(code == 2 && said.contains("the answers ended before the last question"), "{said}");
    assert!(!folder.path().join("study").exists());
    // Enter keeps all but what is asked about days, which is the last question.
    let questions = said.matches("]: ").count();
    assert_eq!(questions, 3, "{said}");
    let (code, said) = asked(folder.path(), &("\n".repeat(7) + "day\n"));
    assert_eq!(code, 0, "{said}");
    for question in [
        "Title of the study [Survey]",
        "Does `N/A` stand for no answer to “Town”? [yes]",
        "Column with the respondent's id, or none [Respondent ID]",
        "Column with the weight of each response, or none [none]",
        "In `Submitted` the day and the month fit both ways",
    ] {
        assert!(said.contains(question), "{question}: {said}");
    }
    let rows = fs::read_to_string(folder.path().join("study/responses.csv")).unwrap();
    assert!(rows.contains("k07,2026-01-01 10:00,North"), "{rows}");
    assert!(rows.contains("k17,2026-02-02 10:00,South"), "{rows}");
    assert!(rows.contains("k77,2026-01-08 10:00,South"), "the day stands first: {rows}");
}
