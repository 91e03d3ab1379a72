import numpy as np
class SoftClassifier:
    def __init__(self, n_features, n_classes):
        self.W = np.random.randn(n_features, n_classes)*0.1
        self.b = np.zeros(n_classes)
    def predict(self, x):
        e = np.exp(x @ self.W + self.b); return e/e.sum(1, keepdims=True)
    def loss(self, x, y): return -np.mean(np.sum(y*np.log(self.predict(x)), axis=1))
    def gradient(self, x, y):
        p = self.predict(x); d = (p-y)/len(x)
        return x.T @ d, d.sum(0)
    def step(self, dW, db, lr=0.1):
        self.W -= lr*dW; self.b -= lr*db
