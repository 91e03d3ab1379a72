import numpy as np
w = np.arange(4.0)  # start
for i in range(4):
    w.shape = (2, 2)
    w = w - 0.1 * w.T
    w = w.reshape(4, 1)
    w.shape = (4,)
    w.flat = w * 0.9
    w = np.append(w[:2], w[2:] * 0.5)
    w = np.insert(np.delete(w, 0), 0, w[0])
    w = np.expand_dims(w, 0)[0]
    print(w)
