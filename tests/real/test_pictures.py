"""A picture alone in a browser: the letters inside it are the ones that are drawn, whatever fonts the reader has."""

import os
import re
import subprocess
import tempfile
import pathlib
import unittest

from playwright.sync_api import sync_playwright

import studies


class Pictures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.play = sync_playwright().start()
        cls.browser = cls.play.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"])
        cls.folder = tempfile.TemporaryDirectory()
        cls.svg = pathlib.Path(cls.folder.name) / "answers.svg"
        asked = ["chart", studies.FIRST, "--chart", "answers", "--preset", "square", "--out", cls.svg]
        subprocess.run([studies.PROGRAM, *asked], check=True, capture_output=True)

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.play.stop()
        cls.folder.cleanup()

    def shown(self, svg):
        """The pixels, and the width of each text in the browser."""
        context = self.browser.new_context(viewport={"width": 1080, "height": 1080})
        page = context.new_page()
        page.goto(f"file://{svg}")
        page.evaluate("document.fonts.ready")
        widths = page.evaluate("[...document.querySelectorAll('text')].map(text => text.getComputedTextLength())")
        pixels = page.screenshot()
        context.close()
        return pixels, widths

    def test_the_letters_inside_a_picture_are_drawn_and_not_those_of_the_reader(self):
        text = self.svg.read_text(encoding="utf-8")
        # The same fonts under a name that no machine has: whoever draws the same picture drew with what is inside.
        renamed = text.replace("Noto Sans", "Only Inside").replace(", Arial, Helvetica, sans-serif", ", monospace")
        self.assertNotEqual(renamed, text)
        # And without them the picture is another one, so that the comparison can fail.
        bare = re.sub(r"<style>.*?</style>\n", "", renamed, flags=re.S)
        self.assertNotEqual(bare, renamed)
        shown = {}
        for name, content in (("own", text), ("renamed", renamed), ("bare", bare)):
            file = self.svg.with_name(f"{name}.svg")
            file.write_text(content, encoding="utf-8")
            shown[name] = self.shown(file)
        self.assertEqual(shown["own"], shown["renamed"])
        self.assertNotEqual(shown["own"][1], shown["bare"][1])


if __name__ == "__main__":
    unittest.main()
