//! Comments under a LinkedIn post: the API's JSON, and the CSV and JSON of common exporters. The two forms of a
//! comment's URN are made one.

use super::grid::{Grid, squash};
use super::{Format, Head, Layout, Score, comment_columns};

pub(super) const FORMAT: Format = Format {
    id: "linkedin_comments",
    name: "LinkedIn comments",
    about: "comments of a post as JSON of the API, or as CSV or JSON of an exporter",
    score,
    layout,
};

fn score(head: &Head<'_>) -> Score {
    let grid = Grid::of(head);
    let names: Vec<String> = grid.row(0).map(squash).collect();
    let has = |name: &str| names.iter().any(|found| found == name);
    if is_archive(grid) && marked_cells(grid) {
        return Score::seen(0.8, "Date, Link and Message with links to LinkedIn, as in a member's own archive");
    }
    if !comment_columns::are_comments(grid) {
        return Score::default();
    }
    if has("commenturn") && has("messagetext") {
        return Score::seen(1.0, "there are commentUrn and message.text, as the API writes them");
    }
    let named = names.iter().any(|name| name.contains("linkedin") || name.contains("commenturn"));
    match (named, has("commentary"), marked_cells(grid)) {
        (true, true, _) | (true, _, true) => Score::seen(0.95, "the columns are those of comments, and name LinkedIn"),
        (true, ..) => Score::seen(0.85, "the columns are those of comments, and one names LinkedIn"),
        (_, _, true) => Score::seen(0.75, "the columns are those of comments, with links to LinkedIn"),
        (_, true, _) => Score::seen(0.6, "there is a commentary, as exporters of LinkedIn comments write it"),
        _ if names.iter().any(|name| name.starts_with("commenter")) => {
            Score::seen(0.55, "there is a commenter, as exporters of LinkedIn comments write it")
        }
        _ => Score::default(),
    }
}

fn marked_cells(grid: Grid<'_>) -> bool {
    (1..grid.height()).any(|row| grid.row(row).any(|cell| cell.contains("urn:li:") || cell.contains("linkedin.com/")))
}

/// `Comments.csv` of the archive that a member downloads.
fn is_archive(grid: Grid<'_>) -> bool {
    grid.keys(0) == ["date", "link", "message"]
}

fn layout(head: &Head<'_>) -> Layout {
    let grid = Grid::of(head);
    let columns = comment_columns::columns(grid);
    let mut warnings = Vec::new();
    if is_archive(grid) {
        warnings.push(
            "this is a member's own archive: the comments that the member wrote, not those under a post".to_owned(),
        );
    }
    Layout { header_rows: 1, columns, warnings, ..Layout::default() }
}

/// The URN of a comment in its long form, from either form or from a link that holds one.
///
/// ```
/// use verbatims::ingest::formats::comment_urn;
/// let long = "urn:li:comment:(urn:li:activity:12,34)";
/// assert_eq!(comment_urn("urn:li:comment:(activity:12,34)").as_deref(), Some(long));
/// assert_eq!(comment_urn(long).as_deref(), Some(long));
/// ```
#[must_use]
pub fn comment_urn(found: &str) -> Option<String> {
    // Longer texts are no URNs and no links; a comment that quotes one is not looked through.
    if found.len() > 4_000 {
        return None;
    }
    let plain = if found.contains('%') { percent_decoded(found) } else { found.to_owned() };
    if let Some((_, rest)) = plain.split_once("urn:li:comment:(") {
        let (post, id) = rest.split_once(')')?.0.split_once(',')?;
        return long(post, id);
    }
    let (_, rest) = plain.split_once("urn:li:fsd_comment:(")?;
    let (id, post) = rest.split_once(')')?.0.split_once(',')?;
    long(post, id)
}

fn long(post: &str, id: &str) -> Option<String> {
    let post = post.trim().strip_prefix("urn:li:").unwrap_or(post.trim());
    let (kind, number) = post.split_once(':')?;
    let id = id.trim();
    let is_word = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_word(kind) && is_word(number) && is_word(id)).then(|| format!("urn:li:comment:(urn:li:{kind}:{number},{id})"))
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        let decoded = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(decoded.unwrap_or(first));
        rest = if decoded.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::Role;
    use super::super::fixture::{head, layout_of, roles, score_of};
    use super::*;

    #[test]
    fn both_forms_of_a_urn_and_links_give_one() {
        let long = Some("urn:li:comment:(urn:li:ugcPost:12,34)".to_owned());
        for found in [
            "urn:li:comment:(ugcPost:12,34)",
            "urn:li:comment:(urn:li:ugcPost:12,34)",
            "https://www.linkedin.com/feed/update/x?commentUrn=urn%3Ali%3Acomment%3A%28ugcPost%3A12%2C34%29&z=%",
            "urn:li:fsd_comment:(34,urn:li:ugcPost:12)",
        ] {
            assert_eq!(comment_urn(found), long, "{found}");
        }
        for found in ["", "34", "urn:li:comment:(12)", "urn:li:comment:(a:b,c", "urn:li:comment:(,)", "%", "%e2%28"] {
            assert_eq!(comment_urn(found), None, "{found}");
        }
    }

    #[test]
    fn exporters_are_recognised_by_their_columns_and_links() {
        for text in [
            "Name,LinkedIn URL,Current Position,Comment Text\n\"Ann\nView Ann's profile\",,Baker,Nice\n",
            "id,commentary,actor.name,linkedinUrl\n1,Nice,Ann,https://example.org\n",
            "author,text,url\nAnn,Nice,https://www.linkedin.com/feed/update/urn:li:activity:1\n",
            "commenter_name,comment_text,created_at\nAnn,Nice,2026-01-02\n",
        ] {
            assert!(score_of(&FORMAT, text) > 0.5, "{text}");
        }
        for text in
            ["id,author,text\n1,Ann,Nice\n", "LinkedIn URL,age,job,tea,comment\nx,1,2,3,4\n", "name,text\nAnn,hi\n"]
        {
            assert!(score_of(&FORMAT, text) < 0.5, "{text}");
        }
    }

    #[test]
    fn who_wrote_it_is_kept_apart_from_what_was_written() {
        let layout = layout_of(&FORMAT, &head("Name,LinkedIn URL,Current Position,Comment Text\nAnn,,Baker,Nice\n"));
        assert_eq!(roles(&layout), [Role::Author, Role::Personal, Role::Personal, Role::Open]);
        let own = layout_of(&FORMAT, &head("Date,Link,Message\n2026-01-02 10:00:00,https://www.linkedin.com/x,Hi\n"));
        assert_eq!(own.warnings.len(), 1);
    }
}
