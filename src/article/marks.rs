//! Marks around values, by which they are found again: `<!--v share(themes.personalise)-->37%<!--/v-->`.
//!
//! They are comments in Markdown and in HTML alike, so that no reader sees them.

/// What a mark begins with.
pub(super) const BEGIN: &str = "<!--v ";
/// What ends a marked value.
pub(super) const END: &str = "<!--/v-->";

/// A value between its marks.
pub(super) fn marked(call: &str, value: &str) -> String {
    format!("{BEGIN}{}-->{value}{END}", written(call))
}

/// A value, marked or not, with a capital at its start.
pub(super) fn capitalized(text: &str) -> String {
    let start = if text.starts_with(BEGIN) { text.find("-->").map_or(0, |at| at + 3) } else { 0 };
    let mut letters = text[start..].chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{}{first}{}", &text[..start], letters.as_str())
}

/// A call as it stands in a comment, which two hyphens or `>` would end.
fn written(call: &str) -> String {
    call.replace('%', "%25").replace("--", "-%2D").replace('>', "%3E").replace(['\n', '\r'], " ")
}

/// The call of a comment's text (without `<!--` and `-->`), where it begins a mark.
pub(super) fn call(comment: &str) -> Option<String> {
    let call = comment.strip_prefix("v ")?.trim();
    Some(call.replace("%3E", ">").replace("%2D", "-").replace("%25", "%"))
}

/// Whether a comment's text ends a marked value.
pub(super) fn ends(comment: &str) -> bool {
    comment.trim() == "/v"
}

/// Markdown in which no mark begins a block: a line that begins with a comment would be HTML to its end.
pub(super) fn not_at_line_starts(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let start = line.find(|c: char| !matches!(c, ' ' | '\t' | '>' | '-' | '*' | '+' | '.' | ')' | '0'..='9'));
        match start {
            Some(start) if line[start..].starts_with(BEGIN) => {
                out.extend([&line[..start], "<b></b>", &line[start..]]);
            }
            _ => out.push_str(line),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_comes_back_from_its_mark_whatever_it_holds() {
        for call_text in ["share(poll.`a --> b`)", "share(poll.`100%2D`)", "n(comments)"] {
            let mark = marked(call_text, "x");
            let comment = &mark["<!--".len()..mark.find("-->").unwrap()];
            assert_eq!(call(comment).as_deref(), Some(call_text));
            assert!(mark.ends_with("-->x<!--/v-->"));
        }
        assert!(ends("/v") && !ends("v x"));
    }

    #[test]
    fn a_mark_never_begins_a_block() {
        let text =
            not_at_line_starts("<!--v n(a)-->1<!--/v--> a\n- <!--v n(a)-->1<!--/v-->\nb <!--v n(a)-->1<!--/v-->\n");
        assert_eq!(text.matches("<b></b><!--v").count(), 2);
    }
}
