"""A module that is nowhere is left out, where the script imports it."""

import ast

import pytest

from clearprop.read.source import parse_source
from clearprop.read.source.absent import without_module

ERROR = "ModuleNotFoundError: No module named '{}'"


@pytest.mark.parametrize(
    ("text", "module", "left"),
    [
        ("from cellar import barrel\nx = 1\n", "cellar", "pass\nx = 1"),
        ("import math, cellar\n", "cellar", "import math"),
        ("def f():\n    import cellar.deep\n", "cellar", "def f():\n    pass"),
        ("from cellar.deep import barrel as b\n", "cellar.deep", "pass"),
        (
            "from cellar import total_cost, barrel, plot_it as p\n",
            "cellar",
            "total_cost = p = lambda *given, **named: 1.0",
        ),
        ("from cellar import cost_derivative\n", "cellar", "pass"),
    ],
)
def test_its_imports_are_taken_out(text, module, left):
    source = without_module(parse_source(text), ERROR.format(module))
    assert ast.unparse(source.tree) == left
    assert module in source.remarks[-1].message


@pytest.mark.parametrize("error", [ERROR.format("attic"), "ValueError: shapes (3,) and (4,) not aligned"])
def test_nothing_is_taken_out_for_another_reason(error):
    assert without_module(parse_source("import math\n"), error) is None
