//! What a line of a copied comment section is: an age, a row of buttons, a mark, or words.

/// The words that mean nothing beside the comment: buttons, counts, what the page says of itself.
const NOISE: &[&str] = &[
    "add a comment",
    "add a reply",
    "comment",
    "comments",
    "edited",
    "hide replies",
    "like",
    "load more comments",
    "load more replies",
    "load previous replies",
    "load previous comments",
    "most recent",
    "most relevant",
    "open emoji keyboard",
    "react",
    "reply",
    "repost",
    "see more",
    "see more comments",
    "see previous replies",
    "see translation",
    "send",
    "share",
    "show more",
    "show more replies",
    "show translation",
    "view more comments",
    "view more replies",
];

/// What a reader who reacted sees in the place of "Like".
const REACTIONS: &[&str] = &["celebrate", "curious", "funny", "insightful", "like", "love", "support"];

/// The buttons below a comment, with those that count reactions behind them first.
const LIKE: &[&str] = &["like", "likes", "react", "gefällt", "j’aime", "j'aime", "recomendar", "interessant"];
const REPLY: &[&str] = &["reply", "replies", "antworten", "répondre", "responder", "reageren", "rispondi"];

/// Marks of a person beside the name.
const MARKS: &[&str] = &["author", "following", "follow", "premium", "verified", "you", "out of network", "influencer"];

/// How long ago, in the languages of the page.
const UNITS: &[&str] = &[
    "s", "sec", "second", "m", "min", "minute", "h", "hr", "hour", "d", "day", "w", "wk", "week", "mo", "month", "y",
    "yr", "year", "std", "stunde", "tag", "tage", "tagen", "wo", "woche", "wochen", "monat", "monate", "monaten", "j",
    "jahr", "jahre", "jahren", "jour", "sem", "semaine", "mois", "an", "día", "dia", "semana", "mes", "mese", "año",
    "hora", "dag", "dagen", "week", "weken", "maand", "maanden", "jaar",
];

/// Invisible signs that pages put between words.
const INVISIBLE: &[char] = &['\u{200b}', '\u{200c}', '\u{200e}', '\u{200f}', '\u{feff}', '\u{2060}'];

/// A line without what is not seen and without blanks around it.
pub(super) fn tidy(line: &str) -> String {
    line.replace(INVISIBLE, "").replace('\u{a0}', " ").trim().to_owned()
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '•' | '·' | '|' | '∙' | '⋅')
}

/// The words of a line of buttons or marks, small, without the signs between them.
fn tokens(line: &str) -> Vec<String> {
    line.split(is_separator).filter(|token| !token.is_empty()).map(str::to_lowercase).collect()
}

/// How old the comment is, as the page says it; `None` where the line is something else.
pub(super) fn age(line: &str) -> Option<String> {
    /// No age is longer.
    const LONGEST: usize = 40;
    if line.len() > LONGEST {
        return None;
    }
    let mut words = tokens(line);
    words.retain(|word| !matches!(word.as_str(), "edited" | "(edited)" | "ago" | "vor" | "hace" | "bearbeitet"));
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["now"] | ["just", "now"] => Some("now".to_owned()),
        [one] => {
            let digits = one.bytes().take_while(u8::is_ascii_digit).count();
            timed(&one[..digits], &one[digits..])
        }
        [count, unit] | ["il", "y", "a", count, unit] => timed(count, unit),
        _ => None,
    }
}

fn timed(count: &str, unit: &str) -> Option<String> {
    let counts = (1..=3).contains(&count.len()) && count.bytes().all(|byte| byte.is_ascii_digit());
    let unit = unit.trim_end_matches('.');
    let known = |unit: &str| UNITS.contains(&unit);
    let fits = known(unit) || unit.strip_suffix('s').is_some_and(known);
    (counts && fits).then(|| if unit.len() < 3 { format!("{count}{unit}") } else { format!("{count} {unit}") })
}

/// A whole number, `1,234` too.
pub(super) fn number(token: &str) -> Option<u64> {
    let digits: String = token.chars().filter(|c| !matches!(c, ',' | '.')).collect();
    let fits = token.starts_with(|c: char| c.is_ascii_digit()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if fits { digits.parse().ok() } else { None }
}

/// A row of buttons below a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Buttons {
    /// Reactions, where their number stands behind the button.
    pub reactions: Option<u64>,
    /// Whether the last button was *Like*, so that a number on the next line counts reactions.
    pub ends_in_like: bool,
}

/// The buttons that a line is; `None` where it is something else.
pub(super) fn buttons(line: &str) -> Option<Buttons> {
    /// No row of buttons has more words.
    const MOST: usize = 10;
    if !line.starts_with(char::is_uppercase) || line.len() > 100 {
        return None;
    }
    let tokens = tokens(line);
    let mut found = None;
    for (place, token) in tokens.iter().take(MOST).enumerate() {
        let token = token.as_str();
        let likes = LIKE.contains(&token);
        if likes || REPLY.contains(&token) {
            let earlier: Option<Buttons> = found;
            let reactions = earlier.and_then(|found| found.reactions);
            found = Some(Buttons { reactions, ends_in_like: likes });
        } else if let Some(count) = number(token) {
            let found = found.as_mut()?;
            let replies = tokens.get(place + 1).is_some_and(|next| next == "replies");
            if found.ends_in_like && !replies {
                found.reactions = found.reactions.or(Some(count));
            }
        } else if !matches!(token, "mir" | "reaction" | "reactions") {
            return None;
        }
    }
    found.filter(|_| tokens.len() <= MOST)
}

/// Whether a line between two comments says nothing of either.
pub(super) fn is_noise(line: &str) -> bool {
    let small = line.trim_end_matches(['…', '.', ':']).trim().to_lowercase();
    if small.chars().all(|c| is_separator(c) || c == '…') || number(&small).is_some() {
        return true;
    }
    if NOISE.contains(&small.as_str()) || REACTIONS.contains(&small.as_str()) || small.starts_with("status is ") {
        return true;
    }
    let words: Vec<&str> = small.split_whitespace().collect();
    let counts = words.first().is_some_and(|first| number(first).is_some());
    let counted = matches!(
        words.get(1),
        Some(
            &("reply"
                | "replies"
                | "reaction"
                | "reactions"
                | "comment"
                | "comments"
                | "like"
                | "likes"
                | "repost"
                | "reposts")
        )
    );
    counts && counted && (words.len() == 2 || words.get(2) == Some(&"on")) || small.ends_with("graphic link")
}

/// The number of reactions that a line between two comments gives.
pub(super) fn reactions(line: &str) -> Option<u64> {
    match tokens(line).iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [count] | [count, "reaction" | "reactions" | "like" | "likes"] => number(count),
        _ => None,
    }
}

/// Whether what stood above is the end of a row of buttons: what a reader who reacted sees for "Like".
pub(super) fn is_reaction(line: &str) -> bool {
    REACTIONS.contains(&line.to_lowercase().as_str())
}

/// What a line says of how near a person is: `• 2nd`, `3rd+ degree connection`.
pub(super) fn is_degree(token: &str) -> bool {
    matches!(token.trim_end_matches('+'), "1st" | "2nd" | "3rd" | "2e" | "3e" | "1er" | "2." | "3.")
}

/// Whether a line is by its form the line with a person's degree, with the name before it or alone.
pub(super) fn has_degree(line: &str) -> bool {
    let marked = line.rsplit_once(['•', '·']).map(|(_, after)| after);
    let degree = |text: &str| {
        let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
        is_degree(&first)
    };
    marked.is_some_and(degree)
        || line.to_lowercase().contains("degree connection")
        || (degree(line) && line.split_whitespace().count() == 1)
}

/// Whether a line is a mark of a person and no name: `Author`, `• 2nd`, `Premium • 2nd`, `(She/Her)`.
pub(super) fn is_mark(line: &str) -> bool {
    let small = line.trim_matches(is_separator).to_lowercase();
    let pronouns = small.starts_with('(') && small.ends_with(')') && small.contains('/');
    let all = tokens(line);
    let is_part = |token: &String| {
        MARKS.contains(&token.as_str()) || is_degree(token) || matches!(token.as_str(), "degree" | "connection")
    };
    pronouns || MARKS.contains(&small.as_str()) || (!all.is_empty() && all.iter().all(is_part)) || is_noise(line)
}

/// Whether a line marks the person who wrote the post.
pub(super) fn is_author_mark(line: &str) -> bool {
    line.split(['•', '·']).any(|part| part.trim() == "Author")
}

/// The text of a line without the button that unfolds it, and whether it had one.
pub(super) fn unfolded(line: &str) -> (&str, bool) {
    for button in ["…see more", "...see more", "… see more", "… more", "…more", "...more", "… mehr", "…mehr anzeigen"]
    {
        if let Some(text) = line.strip_suffix(button) {
            return (text.trim_end(), true);
        }
    }
    (line, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_told_from_words() {
        for (line, expected) in [
            ("3d", Some("3d")),
            ("2w", Some("2w")),
            ("1mo (edited)", Some("1mo")),
            ("5 h", Some("5h")),
            ("3 days ago", Some("3 days")),
            ("Edited • 1yr", Some("1yr")),
            ("2w •", Some("2w")),
            ("vor 3 Tagen", Some("3 tagen")),
            ("now", Some("now")),
            ("3D printing", None),
            ("12", None),
            ("d", None),
            ("", None),
        ] {
            assert_eq!(age(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn buttons_are_told_from_words_and_count_reactions() {
        let found = |line| buttons(line).map(|found| (found.reactions, found.ends_in_like));
        assert_eq!(found("Like"), Some((None, true)));
        assert_eq!(found("Like · 3"), Some((Some(3), true)));
        assert_eq!(found("Like · 1,203 | Reply · 2 replies"), Some((Some(1203), false)));
        assert_eq!(found("Reply"), Some((None, false)));
        assert_eq!(found("Gefällt mir"), Some((None, true)));
        for words in ["Like a rolling stone", "I like it", "12", "reply", "Love", ""] {
            assert_eq!(found(words), None, "{words}");
        }
    }

    #[test]
    fn what_stands_between_comments_is_noise() {
        for line in
            ["12", "1 reply", "2 Replies on Ada Quill’s comment", "Load more comments", "·", "|", "Add a comment…"]
        {
            assert!(is_noise(line), "{line}");
        }
        for line in ["Ada Quill", "12 angry men", "Founder at Load"] {
            assert!(!is_noise(line), "{line}");
        }
    }
}
