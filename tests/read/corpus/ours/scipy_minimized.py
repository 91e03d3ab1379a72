import numpy as np
from scipy.optimize import minimize

rng = np.random.default_rng(3)
raw = rng.normal(size=(40, 2))
labels = (raw[:, 0] - 0.5 * raw[:, 1] + rng.normal(0, 0.8, 40) > 0).astype(float)
design = np.hstack([np.ones((40, 1)), raw])


def cost(theta, X, y, penalty):
    m = len(y)
    h = 1 / (1 + np.exp(-X.dot(theta)))
    J = -(y.dot(np.log(h)) + (1 - y).dot(np.log(1 - h))) / m
    J += penalty / (2 * m) * np.sum(theta[1:] ** 2)
    grad = X.T.dot(h - y) / m
    grad[1:] += penalty / m * theta[1:]
    return J, grad


result = minimize(cost, np.zeros(3), args=(design, labels, 0.1), jac=True, method="L-BFGS-B", options={"maxiter": 12})
print(result.x, result.fun)
