"""The Python peers of the tagging bench: the same words found in the same comments, and written as CSV.

python3 benches/peer_tag.py re|spacy COMMENTS WORDS OUT

`re` is one compiled alternation in any case, with any ending. `spacy` is PhraseMatcher on lower-cased tokens of the blank
English pipeline, which matches whole words only.
"""

import csv
import re
import sys


def by_re(rows, words):
    # The longest first: an alternation takes the first that fits.
    parts = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    expression = re.compile(rf"\b(?:{parts})\w*", re.IGNORECASE)
    for row, text in rows:
        for found in expression.finditer(text):
            yield row, found.start(), found.end(), found.group()


def by_spacy(rows, words):
    import spacy
    from spacy.matcher import PhraseMatcher

    pipeline = spacy.blank("en")
    matcher = PhraseMatcher(pipeline.vocab, attr="LOWER")
    matcher.add("words", list(pipeline.pipe(words)))
    for doc, row in pipeline.pipe(((text, row) for row, text in rows), as_tuples=True, batch_size=1000):
        for _, first, last in matcher(doc):
            span = doc[first:last]
            yield row, span.start_char, span.end_char, span.text


def main(how, comments, words, out):
    with open(words, encoding="utf-8") as lines:
        words = [line.rstrip("\n") for line in lines]
    with open(comments, encoding="utf-8", newline="") as source, open(out, "w", encoding="utf-8", newline="") as target:
        rows = csv.reader(source)
        next(rows)
        writer = csv.writer(target)
        writer.writerow(["comment", "start", "end", "words"])
        writer.writerows({"re": by_re, "spacy": by_spacy}[how](rows, words))


main(*sys.argv[1:])
