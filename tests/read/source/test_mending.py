"""Code that does not run as it stands is mended in memory, and every place stays that of the text on disk."""

import ast
import builtins

import pytest

from clearprop.read.source import SourceError, parse_source
from clearprop.read.surroundings.mended_names import mended_names
from clearprop.read.surroundings.surroundings import executed


def run(text):
    source = parse_source(text)
    names = {}
    with mended_names(executed):
        exec(compile(source.tree, "a", "exec"), names)
    return source, names


def names_of(source):
    return [remark.name for remark in source.remarks]


OLD = (
    ("print 'a', 1\nx = 3\n", 3),
    ("x = sum(xrange(4))\n", 6),
    ("x = 1 / 2\nfor i in xrange(1): pass\n", 0),
    ("x = -1 / 2\nprint x\n", -1),
    ("x = 1.0 / 2\nprint x\n", 0.5),
    ("from __future__ import division\nx = 1 / 2\nprint x\n", 0.5),
    ("n = 7\nx = [i for i in range(n / 2)]\nprint x\n", [0, 1, 2]),
    ("x = 7\nx /= 2\nprint x\n", 3),
    ("x = 7.0\nx /= 2\nprint x\n", 3.5),
    ("def f(a, (b, c)): return a + b * c\nx = f(1, (2, 3))\n", 7),
    ("x = {1: 2}.has_key(1)\n", True),
    ("x = sorted({1: 2}.iteritems())\n", [(1, 2)]),
    ("try:\n    raise ValueError, 'no'\nexcept ValueError, e:\n    x = str(e)\n", "no"),
    ("x = map(lambda a: a + 1, [1, 2])\nprint x\n", [2, 3]),
    ("x = `1` + u'b'\n", "1b"),
    ("x = 0\nif 1 <> 2: x = 10L\n", 10),
    ("exec 'x = 5'\n", 5),
    ("import cPickle\nx = cPickle.loads(cPickle.dumps(4))\nprint x\n", 4),
    ("x = reduce(lambda a, b: a + b, [1, 2, 3])\nprint x\n", 6),
    ("#!/usr/bin/env python2\nx = 3 / 2\n", 1),
    ("class A:\n    rate = 1 / 2\n    def f(self): return 3 / 2\nx = (A.rate, A().f())\nprint x\n", (0, 1)),
)


@pytest.mark.parametrize(("text", "x"), OLD)
def test_python_2_does_what_it_did(text, x):
    source, names = run(text)
    assert names["x"] == x
    assert names_of(source) == ["python-2"]


@pytest.mark.parametrize(
    "text",
    [
        "x = 1 / 2\n",
        "try:\n    xrange\nexcept NameError:\n    xrange = range\nx = 1 / 2\n",
        "from six.moves import xrange\nx = 1\n",
        "def f(unicode, long): return unicode / long\nx = f(1, 2)\n",
        "print('a')\n",
    ],
)
def test_python_3_is_left_alone(text):
    source = parse_source(text)
    assert source.mended == text and source.remarks == () and "//" not in ast.unparse(source.tree)


def test_whole_arrays_divide_as_in_python_2():
    _, names = run(
        "import numpy as np\na = np.array([3, 4])\nx = a / 2\ny = a / 2.0\nz = a / np.array([2.0, 2.0])\nprint x\n"
    )
    assert list(names["x"]) == [1, 2] and list(names["y"]) == [1.5, 2] and list(names["z"]) == [1.5, 2]


def test_a_division_evaluates_each_side_once():
    _, names = run("calls = []\ndef f(n):\n    calls.append(n)\n    return n\nx = f(7) / f(2)\nprint x\n")
    assert names["calls"] == [7, 2] and names["x"] == 3


def test_mended_places_are_those_on_disk():
    text = "if True:\n\tw, g = 5, 2\n\tprint 'é', w - 0.1 * g, xrange(w * 2)\nfor i in xrange(2): w = w - g / 2\n"
    source = parse_source(text)
    segments = {source.segment(node) for node in ast.walk(source.tree) if isinstance(node, ast.BinOp | ast.Call)}
    assert {"w - 0.1 * g", "0.1 * g", "w * 2", "xrange(w * 2)", "w - g / 2", "g / 2"} <= segments


def test_lines_after_one_that_was_put_in_keep_their_number():
    text = "def f(a, (b, c)):\n    d = a * b\n    return d\nprint f(1, (2, 3))\n"
    source = parse_source(text)
    product = next(node for node in ast.walk(source.tree) if isinstance(node, ast.BinOp))
    assert (product.lineno, source.segment(product)) == (2, "a * b")
    assert source.tree.body[-1].lineno == 4


def test_every_tree_can_be_compiled_with_its_places():
    for text, _ in OLD:
        for node in ast.walk(parse_source(text).tree):
            if hasattr(node, "lineno"):
                assert (node.lineno, node.col_offset) <= (node.end_lineno, node.end_col_offset)


def test_tabs_and_spaces_mix_as_they_once_did():
    source, names = run("if True:\n\tx = 1\n        x = x + 1\n")
    assert names["x"] == 2 and names_of(source) == ["mixed-tabs"]
    total = next(node for node in ast.walk(source.tree) if isinstance(node, ast.BinOp))
    assert source.segment(total) == "x + 1"
    assert (
        run("def f():\n\tx = 1\n    \treturn x\ny = f()\n".replace("    \t", "    ").replace("\tx", "\tx"))[1]["y"] == 1
    )


def test_pasted_prompts_go():
    source, names = run(">>> x = 1\n>>> for i in range(3):\n...     x += i\n...\n>>> x\n4\n")
    assert names["x"] == 4 and names_of(source) == ["prompts"]
    step = next(node for node in ast.walk(source.tree) if isinstance(node, ast.AugAssign))
    assert (step.lineno, source.segment(step)) == (3, "x += i")


def test_magics_in_a_script_do_nothing():
    source, names = run("%matplotlib inline\n!pip install x\nx = 5 % 3\nif x:\n    %time y = x\nx?\n")
    assert (names["x"], names["y"]) == (2, 2) and names_of(source) == ["ipython"]


def test_what_is_no_python_names_the_line():
    with pytest.raises(SourceError, match="line 3") as refused:
        parse_source("x = 1\ny = 2\nz = = 3\n")
    assert refused.value.line == 3


def test_names_of_ours_are_built_in_only_for_a_while():
    run("x = 1\n")
    assert not hasattr(builtins, "__both_whole__")
