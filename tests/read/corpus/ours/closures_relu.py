import numpy as np

rng = np.random.default_rng(21)


def dense(n_in, n_out):
    weights = rng.standard_normal((n_in, n_out)) * np.sqrt(2 / n_in)
    shift = np.full(n_out, 0.1)
    kept = None

    def forward(values):
        nonlocal kept
        kept = values
        return values @ weights + shift

    def backward(delta, rate):
        nonlocal weights, shift
        passed = delta @ weights.T
        weights -= rate * (kept.T @ delta)
        shift -= rate * delta.sum(0)
        return passed

    return forward, backward


def rectifier():
    kept = None

    def forward(values):
        nonlocal kept
        kept = values
        return np.maximum(values, 0.0)

    def backward(gradient):
        return gradient * (kept > 0)

    return forward, backward


inputs = rng.uniform(-1, 1, (10, 2))
targets = np.abs(inputs[:, :1] - inputs[:, 1:])
first, first_back = dense(2, 6)
bend, bend_back = rectifier()
second, second_back = dense(6, 1)
for turn in range(12):
    guess = second(bend(first(inputs)))
    miss = guess - targets
    half = 0.5 * np.sum(miss * miss)
    first_back(bend_back(second_back(miss, 0.02)), 0.02)
    if turn % 3 == 0:
        print(turn, half)
