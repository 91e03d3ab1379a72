import numpy as np


def make_features(x, degree=4):
    F = np.vander(x, degree + 1, increasing=True)[:, 1:]
    mu, sd = F.mean(axis=0), F.std(axis=0)
    return (F - mu) / sd


class SGDRegressor:
    def __init__(self, eta0=0.05, power=0.25, epochs=80, batch_size=10, tol=1e-5, seed=1):
        self.eta0, self.power, self.epochs = eta0, power, epochs
        self.batch_size, self.tol = batch_size, tol
        self.rng = np.random.default_rng(seed)

    def _gradient(self, X, y):
        err = X @ self.coef_ + self.intercept_ - y
        return X.T @ err * 2 / len(y), 2 * err.mean()

    def partial_fit(self, X, y, eta):
        gw, gb = self._gradient(X, y)
        self.coef_ = self.coef_ - eta * gw
        self.intercept_ = self.intercept_ - eta * gb

    def score_mse(self, X, y):
        return np.mean((X @ self.coef_ + self.intercept_ - y) ** 2)

    def fit(self, X, y, X_val, y_val):
        self.coef_ = np.zeros(X.shape[1])
        self.intercept_ = 0.0
        self.curve_ = []
        t = 0
        for epoch in range(self.epochs):
            order = self.rng.permutation(len(y))
            for chunk in np.array_split(order, len(y) // self.batch_size):
                t += 1
                self.partial_fit(X[chunk], y[chunk], self.eta0 / t ** self.power)
            self.curve_.append(self.score_mse(X_val, y_val))
            if epoch > 5 and self.curve_[-6] - self.curve_[-1] < self.tol:
                break
        return self


rng = np.random.default_rng(10)
x = rng.uniform(-1.5, 1.5, 120)
y = 1 - x + 0.5 * x ** 3 + rng.normal(0, 0.1, 120)
F = make_features(x)
model = SGDRegressor().fit(F[:90], y[:90], F[90:], y[90:])
print("stopped after", len(model.curve_), "epochs, validation MSE", round(model.curve_[-1], 4))
print(model.coef_, model.intercept_)
