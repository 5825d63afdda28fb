//! The reference page is made from the lists in the code; a test holds that it is, and that no key is missing.

use std::fmt::Write;
use std::fs;

use verbatims::article::{FUNCTIONS, TYING};
use verbatims::codebook::{self, LANGUAGE, SETTING, Sample};
use verbatims::measure::Design;
use verbatims::measure::named::KINDS;
use verbatims::report::DISCLOSURE;
use verbatims::study::{KEYS, Key};

use crate::program::root;

fn page() -> String {
    let mut page = String::from(
        "# A study folder\n\nOne folder for each study: `study.toml`, the sources and the codebook it names, and the human codings where there\n\
         are any. Paths are relative to the study's folder. An unknown key is an error. What a codebook holds is in\n\
         [PATTERNS.md](PATTERNS.md).\n\n## Every key of `study.toml`\n",
    );
    write_keys(&mut page, &KEYS.concat());
    page.push_str("\n## Items of `[disclosure]`\n\nWhat an item leaves open is said in the report as not stated. `check` fails where one that the \
         design asks for has nothing said of it, neither by the study nor by its data.\n\n| item | what is expected | asked for by |\n|---|---|---|\n");
    for item in DISCLOSURE {
        let designs: Vec<String> = item.mandatory.iter().map(|design| format!("`{}`", design.id())).collect();
        let asked = if item.mandatory == Design::ALL { "every design".to_owned() } else { designs.join(", ") };
        writeln!(page, "| `{}` | {} | {asked} |", item.id, item.expected).unwrap();
    }
    page
}

fn write_keys(page: &mut String, keys: &[Key]) {
    let mut section = None;
    for key in keys {
        if section != Some(key.section) {
            section = Some(key.section);
            let title = if key.section.is_empty() { "At the top".to_owned() } else { format!("`{}`", key.section) };
            write!(page, "\n### {title}\n\n| key | takes | means |\n|---|---|---|\n").unwrap();
        }
        writeln!(page, "| `{}` | {} | {} |", key.key, key.takes, key.means).unwrap();
    }
}

fn patterns_page() -> String {
    let mut page = String::from(
        "# A codebook: its patterns and its keys\n\n`patterns` is a list of TOML literal strings, one pattern each: \
         `'\"personal message\" NEAR/3 note'`. Operators are upper case only: a bare `and` is a word. They bind in the order `NOT`, \
         then `NEAR` and `THEN`, then `AND`, then `OR`.\n\nWords are Unicode words: an apostrophe belongs to its word, a hyphen \
         parts words, `@name`, `#topic`, an address and an emoji are a word each, `C++` and `C#` keep their signs. Folded \
         means: in lower case, without accents, with straight apostrophes.\n\nA match that lies wholly inside a match of an \
         exclusion does not count. Parentheses, `NOT`s and `NEAR`s can stand 32 deep, themes 16 below each other or in a \
         row of names; a codebook has at most 100,000 themes and 16 MiB. A theme that is shown because one below it is has \
         no evidence: no \
         row in the long output of `tag`, a row without a match in a study's table of tags.\n\nA codebook may also be a sheet: \
         CSV, or the first sheet of a workbook (`.xlsx`) whose first row has the columns `theme`, `pattern` and, if wanted, \
         `definition`; a row without a theme belongs to the theme above it.\n\n\
         The examples stand in this codebook:\n\n```toml\n",
    );
    page.push_str(SETTING);
    page.push_str(
        "```\n\n## Every form\n\n| form | means | for example | matches | does not match |\n|---|---|---|---|---|\n",
    );
    let cell = |text: &str| text.replace('|', "\\|");
    let sample = |sample: Sample| {
        let cells: Vec<String> = sample.cells.iter().map(|(column, cell)| format!("{column}: {cell}")).collect();
        if cells.is_empty() {
            sample.text.replace('\n', " ⏎ ")
        } else {
            format!("{} ({})", sample.text, cells.join(", "))
        }
    };
    for form in LANGUAGE {
        let (matches, no_match) = (sample(form.matches), sample(form.no_match));
        let columns = [form.form, form.means, &format!("`{}`", form.pattern), &matches, &no_match].map(cell);
        writeln!(page, "| {} |", columns.join(" | ")).unwrap();
    }
    conditions(&mut page);
    page.push_str("\n## Every key of `codebook.toml`\n\nAn unknown key is an error.\n");
    write_keys(&mut page, codebook::KEYS);
    page
}

/// The language that patterns share with filters, exclusions and variables.
fn conditions(page: &mut String) {
    page.push_str(
        "\n## Conditions\n\nOne language asks for the cells of a row: between the brackets of a pattern, after `--filter`, and as `when` \
         of `[[exclude]]` and of the options of `[[variable]]` in a study. Names are those of columns; in a study and after `--filter` also ids of questions, whose \
         answers are their options, and `@theme` (or `@question.theme`) is a comment that shows the theme. In a pattern `words` and `characters` are counts of the comment. Only \
         `= \"\"`, `is missing` and `not` hold where there is no answer.\n\n| form | means | for example | holds for | does not hold for |\n|---|---|---|---|---|\n",
    );
    let cell = |text: &str| if text.is_empty() { "(nothing)".to_owned() } else { text.to_owned() };
    for form in verbatims::condition::FORMS {
        let columns = [
            form.form.to_owned(),
            form.means.to_owned(),
            format!("`{}`", form.example),
            cell(form.holds),
            cell(form.fails),
        ];
        writeln!(page, "| {} |", columns.join(" | ")).unwrap();
    }
}

fn articles_page() -> String {
    let mut page = String::from(
        "# Articles: values by name, and what `verify` reads\n\n`article.md` in a study may be a template: values by name \
         between double braces, such as `{{ share('themes', 'price') }}`. `verbatims report` writes it as `article.md` and \
         `article.html`, each value between marks that no reader sees. An unknown name is an error with its place.\n\n\
         `verbatims verify STUDY ARTICLE` reads an article that was written or edited by hand, as Markdown, HTML or \
         `.docx`, and holds what it says against the study; `check` does the same with the study's own `article.md`. In a \
         Word document a place is the paragraph and the character. In a template lines are those of the template unless \
         a loop adds some; columns are those of the text with its values put in.\n\n## Functions\n\nArguments may stand \
         apart or joined by dots: `share('themes', 'price')` is `share('themes.price')`. Beside these, `value(name)` is the \
         bare number for conditions, `free(text, source)` marks a number that is not the study's, and the filter \
         `capitalize` begins a sentence with a value. In a study with several open questions a name begins with the \
         question's id.\n\n| function | takes | gives | for example |\n|---|---|---|---|\n",
    );
    for function in FUNCTIONS {
        writeln!(
            page,
            "| `{}` | {} | {} | `{{{{ {} }}}}` |",
            function.name, function.takes, function.means, function.example
        )
        .unwrap();
    }
    page.push_str("\n## Names\n\nClaims in `study.toml` may use those of `poll`, `comments.read`, `comments.counted`, `comments.authors`, `themes`, `authors` and `stance`.\n\n| name | is |\n|---|---|\n");
    for (form, means) in KINDS {
        writeln!(page, "| `{form}` | {means} |").unwrap();
    }
    page.push_str("\n## What `verify` reads, and what ties it to the study\n");
    for (heading, text) in TYING {
        write!(page, "\n### {heading}\n\n{text}\n").unwrap();
    }
    page
}

#[test]
fn the_reference_pages_are_made_from_the_code() {
    let pages =
        [("data/README.md", page()), ("data/PATTERNS.md", patterns_page()), ("data/ARTICLES.md", articles_page())];
    for (path, page) in pages {
        let path = root().join(path);
        if std::env::var_os("UPDATE_DOCS").is_some() {
            fs::write(&path, &page).unwrap();
        }
        assert!(fs::read_to_string(&path).unwrap_or_default() == page, "run `UPDATE_DOCS=1 cargo test docs`");
    }
}

#[test]
fn every_key_of_a_codebook_is_documented_and_no_other() {
    for (section, name) in [("", "File"), ("[[group]]", "GroupEntry"), ("[[theme]]", "ThemeEntry")] {
        let documented = codebook::KEYS.iter().filter(|key| key.section == section).map(|key| key.key.to_owned());
        let mut read = fields("codebook/file.rs", &[name]);
        read.retain(|key| key != "group" || section == "[[theme]]");
        read.retain(|key| key != "theme");
        let (mut read, mut documented) = (read, documented.collect::<Vec<_>>());
        read.sort();
        documented.sort();
        assert_eq!(read, documented, "{section}");
    }
}

/// The keys that the code reads, taken from the fields of the structs that read them.
fn fields(file: &str, types: &[&str]) -> Vec<String> {
    let text = fs::read_to_string(root().join("src").join(file)).unwrap();
    let mut found = Vec::new();
    for name in types {
        let body = text.split(&format!("struct {name} {{")).nth(1).unwrap().split("\n}").next().unwrap();
        for field in body.lines().filter_map(|line| line.trim().strip_prefix("pub ")) {
            found.push(field.split(':').next().unwrap().to_owned());
        }
    }
    found
}

#[test]
fn every_key_that_is_read_is_documented() {
    let mut read =
        fields("study/config.rs", &["PollSettings", "Source", "OpenQuestion", "Themes", "Publish", "ArticleSettings"]);
    // What is asked stands in the question's own table.
    read.extend(fields("study/questions.rs", &["ClosedQuestion"]).into_iter().filter(|key| key != "asked"));
    read.extend(fields("study/privacy/mod.rs", &["Quoting"]));
    read.extend(fields("ingest/responses.rs", &["QuestionSpec"]));
    read.extend(fields("study/waves.rs", &["WaveSettings"]));
    read.extend(fields("ingest/comments.rs", &["CommentColumns"]));
    read.extend(fields("measure/design.rs", &["Sample"]));
    read.extend(fields("measure/set_aside.rs", &["SetAsideRules"]));
    read.extend(fields("measure/quotes.rs", &["QuoteRule"]));
    read.extend(fields("measure/claims.rs", &["Claim", "Check", "Quantifier"]));
    read.extend(fields("study/variables/mod.rs", &["Variable", "VariableOption", "Exclude"]));
    read.extend(fields("study/weights.rs", &["WeightSettings", "Target"]));
    // What is a word of Rust, or one of several, has another name in the code.
    for key in &mut read {
        *key = match key.as_str() {
            "otherwise" => "else".to_owned(),
            "among" => "in".to_owned(),
            "targets" => "shares".to_owned(),
            key => key.to_owned(),
        };
    }
    assert!(read.len() > 40);
    for key in read {
        assert!(
            KEYS.iter().copied().flatten().any(|documented| documented.key == key),
            "`{key}` is not in the reference"
        );
    }
}
