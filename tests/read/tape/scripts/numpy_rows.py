import numpy as np
np.random.seed(1)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0, 1, 1, 0]]).T
W0 = 2 * np.random.random((3, 4)) - 1  # start
W1 = 2 * np.random.random((4, 1)) - 1  # start
for j in range(6):
    l1 = 1 / (1 + np.exp(-(np.dot(X, W0))))
    l2 = 1 / (1 + np.exp(-(np.dot(l1, W1))))
    d2 = (y - l2) * (l2 * (1 - l2))
    d1 = d2.dot(W1.T) * (l1 * (1 - l1))
    W1 += l1.T.dot(d2)
    W0 += X.T.dot(d1)
    if j % 2 == 0:
        print("Error:" + str(np.mean(np.abs(y - l2))))
