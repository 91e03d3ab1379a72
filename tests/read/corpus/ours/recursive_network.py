from math import exp, log
from random import Random

RATE = 0.5


def fire(unit, values):
    z = unit[0] + sum(w * v for w, v in zip(unit[1:], values))
    return 1 / (1 + exp(-z))


def guess(layers, values):
    if not layers:
        return values[0]
    return guess(layers[1:], [fire(unit, values) for unit in layers[0]])


def descend(layers, values, wanted):
    """Goes down to the last layer and comes back up with what the error asks of these values."""
    if not layers:
        a = values[0]
        return [(a - wanted) / (a * (1 - a))]
    layer = layers[0]
    outputs = [fire(unit, values) for unit in layer]
    errors = descend(layers[1:], outputs, wanted)
    deltas = [e * a * (1 - a) for e, a in zip(errors, outputs)]
    passed = [sum(unit[j + 1] * d for unit, d in zip(layer, deltas)) for j in range(len(values))]
    for unit, d in zip(layer, deltas):
        unit[0] -= RATE * d
        for j, v in enumerate(values):
            unit[j + 1] -= RATE * d * v
    return passed


def cross_entropy(layers, rows):
    total = 0.0
    for row, wanted in rows:
        a = guess(layers, row)
        total -= log(a) if wanted else log(1 - a)
    return total / len(rows)


rng = Random(9)
layers = [[[rng.uniform(-1, 1) for _ in range(n + 1)] for _ in range(m)] for n, m in ((2, 4), (4, 3), (3, 1))]
rows = [([0.1, 0.2], 0), ([0.9, 0.1], 1), ([0.2, 0.8], 1), ([0.8, 0.9], 0)]
steps = 0
for sweep in range(6):
    for row, wanted in rows:
        descend(layers, row, wanted)
        steps += 1
    print(sweep, cross_entropy(layers, rows))
