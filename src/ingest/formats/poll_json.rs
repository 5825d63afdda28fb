//! A poll with its totals in JSON, as rows of options. Which file is a poll's is decided here too.

use serde_json::Value;

use super::json::{DEEPEST, JsonRecords, Object, Pairs, at, found, text_at};

/// A poll with totals: the posts API (`content.poll`), the web client (`pollComponent`), and APIs written alike.
pub(super) fn poll(value: &Value) -> Option<JsonRecords> {
    let object = find_poll(value, DEEPEST)?;
    let options = ["options", "pollOptions"].iter().find_map(|name| object.get(*name).and_then(Value::as_array))?;
    let counts = ["pollSummary.pollOptionSummaries", "pollOptionSummaries"]
        .iter()
        .find_map(|path| at(object, path).and_then(Value::as_array));
    let question = ["question.text", "question"].iter().find_map(|path| text_at(object, path));
    let mut rows = Vec::with_capacity(options.len());
    for (place, option) in options.iter().enumerate() {
        let option = option.as_object()?;
        let label =
            ["text", "label", "option.text", "option", "title"].iter().find_map(|path| text_at(option, path))?;
        let own =
            ["voteCount", "votes", "vote_count", "option.voteCount"].iter().find_map(|path| text_at(option, path));
        let summed = || counts.and_then(|counts| text_at(counts.get(place)?.as_object()?, "voteCount"));
        let mut row: Pairs = question.iter().map(|asked| ("question".to_owned(), asked.clone())).collect();
        row.push(("option".to_owned(), label));
        if let Some(votes) = own.or_else(summed) {
            row.push(("votes".to_owned(), votes));
        }
        rows.push(row);
    }
    let counted = rows.iter().any(|row| row.iter().any(|(name, _)| name == "votes"));
    found("linkedin_poll", rows).filter(|_| counted)
}

/// The first object called a poll that has options, wherever it stands, in a file that is one post or one poll.
fn find_poll(value: &Value, depth: usize) -> Option<&Object> {
    let object = match value {
        Value::Array(items) if items.len() == 1 => return find_poll(items.first()?, depth.checked_sub(1)?),
        Value::Array(items) => {
            let depth = depth.checked_sub(1)?;
            let mut polls = items.iter().filter_map(|item| find_poll(item, depth));
            return polls.next().filter(|_| polls.next().is_none());
        }
        Value::Object(object) => object,
        _ => return None,
    };
    let has_options =
        |object: &Object| ["options", "pollOptions"].iter().any(|name| object.get(*name).is_some_and(Value::is_array));
    if has_options(object) && (object.contains_key("question") || object.contains_key("voting_status")) {
        return Some(object);
    }
    for name in
        ["poll", "pollComponent", "content", "elements", "included", "data", "value", "polls", "includes", "update"]
    {
        let inner = object.get(name).and_then(|inner| find_poll(inner, depth.checked_sub(1)?));
        if inner.is_some() {
            return inner;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{cell, read, recognised};

    #[test]
    fn polls_of_three_shapes_become_rows_of_options() {
        let api = r#"{"id": "urn:li:share:1", "content": {"poll": {"question": "Tea?", "uniqueVotersCount": 5,
            "options": [{"text": "Yes", "voteCount": 3}, {"text": "No", "voteCount": 2}]}}}"#;
        let client = r#"{"included": [{"a": 1}, {"content": {"pollComponent": {"question": {"text": "Tea?"},
            "pollOptions": [{"option": {"text": "Yes"}}, {"option": {"text": "No"}}],
            "pollSummary": {"pollOptionSummaries": [{"voteCount": 3}, {"voteCount": 2}]}}}}]}"#;
        let other = r#"{"voting_status": "closed", "options": [{"position": 1, "label": "Yes", "votes": 3},
            {"position": 2, "label": "No", "votes": 2}]}"#;
        for json in [api, client, other] {
            let read = read(json).unwrap();
            assert_eq!((read.format, recognised(&read)), ("linkedin_poll", "linkedin_poll"));
            let rows: Vec<_> = read.rows.iter().map(|row| (cell(row, "option"), cell(row, "votes"))).collect();
            assert_eq!(rows, [("Yes", "3"), ("No", "2")]);
        }
    }
}
