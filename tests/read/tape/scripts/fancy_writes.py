import numpy as np
np.random.seed(5)
W = np.random.randn(4, 3) * 0.1  # start
b = np.zeros((1, 3))  # start
X = np.random.randn(6, 4)
y = np.array([0, 1, 2, 2, 1, 0])
m = len(y)
for i in range(5):
    s = X.dot(W) + b
    p = np.exp(s - s.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    loss = -np.log(p[np.arange(m), y]).mean()
    d = p
    d[range(m), y] -= 1
    d /= m
    W += -0.5 * (X.T.dot(d) + 1e-3 * W)
    b += -0.5 * d.sum(axis=0, keepdims=True)
    print("loss: {:.5f}".format(loss))
