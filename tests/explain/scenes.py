"""Networks in the states that people ask about."""

import numpy as np

import clearprop as cp

RNG = np.random.default_rng(0)
X = RNG.normal(size=(5, 4))
Y = RNG.uniform(size=(5, 2))


def network(activation="tanh", **set_to):
    net = cp.Network([4, 3, 2], activation=activation, output="identity", loss="half_squared_error", seed=1)
    for name, values in set_to.items():
        net.parameters[name] = np.broadcast_to(np.asarray(values, float), net.parameters[name].shape).copy()
    return net


def dead():
    return network("relu", b1=[0, -100, 0])


def saturated():
    return network("tanh", b1=[0, 7, 0])


def deep(activation="sigmoid", times=1.0):
    net = cp.Network([4, *[6, 5] * 5, 2], activation=activation, output="identity", seed=1)
    for name in net.parameters:
        net.parameters[name] = net.parameters[name] * (times if name[0] == "W" else 1)
    return net


def line(w, b, x, y):
    return np.mean((x @ w + b - y) ** 2)


def along(x, y, w=0.0):
    """A line through the origin: each row's share of ∂L/∂w is -2 x y / m at w = 0."""
    return cp.derive(line, np.array([w]), np.zeros(1), np.array(x, float)[:, None], np.array(y, float), wrt=("w", "b"))


def fact(answer, kind):
    """The one fact of a kind."""
    (found,) = (fact for fact in answer.facts if fact.kind == kind)
    return found
