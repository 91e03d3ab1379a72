import numpy as np

np.random.seed(44)
sizes = [3, 3, 3, 3]
weights = [np.random.randn(n, m) for m, n in zip(sizes[:-1], sizes[1:])]
biases = [np.random.randn(n, 1) for n in sizes[1:]]
speed_w = [np.zeros(w.shape) for w in weights]
speed_b = [np.zeros(b.shape) for b in biases]
eta, mu = 0.8, 0.5


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))


def backprop(x, y):
    grad_w = [np.zeros(w.shape) for w in weights]
    grad_b = [np.zeros(b.shape) for b in biases]
    a = x
    activations, zs = [x], []
    for w, b in zip(weights, biases):
        z = np.dot(w, a) + b
        zs.append(z)
        a = sigmoid(z)
        activations.append(a)
    delta = (activations[-1] - y) * sigmoid_prime(zs[-1])
    grad_w[-1] = np.dot(delta, activations[-2].T)
    grad_b[-1] = delta
    for l in range(2, len(sizes)):
        slope = sigmoid_prime(zs[-l])
        delta = np.dot(weights[-l + 1].T, delta) * slope
        grad_w[-l] = np.dot(delta, activations[-l - 1].T)
        grad_b[-l] = delta
    return grad_w, grad_b


def train(batch):
    total_w = [np.zeros(w.shape) for w in weights]
    total_b = [np.zeros(b.shape) for b in biases]
    for x, y in batch:
        grad_w, grad_b = backprop(x, y)
        for k in range(len(weights)):
            total_w[k] += grad_w[k]
            total_b[k] += grad_b[k]
    for k in range(len(weights)):
        speed_w[k] = mu * speed_w[k] - eta / len(batch) * total_w[k]
        speed_b[k] = mu * speed_b[k] - eta / len(batch) * total_b[k]
        weights[k] += speed_w[k]
        biases[k] += speed_b[k]


def cost(pairs):
    total = 0.0
    for x, y in pairs:
        a = x
        for w, b in zip(weights, biases):
            a = sigmoid(np.dot(w, a) + b)
        total += 0.5 * np.linalg.norm(a - y) ** 2 / len(pairs)
    return total


pairs = [(np.random.randn(3, 1), np.random.rand(3, 1)) for _ in range(9)]
batches = 0
for epoch in range(5):
    for start in range(0, 9, 3):
        batch = pairs[start:start + 3]
        train(batch)
        batches += 1
    print(epoch, cost(pairs))
