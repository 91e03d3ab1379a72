import numpy as np
np.random.seed(0)
X = np.matrix([[1.0, 2.0], [0.5, -1.0], [2.0, 0.3]])
y = np.matrix([1.0, 0.0, 2.0]).T
theta = np.matrix(np.random.rand(2, 1))  # start
for i in range(5):
    error = X * theta - y
    grad = X.T * error / 3
    theta = theta - 0.1 * grad
    row = theta[0]
    print(error.A1, theta.T.A, float(theta[0, 0]), error.sum(axis=0), np.multiply(error, error).sum(), (X.T * X).I[0, 0], row)
