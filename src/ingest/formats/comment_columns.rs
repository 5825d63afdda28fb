//! What exporters of comments call their columns. A name counts by its letters alone: `commentUrn`, `comment_urn` and
//! `Comment URN` are one; a nested key is written with its path, `actor.name`.

use super::grid::{Grid, squash};
use super::{Header, Role};

/// For each role, the names a column may have, best first.
const ALIASES: &[(Role, &str)] = &[
    (
        Role::Open,
        "messagetext|snippettextoriginal|textoriginal|commenttext|commentary|commentarytext|commentbody|commentcontent|\
         snippettextdisplay|textdisplay|comment|commentmessage|text|message|body|content|kommentar|commentaire|comentario",
    ),
    (Role::Id, "commenturn|commentid|id|urn|cid|ts"),
    (
        Role::Author,
        "authorname|actorname|commentername|commenterfullname|snippetauthordisplayname|authordisplayname|fullname|\
         profilename|username|ownerusername|author|commenter|commentauthor|name|user|actor|from",
    ),
    (
        Role::Date,
        "createdat|createdtime|postedat|publishedat|snippetpublishedat|commentdate|commentedat|posteddate|date|\
         datetime|timestamp|created|time|createdattimestamp|timeparsed",
    ),
    (
        Role::ReplyTo,
        "replyto|inreplyto|parentcomment|parentcommenturn|parentcommentid|parenturn|parentid|snippetparentid|parent",
    ),
    (
        Role::Reactions,
        "reactions|reactionscount|reactioncount|numreactions|totalreactions|totalreactioncount|statstotalreactions|\
         likessummarytotallikes|likes|likecount|likescount|numlikes|snippetlikecount|reactiontypecounts|engagementlikes",
    ),
];

/// Parts of names that say who a person is.
const PERSONAL: &[&str] = &[
    "profile",
    "headline",
    "position",
    "linkedinurl",
    "picture",
    "avatar",
    "photo",
    "email",
    "firstname",
    "lastname",
    "occupation",
    "company",
    "jobtitle",
    "channelid",
    "channelurl",
    "authorurl",
    "actor",
    "author",
    "commenter",
    "handle",
    "userid",
    "publicidentifier",
    "degree",
    "phone",
];

/// The role of each column of a file of comments; `rest` is what a column of no known name is.
pub(super) fn roles<'a>(names: impl Iterator<Item = &'a str>, rest: Role) -> Vec<Role> {
    let names: Vec<String> = names.map(|name| squash(without_hint(name))).collect();
    let mut roles: Vec<Role> = names
        .iter()
        .map(|name| if PERSONAL.iter().any(|part| name.contains(part)) { Role::Personal } else { rest })
        .collect();
    let mut taken = vec![false; names.len()];
    for (role, aliases) in ALIASES {
        let found = aliases.split('|').find_map(|alias| (0..names.len()).find(|&at| !taken[at] && names[at] == alias));
        if let Some(place) = found {
            roles[place] = *role;
            taken[place] = true;
        }
    }
    roles
}

/// A name without what is said behind it in brackets: `Name (click to view profile)`.
fn without_hint(name: &str) -> &str {
    let name = name.trim();
    let bare = name.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')).map(|(bare, _)| bare.trim_end());
    bare.filter(|bare| !bare.is_empty()).unwrap_or(name)
}

/// The columns of a file of comments.
pub(super) fn columns(grid: Grid<'_>) -> Vec<Header> {
    let roles = roles(grid.row(0), Role::Metadata);
    let columns = grid.row(0).zip(roles).enumerate();
    columns.map(|(place, (cell, role))| Header { role, ..Header::at(place, cell, cell) }).collect()
}

/// Whether the columns are those of comments: a text, and most of the others known too.
pub(super) fn are_comments(grid: Grid<'_>) -> bool {
    let roles = roles(grid.row(0), Role::Answer);
    let known = roles.iter().filter(|role| **role != Role::Answer).count();
    roles.contains(&Role::Open) && known >= 2 && known * 2 >= roles.len()
}

/// The id of a record by the names of its keys, as [`roles`] would choose it.
pub(super) fn own_id(record: &[(String, String)]) -> Option<&str> {
    let (_, aliases) = ALIASES.iter().find(|(role, _)| *role == Role::Id)?;
    let named = |alias: &str| record.iter().find(|(name, value)| squash(name) == alias && !value.is_empty());
    aliases.split('|').find_map(named).map(|(_, value)| value.as_str())
}

/// Whether a key holds the text of a comment.
pub(super) fn is_text(name: &str) -> bool {
    let name = squash(name);
    ALIASES.iter().any(|(role, aliases)| *role == Role::Open && aliases.split('|').any(|alias| alias == name))
}

#[cfg(test)]
mod tests {
    use super::Role::{Answer, Author, Date, Id, Open, Personal, Reactions, ReplyTo};
    use super::*;

    #[test]
    fn names_of_many_exporters_are_known() {
        for (names, expected) in [
            ("Name,LinkedIn URL,Current Position,Comment Text", vec![Author, Personal, Personal, Open]),
            (
                "comment_id,text,posted_at,author,stats.total_reactions,comment_url",
                vec![Id, Open, Date, Author, Reactions, Answer],
            ),
            (
                "commenter_name,commenter_headline,comment_text,comment_urn,created_at",
                vec![Author, Personal, Open, Id, Date],
            ),
            ("id,commentary,actor.name,actor.linkedinUrl,parentId", vec![Id, Open, Author, Personal, ReplyTo]),
            (
                "#,Name (click to view profile),Profile ID,Date,Likes,Comment (text)",
                vec![Answer, Author, Personal, Date, Reactions, Open],
            ),
            ("id,ownerUsername,text,repliesCount", vec![Id, Author, Open, Answer]),
            ("message,comment", vec![Answer, Open]),
        ] {
            assert_eq!(roles(names.split(','), Answer), expected, "{names}");
        }
    }

    #[test]
    fn every_alias_is_written_as_it_is_compared() {
        for alias in ALIASES.iter().flat_map(|(_, aliases)| aliases.split('|')) {
            assert_eq!(squash(alias), alias);
        }
    }
}
