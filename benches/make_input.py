"""Makes the input of the tagging bench from a seed: comments of invented words, a codebook, and a word list.

python3 benches/make_input.py FOLDER [--rows N] [--patterns N] [--tail]

About two matches a comment come out, whatever the number of patterns, 15 of them a theme: what a pattern `word*` would
find besides its own word is not among the words, nor are words of the same stem. `--tail` draws a fifth of the filler from a long tail of rare words, so that no cache of words is flattered.
"""

import argparse
import bisect
import itertools
import os
import random

OF_A_THEME = 15
LONG = (2, 3, 3)
# What the stemmer takes off: a word of a pattern that ends so would have the stem of another word.
TAKEN_OFF = ("e", "ful", "li")


def invented(rng, count, taken, lengths, begun=None, without=()):
    """Words of so many syllables, each once; given the beginnings of other words, none that begins as they do but for
    its last letter; none that ends in one of `without`."""
    onsets = ["b", "br", "c", "ch", "d", "f", "g", "gl", "h", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "w"]
    nuclei = ["a", "e", "i", "o", "u", "ai", "ea"]
    codas = ["", "", "", "n", "r", "l", "m", "t"]
    words = []
    while len(words) < count:
        syllables = rng.choice(lengths)
        word = "".join(rng.choice(onsets) + rng.choice(nuclei) + rng.choice(codas) for _ in range(syllables))
        if word not in taken and not word.endswith(without) and (begun is None or word[:-1] not in begun):
            taken.add(word)
            if begun is not None:
                begun.update(word[:end] for end in range(1, len(word) + 1))
            words.append(word)
    return words


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder")
    arguments.add_argument("--rows", type=int, default=1_000_000)
    arguments.add_argument("--patterns", type=int, default=450)
    arguments.add_argument("--tail", action="store_true")
    given = arguments.parse_args()
    rng = random.Random(20210701)
    taken = set()
    filler = invented(rng, 4000, taken, (1, 1, 1, 2, 2))
    tail = invented(rng, 300_000, taken, (2, 3, 4)) if given.tail else []
    weights = list(itertools.accumulate(1 / (rank + 1) for rank in range(len(filler))))
    singles = invented(rng, given.patterns // 3, taken, LONG, without=TAKEN_OFF)
    seconds = invented(rng, given.patterns // 3, taken, LONG, without=TAKEN_OFF)
    firsts = invented(rng, given.patterns // 3, taken, LONG, without=TAKEN_OFF)
    phrases = [f"{first} {second}" for first, second in zip(firsts, seconds)]
    begun = {word[:end] for word in taken for end in range(1, len(word) + 1)}
    shortened = invented(rng, given.patterns - 2 * (given.patterns // 3), taken, LONG, begun, TAKEN_OFF)
    os.makedirs(given.folder, exist_ok=True)

    patterns = singles + phrases + [f"{word[:-1]}*" for word in shortened]
    with open(os.path.join(given.folder, "codebook.toml"), "w", encoding="utf-8") as out:
        themes = max(1, given.patterns // OF_A_THEME)
        for theme in range(themes):
            own = patterns[theme::themes]
            out.write(f'[[theme]]\nid = "t{theme:02}"\ndefinition = "Invented"\npatterns = [\n')
            out.writelines(f"  '{pattern}',\n" for pattern in own)
            out.write("]\n\n")
    with open(os.path.join(given.folder, "words.txt"), "w", encoding="utf-8") as out:
        out.writelines(f"{word}\n" for word in singles + phrases + [word[:-1] for word in shortened])

    themed = singles + phrases + shortened
    with open(os.path.join(given.folder, "comments.csv"), "w", encoding="utf-8") as out:
        out.write("id,text\n")
        for row in range(given.rows):
            words = [filler[bisect.bisect_left(weights, rng.random() * weights[-1])] for _ in range(rng.randint(6, 34))]
            if tail:
                words = [rng.choice(tail) if rng.random() < 0.2 else word for word in words]
            for _ in range(rng.choice((0, 1, 2, 3, 3, 3))):
                word = rng.choice(themed)
                if " " not in word:
                    word += rng.choice(("", "", "s", "ing", "ed"))
                words.insert(rng.randint(0, len(words)), word)
            out.write(f"{row + 1},{' '.join(words)}\n")


main()
