import numpy as np


def setup(n_x, n_h, n_y, seed):
    g = np.random.default_rng(seed)
    theta1 = g.uniform(-1, 1, (n_h, n_x))
    theta2 = g.uniform(-1, 1, (n_y, n_h))
    return theta1, np.zeros((n_h, 1)), theta2, np.zeros((n_y, 1))


def hypothesis(p, X):
    theta1, beta1, theta2, beta2 = p
    A = np.tanh(theta1 @ X + beta1)
    return A, 1 / (1 + np.exp(-(theta2 @ A + beta2)))


def J(p, X, Y):
    _, P = hypothesis(p, X)
    m = X.shape[1]
    return -(1 / m) * np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P))


def gradients(p, X, Y):
    A, P = hypothesis(p, X)
    m = X.shape[1]
    d2 = P - Y
    d1 = (p[2].T @ d2) * (1 - A ** 2)
    return (d1 @ X.T / m, d1.mean(axis=1, keepdims=True),
            d2 @ A.T / m, d2.mean(axis=1, keepdims=True))


def step(p, X, Y, alpha):
    theta1, beta1, theta2, beta2 = p
    g_t1, g_b1, g_t2, g_b2 = gradients(p, X, Y)
    theta1 = theta1 - alpha * g_t1
    beta1 = beta1 - alpha * g_b2
    theta2 = theta2 - alpha * g_t2
    beta2 = beta2 - alpha * g_b2
    return theta1, beta1, theta2, beta2


g = np.random.default_rng(404)
X = g.normal(size=(4, 50))
Y = np.vstack([X[0] > X[1], X[2] * X[3] > 0, X.sum(axis=0) > 0.5]).astype(float)
params = setup(4, 3, 3, 1)
for i in range(251):
    params = step(params, X, Y, 0.4)
    if i % 50 == 0:
        print("J after %3d steps: %.4f" % (i, J(params, X, Y)))
