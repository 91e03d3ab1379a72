# nn_from_scratch.py -- part 3 of my series "no frameworks please"
# import it:   from nn_from_scratch import *
import numpy as np


def make_network(sizes, seed=None):
    rng = np.random.default_rng(seed)
    return [
        {"W": rng.standard_normal((n_in, n_out)) / np.sqrt(n_in), "b": np.zeros(n_out)}
        for n_in, n_out in zip(sizes[:-1], sizes[1:])
    ]


def squash(z):
    return 1.0 / (1.0 + np.exp(-z))


def run(network, x):
    """returns ALL activations, the input is number 0"""
    acts = [x]
    for layer in network:
        acts.append(squash(acts[-1] @ layer["W"] + layer["b"]))
    return acts


def cost(network, x, t):
    return 0.5 * np.sum((run(network, x)[-1] - t) ** 2) / len(x)


def backprop(network, acts, t):
    grads = []
    back = (acts[-1] - t) / len(t)
    for layer, a_in, a_out in zip(reversed(network), reversed(acts[:-1]), reversed(acts[1:])):
        delta = back * a_out * (1 - a_out)
        grads.append({"W": a_in.T @ delta, "b": delta.sum(axis=0)})
        back = delta @ layer["W"].T
    return grads[::-1]


def descend(network, grads, rate):
    for layer, g in zip(network, grads):
        layer["W"] -= rate * g["W"]
        layer["b"] -= rate * g["b"]


def train(network, x, t, rate=1.0, steps=1000):
    history = []
    for _ in range(steps):
        acts = run(network, x)
        descend(network, backprop(network, acts, t), rate)
        history.append(cost(network, x, t))
    return history
