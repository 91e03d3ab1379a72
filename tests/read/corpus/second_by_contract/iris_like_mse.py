import numpy as np

np.random.seed(150)
means = np.array([[5.0, 3.4, 1.5, 0.2], [5.9, 2.8, 4.3, 1.3], [6.6, 3.0, 5.6, 2.0]])
kind = np.repeat(np.arange(3), 20)
measured = means[kind] + 0.3 * np.random.randn(60, 4)
measured = (measured - measured.mean(0)) / measured.std(0)
classes = np.zeros((60, 3))
classes[np.arange(60), kind] = 1


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(x):
    ex = np.exp(x - x.max(1)[:, None])
    return ex / ex.sum(1)[:, None]


def softmax_prime(s):
    return s * (1 - s)


W1 = np.random.randn(4, 5) * 0.5
B1 = np.random.randn(5) * 0.1
W2 = np.random.randn(5, 3) * 0.5
B2 = np.random.randn(3) * 0.1


def net(x):
    hidden = sigmoid(x @ W1 + B1)
    return hidden, softmax(hidden @ W2 + B2)


def loss_of(x, y):
    return np.sum((net(x)[1] - y) ** 2) / 2


alpha = 0.05
for epoch in range(300):
    hidden, out = net(measured)
    out_delta = (out - classes) * softmax_prime(out)
    hidden_delta = out_delta @ W2.T * hidden * (1 - hidden)
    W2 -= alpha * hidden.T @ out_delta
    B2 -= alpha * out_delta.sum(axis=0)
    W1 -= alpha * measured.T @ hidden_delta
    B1 -= alpha * hidden_delta.sum(axis=0)
    if epoch % 60 == 0:
        print(epoch, loss_of(measured, classes), (out.argmax(1) == kind).mean())
