import numpy as np
x = np.array([1.0, 2.0, 3.0, 4.0])
y = np.array([2.1, 3.9, 6.2, 7.8])
m = b = 0  # start
N = len(x)
for i in range(5):
    f = y - (m * x + b)
    m -= 0.01 * (-2 * x.dot(f).sum() / N)
    b -= 0.01 * (-2 * f.sum() / N)
    print(m, b, type(m), (f ** 2).mean())
