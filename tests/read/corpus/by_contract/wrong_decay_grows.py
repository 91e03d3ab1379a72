import numpy as np


class RidgeGD:
    """Linear regression with L2 penalty, trained by gradient descent."""

    def __init__(self, alpha=0.1, eta=0.05, n_iter=200):
        self.__alpha = alpha
        self.__eta = eta
        self.__n_iter = n_iter

    def fit(self, X, y):
        n, k = X.shape
        self.__w = np.random.RandomState(0).randn(k)
        self.__b = 0.0
        self.history = []
        for _ in range(self.__n_iter):
            r = self.predict(X) - y
            self.history.append(0.5 * np.mean(r ** 2) + 0.5 * self.__alpha * np.sum(self.__w ** 2))
            dw = X.T.dot(r) / n
            db = np.mean(r)
            self.__w -= self.__eta * (dw - self.__alpha * self.__w)
            self.__b -= self.__eta * db
        return self    

    def predict(self, X):
        return X.dot(self.__w) + self.__b

    @property
    def coef_(self):
        return self.__w


rng = np.random.RandomState(14)
X = rng.randn(25, 3)
y = X.dot([1.5, -2.0, 0.5]) + 0.7 + 0.1 * rng.randn(25)
model = RidgeGD().fit(X, y)
print(model.coef_)
print(model.history[0], '->', model.history[-1])
