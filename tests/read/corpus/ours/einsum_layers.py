from dataclasses import dataclass

import numpy as np


@dataclass
class Dense:
    w: np.ndarray  # units by inputs
    b: np.ndarray


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / np.einsum("nk->n", e)[:, None]


def forward(layers, x):
    seen = [x]
    for layer in layers[:-1]:
        seen.append(np.tanh(np.einsum("ni,oi->no", seen[-1], layer.w) + layer.b))
    last = layers[-1]
    return seen, softmax(np.einsum("ni,oi->no", seen[-1], last.w) + last.b)


def backward(layers, seen, p, t):
    d = (p - t) / len(t)
    found = []
    for k in range(len(layers) - 1, -1, -1):
        dw = np.einsum("no,ni->oi", d, seen[k])
        db = np.einsum("no->o", d)
        found.append((dw, db))
        if k > 0:
            up = np.einsum("no,oi->ni", d, layers[k].w)
            d = up * (1 - seen[k] ** 2)
    return found[::-1]


gen = np.random.default_rng(41)
features = gen.normal(size=(18, 4))
classes = np.argmax(features[:, :3] + 0.3 * features[:, 1:], axis=1)
onehot = np.eye(3)[classes]
layers = [Dense(gen.normal(0, n ** -0.5, (m, n)), np.zeros(m)) for n, m in ((4, 6), (6, 5), (5, 3))]
shown = 0
for epoch in range(15):
    seen, p = forward(layers, features)
    loss = -np.einsum("nk,nk->", onehot, np.log(p)) / len(p)
    slopes = backward(layers, seen, p, onehot)
    for layer, (dw, db) in zip(layers, slopes):
        layer.w -= 0.4 * dw
        layer.b -= 0.4 * db
    shown += 1
    print(epoch, loss)
