//! Alt texts: "chart type of type of data where finding", then the values.

/// Longest short alt text, in characters.
pub const SHORT: usize = 100;
/// Longest long alt text, in characters.
pub const LONG: usize = 1_000;
/// Longest part of a long alt text that is not values.
const INTRODUCTION: usize = 500;

/// Words that start our own headlines; within a sentence they have no capital.
const OPENINGS: [&str; 22] = [
    "About", "All", "Eight", "Fewer", "Five", "Four", "Half", "More", "Nearly", "Nine", "Nineteen", "No", "Nobody",
    "None", "One", "Seven", "Six", "Ten", "The", "Three", "Too", "Two",
];

/// The short alt text: the type of chart and the finding.
pub fn short(chart: &str, finding: &str) -> String {
    cut(&format!("{chart}: {finding}."), SHORT)
}

/// The long alt text: `Bar chart of … where …: a 68%, b 20%.`; values that do not fit are counted.
pub fn long(chart_of_data: &str, finding: &str, values: &[String]) -> String {
    let introduction = cut(&format!("{chart_of_data}, where {}", inside(finding)), INTRODUCTION);
    let all = [introduction.as_str(), ": ", &values.join(", "), "."].concat();
    if values.is_empty() {
        return introduction + ".";
    }
    if all.chars().count() <= LONG {
        return all;
    }
    let mut out = introduction + ": ";
    let mut length = out.chars().count();
    for (place, value) in values.iter().enumerate() {
        let rest = format!("and {} more.", values.len() - place);
        let next = format!("{value}, ");
        // The words that close the list are counted with each value, so that there is always room for them.
        if length + next.chars().count() + rest.chars().count() > LONG {
            return out + &rest;
        }
        length += next.chars().count();
        out.push_str(&next);
    }
    out
}

/// A headline as part of a sentence.
fn inside(finding: &str) -> String {
    let first = finding.split(' ').next().unwrap_or_default();
    if OPENINGS.contains(&first) { first.to_lowercase() + &finding[first.len()..] } else { finding.to_owned() }
}

/// At most `most` characters of a text, cut between words with an ellipsis.
pub fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    let end = kept.rfind(' ').filter(|end| *end > kept.len() / 2).unwrap_or(kept.len());
    kept[..end].trim_end_matches([' ', ',', '.', ':']).to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_long_text_names_the_chart_the_data_the_finding_and_the_values() {
        let values = ["Some 68%".to_owned(), "Never 20%".to_owned()];
        assert_eq!(
            long("Bar chart of a poll’s answers", "Two in three accept some", &values),
            "Bar chart of a poll’s answers, where two in three accept some: Some 68%, Never 20%."
        );
        assert!(long("Bar chart of x", "LinkedIn leads", &[]).ends_with("where LinkedIn leads."));
    }

    #[test]
    fn alt_texts_keep_their_limits_and_break_between_values() {
        let values: Vec<String> =
            (10..99).map(|place| format!("an answer of some length, number {place} 50%")).collect();
        let text = long(&"word ".repeat(300), "One in two leads", &values);
        assert!(text.chars().count() <= LONG);
        let count = text.matches("50%").count();
        assert!(count > 3 && text.ends_with(&format!("50%, and {} more.", values.len() - count)), "{text}");
        assert!(short("Bar chart", &"é".repeat(400)).chars().count() <= SHORT);
        assert!(short("Bar chart", &"word ".repeat(100)).ends_with("word…"));
    }
}
