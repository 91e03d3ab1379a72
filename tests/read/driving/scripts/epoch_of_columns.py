import numpy as np
class RNNless:
    def __init__(self, dims, lr=0.05, reg=1e-3):
        self.dims = dims; self.lr = lr; self.reg = reg; self.init()
    def init(self):
        self.p = [(np.random.randn(b, a)/np.sqrt(a), np.zeros((b, 1))) for a, b in zip(self.dims, self.dims[1:])]
    def epoch(self, X, Y, bs):
        for s in range(0, X.shape[1], bs):
            self.batch(X[:, s:s+bs], Y[:, s:s+bs])
    def batch(self, X, Y):
        A = [X]
        for W, b in self.p: A.append(np.tanh(W @ A[-1] + b))
        D = (A[-1]-Y)/X.shape[1]
        new = []
        for (W, b), a, o in zip(self.p[::-1], A[-2::-1], A[::-1]):
            D = D*(1-o*o)
            new.append((W - self.lr*(D @ a.T + self.reg*W), b - self.lr*D.sum(1, keepdims=True)))
            D = W.T @ D
        self.p = new[::-1]
