"""Right gradients that go into the wrong update, or into none: the code and the line that the reader gives."""

import pytest

from clearprop.read.reader import read

START = """\
import numpy as np

draw = np.random.RandomState(4)
X, Y = np.linspace(-1, 1, 18).reshape(6, 3) ** 2, np.linspace(0, 1, 6).reshape(6, 1) ** 2
W, b = draw.randn(3, 4), np.full((1, 4), 0.1)
V, c = draw.randn(4, 1), np.zeros((1, 1))
vW, vb, vV, vc = (np.zeros_like(p) for p in (W, b, V, c))
for step in range(8):
    hidden = np.tanh(X @ W + b)
    miss = (hidden @ V + c - Y) / len(X)
    below = (miss @ V.T) * (1 - hidden**2)
    gW = X.T @ below
    gb = below.sum(axis=0, keepdims=True)
    gV = hidden.T @ miss
    gc = miss.sum(axis=0, keepdims=True)
"""
PLAIN = START + "    W -= 0.5 * gW\n    b -= 0.5 * gb\n    V -= 0.5 * gV\n    c -= 0.5 * gc\n"
DECAY = PLAIN.replace("    W -=", "    gW += 0.01 * W\n    gV += 0.02 * V\n    W -=")
MOMENTUM = START + "".join(f"    v{p} = 0.8 * v{p} - 0.1 * g{p}\n    {p} += v{p}\n" for p in ("W", "b", "V", "c"))


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def line_of(text: str, piece: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if piece in line)


BEHIND = PLAIN.replace("    W -= 0.5", "W -= 0.5").replace("    b -=", "b -=").replace("    V -=", "V -=")
BY_NAME = """\
import numpy as np

draw = np.random.RandomState(4)
X, Y = np.linspace(-1, 1, 18).reshape(6, 3) ** 2, np.linspace(0, 1, 12).reshape(6, 2) ** 2
parameters = dict(W=draw.randn(3, 4), b=np.full(4, 0.1), V=draw.randn(4, 2), c=np.zeros(2))
for step in range(8):
    hidden = np.tanh(X @ parameters["W"] + parameters["b"])
    miss = (hidden @ parameters["V"] + parameters["c"] - Y) / len(X)
    below = (miss @ parameters["V"].T) * (1 - hidden**2)
    gradients = dict(V=hidden.T @ miss,
                     c=np.sum(miss, axis=0),
                     W=X.T @ below,
                     b=np.sum(below, axis=0))
    for name, gradient in gradients.items():
        parameters[name] = parameters[name] - 0.5 * gradient
"""
CASES = {
    "a step after the loop": (changed(BEHIND, "    c -=", "c -="), "CP309", "W -= 0.5 * gW"),
    "twice, beside decay": (changed(DECAY, "gb = below", "gb = 2 * below"), "CP302", "gb = 2"),
    "twice, into a velocity": (changed(MOMENTUM, "gV = hidden", "gV = 2 * hidden"), "CP302", "gV = 2"),
    "a sign, into a velocity": (changed(MOMENTUM, "vV - 0.1", "vV + 0.1"), "CP301", "vV + 0.1"),
    "no derivative, beside decay": (changed(DECAY, " * (1 - hidden**2)", ""), "CP101", "below = "),
    "decay away from zero": (changed(DECAY, "gV += 0.02 * V", "gV -= 0.02 * V"), "CP307", "gV -= 0.02"),
    "decay of another": (changed(DECAY, "gW += 0.01 * W", "gW += 0.01 * b"), "CP307", "gW += 0.01"),
    "no velocity": (changed(MOMENTUM, "0.8 * vW", "0.8 * W"), "CP308", "vW = 0.8"),
    "another's gradient": (changed(PLAIN, "0.5 * gW", "0.5 * gb"), "CP306", "W -= 0.5 * gb"),
    "one sum for all units": (changed(PLAIN, "gb = below.sum(axis=0, keepdims=True)", "gb = below.sum()"), "CP304", "gb ="),
    "one sum, by name": (changed(BY_NAME, "np.sum(below, axis=0)", "np.sum(below)"), "CP304", "b=np.sum(below)"),
    "one mean": (changed(BY_NAME, "np.sum(below, axis=0)", "np.mean(below) * len(X)"), "CP304", "np.mean(below)"),
    "summed up in the update": (changed(PLAIN, "0.5 * gb", "0.5 * gb.sum()"), "CP306", "b -= 0.5 * gb.sum()"),
    "a velocity without its factor": (changed(MOMENTUM, "0.8 * vV -", "vV -"), "CP308", "vV = vV"),
    "times all inputs": (
        changed(PLAIN, "gc = miss.sum(axis=0, keepdims=True)", "gc = (miss * hidden).sum()"), "CP304", "gc =",
    ),
    "weights forgotten": (changed(PLAIN, "    V -= 0.5 * gV\n", ""), "CP305", "c -= 0.5"),
    "their gradient, too": (
        changed(changed(PLAIN, "    V -= 0.5 * gV\n", ""), "    gV = hidden.T @ miss\n", ""), "CP305", "c -= 0.5",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_wrong_update_is_named_once_at_its_line(name):
    text, code, piece = CASES[name]
    reading = read(text, fixes=False)
    assert [(each.code, each.line) for each in reading.findings] == [(code, line_of(text, piece))], reading


@pytest.mark.parametrize("text", [PLAIN, DECAY, MOMENTUM])
def test_a_right_update_is_right(text):
    reading = read(text, fixes=False)
    assert reading.verdict == "correct" and not reading.findings, reading


def test_a_whole_layer_that_is_left_out_is_one_finding():
    text = changed(changed(PLAIN, "    V -= 0.5 * gV\n", ""), "    c -= 0.5 * gc\n", "")
    assert [each.code for each in read(text, fixes=False).findings] == ["CP305"]


@pytest.mark.parametrize("text", [PLAIN, DECAY], ids=["plain", "beside decay"])
def test_a_layer_that_is_computed_before_the_loop_alone(text):
    layer = "    hidden = np.tanh(X @ W + b)\n"
    wrong = changed(changed(text, layer, ""), "for step", layer.lstrip() + "for step")
    (found,) = read(wrong, fixes=False).findings
    assert (found.code, found.line, found.related) == (
        "CP209", line_of(wrong, "hidden = "), (line_of(wrong, "W -= "),),
    )  # fmt: skip
