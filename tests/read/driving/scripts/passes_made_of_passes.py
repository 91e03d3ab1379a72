"""Forward and backward passes of a network, made of those of a layer; no loop."""

import numpy as np


def initialize_layers(sizes):
    return {f"W{n}": np.random.randn(b, a) * 0.5 for n, (a, b) in enumerate(zip(sizes[:-1], sizes[1:]), 1)}


def layer_forward(A, W):
    return np.tanh(W @ A), (A, W)


def model_forward(X, parameters):
    caches, A = [], X
    for n in range(1, len(parameters) + 1):
        A, cache = layer_forward(A, parameters[f"W{n}"])
        caches.append(cache)
    return A, caches


def layer_backward(dA, out, cache):
    A, W = cache
    dZ = dA * (1 - out**2)
    return W.T @ dZ, dZ @ A.T


def model_backward(AL, Y, caches):
    grads, dA, out = {}, AL - Y, AL
    for n in reversed(range(len(caches))):
        dA, grads[f"dW{n + 1}"] = layer_backward(dA, out, caches[n])
        out = caches[n][0]
    return grads


def update_parameters(parameters, grads, rate):
    for name in parameters:
        parameters[name] = parameters[name] - rate * grads["d" + name]
    return parameters


def predict(X, parameters):
    return model_forward(X, parameters)[0] > 0
