import numpy as np
w = np.array([0.5, 0.25, -0.5])  # start
for i in range(4):
    total = np.add.reduce(w) + np.multiply.outer(w, w).sum() + np.maximum.reduce(w) + np.add.accumulate(w)[-1]
    w = w - 0.01 * total * np.sign(w) + 0.01 * np.sort(w)[::-1] - 0.001 * w[np.argsort(w)] + 0.001 * np.take(w, [2, 1, 0])
    w = np.minimum(np.maximum(w, -5), 5) + 0.0 * np.abs(w).max() + 0.001 * np.diff(w, prepend=0.0) + 0.001 * np.roll(w, 1)
    w.sort()
    print(w, np.dot(w, w), np.vdot(w, w), np.inner(w, w), np.linalg.norm(w), np.prod(w), np.trace(np.diag(w)))
