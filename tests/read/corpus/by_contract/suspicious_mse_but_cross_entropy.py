import numpy as np
from sklearn.datasets import load_breast_cancer

raw = load_breast_cancer()
X = raw.data[:80, :4]
X = (X - X.mean(0)) / X.std(0)
y = raw.target[:80].reshape(-1, 1)

np.random.seed(9)
W1 = np.random.randn(4, 5) * 0.5
b1 = np.zeros(5)
W2 = np.random.randn(5, 1) * 0.5
b2 = np.zeros(1)
history = []

for epoch in range(150):
    a1 = np.tanh(X @ W1 + b1)
    a2 = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
    cost = np.mean((a2 - y) ** 2)
    history.append(cost)

    delta = a2 - y
    grad_W2 = a1.T @ delta / len(X)
    grad_b2 = delta.mean(0)
    delta = delta @ W2.T * (1 - a1 ** 2)
    grad_W1 = X.T @ delta / len(X)
    grad_b1 = delta.mean(0)
    for p, g in ((W1, grad_W1), (b1, grad_b1), (W2, grad_W2), (b2, grad_b2)):
        p -= 0.5 * g

    if epoch % 50 == 0:
        print("epoch", epoch, "cost", cost)
print("train accuracy", np.mean((a2 > 0.5) == y))
