"""Runs the report and its peer in turn on the same study and writes benches/RESULTS.md."""

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 15
STUDY = "data/linkedin-invites"
OURS = ["target/debug/verbatims", "report", STUDY, "--quiet", "--out"]
PEER = [sys.executable, "benches/peer_report.py", STUDY]


def once(command):
    """Seconds and peak memory in MiB of one run into a fresh folder."""
    folder = tempfile.mkdtemp()
    try:
        start = time.perf_counter()
        process = subprocess.Popen(command + [os.path.join(folder, "out")])
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        if status != 0:
            sys.exit(f"{command[0]} failed")
        return seconds, usage.ru_maxrss / 1024
    finally:
        shutil.rmtree(folder)


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or "unknown"


def row(name, runs):
    seconds = [run[0] for run in runs]
    return f"| {name} | {statistics.median(seconds):.3f} | {min(seconds):.3f} | {max(seconds):.3f} | {max(run[1] for run in runs):.0f} |"


def main():
    try:
        import matplotlib  # noqa: F401
        import pandas  # noqa: F401
        peer = True
    except ImportError:
        peer = False
        print("peer left out: pandas and matplotlib are not installed", file=sys.stderr)
    once(OURS)
    if peer:
        once(PEER)
    ours, theirs = [], []
    for _ in range(RUNS):
        ours.append(once(OURS))
        if peer:
            theirs.append(once(PEER))
    lines = [
        "# Measured",
        "",
        f"Made by `make bench` on {processor()}, {os.cpu_count()} cores, {platform.system()}; {RUNS} runs each, in turn.",
        "",
        "## The whole report on the first study",
        "",
        "160 comments; report, four charts as SVG and PNG at twice the size, every table as CSV and Parquet. One process from",
        "start to end, nothing kept from an earlier run. The peer reads the same files with pandas, tags them with one compiled",
        "regular expression a theme, and draws the same four charts as SVG and PNG with matplotlib; it computes no intervals,",
        "no agreement and no quotes.",
        "",
        "| program | median, s | fastest, s | slowest, s | peak memory, MiB |",
        "|---|---|---|---|---|",
        row("verbatims", ours),
    ]
    if peer:
        ratio = statistics.median(run[0] for run in ours) / statistics.median(run[0] for run in theirs)
        lines += [row("pandas + re + matplotlib", theirs), "", f"verbatims takes {ratio:.2f} of the peer's time."]
    with open("benches/RESULTS.md", "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    print("\n".join(lines[8:]))


main()
