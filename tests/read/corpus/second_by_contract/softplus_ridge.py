import numpy as np

rs = np.random.RandomState(77)
X = rs.normal(size=(40, 4))
y = np.log1p(np.exp(X @ rs.normal(size=4))) + rs.normal(scale=0.05, size=40)

hidden = 6
lam = 0.01
lr = 0.05
coef1 = rs.normal(scale=0.5, size=(4, hidden))
int1 = np.zeros(hidden)
coef2 = rs.normal(scale=0.5, size=hidden)
int2 = 0.0


def softplus(z):
    return np.logaddexp(0, z)


def objective():
    pred = softplus(X @ coef1 + int1) @ coef2 + int2
    fit = 0.5 * np.mean((pred - y) ** 2)
    return fit + 0.5 * lam * ((coef1 ** 2).sum() + (coef2 ** 2).sum())


history = []
for epoch in range(300):
    z = X @ coef1 + int1
    a = softplus(z)
    resid = a @ coef2 + int2 - y

    g_coef2 = a.T @ resid / len(y) + lam * coef2
    g_int2 = resid.mean()
    back = np.outer(resid, coef2) / (1 + np.exp(-z))
    g_coef1 = X.T @ back / len(y) + lam * coef1
    g_int1 = back.mean(axis=0)

    coef1 -= lr * g_coef1
    int1 -= lr * g_int1
    coef2 -= lr * g_coef2
    int2 -= lr * g_int2
    history.append(objective())
    lr *= 0.999

print("objective: %.4f -> %.4f" % (history[0], history[-1]))
