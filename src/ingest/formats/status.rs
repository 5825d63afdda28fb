//! A column that says how far each response got, in a file of no platform: known by its name and by all of its words.

use super::grid::{Grid, key};
use super::words::is_listed;
use super::{Header, Role, RowRule};

const NAMES: &str = "status|response status|completion status|complete?|survey status|responsestatus|survey_status";
const COMPLETE: &str =
    "complete|completed|finished|submitted|done|abgeschlossen|vollständig|terminé|completo|completado";
const PARTIAL: &str = "partial|partially completed|incomplete|started|in progress|in-progress|unfinished|abandoned|\
    timed out|timeout|saved|unverified|unvollständig|abgebrochen|incomplet|incompleto";
const SCREENED: &str = "disqualified|screened out|screen out|screenout|terminated|over quota|overquota|quota full|deleted|\
    rejected";

/// Rules for such a column; none where a word is not known, or no response is complete.
pub(super) fn unfinished(columns: &mut [Header], grid: Grid<'_>, header_rows: usize) -> Vec<RowRule> {
    let known = |cell: &str| [COMPLETE, PARTIAL, SCREENED].iter().any(|list| is_listed(list, &key(cell)));
    let is_status = |place: usize, column: &Header| {
        column.group.is_none()
            && column.role == Role::Answer
            && is_listed(NAMES, &key(&column.name))
            && grid.share(header_rows, place, known) == Some(1.0)
            && grid.column(header_rows, place).any(|cell| is_listed(COMPLETE, &key(cell)))
    };
    if let Some(rule) = finished(columns, grid, header_rows) {
        return vec![rule];
    }
    let Some(place) = (0..columns.len()).find(|&place| is_status(place, &columns[place])) else { return Vec::new() };
    columns[place].role = Role::Metadata;
    [(PARTIAL, "unfinished"), (SCREENED, "screened out")]
        .into_iter()
        .map(|(list, reason)| RowRule { column: place, values: list.split('|').map(str::to_owned).collect(), reason })
        .collect()
}

/// `FINISHED` with 0 and 1, as SoSci Survey writes it beside the name of its questionnaire.
fn finished(columns: &mut [Header], grid: Grid<'_>, header_rows: usize) -> Option<RowRule> {
    let named = |name: &str| columns.iter().position(|column| column.name == name);
    let (place, _) = (named("FINISHED")?, named("QUESTNNR")?);
    grid.column(header_rows, place).all(|cell| matches!(cell, "0" | "1")).then(|| {
        columns[place].role = Role::Metadata;
        RowRule { column: place, values: vec!["0".to_owned()], reason: "unfinished" }
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{head, of};
    use super::*;

    fn reasons(text: &str) -> Vec<&'static str> {
        let rows = head(text);
        let head = of(&rows);
        let grid = Grid::of(&head);
        let mut columns: Vec<Header> =
            grid.row(0).enumerate().map(|(place, cell)| Header::at(place, cell, cell)).collect();
        unfinished(&mut columns, grid, 1).iter().map(|rule| rule.reason).collect()
    }

    #[test]
    fn a_status_is_one_only_where_all_its_words_are_known() {
        let text = "id,Status,tea\n1,Complete,Yes\n2,Partial,No\n3,Disqualified,No\n";
        assert_eq!(reasons(text), ["unfinished", "screened out"]);
        assert!(reasons("id,Status,tea\n1,Single,Yes\n2,Married,No\n").is_empty());
        assert_eq!(reasons("CASE,QUESTNNR,FINISHED\n1,base,1\n2,base,0\n"), ["unfinished"]);
        assert!(reasons("id,Status,tea\n1,Started,Yes\n2,Saved,No\n").is_empty());
    }
}
