"""The other documents in other programs: the notebook in a kernel, the workbook in openpyxl, the Markdown in cmark-gfm."""

import json
import re
import unittest
from xml.etree import ElementTree

import cmarkgfm
import nbclient
import nbformat
import openpyxl
from cmarkgfm.cmark import Options

import studies


class Documents(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.first = studies.report(studies.FIRST)
        cls.hostile = studies.report(studies.hostile())

    def test_the_notebook_is_valid_and_runs_from_top_to_bottom(self):
        for out in [self.first, self.hostile]:
            notebook = nbformat.read(out / "report.ipynb", as_version=4)
            nbformat.validate(notebook)
            before = json.loads(json.dumps(notebook))
            nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(out)}}).execute()
            charts = 0
            for was, ran in zip(before["cells"], notebook["cells"]):
                if ran["cell_type"] != "code":
                    continue
                self.assertTrue(all(output["output_type"] != "error" for output in ran["outputs"]))
                if was["outputs"]:
                    charts += 1
                    data = [found[0]["data"]["image/svg+xml"].strip() for found in (was["outputs"], ran["outputs"])]
                    # A kernel writes the same element in other characters.
                    self.assertEqual(*map(ElementTree.canonicalize, data))
                elif ran["source"].startswith("tables["):
                    self.assertIn("text/html", ran["outputs"][0]["data"])
            self.assertEqual(charts, len(list((out / "charts").glob("*.svg"))))
            overview = notebook["cells"][-1]["outputs"][0]["text"]
            for table in (out / "tables").glob("*.parquet"):
                self.assertIn(f"{table.stem}: ", overview)

    def test_the_workbook_has_every_table_with_its_types(self):
        book = openpyxl.load_workbook(self.first / "tables.xlsx")
        tables = sorted(path.stem for path in (self.first / "tables").glob("*.csv"))
        self.assertEqual(sorted(book.sheetnames[1:]), tables)
        index = {cell.value for row in book[book.sheetnames[0]].iter_rows() for cell in row}
        for name in tables:
            sheet, rows = book[name], studies.table(self.first, name)
            self.assertEqual(sheet.freeze_panes, "B2", name)
            self.assertEqual(sheet.max_row, 1 + len(rows), name)
            for line, row in enumerate(rows, start=2):
                for column, (_, text) in enumerate(row.items(), start=1):
                    value = sheet.cell(line, column).value
                    same = value is None if text == "" else (
                        abs(value - float(text)) < 1e-12 if isinstance(value, (int, float)) else value == text.replace("\r\n", "\n"))
                    self.assertTrue(same, f"{name} {line} {column}: {value!r} {text!r}")
        self.assertTrue(any("rows" in str(said) for said in index))
        share = next(cell for cell in book["themes"][1] if cell.value == "share")
        cell = book["themes"].cell(2, share.column)
        self.assertTrue(isinstance(cell.value, float) and cell.number_format.endswith("%"), cell.number_format)

    def test_no_cell_of_a_hostile_workbook_is_a_formula(self):
        book = openpyxl.load_workbook(self.hostile / "tables.xlsx")
        texts = set()
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    self.assertNotEqual(cell.data_type, "f", f"{sheet.title} {cell.coordinate}: {cell.value}")
                    texts.add(cell.value)
        self.assertTrue(any(isinstance(text, str) and text.startswith("=HYPERLINK") for text in texts))

    def test_guarded_csv_is_asked_for(self):
        exact = (self.hostile / "tables" / "quotes.csv").read_text(encoding="utf-8")
        guarded = studies.report(studies.hostile(), "--spreadsheet") / "tables" / "quotes.csv"
        for row, safe in zip(studies.table(self.hostile, "quotes"), studies.table(guarded.parents[1], "quotes")):
            for cell, text in safe.items():
                self.assertFalse(text.lstrip().startswith(("=", "+", "-", "@")), text)
                self.assertEqual(text.removeprefix("'"), row[cell])
        self.assertNotIn("'=", exact)

    def test_the_markdown_is_text_to_another_renderer(self):
        for out in [self.first, self.hostile]:
            text = (out / "report.md").read_text(encoding="utf-8")
            html = cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)
            self.assertEqual(set(re.findall(r"<([a-z0-9]+)", html)) - {
                "h1", "h2", "h3", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "blockquote", "b", "br", "code", "a", "img"
            }, set())
            for link in re.findall(r"(?:href|src)=\"([^\"]*)\"", html):
                self.assertTrue((out / link).exists(), link)
            self.assertEqual(html.count("<table>"), text.count("\n| ---"))


if __name__ == "__main__":
    unittest.main()
