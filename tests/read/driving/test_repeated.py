"""A script that takes a single step is run several times, and nothing else is."""

import ast

import pytest

from clearprop.read.driving import repeated
from clearprop.read.source import parse_source

LISTS = """\
w = [[0.1, 0.4], [0.2, 0.3]]
x = [0.5, 0.9]
out = [0, 0]
for i in range(2):
    out[i] = x[0] * w[0][i] + x[1] * w[1][i]
miss = [1.0 - out[0], 0.5 - out[1]]
for i in range(2):
    for j in range(2):
        w[i][j] += 0.5 * x[i] * miss[j]
"""
OBJECT = """\
class Line:
    def __init__(self):
        self.slope = 0.3
    def guess(self, x):
        return self.slope * x
    def learn(self, x, y, out):
        self.slope -= 0.1 * (out - y) * x

if __name__ == "__main__":
    line = Line()
    out = line.guess(2.0)
    line.learn(2.0, 1.0, out)
    print(line.slope)
"""


def loops(source):
    return [node for node in ast.walk(source.tree) if isinstance(node, ast.For) and node.target.id == "given_turn"]


@pytest.mark.parametrize(("text", "name", "lines"), [(LISTS, "w", (2, 9)), (OBJECT, "line", (11, 12))])
def test_the_step_from_the_first_value_to_the_update_is_repeated(text, name, lines):
    (source,) = repeated(parse_source(text))
    (loop,) = loops(source)
    assert (loop.body[0].lineno, loop.body[-1].end_lineno) == lines
    names = {"__name__": "__main__"}
    exec(compile(source.tree, "s.py", "exec"), names)
    once = {"__name__": "__main__"}
    exec(text, once)
    assert str(getattr(names[name], "slope", names[name])) != str(getattr(once[name], "slope", once[name]))
    assert source.remarks[-1].name == "repeated"


@pytest.mark.parametrize("text", ["w = 1.0\nprint(w)\n", "def f(w):\n    w -= 0.1 * w\n    return w\nprint(f)\n"])
def test_what_changes_nothing_is_not_repeated(text):
    assert list(repeated(parse_source(text))) == []
