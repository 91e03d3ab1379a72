"""Expressions of whole scripts, and what they are proved to be."""

import pytest

from clearprop.read.match import labels

LOOPS = '''
import math, random
random.seed(4)
data = [([random.gauss(0, 1) for _ in range(3)], [random.random(), random.random()]) for _ in range(6)]
w1 = [[random.gauss(0, 1) for _ in range(4)] for _ in range(5)]
w2 = [[random.gauss(0, 1) for _ in range(6)] for _ in range(2)]

def σ(z): return 1 / (1 + math.exp(-z))

def layer(w, x):
    out = []
    for row in w:
        z = row[-1]
        for i in range(len(x)):
            z += row[i] * x[i]
        out.append(σ(z))
    return out

rate = 0.3
right = 0
for epoch in range(9):
    for x, t in data:
        h = layer(w1, x)
        o = layer(w2, h)
        d2 = [(o[k] - t[k]) * o[k] * (1 - o[k]) for k in range(2)]
        d1 = []
        for j in range(5):
            e = 0.0
            for k in range(2):
                e += w2[k][j] * d2[k]
            d1.append(e * h[j] * (1 - h[j]))
        """ä""" ; s = 0.5 * sum((o[k] - t[k]) ** 2 for k in range(2))
        right += abs(o[0] - t[0]) < 0.5
        for k in range(2):
            for j in range(5):
                w2[k][j] -= rate * d2[k] * h[j]
            w2[k][-1] -= rate * d2[k]
        for j in range(5):
            for i in range(3):
                w1[j][i] -= rate * d1[j] * x[i]
            w1[j][-1] -= rate * d1[j]
'''

ARRAYS = """
import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(7, 3)); Y = rng.random((7, 2))
W1 = rng.normal(size=(3, 4)); b1 = rng.normal(size=4)
W2 = rng.normal(size=(4, 2)); b2 = rng.normal(size=2)
for step in range(12):
    z1 = X @ W1 + b1
    a1 = np.maximum(z1, 0)
    a2 = a1 @ W2 + b2
    g = 2 * (a2 - Y) / len(X)
    dW2 = a1.T @ g
    db2 = g.sum(axis=0)
    da1 = g @ W2.T
    dz1 = da1 * (z1 > 0)
    W1 -= 0.05 * (X.T @ dz1); b1 -= 0.05 * dz1.sum(axis=0)
    W2 -= 0.05 * dW2; b2 -= 0.05 * db2
    cost = np.mean(np.sum((a2 - Y) ** 2, axis=1))
    share = np.mean(np.argmax(a2, axis=1) == np.argmax(Y, axis=1)); spread = X.std() * 2
"""


def told(text, points, loss="half_squared_error"):
    """(text of the expression, role, layer) -> the answer's line."""
    found = {}
    lines = text.split("\n")
    for label in labels(text, points(text, loss)):
        assert label.line == label.end_line
        found[lines[label.line - 1][label.column : label.end_column], label.role, label.layer] = label
    return found


@pytest.fixture(scope="module")
def loops(points):
    return told(LOOPS, points)


@pytest.fixture(scope="module")
def arrays(points):
    return told(ARRAYS, points)


@pytest.mark.parametrize(
    ("expression", "role", "layers"),
    [
        ("z += row[i] * x[i]", "pre_activation", [1, 2]),
        ("σ(z)", "activation", [1, 2]),
        ("o[k] - t[k]", "activation_gradient", [2]),
        ("o[k] * (1 - o[k])", "activation_derivative", [2]),
        ("(o[k] - t[k]) * o[k] * (1 - o[k])", "delta", [2]),
        ("w2[k][j] * d2[k]", "activation_gradient", [1]),
        ("e += w2[k][j] * d2[k]", "activation_gradient", [1]),
        ("h[j] * (1 - h[j])", "activation_derivative", [1]),
        ("e * h[j] * (1 - h[j])", "delta", [1]),
        ("d2[k] * h[j]", "weight_gradient", [2]),
        ("rate * d2[k] * h[j]", "update", [2]),
        ("w2[k][j] -= rate * d2[k] * h[j]", "update", [2]),
        ("rate * d2[k]", "update", [2]),
        ("d2[k]", "bias_gradient", [2]),
        ("d2[k]", "delta", [2]),
        ("d1[j] * x[i]", "weight_gradient", [1]),
        ("0.5 * sum((o[k] - t[k]) ** 2 for k in range(2))", "loss", [None]),
    ],
)
def test_loops_over_numbers(loops, expression, role, layers):
    assert [layer for text, what, layer in loops if (text, what) == (expression, role)] == layers


def test_what_is_no_quantity_has_no_label(loops, arrays):
    assert not [text for text, *_ in loops if "right" in text or "abs" in text or text == "1 - o[k]"]
    assert not [text for text, *_ in arrays if "argmax" in text or "std" in text]


@pytest.mark.parametrize(
    ("expression", "role", "layer", "sign", "scale", "reduction"),
    [
        ("X @ W1 + b1", "pre_activation", 1, 1, 1, "none"),
        ("np.maximum(z1, 0)", "activation", 1, 1, 1, "none"),
        ("a1 @ W2 + b2", "pre_activation", 2, 1, 1, "none"),
        ("2 * (a2 - Y) / len(X)", "delta", 2, 1, 2 / 7, "none"),
        ("a2 - Y", "activation_gradient", 2, 1, 1, "none"),
        ("a1.T @ g", "weight_gradient", 2, 1, 2, "mean"),
        ("g.sum(axis=0)", "bias_gradient", 2, 1, 2, "mean"),
        ("g @ W2.T", "activation_gradient", 1, 1, 2 / 7, "none"),
        ("z1 > 0", "activation_derivative", 1, 1, 1, "none"),
        ("da1 * (z1 > 0)", "delta", 1, 1, 2 / 7, "none"),
        ("X.T @ dz1", "weight_gradient", 1, 1, 2, "mean"),
        ("0.05 * db2", "update", 2, 1, 0.05 * 2 / 7, "sum"),
        ("np.mean(np.sum((a2 - Y) ** 2, axis=1))", "loss", None, 1, 2, "mean"),
    ],
)
def test_arrays(arrays, expression, role, layer, sign, scale, reduction):
    found = arrays[expression, role, layer].relation
    assert (found.sign, found.scale, found.reduction) == (sign, pytest.approx(scale), reduction)


def test_the_sign_of_a_descent_direction(points):
    text = ARRAYS.replace("(a2 - Y) / len", "(Y - a2) / len").replace("-= 0.05", "+= 0.05")
    found = told(text, points)
    assert found["a1.T @ g", "weight_gradient", 2].relation.sign == -1
    assert found["a1.T @ g", "weight_gradient", 2].formula == "−2 ∂L/∂W₂ = −2 a₁ᵀδ₂"


def test_names_and_an_example_are_told(arrays):
    label = arrays["g @ W2.T", "activation_gradient", 1]
    assert label.names == ("da1",)
    assert len(label.example) <= 30 and label.example.startswith("[")


def test_a_wrong_value_has_no_label(points):
    right, wrong = "da1 * (z1 > 0)", "da1 * (a1 + 1)"
    found = told(ARRAYS.replace(right, wrong), points)
    assert not [key for key in found if key[0] == wrong]
    assert ("X.T @ dz1", "weight_gradient", 1) not in found
    assert ("a1.T @ g", "weight_gradient", 2) in found


def test_a_transposed_gradient_is_none(points):
    text = ARRAYS.replace("(3, 4)", "(3, 3)").replace("size=4", "size=3").replace("(4, 2)", "(3, 2)")
    assert ("X.T @ dz1", "weight_gradient", 1) in told(text, points)
    wrong = text.replace("(X.T @ dz1)", "(dz1.T @ X)")
    assert ("dz1.T @ X", "weight_gradient", 1) not in told(wrong, points)


def test_nothing_is_called_the_update_of_what_fails(points):
    held = points(ARRAYS, "half_squared_error")
    every = [label.layer for label in labels(ARRAYS, held) if label.role == "update"]
    some = [label.layer for label in labels(ARRAYS, held, failing=held[0][0].parameters[:2]) if label.role == "update"]
    assert len(some) < len(every)


def test_columns_are_characters_where_letters_take_several_bytes(points):
    text = LOOPS.replace("w2[k][-1] -= rate * d2[k]", 'é = "ß"; w2[k][-1] -= rate * d2[k]')
    assert ("w2[k][-1] -= rate * d2[k]", "update", 2) in told(text, points)


def test_factors_end_where_they_stand_where_letters_take_several_bytes(points):
    text = (
        "import numpy as np\nrng = np.random.default_rng(0)\nX = rng.normal(size=(5, 3)); t = X[:, :1] * 1.0\n"
        "W = rng.normal(size=(3, 1))\nfor i in range(8):\n    ŷ = 1 / (1 + np.exp(-(X @ W)))\n"
        "    δ = 2 * ŷ * (1 - ŷ) * (ŷ - t)\n    W -= 0.1 * X.T @ δ\n"
    )
    assert ("ŷ * (1 - ŷ)", "activation_derivative", 1) in told(text, points)


FOLDED = """
import numpy as np
rng = np.random.default_rng(0)
rows, wanted = rng.normal(size=(6, 2)), rng.normal(size=(6, 2))
W, V = rng.normal(size=(3, 3)), rng.normal(size=(2, 4))
for turn in range(30):
    x, t = np.r_[1, rows[turn % 6]], wanted[turn % 6]
    h = 1 / (1 + np.exp(-(W @ x)))
    k = np.r_[1, h]
    a = 1 / (1 + np.exp(-(V @ k)))
    d = (a - t) * a * (1 - a)
    e = (h * (1 - h)) * (V[:, 1:].T @ d)
    V = np.subtract(V, 0.1 * (d[:, None] * k[None, :]))
    W = W - (0.1 * e[:, None]) * x[None, :]
"""


def test_a_delta_that_is_also_the_gradient_of_a_folded_bias(points):
    found = told(FOLDED, points)
    assert ("(a - t) * a * (1 - a)", "delta", 2) in found
    assert not [one for one in found if one[1] == "weight_gradient" and one[0] in ("d", "(a - t) * a * (1 - a)")]


def test_the_next_value_of_a_parameter_is_no_gradient(points):
    found = told(FOLDED, points)
    assert ("V = np.subtract(V, 0.1 * (d[:, None] * k[None, :]))", "update", 2) in found
    assert not [one for one in found if one[0].startswith("np.subtract") and one[1] == "weight_gradient"]


def test_a_run_of_factors_closes_its_brackets(points):
    assert all(text.count("(") == text.count(")") for text, _, _ in told(FOLDED, points))


def test_no_points_no_labels():
    assert labels("x = 1", []) == []


LISTS = """
import random
random.seed(29)

def product(A, B):
    return [[sum(a * b for a, b in zip(row, column)) for column in zip(*B)] for row in A]
def turned(A):
    return [list(row) for row in zip(*A)]
def minus(A, B):
    return [[a - b for a, b in zip(r, s)] for r, s in zip(A, B)]
def times(c, A):
    return [[c * a for a in row] for row in A]
def relu(A):
    return [[a if a > 0 else 0.0 for a in row] for row in A]
def each(A, B):
    return [[a * b for a, b in zip(row, line)] for row, line in zip(A, B)]
def passed(A, Z):
    return [[a if z > 0 else 0.0 for a, z in zip(row, line)] for row, line in zip(A, Z)]
def slopes(Z):
    return [[1.0 if z > 0 else 0.0 for z in line] for line in Z]

X = [[random.gauss(0, 1) for _ in range(3)] for _ in range(6)]
T = [[random.gauss(0, 1), random.gauss(0, 1)] for _ in range(6)]
V = [[random.gauss(0, 1) for _ in range(4)] for _ in range(3)]
W = [[random.gauss(0, 1) for _ in range(2)] for _ in range(4)]
rate = 0.01
for k in range(9):
    Z = product(X, V)
    H = relu(Z)
    E = minus(product(H, W), T)
    dW = product(turned(H), E)
    B = product(E, turned(W))
    dV = product(turned(X), passed(B, Z))
    W = minus(W, times(rate, dW))
    V = minus(V, times(rate, dV))
"""


@pytest.mark.parametrize(
    ("expression", "role", "layer"),
    [
        ("product(X, V)", "pre_activation", 1),
        ("relu(Z)", "activation", 1),
        ("minus(product(H, W), T)", "activation_gradient", 2),
        ("product(turned(H), E)", "weight_gradient", 2),
        ("product(E, turned(W))", "activation_gradient", 1),
        ("passed(B, Z)", "delta", 1),
        ("times(rate, dW)", "update", 2),
        ("minus(V, times(rate, dV))", "update", 1),
    ],
)
def test_calls_that_give_lists_of_numbers(points, expression, role, layer):
    assert (expression, role, layer) in told(LISTS, points)


def test_slopes_by_a_branch(points):
    found = told(LISTS.replace("passed(B, Z)", "each(B, slopes(Z))"), points)
    assert ("slopes(Z)", "activation_derivative", 1) in found and ("each(B, slopes(Z))", "delta", 1) in found


def test_inputs_that_are_numbers_without_a_node(points):
    script = """
    import math
    import random
    random.seed(2)
    w, b, v = [random.gauss(0, 1) for _ in range(3)], [0.1, 0.2, 0.3], [random.gauss(0, 1) for _ in range(3)]
    for k in range(9):
        x = (k - 4) / 3
        h = [math.tanh(w[j] * x + b[j]) for j in range(3)]
        e = v[0] * h[0] + v[1] * h[1] + v[2] * h[2] - 0.3 * x
        d = [e * v[j] * (1 - h[j] ** 2) for j in range(3)]
        for j in range(3):
            v[j] -= 0.01 * (e * h[j])
            w[j] -= 0.01 * (d[j] * x)
            b[j] -= 0.01 * d[j]
    """
    found = told("\n".join(line[4:] for line in script.split("\n")), points)
    assert ("d[j] * x", "weight_gradient", 1) in found and ("math.tanh(w[j] * x + b[j])", "activation", 1) in found
    assert ("e * v[j] * (1 - h[j] ** 2)", "delta", 1) in found


def test_a_part_of_what_is_subtracted_with_the_rate_in_it(loops, points):
    found = told(LOOPS.replace("rate * d2[k] * h[j]", "0.5 * rate * d2[k] * h[j]"), points)
    assert ("rate * d2[k] * h[j]", "update", 2) in found and ("d2[k] * h[j]", "weight_gradient", 2) in found
