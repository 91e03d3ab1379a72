import math
import random


def affine(ws, bs, xs):
    return [sum(map(lambda w, x: w * x, row, xs)) + b for row, b in zip(ws, bs)]


def logistic(zs):
    return [1 / (1 + math.exp(-z)) for z in zs]


def moved(ws, ds, xs, rate):
    return [[w - rate * d * x for w, x in zip(row, xs)] for row, d in zip(ws, ds)]


def shifted(bs, ds, rate):
    return [b - rate * d for b, d in zip(bs, ds)]


def run(state, x):
    w1, b1, w2, b2 = state
    hidden = [math.tanh(z) for z in affine(w1, b1, x)]
    return hidden, logistic(affine(w2, b2, hidden))


def improved(state, x, t, rate=0.7):
    w1, b1, w2, b2 = state
    hidden, out = run(state, x)
    outer = [(o - y) * o * (1 - o) for o, y in zip(out, t)]
    blame = [sum(d * row[j] for d, row in zip(outer, w2)) for j in range(len(hidden))]
    inner = [e * (1 - h * h) for e, h in zip(blame, hidden)]
    return (
        moved(w1, inner, x, rate),
        shifted(b1, inner, rate),
        moved(w2, outer, hidden, rate),
        shifted(b2, outer, rate),
    )


def loss(state, pairs):
    return sum(sum((o - y) ** 2 for o, y in zip(run(state, x)[1], t)) for x, t in pairs) / 2


random.seed(17)
draw = lambda: random.gauss(0, 0.8)
state = (
    [[draw() for _ in range(2)] for _ in range(4)],
    [draw() for _ in range(4)],
    [[draw() for _ in range(4)] for _ in range(2)],
    [draw() for _ in range(2)],
)
pairs = [([0, 0], [0, 1]), ([0, 1], [1, 0]), ([1, 0], [1, 0]), ([1, 1], [0, 1])]
count = 0
for epoch in range(8):
    for x, t in pairs:
        state = improved(state, x, t)
        count += 1
    print(epoch, loss(state, pairs))
