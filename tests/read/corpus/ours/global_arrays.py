import numpy as np

SPEED = 0.6
np.random.seed(8)
V = np.random.uniform(-1, 1, (3, 3))
p = np.random.uniform(-1, 1, 3)
U = np.random.uniform(-1, 1, (3, 3))
q = np.random.uniform(-1, 1, 3)
h = o = None


def sigma(t):
    return 1.0 / (1.0 + np.exp(-t))


def evaluate(x):
    global h, o
    h = sigma(np.dot(V, x) + p)
    o = sigma(np.dot(U, h) + q)
    return o


def improve(x, t):
    global V, p, U, q
    evaluate(x)
    e = o - t
    d_out = e * o * (1 - o)
    e_hid = np.dot(U.T, d_out)
    d_hid = e_hid * h * (1 - h)
    U = U - SPEED * np.outer(d_out, h)
    q = q - SPEED * d_out
    V = V - SPEED * np.outer(d_hid, x)
    p = p - SPEED * d_hid
    return 0.5 * np.sum(e ** 2)


rows = np.array([[0.1, 0.9, 0.3], [0.8, 0.2, 0.5], [0.4, 0.4, 0.9], [0.7, 0.6, 0.1]])
aims = np.array([[0.9, 0.1, 0.1], [0.1, 0.9, 0.1], [0.1, 0.1, 0.9], [0.5, 0.5, 0.2]])
seen = 0
for cycle in range(8):
    error = 0.0
    for row, aim in zip(rows, aims):
        error += improve(row, aim)
        seen += 1
    print(cycle, error)
