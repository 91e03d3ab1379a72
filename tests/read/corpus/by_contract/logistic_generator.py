import numpy as np
import pandas as pd

# --- data (churn, made up) --------------------------------------------
rng = np.random.default_rng(2020)
df = pd.DataFrame({
    'age': rng.integers(18, 80, 48),
    'visits': rng.poisson(5, 48),
    'spent': rng.gamma(2.0, 50.0, 48).round(2),
})
noise = rng.normal(0, 0.5, 48)
df['churn'] = ((df.visits - 5) * -0.6 + (df.age - 49) / 30 + noise > 0).astype(int)

features = ['age', 'visits', 'spent']
X = ((df[features] - df[features].mean()) / df[features].std()).to_numpy()
y = df['churn'].to_numpy()

def minibatches(X, y, size):
    while True:
        perm = rng.permutation(len(y))
        for i in range(0, len(y), size):
            take = perm[i:i + size]
            yield X[take], y[take]

def predict_proba(X, w, b):
    z = X @ w + b
    return 1 / (1 + np.exp(-z))

def log_loss(y, p):
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()

w, b = np.zeros(X.shape[1]), 0.0
stream = minibatches(X, y, 12)
steps = 0
while True:
    xb, yb = next(stream)
    p = predict_proba(xb, w, b)
    error = p - yb
    grad_w = xb.T @ error / len(yb)
    grad_b = error.mean()
    w -= 0.3 * grad_w
    b -= 0.3 * grad_b
    steps += 1
    if steps % 100 == 0:
        print(steps, log_loss(y, predict_proba(X, w, b)))
    if np.abs(grad_w).max() < 1e-2 or steps >= 500:
        break

print(pd.Series(w, index=features).round(3).to_dict(), round(b, 3))
print('accuracy', ((predict_proba(X, w, b) > .5) == y).mean())
