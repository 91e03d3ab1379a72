import numpy as np

np.random.seed(10)
m = 40
X = np.random.uniform(-2, 2, (2, m))
Y = (X[0:1] * X[1:2] > 0).astype(float)

W1 = np.random.randn(6, 2) * 0.7
b1 = np.zeros((6, 1))
W2 = np.random.randn(4, 6) * 0.4
b2 = np.zeros((4, 1))
W3 = np.random.randn(1, 4) * 0.5
b3 = np.zeros((1, 1))

alpha = 0.3

for i in range(400):
    # Forward
    A1 = np.tanh(W1 @ X + b1)
    A2 = np.tanh(W2 @ A1 + b2)
    A3 = 1 / (1 + np.exp(-(W3 @ A2 + b3)))

    cost = -np.mean(Y * np.log(A3) + (1 - Y) * np.log(1 - A3))

    # Backward
    dZ3 = A3 - Y
    dW3 = dZ3 @ A2.T / m
    db3 = dZ3.mean(axis=1, keepdims=True)
    dA2 = W3.T @ dZ3
    dZ2 = dA2 * (1 - A2**2)
    dW2 = dZ2 @ A1.T / m
    db2 = dZ2.mean(axis=1, keepdims=True)
    dZ1 = W2.T @ dZ2
    dW1 = dZ1 @ X.T / m
    db1 = dZ1.mean(axis=1, keepdims=True)

    W1 -= alpha * dW1; b1 -= alpha * db1
    W2 -= alpha * dW2; b2 -= alpha * db2
    W3 -= alpha * dW3; b3 -= alpha * db3

    if i % 100 == 0:
        print('cost after', i, '=', cost)
