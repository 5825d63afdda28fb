//! Any table: one header row, titles above it, a row of sub-labels below it, or no header row at all. Read so when no
//! platform is sure; also says which last row is a summary typed under the data.

use super::box_names::join_boxes;
use super::grid::{Grid, is_number, key, squash};
use super::groups::{join_bracketed, join_dashed};
use super::named_alike::join_named_alike;
use super::words::{WEIGHT, is_listed, is_personal};
use super::{
    Format, Head, Header, Layout, Role, Score, comment_columns, name_rows, report_rows, status, summaries, two_rows,
};

pub(super) const FORMAT: Format =
    Format { id: "generic", name: "Table", about: "any table with one row a response", score, layout };

/// What every table scores: enough to be the last choice, and below the threshold of a sure one.
const ANY: f64 = 0.1;

/// Rows of titles that may stand above the header row.
const MOST_TITLES: usize = 5;

/// First cells of a summary row.
const SUMMARY: &str = "average|averages|avg|mean|means|median|total|totals|sum|grand total|standard deviation|std dev|stdev|\
    std. deviation|count|n|min|max|minimum|maximum|mittelwert|durchschnitt|summe|gesamt|moyenne|total général|somme|\
    media|promedio|suma|média|soma|totale|somma|gemiddelde|totaal";

const IDS: &str = "id|respondent id|respondent_id|respondentid|response id|response_id|responseid|participant id|\
    participant_id|respid|resp_id|case id|case_id|caseid|record id|record_id|uuid";
const DATES: &str = "date|timestamp|submitted at|submitted_at|submission date|submission time|created at|created_at|\
    completed at|completed_at|date submitted|datum|fecha|data";

/// Headers of what programs write about a response.
const METADATA: &str = "user agent|useragent|browser|referer|referrer|session id|sessionid|utm_source|utm_medium|utm_campaign|\
    utm_term|utm_content|gclid|fbclid|time taken|time taken to complete (seconds)|duration (in seconds)|\
    time from start to finish (seconds)|seq. number|sequence number|submission url|questnnr|time_sum|time_rsi|lastpage|\
    maxpage|missrel|redcap_event_name|redcap_survey_identifier|redcap_repeat_instance|redcap_repeat_instrument";

fn score(head: &Head<'_>) -> Score {
    match summaries::crosstab(Grid::of(head)) {
        Some(refused) => refused,
        None => Score::seen(ANY, "rows with the same columns"),
    }
}

fn layout(head: &Head<'_>) -> Layout {
    let grid = Grid::of(head);
    let mut warnings = Vec::new();
    let titles = if head.named { 0 } else { titles(grid) };
    if titles > 0 {
        warnings.push(format!("{titles} rows above the header row are read as titles"));
    }
    if !head.named && has_no_header(grid) {
        warnings.push("the first row is all numbers: the file is read without a header row".to_owned());
        let columns = (0..grid.width(1)).map(|place| Header::at(place, "", "")).collect();
        return Layout { columns, separators: SEPARATORS, warnings, ..Layout::default() };
    }
    let labelled = !head.named && two_rows::is_label_row(grid, titles + 1);
    let asked = !labelled && name_rows::is_text_row(grid, titles + 1);
    let mut columns = if labelled {
        two_rows::columns(grid, titles, |label| key(label) == "response")
    } else {
        let text = |place| Some(grid.cell(titles + usize::from(asked), place)).filter(|text| !text.is_empty());
        let header = |place| {
            let name = grid.cell(titles, place);
            Header::at(place, name, text(place).unwrap_or(name))
        };
        (0..width(grid, titles)).map(header).collect()
    };
    let header_rows = titles + if labelled || asked { 2 } else { 1 };
    if !head.named && looks_like_a_response(grid, header_rows) {
        warnings.push("the first row looks like a response: the file may have no header row".to_owned());
    }
    join_bracketed(&mut columns);
    join_dashed(&mut columns);
    join_named_alike(&mut columns, grid, header_rows);
    join_boxes(&mut columns, grid, header_rows);
    mark_roles(&mut columns, grid, titles);
    let set_aside = status::unfinished(&mut columns, grid, header_rows);
    Layout { header_rows, columns, set_aside, separators: SEPARATORS, warnings, ..Layout::default() }
}

const SEPARATORS: &[&str] = &[";", "|", " / ", ", ", "\n"];

fn width(grid: Grid<'_>, header: usize) -> usize {
    grid.row(header).count()
}

/// Rows with one filled cell or none above a row with most cells filled.
fn titles(grid: Grid<'_>) -> usize {
    if let Some(above) = report_rows::above_a_table(grid) {
        return above;
    }
    let most = grid.height().min(MOST_TITLES + 1);
    let titles = (0..most).take_while(|&row| grid.filled(row) <= 1).count();
    let widest = (0..grid.height()).map(|row| grid.filled(row)).max().unwrap_or(0);
    // Rows of a name and its value, as `Comments | 25`, are titles too where a blank row ends them.
    let paired = (0..most).take_while(|&row| grid.filled(row) <= 2).count();
    let titles = if widest >= 5 && paired > titles && grid.filled(paired - 1) == 0 { paired } else { titles };
    let header = grid.filled(titles);
    if titles <= MOST_TITLES && widest >= 3 && header >= 2 && header * 2 > widest { titles } else { 0 }
}

fn has_no_header(grid: Grid<'_>) -> bool {
    grid.filled(0) >= 2 && grid.row(0).filter(|cell| !cell.is_empty()).all(is_number)
}

/// Half of the header cells or more, of two at least, stand again among the answers of their own column.
fn looks_like_a_response(grid: Grid<'_>, header_rows: usize) -> bool {
    let first = header_rows - 1;
    let filled = grid.filled(first);
    let repeated = grid
        .row(first)
        .enumerate()
        .filter(|(place, cell)| !cell.is_empty() && grid.column(header_rows, *place).any(|other| other == *cell));
    filled >= 2 && repeated.count() * 2 >= filled
}

fn mark_roles(columns: &mut [Header], grid: Grid<'_>, header: usize) {
    let commented = comment_columns::roles(grid.row(header), Role::Answer);
    // Names such as `id` and `likes` mean a comment's only where there is a text with an author or a reply.
    let has = |role| commented.contains(&role);
    let comments = has(Role::Open) && (has(Role::Author) || has(Role::ReplyTo)) && columns.len() <= 16;
    let (mut id, mut date) = (false, false);
    for (place, column) in columns.iter_mut().enumerate().filter(|(_, column)| column.group.is_none()) {
        let name = key(&column.name);
        let of_comment = commented.get(place).copied().filter(|_| comments).unwrap_or(Role::Answer);
        column.role = match of_comment {
            Role::Answer if is_listed(WEIGHT, &name) => Role::Weight,
            Role::Answer if is_listed(IDS, &name) && !std::mem::replace(&mut id, true) => Role::Id,
            Role::Answer if is_listed(DATES, &name) && !std::mem::replace(&mut date, true) => Role::Date,
            Role::Answer if is_personal(&name) => Role::Personal,
            Role::Answer if is_listed(METADATA, &name) => Role::Metadata,
            Role::Answer => column.role,
            other => other,
        };
    }
}

/// Whether a row is a summary typed under the data, as `Average` or `Total` beside numbers. To be asked of the last
/// rows of a file, from the last upwards while it says yes; `id_column` is the column of ids, which a summary leaves
/// blank or names itself in.
#[must_use]
pub fn summary_row(cells: &[&str], id_column: Option<usize>) -> bool {
    let filled: Vec<(usize, &str)> = cells
        .iter()
        .enumerate()
        .map(|(place, cell)| (place, cell.trim()))
        .filter(|(_, cell)| !cell.is_empty())
        .collect();
    let Some(((first, label), rest)) = filled.split_first() else { return false };
    let named = |text: &str| {
        let name = key(text);
        is_listed(SUMMARY, name.trim_end_matches([':', '=', ' ']))
    };
    if let Some(id) = id_column
        && cells.get(id).is_some_and(|cell| !cell.trim().is_empty() && !named(cell))
    {
        return false;
    }
    // A formula that Excel left behind is a summary in any language.
    if filled.iter().all(|(_, cell)| is_formula(cell)) {
        return true;
    }
    if named(label) {
        return !rest.is_empty() && rest.iter().all(|(_, cell)| is_number(cell) || is_formula(cell));
    }
    // Numbers alone, with a fraction and without the id and most of the row: a mean without its name.
    let unnamed = id_column.is_some_and(|id| id < *first);
    unnamed && filled.len() * 2 < cells.len() && filled.iter().all(|(_, cell)| is_number(cell)) && has_fraction(&filled)
}

fn has_fraction(cells: &[(usize, &str)]) -> bool {
    cells.iter().any(|(_, cell)| cell.split_once(['.', ',']).is_some_and(|(_, part)| part.len() >= 2))
}

fn is_formula(cell: &str) -> bool {
    let name = squash(cell.split('(').next().unwrap_or(""));
    cell.starts_with('=') && cell.contains('(') && !name.is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{head, layout_of, roles, shape};
    use super::*;

    #[test]
    fn a_header_row_is_found_below_titles_and_above_sub_labels() {
        let titled = layout_of(&FORMAT, &head("Tea survey,,,\n,,,\nage,tea,cake,why\n31,Yes,No,a\n40,No,Yes,b\n"));
        assert_eq!((titled.header_rows, titled.columns[1].name.as_str(), titled.warnings.len()), (3, "tea", 1));
        let paired = head("Link,x\nComments,2\n,,,,\n#,Name,Date,Likes,Comment\n1,A,x,3,Hi\n2,B,x,4,Oh\n");
        let paired = layout_of(&FORMAT, &paired);
        assert_eq!((paired.header_rows, paired.columns[4].name.as_str()), (4, "Comment"));
        let labelled = layout_of(&FORMAT, &head("case,Teas?,,Age\n,Green,Black,\n1,1,0,31\n2,0,1,40\n"));
        assert_eq!(labelled.header_rows, 2);
        assert_eq!(shape(&labelled)[1], ("Teas?", Some("Teas?"), Some("Green"), Role::Answer));
        assert_eq!(shape(&labelled)[3], ("Age", None, None, Role::Answer));
    }

    #[test]
    fn a_table_without_a_header_is_said_to_have_none() {
        let numbers = layout_of(&FORMAT, &head("1,31,5\n2,40,4\n"));
        assert_eq!((numbers.header_rows, numbers.columns[2].name.as_str()), (0, "#3"));
        assert_eq!(numbers.warnings.len(), 1);
        let words = layout_of(&FORMAT, &head("Yes,Green,Because\nNo,Green,x\nYes,Black,y\n"));
        assert_eq!((words.header_rows, words.warnings.len()), (1, 1));
        let plain = layout_of(&FORMAT, &head("tea,colour\nYes,Green\nNo,Black\n"));
        assert!(plain.warnings.is_empty());
        let one = layout_of(&FORMAT, &head("tea\nYes\n"));
        assert_eq!((one.header_rows, one.columns.len()), (1, 1));
    }

    #[test]
    fn blank_and_double_headers_keep_their_places() {
        let layout = layout_of(&FORMAT, &head("id,,tea,tea,,weight\n1,,a,b,,1.2\n"));
        let names: Vec<&str> = layout.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["id", "#2", "tea", "tea", "#5", "weight"]);
        use Role::{Answer, Author, Date, Id, Open, Personal, Weight};
        assert_eq!(roles(&layout), [Id, Answer, Answer, Answer, Answer, Weight]);
        let comments = layout_of(&FORMAT, &head("id,author,date,text\n1,Ann,2026-01-02,Hi\n"));
        assert_eq!(roles(&comments), [Id, Author, Date, Open]);
        let survey = layout_of(&FORMAT, &head("id,name,text size\n1,Ann,3\n"));
        assert_eq!(roles(&survey), [Id, Personal, Answer]);
    }

    #[test]
    fn names_over_texts_are_two_header_rows() {
        let rows = head(
            "Q1,Q2_1,Q2_2,Q3\nHow old are you?,Cups? - Tea,Cups? - Milk,Tell us more\n\
             31,Tea,,Hot\n40,,Milk,\n29,Tea,Milk,x\n",
        );
        let layout = layout_of(&FORMAT, &rows);
        assert_eq!(layout.header_rows, 2);
        assert_eq!(shape(&layout)[1], ("Cups?", Some("Cups?"), Some("Tea"), Role::Answer));
        assert_eq!((layout.columns[0].name.as_str(), layout.columns[0].question.as_str()), ("Q1", "How old are you?"));
    }

    #[test]
    fn a_summary_row_is_told_from_a_response() {
        for cells in [
            vec!["Average", "", "3.4", "2.1"],
            vec!["", "Total:", "34", "21"],
            vec!["Mean", "45%", "", ""],
            vec!["", "", "=AVERAGE(C2:C9)", ""],
        ] {
            assert!(summary_row(&cells, Some(0)), "{cells:?}");
        }
        assert!(summary_row(&["", "", "", "3.412", ""], Some(0)));
        for cells in [
            vec!["1001", "Total", "3", ""],
            vec!["Total", "Yes", "3"],
            vec!["Total"],
            vec!["", "", ""],
            vec!["12", "3.45", "", ""],
            vec!["Totally", "3", "4"],
        ] {
            assert!(!summary_row(&cells, Some(0)), "{cells:?}");
        }
        assert!(!summary_row(&["", "", "", "3.412", ""], None));
    }
}
