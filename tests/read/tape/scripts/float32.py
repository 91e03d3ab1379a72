import numpy as np
w = np.array([0.1, 0.2, 0.3], dtype=np.float32)  # start
x = np.float32([1, 2, 3])
s = np.float32(0.5)  # start
for i in range(5):
    z = w.dot(x)
    w = w - np.float32(0.01) * (z - s) * x
    s = np.float32(s - 0.1 * float(z))
    w[i % 3] = 0.25 * s
    print(w.dtype, w, type(s), s, z.dtype)
