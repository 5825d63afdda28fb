//! TOML as a person reads it: comments above keys, one key a line, lists in one line while they are short.

/// A page of TOML, line by line.
#[derive(Default)]
pub(in crate::study) struct Page {
    text: String,
}

impl Page {
    pub(in crate::study) fn comment(&mut self, line: &str) {
        let line = one_line(line);
        self.text.push_str(if line.is_empty() { "#" } else { "# " });
        self.text.push_str(&line);
        self.text.push('\n');
    }

    /// A fact under a short heading, in a comment.
    pub(in crate::study) fn fact(&mut self, what: &str, fact: &str) {
        let fact = one_line(fact);
        self.text.push_str(&format!("#   {what:<11} {fact}\n"));
    }

    pub(in crate::study) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// A line as it is.
    pub(in crate::study) fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    pub(in crate::study) fn text(&mut self, key: &str, value: &str) {
        self.line(&format!("{key} = {}", quoted(value)));
    }

    /// A list of texts; nothing where it is empty.
    pub(in crate::study) fn texts(&mut self, key: &str, values: &[String]) {
        let all: Vec<String> = values.iter().map(|value| quoted(value)).collect();
        self.list(key, &all);
    }

    /// A list of numbers; nothing where it is empty.
    pub(in crate::study) fn numbers(&mut self, key: &str, values: &[f64]) {
        let all: Vec<String> = values.iter().map(|value| format!("{value:?}")).collect();
        self.list(key, &all);
    }

    fn list(&mut self, key: &str, values: &[String]) {
        /// Longer lists stand one value a line.
        const LONGEST: usize = 100;
        if values.is_empty() {
            return;
        }
        let line = format!("{key} = [{}]", values.join(", "));
        if line.chars().count() <= LONGEST {
            return self.line(&line);
        }
        self.line(&format!("{key} = ["));
        values.iter().for_each(|value| self.line(&format!("    {value},")));
        self.line("]");
    }

    pub(in crate::study) fn finish(self) -> String {
        self.text
    }
}

/// A text on one line, without signs that a comment cannot have.
pub(in crate::study) fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A text as TOML writes it between quotes.
pub(in crate::study) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn any_text_is_read_back(text in "\\PC{0,20}[\u{0}-\u{20}\"\\\\']{0,6}") {
            let mut page = Page::default();
            page.comment(&text);
            page.text("a", &text);
            page.texts("b", &[text.clone(), "x".repeat(120)]);
            let table: toml::Table = toml::from_str(&page.finish()).unwrap();
            assert_eq!(table["a"].as_str(), Some(text.as_str()));
            assert_eq!(table["b"][0].as_str(), Some(text.as_str()));
        }
    }
}
