"""A network with one hidden layer learns XOR."""

import numpy as np

rng = np.random.default_rng(1)
X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
Y = np.array([[0.0], [1.0], [1.0], [0.0]])
W1, b1 = rng.normal(size=(2, 4)), np.zeros(4)
W2, b2 = rng.normal(size=(4, 1)), np.zeros(1)
rate = 0.1

for epoch in range(2000):
    z1 = X @ W1 + b1
    a1 = np.tanh(z1)
    prediction = a1 @ W2 + b2
    loss = np.mean((prediction - Y) ** 2)

    error = 2 * (prediction - Y) / len(X)
    dW2 = a1.T @ error
    db2 = error.sum(axis=0)
    hidden = error @ W2.T
    dW1 = X.T @ hidden
    db1 = hidden.sum(axis=0)

    W1 -= rate * dW1
    b1 -= rate * db1
    W2 -= rate * dW2
    b2 -= rate * db2

    if epoch % 500 == 0:
        print(epoch, loss)
