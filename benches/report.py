"""The bench of `report` and of `watch` at three sizes, beside pandas, re and matplotlib.

`compare.py` calls `section`; `python3 benches/report.py [--peer] [ROWS …]` prints the same by itself.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

PROGRAM = "target/debug/verbatims"
SIZES = (150, 10_000, 1_000_000)
# A pattern that fires often, put in and taken out by turns.
PATTERN = 'patterns = ["'


def made(folder, rows):
    study = os.path.join(folder, str(rows))
    subprocess.run([sys.executable, "benches/make_study.py", study, "--rows", str(rows)], check=True)
    return study


def once(command):
    """Seconds and peak memory in MiB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{' '.join(command)} failed")
    return seconds, usage.ru_maxrss / 1024


def report(study):
    return [PROGRAM, "report", study, "--quiet", "--out"]


def peer(study):
    return [sys.executable, "benches/peer_report.py", study]


def in_turn(commands, runs, warm):
    """Runs of commands in turn; `warm` ones before are not counted."""
    found = {name: [] for name in commands}
    for turn in range(warm + runs):
        for name, command in commands.items():
            with tempfile.TemporaryDirectory() as out:
                run = once([*command, os.path.join(out, "out")])
            if turn >= warm:
                found[name].append(run)
    return found


def save(path, text):
    with open(path + "~", "w", encoding="utf-8") as out:
        out.write(text)
    os.replace(path + "~", path)


def cycles(study, runs):
    """Seconds from saving a codebook until the report stands, and the peak memory of the watch in MiB."""
    path = os.path.join(study, "codebook.toml")
    with open(path, encoding="utf-8") as codebook:
        plain = codebook.read()
    word = plain.split(PATTERN, 1)[1].split('"', 1)[0]
    # The first theme without its first word.
    less = plain.replace(f'{PATTERN}{word}", ', "patterns = [", 1)
    with tempfile.TemporaryDirectory() as out:
        watch = subprocess.Popen(
            [PROGRAM, "watch", study, "--out", os.path.join(out, "out")],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

        def wait(said):
            for line in watch.stdout:
                if said in line:
                    return
            sys.exit("the watch has ended")

        wait("built in ")
        seconds = []
        for turn in range(runs + 1):
            # A person does not save at the very moment at which a build ends.
            time.sleep(0.3)
            start = time.perf_counter()
            save(path, plain if turn % 2 else less)
            wait("built in ")
            if turn > 0:
                seconds.append(time.perf_counter() - start)
        watch.terminate()
        _, status, usage = os.wait4(watch.pid, 0)
        if status != 0:
            sys.exit("the watch did not end well")
    save(path, plain)
    return [(second, usage.ru_maxrss / 1024) for second in seconds]


def section(has_peer, sizes=SIZES):
    lines = [
        "## The report and the watch at three sizes",
        "",
        "An invented study from a seed (`benches/make_study.py`): a poll, comments by authors, eight themes of 15 patterns, an",
        "article, the comments published (of more than 10,000 a rule chooses). One process from start to end. The peer is that",
        "of the first study. *watch* is one cycle: from saving the codebook with another pattern until the whole report stands",
        "again, with the 60 ms in which nothing more is saved.",
        "",
        "| comments | program | median, s | fastest, s | slowest, s | peak memory, MiB | runs |",
        "|---|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            study = made(folder, rows)
            ours, theirs = {"verbatims report": report(study)}, {"pandas, re, matplotlib": peer(study)}
            runs = 9 if rows < 1_000_000 else 3
            if rows < 1_000_000:
                found = in_turn({**ours, **(theirs if has_peer else {})}, runs, 1)
            else:
                # The peer once: it takes long.
                found = {**in_turn(ours, runs, 0), **in_turn(theirs if has_peer else {}, 1, 0)}
            found["verbatims watch, a cycle"] = cycles(study, runs)
            for name, measured in found.items():
                times = [seconds for seconds, _ in measured]
                shown = " | ".join(f"{value:.3f}" for value in (statistics.median(times), min(times), max(times)))
                lines.append(f"| {rows:,} | {name} | {shown} | {max(memory for _, memory in measured):.0f} | {len(measured)} |")
    return lines + [""]


if __name__ == "__main__":
    sizes = [int(given) for given in sys.argv[1:] if given != "--peer"]
    print("\n".join(section("--peer" in sys.argv, sizes or SIZES)))
