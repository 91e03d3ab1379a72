import numpy as np
W = np.array([[0.1, 0.2], [0.3, 0.4]])  # start
V = W.T
r0 = W[0]
diag = W.diagonal()
flat = W.reshape(-1)
for i in range(4):
    W -= 0.1 * V
    flat[3] = flat[0] * 0.5
    r0 += 0.01 * flat[1:3]
    W[1] = r0 * 2 - V[1]
    W[:, 0] = W[:, 1] - 0.1
    W[0, 0], W[1, 1] = W[1, 1], W[0, 0]
    print(V.tolist(), diag, flat)
