import numpy as np
w = np.array([[0.5, 0.25], [0.125, -0.75]])  # start
for i in range(3):
    for v in np.nditer(w, op_flags=["readwrite"]):
        v[...] = v - 0.1 * (2 * v)
    for (r, c), v in np.ndenumerate(w):
        w[r, c] = v - 0.01 * v
    it = np.nditer(w, flags=["multi_index"])
    while not it.finished:
        ix = it.multi_index
        old = w[ix]
        w[ix] = old * 0.99
        it.iternext()
    for v in w.flat:
        last = v * 2
    w.flat[0] = w.flat[0] - 0.5 * w.flat[1]
    print(w, last)
