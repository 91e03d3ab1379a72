"""Our own writing of the tutorial's program gives its published numbers to the last digit, in both dialects."""

import csv
import random
import runpy
from contextlib import nullcontext, redirect_stdout
from io import StringIO

import pytest

from tests.read.variants import EXAMPLES, RIGHT, TUTORIAL, TUTORIAL_2016, WRONG

ERRORS = [
    "6.350", "5.531", "5.221", "4.951", "4.519", "4.173", "3.835", "3.506", "3.192", "2.898", "2.626", "2.377", "2.153",
    "1.953", "1.774", "1.614", "1.472", "1.346", "1.233", "1.132",
]  # fmt: skip
HIDDEN = [
    [-1.4688375095432327, 1.850887325439514, 1.0858178629550297],
    [0.37711098142462157, -0.0625909894552989, 0.2765123702642716],
]
OUTPUT = [
    [2.515394649397849, -0.3391927502445985, -0.9671565426390275],
    [-2.5584149848484263, 1.0036422106209202, 0.42383086467582715],
]
OUTPUTS = [[0.029980305604426185, 0.9456229000211323], [0.23648794202357587, 0.7790535202438367]]
DELTAS = [[0.0059546604162323625, -0.0026279652850863837], [0.04270059278364587, -0.03803132596437354]]


def run(name):
    """The program's names after it ran, and what it printed."""
    printed = StringIO()
    with redirect_stdout(printed):
        found = runpy.run_path(str(EXAMPLES / name), run_name="__main__")
    return found, printed.getvalue().splitlines()


def each(network, what):
    return [[neuron[what] for neuron in layer] for layer in network]


@pytest.mark.parametrize(("name", "sign"), [("tutorial.py", 1), ("tutorial_2016.py", -1)])
def test_the_published_errors_and_weights_to_the_last_digit(name, sign):
    found, printed = run(name)
    assert [line.split("error ")[1] for line in printed if "error" in line] == ERRORS
    assert each(found["network"], "weights") == [HIDDEN, OUTPUT]
    assert each(found["network"], "output") == OUTPUTS
    assert each(found["network"], "delta") == [[sign * delta for delta in layer] for layer in DELTAS]


@pytest.mark.parametrize("name", ["tutorial.py", "tutorial_2016.py"])
def test_the_published_start_forward_pass_and_deltas(name):
    program, _ = run(name)
    random.seed(1)
    network = program["new_network"](2, 1, 2)
    assert each(network, "weights") == [
        [[0.13436424411240122, 0.8474337369372327, 0.763774618976614]],
        [[0.2550690257394217, 0.49543508709194095], [0.4494910647887381, 0.651592972722763]],
    ]
    assert program["forward"](network, [1, 0]) == [0.6629970129852887, 0.7253160725279748]
    for neuron, output in zip(
        [*network[0], *network[1]], [0.7105668883115941, 0.6213859615555266, 0.6573693455986976], strict=True
    ):
        neuron["output"] = output
    program["backward"](network, [0, 1])
    sign = 1 if name == "tutorial.py" else -1
    assert each(network, "delta") == [
        [sign * 0.0005348048046610517],
        [sign * 0.14619064683582808, sign * -0.0771723774346327],
    ]


def test_the_dialects_differ_in_their_signs_alone():
    old, new = TUTORIAL_2016.splitlines()[1:], TUTORIAL.splitlines()[1:]
    changed = [(a.split(), b.split()) for a, b in zip(old, new, strict=True) if a != b]
    assert len(changed) == 3
    assert [set(a) ^ set(b) for a, b in changed[1:]] == [{"+=", "-="}] * 2


@pytest.mark.data
def test_the_ten_rows_are_the_published_ones(data_folder):
    with (data_folder / "mlm-contrived.csv").open() as file:
        rows = [[float(row["x1"]), float(row["x2"]), int(row["y"])] for row in csv.DictReader(file)]
    assert run("tutorial.py")[0]["DATA"] == rows


@pytest.mark.parametrize("variant", [*WRONG, *RIGHT], ids=lambda variant: variant.name)
def test_every_variant_runs_and_its_lines_are_there(variant):
    program = {"__name__": "__main__"}
    ends = pytest.raises((OverflowError, ZeroDivisionError)) if variant.crashes else nullcontext()
    with redirect_stdout(StringIO()), ends:
        exec(compile(variant.text, variant.name, "exec"), program)
    assert bool(variant.codes) == bool(variant.lines) and len(variant.lines) == len(variant.pieces)
