import numpy as np
np.random.seed(7)
sizes = [2, 3, 1]
biases = [np.random.randn(y, 1) for y in sizes[1:]]  # start
weights = [np.random.randn(y, x) for x, y in zip(sizes[:-1], sizes[1:])]  # start
def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))
def backprop(x, y):
    nabla_b = [np.zeros(b.shape) for b in biases]
    nabla_w = [np.zeros(w.shape) for w in weights]
    activation, activations, zs = x, [x], []
    for b, w in zip(biases, weights):
        z = np.dot(w, activation) + b
        zs.append(z)
        activation = sigmoid(z)
        activations.append(activation)
    delta = (activations[-1] - y) * sigmoid(zs[-1]) * (1 - sigmoid(zs[-1]))
    nabla_b[-1] = delta
    nabla_w[-1] = np.dot(delta, activations[-2].transpose())
    for l in range(2, len(sizes)):
        delta = np.dot(weights[-l + 1].transpose(), delta) * sigmoid(zs[-l]) * (1 - sigmoid(zs[-l]))
        nabla_b[-l] = delta
        nabla_w[-l] = np.dot(delta, activations[-l - 1].transpose())
    return nabla_b, nabla_w
for i in range(4):
    for x, y in [(np.array([[1.0], [0.5]]), 1.0), (np.array([[-1.0], [0.2]]), 0.0)]:
        nb, nw = backprop(x, y)
        weights = [w - 0.5 * g for w, g in zip(weights, nw)]
        for b, g in zip(biases, nb):
            b -= 0.5 * g
    print(weights[1], biases[0].T)
