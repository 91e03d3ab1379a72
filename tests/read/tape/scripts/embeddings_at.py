import numpy as np
E = np.array([[0.1, 0.2], [0.3, -0.1], [-0.2, 0.4]])  # start
ids = [0, 2, 0]
for i in range(4):
    e = E[ids]
    g = e - 1.0
    np.add.at(E, ids, -0.1 * g)
    np.subtract.at(E, (np.array([1]), np.array([0])), 0.01 * E[1, 1])
    E[[0, 1]] = E[[1, 0]]
    np.fill_diagonal(E, E[0, 1])
    print(E.tolist())
