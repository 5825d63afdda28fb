"""Runs the program and its peers in turn on the same input and writes benches/RESULTS.md.

python3 benches/compare.py [--ten] [--rows N]

`--ten` adds ten million rows. With other `--rows` than a million nothing is written: the figures are for trying the bench.
"""

import argparse
import importlib.util
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import crosstab
import inspect_export
import pictures
import report as sizes
import resampling

STUDY = "data/linkedin-invites"
PROGRAM = "target/debug/verbatims"
ROWS = 1_000_000
# A slow peer is run on this part of the rows.
PART = 10


def once(command, out):
    """Seconds and peak memory in MiB of one run, with standard output to a file."""
    with open(out, "wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{' '.join(command)} failed")
    return seconds, usage.ru_maxrss / 1024


def in_turn(commands, runs):
    """The runs of each command, one warm-up and then in turn, so that the machine's moods reach all alike."""
    found = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            folder = tempfile.mkdtemp()
            run = once([part.replace("{}", folder) for part in command], os.path.join(folder, "stdout"))
            shutil.rmtree(folder)
            if turn > 0:
                found[name].append(run)
    return found


def table(found, first="verbatims"):
    lines = [
        f"| program | median, s | fastest, s | slowest, s | peak memory, MiB | time beside {first} |",
        "|---|---|---|---|---|---|",
    ]
    median = {name: statistics.median(seconds for seconds, _ in runs) for name, runs in found.items()}
    ours = next(iter(median.values()))
    for name, runs in found.items():
        seconds = [run[0] for run in runs]
        memory = max(run[1] for run in runs)
        lines.append(
            f"| {name} | {median[name]:.3f} | {min(seconds):.3f} | {max(seconds):.3f} | {memory:.0f} | {median[name] / ours:.2f} |"
        )
    return lines + [""]


def has(*packages):
    return all(importlib.util.find_spec(name) for name in packages)


def left_out(peer):
    print(f"{peer} is not installed: that peer is left out", file=sys.stderr)


def report():
    commands = {"verbatims report": [PROGRAM, "report", STUDY, "--quiet", "--out", "{}/out"]}
    if has("matplotlib", "pandas"):
        commands["pandas, re, matplotlib"] = [sys.executable, "benches/peer_report.py", STUDY, "{}/out"]
    else:
        left_out("pandas or matplotlib")
    return [
        "## The whole report on the first study",
        "",
        "160 comments; report, four charts as SVG and PNG at twice the size, every table as CSV and Parquet. One process",
        "from start to end, nothing kept from an earlier run. The peer reads the same files with pandas, tags them with one",
        "compiled regular expression a theme, and draws the same four charts as SVG and PNG with matplotlib; it computes no",
        "intervals, no agreement and no quotes. 15 runs each.",
        "",
    ] + table(in_turn(commands, 15))


class Input:
    """Invented comments with their codebook and words, in a folder of their own that is removed in the end."""

    def __init__(self, rows, *options):
        self.rows = rows
        self.folder = tempfile.TemporaryDirectory()
        make = [sys.executable, "benches/make_input.py", self.folder.name, "--rows", str(rows), *options]
        subprocess.run(make, check=True)
        self.comments, self.words, self.codebook = (self.path(name) for name in ("comments.csv", "words.txt", "codebook.toml"))

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def first(self, rows):
        """The file with the first rows only."""
        path = self.path(f"first-{rows}.csv")
        with open(self.comments, "rb") as whole, open(path, "wb") as part:
            part.writelines(line for _, line in zip(range(rows + 1), whole))
        return path

    def repeated(self, times):
        """The file with its rows so many times."""
        path = self.path("repeated.csv")
        with open(path, "wb") as out:
            for time_around in range(times):
                with open(self.comments, "rb") as rows:
                    header = rows.readline()
                    if time_around == 0:
                        out.write(header)
                    shutil.copyfileobj(rows, out, 1 << 20)
        return path

    def tag(self, comments):
        return [PROGRAM, "tag", comments, "--codebook", self.codebook, "--text", "text", "--id", "id", "--quiet", "--out", "{}/tags.csv"]

    def about(self, runs):
        return f"{self.rows:,} comments, {os.path.getsize(self.comments) / 1e6:.0f} MB. {runs} runs each."


def ripgrep(given):
    if not shutil.which("rg"):
        left_out("rg")
        return {}
    return {"rg -o -i -F -f words": ["rg", "-o", "-i", "-F", "-f", given.words, given.comments]}


def xan(given):
    if not shutil.which("xan"):
        left_out("xan")
        return {}
    search = ["xan", "search", "-b", "--overlapping", "-i", "-s", "text", "--patterns", given.words, given.comments]
    return {"xan search -b --overlapping -i": search, "xan search -b --overlapping -i -p": [*search, "-p"]}


def slow(given, runs):
    """The Python peers on a part of the rows, as seconds for all of them: starting up is measured apart and counted once."""
    rows = max(given.rows // PART, 1)
    part, none = given.first(rows), given.first(0)
    found = {}
    for name, how, packages in (("Python re, one alternation", "re", ()), ("spaCy PhraseMatcher", "spacy", ("spacy",))):
        if not has(*packages):
            left_out(name)
            continue
        command = lambda comments: [sys.executable, "benches/peer_tag.py", how, comments, given.words, "{}/found.csv"]
        both = in_turn({"start": command(none), "part": command(part)}, runs)
        start = statistics.median(seconds for seconds, _ in both["start"])
        scaled = [(start + (seconds - start) * given.rows / rows, memory) for seconds, memory in both["part"]]
        found[f"{name} ({rows:,} rows, scaled)"] = scaled
    return found


def many(rows):
    """450 patterns beside every peer."""
    given = Input(rows)
    found = in_turn({"verbatims tag": given.tag(given.comments), **ripgrep(given)}, 7)
    found.update(in_turn(xan(given), 2))
    found.update(slow(given, 1))
    about = f"{given.about(7)} Two of xan, one of each in Python: they take long."
    return ["### 450 patterns", "", about, ""] + table(found)


def long_tail(rows):
    given = Input(rows, "--tail")
    found = in_turn({"verbatims tag": given.tag(given.comments), **ripgrep(given)}, 5)
    title = "### 450 patterns, a fifth of the words from a tail of 300,000"
    return [title, "", given.about(5), ""] + table(found)


def ten_thousand(rows):
    """The program alone, on the same kind of text."""
    few, lots = Input(rows), Input(rows, "--patterns", "10000")
    found = in_turn({"450 patterns": few.tag(few.comments), "10,000 patterns": lots.tag(lots.comments)}, 5)
    return ["### 10,000 patterns", "", lots.about(5), ""] + table(found, "450 patterns")


def ten_times(rows):
    given = Input(rows)
    repeated = given.repeated(10)
    found = in_turn({f"{rows:,} rows": given.tag(given.comments), f"{10 * rows:,} rows": given.tag(repeated)}, 1)
    return ["### Ten times the rows", "", "The same rows ten times. One run each.", ""] + table(found, f"{rows:,} rows")


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or "unknown"


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rows", type=int, default=ROWS)
    arguments.add_argument("--ten", action="store_true")
    given = arguments.parse_args()
    lines = [
        "# Measured",
        "",
        f"Made by `make bench` on {processor()}, {os.cpu_count()} cores, {platform.system()}. Programs run in turn, after one",
        "run that is not counted. The program is built with its one profile.",
        "",
        *report(),
        *sizes.section(has("matplotlib", "pandas")),
        "## Tagging a file",
        "",
        "Invented comments from a seed (`benches/make_input.py`) against themes of 15 patterns: a third of the patterns single",
        "words, a third two-word phrases, a third words with a wildcard. Long output with evidence, written to a file. ripgrep",
        "looks for the same words as plain literals in any case, and writes what it finds to a file; xan counts each of them in a",
        "column of its own, on one thread and on all (`-p`); Python's `re` looks for them with any ending; spaCy compares whole words. The",
        "two in Python run on a tenth of the rows, and what is shown is the time for all: starting up once, then ten times the",
        "rest.",
        "",
        *many(given.rows),
        *long_tail(given.rows),
        *ten_thousand(given.rows),
        *(ten_times(given.rows) if given.ten else []),
        *inspect_export.section(given.rows, in_turn, table, PROGRAM, has("polars")),
        # These load numpy and polars here, and the memory of a process counts that of the one which starts it.
        *crosstab.section(given.rows, has("numpy", "polars")),
        *resampling.section(has("numpy")),
        *pictures.section(),
    ]
    text = "\n".join(lines).rstrip() + "\n"
    if given.rows == ROWS:
        with open("benches/RESULTS.md", "w", encoding="utf-8") as out:
            out.write(text)
    print(text)


main()
