"""Minimal multi layer perceptron with a scikit-learn like interface."""
import numpy as np


class TinyMLPClassifier:
    """One hidden layer, ReLU, softmax output.

    Parameters
    ----------
    hidden_units : int
    learning_rate : float
    momentum : float
    batch_size : int
    n_epochs : int
    random_state : int or None
    """

    def __init__(self, hidden_units=16, learning_rate=0.05, momentum=0.9, batch_size=8, n_epochs=50, random_state=None):
        self.hidden_units = hidden_units
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.batch_size = batch_size
        self.n_epochs = n_epochs
        self.random_state = random_state

    def _init_weights(self, n_features, n_classes):
        rng = np.random.RandomState(self.random_state)
        self.W1_ = rng.normal(0, np.sqrt(2.0 / n_features), (n_features, self.hidden_units))
        self.b1_ = np.zeros(self.hidden_units)
        self.W2_ = rng.normal(0, np.sqrt(2.0 / self.hidden_units), (self.hidden_units, n_classes))
        self.b2_ = np.zeros(n_classes)
        self._v = {k: np.zeros_like(getattr(self, k)) for k in ("W1_", "b1_", "W2_", "b2_")}
        return rng

    def _forward(self, X):
        h = np.maximum(0, X @ self.W1_ + self.b1_)
        logits = h @ self.W2_ + self.b2_
        logits = logits - logits.max(axis=1, keepdims=True)
        e = np.exp(logits)
        return h, e / e.sum(axis=1, keepdims=True)

    def _gradients(self, X, Y, h, P):
        n = len(X)
        dlogits = (P - Y) / n
        dh = dlogits @ self.W2_.T
        dh[h <= 0] = 0
        return {
            "W2_": h.T @ dlogits,
            "b2_": dlogits.sum(axis=0),
            "W1_": X.T @ dh,
            "b1_": dh.sum(axis=0),
        }

    def fit(self, X, y):
        X = np.asarray(X, dtype=float)
        self.classes_, codes = np.unique(y, return_inverse=True)
        Y = np.eye(len(self.classes_))[codes]
        rng = self._init_weights(X.shape[1], len(self.classes_))
        self.loss_curve_ = []
        for epoch in range(self.n_epochs):
            order = rng.permutation(len(X))
            total = 0.0
            for start in range(0, len(X), self.batch_size):
                rows = order[start:start + self.batch_size]
                h, P = self._forward(X[rows])
                total -= np.sum(Y[rows] * np.log(P + 1e-300))
                grads = self._gradients(X[rows], Y[rows], h, P)
                for name, g in grads.items():
                    self._v[name] = self.momentum * self._v[name] - self.learning_rate * g
                    setattr(self, name, getattr(self, name) + self._v[name])
            self.loss_curve_.append(total / len(X))
        return self

    def predict_proba(self, X):
        return self._forward(np.asarray(X, dtype=float))[1]

    def predict(self, X):
        return self.classes_[np.argmax(self.predict_proba(X), axis=1)]

    def score(self, X, y):
        return np.mean(self.predict(X) == y)
