import numpy as np

class Linear:
    def __init__(self, n_in, n_out, rng):
        self.W = rng.normal(0, (2 / n_in) ** 0.5, (n_in, n_out))
        self.b = np.zeros((1, n_out))
    def forward(self, x):
        self.x = x
        return x @ self.W + self.b
    def backward(self, grad):
        self.dW = self.x.T @ grad
        self.db = grad.sum(axis=0, keepdims=True)
        return grad @ self.W.T
    def update(self, lr):
        self.W -= lr * self.dW
        self.b -= lr * self.db

class ReLU:
    def forward(self, x):
        self.on = x > 0
        return x * self.on
    def backward(self, grad):
        return grad * self.on

class Dropout:
    def __init__(self, p, rng):
        self.p = p
        self.rng = rng
    def forward(self, x):
        self.mask = (self.rng.random(x.shape) > self.p) / (1 - self.p)
        return x * self.mask
    def backward(self, grad):
        return grad

class SigmoidBCE:
    def forward(self, z, y):
        self.y = y
        self.p = 1 / (1 + np.exp(-z))
        return float(-(y * np.log(self.p) + (1 - y) * np.log(1 - self.p)).mean())
    def backward(self):
        return (self.p - self.y) / len(self.y)

rng = np.random.default_rng(55)
X = rng.normal(size=(30, 3))
y = ((X ** 2).sum(axis=1, keepdims=True) > 2).astype(float)

layers = [Linear(3, 8, rng), ReLU(), Dropout(0.25, rng), Linear(8, 1, rng)]
criterion = SigmoidBCE()

for epoch in range(100):
    out = X
    for layer in layers:
        out = layer.forward(out)
    loss = criterion.forward(out, y)
    grad = criterion.backward()
    for layer in reversed(layers):
        grad = layer.backward(grad)
    for layer in layers:
        if isinstance(layer, Linear):
            layer.update(0.2)
    if epoch % 25 == 0:
        print(f"Epoch {epoch}: {loss:.4f}")
