//! The report as a notebook: what was found and every chart are in it already, and its code goes on from the tables.
//!
//! Text cells are the Markdown of `markdown`. Cells that only show a chart carry their output, the same that running
//! them gives; cells that open a table are left to be run, because how a table looks is for polars to say.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Document;
use super::markdown::shown;
use super::model::{Block, Picture, Report};

/// The notebook.
pub const DOCUMENT: Document = Document {
    id: "notebook",
    file: "report.ipynb",
    about: "a Jupyter notebook with the findings and the charts, and code that opens every table with polars",
    write: |report| {
        // Texts and numbers cannot fail to be written.
        let mut bytes = serde_json::to_vec_pretty(&notebook(report)).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    },
};

#[derive(Serialize)]
struct Notebook {
    cells: Vec<Cell>,
    metadata: Metadata,
    nbformat: u8,
    nbformat_minor: u8,
}

#[derive(Serialize)]
struct Metadata {
    kernelspec: Kernel,
    language_info: Language,
}

#[derive(Serialize)]
struct Kernel {
    display_name: &'static str,
    language: &'static str,
    name: &'static str,
}

#[derive(Serialize)]
struct Language {
    name: &'static str,
}

#[derive(Serialize)]
#[serde(tag = "cell_type", rename_all = "lowercase")]
enum Cell {
    Markdown { id: String, metadata: Empty, source: Vec<String> },
    Code { execution_count: Option<usize>, id: String, metadata: Empty, outputs: Vec<Output>, source: Vec<String> },
}

#[derive(Serialize)]
struct Empty {}

#[derive(Serialize)]
struct Output {
    data: Data,
    execution_count: usize,
    metadata: Empty,
    output_type: &'static str,
}

#[derive(Serialize)]
struct Data {
    #[serde(rename = "image/svg+xml")]
    svg: Vec<String>,
    #[serde(rename = "text/plain")]
    text: Vec<String>,
}

const SETUP: &str = "\
from pathlib import Path

import polars as pl
from IPython.display import SVG

tables = {path.stem: pl.read_parquet(path) for path in sorted(Path(\"tables\").glob(\"*.parquet\"))}
";

const OVERVIEW: &str = "\
for name, table in tables.items():
    print(f\"{name}: {table.height} rows of {', '.join(table.columns)}\")
";

/// What is written of how to go on.
const GO_ON: &str = "\
## Going on from here

`tables` holds every table of the study by its name. Run the cells from the top: it takes Python with `polars`, and the \
folder `tables` beside this notebook.
";

fn notebook(report: &Report) -> Notebook {
    let mut cells = Cells::default();
    cells.text(&format!("{}\n", super::markdown::title(report)));
    cells.code(SETUP);
    let mut opened = BTreeSet::new();
    for block in &report.blocks {
        match block {
            Block::Heading(..) => cells.text_after(&shown(block)),
            Block::Figure(picture) => cells.chart(picture),
            Block::Table(grid) => {
                cells.more(&shown(block));
                let fresh = grid.table.as_ref().filter(|table| opened.insert((*table).clone()));
                if let Some(table) = fresh {
                    cells.code(&format!("tables[{}]\n", quoted(table)));
                }
            }
            _ => cells.more(&shown(block)),
        }
    }
    cells.text(GO_ON);
    cells.code(OVERVIEW);
    Notebook {
        cells: cells.done,
        metadata: Metadata {
            kernelspec: Kernel { display_name: "Python 3 (ipykernel)", language: "python", name: "python3" },
            language_info: Language { name: "python" },
        },
        nbformat: 4,
        nbformat_minor: 5,
    }
}

/// A text as Python writes it; JSON's escapes are Python's.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// The lines of a text, each but the last with its newline, as a notebook stores them.
fn lines(text: &str) -> Vec<String> {
    text.trim_end_matches('\n').split_inclusive('\n').map(str::to_owned).collect()
}

/// Cells, numbered in order.
#[derive(Default)]
struct Cells {
    done: Vec<Cell>,
    shown: usize,
}

impl Cells {
    fn id(&self) -> String {
        format!("cell-{:03}", self.done.len() + 1)
    }

    fn text(&mut self, markdown: &str) {
        let id = self.id();
        self.done.push(Cell::Markdown { id, metadata: Empty {}, source: lines(markdown) });
    }

    /// A heading: in a cell of its own, but for one that follows a heading.
    fn text_after(&mut self, markdown: &str) {
        match self.done.last() {
            Some(Cell::Markdown { source, .. }) if source.len() == 1 && source[0].starts_with('#') => {
                self.more(markdown)
            }
            _ => self.text(markdown),
        }
    }

    /// More text in the cell before, where that is one of text.
    fn more(&mut self, markdown: &str) {
        match self.done.last_mut() {
            Some(Cell::Markdown { source, .. }) => {
                if let Some(last) = source.last_mut() {
                    last.push('\n');
                }
                source.push("\n".to_owned());
                source.extend(lines(markdown));
            }
            _ => self.text(markdown),
        }
    }

    fn code(&mut self, source: &str) {
        let id = self.id();
        let (outputs, metadata) = (Vec::new(), Empty {});
        self.done.push(Cell::Code { execution_count: None, id, metadata, outputs, source: lines(source) });
    }

    /// A chart: what it says, and a cell that shows it, with its output.
    fn chart(&mut self, picture: &Picture) {
        let sentence = super::model::Line::default().strong(format!("{}.", picture.title.trim_end_matches('.')));
        self.more(&shown(&Block::Paragraph(sentence)));
        self.shown += 1;
        let (id, count) = (self.id(), self.shown);
        let data = Data { svg: lines(&picture.drawn), text: vec!["<IPython.core.display.SVG object>".to_owned()] };
        let output = Output { data, execution_count: count, metadata: Empty {}, output_type: "execute_result" };
        self.done.push(Cell::Code {
            execution_count: Some(count),
            id,
            metadata: Empty {},
            outputs: vec![output],
            source: lines(&format!("SVG(filename={})\n", quoted(&picture.svg))),
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::sample;
    use super::*;

    fn read() -> Value {
        let report = super::super::build(&sample::results(), &sample::figures());
        serde_json::from_slice(&(DOCUMENT.write)(&report)).unwrap()
    }

    fn source(cell: &Value) -> String {
        cell["source"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect()
    }

    #[test]
    fn every_cell_has_an_id_of_its_own_and_the_keys_of_its_kind() {
        let notebook = read();
        let cells = notebook["cells"].as_array().unwrap();
        let ids: BTreeSet<&str> = cells.iter().map(|cell| cell["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), cells.len());
        assert_eq!((notebook["nbformat"].as_u64(), notebook["nbformat_minor"].as_u64()), (Some(4), Some(5)));
        for cell in cells {
            let is_code = cell["cell_type"] == "code";
            assert_eq!(cell.get("outputs").is_some() && cell.get("execution_count").is_some(), is_code);
        }
    }

    #[test]
    fn charts_are_there_before_anything_is_run() {
        let notebook = read();
        let cell = notebook["cells"].as_array().unwrap().iter().find(|cell| cell["execution_count"] == 1).unwrap();
        assert_eq!(source(cell), "SVG(filename=\"charts/answers.svg\")");
        assert_eq!(cell["outputs"][0]["data"]["image/svg+xml"][0], "<svg/>");
    }

    #[test]
    fn each_table_is_opened_once() {
        let notebook = read();
        let opened: Vec<String> = notebook["cells"]
            .as_array()
            .unwrap()
            .iter()
            .map(source)
            .filter(|code| code.starts_with("tables["))
            .collect();
        let different: BTreeSet<&String> = opened.iter().collect();
        assert_eq!(different.len(), opened.len());
        assert!(opened.contains(&"tables[\"themes\"]".to_owned()), "{opened:?}");
    }

    #[test]
    fn lines_keep_their_ends_but_the_last() {
        assert_eq!(lines("a\n\nb\n"), ["a\n", "\n", "b"]);
        assert_eq!(lines(""), Vec::<String>::new());
    }
}
