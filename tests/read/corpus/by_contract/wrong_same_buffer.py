import numpy as np
np.random.seed(404)

X = np.random.rand(10, 3)
T = X[:, ::-1] ** 2

Win = np.random.randn(3, 3) * .5
Wout = np.random.randn(3, 3) * .5
bin_ = np.zeros(3)
bout = np.zeros(3)

for epoch in range(100):
    gWin = gWout = np.zeros((3, 3))
    gbin, gbout = np.zeros(3), np.zeros(3)
    err = 0.
    for x, t in zip(X, T):
        h = np.tanh(Win.dot(x) + bin_)
        o = Wout.dot(h) + bout
        d = o - t
        err += .5 * d.dot(d)
        dh = Wout.T.dot(d) * (1 - h * h)
        gWout += np.outer(d, h)
        gbout += d
        gWin += np.outer(dh, x)
        gbin += dh
    Wout -= .02 * gWout
    Win -= .02 * gWin
    bout -= .02 * gbout
    bin_ -= .02 * gbin
    if epoch % 25 == 0: print(epoch, err)
