"""Numba: loops over rows and units for one row at a time, NumPy's own products otherwise, the epoch one compiled call."""

from typing import Any

import numpy as np
from numba import njit

from benchmarks.peers.peer import Peer

FAST = {"fastmath": True, "cache": True, "error_model": "numpy"}
RELU, TANH, SIGMOID, IDENTITY, SOFTMAX = range(5)
KINDS = {"relu": RELU, "tanh": TANH, "sigmoid": SIGMOID, "identity": IDENTITY, "softmax": SOFTMAX}


class NumbaPeer(Peer):
    def begin(self, parameters: list[np.ndarray]) -> None:
        cell, number = self.cell, np.dtype(self.cell.dtype).type
        self.Ws = tuple(np.array(W) for W in parameters[::2])
        self.bs = tuple(np.array(b) for b in parameters[1::2])
        self.kept = [tuple(map(np.zeros_like, arrays)) for arrays in (self.Ws, self.Ws, self.bs, self.bs)]
        rooms = [np.empty((cell.batch, size), cell.dtype) for size in cell.sizes[1:]]
        self.a, self.delta = tuple(rooms), tuple(np.empty_like(room) for room in rooms)
        self.gradients = tuple(np.empty_like(W) for W in self.Ws)
        self.numbers = number(cell.learning_rate), number(0.9), number(0.1), number(0.999), number(0.001), number(1e-8)
        self.run = one_hidden(*cell.sizes) if cell.batch == 1 and cell.parameters < 1_000 else products
        self.updates = 0

    def epoch(self, order: np.ndarray | None) -> float:
        cell = self.cell
        kinds = KINDS[cell.hidden], KINDS[cell.output]
        given = self.x, self.y, np.arange(len(self.x)) if order is None else order
        rooms = self.a, self.delta, self.gradients
        adam = cell.optimizer == "adam"
        loss = self.run(
            *given, self.Ws, self.bs, *self.kept, *rooms, cell.batch, *kinds, adam, self.numbers, self.updates
        )
        self.updates += cell.updates
        return float(loss) / cell.updates

    def weights(self) -> list[np.ndarray]:
        return [array.copy() for pair in zip(self.Ws, self.bs, strict=True) for array in pair]


@njit(**FAST)
def products(X, Y, order, Ws, bs, mW, vW, mb, vb, a, delta, gradients, batch, hidden, output, adam, numbers, updates):
    """The sum over batches of their mean losses; the products are NumPy's, all else loops."""
    total, last = 0.0, len(Ws) - 1
    x, y = np.empty((batch, X.shape[1]), X.dtype), np.empty((batch, Y.shape[1]), Y.dtype)
    for start in range(0, len(order), batch):
        for row in range(batch):
            x[row] = X[order[start + row]]
            y[row] = Y[order[start + row]]
        for l in range(last + 1):
            np.dot(x if l == 0 else a[l - 1], Ws[l], a[l])
            activate(a[l], bs[l], hidden if l < last else output)
        total += loss_and_delta(a[last], y, delta[last], output) / batch
        updates += 1
        for l in range(last, -1, -1):
            np.dot((x if l == 0 else a[l - 1]).T, delta[l], gradients[l])
            if l > 0:
                np.dot(delta[l], Ws[l].T, delta[l - 1])
                through(a[l - 1], delta[l - 1], hidden)
            first, second = corrections(adam, updates)
            update(Ws[l].ravel(), gradients[l].ravel(), mW[l].ravel(), vW[l].ravel(), adam, numbers, first, second)
            update_bias(bs[l], delta[l], mb[l], vb[l], adam, numbers, first, second)
    return total


@njit(**FAST)
def activate(z, b, kind):
    """In place: z + b, and what the activation makes of it."""
    for row in range(z.shape[0]):
        for j in range(z.shape[1]):
            here = z[row, j] + b[j]
            if kind == RELU:
                here = max(here, z.dtype.type(0))
            elif kind == TANH:
                here = np.tanh(here)
            elif kind == SIGMOID:
                here = 1 / (1 + np.exp(-here))
            z[row, j] = here
        if kind == SOFTMAX:
            most = z[row].max()
            for j in range(z.shape[1]):
                z[row, j] = np.exp(z[row, j] - most)
            z[row] /= z[row].sum()


@njit(**FAST)
def loss_and_delta(a, y, delta, kind):
    """The sum of the rows' losses; the derivative of their mean by what the last product gave."""
    total, rows = 0.0, a.dtype.type(a.shape[0])
    for row in range(a.shape[0]):
        for j in range(a.shape[1]):
            difference = a[row, j] - y[row, j]
            delta[row, j] = difference / rows
            if kind == SOFTMAX:
                total -= y[row, j] * np.log(a[row, j]) if y[row, j] else 0.0
            else:
                total += difference * difference / 2
                if kind == SIGMOID:
                    delta[row, j] *= a[row, j] * (1 - a[row, j])
    return total


@njit(**FAST)
def through(a, delta, kind):
    """In place: delta times the activation's derivative, which its result tells."""
    for row in range(a.shape[0]):
        for j in range(a.shape[1]):
            if kind == RELU:
                delta[row, j] = delta[row, j] if a[row, j] > 0 else a.dtype.type(0)
            elif kind == TANH:
                delta[row, j] *= 1 - a[row, j] * a[row, j]
            else:
                delta[row, j] *= a[row, j] * (1 - a[row, j])


@njit(**FAST)
def corrections(adam, updates):
    return (1 / (1 - 0.9**updates), 1 / np.sqrt(1 - 0.999**updates)) if adam else (1.0, 1.0)


@njit(**FAST)
def update(p, g, m, v, adam, numbers, first, second):
    rate, keep1, add1, keep2, add2, epsilon = numbers
    rate, second = p.dtype.type(rate * first), p.dtype.type(second)
    if not adam:
        for n in range(p.size):
            p[n] -= rate * g[n]
        return
    for n in range(p.size):
        m[n] = keep1 * m[n] + add1 * g[n]
        v[n] = keep2 * v[n] + add2 * g[n] * g[n]
        p[n] -= rate * m[n] / (np.sqrt(v[n]) * second + epsilon)


@njit(**FAST)
def update_bias(b, delta, m, v, adam, numbers, first, second):
    g = delta[0].copy()
    for row in range(1, delta.shape[0]):
        g += delta[row]
    update(b, g, m, v, adam, numbers, first, second)


def one_hidden(inputs: int, units: int, outputs: int) -> Any:
    """The same for one row at a time of sigmoids with one hidden layer: loops only, over sizes that are constants."""

    @njit(**FAST)
    def epoch(X, Y, order, Ws, bs, mW, vW, mb, vb, a, delta, gradients, batch, hidden, output, adam, numbers, updates):
        W1, W2, dW1, dW2 = Ws[0], Ws[1], gradients[0], gradients[1]
        a1, a2, delta1, delta2 = a[0][0], a[1][0], delta[0][0], delta[1][0]
        flat1 = W1.ravel(), dW1.ravel(), mW[0].ravel(), vW[0].ravel()
        flat2 = W2.ravel(), dW2.ravel(), mW[1].ravel(), vW[1].ravel()
        b1, b2, mb1, mb2, vb1, vb2 = bs[0], bs[1], mb[0], mb[1], vb[0], vb[1]
        total = 0.0
        for row in order:
            for j in range(units):
                z = b1[j]
                for i in range(inputs):
                    z += X[row, i] * W1[i, j]
                a1[j] = 1 / (1 + np.exp(-z))
            for k in range(outputs):
                z = b2[k]
                for j in range(units):
                    z += a1[j] * W2[j, k]
                a2[k] = 1 / (1 + np.exp(-z))
                difference = a2[k] - Y[row, k]
                total += difference * difference / 2
                delta2[k] = difference * a2[k] * (1 - a2[k])
            for j in range(units):
                upstream = a1.dtype.type(0)
                for k in range(outputs):
                    upstream += delta2[k] * W2[j, k]
                    dW2[j, k] = a1[j] * delta2[k]
                delta1[j] = upstream * a1[j] * (1 - a1[j])
            for i in range(inputs):
                for j in range(units):
                    dW1[i, j] = X[row, i] * delta1[j]
            updates += 1
            first, second = corrections(adam, updates)
            update(*flat1, adam, numbers, first, second)
            update(*flat2, adam, numbers, first, second)
            update(b1, delta1, mb1, vb1, adam, numbers, first, second)
            update(b2, delta2, mb2, vb2, adam, numbers, first, second)
        return total

    return epoch
