"""Small training scripts recorded in this process, and run again at fresh points."""

import ast
import sys
from textwrap import dedent

from clearprop.read.recover.descent import best_fit
from clearprop.read.recover.fresh import replacements
from clearprop.read.recover.graph import Graph
from clearprop.read.recover.steps import recovered
from clearprop.read.recover.text import Text
from clearprop.read.tape.child import record


def run_of(script, changed=()):
    text = dedent(script)
    main = sys.modules["__main__"]
    try:
        tape = record({"text": text, "file": "script.py", "replacements": list(changed)})
    finally:
        sys.modules["__main__"] = main
    assert not tape.error, tape.error
    return recovered(Graph(tape), Text(text, ast.parse(text)))


def points_of(script, count=3, steps=3):
    original = run_of(script)
    runs = [run_of(script, replacements(original, seed)) for seed in range(1, count + 1)]
    return [(run, run.steps[:steps]) for run in runs]


def fit_of(script):
    """The best fit."""
    return best_fit(points_of(script))[0]
