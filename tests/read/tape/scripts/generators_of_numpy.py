import numpy as np
np.random.seed(11)
rs = np.random.RandomState(3)
X = np.random.randn(6, 2)
y = X @ np.array([1.0, -2.0]) + 0.1 * rs.randn(6)
w = rs.uniform(-0.1, 0.1, 2)  # start
for epoch in range(4):
    order = np.random.permutation(6)
    np.random.shuffle(X)
    rows = np.random.permutation(X)
    pick = rs.choice(6, 3, replace=False)
    for i in order:
        e = X[i] @ w - y[i]
        w -= 0.01 * e * X[i]
    w -= 0.01 * rows[0] + 0.01 * X[pick].sum(0)
    print(w)
