//! `chart` and `kit` from outside: pictures of a study and of a typed poll, what is refused, what is never replaced.

use std::fs;
use std::path::Path;

use crate::program::{Run, change, copy_of_study, files, run_in, study};

const POLL: [&str; 5] = ["chart", "--chart", "answers", "--question", "Do you accept invites?"];

fn typed(folder: &Path, options: &[&str], flags: &[&str]) -> Run {
    let mut args: Vec<&str> = POLL.to_vec();
    options.iter().for_each(|option| args.extend(["--option", option]));
    args.extend(flags);
    run_in(folder, &args)
}

/// Width and height as the PNG says.
fn size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn a_typed_poll_becomes_one_file_in_the_size_of_its_preset() {
    let folder = tempfile::tempdir().unwrap();
    let options = ["Never=20%", "Some=68%", "All=12%"];
    let run = typed(folder.path(), &options, &["--preset", "square", "--out", "poll.png"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(size(&fs::read(folder.path().join("poll.png")).unwrap()), (1080, 1080));
    assert!(run.out.contains("Some 68%, Never 20%, All 12%."), "{}", run.out);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let run = typed(folder.path(), &options, &["--votes", "412", "--out", "poll.SVG"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let svg = fs::read_to_string(folder.path().join("poll.SVG")).unwrap();
    assert!(svg.contains("412 votes; percentages as published, rounded.") && svg.contains("role=\"img\""));
}

#[test]
fn what_no_poll_can_be_is_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    for (options, flags, said) in [
        (&["A=50%", "B=50%", "C=50%"][..], &[][..], "fit no number of votes"),
        (&["A=20%", "B=41"], &[], "some options have a percentage and others votes"),
        (&["A=1%", "A=99%"], &[], "the option `A` stands twice"),
        (&["A=0", "B=0"], &[], "zero votes"),
        (&["A=51%", "B=49%"], &["--votes", "3"], "3"),
        (&["Never=20%", "Some=80%"], &["--title", "One in three never accept"], "20%"),
        (&["漢字=20%", "Some=80%"], &[], "no font has the letters"),
        (&["A=20%", "B=80%"], &["--preset", "circle"], "circle"),
        (&["A=20%", "B=80%"], &["--title", " "], "--title: is empty"),
    ] {
        let run = typed(folder.path(), options, flags);
        assert_eq!(run.code, 2, "{options:?} {flags:?}: {}", run.err);
        assert!(run.err.contains(said), "{options:?} {flags:?}: {}", run.err);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{options:?}");
    }
}

#[test]
fn one_option_many_and_labels_with_markup_are_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let run = typed(folder.path(), &["Only=100%"], &["--out", "one.svg"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let run = typed(folder.path(), &["<script>alert(1)</script>=3", "a & \"b\"=0", "👍=5"], &["--out", "m.svg"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let svg = fs::read_to_string(folder.path().join("m.svg")).unwrap();
    assert!(!svg.contains("<script") && svg.contains("&lt;script&gt;"), "{svg}");
    let many: Vec<String> = (1..=40).map(|place| format!("Option number {place}={place}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let run = typed(folder.path(), &many, &["--preset", "x", "--out", "many.png"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(size(&fs::read(folder.path().join("many.png")).unwrap()), (1600, 900));
}

#[test]
fn the_list_names_every_chart_and_every_preset_with_its_size() {
    let run = run_in(&study(), &["chart", "--list"]);
    assert_eq!(run.code, 0);
    for chart in verbatims::chart::CHARTS {
        assert!(run.out.contains(&format!("  {} ", chart.id)), "{}", chart.id);
    }
    for preset in verbatims::chart::PRESETS {
        assert!(run.out.contains(&format!("  {} ", preset.id)), "{}", preset.id);
    }
    assert!(run.out.contains("1080 × 1350"));
}

#[test]
fn a_folder_gets_svg_and_two_sizes_and_an_edited_picture_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("c");
    let run = |flags: &[&str]| {
        let args = ["chart", ".", "--chart", "answers", "--out", out.to_str().unwrap()];
        run_in(&study(), &[&args[..], flags].concat())
    };
    assert_eq!(run(&["--preset", "square"]).code, 0);
    assert_eq!(run(&[]).code, 0);
    let names: Vec<String> = files(&out).into_keys().collect();
    let expected = ["answers-square.png", "answers-square.svg", "answers-square@2x.png", "answers.png"];
    assert!(expected.iter().all(|name| names.contains(&(*name).to_owned())), "{names:?}");
    let first = files(&out);
    assert_eq!(size(&first["answers-square@2x.png"]), (2160, 2160));
    assert_eq!(run(&["--preset", "square"]).code, 0);
    assert_eq!(files(&out), first);
    fs::write(out.join("answers.svg"), "edited by hand").unwrap();
    let refused = run(&["--title", "Some people accept some"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("answers.svg"), "{}", refused.err);
    assert_eq!(fs::read_to_string(out.join("answers.svg")).unwrap(), "edited by hand");
}

#[test]
fn a_title_must_hold_and_an_id_must_be_there() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("p.svg");
    let run = |flags: &[&str]| {
        let args = ["chart", ".", "--out", file.to_str().unwrap()];
        run_in(&study(), &[&args[..], flags].concat())
    };
    for (flags, said) in [
        (&["--chart", "answers", "--title", "25% of the voters never accept"][..], "poll.Never: 20% of votes"),
        (&["--chart", "answers", "--title", "Voters are representative of all members"], "representative of"),
        (&["--only", "relevence"], "did you mean `relevance`?"),
        (&[], "names one file, and there are"),
        (&["--chart", "aswers"], "answers"),
        (&["--chart", "answers", "--brand", "nothing.toml"], "nothing.toml"),
    ] {
        let run = run(flags);
        assert_eq!(run.code, 2, "{flags:?}: {}", run.err);
        assert!(run.err.contains(said), "{flags:?}: {}", run.err);
        assert!(!file.exists(), "{flags:?}");
    }
    let title = "Of the voters, 20% never accept";
    let done = run(&["--chart", "answers", "--title", title]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(fs::read_to_string(&file).unwrap().contains(&format!("-title\">{title}</title>")));
}

#[test]
fn a_brand_that_cannot_be_used_is_refused_by_key() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("font.ttf"), b"no font").unwrap();
    let bomb = format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>{}</svg>", "<g/>".repeat(5_000));
    fs::write(folder.path().join("bomb.svg"), bomb).unwrap();
    let outside = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><image href='/etc/passwd'/></svg>";
    fs::write(folder.path().join("outside.svg"), outside).unwrap();
    for (brand, said) in [
        ("font = \"font.ttf\"", "font.ttf"),
        ("logo = \"bomb.svg\"", "more than"),
        ("logo = \"outside.svg\"", "outside.svg"),
        ("logo = \"../../etc/passwd\"", "passwd"),
        ("text = \"#DDDDDD\"", "4.5"),
        ("colour = \"#000000\"", "unknown key"),
    ] {
        fs::write(folder.path().join("brand.toml"), brand).unwrap();
        let run = typed(folder.path(), &["A=20%", "B=80%"], &["--brand", "brand.toml", "--out", "p.png"]);
        assert_eq!(run.code, 2, "{brand}: {}", run.err);
        assert!(run.err.contains(said), "{brand}: {}", run.err);
        assert!(!folder.path().join("p.png").exists());
    }
}

/// The kit of the first study.
fn kit(out: &Path, flags: &[&str]) -> Run {
    run_in(&study(), &[&["kit", ".", "--out", out.to_str().unwrap()][..], flags].concat())
}

#[test]
fn a_kit_has_its_cards_a_carousel_a_text_that_holds_and_alt_texts() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("kit");
    let flags = ["--preset", "linkedin-portrait"];
    assert_eq!(kit(&out, &flags).code, 0);
    let made = files(&out);
    let cards: Vec<&String> = made.keys().filter(|name| name.ends_with(".png")).collect();
    assert_eq!(cards.len(), 10, "{cards:?}");
    assert_eq!(cards.iter().filter(|card| card.contains("quote-personalise")).count(), 1, "{cards:?}");
    for (place, card) in cards.iter().enumerate() {
        assert!(card.starts_with(&format!("{:02}-", place + 1)), "{card}");
        assert_eq!(size(&made[*card]), (1080, 1350));
    }
    let pdf = String::from_utf8_lossy(&made["carousel.pdf"]).into_owned();
    assert_eq!(pdf.matches("/Type /Page\n").count(), cards.len());
    assert_eq!(pdf.matches("/MediaBox [0 0 1080 1350]").count(), cards.len());
    assert_eq!(pdf.matches("/Alt ").count(), cards.len());
    assert!(!pdf.contains("Date") && pdf.trim_end().ends_with("%%EOF"));
    let mut alt = csv::Reader::from_reader(made["alt.csv"].as_slice());
    let rows: Vec<csv::StringRecord> = alt.records().map(Result::unwrap).collect();
    assert_eq!(
        rows.iter().map(|row| row[0].to_owned()).collect::<Vec<_>>(),
        cards.iter().map(|c| (*c).clone()).collect::<Vec<_>>()
    );
    assert!(rows.iter().all(|row| row[3].chars().count() <= 100 && row[4].chars().count() <= 1_000));
    let post = String::from_utf8(made["post.txt"].clone()).unwrap();
    assert!(post.starts_with("Two in three accept only some invites from strangers.\n"), "{post}");
    assert!(post.encode_utf16().count() <= 3_000);
    let last = post.trim_end().lines().last().unwrap();
    assert!(last.starts_with("LinkedIn poll, closed July 2021. Opt-in:") && last.contains("136 comments"), "{last}");
    assert!(post.contains("123 of 136 comments are constructed"));
    let verified = run_in(&study(), &["verify", ".", out.join("post.txt").to_str().unwrap()]);
    assert_eq!(verified.code, 0, "{}", verified.out);
    assert!(verified.out.lines().filter(|line| line.contains(": holds: ")).count() >= 10, "{}", verified.out);
    let again = folder.path().join("again");
    assert_eq!(kit(&again, &[&flags[..], &["--threads", "1"]].concat()).code, 0);
    assert_eq!(files(&again), made);
}

#[test]
fn a_kit_is_replaced_whole_and_a_folder_of_others_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("kit");
    let square = ["--preset", "square", "--chart", "themes", "--chart", "answers"];
    assert_eq!(kit(&out, &square).code, 0);
    let names: Vec<String> = files(&out).into_keys().collect();
    assert_eq!(names, ["01-themes.png", "02-answers.png", "alt.csv", "carousel.pdf", "manifest.json", "post.txt"]);
    assert_eq!(kit(&out, &["--preset", "square", "--chart", "answers"]).code, 0);
    assert!(out.join("01-answers.png").exists() && !out.join("02-answers.png").exists());
    let other = folder.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("mine.txt"), "mine").unwrap();
    let refused = kit(&other, &square);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("mine.txt"), "{}", refused.err);
    assert_eq!(files(&other).len(), 1);
}

#[test]
fn a_kit_names_the_brand_that_it_was_made_with() {
    let folder = tempfile::tempdir().unwrap();
    let brand = folder.path().join("house.toml");
    fs::write(&brand, "look = \"dark\"").unwrap();
    let out = folder.path().join("kit");
    let made = kit(&out, &["--chart", "answers", "--brand", brand.to_str().unwrap()]);
    assert_eq!(made.code, 0, "{}", made.err);
    let manifest = fs::read_to_string(out.join("manifest.json")).unwrap();
    let digest = verbatims::export::digest(b"look = \"dark\"");
    assert!(manifest.contains("--brand house.toml") && manifest.contains(&digest), "{manifest}");
    assert!(!manifest.contains(folder.path().to_str().unwrap()), "{manifest}");
}

#[test]
fn themes_by_the_side_that_comments_take_are_drawn_with_the_base_of_each_group() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("c");
    let args = ["chart", ".", "--chart", "heat-map", "--chart", "grouped", "--out", out.to_str().unwrap()];
    let run = run_in(&study(), &args);
    assert_eq!(run.code, 0, "{}", run.err);
    for chart in ["heat-map", "grouped"] {
        let svg = fs::read_to_string(out.join(format!("{chart}-guidelines-by-stance.svg"))).unwrap();
        assert!(svg.contains("123 of 136 comments are constructed"), "{chart}");
        assert_eq!(
            svg.matches("data-theme=\"relevance\" data-within=\"Accepts some\"").count() > 0,
            chart == "heat-map"
        );
    }
    // The cells of the table that the study has of them: whoever shows the theme, of the authors who state the stance.
    let cells = run_in(
        &study(),
        &["crosstab", ".", "--rows", "comments.guidelines", "--columns", "comments.stance", "--format", "csv"],
    );
    assert_eq!(cells.code, 0, "{}", cells.err);
    let map = fs::read_to_string(out.join("heat-map-guidelines-by-stance.svg")).unwrap();
    let mut compared = 0;
    for row in
        csv::Reader::from_reader(cells.out.as_bytes()).deserialize::<std::collections::BTreeMap<String, String>>()
    {
        let row = row.unwrap();
        if row["column"] != "Total" && row["column_question"] == "comments.stance" {
            let percent: f64 = row["column_percent"].parse().unwrap();
            assert!(map.contains(&format!(">{percent:.0}%<")), "{row:?}");
            assert!(map.contains(&format!(">n = {}<", row["base"])), "{row:?}");
            compared += 1;
        }
    }
    assert_eq!(compared, 15);
}

#[test]
fn the_list_of_a_study_says_what_it_can_draw_and_what_the_other_charts_need() {
    let run = run_in(&study(), &["chart", ".", "--list"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let (can, cannot) = run.out.split_once("and not").unwrap();
    assert!(can.contains("heat-map-guidelines-by-stance") && can.contains("  answers "), "{}", run.out);
    assert!(cannot.contains("needs a question that was asked in two waves"), "{}", run.out);
    for chart in verbatims::chart::CHARTS {
        assert!(run.out.contains(&format!("  {} ", chart.id)), "{}", chart.id);
    }
}

#[test]
fn a_long_post_keeps_its_limit_its_finding_and_its_last_line() {
    let folder = copy_of_study();
    let long = "word ".repeat(900);
    change(folder.path(), "study.toml", "{share} accept only some invites", &format!("{{share}} accept {long}invites"));
    let run = run_in(folder.path(), &["kit", ".", "--chart", "answers", "--preset", "x", "--out", "kit"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let post = fs::read_to_string(folder.path().join("kit/post.txt")).unwrap();
    assert!(post.encode_utf16().count() <= 3_000 && post.starts_with("Two in three accept word"), "{post}");
    assert!(post.trim_end().lines().last().unwrap().starts_with("LinkedIn poll"), "{post}");
}
