//! JSON whose records nest: comments with their replies, messages, polls. One row a record, with its keys.
//!
//! Gives nothing where the shape is none of these; then the container flattens the JSON by itself.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{clean::plain_text, comment_columns, linkedin_comments::comment_urn, poll_json::poll, slack};

/// The records of a JSON file of a known shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonRecords {
    /// Id of the platform, as in [`super::FORMATS`].
    pub format: &'static str,
    /// A record as its keys and values, in order; the keys of two records may differ.
    pub rows: Vec<Vec<(String, String)>>,
    /// How many records were left out as no text of a person, by reason.
    pub set_aside: BTreeMap<&'static str, u64>,
}

pub(super) type Pairs = Vec<(String, String)>;
pub(super) type Object = Map<String, Value>;

/// How deep a file is looked into; deeper JSON is not of these shapes.
pub(super) const DEEPEST: usize = 24;

/// The key that joins a reply to the id of what it answers.
const REPLY_TO: &str = "reply_to";

/// Reads the records of comments, messages or a poll; `None` where the JSON is of no such shape.
#[must_use]
pub fn records(value: &Value) -> Option<JsonRecords> {
    poll(value).or_else(|| slack_messages(value)).or_else(|| youtube(value)).or_else(|| comments(value))
}

/// The list of records: the value itself, or under the name that APIs give it.
fn list(value: &Value) -> Option<Vec<&Object>> {
    let items = match value {
        Value::Array(items) => items,
        Value::Object(object) => ["elements", "items", "messages", "comments", "data", "results", "response"]
            .iter()
            .find_map(|name| object.get(*name).and_then(Value::as_array))?,
        _ => return None,
    };
    let objects: Vec<&Object> = items.iter().filter_map(Value::as_object).collect();
    (!objects.is_empty() && objects.len() * 2 > items.len()).then_some(objects)
}

/// A value under nested names.
pub(super) fn at<'a>(object: &'a Object, path: &str) -> Option<&'a Value> {
    let mut names = path.split('.');
    let mut value = object.get(names.next()?)?;
    for name in names {
        value = value.get(name)?;
    }
    Some(value)
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

pub(super) fn text_at(object: &Object, path: &str) -> Option<String> {
    at(object, path).and_then(scalar)
}

pub(super) fn found(format: &'static str, rows: Vec<Pairs>) -> Option<JsonRecords> {
    (!rows.is_empty()).then(|| JsonRecords { format, rows, set_aside: BTreeMap::new() })
}

/// Messages of a channel; what no person wrote is counted and left out.
fn slack_messages(value: &Value) -> Option<JsonRecords> {
    let messages = list(value)?;
    let is_message = |object: &&&Object| {
        object.get("type").and_then(Value::as_str) == Some("message")
            && object.get("ts").and_then(Value::as_str).is_some_and(slack::is_stamp)
    };
    if messages.iter().filter(is_message).count() * 2 <= messages.len() {
        return None;
    }
    let handles = handles(value, &messages);
    let mut rows = Vec::new();
    let mut set_aside: BTreeMap<&'static str, u64> = BTreeMap::new();
    for message in messages {
        let subtype = message.get("subtype").and_then(Value::as_str).unwrap_or("");
        let bot = message.contains_key("bot_id") && !message.contains_key("user");
        if let Some(reason) = slack::set_aside(subtype).or(bot.then_some("bot")) {
            *set_aside.entry(reason).or_default() += 1;
            continue;
        }
        let mut row = Pairs::new();
        let ts = text_at(message, "ts").unwrap_or_default();
        let thread = text_at(message, "thread_ts").filter(|thread| *thread != ts).unwrap_or_default();
        let text = slack::plain(&text_at(message, "text").unwrap_or_default(), &handles);
        let reactions = message.get("reactions").map_or(0, counted);
        // Messages from other programs have a name in place of a member's id.
        let user = text_at(message, "user").or_else(|| text_at(message, "username")).unwrap_or_default();
        for (name, value) in [
            ("date", slack::date(&ts)),
            ("ts", ts),
            ("user", user),
            ("text", text),
            (REPLY_TO, thread),
            ("reactions", reactions.to_string()),
        ] {
            row.push((name.to_owned(), value));
        }
        rows.push(row);
    }
    Some(JsonRecords { format: "slack", rows, set_aside })
}

/// Handles of people, from the profiles beside their messages and from a list of users in the same file.
fn handles(value: &Value, messages: &[&Object]) -> BTreeMap<String, String> {
    let profiles =
        messages.iter().filter_map(|message| Some((text_at(message, "user")?, text_at(message, "user_profile.name")?)));
    let users = value.get("users").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
    let users = users.filter_map(|user| Some((text_at(user, "id")?, text_at(user, "name")?)));
    profiles.chain(users).filter(|(_, name)| !name.is_empty()).collect()
}

/// The sum of `count` over a list, as in `[{"type": "LIKE", "count": 2}]`.
fn counted(list: &Value) -> u64 {
    let counts = list.as_array().into_iter().flatten().filter_map(|entry| entry.get("count").and_then(Value::as_u64));
    counts.fold(0, u64::saturating_add)
}

/// Threads of the API: a top-level comment, then its replies.
fn youtube(value: &Value) -> Option<JsonRecords> {
    let mut rows = Vec::new();
    for item in list(value)? {
        let top = at(item, "snippet.topLevelComment").and_then(Value::as_object);
        let plain = || item.get("kind").and_then(Value::as_str).filter(|kind| *kind == "youtube#comment").map(|_| item);
        let Some(comment) = top.or_else(plain) else { continue };
        rows.push(youtube_row(comment, None));
        let id = text_at(comment, "id").or_else(|| text_at(item, "id"));
        for reply in at(item, "replies.comments").and_then(Value::as_array).into_iter().flatten() {
            rows.extend(reply.as_object().map(|reply| youtube_row(reply, id.as_deref())));
        }
    }
    found("youtube_comments", rows)
}

fn youtube_row(comment: &Object, parent: Option<&str>) -> Pairs {
    let snippet = |name: &str| text_at(comment, &format!("snippet.{name}")).unwrap_or_default();
    let text = match snippet("textOriginal") {
        original if original.is_empty() => plain_text(&snippet("textDisplay")),
        original => original,
    };
    let parent = parent.map_or_else(|| snippet("parentId"), str::to_owned);
    [
        ("id", text_at(comment, "id").unwrap_or_default()),
        (REPLY_TO, parent),
        ("authorDisplayName", snippet("authorDisplayName")),
        ("publishedAt", snippet("publishedAt")),
        ("likeCount", snippet("likeCount")),
        ("textOriginal", text),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

/// Comments of LinkedIn, the API's elements and exporters' objects, and any others with their replies inside.
fn comments(value: &Value) -> Option<JsonRecords> {
    let objects = list(value)?;
    let api = |object: &Object| at(object, "message.text").is_some() && object.contains_key("actor");
    let named = |object: &Object| {
        object.contains_key("commentUrn") || object.contains_key("commentary") || api(object) || marked(object)
    };
    let of_linkedin = objects.iter().any(|object| named(object));
    let texts = objects.iter().filter(|object| api(object) || object.keys().any(|name| comment_columns::is_text(name)));
    if texts.count() * 2 <= objects.len() || !of_linkedin && !objects.iter().any(|object| nested(object).is_some()) {
        return None;
    }
    let mut rows = Vec::new();
    for object in objects {
        threaded(object, None, DEEPEST, &mut rows);
    }
    found(if of_linkedin { "linkedin_comments" } else { "generic" }, rows)
}

/// Whether a value of the object is a link to LinkedIn, or a name in it.
fn marked(object: &Object) -> bool {
    let is_marked = |text: &str| text.contains("linkedin.com/") || text.contains("urn:li:");
    object.iter().any(|(name, value)| name.to_lowercase().contains("linkedin") || value.as_str().is_some_and(is_marked))
}

/// The replies inside a comment, where they are comments themselves.
fn nested(object: &Object) -> Option<&Vec<Value>> {
    let lists =
        ["replies", "comments", "children"].iter().filter_map(|name| object.get(*name).and_then(Value::as_array));
    lists.into_iter().find(|list| {
        list.iter()
            .any(|reply| reply.as_object().is_some_and(|it| it.keys().any(|name| comment_columns::is_text(name))))
    })
}

fn threaded(object: &Object, parent: Option<&str>, depth: usize, rows: &mut Vec<Pairs>) {
    let mut row = Pairs::new();
    flatten(object, "", DEEPEST, &mut row);
    one_urn(object, &mut row);
    if let Some(parent) = parent.filter(|_| !row.iter().any(|(name, _)| name == REPLY_TO)) {
        row.push((REPLY_TO.to_owned(), parent.to_owned()));
    }
    let id = comment_columns::own_id(&row).map(str::to_owned);
    rows.push(row);
    let Some(depth) = depth.checked_sub(1) else { return };
    for reply in nested(object).into_iter().flatten().filter_map(Value::as_object) {
        threaded(reply, id.as_deref(), depth, rows);
    }
}

/// Both forms of a comment's URN become one, so that replies find what they answer.
fn one_urn(object: &Object, row: &mut Pairs) {
    for (name, value) in row.iter_mut().filter(|(name, _)| !name.to_lowercase().contains("url")) {
        if value.starts_with("urn:li:")
            && let Some(urn) = comment_urn(value)
        {
            *value = urn;
        }
        if name == "parentComment" {
            REPLY_TO.clone_into(name);
        }
    }
    let bare = text_at(object, "id").zip(text_at(object, "object"));
    if let Some((id, post)) = bare.filter(|_| !object.contains_key("commentUrn"))
        && let Some(urn) = comment_urn(&format!("urn:li:comment:({post},{id})"))
    {
        row.push(("commentUrn".to_owned(), urn));
    }
}

/// Scalars under their path; lists of counts as their sum; other lists of scalars joined; replies left out.
fn flatten(object: &Object, path: &str, depth: usize, row: &mut Pairs) {
    for (name, value) in object {
        let name = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        match value {
            Value::Object(inner) => {
                if let Some(depth) = depth.checked_sub(1) {
                    flatten(inner, &name, depth, row);
                }
            }
            Value::Array(items) => {
                let scalars: Vec<String> = items.iter().filter_map(scalar).collect();
                if items.iter().any(|item| item.get("count").is_some()) {
                    row.push((name, counted(value).to_string()));
                } else if !scalars.is_empty() {
                    row.push((name, scalars.join("; ")));
                }
            }
            Value::Null => row.push((name, String::new())),
            other => row.extend(scalar(other).map(|text| (name, text))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{cell, read, recognised};
    use super::*;

    #[test]
    fn linkedin_comments_find_their_parents_whichever_form_the_urn_has() {
        let read = read(
            r#"{"elements": [
              {"id": "34", "commentUrn": "urn:li:comment:(urn:li:activity:12,34)", "actor": "urn:li:person:a",
               "message": {"text": "Tea"}, "created": {"time": 1582160678569}, "likesSummary": {"totalLikes": 2}},
              {"id": "35", "commentUrn": "urn:li:comment:(activity:12,35)", "actor": "urn:li:person:b",
               "message": {"text": "Cake"}, "parentComment": "urn:li:comment:(activity:12,34)"}],
              "paging": {"start": 0}}"#,
        )
        .unwrap();
        assert_eq!((read.format, read.rows.len(), recognised(&read)), ("linkedin_comments", 2, "linkedin_comments"));
        assert_eq!(cell(&read.rows[1], REPLY_TO), cell(&read.rows[0], "commentUrn"));
        assert_eq!(cell(&read.rows[1], "commentUrn"), "urn:li:comment:(urn:li:activity:12,35)");
        assert_eq!(cell(&read.rows[0], "created.time"), "1582160678569");
    }

    #[test]
    fn replies_inside_a_comment_become_rows_that_name_it() {
        let read = read(
            r#"[{"comment_id": 7331190065471078400, "text": "Tea", "author": {"name": "Ann"}, "stats": null,
                 "reactionTypeCounts": [{"type": "LIKE", "count": 2}, {"type": "LOVE", "count": 1}], "tags": ["a", "b"],
                 "replies": [{"comment_id": "9", "text": "Cake", "author": {"name": "Bob"}}]}]"#,
        )
        .unwrap();
        assert_eq!((read.rows.len(), recognised(&read)), (2, "generic"));
        assert_eq!(cell(&read.rows[0], "comment_id"), "7331190065471078400");
        assert_eq!((cell(&read.rows[0], "reactionTypeCounts"), cell(&read.rows[0], "tags")), ("3", "a; b"));
        assert_eq!((cell(&read.rows[1], REPLY_TO), cell(&read.rows[1], "author.name")), ("7331190065471078400", "Bob"));
    }

    #[test]
    fn youtube_threads_give_their_texts_without_markup() {
        let read = read(
            r#"{"items": [{"id": "T1", "snippet": {"videoId": "v", "topLevelComment": {"id": "T1", "snippet":
                 {"textDisplay": "I&#39;m in<br>tea", "authorDisplayName": "@ann", "likeCount": 3}}},
                 "replies": {"comments": [{"id": "T1.2", "snippet": {"textOriginal": "<3", "parentId": "T1"}}]}}]}"#,
        )
        .unwrap();
        assert_eq!((read.format, recognised(&read)), ("youtube_comments", "youtube_comments"));
        let texts: Vec<&str> = read.rows.iter().map(|row| cell(row, "textOriginal")).collect();
        assert_eq!(texts, ["I'm in\ntea", "<3"]);
        assert_eq!((cell(&read.rows[0], REPLY_TO), cell(&read.rows[1], REPLY_TO)), ("", "T1"));
    }

    #[test]
    fn slack_messages_are_cleaned_and_notices_are_counted() {
        let read = read(
            r#"[{"type": "message", "subtype": "channel_join", "user": "U1", "text": "<@U1> has joined", "ts": "1609459200.000100"},
                {"type": "message", "user": "U1", "text": "Tea &amp; <@U1>?", "ts": "1609459201.000100",
                 "thread_ts": "1609459201.000100", "user_profile": {"name": "ann"}, "reactions": [{"name": "x", "count": 2}]},
                {"type": "message", "user": "U2", "text": "Yes", "ts": "1609459202.000100", "thread_ts": "1609459201.000100"},
                {"type": "message", "bot_id": "B1", "text": "Beep", "ts": "1609459203.000100"}]"#,
        )
        .unwrap();
        assert_eq!((read.format, recognised(&read)), ("slack", "slack"));
        assert_eq!(read.set_aside, BTreeMap::from([("bot", 1), ("join", 1)]));
        let rows: Vec<_> =
            read.rows.iter().map(|row| (cell(row, "text"), cell(row, REPLY_TO), cell(row, "reactions"))).collect();
        assert_eq!(rows, [("Tea & @ann?", "", "2"), ("Yes", "1609459201.000100", "0")]);
        let written: Vec<_> =
            read.rows.iter().map(|row| (cell(row, "ts"), cell(row, "user"), cell(row, "date"))).collect();
        assert_eq!(
            written,
            [("1609459201.000100", "U1", "2021-01-01T00:00:01Z"), ("1609459202.000100", "U2", "2021-01-01T00:00:02Z")]
        );
    }

    #[test]
    fn other_json_is_left_to_the_container() {
        for json in [
            "[]",
            "{}",
            "3",
            "[1, 2]",
            r#"[{"id": 1, "text": "a", "age": 3}]"#,
            r#"{"items": [{"a": 1}]}"#,
            r#"{"question": "Tea?", "options": ["Yes", "No"]}"#,
            r#"[{"type": "message", "ts": 3}]"#,
        ] {
            assert_eq!(read(json), None, "{json}");
        }
        let deep = format!("{}1{}", r#"{"content":"#.repeat(100), "}".repeat(100));
        assert_eq!(read(&deep), None);
    }
}
