//! Messages of a Slack channel: which of them people wrote, and their text without the platform's marks.

use std::collections::BTreeMap;

use super::clean::decode_entities;
use super::grid::{Grid, is_digits, squash};
use super::{Format, Head, Layout, Score, comment_columns, moment};

pub(super) const FORMAT: Format = Format {
    id: "slack",
    name: "Slack messages",
    about: "a channel's messages as JSON of the export, or as a table with its names",
    score,
    layout,
};

fn score(head: &Head<'_>) -> Score {
    let grid = Grid::of(head);
    let names: Vec<String> = grid.row(0).map(squash).collect();
    let place = |name: &str| names.iter().position(|found| found == name);
    let (Some(ts), Some(_), Some(_)) = (place("ts"), place("text"), place("user")) else { return Score::default() };
    if grid.share(1, ts, is_stamp).unwrap_or(1.0) < 0.8 {
        return Score::default();
    }
    Score::seen(0.9, "there are ts, user and text, as Slack writes its messages")
}

fn layout(head: &Head<'_>) -> Layout {
    Layout { header_rows: 1, columns: comment_columns::columns(Grid::of(head)), ..Layout::default() }
}

/// `1609459200.000100`: the time of a message, which is its id.
pub(super) fn is_stamp(cell: &str) -> bool {
    cell.split_once('.')
        .is_some_and(|(seconds, part)| (9..=11).contains(&seconds.len()) && is_digits(seconds) && is_digits(part))
}

/// When a message was written: the seconds of its stamp; its fraction only tells messages apart.
pub(super) fn date(stamp: &str) -> String {
    let seconds = stamp.split('.').next().and_then(|seconds| seconds.parse().ok());
    seconds.filter(|_| is_stamp(stamp)).map_or(String::new(), moment)
}

/// Why a message of this subtype was not written by a person to be read; `None` where it was.
pub(super) fn set_aside(subtype: &str) -> Option<&'static str> {
    match subtype {
        "" | "thread_broadcast" | "me_message" | "file_share" | "file_comment" => None,
        "bot_message" | "bot_add" | "bot_remove" | "slackbot_response" | "reminder_add" => Some("bot"),
        "channel_join" | "group_join" => Some("join"),
        "channel_leave" | "group_leave" => Some("leave"),
        "tombstone" | "message_deleted" => Some("deleted"),
        _ => Some("notice of the platform"),
    }
}

/// A message's text: `<@U1>` with the person's handle, `<url|text>` as its text, `&amp;` as `&`.
pub(super) fn plain(text: &str, handles: &BTreeMap<String, String>) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inner)) = rest.split_once('<') {
        plain.push_str(before);
        let Some((mark, after)) = inner.split_once('>') else {
            plain.push('<');
            rest = inner;
            continue;
        };
        plain.push_str(&unmarked(mark, handles));
        rest = after;
    }
    plain.push_str(rest);
    decode_entities(&plain)
}

fn unmarked(mark: &str, handles: &BTreeMap<String, String>) -> String {
    let (target, label) = mark.split_once('|').map_or((mark, None), |(target, label)| (target, Some(label)));
    let label = label.filter(|label| !label.is_empty());
    match target.split_at_checked(1) {
        Some(("@", user)) => {
            let name = handles.get(user).map(String::as_str).or(label).unwrap_or(user);
            format!("@{}", name.trim_start_matches('@'))
        }
        Some(("#", channel)) => format!("#{}", label.unwrap_or(channel)),
        Some(("!", word)) => match label {
            Some(label) => label.to_owned(),
            None => format!("@{}", word.split('^').next().unwrap_or(word)),
        },
        _ => label.unwrap_or(target.trim_start_matches("mailto:")).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::score_of;
    use super::*;

    #[test]
    fn marks_become_what_a_reader_sees() {
        let handles = BTreeMap::from([("U1".to_owned(), "ann".to_owned())]);
        for (text, expected) in [
            ("<@U1> and <@U2> &amp; <@U3|cy>", "@ann and @U2 & @cy"),
            ("see <https://example.org/a|this> or <https://example.org/b>", "see this or https://example.org/b"),
            ("<#C1|tea> <!here> <!subteam^S1|@brewers> <!date^1^{x}|today>", "#tea @here @brewers today"),
            ("<mailto:a@example.org|a@example.org> 3 &lt; 5 and <open", "a@example.org 3 < 5 and <open"),
            ("&lt;b&gt; <> <|>", "<b>  "),
        ] {
            assert_eq!(plain(text, &handles), expected, "{text}");
        }
    }

    #[test]
    fn times_of_messages_are_asked_for() {
        assert!(score_of(&FORMAT, "ts,user,text\n1609459200.000100,U1,Hi\n") > 0.8);
        assert!(score_of(&FORMAT, "ts,user,text\n2026-01-02,U1,Hi\n") < 0.5);
    }
}
