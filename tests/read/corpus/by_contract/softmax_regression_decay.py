"""
CS Homework 2, Problem 3: softmax classifier
Name: ______   Student id: ______
"""
import numpy as np

np.random.seed(0)
K = 3
D = 4
# three gaussian blobs
means = np.array([[2, 0, 0, 1], [0, 2, 1, 0], [-1, -1, 2, 0]], dtype=float)
X = np.vstack([np.random.randn(20, D) + means[k] for k in range(K)])
y = np.repeat(np.arange(K), 20)
m = X.shape[0]

W = 0.01 * np.random.randn(D, K)
b = np.zeros((1, K))

reg = 1e-2
lr0 = 0.5

for it in range(200):
    lr = lr0 / (1 + 0.01 * it)

    scores = X.dot(W) + b
    # numeric stability!! (see slides p. 14)
    scores -= np.max(scores, axis=1, keepdims=True)
    p = np.exp(scores)
    p /= np.sum(p, axis=1, keepdims=True)

    data_loss = -np.mean(np.log(p[range(m), y]))
    reg_loss = 0.5 * reg * np.sum(W * W)
    if it % 50 == 0:
        print("iter %d  loss %.6f  lr %.3f" % (it, data_loss + reg_loss, lr))

    # gradient on the scores
    p[range(m), y] -= 1
    p /= m

    dW = X.T.dot(p)
    db = np.sum(p, axis=0, keepdims=True)
    dW += reg * W

    W += -lr * dW
    b += -lr * db
    pass

acc = np.mean(np.argmax(X.dot(W) + b, axis=1) == y)
print("training accuracy: %.2f" % acc)
