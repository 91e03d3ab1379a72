import numpy as np
from scipy.special import expit, logsumexp, softmax
w = np.array([0.5, -0.2])  # start
X = np.array([[1.0, 2.0], [0.3, -1.0]])
for i in range(4):
    p = expit(X @ w)
    q = softmax(X * w, axis=1)
    w = w - 0.1 * (X.T @ (p - 1) + q.sum(0) - logsumexp(w))
    print(p, q, w)
