import numpy as np

np.random.seed(123)
X = np.random.randn(45, 5)
true_W = np.random.randn(5, 3)
Y = np.eye(3)[np.argmax(X @ true_W, axis=1)]

W = np.random.randn(5, 3) * 0.01
b = np.zeros(3)
mW, vW = np.zeros_like(W), np.zeros_like(W)
mb, vb = np.zeros_like(b), np.zeros_like(b)
b1, b2, eps, lr = 0.9, 0.999, 1e-8, 0.05
t = 1

for epoch in range(100):
    Z = X @ W + b
    P = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = P / P.sum(axis=1, keepdims=True)
    loss = -np.mean(np.sum(Y * np.log(P), axis=1))

    dZ = (P - Y) / X.shape[0]
    dW = X.T @ dZ
    db = dZ.sum(axis=0)

    # Adam
    mW = b1 * mW + (1 - b1) * dW
    vW = b2 * vW + (1 - b2) * dW**2
    mb = b1 * mb + (1 - b1) * db
    vb = b2 * vb + (1 - b2) * db**2
    mW_hat = mW / (1 - b1**t)
    vW_hat = vW / (1 - b2**t)
    mb_hat = mb / (1 - b1**t)
    vb_hat = vb / (1 - b2**t)
    W -= lr * mW_hat / (np.sqrt(vW_hat) + eps)
    b -= lr * mb_hat / (np.sqrt(vb_hat) + eps)

    if epoch % 25 == 0:
        print("epoch:", epoch, "loss:", round(float(loss), 5))
