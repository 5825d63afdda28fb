"""Crosstabs beside polars: themes of many respondents by three banner questions of five groups, weighted.

Used by `compare.py`, which writes what it gives into RESULTS.md.
"""

import statistics
import subprocess
import time

THEMES, BANNER, GROUPS, RUNS = 30, 3, 5, 7


def printed(bench, *arguments):
    """Seconds of each run, as a bench of ours prints them."""
    command = ["cargo", "bench", "--offline", "--profile", "dev", "--bench", bench, "--", *arguments]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [float(line) for line in out.split() if line.replace(".", "", 1).isdigit()]


def in_table(found):
    """Seconds of programs as lines of a table."""
    lines = ["| program | median, s | fastest, s | slowest, s |", "|---|---|---|---|"]
    for name, seconds in found.items():
        lines.append(f"| {name} | {statistics.median(seconds):.3f} | {min(seconds):.3f} | {max(seconds):.3f} |")
    return lines + [""]


def polars(rows):
    """Seconds of each run: for each banner question one group-by with the weighted sums of all themes."""
    import numpy
    import polars as pl

    draw = numpy.random.default_rng(7)
    themes = {f"t{theme}": draw.integers(0, 100, rows) < 20 - theme // 2 for theme in range(THEMES)}
    banner = {f"g{place}": draw.integers(0, GROUPS, rows) for place in range(BANNER)}
    frame = pl.DataFrame({**themes, **banner, "w": 0.5 + draw.integers(0, 10, rows) / 4})
    counts = [pl.col(name).sum().alias(f"n_{name}") for name in themes]
    weighted = [(pl.col(name) * pl.col("w")).sum() for name in themes]
    bases = [pl.len(), pl.col("w").sum(), (pl.col("w") ** 2).sum().alias("w2")]
    found = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        for name in banner:
            frame.group_by(name).agg(*bases, *counts, *weighted)
        found.append(time.perf_counter() - start)
    return found[1:]


def section(rows, has_polars):
    """The lines for RESULTS.md."""
    found = {"verbatims, tables with letters": printed("crosstab", str(rows))}
    if has_polars:
        found["polars, the group-bys alone"] = polars(rows)
    lines = [
        "## Crosstabs",
        "",
        f"{rows:,} respondents, {THEMES} themes of which each shows three, {BANNER} banner questions of {GROUPS} groups, weighted; in",
        "memory, by themes as lists here and as columns of true and false there. Ours are all tables with counts, weighted",
        f"counts, bases, effective bases and the letters of all pairs of columns; polars sums and stops there. {RUNS} runs each.",
        "",
    ]
    return lines + in_table(found)


if __name__ == "__main__":
    import importlib.util

    print("\n".join(section(1_000_000, importlib.util.find_spec("polars") is not None)))
