import numpy as np
n = 4
w = np.zeros((n, 2))  # start
x = np.array([1.0, -0.5, 0.25, 2.0])
w[0, 0] = 0.3  # start
for epoch in range(4):
    z = np.zeros(2)
    for j in range(2):
        for i in range(n):
            z[j] += w[i, j] * x[i]
    for j in range(2):
        for i in range(n):
            w[i][j] = w[i][j] - 0.1 * (z[j] - 1.0) * x[i]
    print(w.sum(), z[0])
