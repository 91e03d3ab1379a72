import numpy as np


def look(w, b, X, Y):
    m = X.shape[1]
    A = 1 / (1 + np.exp(-(np.dot(w.T, X) + b)))
    cost = -1 / m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    dZ = A - Y
    dw = 1 / m * np.dot(X, dZ.T)
    db = 1 / m * np.sum(dZ)
    return {"dw": dw, "db": db, "cost": cost}


np.random.seed(19)
samples = np.random.randn(4, 25)
marks = (samples[0:1] + samples[1:2] ** 2 > 0.6) * 1
w = np.zeros((4, 1))
b = 0.0
learning_rate = 0.3
costs = []
for i in range(30):
    found = look(w, b, samples, marks)
    w = w - learning_rate * found["dw"]
    b = b - learning_rate * found["db"]
    costs.append(found["cost"])
print(costs[0], costs[-1])
