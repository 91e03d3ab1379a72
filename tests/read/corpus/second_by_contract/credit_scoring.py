import numpy as np


class LogisticScorer:
    def __init__(self, lr=0.1, n_iter=200, decay=0.002, verbose=True):
        self.lr = lr
        self.n_iter = n_iter
        self.decay = decay
        self.verbose = verbose

    @staticmethod
    def _expit(t):
        return 1.0 / (1.0 + np.exp(-t))

    def predict_proba(self, X):
        return self._expit(X.dot(self.coef) + self.intercept)

    def log_loss(self, X, y):
        p = np.clip(self.predict_proba(X), 1e-12, 1 - 1e-12)
        return -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()

    def _one_iteration(self, X, y, lr):
        n = X.shape[0]
        resid = self.predict_proba(X) - y
        grad_coef = X.T.dot(resid) / n
        grad_intercept = resid.sum()
        self.coef -= lr * grad_coef
        self.intercept -= lr * grad_intercept

    def fit(self, X, y):
        self.coef = np.zeros(X.shape[1])
        self.intercept = 0.0
        for it in range(self.n_iter):
            self._one_iteration(X, y, self.lr / (1 + self.decay * it))
            if self.verbose and it % 50 == 0:
                print(f"[{it:4d}] log loss = {self.log_loss(X, y):.5f}")
        return self


rng = np.random.default_rng(2008)
income = rng.normal(size=35)
debt = rng.normal(size=35)
late = rng.poisson(0.7, 35)
X = np.column_stack([income, debt, late])
y = (1.2 * income - debt - 0.8 * late + rng.logistic(size=35) * 0.5 + 0.4 > 0).astype(int)
scorer = LogisticScorer(lr=0.05).fit(X, y)
print("coef", scorer.coef, "intercept", scorer.intercept)
print("accuracy", ((scorer.predict_proba(X) > .5) == y).mean())
