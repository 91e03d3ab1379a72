# QUESTION: why is my gradient descent so slow compared to the normal equation?
# (python 3, numpy)  I already scaled the features
import numpy as np

data = np.array([
    [2104, 3, 399.9], [1600, 3, 329.9], [2400, 3, 369.0], [1416, 2, 232.0],
    [3000, 4, 539.9], [1985, 4, 299.9], [1534, 3, 314.9], [1427, 3, 198.999],
])

def normalize(x):
    return (x - x.mean(axis=0)) / x.std(axis=0)

def computeGradientDescent(x, y, theta, alpha, iterations):
    m = y.size
    J_history = []
    for i in range(iterations):
        hypothesis = np.dot(x, theta)
        loss = hypothesis - y          # thats the loss
        J = np.sum(loss ** 2) / (2 * m)
        J_history.append(J)
        gradient = np.dot(x.transpose(), loss) / m
        theta = theta - alpha * gradient
    return theta, J_history

# def computeCost(x, y, theta):
#     return 1/2/m * np.sum((x.dot(theta) - y)**2)

def old_version(x, y):
    # loop version, way too slow, not used anymore
    t = [0, 0, 0]
    for k in range(3):
        t[k] = t[k] - 0.01 * sum((x[i][k]) * (0 - y[i]) for i in range(len(y)))
    return t

X = normalize(data[:, :2])
y = data[:, 2]
X = np.concatenate((np.ones((len(X), 1)), X), axis=1)
theta = np.zeros(3)

theta, J_history = computeGradientDescent(X, y, theta, 0.05, 400)
print('Theta from gradient descent:', theta)
print('last costs:', J_history[-3:])
print('Theta from normal eq:', np.linalg.pinv(X.T @ X) @ X.T @ y)
