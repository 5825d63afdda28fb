"""The order of themes by resampling, beside numpy doing the drawing and the adding alone.

Used by `compare.py`, which writes what it gives into RESULTS.md.
"""

import time

from crosstab import in_table, printed

AUTHORS, THEMES, RESAMPLES, RUNS = 10_000, 30, 2_000, 3


def numpy():
    """Seconds of each run: authors drawn with replacement, and how many of them show each theme."""
    import numpy

    draw = numpy.random.default_rng(7)
    shown = (draw.random((AUTHORS, THEMES)) < 0.3 - numpy.arange(THEMES) / 200).astype(numpy.float32)
    found = []
    for _ in range(RUNS):
        start = time.perf_counter()
        for _ in range(RESAMPLES):
            times = numpy.bincount(draw.integers(0, AUTHORS, AUTHORS), minlength=AUTHORS).astype(numpy.float32)
            times @ shown
        found.append(time.perf_counter() - start)
    return found


def section(has_numpy):
    """The lines for RESULTS.md."""
    found = {"verbatims, places and tiers": printed("resampling")}
    if has_numpy:
        found["numpy, drawing and adding alone"] = numpy()
    lines = [
        "## The order of themes",
        "",
        f"{AUTHORS:,} authors of three comments, {THEMES} themes, {RESAMPLES:,} resamples of authors. Ours counts how often each theme comes",
        f"first, its ranks and which themes cannot be told apart; numpy draws and adds up. 7 runs, {RUNS} of numpy.",
        "",
    ]
    return lines + in_table(found)
