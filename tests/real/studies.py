"""Studies for the tests of this folder: the first one of the repository, one that is hostile, one that is large."""

import atexit
import csv
import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "target" / "debug" / "verbatims"
FIRST = ROOT / "data" / "linkedin-invites"

# Each piece would be something else than text to a reader that trusts it.
HOSTILE = [
    "<script>document.title = 'broken'; alert(1)</script> note",
    "</script><script>document.title = 'broken'</script> note",
    "</style><style>body { display: none }</style> a note",
    "<!-- <script> --> note <img src=x onerror=\"document.title = 'broken'\">",
    "<svg onload=alert(1)><a href='javascript:alert(1)'>note</a></svg>",
    "\"><b onmouseover=alert(1)>note</b>",
    "=HYPERLINK(\"http://evil.example\", \"note\")",
    "+1 note", "-1 note", "@SUM(1) note",
    "\u202enote \u2066reversed",
    "a note\u0000 with a zero",
    "note {{title}} }} {% raw %}",
    "&lt;b&gt; note &amp; &#60;i&#62;",
    "| a | b |\n| - | - |\n# note\n\n> quote ![x](http://evil.example/x.png)",
    "*note* **note** [x](javascript:alert(1)) `note` ~~note~~ $note$",
    "1. note\n2. note",
    "👍🏽 é 漢字 عربي note \U0001f468\u200d\U0001f469\u200d\U0001f467",
]
LABEL = "<img src=x onerror=alert(1)> | \"Never\" & 'so' </script>"

CODEBOOK = """name = "Notes <b>and</b> looks"
[[group]]
id = "guidelines"
label = '''<i>Guidelines</i> "&'''
[[theme]]
id = "note"
label = '''Write a <b>note</b> </script>'''
group = "guidelines"
definition = '''Speaks of a "note" <script>alert(1)</script>'''
patterns = ['note']
[[theme]]
id = "look"
label = "Look"
group = "guidelines"
patterns = ['look']
"""

STUDY = """title = '''Hostile <script>alert(1)</script> </title>'''
output = "out"
[[source]]
id = "s"
file = "comments.csv"
[source.columns]
id = "id"
author = "who"
provenance = "from"
[[question]]
id = "often"
question = '''How <b>often</b>?'''
source = "s"
kind = "single"
columns = ["often"]
[[open]]
id = "why"
question = '''Why? </script>'''
source = "s"
column = "text"
codebook = "codebook.toml"
[publish]
quotes_per_theme = 40
comments = {comments}
"""


def folder():
    """A new folder, which goes when the tests end."""
    made = tempfile.TemporaryDirectory(prefix="verbatims-real-")
    atexit.register(made.cleanup)
    return pathlib.Path(made.name)


def report(study, *more):
    """Reports a study to a new folder, and gives the folder."""
    out = folder() / "out"
    run = subprocess.run([PROGRAM, "report", study, "--out", out, *more], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return out


def write(rows, comments="true"):
    """A study of these rows of id, author, answer, text and provenance."""
    study = folder()
    (study / "study.toml").write_text(STUDY.replace("{comments}", comments), encoding="utf-8")
    (study / "codebook.toml").write_text(CODEBOOK, encoding="utf-8")
    with open(study / "comments.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["id", "who", "often", "text", "from"], *rows])
    return study


def hostile(comments="true"):
    """A study in which every text is hostile, and people have names."""
    rows = [[f"c{n}", f"Person Number{n}", LABEL if n % 2 else "Often", text, "<b>made</b>" if n % 3 else "told"]
            for n, text in enumerate(HOSTILE)]
    return write(rows, comments)


def large(count):
    """A study of many comments, no two alike."""
    words = "invite note look profile work people often never message reason friend reply job photo trust".split()

    def text(n):
        return " ".join(words[(n * 7 + step * step + n // 15 * step) % len(words)] for step in range(24)) + f" n{n}"

    return write([[f"c{n}", f"a{n % 9000}", ["Never", "Often", "Always"][n % 3], text(n), ["told", "written"][n % 2]]
                  for n in range(count)])


def table(out, name):
    """The rows of a table of a report."""
    with open(out / "tables" / f"{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def masked(text):
    """A comment as outputs show it: links and handles are masked."""
    text = text.replace("@SUM", "[handle]")
    return re.sub(r"http://evil\.example[^\s\")]*", "[link]", text)


def seen(text):
    """A text as a page shows it: without the characters that have no place in one."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
