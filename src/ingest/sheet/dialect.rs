//! The delimiter and the line ends of delimited text, seen by parsing its first part in every way that is possible.
//!
//! A delimiter is as good as the number of rows with the same count of cells, and better where the first row has that
//! count too. Quotes and line breaks in quotes are the parser's. Text without any delimiter is one column.

use std::collections::BTreeMap;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// Delimiters that are tried; of equals the first.
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Bytes that are parsed to see the delimiter.
const SAMPLE: usize = 1 << 18;

/// Below this a delimiter is a sign in somebody's text.
const LEAST: f64 = 0.1;

/// Between the cells of a text that has one column; a file's own text does not hold it.
pub(super) const NOTHING: u8 = 0x1F;

/// How a text is parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    /// The byte between cells; `None` for one column.
    pub delimiter: Option<u8>,
    /// The ends of lines, by name.
    pub line_ends: &'static str,
}

/// The parser for a delimiter.
pub(super) fn parser(delimiter: Option<u8>) -> Reader {
    ReaderBuilder::new().delimiter(delimiter.unwrap_or(NOTHING)).build()
}

/// Sees how a text is parted by its first part; `usual` is the delimiter that the file's name tells.
pub(super) fn see(head: &[u8], whole: bool, asked: Option<u8>, usual: Option<u8>) -> Dialect {
    let sample = &head[..head.len().min(SAMPLE)];
    let whole = whole && sample.len() == head.len();
    let delimiter = asked.or_else(|| {
        let mut best: Option<(f64, u8)> = None;
        for candidate in CANDIDATES {
            let bonus = if usual == Some(candidate) { 0.05 } else { 0.0 };
            let worth = worth(&rows(sample, whole, Some(candidate)));
            if worth >= LEAST && best.is_none_or(|(so_far, _)| worth + bonus > so_far) {
                best = Some((worth + bonus, candidate));
            }
        }
        best.map(|(_, delimiter)| delimiter)
    });
    Dialect { delimiter, line_ends: line_ends(sample, &rows(sample, whole, delimiter)) }
}

/// A row of the sample: its cells, and where it ends.
struct Seen {
    cells: usize,
    end: usize,
}

fn rows(sample: &[u8], whole: bool, delimiter: Option<u8>) -> Vec<Seen> {
    let mut parser = parser(delimiter);
    let (mut bytes, mut ends) = (vec![0; 1 << 12], vec![0; 1 << 10]);
    let (mut at, mut cells, mut rows) = (0, 0, Vec::new());
    loop {
        let (result, read, _, found) = parser.read_record(&sample[at..], &mut bytes, &mut ends);
        at += read;
        cells += found;
        match result {
            ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {}
            ReadRecordResult::Record => {
                rows.push(Seen { cells, end: at });
                cells = 0;
            }
            // Without the end of the file the last row may be cut, and counts only where it is the only one.
            ReadRecordResult::InputEmpty if whole || rows.is_empty() => {}
            ReadRecordResult::InputEmpty | ReadRecordResult::End => return rows,
        }
    }
}

fn worth(rows: &[Seen]) -> f64 {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows {
        *counts.entry(row.cells).or_default() += 1;
    }
    let Some((&cells, &count)) = counts.iter().max_by_key(|(cells, count)| (**count, **cells)) else { return 0.0 };
    let share = count as f64 / rows.len() as f64;
    let header = if rows[0].cells == cells { 1.0 } else { 0.5 };
    header * share * share * (1.0 - 1.0 / cells as f64)
}

/// Whether every cell of the sample stands in quotes.
pub(super) fn all_quoted(head: &[u8], delimiter: u8) -> bool {
    let sample = &head[..head.len().min(SAMPLE)];
    let mut rest = sample.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(sample);
    while let Some((b'"', inner)) = rest.split_first() {
        let mut at = 0;
        // A quote that stands twice is one of the text.
        loop {
            // The sample may end inside a cell.
            let Some(quote) = inner[at..].iter().position(|byte| *byte == b'"') else { return true };
            at += quote + 1;
            if inner.get(at) != Some(&b'"') {
                break;
            }
            at += 1;
        }
        rest = match &inner[at..] {
            [next, after @ ..] if *next == delimiter => after,
            [b'\r', b'\n', after @ ..] | [b'\n' | b'\r', after @ ..] => after,
            after => return after.is_empty(),
        };
    }
    rest.is_empty() && !sample.is_empty()
}

fn line_ends(sample: &[u8], rows: &[Seen]) -> &'static str {
    let names = rows.iter().filter_map(|row| {
        Some(match (sample.get(row.end.checked_sub(1)?)?, sample.get(row.end), sample.get(row.end + 1)) {
            (b'\n', ..) => "LF",
            (b'\r', Some(b'\n'), _) => "CRLF",
            (b'\r', Some(b'\r'), Some(b'\n')) => "CR CR LF",
            (b'\r', ..) => "CR",
            _ => return None,
        })
    });
    let mut names: Vec<&str> = names.collect();
    names.dedup();
    match names[..] {
        [] => "LF",
        [one] => one,
        _ => "mixed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> (Option<char>, &'static str) {
        let dialect = see(text.as_bytes(), true, None, None);
        (dialect.delimiter.map(char::from), dialect.line_ends)
    }

    #[test]
    fn the_delimiter_is_the_one_that_gives_rows_of_one_length() {
        assert_eq!(seen("a,b\n1,2\n"), (Some(','), "LF"));
        assert_eq!(seen("id;value\r\n1;1,5\r\n2;2,7\r\n"), (Some(';'), "CRLF"));
        assert_eq!(seen("a\tb, c\td\n1\tx, y\tz\n"), (Some('\t'), "LF"));
        assert_eq!(seen("a|b\r1|2\r"), (Some('|'), "CR"));
        assert_eq!(seen("when,what\n\"1;2\",\"a;b\"\n\"3;4\",\"c;d\"\n"), (Some(','), "LF"));
        assert_eq!(seen("\"long \"\"text\"\"\r\n, or so\";\"b\"\r\n\"1\";\"2, 3\"\r\n"), (Some(';'), "CRLF"));
    }

    #[test]
    fn text_with_commas_is_one_column() {
        assert_eq!(seen("comment\nyes, but, no\nfine\nI like it, a lot\nno\n").0, None);
        assert_eq!(seen("comment\n").0, None);
    }

    #[test]
    fn a_title_over_the_table_does_not_hide_it() {
        assert_eq!(seen("My survey\n\nid,a,b\n1,2,3\n4,5,6\n7,8,9\n").0, Some(','));
    }

    #[test]
    fn a_text_in_which_every_cell_is_quoted_is_told_from_one_with_some() {
        for text in ["\"a\";\"b\"\n\"1\";\"\"\n", "\"a \"\"x\"\";\n y\";\"\"\r\n\"1\";\"2", "\"a\"\n\"b"] {
            assert!(all_quoted(text.as_bytes(), b';'), "{text}");
        }
        for text in ["\"a\";\"b\"\n1;\"\"\n", "\"a\";b\n", "", "\"a\"x;\"b\"\n", "a"] {
            assert!(!all_quoted(text.as_bytes(), b';'), "{text}");
        }
    }

    #[test]
    fn line_ends_are_named() {
        assert_eq!(seen("a,b\r\r\n1,2\r\r\n").1, "CR CR LF");
        assert_eq!(seen("a,b\r\n1,2\n").1, "mixed");
        assert_eq!(seen("a,b").1, "LF");
    }
}
