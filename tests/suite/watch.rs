//! `watch` from outside: what it prints and writes while files change under it.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::program::{copy_of_study, files, run_in, small_study};

/// How long a line is waited for: a machine may be slow, and a test that passes never waits so long.
const PATIENCE: Duration = Duration::from_secs(120);

/// A watch that runs.
struct Watching {
    child: Child,
    /// The lines of standard output, and of standard error, which come in no order between them.
    out: Receiver<String>,
    err: Receiver<String>,
}

impl Watching {
    /// Starts a watch of a folder and waits until the first report stands.
    fn of(folder: &Path, args: &[&str]) -> (Self, Vec<String>) {
        Self::of_study(folder, &[&["."], args].concat())
    }

    fn of_study(folder: &Path, args: &[&str]) -> (Self, Vec<String>) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_verbatims"))
            .arg("watch")
            .args(args)
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let (out, err) = (lines(child.stdout.take().unwrap()), lines(child.stderr.take().unwrap()));
        let begun = until(&err, "watching ");
        until(&out, "built in ");
        (Self { child, out, err }, begun)
    }

    /// A change of `file` is seen, and nothing was built since the last build.
    fn sees(&self, file: &str) {
        let line = self.out.recv_timeout(PATIENCE).expect("a change is seen");
        assert_eq!(line, format!("changed: {file}"), "what nobody changed is not built");
    }

    /// Everything that is said until a change of `file` is built.
    fn build_of(&self, file: &str) -> Vec<String> {
        self.sees(file);
        until(&self.out, "built in ")
    }

    fn end(mut self) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            if start.elapsed() > PATIENCE {
                let _ = self.child.kill();
                panic!("the watch does not end");
            }
            let _ = self.out.recv_timeout(Duration::from_millis(20));
        }
    }

    /// Sends a signal by its name.
    #[cfg(unix)]
    fn send(&self, signal: &str) {
        let sent = Command::new("sh").args(["-c", &format!("kill -{signal} {}", self.child.id())]).status().unwrap();
        assert!(sent.success());
    }

    /// Sends a signal that ends the watch, as it should.
    #[cfg(unix)]
    fn ends_at(self, signal: &str) {
        self.send(signal);
        assert_eq!(self.end().code(), Some(0));
    }
}

impl Drop for Watching {
    /// A test that fails leaves no watch behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (said, lines) = channel();
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            let _ = said.send(line);
        }
    });
    lines
}

/// The lines up to the one that holds `text`.
fn until(lines: &Receiver<String>, text: &str) -> Vec<String> {
    let mut seen = Vec::new();
    let start = Instant::now();
    while let Some(left) = PATIENCE.checked_sub(start.elapsed()) {
        let Ok(line) = lines.recv_timeout(left) else { break };
        seen.push(line);
        if seen.last().unwrap().contains(text) {
            return seen;
        }
    }
    panic!("`{text}` was not said: {seen:#?}");
}

/// Replaces one text in a file as editors do: a new file is put in its place, so that nobody sees half of it.
fn change(folder: &Path, file: &str, from: &str, to: &str) {
    let text = std::fs::read_to_string(folder.join(file)).unwrap();
    assert!(text.contains(from), "{file} does not hold {from}");
    std::fs::write(folder.join("saving~"), text.replacen(from, to, 1)).unwrap();
    std::fs::rename(folder.join("saving~"), folder.join(file)).unwrap();
}

fn says(lines: &[String], text: &str) -> bool {
    lines.iter().any(|line| line.contains(text))
}

/// The report of the study as it is now, written elsewhere by `report`.
fn reported(folder: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let elsewhere = tempfile::tempdir().unwrap();
    let out = elsewhere.path().join("out");
    let run = run_in(folder, &["report", ".", "--quiet", "--out", out.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.err);
    files(&out)
}

fn assert_as_reported(folder: &Path) {
    let (watched, reported) = (files(&folder.join("out")), reported(folder));
    let names = |of: &std::collections::BTreeMap<String, Vec<u8>>| of.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&watched), names(&reported));
    for (name, bytes) in &reported {
        assert!(watched[name] == *bytes, "{name} is not what `report` writes");
    }
}

const COMMENTS: &str = "id,text\nc1,a note first\nc2,the price is high\nc3,no word of it\nc4,send me a letter\n";
const CODEBOOK: &str =
    "[[theme]]\nid = \"note\"\npatterns = [\"note\"]\n[[theme]]\nid = \"price\"\npatterns = [\"price\"]\n";

/// A small study with a claim and an article that both speak of a share.
fn study() -> tempfile::TempDir {
    let folder = small_study(COMMENTS, CODEBOOK);
    let path = folder.path().join("study.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let more = "[[claim]]\nid = \"half\"\ntext = \"Half speak of a note.\"\n\
                check = [{ quantity = \"themes.note\", at_least = 0.5 }]\n";
    std::fs::write(&path, text + more).unwrap();
    std::fs::write(
        folder.path().join("article.md"),
        "Of the comments {{ share('themes', 'price') }} speak of a price. A note comes up in 25% of the comments.\n",
    )
    .unwrap();
    folder
}

#[cfg(unix)]
#[test]
fn a_change_of_the_codebook_is_printed_and_the_report_is_that_of_report() {
    let folder = study();
    let (watching, begun) = Watching::of(folder.path(), &[]);
    assert!(says(&begun, "4 comments"), "{begun:#?}");
    assert_as_reported(folder.path());
    change(folder.path(), "codebook.toml", "\"note\"]", "\"note\", \"letter\"]");
    let lines = watching.build_of("codebook.toml");
    for expected in [
        "q: note +1 −0",
        "gained c4",
        "themes.note: 1 of 4 comments (25%) → 2 of 4 comments (50%)",
        "claim half: does not hold → holds",
        "“25%”: holds → off",
    ] {
        assert!(says(&lines, expected), "{expected}: {lines:#?}");
    }
    assert_as_reported(folder.path());
    change(folder.path(), "codebook.toml", "\"note\", \"letter\"]", "\"letter\"]");
    let lines = watching.build_of("codebook.toml");
    assert!(says(&lines, "q: note +0 −1") && says(&lines, "lost c1"), "{lines:#?}");
    assert_as_reported(folder.path());
    watching.ends_at("INT");
    assert_as_reported(folder.path());
}

#[cfg(unix)]
#[test]
fn a_broken_codebook_is_said_and_the_last_good_report_stays_until_it_is_mended() {
    let folder = study();
    let (watching, _) = Watching::of(folder.path(), &[]);
    let good = files(&folder.path().join("out"));
    change(folder.path(), "codebook.toml", "[\"price\"]", "[\"price\"");
    watching.sees("codebook.toml");
    until(&watching.err, "error: codebook.toml:");
    until(&watching.err, "the output stays as it was");
    assert!(files(&folder.path().join("out")) == good);
    change(folder.path(), "codebook.toml", "[\"price\"", "[\"price\"]");
    let lines = watching.build_of("codebook.toml");
    assert!(says(&lines, "nothing moved"), "{lines:#?}");
    change(folder.path(), "study.toml", "themes.note", "themes.nose");
    watching.sees("study.toml");
    until(&watching.err, "did you mean `themes.note`?");
    change(folder.path(), "study.toml", "themes.nose", "themes.price");
    watching.build_of("study.toml");
    assert_as_reported(folder.path());
    watching.ends_at("INT");
}

#[cfg(unix)]
#[test]
fn comments_the_article_and_a_file_saved_by_renaming_are_followed_and_the_same_bytes_are_not() {
    let folder = study();
    let (watching, _) = Watching::of(folder.path(), &[]);
    // Neither of these is a change; the next one is, and it is the first that is told of.
    change(folder.path(), "codebook.toml", "note", "note");
    std::fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    std::fs::write(folder.path().join("new.csv"), format!("{COMMENTS}c5,a note too\n")).unwrap();
    std::fs::rename(folder.path().join("new.csv"), folder.path().join("comments.csv")).unwrap();
    let lines = watching.build_of("comments.csv");
    assert!(says(&lines, "comments.read: 4 comments → 5 comments"), "{lines:#?}");
    assert!(!says(&lines, "q: note"), "a comment that was not there has gained nothing: {lines:#?}");
    change(folder.path(), "article.md", "25%", "40%");
    watching.build_of("article.md");
    change(folder.path(), "article.md", "40%", "60%");
    let lines = watching.build_of("article.md");
    assert!(says(&lines, "“60%”: not there → off"), "{lines:#?}");
    std::fs::remove_file(folder.path().join("article.md")).unwrap();
    watching.build_of("article.md");
    assert_as_reported(folder.path());
    watching.ends_at("INT");
}

#[cfg(unix)]
#[test]
fn several_saves_are_one_build_and_a_file_that_went_and_came_is_followed() {
    let folder = study();
    let (watching, _) = Watching::of(folder.path(), &[]);
    // A watch that is halted sees all three saves at once, however slow the machine is.
    watching.send("STOP");
    for word in ["letter", "high", "send"] {
        let codebook = CODEBOOK.replace("\"price\"]", &format!("\"{word}\"]"));
        std::fs::write(folder.path().join("codebook.toml"), codebook).unwrap();
    }
    watching.send("CONT");
    let lines = watching.build_of("codebook.toml");
    assert!(says(&lines, "gained c4") && says(&lines, "lost c2"), "{lines:#?}");
    assert_as_reported(folder.path());
    let good = files(&folder.path().join("out"));
    std::fs::remove_file(folder.path().join("codebook.toml")).unwrap();
    watching.sees("codebook.toml");
    until(&watching.err, "codebook.toml");
    assert!(files(&folder.path().join("out")) == good);
    std::fs::write(folder.path().join("saving~"), CODEBOOK).unwrap();
    std::fs::rename(folder.path().join("saving~"), folder.path().join("codebook.toml")).unwrap();
    let lines = watching.build_of("codebook.toml");
    assert!(says(&lines, "gained c2") && says(&lines, "lost c4"), "{lines:#?}");
    assert_as_reported(folder.path());
    watching.ends_at("TERM");
}

#[cfg(unix)]
#[test]
fn the_first_study_with_everything_that_it_has_stays_what_report_writes() {
    let folder = copy_of_study();
    let (watching, _) = Watching::of(folder.path(), &[]);
    assert_as_reported(folder.path());
    change(folder.path(), "codebook.toml", "patterns = [", "patterns = [\"zebra\", \"people\", ");
    let lines = watching.build_of("codebook.toml");
    assert!(says(&lines, "comments held out for testing, not shown: "), "{lines:#?}");
    assert_as_reported(folder.path());
    change(folder.path(), "comments.csv", "the", "teh");
    watching.build_of("comments.csv");
    assert_as_reported(folder.path());
    change(folder.path(), "study.toml", "rounding = \"half_up\"\n", "rounding = \"half_up\"\ntotal_votes = 400\n");
    watching.build_of("study.toml");
    assert_as_reported(folder.path());
    watching.ends_at("INT");
}

#[test]
fn a_study_that_is_gone_ends_the_watch_with_an_error() {
    let folder = study();
    let elsewhere = tempfile::tempdir().unwrap();
    let out = elsewhere.path().join("out");
    for args in [&["--out", out.to_str().unwrap()][..], &["--poll", "0.1", "--out", out.to_str().unwrap()]] {
        let home = tempfile::tempdir().unwrap();
        let study = home.path().join("study");
        std::fs::create_dir(&study).unwrap();
        for (name, bytes) in files(folder.path()) {
            std::fs::write(study.join(name), bytes).unwrap();
        }
        let mut absolute = vec![study.to_str().unwrap()];
        absolute.extend(args);
        let (watching, _) = Watching::of_study(home.path(), &absolute);
        std::fs::remove_dir_all(&study).unwrap();
        until(&watching.err, "the study's folder is there no more");
        assert_eq!(watching.end().code(), Some(2));
    }
    let run = run_in(elsewhere.path(), &["watch", "nowhere"]);
    assert!(run.code == 2 && run.err.contains("there is no `study.toml`"), "{}", run.err);
}

#[test]
fn without_word_from_the_system_the_files_are_looked_at() {
    let folder = study();
    let (watching, _) = Watching::of(folder.path(), &["--poll", "0.1"]);
    change(folder.path(), "codebook.toml", "\"note\"]", "\"letter\"]");
    let lines = watching.build_of("codebook.toml");
    assert!(says(&lines, "q: note +1 −1"), "{lines:#?}");
    assert_as_reported(folder.path());
    drop(watching);
}
