import numpy as np

rng = np.random.default_rng(14)
rows = 24
labels = np.arange(rows) % 3
angle = labels * 2.1 + rng.normal(0, 0.4, rows)
X = np.c_[np.cos(angle), np.sin(angle)]
W = 0.4 * rng.standard_normal((2, 8))
b = np.full((1, 8), 0.05)
W2 = 0.4 * rng.standard_normal((8, 3))
b2 = np.zeros((1, 3))
step, reg = 0.5, 0.01
for turn in range(20):
    hidden = np.dot(X, W) + b
    hidden[hidden < 0] = 0
    scores = np.dot(hidden, W2) + b2
    scores -= np.max(scores, axis=1, keepdims=True)
    raised = np.exp(scores)
    probabilities = raised / np.sum(raised, axis=1, keepdims=True)
    data_loss = np.mean(-np.log(probabilities[range(rows), labels]))
    loss = data_loss + 0.5 * reg * (np.sum(W * W) + np.sum(W2 * W2))
    if turn % 5 == 0:
        print(turn, loss)
    d_scores = probabilities
    d_scores[range(rows), labels] -= 1
    d_scores /= rows
    dW2 = np.dot(hidden.T, d_scores)
    db2 = np.sum(d_scores, axis=0, keepdims=True)
    d_hidden = np.dot(d_scores, W2.T)
    d_hidden[hidden <= 0] = 0
    dW = np.dot(X.T, d_hidden)
    db = np.sum(d_hidden, axis=0, keepdims=True)
    dW2 += reg * W2
    dW += reg * W
    W -= step * dW
    b -= step * db
    W2 -= step * dW2
    b2 -= step * db2
