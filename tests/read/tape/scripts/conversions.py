import numpy as np
w = np.array([0.5, -0.5])  # start
for i in range(4):
    a, b = w
    c = w.tolist()
    d = [float(v) for v in w]
    e = list(w)
    f = np.float64(a) + np.asarray(c)[0] + np.array(d)[1] + np.sum(e) + np.mean(c) + w.item(0) + float(w[1]) + np.array(w, dtype=float)[0]
    g = np.array([a, b]).reshape(2, 1)
    h = np.atleast_2d(w)
    k = w.astype(np.float32).astype(float)
    w = w - 0.01 * f - 0.01 * g[:, 0] - 0.01 * h[0] - 0.001 * k - 0.001 * np.r_[a, b] - 0.001 * np.c_[w, w][:, 0]
    x, y = map(float, w)
    w = np.array([x, y]) if i % 2 else np.stack([x, y])
    print(w, f)
