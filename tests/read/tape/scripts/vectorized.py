import math
import numpy as np
@np.vectorize
def sigmoid(z):
    return 1.0 / (1.0 + math.exp(-z))
relu = np.vectorize(lambda z: z if z > 0 else 0.0)
w = np.array([0.3, -0.6])  # start
X = np.array([[1.0, 2.0], [0.5, -1.0], [0.2, 0.2]])
for i in range(4):
    a = sigmoid(X @ w)
    r = relu(X @ w - 0.1)
    s = np.apply_along_axis(np.sum, 1, X * w)
    q = np.apply_along_axis(lambda row: row * 2.0, 0, X * w)
    w = w - 0.1 * (X.T @ (a - 1.0 + 0.1 * r) + s[0] + q[0, 1])
    print(a, r, w)
