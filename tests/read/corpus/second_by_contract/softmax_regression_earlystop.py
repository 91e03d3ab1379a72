import numpy as np

rng = np.random.default_rng(2024)
centers = rng.normal(0, 2, size=(4, 5))
labels = rng.integers(0, 4, size=240)
features = centers[labels] + rng.normal(size=(240, 5))
X_tr, y_tr = features[:180], labels[:180]
X_va, y_va = features[180:], labels[180:]


def log_softmax(logits):
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def nll(theta, b, X, y):
    return -log_softmax(X @ theta + b)[np.arange(len(y)), y].mean()


theta = rng.normal(scale=0.01, size=(5, 4))
b = np.zeros(4)
vel_theta = np.zeros_like(theta)
vel_b = np.zeros_like(b)
base_lr, mu, batch = 0.1, 0.9, 20
best, patience = np.inf, 0


def train_batch(xb, yb, lr):
    global theta, b, vel_theta, vel_b
    probs = np.exp(log_softmax(xb @ theta + b))
    probs[np.arange(len(yb)), yb] -= 1.0
    probs /= len(yb)
    vel_theta = mu * vel_theta - lr * (xb.T @ probs)
    vel_b = mu * vel_b - lr * probs.sum(axis=0)
    theta = theta + vel_theta
    b = b + vel_b


for epoch in range(60):
    lr = base_lr / (1 + 0.05 * epoch)
    order = rng.permutation(len(X_tr))
    for start in range(0, len(order), batch):
        pick = order[start:start + batch]
        train_batch(X_tr[pick], y_tr[pick], lr)
    val = nll(theta, b, X_va, y_va)
    print(f"epoch {epoch:02d} lr {lr:.4f} train {nll(theta, b, X_tr, y_tr):.4f} val {val:.4f}")
    if val < best - 1e-4:
        best, patience = val, 0
    else:
        patience += 1
        if patience == 5:
            print("stopping early")
            break
