"""Makes a study from a seed: a poll, comments of invented words by invented authors, a codebook, an article.

python3 benches/make_study.py FOLDER [--rows N]

Eight themes, of which three are stances of one exclusive group, each with ten words and five phrases; most comments
speak of one or two. The words of a theme are rarely used, the others as often as words of a language are.
"""

import argparse
import bisect
import itertools
import os
import random

THEMES = ["price", "trust", "profile", "note", "reply"]
STANCES = ["never", "some", "all"]

# The words that comments in English are held together by, at the rates of the most frequent words.
HOLDING = "the to and of a in is that for it on with as are you was not but have they be at or from this we if an so my".split()

STUDY = """title = "An invented study"
output = "out"

[poll]
file = "poll.csv"
question = "When do you accept?"
options = ["Never", "Some", "All"]

[[source]]
id = "thread"
file = "comments.csv"
pseudonymous = true
constructed = ["constructed"]

[source.columns]
id = "id"
author = "author"
provenance = "provenance"

[[open]]
id = "comments"
question = "Comments under the poll"
source = "thread"
column = "text"
codebook = "codebook.toml"

[open.set_aside]
duplicates = true

[open.stance]
never = "Never"
some = "Some"
all = "All"

[publish]
comments = true

[words]
many = { at_least = 0.10 }

[[claim]]
id = "price"
text = "Many speak of the price."
check = [{ quantity = "themes.price", word = "many" }]
"""

ARTICLE = """# When people accept

{{ share('poll', 'Some') }} accept some. Of the comments {{ share('themes', 'price') }} speak of the price,
and {{ share('themes', 'trust') }} of trust.

{{ chart('themes') }}
"""


def invented(rng, count, taken, lengths):
    onsets = ["b", "br", "ch", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v"]
    words = []
    while len(words) < count:
        word = "".join(
            rng.choice(onsets) + rng.choice(["a", "e", "i", "o", "u", "ai"]) + rng.choice(["", "", "n", "r", "l"])
            for _ in range(rng.choice(lengths))
        )
        if word not in taken:
            taken.add(word)
            words.append(word)
    return words


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
        out.write(text)


def codebook(patterns):
    parts = ['name = "Invented"\n[[group]]\nid = "themes"\nlabel = "Themes"\n[[group]]\nid = "stance"\nlabel = "Stance"\nexclusive = true\n']
    for theme, own in patterns.items():
        group = "stance" if theme in STANCES else "themes"
        listed = ", ".join(f'"{pattern}"' for pattern in own)
        label = theme.capitalize()
        parts.append(f'[[theme]]\nid = "{theme}"\nlabel = "{label}"\ngroup = "{group}"\ndefinition = "Invented"\npatterns = [{listed}]\n')
    return "\n".join(parts)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder")
    arguments.add_argument("--rows", type=int, default=10_000)
    given = arguments.parse_args()
    rng = random.Random(20210705)
    taken = set()
    filler = HOLDING + invented(rng, 4000, taken, (1, 1, 2))
    weights = list(itertools.accumulate(1 / (rank + 1) for rank in range(len(filler))))
    patterns = {}
    for theme in THEMES + STANCES:
        words = invented(rng, 20, taken, (2, 3))
        patterns[theme] = words[:10] + [f"{first} {second}" for first, second in zip(words[10:15], words[15:])]
    os.makedirs(given.folder, exist_ok=True)
    write(given.folder, "study.toml", STUDY)
    write(given.folder, "article.md", ARTICLE)
    write(given.folder, "poll.csv", "option,percent\nNever,20\nSome,68\nAll,12\n")
    write(given.folder, "codebook.toml", codebook(patterns))
    authors = max(given.rows * 4 // 5, 1)
    with open(os.path.join(given.folder, "comments.csv"), "w", encoding="utf-8") as out:
        out.write("id,author,provenance,text\n")
        for row in range(given.rows):
            words = [filler[bisect.bisect_left(weights, rng.random() * weights[-1])] for _ in range(rng.randint(6, 34))]
            shown = rng.sample(THEMES, rng.choice((0, 1, 1, 2))) + rng.sample(STANCES, rng.choice((0, 0, 1)))
            for theme in shown:
                words.insert(rng.randint(0, len(words)), rng.choice(patterns[theme]))
            provenance = rng.choice(("public", "public", "constructed"))
            out.write(f"c{row + 1},a{rng.randint(1, authors)},{provenance},{' '.join(words)}\n")


main()
