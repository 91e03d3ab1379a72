import numpy as np
w = np.array([0.5, -0.5, 0.2])  # start
x = np.array([1.0, 2.0, 3.0])
g = np.empty(3)
buffer = np.zeros_like(w)
for i in range(5):
    z = w.dot(x)
    np.multiply(x, z - 1.0, out=g)
    np.multiply(g, 0.01, buffer)
    np.subtract(w, buffer, out=w)
    np.clip(w, -1, 1, out=w)
    np.add(w, 0.001, w)
    print(w)
