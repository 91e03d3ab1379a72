import numpy as np
X = [[0, 0], [0, 1], [1, 0], [1, 1]]
T = [0, 0, 0, 1]
w = [0, 0]  # start
b = 0  # start
A = np.array(X)
v = np.zeros(2)
for epoch in range(4):
    for x, t in zip(X, T):
        out = 1 if w[0] * x[0] + w[1] * x[1] + b > 0 else 0
        e = t - out
        w[0] += e * x[0]
        w[1] += e * x[1]
        b += e
    v = v + 0.1 * A.T.dot(np.array(T) - A.dot(v))
    print(w, b, v, type(w[0]), isinstance(b, int), type(b) is int, b is 0 or b is 1, w[0].__class__)
