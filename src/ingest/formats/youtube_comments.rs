//! Comments under a YouTube video: the API's JSON, as `json` takes it apart, and exporters' CSV with its names.

use super::grid::{Grid, squash};
use super::{Format, Head, Layout, Score, comment_columns};

pub(super) const FORMAT: Format = Format {
    id: "youtube_comments",
    name: "YouTube comments",
    about: "comment threads of a video as JSON of the API, or as CSV with its names",
    score,
    layout,
};

/// Names that no other platform uses.
const OWN: [&str; 6] =
    ["textoriginal", "textdisplay", "authordisplayname", "authorchannelid", "authorchannelidvalue", "videoid"];

fn score(head: &Head<'_>) -> Score {
    let grid = Grid::of(head);
    let own = grid.row(0).filter(|cell| OWN.contains(&squash(cell).trim_start_matches("snippet"))).count();
    if !comment_columns::are_comments(grid) {
        return Score::default();
    }
    let linked = || (1..grid.height()).any(|row| grid.row(row).any(|cell| cell.contains("youtube.com/watch")));
    match own {
        2.. => Score::seen(0.95, format!("{own} columns are named as the API of YouTube names them")),
        1 => Score::seen(0.75, "one column is named as the API of YouTube names it"),
        _ if linked() => Score::seen(0.7, "the columns are those of comments, with links to YouTube"),
        _ => Score::default(),
    }
}

fn layout(head: &Head<'_>) -> Layout {
    Layout { header_rows: 1, columns: comment_columns::columns(Grid::of(head)), ..Layout::default() }
}

#[cfg(test)]
mod tests {
    use super::super::Role::{Author, Date, Id, Metadata, Open, Reactions};
    use super::super::fixture::{head, layout_of, roles, score_of};
    use super::*;

    #[test]
    fn the_names_of_the_api_are_known() {
        let text =
            "id,videoId,textDisplay,authorDisplayName,likeCount,publishedAt\nU1,v,Hi,@ann,2,2026-01-02T10:00:00Z\n";
        assert!(score_of(&FORMAT, text) > 0.9);
        assert_eq!(roles(&layout_of(&FORMAT, &head(text))), [Id, Metadata, Open, Author, Reactions, Date]);
        assert!(score_of(&FORMAT, "id,author,text\n1,Ann,Hi\n") < 0.5);
    }
}
