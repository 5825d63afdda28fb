//! Studies that are hard to draw, made from labels and counts: a poll, comments with themes, a stance, a scale.

use std::fs;
use std::path::Path;

/// A study that is hard to draw.
pub struct Case {
    pub name: &'static str,
    pub labels: Vec<String>,
    pub counts: Vec<usize>,
}

/// Comments that show nothing, in every case.
const OTHERS: usize = 9;
/// The steps of the scale.
const STEPS: [&str; 5] = ["Very bad", "Bad", "Fair", "Good", "Very good"];

pub fn cases() -> Vec<Case> {
    let case = |name, labels: Vec<String>, counts: &dyn Fn(usize) -> usize| {
        let counts = (0..labels.len()).map(counts).collect();
        Case { name, labels, counts }
    };
    let named = |count: usize, word: &str| (1..=count).map(|place| format!("{word} {place}")).collect::<Vec<_>>();
    let long = "A label that goes on until it has said in full what some of the people answered, no";
    let hard = ["👍 Yes, at once", "❤ With all my heart", "<b>Bold</b> & \"quoted\"", "Ωμέγα, Жизнь, naïve", "😀😀😀"];
    vec![
        case("one category", named(1, "The only answer, number"), &|_| 12),
        case("thirty categories", named(30, "Category"), &|place| 60 - 2 * place),
        case("ties", named(5, "Equal"), &|_| 20),
        case("zeros", named(5, "Answer"), &|place| if place == 1 { 17 } else { 0 }),
        case("a long tail", named(24, "Kind"), &|place| if place == 0 { 300 } else { 1 + (24 - place) / 6 }),
        case("long labels", named(6, long), &|place| 8 + 9 * place),
        case("emoji, markup and other alphabets", hard.map(str::to_owned).to_vec(), &|place| 30 - 5 * place),
    ]
}

/// A text as TOML has it between quotes; JSON writes it the same way.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// A word of letters only for each theme.
fn word(place: usize) -> String {
    let letter = |number: usize| char::from(b'a' + u8::try_from(number % 26).unwrap());
    format!("zq{}{}", letter(place / 26), letter(place))
}

impl Case {
    /// Writes the case as a study.
    pub fn write(&self, folder: &Path) {
        fs::write(folder.join("poll.csv"), self.poll()).unwrap();
        fs::write(folder.join("comments.csv"), self.comments()).unwrap();
        fs::write(folder.join("codebook.toml"), self.codebook()).unwrap();
        fs::write(folder.join("study.toml"), self.study()).unwrap();
    }

    fn poll(&self) -> Vec<u8> {
        let mut rows = csv::Writer::from_writer(Vec::new());
        rows.write_record(["option", "votes"]).unwrap();
        for (label, count) in self.labels.iter().zip(&self.counts) {
            rows.write_record([label.as_str(), &count.to_string()]).unwrap();
        }
        rows.into_inner().unwrap()
    }

    /// The first comments show every theme that is frequent enough, so that themes meet.
    fn comments(&self) -> Vec<u8> {
        let mut rows = csv::Writer::from_writer(Vec::new());
        rows.write_record(["id", "author", "score", "text"]).unwrap();
        for comment in 0..self.counts.iter().max().unwrap_or(&0) + OTHERS {
            let shown = (0..self.counts.len()).filter(|theme| self.counts[*theme] > comment);
            let mut words: Vec<String> = shown.map(word).collect();
            words.push(["sidea", "sideb", "sidec", "nothing"][comment % 4].to_owned());
            let (id, author) = (format!("c{comment:04}"), format!("R{comment}"));
            rows.write_record([id, author, STEPS[(comment * 7 / 3) % 5].to_owned(), words.join(" ")]).unwrap();
        }
        rows.into_inner().unwrap()
    }

    fn codebook(&self) -> String {
        let mut text = "name = \"Hard\"\nlanguage = \"en\"\n\n[[group]]\nid = \"reasons\"\nlabel = \"Reasons\"\n\n\
                        [[group]]\nid = \"stance\"\nlabel = \"Stance\"\nexclusive = true\n"
            .to_owned();
        let mut theme = |id: &str, group: &str, label: &str, word: &str| {
            text.push_str(&format!(
                "\n[[theme]]\nid = \"{id}\"\ngroup = \"{group}\"\nlabel = {}\ndefinition = \"The word is there.\"\n\
                 patterns = ['\"{word}\"']\n",
                quoted(label)
            ));
        };
        for (place, label) in self.labels.iter().enumerate() {
            theme(&format!("t{place:02}"), "reasons", label, &word(place));
        }
        for (id, label, word) in
            [("side_a", "On one side", "sidea"), ("side_b", "On the other", "sideb"), ("side_c", "Between", "sidec")]
        {
            theme(id, "stance", label, word);
        }
        text
    }

    fn study(&self) -> String {
        let labels: Vec<String> = self.labels.iter().map(|label| quoted(label)).collect();
        let sides: Vec<String> = ["side_a", "side_b", "side_c"]
            .iter()
            .zip(&labels)
            .map(|(side, label)| format!("{side} = {label}\n"))
            .collect();
        let steps: Vec<String> = STEPS.iter().map(|step| quoted(step)).collect();
        format!(
            "title = {}\n\n[poll]\nfile = \"poll.csv\"\nquestion = \"Which of these do you choose?\"\n\n\
             [[source]]\nid = \"thread\"\nfile = \"comments.csv\"\npseudonymous = true\n\n\
             [source.columns]\nid = \"id\"\nauthor = \"author\"\n\n\
             [[question]]\nid = \"score\"\nquestion = \"How good is it?\"\nsource = \"thread\"\nkind = \"scale\"\n\
             columns = [\"score\"]\noptions = [{}]\n\n\
             [[open]]\nid = \"why\"\nquestion = \"Why?\"\nsource = \"thread\"\ncolumn = \"text\"\n\
             codebook = \"codebook.toml\"\n\n[open.stance]\n{}",
            quoted(self.name),
            steps.join(", "),
            sides.concat(),
        )
    }
}
