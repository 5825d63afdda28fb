"""The peer of the whole report: the same study with pandas, re and matplotlib."""

import os
import re
import sys
import tomllib

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd


def expression(patterns):
    parts = []
    for pattern in patterns:
        words = re.findall(r"[\w’'@#]+|\*", pattern)
        parts.append(r"\W+".join(r"\w+" if word == "*" else re.escape(word) + r"\w*" for word in words))
    return re.compile(r"\b(?:" + "|".join(parts) + r")\b", re.IGNORECASE)


def save(figure, out, name):
    figure.savefig(os.path.join(out, f"{name}.svg"))
    figure.savefig(os.path.join(out, f"{name}.png"), dpi=200)
    plt.close(figure)


def bars(labels, values, title, out, name):
    figure, axes = plt.subplots(figsize=(7.2, 3.6))
    axes.barh(labels, values)
    axes.set_title(title)
    for place, value in enumerate(values):
        axes.text(value, place, f"{value:.0f}%")
    save(figure, out, name)


def main(study, out):
    os.makedirs(out)
    with open(os.path.join(study, "codebook.toml"), "rb") as file:
        codebook = tomllib.load(file)
    poll = pd.read_csv(os.path.join(study, "poll.csv"))
    comments = pd.read_csv(os.path.join(study, "comments.csv"))
    themes = codebook["theme"]
    for theme in themes:
        found = expression(theme["patterns"])
        comments[theme["id"]] = [bool(found.search(text)) for text in comments["text"]]
    ids = [theme["id"] for theme in themes]
    shares = comments[ids].mean() * 100
    together = comments[ids].astype(int).T @ comments[ids].astype(int)
    shares.to_csv(os.path.join(out, "themes.csv"))
    together.to_csv(os.path.join(out, "cooccurrence.csv"))
    bars(poll["option"], poll["percent"], "Answers", out, "answers")
    bars(ids[:5], shares[:5], "Themes", out, "themes")
    bars(ids[5:], shares[5:], "Stance", out, "stance")
    figure, axes = plt.subplots()
    axes.imshow(together.values[:5, :5])
    save(figure, out, "cooccurrence")


main(sys.argv[1], sys.argv[2])
