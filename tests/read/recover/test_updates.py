"""Updates of right scripts are proved, in whatever way parameters are kept and changed; those of wrong ones are not."""

import numpy as np
import pytest

from tests.read.recover.scripts import fit_of, run_of

DATA = """
import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(12, 3))
Y = (X[:, :1] - X[:, 1:2] > 0) * 1.0
W = rng.normal(size=(3, 4)) * 0.5
b = np.zeros(4)
V = rng.normal(size=(4, 1)) * 0.5
c = np.zeros(1)
def passes():
    h = np.tanh(X @ W + b)
    p = 1 / (1 + np.exp(-(h @ V + c)))
    d = (p - Y) / len(X)
    e = d @ V.T * (1 - h**2)
    return X.T @ e, e.sum(0), h.T @ d, d.sum(0)
"""
PLAIN = """
for turn in range(8):
    gW, gb, gV, gc = passes()
    W -= 0.5 * gW; b -= 0.5 * gb; V -= 0.5 * gV; c -= 0.5 * gc
"""
ADAM = """
state = [[np.zeros_like(p), np.zeros_like(p)] for p in (W, b, V, c)]
for turn in range(1, 9):
    for p, g, s in zip((W, b, V, c), passes(), state):
        s[0] = 0.9 * s[0] + 0.1 * g
        s[1] = 0.99 * s[1] + 0.01 * g * g
        p -= 0.01 * (s[0] / (1 - 0.9**turn)) / (np.sqrt(s[1] / (1 - 0.99**turn)) + 1e-8)
"""
MOMENTUM = """
speed = [np.zeros_like(p) for p in (W, b, V, c)]
for turn in range(8):
    gradients = passes()
    for k, p in enumerate((W, b, V, c)):
        speed[k] = 0.9 * speed[k] - 0.1 * gradients[k]
        p += speed[k]
"""
DECAY = """
for turn in range(8):
    gW, gb, gV, gc = passes()
    W -= 0.5 * (gW + 0.01 * W); b -= 0.5 * gb; V -= 0.5 * (gV + 0.01 * V); c -= 0.5 * gc
"""
OWN_RATES = """
for turn in range(8):
    gW, gb, gV, gc = passes()
    W -= 0.5 * gW; b -= 0.5 * gb; V -= 0.3 * gV; c -= 0.3 * gc
"""


@pytest.mark.parametrize("update", [PLAIN, ADAM, MOMENTUM, DECAY, OWN_RATES])
def test_an_update_is_proved(update):
    fit = fit_of(DATA + update)
    assert fit.holds
    assert fit.loss == "binary_cross_entropy"


@pytest.mark.parametrize(("update", "name"), [(ADAM, "adam"), (MOMENTUM, "momentum")])
def test_the_optimiser_is_named(update, name):
    rule = fit_of(DATA + update).rule
    assert rule is not None and rule.name == name


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("* (1 - h**2)", ""),
        ("X.T @ e, ", "X.T @ e / 12, "),
        ("h.T @ d, ", "-h.T @ d, "),
        ("d @ V.T", "d @ (V.T + 1)"),
    ],
)
@pytest.mark.parametrize("update", [PLAIN, MOMENTUM, DECAY])
def test_a_wrong_gradient_is_not_proved(old, new, update):
    assert old in DATA
    assert not fit_of(DATA.replace(old, new) + update).holds


def test_a_rate_that_is_twice_another_is_one_of_its_own_and_one_that_is_the_rows_times_it_is_none():
    assert fit_of(DATA + OWN_RATES.replace("0.3", "0.25")).holds
    assert not fit_of(DATA + OWN_RATES.replace("0.3", "6.0")).holds


def test_decay_that_grows_is_not_proved():
    assert not fit_of(DATA + DECAY.replace("+ 0.01", "- 0.01")).holds


ROWS = """
import math, random
random.seed(1)
W = [[random.uniform(-1, 1) for _ in range(2)] for _ in range(3)]
B = [0.0] * 3
rows = [([random.gauss(0, 1), random.gauss(0, 1)], k % 3) for k in range(9)]
for turn in range(4):
    for x, label in rows:
        s = [sum(w * v for w, v in zip(ws, x)) + b for ws, b in zip(W, B)]
        e = [math.exp(v - max(s)) for v in s]
        p = [v / sum(e) for v in e]
        for k in range(3):
            d = p[k] - (1.0 if k == label else 0.0)
            for j in range(2):
                W[k][j] -= 0.1 * d * x[j]
            B[k] -= 0.1 * d
"""


def test_numbers_in_lists():
    fit = fit_of(ROWS)
    assert fit.holds and fit.loss == "cross_entropy"


FUNCTIONAL = """
import random
random.seed(2)
def minus(u, v): return [a - b for a, b in zip(u, v)]
def times(k, u): return [k * a for a in u]
w = [random.random() for _ in range(3)]
rows = [[1.0, random.random(), random.random()] for _ in range(6)]
t = [r[1] - r[2] for r in rows]
for turn in range(10):
    out = [sum(a * b for a, b in zip(w, r)) for r in rows]
    error = minus(out, t)
    gradient = [sum(e * r[j] for e, r in zip(error, rows)) for j in range(3)]
    w = minus(w, times(0.1, gradient))
"""


def test_one_function_subtracts_both_targets_and_steps():
    run = run_of(FUNCTIONAL)
    assert len(run.parameters) == 3
    assert fit_of(FUNCTIONAL).holds


ELEMENTS = """
import numpy as np
np.random.seed(0)
X = np.random.randn(4, 2); y = X[:, 0] * X[:, 1]
W = np.random.randn(2, 3); V = np.random.randn(3)
for turn in range(6):
    for r in range(4):
        h = np.zeros(3)
        for j in range(3):
            h[j] = np.tanh(X[r, 0] * W[0, j] + X[r, 1] * W[1, j])
        d = np.dot(h, V) - y[r]
        back = d * V * (1 - h**2)
        for j in range(3):
            V[j] -= 0.1 * d * h[j]
        for i in range(2):
            for j in range(3):
                W[i, j] -= 0.1 * back[j] * X[r, i]
"""


def test_elements_of_arrays():
    run = run_of(ELEMENTS)
    assert len(run.parameters) == 9
    assert fit_of(ELEMENTS).holds


SUMMED_BY_NODES = """
import random
random.seed(31)
class Num:
    def __init__(self, data, parents=(), push=None):
        self.data, self.grad, self.parents, self.push = data, 0.0, parents, push
    def __add__(self, other):
        other = other if isinstance(other, Num) else Num(other)
        out = Num(self.data + other.data, (self, other))
        def push():
            self.grad += out.grad
            other.grad += out.grad
        out.push = push
        return out
    def __mul__(self, other):
        other = other if isinstance(other, Num) else Num(other)
        out = Num(self.data * other.data, (self, other))
        def push():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out.push = push
        return out
    def backward(self):
        order = []
        def visit(node):
            if node not in order:
                for parent in node.parents:
                    visit(parent)
                order.append(node)
        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            if node.push:
                node.push()
w, b = [Num(random.random()) for _ in range(2)], Num(0.1)
rows = [([0.5, 1.0], 0.8), ([-0.4, 0.3], -0.3), ([0.9, -0.8], 0.4)]
for turn in range(8):
    total = Num(0.0)
    for x, y in rows:
        miss = w[0] * x[0] + w[1] * x[1] + b + -y
        total = total + miss * miss
    for p in [*w, b]:
        p.grad = 0.0
    total.backward()
    for p in [*w, b]:
        p.data -= 0.05 * p.grad
"""


def test_nodes_of_a_scalar_engine():
    run = run_of(SUMMED_BY_NODES)
    assert len(run.lineages) == 3
    fit = fit_of(SUMMED_BY_NODES)
    assert fit.holds and fit.loss == "half_squared_error"


BY_TURNS = """
import numpy as np
w = np.array([0.3, -0.2])
def learn(x, y):
    global w
    w = w - 0.1 * (w @ np.array(x) - y) * np.array(x)
for turn in range(6):
    learn([0.5, 0.1], 1.0)
    learn([0.2, -0.7], 0.5)
    learn([-0.4, 0.6], -1.0)
"""


def test_several_calls_update_the_same_numbers_in_turns():
    run = run_of(BY_TURNS)
    assert len(run.parameters) == 1 and len(run.lineages[0].members) == 18
    assert fit_of(BY_TURNS).holds
    assert not fit_of(BY_TURNS.replace("- y) * np.array(x)", "- y) * np.array(x)[::-1]")).holds


ELSEWHERE = """
import numpy as np
from sklearn.datasets import load_iris
rows, y = load_iris()["data"] / 10, np.arange(150) / 150
w = np.array([0.3, -0.2, 0.1, 0.4])
for turn in range(6):
    w = w - 0.01 * (rows @ w - y) @ rows
"""


def test_data_from_elsewhere_are_others_from_their_first_use_on():
    assert fit_of(ELSEWHERE).holds


CLASSES = """
import numpy as np
chance = np.random.RandomState(4)
X, Y = chance.normal(size=(9, 3)), np.eye(4)[np.arange(9) % 4]
W, b = chance.normal(size=(3, 4)), chance.normal(size=4)
for turn in range(6):
    e = np.exp(X @ W + b)
    d = e / e.sum(axis=1, keepdims=True) - Y
    W = W - 0.1 * (X.T @ d) / 9
    b = b - 0.1 * (np.sum(d) / 9)
"""


def test_what_only_rounding_leaves_of_a_change_is_nought():
    run = run_of(CLASSES)
    bias = next(i for i in run.parameters if np.shape(run.steps[0].changes[i]) == (4,))
    assert all(not np.any(step.changes[bias]) for step in run.steps)
    kept = run_of(CLASSES.replace("np.sum(d) / 9", "np.sum(d[0:1]) / 9 + 1e-9"))
    assert any(np.any(step.changes[bias]) for step in kept.steps)
