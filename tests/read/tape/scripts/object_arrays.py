import numpy as np
W = np.array([np.array([[0.1, 0.2]]), np.array([[0.3], [0.4], [0.5]])], dtype=object)  # start
for i in range(4):
    g = np.array([W[0] * 2 - 1, W[1] * 3], dtype=object)
    W = W - 0.1 * g
    W -= 0.01 * g
    print([w.tolist() for w in W])
