import numpy as np

# the third column is a constant, so it plays the bias
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])

rng = np.random.RandomState(4)
w1 = 2 * rng.random_sample((3, 4)) - 1
w2 = 2 * rng.random_sample((4, 1)) - 1
rate = 0.8
step = 0
while True:
    hidden = 1 / (1 + np.exp(-X.dot(w1)))
    out = 1 / (1 + np.exp(-hidden.dot(w2)))
    miss = y - out
    loss = np.sum(miss ** 2) / 2
    delta2 = miss * out * (1 - out)
    back = delta2.dot(w2.T)
    delta1 = back * hidden * (1 - hidden)
    w2 += rate * hidden.T.dot(delta2)
    w1 += rate * X.T.dot(delta1)
    if step % 10 == 0:
        print(step, loss)
    step += 1
    if loss < 1e-3 or step == 30:
        break
