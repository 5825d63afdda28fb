"""The bench of `inspect`: an export of 40 columns beside polars reading it eagerly and xan, and one of 955 columns.

`compare.py` calls `section`. `python3 benches/inspect_export.py FILE ROWS [COLUMNS]` makes such a file,
`python3 benches/inspect_export.py --polars FILE` is the peer.
"""

import os
import random
import shutil
import sys
import tempfile

WORDS = "boat ferry late again note town upper lower never always because price wait crew ticket rain harbour early friend".split()
SCALE = ["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"]
WAYS = ["Ferry", "Train", "Bus", "Boats (day, night)", "On foot"]
# The wide export is one of few people: what it costs is its columns.
WIDE = (955, 1_000)


def cell(rng, column, row):
    """Kinds of columns in turn: ids, dates, scales, options, several answers, numbers, texts, blanks."""
    if column == 0:
        return f"R_{row:07}"
    kind = column % 8
    if kind == 1:
        return f"2026-{1 + row % 12:02}-{1 + row % 28:02} 10:{row % 60:02}:00"
    if kind in (2, 3):
        return rng.choice(SCALE)
    if kind == 4:
        return ";".join(rng.sample(WAYS, rng.randint(1, 3)))
    if kind == 5:
        return str(rng.randint(0, 100))
    if kind == 6:
        return " ".join(rng.choices(WORDS, k=rng.randint(0, 8)))
    return "" if kind == 7 else rng.choice(WAYS)


def make(path, rows, columns=40):
    # A part of the rows, again and again with ids of their own: making a million afresh takes longer than the bench.
    rng = random.Random(20210701)
    part = min(rows, 5_000)
    made = [",".join(f'"{text}"' if "," in text else text for text in (cell(rng, column, row) for column in range(1, columns))) for row in range(part)]
    with open(path, "w", encoding="utf-8") as out:
        out.write(",".join(["ResponseId", *(f"Question {column}" for column in range(1, columns))]) + "\n")
        out.writelines(f"R_{row:07},{made[row % part]}\n" for row in range(rows))


def section(rows, in_turn, table, program, has_polars):
    lines = [
        "## Inspecting an export",
        "",
        "Invented responses from a seed (`benches/inspect_export.py`): ids, dates, scales, options, several answers in a cell,",
        "numbers, texts. `inspect` finds the kind of every column, its options, and what is wrong; polars reads the file into a",
        "frame and infers types, on all threads; xan counts statistics of every column, and different values as well.",
        "",
    ]
    with tempfile.TemporaryDirectory() as folder:
        for columns, count, runs in ((40, rows, 3), (*WIDE, 5)):
            path = os.path.join(folder, f"{columns}.csv")
            make(path, count, columns)
            commands = {"verbatims inspect": [program, "inspect", path]}
            if has_polars:
                commands["polars.read_csv"] = [sys.executable, "benches/inspect_export.py", "--polars", path]
            if shutil.which("xan"):
                commands["xan stats"] = ["xan", "stats", path]
                commands["xan stats --cardinality"] = ["xan", "stats", "--cardinality", path]
            absent = [name for name, there in (("polars", has_polars), ("xan", shutil.which("xan"))) if not there]
            size = os.path.getsize(path) / 1e6
            left_out = f" Absent: {', '.join(absent)}." if absent else ""
            lines += [f"### {count:,} rows of {columns} columns", "", f"{size:.0f} MB. {runs} runs each.{left_out}", ""]
            lines += table(in_turn(commands, runs))
    return lines


def main(arguments):
    if arguments[0] == "--polars":
        import polars

        print(polars.read_csv(arguments[1]).shape)
    else:
        make(arguments[0], *(int(number) for number in arguments[1:]))


if __name__ == "__main__":
    main(sys.argv[1:])
