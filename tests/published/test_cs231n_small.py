"""Stanford's CS231n: the circuits of its lesson on backpropagation, and the toy network of its first assignment."""

import numpy as np

import clearprop as cp
from tests.published.conftest import Published


def test_a_sum_times_z(published: Published) -> None:
    d = cp.derive(lambda x, y, z: (x + y) * z, -2.0, 5.0, -4.0)
    published("(x + y) z at -2, 5, -4: f", "-12", d.value)
    published("its gradient", "-4 -4 3", [d.gradients[name] for name in "xyz"])


def test_a_neuron(published: Published) -> None:
    def neuron(w, x):
        return 1 / (1 + np.exp(-(w[0] * x[0] + w[1] * x[1] + w[2])))

    d = cp.derive(neuron, np.array([2.0, -3.0, -3.0]), np.array([-1.0, -2.0]))
    published("sigmoid neuron, w 2 -3 -3, x -1 -2: output", "0.73", d.value)
    published("its gradient, w", "-0.20 -0.39 0.20", d.gradients["w"])
    published("its gradient, x", "0.39 -0.59", d.gradients["x"])


def test_the_toy_network(published: Published) -> None:
    """4-10-3, ReLU and softmax, five rows; the weights come from seed 0 of NumPy's old stream, the rows from seed 1."""
    stream, rows = np.random.RandomState(0), np.random.RandomState(1)
    net = cp.Network([4, 10, 3], activation="relu", output="softmax")
    net.parameters.update({"W1": 0.1 * stream.randn(4, 10), "W2": 0.1 * stream.randn(10, 3)})
    net.parameters.update({"b1": np.zeros(10), "b2": np.zeros(3)})
    d = net.derive(10 * rows.randn(5, 4), [0, 1, 2, 2, 1])
    published("toy network, first scores", "-0.81233741 -1.27654624 -0.70335995", d.numbers["z2"][0])
    squares = sum(np.sum(net.parameters[name] ** 2) for name in ("W1", "W2"))
    published("toy network, loss with .05 of the squared weights", "1.30378789133", d.value + 0.05 * squares)
