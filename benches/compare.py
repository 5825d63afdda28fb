"""Runs the program and its peers in turn on the same input and writes benches/RESULTS.md."""

import importlib.util
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

STUDY = "data/linkedin-invites"
PROGRAM = "target/debug/verbatims"
ROWS = 1_000_000


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


def table(found):
    lines = [
        "| program | median, s | fastest, s | slowest, s | peak memory, MiB | time beside verbatims |",
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


def report():
    commands = {"verbatims report": [PROGRAM, "report", STUDY, "--quiet", "--out", "{}/out"]}
    if all(importlib.util.find_spec(name) for name in ("matplotlib", "pandas")):
        commands["pandas, re, matplotlib"] = [sys.executable, "benches/peer_report.py", STUDY, "{}/out"]
    else:
        print("pandas or matplotlib is not installed: that peer is left out", file=sys.stderr)
    return [
        "## The whole report on the first study",
        "",
        "160 comments; report, four charts as SVG and PNG at twice the size, every table as CSV and Parquet. One process",
        "from start to end, nothing kept from an earlier run. The peer reads the same files with pandas, tags them with one",
        "compiled regular expression a theme, and draws the same four charts as SVG and PNG with matplotlib; it computes no",
        "intervals, no agreement and no quotes. 15 runs each.",
        "",
    ] + table(in_turn(commands, 15))


def tag(title, options, runs):
    folder = tempfile.mkdtemp()
    make = [sys.executable, "benches/make_input.py", folder, "--rows", str(ROWS), *options]
    subprocess.run(make, check=True)
    comments, words = os.path.join(folder, "comments.csv"), os.path.join(folder, "words.txt")
    codebook = os.path.join(folder, "codebook.toml")
    ours = [PROGRAM, "tag", comments, "--codebook", codebook, "--text", "text", "--id", "id", "--quiet"]
    commands = {"verbatims tag": [*ours, "--out", "{}/tags.csv"]}
    if shutil.which("rg"):
        commands["rg -o -i -F -f words"] = ["rg", "-o", "-i", "-F", "-f", words, comments]
    else:
        print("rg is not installed: that peer is left out", file=sys.stderr)
    megabytes = os.path.getsize(comments) / 1e6
    found = table(in_turn(commands, runs))
    shutil.rmtree(folder)
    return [f"### {title}", "", f"{ROWS:,} comments, {megabytes:.0f} MB. {runs} runs each.", ""] + found


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or "unknown"


def main():
    lines = [
        "# Measured",
        "",
        f"Made by `make bench` on {processor()}, {os.cpu_count()} cores, {platform.system()}. Programs run in turn, after one",
        "run that is not counted. The program is built with its one profile.",
        "",
        *report(),
        "## Tagging a file",
        "",
        "Invented comments from a seed (`benches/make_input.py`) against 30 themes: a third of the patterns single words, a",
        "third two-word phrases, a third words with a wildcard. Long output with evidence, written to a file. ripgrep looks for",
        "the same words as plain literals in any case, and writes what it finds to a file.",
        "",
        *tag("450 patterns", [], 7),
        *tag("450 patterns, a fifth of the words from a tail of 300,000", ["--tail"], 5),
    ]
    with open("benches/RESULTS.md", "w", encoding="utf-8") as out:
        out.write("\n".join(lines).rstrip() + "\n")
    print("\n".join(lines))


main()
