import numpy as np
theta = np.linspace(-0.5, 0.5, 9)  # start
W = theta[:6].reshape(2, 3)
b = theta[6:]
x = np.array([1.0, -2.0])
t = np.array([0.1, 0.2, 0.3])
for i in range(5):
    e = x @ W + b - t
    W -= 0.05 * np.outer(x, e)
    b[:] = b - 0.05 * e
    theta *= 0.99
    W[0, :] += 0.001
    W.T[1] -= 0.002 * e[1]
    print(theta.sum(), W.ravel()[2])
