"""The page in a browser: what a reader, a keyboard, a screen reader and a hostile comment can do with it."""

import os
import time
import unittest

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import studies


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.play = sync_playwright().start()
        # Inside containers Chromium cannot build its sandbox; the pages are our own files.
        cls.browser = cls.play.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"])
        cls.first = studies.report(studies.FIRST)
        cls.hostile = studies.report(studies.hostile())

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.play.stop()

    def setUp(self):
        self.faults, self.contexts = [], []

    def tearDown(self):
        for context in self.contexts:
            context.close()
        self.assertEqual(self.faults, [], "no error, no dialog and no request but for the page itself")

    def open(self, out, fragment="", scheme="light", width=1280, file="report.html"):
        context = self.browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: self.faults.append(said.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", lambda dialog: (self.faults.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda asked: None if asked.url.split("#")[0].endswith(".html") else self.faults.append(asked.url))
        page.goto(f"file://{out / file}{fragment}")
        return page

    def found(self, page):
        """How many comments the page says that it shows."""
        return int(page.inner_text("#status").split(" ")[0].replace(",", ""))

    def shows(self, page, count):
        """Waits until the page says that it shows so many: an address that changes is followed a moment later."""
        said = "count => document.querySelector('#status').innerText.split(' ')[0].replace(',', '') === count"
        page.wait_for_function(said, arg=str(count), timeout=5000)

    def chip(self, page, name):
        return page.locator(".chip", has_text=name).first

    def test_a_theme_shows_as_many_comments_as_its_table_counts(self):
        page = self.open(self.first)
        self.assertEqual(page.locator("#list > li").count(), 20)
        rows = [row for row in studies.table(self.first, "themes") if row["unit"] == "comments" and row["theme"]]
        self.assertEqual(len(rows), 8)
        for row in rows:
            self.chip(page, row["label"]).click()
            self.assertEqual(self.found(page), int(row["count"]), row["label"])
            self.chip(page, row["label"]).click()

    def test_a_search_finds_words_without_case_and_accents_and_marks_them(self):
        page = self.open(self.first)
        page.fill("#search", "RÉLEVANT")
        everything = self.found(page)
        self.assertTrue(0 < everything < 20)
        self.assertEqual(page.locator(".text", has_text="elevan").count(), everything)
        self.assertEqual({text.lower() for text in page.locator(".hit").all_inner_texts()} - {"relevant"}, set())
        page.fill("#search", "no such words at all")
        self.assertIn("No comment fits", page.inner_text("#status"))
        page.click("#clear")
        self.assertEqual(page.input_value("#search"), "")

    def test_filters_narrow_together(self):
        page = self.open(self.first)
        counted = self.found(page)
        page.select_option("#from", "published")
        self.assertEqual(self.found(page), 13)
        page.select_option("#from", "")
        page.select_option("#counted", "poster")
        self.assertEqual(self.found(page), 12)
        page.select_option("#author", "poster")
        self.assertEqual(self.found(page), 12)
        page.select_option("#counted", "all")
        page.select_option("#author", "")
        self.assertEqual((counted, self.found(page)), (136, 160))

    def test_a_number_of_a_table_leads_to_its_comments_and_back(self):
        page = self.open(self.first)
        cell = page.locator("table a[href*='theme=relevance']").first
        count = int(cell.inner_text().split(" ")[0])
        cell.click()
        self.shows(page, count)
        self.assertEqual(self.chip(page, "Be relevant").get_attribute("aria-pressed"), "true")
        both = page.locator("table a[href*='theme=benefit&theme=relevance']").first
        count = int(both.inner_text())
        both.click()
        self.shows(page, count)
        page.go_back()
        self.assertEqual(self.chip(page, "Make the benefit clear").get_attribute("aria-pressed"), "false")

    def test_an_answer_shows_the_comments_of_those_who_gave_it(self):
        page = self.open(self.hostile)
        cell = page.locator("table a[href*='answer=']").first
        count = int(cell.inner_text())
        cell.click()
        # One of them wrote a comment that only mentions somebody, which is in no count of comments.
        self.assertEqual((count, self.found(page)), (len(studies.HOSTILE) // 2, len(studies.HOSTILE) // 2 - 1))
        self.assertEqual(page.eval_on_selector("#answer", "field => field.selectedOptions[0].textContent"), cell.evaluate(
            "cell => cell.closest('tr').querySelector('th').textContent").rstrip("*"))

    def test_a_bar_leads_to_its_comments(self):
        page = self.open(self.first)
        bars = page.locator(".chart [data-theme][data-view]")
        if bars.count() == 0:
            self.skipTest("the charts do not say yet which theme a bar is of")
        bar = bars.first
        theme = bar.get_attribute("data-theme")
        bar.click()
        row = next(row for row in studies.table(self.first, "themes") if row["theme"] == theme and row["unit"] == "comments")
        self.assertEqual(self.found(page), int(row["count"]))

    def test_a_mark_that_names_a_theme_can_be_clicked(self):
        text = (self.first / "report.html").read_text(encoding="utf-8")
        before, svg = text.split("<svg", 1)
        marked = svg.replace("<rect x=", "<rect data-theme=\"benefit\" data-with=\"relevance\" x=", 1)
        self.assertNotEqual(svg, marked)
        (self.first / "marked.html").write_text(before + "<svg" + marked, encoding="utf-8")
        page = self.open(self.first, file="marked.html")
        page.locator(".chart [data-with]").first.click()
        self.assertIn("theme=benefit&theme=relevance", page.url)
        row = next(row for row in studies.table(self.first, "cooccurrence")
                   if {row["theme_a"], row["theme_b"]} == {"benefit", "relevance"})
        self.assertEqual(self.found(page), int(row["both"]))

    def test_everything_can_be_done_by_keyboard(self):
        page = self.open(self.first)
        page.keyboard.press("Tab")
        self.assertEqual(page.evaluate("document.activeElement.textContent"), "Skip to the report")
        page.keyboard.press("Enter")
        self.assertEqual(page.evaluate("document.activeElement.id"), "report")
        for _ in range(200):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "search":
                break
        page.keyboard.type("note")
        with_word = self.found(page)
        self.assertTrue(0 < with_word < 136)
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.textContent")
        page.keyboard.press("Space")
        self.assertEqual(page.evaluate("document.activeElement.getAttribute('aria-pressed')"), "true", name)
        self.assertEqual(page.evaluate("document.activeElement.textContent").rstrip("0123456789"), name.rstrip("0123456789"))
        self.assertTrue(0 < self.found(page) <= with_word)
        page.focus("#clear")
        page.keyboard.press("Enter")
        page.focus("#next")
        page.keyboard.press("Enter")
        self.assertIn("Page 2 of 7", page.inner_text("#page"))
        self.assertIn("page=2", page.url)
        page.locator("details summary").first.focus()
        page.keyboard.press("Enter")
        self.assertTrue(page.locator("details").first.evaluate("found => found.open"))

    def test_a_view_is_named_by_the_address(self):
        page = self.open(self.first, "#comments?theme=personalise&q=note&page=1")
        self.assertEqual(page.input_value("#search"), "note")
        count = self.found(page)
        again = self.open(self.first, page.evaluate("location.hash"))
        self.assertEqual(self.found(again), count)
        one = self.open(self.first, "#comments?id=c023")
        self.assertEqual(self.found(one), 1)
        strange = self.open(self.first, "#comments?theme=%3Cb%3E&on=x&answer=y&page=-3&counted=%00&theme=personalise&none=__proto__")
        self.assertEqual(strange.locator(".chip[aria-pressed=true]").count(), 1)

    def test_evidence_is_marked_where_the_table_of_tags_says(self):
        page = self.open(self.first, "#comments?id=c023&counted=all")
        marks = page.locator("#list mark")
        rows = [row for row in studies.table(self.first, "tags") if row["comment"] == "c023"]
        self.assertGreater(len(rows), 2)
        shown = " ".join(marks.all_inner_texts())
        titles = "\n".join(mark.get_attribute("title") for mark in marks.all())
        for row in rows:
            self.assertIn(row["words"].split(" ")[0], shown)
            self.assertIn(row["pattern"], titles)
        page = self.open(self.hostile, f"#comments?id=c{len(studies.HOSTILE) - 1}")
        self.assertEqual(page.locator("#list mark").all_inner_texts(), ["note"])

    def test_a_hostile_comment_stays_text(self):
        for place, text in enumerate(studies.HOSTILE):
            page = self.open(self.hostile, f"#comments?id=c{place}&counted=all")
            shown = page.locator("#list .text").first
            self.assertEqual(studies.seen(shown.evaluate("found => found.textContent")), studies.masked(studies.seen(text)))
            names = shown.evaluate("found => [...found.querySelectorAll('*')].map(part => part.localName)")
            self.assertEqual(set(names) - {"mark", "span"}, set())
            self.contexts.pop().close()
        page = self.open(self.hostile)
        self.assertEqual(page.title(), "Hostile <script>alert(1)</script> </title>")
        self.assertEqual(page.locator("main img, main script, main style, main [onload], main [onmouseover]").count(), 0)
        self.assertEqual(page.locator("script").count(), 2)

    def test_no_name_is_in_the_page_and_no_comment_where_the_study_says_no(self):
        text = (self.hostile / "report.html").read_text(encoding="utf-8")
        self.assertIn("\"by\":\"R3\"", text)
        self.assertNotIn("Person Number", text)
        page = self.open(studies.report(studies.hostile(comments="false")))
        self.assertEqual(page.locator("#explorer, script").count(), 0)
        self.assertNotIn("+1 note", page.content().split("In their own words")[0])

    def test_no_violation_is_found_by_axe_in_light_and_dark_wide_and_narrow(self):
        for out in [self.first, self.hostile]:
            for scheme, width in [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)]:
                page = self.open(out, "#comments?theme=personalise&theme=note&q=note", scheme, width)
                page.locator("details summary").first.click()
                found = Axe().run(page)
                self.assertEqual(found.violations_count, 0, f"{scheme} {width}\n{found.generate_report()}")
                self.assertGreater(len(found.response["passes"]), 20)
                self.contexts.pop().close()

    def test_dark_is_dark_and_narrow_does_not_scroll_sideways(self):
        light, dark = (self.open(self.first, scheme=scheme, width=390) for scheme in ["light", "dark"])
        paper = "getComputedStyle(document.body).backgroundColor"
        brightness = [sum(map(int, page.evaluate(paper)[4:-1].split(","))) for page in [light, dark]]
        self.assertTrue(brightness[0] > 700 and brightness[1] < 120, brightness)
        self.assertLessEqual(light.evaluate("document.documentElement.scrollWidth"), 390)
        hostile = self.open(self.hostile, width=390)
        self.assertLessEqual(hostile.evaluate("document.documentElement.scrollWidth"), 390)

    def test_printed_it_is_the_report_without_its_controls(self):
        page = self.open(self.first)
        page.emulate_media(media="print")
        self.assertFalse(page.locator("#filters").is_visible() or page.locator(".contents").is_visible())
        self.assertTrue(page.locator(".chart svg").first.is_visible())
        self.assertTrue(page.pdf().startswith(b"%PDF"))

    def test_a_large_study_is_chosen_from_and_shown_without_lag(self):
        started = time.time()
        out = studies.report(studies.large(12_000))
        made = time.time() - started
        started = time.time()
        page = self.open(out)
        opened = time.time() - started
        self.assertIn("holds 10,000 of 12,000 comments and leaves out 2,000", page.inner_text("section .note >> nth=-1"))
        self.assertEqual(page.locator("#list > li").count(), 20)
        took = page.evaluate("""() => {
            const field = document.getElementById("search");
            const times = ["n", "no", "note", "note wo", "n999"].map((text) => {
                const start = performance.now();
                field.value = text;
                field.dispatchEvent(new Event("input"));
                document.body.offsetHeight;
                return performance.now() - start;
            });
            return Math.max(...times);
        }""")
        size = (out / "report.html").stat().st_size / 1e6
        print(f"\n12,000 comments: report {made:.1f} s, page {size:.1f} MB, opened in {opened:.2f} s, slowest search {took:.0f} ms")
        self.assertEqual(page.locator("#list > li").count(), min(20, self.found(page)))


if __name__ == "__main__":
    unittest.main()
