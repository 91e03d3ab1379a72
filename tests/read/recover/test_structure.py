"""Layers and their sizes, numbers that stay, other training, parameters that are updated at different times."""

import numpy as np
import pytest

from clearprop.read.recover.graph import Graph
from clearprop.read.recover.network import layers, parameters
from clearprop.read.recover.other_training import other_training
from clearprop.read.recover.steps import NotFollowed, recovered
from tests.read.recover.scripts import fit_of, points_of, run_of

ROWS = """
import numpy as np
np.random.seed(0)
X = np.random.randn(12, 3); Y = np.random.rand(12, 2)
W = np.random.randn(3, 4) * 0.5; b = np.zeros(4); V = np.random.randn(4, 2) * 0.5; c = np.zeros(2)
for turn in range(6):
    a = {activation}
    o = a @ V + c
    d = (o - Y) / 12; e = d @ V.T * {slope}
    V -= 0.1 * a.T @ d; c -= 0.1 * d.sum(0); W -= 0.1 * X.T @ e; b -= 0.1 * e.sum(0)
"""
COLUMNS = """
import numpy as np
np.random.seed(0)
X = np.random.randn(3, 12); Y = np.random.rand(2, 12)
W = np.random.randn(3, 3) * 0.5; b = np.zeros((3, 1)); V = np.random.randn(2, 3) * 0.5; c = np.zeros((2, 1))
for turn in range(6):
    a = np.tanh(W @ X + b)
    o = V @ a + c
    d = (o - Y) / 12; e = V.T @ d * (1 - a**2)
    V -= 0.1 * d @ a.T; c -= 0.1 * d.sum(1, keepdims=True); W -= 0.1 * e @ X.T; b -= 0.1 * e.sum(1, keepdims=True)
"""


@pytest.mark.parametrize(
    ("activation", "slope", "name"),
    [
        ("np.tanh(X @ W + b)", "(1 - a**2)", "tanh"),
        ("np.maximum(0, X @ W + b)", "(a > 0)", "relu"),
        ("(lambda z: np.where(z > 0, z, 0.1 * z))(X @ W + b)", "np.where(a > 0, 1, 0.1)", "leaky_relu"),
        ("1 / (1 + np.exp(-(X @ W + b)))", "a * (1 - a)", "sigmoid"),
    ],
)
def test_layers_of_rows(activation, slope, name):
    script = ROWS.format(activation=activation, slope=slope)
    found = layers(points_of(script))
    assert [(one.inputs, one.units, one.activation) for one in found] == [(3, 4, name), (4, 2, "identity")]
    assert fit_of(script).holds


def test_layers_of_columns_with_as_many_units_as_inputs():
    found = layers(points_of(COLUMNS))
    assert [(one.inputs, one.units) for one in found] == [(3, 3), (3, 2)]


def test_one_unit_with_a_vector_of_predictions():
    (found,) = layers(
        points_of("""
        import numpy as np
        np.random.seed(1)
        X = np.random.randn(9, 3); y = X[:, 0]
        w = np.zeros(3)
        for turn in range(6):
            w -= 0.1 * X.T @ (X @ w - y) / 9
        """)
    )
    assert (found.inputs, found.units) == (3, 1)


RELU = "np.maximum(0, X @ W + b)", "(a > 0)"


def test_a_bias_that_stays():
    script = ROWS.format(activation=RELU[0], slope=RELU[1]).replace("; b -= 0.1 * e.sum(0)", "")
    run = run_of(script)
    (node,) = run.frozen
    assert np.shape(run.graph.values[node]) == (4,)
    found = {one.name: one for one in parameters(run, points_of(script))}
    assert found["b"].updated is False and found["b"].layer == 1 and found["b"].holds == "bias"
    assert found["W"].updated


def test_a_layer_that_stays():
    script = ROWS.format(activation=RELU[0], slope=RELU[1]).replace(" W -= 0.1 * X.T @ e; b -= 0.1 * e.sum(0)", "")
    assert {one.name for one in parameters(run_of(script), points_of(script)) if not one.updated} == {"W", "b"}


@pytest.mark.parametrize("script", [ROWS.format(activation=RELU[0], slope=RELU[1]), COLUMNS])
def test_nothing_else_stays(script):
    assert run_of(script).frozen == []


DROPOUT = ROWS.format(activation="np.maximum(0, X @ W + b) * mask / 0.7", slope="(a > 0) * mask / 0.7").replace(
    "    a =", "    mask = np.random.rand(12, 4) < 0.7\n    a ="
)


def test_masks_are_made_anew_and_no_parameters():
    assert run_of(DROPOUT).frozen == []
    assert fit_of(DROPOUT).holds


def test_a_scale_left_out_going_back_is_noticed():
    assert not fit_of(DROPOUT.replace("(a > 0) * mask / 0.7", "(a > 0) * mask")).holds


PERCEPTRON = """
import random
random.seed(1)
def step(v):
    if v >= 0:
        return 1
    return 0
rows = [([random.random(), random.random()], k % 2) for k in range(6)]
w = [0.1, -0.2]; b = 0.05
for turn in range(4):
    for x, wanted in rows:
        error = wanted - step(w[0] * x[0] + w[1] * x[1] + b)
        w[0] += 0.1 * error * x[0]; w[1] += 0.1 * error * x[1]; b += 0.1 * error
"""


def test_a_step_function_has_no_gradient():
    reason = other_training(points_of(PERCEPTRON))
    assert reason is not None and "step function (line" in reason


SIGN = """
import numpy as np
rows = np.array([[0.2, 0.7], [0.9, 0.1], [-0.4, 0.3], [0.6, -0.8]])
wanted = np.array([1.0, -1.0, 1.0, -1.0])
w = np.array([0.1, -0.2]); b = 0.05
for turn in range(4):
    for x, t in zip(rows, wanted):
        error = t - np.sign(w @ x + b)
        w = w + 0.1 * error * x; b = b + 0.1 * error
"""


def test_a_sign_has_none_either():
    reason = other_training(points_of(SIGN))
    assert reason is not None and "step function (line" in reason


def test_other_scripts_have_one():
    assert other_training(points_of(COLUMNS)) is None


LOOKED_UP = """
import numpy as np
np.random.seed(9)
E = np.random.randn(4, 3) * 0.5; O = np.random.randn(3, 4) * 0.5
for turn in range(5):
    for c, t in [(0, 1), (1, 2), (2, 3), (3, 0)]:
        h = E[c]; u = h @ O; p = np.exp(u); p /= p.sum()
        e = p.copy(); e[t] -= 1
        back = O @ e
        O -= 0.1 * np.outer(h, e); E[c] -= 0.1 * back
"""


def test_rows_that_are_updated_only_when_they_are_looked_up():
    fit = fit_of(LOOKED_UP)
    assert fit.holds and fit.loss == "cross_entropy"
    assert not fit_of(LOOKED_UP.replace("back = O @ e", "back = O @ e * h")).holds


SHORTCUT = ROWS.format(activation="np.tanh(X @ W + b)", slope="(1 - a**2)").replace(
    "    o = a @ V + c\n", "    s = np.tanh(a @ S)\n    o = (s + a) @ V + c\n"
).replace("V = np.random", "S = np.random.randn(4, 4) * 0.5; V = np.random").replace(
    "    d = (o - Y) / 12; e = d @ V.T * (1 - a**2)\n",
    "    d = (o - Y) / 12; r = d @ V.T; q = r * (1 - s**2); e = (r + q @ S.T) * (1 - a**2); S -= 0.1 * a.T @ q\n",
).replace("V -= 0.1 * a.T @ d", "V -= 0.1 * (s + a).T @ d")  # fmt: skip


@pytest.mark.parametrize(
    ("script", "names"), [(DROPOUT, ["relu", "identity"]), (SHORTCUT, ["tanh", "tanh", "identity"])]
)
def test_what_is_done_to_an_activation_afterwards_is_no_part_of_it(script, names):
    assert [one.activation for one in layers(points_of(script))] == names


def test_a_pre_activation_overwritten_where_it_is_negative():
    script = ROWS.format(activation="X @ W + b\n    a[a < 0] = 0", slope="(a > 0)")
    assert [one.activation for one in layers(points_of(script))] == ["relu", "identity"]


NUMBERS = """
import math, random
random.seed(3)
W = [[random.gauss(0, 1), random.gauss(0, 1)] for j in range(3)]; b = [0.1, 0.2, 0.3]
v = [random.gauss(0, 1) for j in range(3)]
for k in range(9):
    x = [{inputs}]
    z = [W[j][0] * x[0] + W[j][1] * x[1] + b[j] for j in range(3)]
    h = [{activation} for j in range(3)]
    e = v[0] * h[0] + v[1] * h[1] + v[2] * h[2] - 0.3 * k
    for j in range(3):
        d = e * v[j] * {slope}
        v[j] -= 0.01 * e * h[j]
        W[j][0] -= 0.01 * d * x[0]
        W[j][1] -= 0.01 * d * x[1]
        b[j] -= 0.01 * d
"""


def test_inputs_that_are_numbers_made_of_integers():
    script = NUMBERS.format(inputs="k / 4, (k - 3) / 2", activation="math.tanh(z[j])", slope="(1 - h[j] ** 2)")
    found = [(one.inputs, one.units, one.activation) for one in layers(points_of(script))]
    assert found == [(2, 3, "tanh"), (3, 1, "identity")]


def test_relu_by_a_branch():
    random = "random.gauss(0, 1), random.gauss(0, 1)"
    script = NUMBERS.format(inputs=random, activation="z[j] if z[j] > 0 else 0.0", slope="(1.0 if z[j] > 0 else 0.0)")
    assert [one.activation for one in layers(points_of(script))] == ["relu", "identity"]


def test_one_vector_that_holds_every_layer():
    script = """
    import numpy as np
    rng = np.random.default_rng(0)
    X = rng.normal(size=(9, 3)); Y = rng.normal(size=(9, 1))
    p = rng.normal(size=21); g = np.zeros(21)
    W, b, V, c = p[:12].reshape(3, 4), p[12:16], p[16:20].reshape(4, 1), p[20:]
    G, h, H, k = g[:12].reshape(3, 4), g[12:16], g[16:20].reshape(4, 1), g[20:]
    for turn in range(6):
        a = np.tanh(X @ W + b)
        d = a @ V + c - Y
        e = d @ V.T * (1 - a**2)
        G[:] = X.T @ e; h[:] = e.sum(0); H[:] = a.T @ d; k[:] = d.sum(0)
        p -= 0.01 * g
    """
    found = parameters(run_of(script), points_of(script))
    told = sorted((one.layer, one.holds, one.shape) for one in found)
    assert told == [(1, "bias", (4,)), (1, "weights", (3, 4)), (2, "bias", (1,)), (2, "weights", (4, 1))]


def test_a_bias_among_the_weights_of_a_column_of_ones():
    script = """
    import numpy as np
    rng = np.random.default_rng(0)
    X = np.hstack([np.ones((9, 1)), rng.normal(size=(9, 2))]); y = rng.normal(size=9)
    w = rng.normal(size=3)
    for turn in range(6):
        w = w - 0.01 * X.T @ (X @ w - y)
    """
    points = points_of(script)
    assert [one.holds for one in parameters(run_of(script), points)] == ["both"]
    assert [one.inputs for one in layers(points)] == [2]


def test_a_list_that_holds_itself_does_not_stop_the_recording():
    script = ROWS.format(activation="np.tanh(X @ W + b)", slope="(1 - a**2)")
    seen = "seen = []; seen.append(seen)\ndef kept():\n    return seen\n"
    run = run_of(script.replace("for turn", seen + "for turn") + "    kept()\n")
    assert len(run.parameters) == 4


WHOLE_NUMBERS = """
import numpy as np
X = np.array([[2.0, 0.5, 1.0], [2.0, -2.0, 1.0], [1.0, -2.0, -1.0]]); y = np.array([-1.0, 1.0, 1.0])
w = np.array([1, 0, 1])
for turn in range(6):
    w = np.add(w, 0.25 * X.T @ (y - X @ w), out=w, casting="unsafe")
"""


def test_floats_added_to_whole_numbers_are_cut_off():
    with pytest.raises(NotFollowed, match="whole numbers"):
        run_of(WHOLE_NUMBERS)
    run_of(WHOLE_NUMBERS.replace("[1, 0, 1]", "[1.0, 0.0, 1.0]"))


ONE_FOR_ALL = """
import numpy as np
np.random.seed(0)
X = np.random.randn(4, 3); y = np.random.rand(4, 1)
A = np.random.randn(3, 5); B = np.random.randn(5, 1)
for turn in range(6):
    h = np.tanh(X @ A)
    o = h @ B
    d = o[0] - y
    B -= 0.1 * np.sum(d) * h[:1].T
    A -= 0.1 * np.sum(d) * X[:1].T @ (B.T * (1 - h[:1] ** 2))
"""


def test_one_prediction_may_meet_the_targets_of_all_rows():
    fit = fit_of(ONE_FOR_ALL.replace("B -= 0.1", "b = B.copy(); B -= 0.1").replace("(B.T", "(b.T"))
    assert fit.holds and fit.loss == "half_squared_error"


def test_steps_whose_values_were_not_sent_are_left_out():
    run = run_of(ROWS.format(activation="np.tanh(X @ W + b)", slope="(1 - a**2)"))
    tape = run.graph.tape
    tape.absent = [run.steps[2].meetings[0].prediction]
    again = recovered(Graph(tape), run.text)
    assert [step.number for step in again.steps] == [step.number for step in run.steps if step.number != 2]
    tape.absent = [step.meetings[0].prediction for step in run.steps]
    with pytest.raises(NotFollowed, match="too large"):
        recovered(Graph(tape), run.text)
