import numpy as np
w = np.array([1.0, -2.0, 0.5])  # start
v = np.zeros(3)
m, s, t = 0.0, 0.0, 0
b1, b2 = 0.9, 0.999
u = 0.7  # start
for step in range(6):
    g = 2 * w - 1
    v = 0.9 * v - 0.1 * g
    w += v
    t += 1
    gu = u - 0.2
    m = b1 * m + (1 - b1) * gu
    s = b2 * s + (1 - b2) * gu ** 2
    mh, sh = m / (1 - b1 ** t), s / (1 - b2 ** t)
    u -= 0.01 * mh / (sh ** 0.5 + 1e-8)
    print(w, u)
