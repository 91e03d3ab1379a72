import numpy as np

LEAK = 0.1


def leaky(z):
    return np.where(z > 0, z, LEAK * z)


def leaky_slope(z):
    return np.where(z > 0, 1.0, LEAK)


def batches(x, y, size, rng):
    order = rng.permutation(len(x))
    for start in range(0, len(x), size):
        chosen = order[start:start + size]
        yield x[chosen], y[chosen]


def signals_of(weights, biases, x):
    """z and a of every layer, the input first."""
    signals = [(None, x)]
    for number, (w, b) in enumerate(zip(weights, biases)):
        z = signals[-1][1] @ w + b
        a = z if number == len(weights) - 1 else leaky(z)
        signals.append((z, a))
    return signals


def gradients(weights, biases, signals, x, y):
    delta = (signals[-1][1] - y) / len(x)
    for number in range(len(weights) - 1, -1, -1):
        below_z, below = signals[number]
        yield number, below.T @ delta, delta.sum(axis=0)
        if number:
            delta = (delta @ weights[number].T) * leaky_slope(below_z)


rng = np.random.default_rng(30)
x_all = rng.normal(size=(15, 2))
y_all = x_all[:, :1] * 0.5 - np.abs(x_all[:, 1:])
weights = [rng.normal(size=shape) * 0.6 for shape in ((2, 5), (5, 3), (3, 1))]
biases = [rng.normal(size=n) * 0.1 for n in (5, 3, 1)]
batches_seen = 0
for epoch in range(6):
    for x, y in batches(x_all, y_all, 5, rng):
        signals = signals_of(weights, biases, x)
        for position, dw, db in list(gradients(weights, biases, signals, x, y)):
            weights[position] -= 0.1 * dw
            biases[position] -= 0.1 * db
        batches_seen += 1
    out = signals_of(weights, biases, x_all)[-1][1]
    print(epoch, np.mean((out - y_all) ** 2))
