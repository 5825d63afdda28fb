//! A draft of an article: plain Markdown with the questions as headings and places to fill.

use super::super::article::DRAFT_MARK;
use super::page::one_line;

/// What an article can speak of.
pub(super) struct Asked {
    /// What was asked.
    pub question: String,
    /// Whether people answered in their own words.
    pub open: bool,
}

/// The draft.
pub(super) fn article(title: &str, who: &str, asked: &[Asked]) -> String {
    let mut text = format!("# {}\n\n", one_line(title));
    text.push_str(&format!(
        "{DRAFT_MARK}: `verbatims report` leaves this article out until this comment is gone. Take every number from \
         out/report.md. -->\n\n"
    ));
    text.push_str("*What was found, in two sentences.*\n\n");
    text.push_str(&format!("{who} *Say who was asked, how they were reached, and when.*\n"));
    for asked in asked {
        text.push_str(&format!("\n## {}\n\n", one_line(&asked.question)));
        text.push_str(if asked.open {
            "*The themes that come up most, with their shares and bases.*\n\n> *A quote that shows one of them.*\n"
        } else {
            "*The answer that leads, with its share and base; then the others.*\n"
        });
    }
    text.push_str("\n## How this was done\n\n*The method box of the report: who answered, what was left out, what cannot be said.*\n");
    text
}
