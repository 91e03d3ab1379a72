"""What a request can ask for: other values, sibling modules, a driver; and what the tape tells besides the nodes."""

from dataclasses import replace

import numpy as np
import pytest

from clearprop.read.runs import runnable
from clearprop.read.source import load_source
from clearprop.read.tape.packing import packed
from clearprop.read.tape.tape import Tape
from tests.read.tape.runs import FILE, recorded

LINE = (
    "import numpy as np\nw = [0.5, 0]\nM = np.zeros((2, 3))\nn = np.array([1, 2])\nz = w[0] + w[1] + M.sum() + n[0]\n"
)


def leaves(tape, line):
    return [
        (tape.sites[node], tape.arguments[node][0][1], tape.values[node])
        for node, op in enumerate(tape.ops)
        if op in ("leaf", "literal") and tape.site(node).line == line
    ]


def test_leaves_take_the_values_of_the_request():
    first = recorded(LINE)[0]
    numbers, (matrix,) = leaves(first, 2), [leaf for leaf in leaves(first, 3) if np.ndim(leaf[2])]
    asked = [(numbers[0][0], numbers[0][1], 2.5), (numbers[1][0], numbers[1][1], -1.25)]
    asked.append((matrix[0], matrix[1], [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
    tape, _, state = recorded(LINE, replacements=asked)
    assert state["w"] == ("list", [("float", (2.5).hex()), ("float", (-1.25).hex())])
    assert state["M"][2] == (2, 3)
    assert state["z"] == ("float64", np.float64(2.5 - 1.25 + 21 + 1).tobytes())
    assert tape.ops == first.ops


@pytest.mark.parametrize("kind", ["sent", "beside"])
def test_sibling_modules_are_recorded_too(kind, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    module = """
import math
RATE = 0.1
def sigmoid(z):
    return 1 / (1 + math.exp(-z))
class Unit:
    def __init__(self, w):
        self.w = w
"""
    text = """
from layers import *
import layers as l
u = Unit(0.5)
for i in range(3):
    u.w -= l.RATE * sigmoid(u.w)
"""
    if kind == "beside":
        (tmp_path / "layers.py").write_text(module)
    tape = recorded(text, **({"modules": {"layers": module}} if kind == "sent" else {}))[0]
    assert tape.error == ""
    assert tape.ops.count("call math.exp") == 3
    assert any(tape.site(node).file == "layers.py" for node in range(len(tape)))
    assert any(path == ["u", [".", "w"]] and tape.ops[node] == "sub" for path, node in tape.places)


def test_a_package_of_modules(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    modules = {"nn/__init__.py": "from .layer import Layer\n", "nn/layer.py": "class Layer:\n    w = 0.5\n"}
    tape = recorded("import nn\nx = nn.Layer().w * 2.0\n", modules=modules)[0]
    assert tape.error == ""
    assert tape.ops[-1] == "mul"


def test_a_driver_runs_after_the_script():
    tape, _, state = recorded(
        "def step(w):\n    return w - 0.1 * w\n", driver="w = 0.5\nfor i in range(3):\n    w = step(w)\n"
    )
    w = 0.5
    for _ in range(3):
        w = w - 0.1 * w
    assert state["w"] == ("float", w.hex())
    assert tape.ops.count("sub") == 3
    assert {tape.site(node).file for node in range(len(tape))} == {"script.py", "<driver>"}


def test_what_is_shown_is_noted():
    text = (
        "w = 0.5 * 1\nlosses = []\na = w\nfor i in range(1):\n    v = a\nx = [0.25][0]\ny = x * 2.0\nprint('loss', y)\n"
        "print(f'loss {y:.3f}')\nprint('%.3f' % y)\nprint('{}'.format(y))\nlosses.append(y)\n"
    )
    tape = recorded(text)[0]
    assert [use for use, node, _ in tape.used if tape.ops[node] == "mul"] == [
        "print",
        "format",
        "format",
        "format",
        "append",
    ]
    assert [tape.table[site].line for _, _, site in tape.used] == [8, 9, 10, 11, 12]


def test_places_are_found_in_objects_classes_closures_and_running_functions():
    text = """
from collections import deque
class Net:
    shared = [0.5]
    __slots__ = ("w", "layers")
    def __init__(self):
        self.w = 0.25
        self.layers = {"a": (0.1, [0.2])}
def make():
    hidden = 0.75
    def step():
        return hidden
    return step
net, step, window = Net(), make(), deque([0.3])
def run():
    local = 0.125
    raise SystemExit
run()
"""
    tape = recorded(text)[0]
    found = {tuple(map(str, path)): tape.values[node] for path, node in tape.places}
    named = {"".join(path): value for path, value in found.items()}
    assert set(named.values()) >= {0.5, 0.25, 0.1, 0.2, 0.75, 0.3, 0.125}


def test_an_error_of_the_script_leaves_the_tape_so_far():
    tape = recorded("w = [0.5]\nw[0] -= 0.1 * w[0]\nraise ValueError('no')\n")[0]
    assert tape.error == "ValueError: no"
    assert tape.ops[-1] == "sub"


def test_the_interpreter_is_left_as_it_was():
    import sys

    before = sys.modules["__main__"], sys.getrecursionlimit(), list(sys.meta_path)
    recorded("import sys\nsys.setrecursionlimit(5000)\nw = 0.5\n")
    assert (sys.modules["__main__"], sys.getrecursionlimit(), list(sys.meta_path)) == before


def test_a_tape_crosses_as_bytes():
    tape = recorded(LINE)[0]
    back = Tape.from_bytes(tape.to_bytes())
    assert (back.ops, back.sites, back.table) == (tape.ops, tape.sites, tape.table)
    assert all(np.array_equal(a, b) for a, b in zip(back.values, tape.values, strict=True))


def test_what_shares_memory_is_sent_once_and_what_is_too_large_only_with_its_shape():
    text = "import numpy as np\nX = np.ones((1500, 1000)) * 3.0\nY = X.T\nZ = X[:, ::2] * 2.0\nk = X[0, 0] * 2.0\n"
    tape = recorded(text)[0]
    data = tape.to_bytes()
    back = Tape.from_bytes(data)
    assert back.absent == []
    assert all(np.array_equal(a, b) for a, b in zip(back.values, tape.values, strict=True))
    assert len(data) < 2 * 12_000_000 + 6_000_000 + 100_000
    big = recorded(text.replace("1500", "9000"))[0]
    cut = Tape.from_bytes(big.to_bytes())
    assert len(big.to_bytes()) < 64 << 20
    assert cut.absent
    assert all(np.shape(a) == np.shape(b) for a, b in zip(cut.values, big.values, strict=True))
    assert cut.values[-1] == 6.0


def test_of_many_arrays_the_first_are_sent():
    values = [np.full(1000, float(n)) for n in range(10)]
    _, _, absent = packed(values, 5 * 8000)
    assert absent == [5, 6, 7, 8, 9]


def test_one_huge_array_goes_before_what_is_late():
    values = [np.zeros(100), np.zeros(100_000), *(np.zeros(100) for _ in range(8))]
    _, _, absent = packed(values, 100 * 8 * 10)
    assert absent == [1]


def test_arrays_arrive_where_numpy_computes_with_them_as_they_are():
    text = "import numpy as np\nM = np.arange(5) > 2\nv = np.array([0.5, 1.5]) * M[:2]\nw = v + 1.0\n"
    for name in ("w", "w_", "w__", "w___"):
        tape = Tape.from_bytes(recorded(text.replace("w", name))[0].to_bytes())
        assert all(value.flags.aligned for value in tape.values if isinstance(value, np.ndarray))


def test_a_script_that_was_compiled_before_leaves_the_same_tape():
    asked = runnable(replace(load_source(LINE), file=FILE))
    first, tape = recorded(LINE)[0], recorded(LINE, **asked)[0]
    assert "compiled" in asked
    assert (tape.ops, tape.arguments, tape.sites, tape.table) == (first.ops, first.arguments, first.sites, first.table)


def test_a_script_that_cannot_be_compiled_fails_in_its_run():
    text = "a = 1.0\nreturn a\n"
    asked = runnable(replace(load_source(text), file=FILE))
    assert "compiled" not in asked
    assert recorded(text, **asked)[0].error.startswith("SyntaxError: 'return' outside function")
