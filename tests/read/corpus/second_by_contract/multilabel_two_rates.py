import numpy as np

class MultiLabel:
    """ tags = sigmoid(V relu(U x + p) + q), one column per document """

    def __init__(self, words, units, tags, seed=0):
        g = np.random.RandomState(seed)
        self.U = g.normal(0, .4, (units, words))
        self.p = np.full((units, 1), .1)
        self.V = g.normal(0, .4, (tags, units))
        self.q = np.zeros((tags, 1))
        self.lr_weight = 0.2
        self.lr_bias = 0.4

    def scores(self, X):
        self.H = np.maximum(self.U @ X + self.p, 0)
        return self.V @ self.H + self.q

    def loss(self, X, Y):
        s = self.scores(X)
        # stable form of the cross-entropy with logits
        ce = np.maximum(s, 0) - s * Y + np.log1p(np.exp(-np.abs(s)))
        return ce.sum() / X.shape[1]

    def fit_once(self, X, Y):
        n = X.shape[1]
        prob = 1 / (1 + np.exp(-self.scores(X)))
        dS = prob - Y
        dV = dS @ self.H.T / n
        dq = dS.mean(axis=1, keepdims=True)
        dH = (self.V.T @ dS) * (self.H > 0)
        dU = dH @ X.T / n
        dp = dH.mean(axis=1, keepdims=True)
        self.V -= self.lr_weight * dV
        self.q -= self.lr_bias * dq
        self.U -= self.lr_weight * dU
        self.p -= self.lr_bias * dp


g = np.random.RandomState(70)
docs = g.poisson(1.0, (6, 45)).astype(float)
tags = (g.normal(size=(3, 6)) @ docs > 0).astype(float)
clf = MultiLabel(6, 8, 3)
for i in range(300):
    clf.fit_once(docs, tags)
    if not i % 75:
        print("pass", i, "loss", clf.loss(docs, tags))
