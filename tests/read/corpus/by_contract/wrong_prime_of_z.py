import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def sigmoid_derivative(x):
    return x * (1 - x)


class NeuralNetwork:
    def __init__(self, sizes):
        self.weights = [np.random.randn(b, a) * 0.3 for a, b in zip(sizes, sizes[1:])]
        self.biases = [np.random.randn(b) * 0.1 for b in sizes[1:]]

    def train_one(self, x, y, lr):
        # forward, remember everything
        z1 = self.weights[0] @ x + self.biases[0]
        a1 = sigmoid(z1)
        z2 = self.weights[1] @ a1 + self.biases[1]
        a2 = sigmoid(z2)

        # backward
        delta2 = (a2 - y) * sigmoid_derivative(a2)
        delta1 = (self.weights[1].T @ delta2) * sigmoid_derivative(z1)

        self.weights[1] -= lr * np.outer(delta2, a1)
        self.biases[1] -= lr * delta2
        self.weights[0] -= lr * np.outer(delta1, x)
        self.biases[0] -= lr * delta1
        return 0.5 * np.sum((a2 - y) ** 2)


np.random.seed(3)
net = NeuralNetwork([4, 5, 2])
rows = np.random.rand(20, 4)
targets = np.stack([rows[:, 0] > rows[:, 1], rows[:, 2] > rows[:, 3]], axis=1).astype(float)
for epoch in range(50):
    err = sum(net.train_one(x, y, 0.02) for x, y in zip(rows, targets))
    if epoch % 10 == 0:
        print(f"epoch {epoch}, error {err:.4f}")
