import numpy as np
W = np.arange(6.0).reshape(2, 3) / 10  # start
x = np.array([[1.0, -1.0], [0.5, 2.0]])
for i in range(4):
    z = np.einsum("ni,ij->nj", x, W)
    z = np.concatenate([z, z * 2], axis=1)
    z = np.hstack((z, np.ones((2, 1))))
    z = np.vstack([z, z[:1]])
    g = np.einsum("ni,nj->ij", x, z[:2, :3])
    g = g + np.outer(x[0], z[0, :3]) + np.tensordot(x, z[:2, :3], axes=([0], [0]))
    a, b, c = np.split(g, 3, axis=1)
    W = W - 0.01 * np.column_stack((a, b, c)) - 0.001 * np.tile(W[:, :1], (1, 3)) - 0.001 * np.swapaxes(W, 0, 1).T.copy()
    W = np.squeeze(W[None]) + 0.0 * W.flatten().reshape(W.shape) + np.transpose(W.T) * 0
    print(np.linalg.norm(W), W.mean(0), W.std(), np.cumsum(W)[-1], np.argmax(W))
