# "Do we even need to train the hidden layer?"  -> random features / ELM
import numpy as np

rs = np.random.RandomState(8)
n_feat = 20

x = rs.uniform(-3, 3, size=(50, 1))
y = np.sin(x) + 0.05 * rs.randn(50, 1)

# random, never trained, that's the whole point
A = rs.randn(1, n_feat)
c = rs.uniform(-2, 2, size=n_feat)
Phi = np.tanh(x @ A + c)

beta = np.zeros((n_feat, 1))
beta0 = 0.0

for it in range(1000):
    yhat = Phi @ beta + beta0
    res = yhat - y
    mse = (res ** 2).mean()
    beta -= 0.05 * 2 * Phi.T @ res / len(x)
    beta0 -= 0.05 * 2 * res.mean()
    if it % 200 == 0:
        print(it, mse)

# compare with least squares
best, *_ = np.linalg.lstsq(np.c_[Phi, np.ones(50)], y, rcond=None)
print("lstsq mse", ((np.c_[Phi, np.ones(50)] @ best - y) ** 2).mean())
