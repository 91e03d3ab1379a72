import numpy as np

rng = np.random.default_rng(123)
table = rng.normal(size=(30, 3))
prices = table @ np.array([1.5, -2.0, 0.5]) + 4.0 + rng.normal(0, 0.1, 30)
coefficients = np.zeros(3)
level = 0.0
ridge, step_size = 0.01, 0.1


def pieces(A, b, size):
    for start in range(0, len(A), size):
        yield A[start:start + size], b[start:start + size]


moves = 0
for epoch in range(8):
    for A, b in pieces(table, prices, 10):
        residual = A @ coefficients + level - b
        slope = A.T @ residual / len(b) + 2 * ridge * coefficients
        shift = residual.mean()
        coefficients = coefficients - step_size * slope
        level = level - step_size * shift
        moves += 1
    value = 0.5 * np.mean((table @ coefficients + level - prices) ** 2) + ridge * coefficients @ coefficients
    print(epoch, value)
