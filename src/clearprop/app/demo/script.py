"""The program that most people meet first, with the mistake that it had for months in 2016: accuracy does not see it."""

import contextlib
import io
import random
from collections.abc import Callable
from typing import Any

import numpy as np
from rich.table import Table

from clearprop.app.demo.console import console, heading
from clearprop.app.live_page.slips import SLIPS, edited
from clearprop.app.live_page.tutorial import TEXT, executed
from clearprop.app.reading.script import Script
from clearprop.app.reading.terminal import print_facts, print_finding
from clearprop.read.reader import read
from clearprop.train.data import Scaler, load

FOLDS, RATE, EPOCHS, HIDDEN = 5, 0.3, 100, 5


def programs() -> tuple[str, str]:
    """The right program's text, and that of the one with the mistake."""
    return TEXT, edited(TEXT, next(slip.edits for slip in SLIPS if slip.name == "last_weight"))


def show_folds() -> None:
    """The accuracy of both programs, fold by fold."""
    heading("A program with a mistake, and what accuracy says of it")
    right, wrong = programs()
    table = Table(box=None, pad_edge=False)
    for title in ("irises, 5 folds", *(f"fold {k + 1}" for k in range(FOLDS)), "mean"):
        table.add_column(title, justify="right" if title[0] != "i" else "left")
    for title, text in (("the right program", right), ("with the mistake", wrong)):
        scores = accuracies(text)
        table.add_row(title, *(f"{score:.1%}" for score in scores), f"{np.mean(scores):.1%}")
    console.print(table)


def accuracies(text: str) -> list[float]:
    """The program's share of right answers on each fold of iris, trained on the others; the folds are always the same."""
    names = executed(text)
    data = load("iris")
    x = Scaler("minmax").fit(data.features).transform(data.features)
    classes = sorted(set(data.targets))
    rows = [[*map(float, row), classes.index(target)] for row, target in zip(x, data.targets, strict=True)]
    random.Random(1).shuffle(rows)
    return [score(names, rows, fold, len(classes)) for fold in range(FOLDS)]


def score(names: dict[str, Callable[..., Any]], rows: list[list[float]], fold: int, classes: int) -> float:
    held = rows[fold::FOLDS]
    random.seed(1)
    network = names["new_network"](len(rows[0]) - 1, HIDDEN, classes)
    with contextlib.redirect_stdout(io.StringIO()):
        names["train"](network, [row for k, row in enumerate(rows) if k % FOLDS != fold], RATE, EPOCHS, classes)
    return float(np.mean([np.argmax(names["forward"](network, row[:-1])) == row[-1] for row in held]))


def show_reading() -> None:
    """What reading the program says: the line, the proof, the fix."""
    heading("clearprop read: the line, the proof, the fix")
    text = programs()[1]
    script = Script.of("tutorial_of_2016.py", text.encode())
    reading = read(text)
    print_facts(console, reading)
    for finding in reading.findings:
        print_finding(console, script, finding)
