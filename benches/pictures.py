"""The pictures: what `charts.rs` and `kit.rs` measured, as a section of RESULTS.md."""

import re
import subprocess

GOALS = "The whole kit, ten PNGs at a width of 1,080, is to take less than 2 seconds cold, and one SVG less than 5 ms."


def section():
    """The kit in processes of its own, then one picture of each kind; empty lines where the bench cannot be run."""
    run = subprocess.run(
        ["cargo", "bench", "--locked", "--profile", "dev", "--bench", "kit"], capture_output=True, text=True, check=False
    )
    kits = [float(found) for found in re.findall(r"^kit of \d+ cards: ([\d.]+) s", run.stdout, re.M)]
    pictures = re.findall(r"^one SVG, ([^:]+): ([\d.]+) ms", run.stdout, re.M)
    lines = ["## Pictures", "", GOALS, "The first study; each kit in a process of its own, from reading to the last file.", ""]
    if not kits:
        return [*lines, "Not measured: the bench failed.", ""]
    lines += ["| kit of ten cards | s |", "|---|---|", f"| fastest | {min(kits):.2f} |", f"| slowest | {max(kits):.2f} |", ""]
    lines += ["| one SVG | ms |", "|---|---|", *(f"| {chart} | {time} |" for chart, time in pictures), ""]
    return lines
