import numpy as np
class Affine:
    def __init__(self, n_in, n_out):
        self.w = np.random.randn(n_in, n_out)*0.3; self.b = np.zeros((1, n_out))
    def forward(self, x): self.x = x; return x @ self.w + self.b
    def backward(self, d):
        self.dw = self.x.T @ d; self.db = d.sum(0, keepdims=True); return d @ self.w.T
class Sigmoid:
    def forward(self, x): self.y = 1/(1+np.exp(-x)); return self.y
    def backward(self, d): return d*self.y*(1-self.y)
class Net:
    def __init__(self, layers): self.layers = layers
    def forward(self, x):
        for l in self.layers: x = l.forward(x)
        return x
    def backward(self, d):
        for l in self.layers[::-1]: d = l.backward(d)
class Optimizer_SGD:
    def __init__(self, learning_rate=1.0): self.lr = learning_rate
    def update_params(self, layer):
        if hasattr(layer, 'w'):
            layer.w -= self.lr*layer.dw; layer.b -= self.lr*layer.db
