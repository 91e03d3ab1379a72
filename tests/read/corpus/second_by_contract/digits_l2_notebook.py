import numpy as np

# %% data: one-hot "digits" made up by random
np.random.seed(61)
n, d, k = 80, 12, 5
true_W = np.random.randn(d, k)
X = np.random.randn(n, d)
digits = np.argmax(X @ true_W + 0.5 * np.random.randn(n, k), axis=1)
Y = np.zeros((n, k))
Y[range(n), digits] = 1.0

# %% model
W = 0.1 * np.random.randn(d, k)
b = np.zeros((1, k))
reg = 0.05


def scores_to_probs(S):
    E = np.exp(S - np.max(S, axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def loss_and_grads(W, b):
    P = scores_to_probs(X @ W + b)
    data_loss = -np.log(P[range(n), digits]).mean()
    reg_loss = 0.5 * reg * np.sum(W * W)
    dS = (P - Y) / n
    dW = X.T @ dS
    dW -= reg * W
    db = dS.sum(axis=0, keepdims=True)
    return data_loss + reg_loss, dW, db


# %% training
step_size = 0.5
for i in range(150):
    loss, dW, db = loss_and_grads(W, b)
    W += -step_size * dW
    b += -step_size * db
    if i % 30 == 0:
        print("iteration %d: loss %f" % (i, loss))

# %% evaluation
predicted = np.argmax(X @ W + b, axis=1)
print("training accuracy: %.2f" % np.mean(predicted == digits))
